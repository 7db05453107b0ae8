"""Partial and span dates in EDTF (ISO 8601-2:2019, level 0): `2011`, `2011-12`, `2011-12-25`, `1997/2012`."""

import calendar
import re
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""Said here, since the calendar module's own names follow the locale."""


def check_edtf(text: str) -> str:
    """The date as given when it is a real one; else a ValueError that says what to write."""
    parts = text.strip().split("/")
    if len(parts) > 2:
        raise ValueError("a span has one slash, as in 1997/2012")
    days = [_bounds(part) for part in parts]
    if days[0][0] > days[-1][0]:
        raise ValueError(f"the span runs backwards; write {parts[1]}/{parts[0]}")
    return "/".join(parts)


def _as_text(value: object) -> object:
    """A TOML date or a bare year, as people write them by hand, as text."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


EdtfDate = Annotated[str, BeforeValidator(_as_text), AfterValidator(check_edtf)]
"""A partial date or span, kept as the EDTF text that was entered."""


def latest_today(moment: datetime) -> date:
    """The latest day that it is anywhere on earth at this moment: that of the Line Islands, 14 hours before UTC."""
    return (moment + timedelta(hours=14)).astimezone(UTC).date()


def span_in_words(span: timedelta) -> str:
    """How long something is, in its largest unit, such as "27 years", "3 days" or "1 minute"."""
    for unit, length in _UNITS:
        if span >= length:
            return f"{span // length} {unit}" + ("" if span < 2 * length else "s")
    return f"{span.seconds} seconds"


_UNITS = (
    ("year", timedelta(days=365)),
    ("day", timedelta(days=1)),
    ("hour", timedelta(hours=1)),
    ("minute", timedelta(minutes=1)),
)


def earliest(text: str) -> date:
    """The first day the date can mean."""
    return _bounds(text.split("/", maxsplit=1)[0])[0]


def latest(text: str) -> date:
    """The last day the date can mean."""
    return _bounds(text.rsplit("/", maxsplit=1)[-1])[1]


def in_words(text: str) -> str:
    """The date as an English reader says it: `25 December 2011`, `December 2011`, `1997 to 2012`."""
    return " to ".join(_one_in_words(part) for part in text.split("/"))


def _one_in_words(text: str) -> str:
    year, *rest = text.split("-")
    words = [year]
    if rest:
        words.insert(0, _MONTHS[int(rest[0]) - 1])
    if len(rest) == 2:
        words.insert(0, str(int(rest[1])))
    return " ".join(words)


def _bounds(text: str) -> tuple[date, date]:
    found = _DATE.fullmatch(text)
    if not found or not text.isascii():
        raise ValueError(f'"{text}" is not a date; write 2011, 2011-12, 2011-12-25 or a span 1997/2012')
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
        if day is not None:
            return first, first
        last_month = 12 if month is None else month
        return first, date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])
    except (ValueError, IndexError) as wrong:
        raise ValueError(f'"{text}" is not a day in the calendar; check the month and the day') from wrong
