"""A verdict as a reader meets it: its reasons with marks to the evidence, who gave it and who signed it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from factcheck.model.record import Record
from factcheck.model.signing import changed_since_signed
from factcheck.model.verdict import MARKS, Review, Verdict
from factcheck.model.vocabulary import Decision, Status
from factcheck.report.address import Addresses
from factcheck.report.edition import Badge, Edition
from factcheck.report.phrase import Phrase, Run, name
from factcheck.report.wording import STATUS, counted, day, listed, on_day, paragraphs

NO_VERDICT = {
    Status.UNVERIFIED: "No verdict yet: nobody has recorded a source for it so far.",
    Status.CHECKING: "No verdict yet: it is being checked.",
    Status.WITHDRAWN: "No verdict: the claim was withdrawn before there was one.",
}


@dataclass(frozen=True, slots=True)
class VerdictView:
    """One verdict, or `none`; `wording` is what was rated, where the claim reads otherwise now."""

    badge: Badge
    none: str = ""
    summary: str = ""
    reasons: tuple[Phrase, ...] = ()
    resolves: str = ""
    wording: str = ""
    state: tuple[Phrase, ...] = ()
    signature: str = ""
    signed: bool = False


def present_verdict(record: Record, standing: Status, edition: Edition, to: Addresses) -> VerdictView:
    """What stands on top of a claim's page."""
    verdict = record.verdict
    if verdict is None:
        return VerdictView(
            edition.unverified,
            none=NO_VERDICT[standing],
            state=tuple(_so_far(record, standing)),
            signature=STATUS[standing],
        )
    return replace(
        _found(record, verdict, edition, to),
        state=(_given(verdict), *_signing(record, verdict, standing, edition)),
        signature=_signature(standing, edition, record),
        signed=standing.is_signed,
    )


def earlier_verdicts(record: Record, edition: Edition, to: Addresses) -> tuple[VerdictView, ...]:
    """The verdicts that were replaced, newest first, each with what was decided about it."""
    return tuple(
        replace(
            _found(record, verdict, edition, to),
            state=(_given(verdict), *(_decided(one) for one in record.reviews if one.verdict == verdict.id)),
        )
        for verdict in reversed(record.verdicts[:-1])
    )


def _found(record: Record, verdict: Verdict, edition: Edition, to: Addresses) -> VerdictView:
    links = {one.id: f"#{to.anchor(record.claim.ref, one.id)}" for one in record.evidence}
    return VerdictView(
        badge=edition.badge(verdict.scale, verdict.scale_version, verdict.rating),
        summary=verdict.summary or "",
        reasons=_reasons(verdict, links),
        resolves=verdict.resolves or "",
        wording=verdict.wording if verdict.wording != record.claim.text else "",
    )


def _reasons(verdict: Verdict, links: Mapping[str, str]) -> tuple[Phrase, ...]:
    """The rationale with its `[e1]` made marks; evidence cited without one is marked at the end."""
    told = [list(_marked(paragraph, links)) for paragraph in paragraphs(verdict.rationale)]
    shown = {run.text for runs in told for run in runs if run.kind in _KINDS}
    told[-1].extend(_marks([one for one in verdict.cites if one in links and one[1:] not in shown], links))
    return tuple(Phrase(tuple(runs)) for runs in told)


def _marked(paragraph: str, links: Mapping[str, str]) -> Iterator[Run]:
    """Text and marks in turn; what looks like a mark to no known evidence stays text."""
    at = 0
    for found in MARKS.finditer(paragraph):
        ids = [one.strip() for one in found[1].split(",")]
        if all(one in links for one in ids):
            yield Run(paragraph[at : found.start()])
            yield from _marks(ids, links)
            at = found.end()
    yield Run(paragraph[at:])


_KINDS = ("mark", "also")
"""The first of some marks that stand together, and those that follow it."""


def _marks(ids: Sequence[str], links: Mapping[str, str]) -> Iterator[Run]:
    for place, one in enumerate(ids):
        yield Run(one[1:], _KINDS[place > 0], links[one])


def _so_far(record: Record, standing: Status) -> Iterator[Phrase]:
    parts = ((len(record.sources), "source"), (len(record.evidence), "quote"))
    found = [counted(number, noun) for number, noun in parts if number]
    if found:
        one = len(found) == 1 and len(record.sources) == 1
        yield Phrase.of(f"So far {listed(found)} {'is' if one else 'are'} on record.")
    if record.claim.assignee and standing is not Status.WITHDRAWN:
        yield Phrase.of("It is with ", name(record.claim.assignee), ".")


def _given(verdict: Verdict) -> Phrase:
    return Phrase.of("Rated by ", name(verdict.by), *on_day(verdict.at), ".")


def _signature(standing: Status, edition: Edition, record: Record) -> str:
    """The state of the signature in a few words; unsigned is said as plainly as signed."""
    signatures = record.approvals
    if standing.is_signed:
        if any(one.solo for one in signatures):
            return "Signed at a desk of one"
        return "Signed by a second person" if len(signatures) == 1 else f"Signed by {len(signatures)} others"
    if standing is Status.IN_REVIEW and signatures:
        return f"{len(signatures)} of {record.reviewers_needed} signatures"
    if standing is Status.CHECKING:
        return "Sent back, not signed"
    if standing is Status.NEEDS_RECHECK:
        return "Needs a recheck, not signed"
    if standing is Status.WITHDRAWN:
        return "Withdrawn"
    return "Not yet signed" if edition.solo else "Not yet signed by a second person"


def _signing(record: Record, verdict: Verdict, standing: Status, edition: Edition) -> Iterator[Phrase]:
    if standing is Status.IN_REVIEW and record.submission:
        sent = record.submission
        yield Phrase.of("With a second person for review since ", day(sent.at.date().isoformat()), ".")
    if standing is Status.NEEDS_RECHECK:
        yield from _changes(record, verdict, edition)
    else:
        yield from map(_decided, record.reviews_in_question)


def _changes(record: Record, verdict: Verdict, edition: Edition) -> Iterator[Phrase]:
    """Why the verdict can no longer be relied on as it stands."""
    if verdict.wording != record.claim.text:
        yield Phrase.of("The claim is worded otherwise now than when it was rated.")
    if record.in_conflict and not verdict.resolves:
        yield Phrase.of("Evidence recorded since points the other way, and nobody has resolved that yet.")
    changed = [_as_numbered(one) for one in changed_since_signed(record, edition.scales)]
    for review in record.approvals if changed else ():
        yield Phrase.of(
            name(review.by),
            " signed it",
            *on_day(review.at),
            f". Since then something it rests on changed ({listed(dict.fromkeys(changed))}), "
            "so the signature no longer counts.",
        )
    if record.is_void:
        yield Phrase.of("The check was published and taken back.")


def _as_numbered(changed: str) -> str:
    """What changed as the page speaks of it: quotes by their number, sources without."""
    if changed.startswith("source "):
        return "the details of a source"
    return re.sub(r"\be([1-9][0-9]*)\b.*", r"\1", changed)


def _decided(review: Review) -> Phrase:
    """A second person's decision, with its comment."""
    if review.decision is Decision.RETURN:
        return Phrase.of(
            "Sent back by ", name(review.by), *on_day(review.at), ": ", name(review.comment or "")
        )
    solo = " No second person has read it: the desk declares that it has one person." if review.solo else ""
    comment = (" “", name(review.comment), "”") if review.comment else ()
    return Phrase.of("Signed by ", name(review.by), *on_day(review.at), ".", solo, *comment)
