"""The title, publisher and day that a fetched page gives itself, taken for those of a source that nobody gave."""

from datetime import timedelta
from typing import Any

from factcheck.model.record import Record
from factcheck.model.rules.by_itself import ITSELF
from factcheck.model.source import Capture
from factcheck.model.vocabulary import Act
from factcheck.reading.document.media_type import HTML, XHTML
from factcheck.workflow.act import OpenClaim

_TAKEN = ("title", "publisher", "published_on")


def take_own_details(claim: OpenClaim, capture_id: str) -> tuple[str, ...]:
    """Put on record what is blank of a source and its page says of itself; returns the names of these fields.

    Only of the first capture that holds words of it, so that what a person blanks afterwards stays blank. A
    confidential source, and one that a verdict cites, which may be signed, are left as they are; so is every one where
    the desk acts by itself.
    """
    if claim.desk.author == ITSELF:
        return ()
    capture = claim.record.capture(capture_id)
    source = claim.record.source(capture.source)
    if source.confidential or not _is_first_page(claim.record, capture) or _is_cited(claim.record, source.id):
        return ()
    blank = {name: said for name, said in _said(capture).items() if getattr(source, name) is None}
    if blank:
        claim.act(Act.SOURCE, {"source": source.model_copy(update=blank).plain()})
    return tuple(blank)


def _is_first_page(record: Record, capture: Capture) -> bool:
    with_words = [one.id for one in record.captures_of(capture.source) if one.outcome.holds_words]
    return with_words == [capture.id] and capture.content_type in (HTML, XHTML)


def _is_cited(record: Record, source_id: str) -> bool:
    return record.verdict is not None and any(one.source == source_id for one in record.cited(record.verdict))


def _said(capture: Capture) -> dict[str, Any]:
    """What the page says, without a day that is still to come where it was fetched."""
    said = {name: getattr(capture.proposed, name) for name in _TAKEN} if capture.proposed else {}
    latest = (capture.fetched_at + timedelta(days=1)).date().isoformat()
    return {
        name: value
        for name, value in said.items()
        if value and not (name == "published_on" and value > latest)
    }
