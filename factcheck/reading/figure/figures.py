"""Finding the figures of a text: numbers, money, percentages, ordinals, durations, dates, ranges."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from factcheck.reading.figure.agreement import PHYSICAL, Agreement, compare
from factcheck.reading.figure.dates import find_dates
from factcheck.reading.figure.identifiers import without_identifiers
from factcheck.reading.figure.languages import NumberWriting, any_of, language_of
from factcheck.reading.figure.numerals import NUMERAL, digits_values, figure_form
from factcheck.reading.figure.quantities import OF_SO_MANY, SHARED_BY, find_quantities
from factcheck.reading.figure.units import PHRASES
from factcheck.reading.figure.values import Figure, FigureKind
from factcheck.reading.raised_figures import without_note_marks

__all__ = ["Agreement", "Figure", "FigureKind", "compare", "find_figures"]

_CHANGE = PHRASES["change"]
_TO = re.compile(rf" ?(?:[-–~]|{any_of((*_CHANGE['to'], *_CHANGE['became']))}) ?")
_BECAME = re.compile(rf" (?:{any_of(_CHANGE['became'])}) ")
_FROM = re.compile(rf"(?<!\w)(?:{any_of(_CHANGE['from'])}) ?$")
_CHANGED = re.compile(rf"(?<!\w)(?:{'|'.join(_CHANGE['verbs'])})")
_DIGITS = re.compile(rf"({NUMERAL})")
_YEAR = 10_000
_RANGE_KINDS = {FigureKind.NUMBER, FigureKind.MONEY, FigureKind.PERCENT, FigureKind.DURATION}
_PAIRS = {word: tuple(ands) for word, ands in PHRASES["between"].items()}
_BETWEEN = re.compile(rf"(?<!\w)(?:{any_of(_PAIRS)}) $")
_MOST_FALLEN = 10
"""How many times as large as the last figure the first may be in its multiplier: 88 to 44 million, not 500 to 2."""
_NEAR = 120
"""Characters before and after a figure in which a verb may say that it changed."""


def find_figures(text: str, hint: NumberWriting | None = None) -> tuple[Figure, ...]:
    """The figures of a text in order, without overlaps; a range such as "5 to 7 million" is one figure. Never raises.

    A change "from 44 to 88 million" is two. The language, which decides what "1.234" and "billion" mean, is told by the
    text, or is `hint` where it does not tell. Digits are of any script.
    """
    bare, offsets = without_note_marks(text)
    if len(bare) < len(text):
        return tuple(_moved(figure, offsets, text) for figure in find_figures(bare, hint))
    folded = figure_form(text)
    found, rest = find_dates(without_identifiers(folded), text)
    language = language_of(text, hint)
    ordered = sorted((*found, *find_quantities(rest, text, language)), key=lambda figure: figure.start)
    return tuple(_Joiner(folded, text, language).joined(ordered))


def _moved(figure: Figure, offsets: list[int], text: str) -> Figure:
    """A figure that was found in a text without marks of notes, as it stands in the text with them."""
    start, end = offsets[figure.start], offsets[figure.end - 1] + 1
    parts = tuple(_moved(part, offsets, text) for part in figure.parts)
    others = tuple(_moved(one, offsets, text) for one in figure.others)
    return replace(figure, start=start, end=end, text=text[start:end], parts=parts, others=others)


class _Joiner:
    """Joins figures that are the two ends of a range, and gives those of a change one unit and multiplier."""

    def __init__(self, folded: str, text: str, language: NumberWriting) -> None:
        self._folded, self._text, self._language = folded, text, language

    def joined(self, ordered: list[Figure]) -> Iterator[Figure]:
        before: Figure | None = None
        for figure in ordered:
            pair = self._pair(before, figure) if before else None
            if before and pair:
                *first, before = pair
                yield from first
                continue
            if before:
                yield before
            before = figure
        if before:
            yield before

    def _pair(self, first: Figure, last: Figure) -> tuple[Figure, ...] | None:
        """A range from one figure to the next, or the two of a change, if the words between them say so."""
        between = self._folded[first.end : last.start]
        if len(between) > _LONGEST_BETWEEN or last.approximate:
            return None
        if shared := self._share(first, last, between):
            return (shared,)
        if not _TO.fullmatch(between) and not self._is_between(first, between):
            return None
        if FigureKind.DATE in (first.kind, last.kind):
            return self._dates(first, last)
        if (
            first.parts
            or not _RANGE_KINDS.issuperset((first.kind, last.kind))
            or not _have_one_unit(first, last)
        ):
            return None
        named = first if _is_unitless(last) else last
        first = replace(self._scaled_like(last, first), kind=named.kind, unit=named.unit)
        if not self._is_from(first) or between.strip() in _CHANGE["only_of_a_range"]:
            return (_range(first, last, self._text),)
        last = replace(last, kind=named.kind, unit=named.unit)
        if self._is_change(first, last, between):
            return first, last
        return (replace(_range(first, last, self._text), others=(first, last)),)

    def _share(self, first: Figure, last: Figure, between: str) -> Figure | None:
        """The share that two numbers are, as "nine in ten" and "of every ten, nine"; None if they are none."""
        said = OF_SO_MANY.fullmatch(between)
        if said and not said["whole_first"]:
            part, whole = first, last
        elif said or (
            _AFTER_EACH.fullmatch(between)
            and _EACH.search(self._folded, max(0, first.start - _LONGEST_BETWEEN), first.start)
        ):
            part, whole = last, first
        else:
            return None
        return _share_of(part, whole, first.start, last.end, self._text) if _is_share(part, whole) else None

    def _is_between(self, first: Figure, between: str) -> bool:
        found = _BETWEEN.search(self._folded, max(0, first.start - 10), first.start)
        return bool(found) and between.strip() in _PAIRS[found[0].strip()] if found else False

    def _is_from(self, first: Figure) -> bool:
        return bool(_FROM.search(self._folded, max(0, first.start - 6), first.start))

    def _is_change(self, first: Figure, last: Figure, between: str) -> bool:
        """Whether "from A to B" is said of what was A and became B; it may also be a range."""
        near = self._folded[max(0, first.start - _NEAR) : last.end + _NEAR]
        return bool(_BECAME.fullmatch(between) or first.low > last.high or _CHANGED.search(near))

    def _dates(self, first: Figure, last: Figure) -> tuple[Figure, ...] | None:
        """The range between two dates; "10 January to 28 March 2019" gives its year once."""
        if first.kind is not last.kind or first.unit != last.unit:
            return None
        years = last.low // _YEAR * _YEAR
        if first.low < _YEAR <= years:
            first = replace(first, low=first.low + years, high=first.high + years)
        if first.low > last.high or (first.low < _YEAR) != (last.low < _YEAR):
            return None
        parts = (*(first.parts or (first,)), *(last.parts or (last,)))
        return (replace(_range(first, last, self._text), parts=parts),)

    def _scaled_like(self, last: Figure, first: Figure) -> Figure:
        """The first figure in the scale of the last: the 5 of "5 to 7 million" is five million."""
        ours, theirs = (_DIGITS.search(figure_form(one.text)) for one in (first, last))
        if not ours or not theirs or self._value(ours[1]) != first.low:
            return first
        named = self._value(theirs[1])
        factor = last.low / named if named else Decimal(1)
        if factor <= 1 or first.low * factor > last.high * _MOST_FALLEN:
            return first
        return replace(first, low=first.low * factor, high=first.high * factor)

    def _value(self, numeral: str) -> Decimal:
        return digits_values(numeral, self._language.decimal)[0]


_LONGEST_BETWEEN = 24
_EACH = re.compile(rf"(?<!\w)(?:{'|'.join(PHRASES['of_so_many']['each'])}) $")
_AFTER_EACH = re.compile(r"(?: [^\W\d_]+)?,? ")
_NONE_OF = frozenset(PHRASES["of_so_many"]["none_of"])


def _is_share(first: Figure, last: Figure) -> bool:
    """Whether two numbers can be "nine in ten"; goals in ten games are none."""
    if {first.kind, last.kind} != {FigureKind.NUMBER} or first.parts or first.approximate:
        return False
    if first.unit in PHYSICAL or last.unit in _NONE_OF:
        return False
    return 0 < first.low < last.low and last.low in SHARED_BY


def _share_of(first: Figure, last: Figure, start: int, end: int, text: str) -> Figure:
    low = high = (first.low * 100 / last.low).normalize()
    if low % _EXACT:
        low, high = low // 1, low // 1 + 1  # a third is between 33 and 34
    return Figure(start, end, text[start:end], FigureKind.PERCENT, low, high, parts=(first, last))


_EXACT = Decimal("0.1")
"""A share that is no whole number of these per cent is given as the range of whole per cent that it is in."""


def _have_one_unit(first: Figure, last: Figure) -> bool:
    is_same = (first.kind, first.unit) == (last.kind, last.unit)
    return is_same or _is_unitless(first) or _is_unitless(last)


def _is_unitless(figure: Figure) -> bool:
    return figure.kind is FigureKind.NUMBER and not figure.unit


def _range(first: Figure, last: Figure, text: str) -> Figure:
    """The range of two figures; a score such as "2–1" runs from the lower to the higher."""
    low, high = sorted((first.low, last.high))
    written = text[first.start : last.end]
    return replace(first, end=last.end, text=written, low=low, high=high, parts=(first, last), others=())
