"""Which page, and of when, a file says that it was saved from: what browsers and SingleFile write at its beginning."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_HEAD = 10_000
_BROWSER = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(https?://\S+?)\s*-->", re.IGNORECASE)
_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(https?://\S+)\s+saved date:\s*([^\n]+?)\s*(?:\n|-->)"
)
_JAVASCRIPT_DATE = re.compile(r"\w{3} (\w{3} \d\d \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})")


def page_saved_from(markup: str) -> tuple[str, str]:
    """The address and the time (ISO 8601, UTC) in the comment of a saved page; each "" where it is not there."""
    head = markup[:_HEAD]
    if found := _SINGLE_FILE.search(head):
        return found[1], _written(_javascript_date(found[2]))
    found = _BROWSER.search(head)
    return (found[1] if found else ""), ""


def message_date(field: str) -> str:
    """The Date of a message (RFC 5322) in ISO 8601, UTC; "" where it is none."""
    try:
        return _written(parsedate_to_datetime(field))
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _javascript_date(said: str) -> datetime | None:
    found = _JAVASCRIPT_DATE.match(said)
    try:
        return datetime.strptime(f"{found[1]} {found[2]}", "%b %d %Y %H:%M:%S %z") if found else None
    except ValueError:
        return None


def _written(moment: datetime | None) -> str:
    if moment is None:
        return ""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC).isoformat()
    except OverflowError:
        return ""
