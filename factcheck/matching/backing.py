"""Which of a claim's figures and dates a text bears out, by value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factcheck.matching.ranking import BORNE_OUT, Ranking, agree
from factcheck.reading.figure.figures import Agreement, Figure, FigureKind, compare, figures

BEST = 10
"""How many of the passages that bear most on a claim are read for its figures; the others are elsewhere."""

_YEAR = 10_000
_FEW = {FigureKind.NUMBER: 3, FigureKind.DURATION: 1}
_CLOSEST_FIRST = (*BORNE_OUT, Agreement.DIFFERENT)


@dataclass(frozen=True, slots=True)
class Backing:
    """A figure of a claim, and what a text says of it.

    `found` is the text's own figure as written, empty where there is none of like kind. `unbacked` are the places in
    the claim of what stands nowhere in the text: the figure, or its day, month, year, or one end of its range. A
    count of up to three, or "one year", is never among them, since texts tell those by naming.
    """

    figure: Figure
    agreement: Agreement
    found: str
    unbacked: tuple[tuple[int, int], ...]


def backed_by(claim: str, sentences: Sequence[str]) -> tuple[Backing, ...]:
    """Each figure of a claim with its best agreement in the ten sentences of a text that bear most on the claim.

    SAME_ELSEWHERE where another sentence has it.
    """
    asked = figures(claim)
    if not asked:
        return ()
    ranking = Ranking(sentences)
    order = ranking.ranked(claim)
    near, far = ranking.figures_of(order[:BEST]), ranking.figures_of(order[BEST:])
    return tuple(_backing(figure, near, far) for figure in asked)


def closest(figure: Figure, others: Iterable[Figure]) -> tuple[Agreement, str]:
    """The best agreement of a figure with others, and the other as written; "" where none is of its kind."""
    compared = ((agree(figure, other), other.text) for other in others)
    found = [(how, text) for how, text in compared if how]
    return min(found, key=lambda one: _CLOSEST_FIRST.index(one[0]), default=(Agreement.NOT_FOUND, ""))


def or_elsewhere(here: tuple[Agreement, str], figure: Figure, far: Iterable[Figure]) -> tuple[Agreement, str]:
    """The same where it bears the figure out; else the same figure among those elsewhere, if there is one."""
    if here[0] not in BORNE_OUT:
        how, text = closest(figure, far)
        if how is Agreement.SAME:
            return Agreement.SAME_ELSEWHERE, text
    return here


def _backing(figure: Figure, near: Sequence[Figure], far: Sequence[Figure]) -> Backing:
    how, found = or_elsewhere(closest(figure, near), figure, far)
    parts = () if _is_few(figure) else figure.parts or (figure,)
    everywhere = [one for other in (*near, *far) for one in (other, *other.parts)]
    unbacked = tuple(
        (part.start, part.end) for part in parts if not any(_backs(part, one) for one in everywhere)
    )
    return Backing(figure, how, found, unbacked)


def _is_few(figure: Figure) -> bool:
    return figure.kind in _FEW and 0 <= figure.low == figure.high <= _FEW[figure.kind]


def _backs(part: Figure, other: Figure) -> bool:
    """Whether one figure bears out a part of another; a day or month also where its year is not said again."""
    how = compare(part, other)
    if how is not Agreement.LESS_PRECISE or part.kind is not FigureKind.DATE:
        return how in BORNE_OUT
    return other.low < _YEAR and part.low % _YEAR <= other.low and other.high <= part.high % _YEAR
