"""How well the figures of a text support a figure of a claim, by value."""

from collections.abc import Iterable

from factcheck.reading.figure.figures import Agreement, Figure, FigureKind, compare

SUPPORTING = (Agreement.SAME, Agreement.MORE_PRECISE, Agreement.LESS_PRECISE)
"""The agreements in which a text supports a figure, best first."""

_CLOSEST_FIRST = (*SUPPORTING, Agreement.NOT_COMPARED, Agreement.DIFFERENT)
_YEAR = 10_000
_FEW = {FigureKind.NUMBER: 3, FigureKind.DURATION: 1}
"""The largest count of each kind that texts express by naming: "Ann, Ben and Eva" are three."""


def agree(figure: Figure, other: Figure) -> Agreement | None:
    """How another figure agrees with this one, as a whole or in one of its parts; None if their kinds differ."""
    how = compare(figure, other)
    if how in SUPPORTING[:2] or not any(compare(figure, part) is Agreement.SAME for part in other.parts):
        return how
    return Agreement.SAME


def closest_figure(figure: Figure, others: Iterable[Figure]) -> tuple[Agreement, str]:
    """The best agreement with any of the other figures, and that figure as written.

    (NOT_FOUND, "") if none of them is of the same kind.
    """
    compared = ((agree(figure, other), other.text) for other in others)
    found = [(how, text) for how, text in compared if how]
    return min(found, key=lambda one: _CLOSEST_FIRST.index(one[0]), default=(Agreement.NOT_FOUND, ""))


def closest_or_elsewhere(
    here: tuple[Agreement, str], figure: Figure, elsewhere: Iterable[Figure]
) -> tuple[Agreement, str]:
    """`here` if it supports the figure; otherwise the same figure elsewhere in the text, if there is one.

    A date stands there too as part of a date that says more: "2019" in "20 May 2019".
    """
    if here[0] not in SUPPORTING:
        for other in elsewhere:
            if agree(figure, other) is Agreement.SAME or (
                _are_dates(figure, other) and not missing_parts(figure, [other])
            ):
                return Agreement.SAME_ELSEWHERE, other.text
    return here


def missing_parts(figure: Figure, others: Iterable[Figure]) -> tuple[Figure, ...]:
    """The parts of a figure that none of the others supports: day, month and year, or the ends of a range.

    A count of up to three, or "one year", is never missing: texts express those by naming. The others are read only
    until all parts are found.
    """
    missing = () if _is_few(figure) else figure.parts or (figure,)
    for other in others:
        if not missing:
            break
        there = (other, *other.parts)
        missing = tuple(part for part in missing if not any(_supports(one, part) for one in there))
    return missing


def _are_dates(*figures: Figure) -> bool:
    return all(one.kind is FigureKind.DATE for one in figures)


def _is_few(figure: Figure) -> bool:
    return figure.kind in _FEW and 0 <= figure.low == figure.high <= _FEW[figure.kind]


def _supports(other: Figure, part: Figure) -> bool:
    """Whether one figure supports a part of another, or may; a day or month also if its year is not repeated."""
    how = compare(part, other)
    if how is not Agreement.LESS_PRECISE or part.kind is not FigureKind.DATE:
        return how in (*SUPPORTING, Agreement.NOT_COMPARED)
    return other.low < _YEAR and part.low % _YEAR <= other.low and other.high <= part.high % _YEAR
