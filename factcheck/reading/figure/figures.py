"""Finding the figures of a text: numbers, money, percentages, ordinals, durations, dates, ranges."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from factcheck.reading.figure.agreement import Agreement, compare
from factcheck.reading.figure.dates import find_dates
from factcheck.reading.figure.numerals import NUMERAL, digits_value, plain_form
from factcheck.reading.figure.quantities import find_quantities
from factcheck.reading.figure.values import Figure, FigureKind
from factcheck.reading.raised_figures import without_note_marks

__all__ = ["Agreement", "Figure", "FigureKind", "compare", "find_figures"]

_TO = re.compile(r" ?(?:[-–~]|to|until|till|through|bis|تا|الی) ?")
_DIGITS = re.compile(rf"[^\d]{{0,4}}({NUMERAL})")
_YEAR = 10_000
_RANGE_KINDS = {FigureKind.NUMBER, FigureKind.MONEY, FigureKind.PERCENT, FigureKind.DURATION}
_BETWEEN = re.compile(r"(?<!\w)between $")


def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text in order, without overlaps; a range such as "5 to 7 million" is one figure. Never raises.

    Words are English, plus the months, per cent and multiples of some other languages; digits are of any script.
    """
    bare, offsets = without_note_marks(text)
    if len(bare) < len(text):
        return tuple(_moved(figure, offsets, text) for figure in find_figures(bare))
    folded = plain_form(text)
    found, rest = find_dates(folded, text)
    ordered = sorted((*found, *find_quantities(rest, text)), key=lambda figure: figure.start)
    return tuple(_ranges(ordered, folded, text))


def _moved(figure: Figure, offsets: list[int], text: str) -> Figure:
    """A figure that was found in a text without marks of notes, as it stands in the text with them."""
    start, end = offsets[figure.start], offsets[figure.end - 1] + 1
    parts = tuple(_moved(part, offsets, text) for part in figure.parts)
    return replace(figure, start=start, end=end, text=text[start:end], parts=parts)


def _ranges(ordered: list[Figure], folded: str, text: str) -> Iterator[Figure]:
    """The figures, with two that are the ends of a range joined into one."""
    before: Figure | None = None
    for figure in ordered:
        joined = _joined(before, figure, folded, text) if before else None
        if before and not joined:
            yield before
        before = joined or figure
    if before:
        yield before


def _joined(first: Figure, last: Figure, folded: str, text: str) -> Figure | None:
    """The range from one figure to the next, if the words between them make it one."""
    between = folded[first.end : last.start]
    is_pair = between == " and " and _BETWEEN.search(folded, max(0, first.start - 8), first.start)
    if len(between) > 9 or not (is_pair or _TO.fullmatch(between)) or last.approximate:
        return None
    if first.kind is FigureKind.DATE and last.kind is FigureKind.DATE:
        return _span_of_dates(first, last, text)
    if first.parts or not _RANGE_KINDS.issuperset((first.kind, last.kind)):
        return None
    if (
        not _is_unitless(first)
        and not _is_unitless(last)
        and (first.kind, first.unit) != (last.kind, last.unit)
    ):
        return None
    named = first if _is_unitless(last) else last
    first = replace(_scaled_like(last, first), kind=named.kind, unit=named.unit)
    return _range(first, last, text)


def _is_unitless(figure: Figure) -> bool:
    return figure.kind is FigureKind.NUMBER and not figure.unit


def _span_of_dates(first: Figure, last: Figure, text: str) -> Figure | None:
    """The range between two dates; "10 January to 28 March 2019" gives its year once."""
    years = last.low // _YEAR * _YEAR
    if first.low < _YEAR <= years and first.unit == last.unit:
        first = replace(first, low=first.low + years, high=first.high + years)
    if first.low > last.high or first.unit != last.unit or (first.low < _YEAR) != (last.low < _YEAR):
        return None
    parts = (*(first.parts or (first,)), *(last.parts or (last,)))
    return replace(_range(first, last, text), parts=parts)


def _range(first: Figure, last: Figure, text: str) -> Figure:
    """The range of two figures; a score such as "2–1" runs from the lower to the higher."""
    low, high = sorted((first.low, last.high))
    written = text[first.start : last.end]
    return replace(first, end=last.end, text=written, low=low, high=high, parts=(first, last))


def _scaled_like(last: Figure, first: Figure) -> Figure:
    """The first figure in the scale of the last: the 5 of "5 to 7 million" is five million."""
    ours, theirs = (_DIGITS.match(plain_form(one.text)) for one in (first, last))
    if not ours or not theirs or digits_value(ours[1]) != first.low:
        return first
    named = digits_value(theirs[1])
    factor = last.low / named if named else Decimal(1)
    if factor <= 1 or first.low * factor > last.high:
        return first
    return replace(first, low=first.low * factor, high=first.high * factor)
