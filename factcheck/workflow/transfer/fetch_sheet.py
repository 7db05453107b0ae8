"""Fetching a sheet from a link, as every page is fetched: guarded, bounded, and kept in the archive."""

from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.exchange.sheet_links import sheet_address
from factcheck.model.vocabulary import Outcome
from factcheck.reading.document.content_coding import decode
from factcheck.reading.document.media_type import HTML, XHTML, media_type_of
from factcheck.workflow.evidence.fetch_queue import FetchTask
from factcheck.workflow.evidence.fetch_result import FetchResult
from factcheck.workflow.evidence.fetch_sources import visit
from factcheck.workflow.evidence.make_capture import payload_of

_UNPACKED = 50_000_000
"""Bytes that an answer may unpack to."""
_HEAD = 4_096


def fetch_sheet(desk: Desk, link: str) -> tuple[FetchResult, bytes]:
    """How the fetch of a sheet ended, and its bytes; none where nothing whole came.

    A shared Google sheet comes as CSV. BadInput where a page came in its place, such as one to log in.
    """
    (seen,) = visit(desk, [FetchTask(sheet_address(link) or link)])
    if not (seen.outcome.is_whole or seen.outcome in (Outcome.EMPTY, Outcome.UNCHANGED)):
        if seen.content_type in (HTML, XHTML) and seen.outcome in (Outcome.SOFT_404, Outcome.BLOCKED_BY_SITE):
            raise _no_sheet(link)
        return seen, b""
    payload, hints = payload_of(desk, seen.record)
    decoded = decode(payload.getvalue(), hints.content_encoding, _UNPACKED)
    if decoded.coding != "ok":
        raise BadInput(
            f"{link}: what came cannot be unpacked ({decoded.coding}). Save it as a file and import that."
        )
    if media_type_of(decoded.body[:_HEAD], "") in (HTML, XHTML):
        raise _no_sheet(link)
    return seen, decoded.body


def _no_sheet(link: str) -> BadInput:
    return BadInput(
        f"{link} gave a web page and no sheet; often that is one to log in. Let anyone with the link see the sheet, or "
        "download it and import the file."
    )
