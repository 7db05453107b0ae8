"""Checks of what a verdict rests on: its summary, its sources, its quotes and the pages they stand in."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from factcheck.errors import Argument, Remedy
from factcheck.model.evidence import Evidence
from factcheck.model.gate.context import CheckResult, GateContext
from factcheck.model.gate.independence import by_origin, is_party
from factcheck.model.gate.remedies import rate_again
from factcheck.model.rules.evidence import lacks_what_is_held
from factcheck.model.scale import Rating
from factcheck.model.signing import scale_of
from factcheck.model.source import Source
from factcheck.model.verdict import Verdict
from factcheck.model.vocabulary import ClaimKind, Outcome, Standing
from factcheck.phrase import comma, on_day, say, sentences

_PARTY_IS_THE_SOURCE = (ClaimKind.QUOTE, ClaimKind.ATTRIBUTION)
"""Kinds of claim on which a party to the dispute is the best source: what it said itself."""


def no_summary(asked: GateContext) -> Iterator[CheckResult]:
    """A reader is told the finding in one sentence."""
    if asked.verdict and not asked.verdict.summary:
        yield CheckResult(
            ("verdicts", asked.verdict.id, "summary"),
            say("The verdict has no summary."),
            rate_again(asked.record),
        )


def too_few_sources(asked: GateContext) -> Iterator[CheckResult]:
    """A rating in the truth order rests on as many sources as the desk asks for."""
    verdict, rule = asked.verdict, asked.wishes.sources
    if not verdict or not _is_in_order(asked, verdict):
        return
    sources = _cited_sources(asked, verdict)
    if rule.is_met(sources):
        return
    has = comma([f"{number} {kind}" for kind, number in rule.counts(sources).items()])
    told = say("The desk asks for {rule}; the verdict cites {has}.", rule=str(rule), has=has)
    copies = [
        say("{sources} are copies of one report.", sources=comma([one.id for one in group]))
        for group in by_origin(sources).values()
        if len(group) > 1
    ]
    yield CheckResult(
        ("verdicts", verdict.id, "cites"),
        sentences(told, *copies),
        (
            Remedy.by("source", say("Record another."), ref=asked.ref, url=None),
            Remedy.by("source", say("Or say what one is."), ref=asked.ref, source="s1", kind="primary"),
        ),
    )


def parties_only(asked: GateContext) -> Iterator[CheckResult]:
    """Somebody outside the dispute is cited, unless the claim is about what a party said."""
    verdict = asked.verdict
    if not verdict or asked.record.claim.kind in _PARTY_IS_THE_SOURCE:
        return
    sources = _cited_sources(asked, verdict)
    if sources and all(map(is_party, sources)):
        yield CheckResult(
            ("verdicts", verdict.id, "cites"),
            say("Only parties to the dispute are cited."),
            (Remedy.by("source", say("Record somebody outside it."), ref=asked.ref, url=None),),
        )


def quote_not_anchored(asked: GateContext) -> Iterator[CheckResult]:
    """Each cited quote stands in something the desk holds."""
    for evidence in _cited(asked):
        place = ("evidence", evidence.id, "standing")
        if evidence.standing is Standing.TOLD:
            said = say(
                "{evidence} was told, and stands in nothing that can be looked up.", evidence=evidence.id
            )
            find = Remedy.by("source", say("Find it in writing."), ref=asked.ref, url=None)
            yield CheckResult(place, said, (find,))
        elif evidence.standing is Standing.TRANSCRIBED:
            said = say("{evidence} was copied by hand, and no capture holds it.", evidence=evidence.id)
            yield CheckResult(place, said, _capture(asked, evidence.source))


def nothing_held(asked: GateContext) -> Iterator[CheckResult]:
    """Rule 1: at least one cited quote stands in a capture or a document."""
    verdict = asked.verdict
    if verdict and lacks_what_is_held(asked.record, _rating(asked, verdict)):
        cited = _cited(asked)
        cite = Remedy.by(
            "cite", say("Cite one that does."), ref=asked.ref, source=None, quote=None, stance="supports"
        )
        yield CheckResult(
            ("verdicts", verdict.id, "cites"),
            say("No cited quote stands in a capture or a document of the desk."),
            _capture(asked, cited[0].source) if cited else (cite,),
        )


def conflict_unresolved(asked: GateContext) -> Iterator[CheckResult]:
    """Rule 2: evidence for and against is settled in words."""
    verdict = asked.verdict
    if verdict and asked.record.in_conflict and not verdict.resolves:
        yield CheckResult(
            ("verdicts", verdict.id, "resolves"),
            say("There is evidence for and against, and the verdict does not say how it settles that."),
            rate_again(asked.record, lacking="resolves"),
        )


def never_captured(asked: GateContext) -> Iterator[CheckResult]:
    """Of each cited page there is a capture with words."""
    for source in _cited_sources(asked, asked.verdict) if asked.verdict else ():
        captures = asked.record.captures_of(source.id)
        if source.url and not any(one.outcome.holds_words for one in captures):
            said = say("{source} is cited and was never captured.", source=source.id)
            if captures:
                said = say(
                    "{source} is cited and was never captured. The last attempt: {outcome}.",
                    source=source.id,
                    outcome=captures[-1].outcome,
                )
            yield CheckResult(
                ("sources", source.id, "url"),
                said,
                _capture(asked, source.id),
            )


def bare_host(asked: GateContext) -> Iterator[CheckResult]:
    """Each cited page has a title, of the desk's or its own; else readers are shown its host."""
    for source in _cited_sources(asked, asked.verdict) if asked.verdict else ():
        said = (one.proposed for one in asked.record.captures_of(source.id))
        if source.url and not (source.title or source.confidential or any(one and one.title for one in said)):
            yield CheckResult(
                ("sources", source.id, "title"),
                say("{source} has no title, so readers are shown its host alone.", source=source.id),
                (Remedy.by("source", say("Give it one."), ref=asked.ref, source=source.id, title=None),),
            )


def recheck_due(asked: GateContext) -> Iterator[CheckResult]:
    """Each cited page was looked at within the days the desk sets; a file that somebody supplied does not change."""
    days = asked.wishes.recheck_after
    if not days or not asked.verdict:
        return
    oldest = asked.today - timedelta(days=days)
    for source in _cited_sources(asked, asked.verdict):
        looks = [
            one
            for one in asked.record.captures_of(source.id)
            if one.outcome is Outcome.UNCHANGED
            or (one.outcome.holds_words and one.outcome is not Outcome.FILED)
        ]
        if looks and asked.day_of(looks[-1].fetched_at) < oldest:
            yield CheckResult(
                ("captures", looks[-1].id, "fetched_at"),
                say(
                    "{source} was last looked at on {day}, more than {days} days ago.",
                    source=source.id,
                    day=on_day(asked.day_of(looks[-1].fetched_at)),
                    days=days,
                ),
                (Remedy.by("recheck", say("Look again."), ref=asked.ref),),
            )


def _rating(asked: GateContext, verdict: Verdict) -> Rating:
    return scale_of(verdict, asked.scales).rating(verdict.rating)


def _is_in_order(asked: GateContext, verdict: Verdict) -> bool:
    """Whether it says how true the claim is; unproven or unverifiable rests on attempts, not on sources."""
    return _rating(asked, verdict).order is not None


def _cited(asked: GateContext) -> tuple[Evidence, ...]:
    return asked.record.cited(asked.verdict) if asked.verdict else ()


def _cited_sources(asked: GateContext, verdict: Verdict) -> list[Source]:
    named = {one.source for one in asked.record.cited(verdict)}
    return [one for one in asked.record.sources if one.id in named]


def _capture(asked: GateContext, source_id: str) -> tuple[Remedy, ...]:
    """How a page or a document comes into the archive."""
    given: Mapping[str, Argument] = {"ref": asked.ref, "file": None, "source": source_id}
    if asked.record.source(source_id).url:
        fetch = Remedy.by("fetch", say("Capture the page."), ref=asked.ref)
        return fetch, Remedy.by("attach", say("Or file what you saved."), **given)
    return (Remedy.by("attach", say("File the document."), **given),)
