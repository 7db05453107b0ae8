"""What came of asking for pages, as the next page tells it."""

from collections.abc import Iterator, Sequence

from factcheck.errors import Finding, Remedy
from factcheck.model.vocabulary import RecheckResult
from factcheck.phrase import Message, say
from factcheck.report.outcomes import OUTCOME, RUNG
from factcheck.workflow.evidence.advice import mend, to_draw
from factcheck.workflow.evidence.fetch_result import CaptureOnClaim, FetchResult


def told_of_visits(seen: Sequence[FetchResult]) -> Iterator[Finding]:
    """For each page how it ended, then what became of each quote that no longer stands as it did."""
    if not seen:
        yield Finding("nothing-to-fetch", "", say("There was no link to be asked for."))
    for page in seen:
        yield _ended(page)
        for noted in page.noted:
            yield from _quotes(noted)


def _ended(page: FetchResult) -> Finding:
    if not page.is_reached:
        return Finding("not-fetched", page.url, _because(page), mend(page))
    if page.outcome.holds_words and not page.text_digest:
        said = say("It came, and no words could be read from it.")
        return Finding("no-words", page.url, said, *([mend(page)] if page.noted else []))
    if page.may_be_drawn and page.noted:
        few = say("It came with few words; scripts may draw more.")
        return Finding("few-words", page.url, few, to_draw(page.noted[0].ref))
    return Finding("fetched", page.url, _because(page))


def _because(page: FetchResult) -> Message:
    how = OUTCOME[page.outcome]
    return say("{outcome}: {why}", outcome=how, why=page.reason) if page.reason else how


def _quotes(noted: CaptureOnClaim) -> Iterator[Finding]:
    for one in noted.drift:
        if one.rung.needs_a_person or one.rung is RecheckResult.UNDETERMINED:
            look = Remedy.by("show", say("Look at it."), ref=noted.ref)
            yield Finding("recheck", f"{noted.ref} {one.evidence}", RUNG[one.rung], look)
    for quote in noted.anchored:
        stands = say("Its words stand there; it is held by that now.")
        yield Finding("anchored", f"{noted.ref} {quote}", stands)
    for quote in noted.unfound:
        yield Finding("unfound", f"{noted.ref} {quote}", say("Its words do not stand there."))
