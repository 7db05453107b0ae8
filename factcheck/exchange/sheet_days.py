"""Days as people and spreadsheets write them, as EDTF; what can be read in two ways is read in both, never guessed."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from factcheck.model.dates import check_edtf
from factcheck.reading.figure.languages import load_words
from factcheck.reading.figure.numerals import plain_form

DATES = ("dmy", "mdy", "1900", "1904")
"""What a person may say of the days of a sheet: which part comes first, or the year its numbers count from."""

_YEARS = range(1500, 2201)
"""Years outside are of another calendar, such as the Persian 1402, or misspelt."""
_SERIALS = range(15_000, 80_000)
"""The days of Excel from 1941 on; a smaller number is no day that anybody checks, and may be a year."""
_EPOCHS = {"1900": date(1899, 12, 30), "1904": date(1904, 1, 1)}

_TIME = re.compile(
    r"(?:\s*T|,?\s+(?:at\s+)?)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s*[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d{4,5})(?:\.\d+)?")
_PARTS = re.compile(r"(\d{1,4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]*\s+", re.IGNORECASE
)
_BEFORE_A_MONTH, _AFTER_A_MONTH = (
    r"(?:st|nd|rd|th|er|\.|º|ª)?[\s/-]*(?:of |de |do |del |d')?",
    r"[.,]?[\s/-]*",
)
_NAMED = re.compile(
    rf"(?:(?P<before>\d{{1,2}}){_BEFORE_A_MONTH})?(?P<month>[^\W\d_]+(?: [^\W\d_]+)??)(?: de| del)?{_AFTER_A_MONTH}"
    r"(?:(?P<after>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?P<year>\d{4})\.?",
    re.IGNORECASE,
)


def day_readings(cell: str) -> Mapping[str, str]:
    """The EDTF dates that a cell may mean, each by the word of `DATES` that says so, or under "" where it is clear.

    Empty where it is no date in words or figures. A time of day is left off.
    """
    text = " ".join(_western(cell).split())
    text = _TIME.sub("", text)
    try:
        return {"": check_edtf(text)}
    except ValueError:
        return _number(text) or _parts(text) or _named(text)


def _western(text: str) -> str:
    """The text with the digits 0 to 9 for those of every script."""
    return "".join(
        letter if (digit := unicodedata.decimal(letter, None)) is None else str(digit) for letter in text
    )


def _number(text: str) -> Mapping[str, str]:
    found = _NUMBER.fullmatch(text)
    if not found:
        return {}
    if len(found[1]) == 4:
        is_year = int(found[1]) in _YEARS and not text.partition(".")[2].strip("0")
        return {"": found[1]} if is_year else {}
    days = int(found[1])
    if days not in _SERIALS:
        return {}
    return {name: (first + timedelta(days)).isoformat() for name, first in _EPOCHS.items()}


def _parts(text: str) -> Mapping[str, str]:
    if found := _MONTH_AND_YEAR.fullmatch(text):
        return _clear(found[2], found[1])
    found = _PARTS.fullmatch(text)
    if not found:
        return {}
    first, middle, last = found[1], found[3], found[4]
    if len(first) == 4:
        return _clear(first, middle, last)
    if len(last) != 4 or len(first) > 2:
        return {}
    both = {"dmy": _clear(last, middle, first), "mdy": _clear(last, first, middle)}
    days = {name: day[""] for name, day in both.items() if day}
    if len(set(days.values())) > 1:
        return days
    return both["dmy"] or both["mdy"]


def _named(text: str) -> Mapping[str, str]:
    found = _NAMED.fullmatch(_WEEKDAY.sub("", text, count=1))
    month = _months().get(plain_form(found["month"])) if found else None
    if not found or not month or (found["before"] and found["after"]):
        return {}
    return _clear(found["year"], str(month), found["before"] or found["after"])


def _clear(year: str, month: str, day: str | None = None) -> Mapping[str, str]:
    """The one date of these parts; none where the calendar has none."""
    parts = [year, f"{int(month):02}", *([f"{int(day):02}"] if day else [])]
    try:
        return {"": check_edtf("-".join(parts))} if int(year) in _YEARS else {}
    except ValueError:
        return {}


@cache
def _months() -> Mapping[str, int]:
    """The names of months in all languages, without those that are different months in two of them."""
    words = load_words("months")
    named: dict[str, set[int]] = {}
    for table in ("gregorian", "short"):
        for number, row in enumerate(words[table], 1):
            for name in filter(None, row.split("|")):
                named.setdefault(name, set()).add(number)
    return {name: numbers.pop() for name, numbers in named.items() if len(numbers) == 1}
