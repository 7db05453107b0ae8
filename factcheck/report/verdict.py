"""A verdict as a reader meets it: its reasons with marks to the evidence, who gave it and who signed it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from factcheck.model.key_signatures import SignedWith, signed_with
from factcheck.model.record import Record
from factcheck.model.signing import changed_since_signed
from factcheck.model.verdict import MARKS, Review, Verdict
from factcheck.model.vocabulary import Decision, Status
from factcheck.phrase import (
    NOTHING,
    Message,
    Phrase,
    Run,
    Said,
    figure,
    listed,
    say,
    say_count,
    sentences,
)
from factcheck.reading.sentence.quotations import with_inner_marks
from factcheck.report.edition import Badge, Edition
from factcheck.report.urls import Links
from factcheck.report.wording import STATUS, day_of, paragraphs

NO_VERDICT = {
    Status.UNVERIFIED: say("No verdict yet: nobody has recorded a source for it so far."),
    Status.CHECKING: say("No verdict yet: it is being checked."),
    Status.WITHDRAWN: say("No verdict: the claim was withdrawn before there was one."),
}

_CHANGED = {
    "wording": say("wording"),
    "quote": say("exact words"),
    "claimant": say("claimant"),
    "claimed on": say("date it was said"),
    "said in": say("place it was said"),
    "a capture": say("a capture"),
    "the rating scale": say("the rating scale"),
}
"""What may change under a signature, as the model names it."""


@dataclass(frozen=True, slots=True)
class VerdictView:
    """One verdict, or `none`; `wording` is what was rated, where the claim reads otherwise now."""

    badge: Badge
    none: Said = NOTHING
    summary: str = ""
    reasons: tuple[Phrase, ...] = ()
    resolves: str = ""
    wording: str = ""
    state: tuple[Said, ...] = ()
    signature: Said = NOTHING
    signed: bool = False


def present_verdict(record: Record, standing: Status, edition: Edition, to: Links) -> VerdictView:
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


def earlier_verdicts(record: Record, edition: Edition, to: Links) -> tuple[VerdictView, ...]:
    """The verdicts that were replaced, newest first, each with what was decided about it."""
    return tuple(
        replace(
            _found(record, verdict, edition, to),
            state=(_given(verdict), *_decisions(record, verdict, edition)),
        )
        for verdict in reversed(record.verdicts[:-1])
    )


def _decisions(record: Record, verdict: Verdict, edition: Edition) -> Iterator[Said]:
    """What was decided about a verdict, oldest first."""
    yield from (_decided(record, one, edition) for one in record.reviews if one.verdict == verdict.id)


def _found(record: Record, verdict: Verdict, edition: Edition, to: Links) -> VerdictView:
    links = {one.id: f"#{to.anchor(record.claim.ref, one.id)}" for one in record.evidence}
    return VerdictView(
        badge=edition.badge(verdict.scale, verdict.scale_version, verdict.rating),
        summary=verdict.summary or "",
        reasons=_reasons(verdict, links),
        resolves=verdict.resolves or "",
        wording=with_inner_marks(verdict.wording) if verdict.wording != record.claim.text else "",
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
            between = paragraph[at : found.start()]
            follows = at > 0 and not between.strip()
            yield from () if follows else (Run(between),)
            yield from _marks(ids, links, follows=follows)
            at = found.end()
    yield Run(paragraph[at:])


_KINDS = ("mark", "also")
"""The first of some marks that stand together, and those that follow it."""


def _marks(ids: Sequence[str], links: Mapping[str, str], *, follows: bool = False) -> Iterator[Run]:
    for place, one in enumerate(ids):
        yield Run(one[1:], _KINDS[follows or place > 0], links[one])


def _so_far(record: Record, standing: Status) -> Iterator[Message]:
    found = (
        say_count(len(record.sources), "{count} source", "{count} sources"),
        say_count(len(record.evidence), "{count} quote", "{count} quotes"),
    )
    if some := [one for one in found if one.number]:
        yield say("On record so far: {found}.", found=listed(some))
    if record.claim.assignee and standing is not Status.WITHDRAWN:
        yield say("It is with {person}.", person=record.claim.assignee)


def _given(verdict: Verdict) -> Message:
    return say("Rated by {person} on {day}.", person=verdict.by, day=day_of(verdict.at))


def _signature(standing: Status, edition: Edition, record: Record) -> Message:
    """The state of the signature in a few words; unsigned is said as plainly as signed."""
    signatures = record.approvals
    if standing.is_signed:
        if any(one.solo for one in signatures):
            return say("Signed at a desk of one")
        return say_count(len(signatures), "Signed by a second person", "Signed by {count} others")
    if standing is Status.IN_REVIEW and signatures:
        needed = record.reviewers_needed
        return say_count(
            needed, "{signed} of {count} signature", "{signed} of {count} signatures", signed=len(signatures)
        )
    if standing in (Status.RETURNED, Status.NEEDS_RECHECK, Status.WITHDRAWN):
        return STATUS[standing]
    return say("Not yet signed") if edition.solo else say("Not yet signed by a second person")


def _signing(record: Record, verdict: Verdict, standing: Status, edition: Edition) -> Iterator[Said]:
    if standing is Status.IN_REVIEW and record.submission:
        yield say("With a second person for review since {day}.", day=day_of(record.submission.at))
    if standing is Status.NEEDS_RECHECK:
        yield from _changes(record, verdict, edition)
    else:
        yield from _decisions(record, verdict, edition)


def _changes(record: Record, verdict: Verdict, edition: Edition) -> Iterator[Message]:
    """Why the verdict can no longer be relied on as it stands."""
    if verdict.wording != record.claim.text:
        yield say("The claim is worded otherwise now than when it was rated.")
    if record.in_conflict and not verdict.resolves:
        yield say("Evidence recorded since points the other way, and nobody has resolved that yet.")
    changed = listed([*dict.fromkeys(map(_as_numbered, changed_since_signed(record, edition.scales)))])
    for review in record.approvals if changed.parts else ():
        yield say(
            "{person} signed it on {day}. Since then something it rests on changed ({changes}), "
            "so the signature no longer counts.",
            person=review.by,
            day=day_of(review.at),
            changes=changed,
        )
    if record.is_void:
        yield say("The check was published and taken back.")


def _as_numbered(changed: str) -> Message:
    """What changed as the page speaks of it: quotes by their number, sources without."""
    if changed.startswith("source "):
        return say("the details of a source")
    if found := re.match("evidence e([1-9][0-9]*)", changed):
        return say("evidence {number}", number=figure(found[1]))
    return _CHANGED[changed]


_SIGNED_WITH = {
    SignedWith.KEY: say("The signature was made with {person}’s own key; anybody can check it."),
    SignedWith.NAME: say("The signature is a name that was typed."),
    SignedWith.UNKNOWN_KEY: say(
        "The signature was made with a key that this desk does not give as {person}’s."
    ),
    SignedWith.ENDED_KEY: say("The signature was made with a key that was not {person}’s on that day."),
    SignedWith.LOST_KEY: say(
        "The signature was made with a key of {person}’s that was lost; whether it is from before cannot be told."
    ),
}
"""What stands behind an approval, as far as the desk can tell."""


def _decided(record: Record, review: Review, edition: Edition) -> Said:
    """A second person's decision, with what stands behind it and its comment."""
    who, on, comment = review.by, day_of(review.at), review.comment
    if review.decision is Decision.RETURN:
        return say("Sent back by {person} on {day}: {why}", person=who, day=on, why=comment or "")
    stands = signed_with(record, review, edition.keys)
    return sentences(
        say("Signed by {person} on {day}.", person=who, day=on),
        _SIGNED_WITH[stands].at(person=who) if stands else NOTHING,
        say("No second person has read it: the desk declares that it has one person.")
        if review.solo
        else NOTHING,
        say("“{words}”", words=with_inner_marks(comment)) if comment else NOTHING,
    )
