"""Digits that are no quantity: telephone numbers, web addresses, times of day, numbers of lists and footnotes."""

import re

from factcheck.reading.figure.dates import MONTHS
from factcheck.reading.figure.units import PHRASES

_TELEPHONE = "|".join(PHRASES["labels"]["telephone"])
_DIGIT = re.compile(r"\d")
_NONE = re.compile(
    r"(?<!\w)(?:https?://|www\.)\S{1,2000}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.\w[\w.-]{1,64}"
    r"|(?<![\w.])\+\d{1,3}[ (\d/.-]{6,20}\d"  # +49 30 1234567
    r"|(?<![\w.,/-])(?!0\d[-/.]\d\d[-/.]\d{4})(?!(?<=\d )0\d\d(?!\d))"  # nor the 000 000 of 1 000 000
    r"0\d{1,4}(?:[ /-]\d{2,8}){1,5}(?!\w)(?![.,]\d)"  # 0800 17 17 17
    r"|\(0?\d{2,4}\) ?\d{2,4}[ -]?\d{3,4}(?:[ -]\d{2,4})?(?!\w)"  # (030) 123 4567
    r"|(?<![\w.,-])\d{3}([-.])\d{3}\1\d{4}(?!\w)|(?<![\w.,-])\d{3}-\d{4}(?!\w|-)"  # 212-555-0199 and 555-0199
    rf"|(?<!\w)(?:{_TELEPHONE})[^\d\n]{{1,12}}\d[\d ()/-]{{5,20}}"
    r"|(?<!\w)\d{1,2}(?::\d{2}){1,2}(?!\w)|(?<!\w)\d{1,2}h\d{2}(?!\w)"  # 10:30 and 10h30
    r"|(?<![\w.,])\d{1,2}(?:[.:]\d{2})? ?(?:uhr|[ap]\.?m\b\.?|o'clock)(?!\w)"
    r"|(?<!\w)v\d+(?:\.\d+)*(?!\w)"
    r"|\[\d{1,3}\]"
)
_OF_A_LIST = re.compile(r"(?m)^\s*\(?\d{1,3}[.)](?=\s+(?P<word>[^\W\d_]+|\S))")


def without_identifiers(plain: str) -> str:
    """The plain form of a text with such digits replaced by NULs."""
    if not _DIGIT.search(plain):
        return plain
    return _OF_A_LIST.sub(_blank_unless_a_date, _NONE.sub(_blank, plain))


def _blank(found: re.Match[str]) -> str:
    return "\0" * len(found[0])


def _blank_unless_a_date(found: re.Match[str]) -> str:
    """A number of a list; before a month or a century it is part of a date."""
    word = found["word"]
    return found[0] if word in MONTHS or word.startswith(("jahrhundert", "century")) else _blank(found)
