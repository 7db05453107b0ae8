"""How well the figures of a text support a figure of a claim, by value."""

from collections.abc import Iterable

from factcheck.reading.figure.figures import Agreement, Figure, compare

SUPPORTING = (Agreement.SAME, Agreement.MORE_PRECISE, Agreement.LESS_PRECISE)
"""The agreements in which a text supports a figure, best first."""

_CLOSEST_FIRST = (*SUPPORTING, Agreement.NOT_COMPARED, Agreement.DIFFERENT)


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
    """`here` if it supports the figure; otherwise the same figure elsewhere in the text, if there is one."""
    if here[0] not in SUPPORTING:
        how, text = closest_figure(figure, elsewhere)
        if how is Agreement.SAME:
            return Agreement.SAME_ELSEWHERE, text
    return here
