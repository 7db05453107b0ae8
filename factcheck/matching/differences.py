"""What differs between two claims that share their words: figures, dates, denials, names; then they are two claims."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from factcheck.matching.figure_support import closest_figure
from factcheck.matching.names import find_names
from factcheck.reading.figure.figures import Agreement, Figure, FigureKind, find_figures
from factcheck.reading.quote.folding import fold
from factcheck.reading.quote.material_words import denies

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHOUTED = 0.6
"""From this share of capitals on (0 to 1), capitals say nothing of names."""


class DifferenceKind(StrEnum):
    """In what two claims differ."""

    FIGURE = "figure"
    DATE = "date"
    NEGATION = "negation"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class ClaimDifference:
    """What a claim says `here` and an earlier one `there`, as they write it; "" where one says nothing of the kind."""

    what: DifferenceKind
    here: str
    there: str

    def __str__(self) -> str:
        return f"{self.what}: {_said(self.here)} here, {_said(self.there)} there"

    def as_json(self) -> dict[str, str]:
        """The words of the JSON contract."""
        return {"what": str(self.what), "here": self.here, "there": self.there}


def differences(claim: str, earlier: str) -> tuple[ClaimDifference, ...]:
    """What differs in figures, dates, denials and names, in this order.

    A figure with nothing of its kind on the other side differs from nothing; names differ where each side has one that
    the other lacks.
    """
    here, there = find_figures(claim), find_figures(earlier)
    return (
        *_in_figures(here, there),
        *_in_denials(claim, earlier),
        *_in_names((claim, here), (earlier, there)),
    )


def _in_figures(here: Sequence[Figure], there: Sequence[Figure]) -> Iterator[ClaimDifference]:
    answered: set[str] = set()
    for figure in here:
        how, found = closest_figure(figure, there)
        if how is not Agreement.NOT_FOUND:
            answered.add(found)
        if how in (Agreement.DIFFERENT, Agreement.NOT_FOUND):
            yield ClaimDifference(_kind(figure), figure.text, found)
    for figure in there:
        if figure.text not in answered and closest_figure(figure, here)[0] is Agreement.NOT_FOUND:
            yield ClaimDifference(_kind(figure), "", figure.text)


def _kind(figure: Figure) -> DifferenceKind:
    return DifferenceKind.DATE if figure.kind is FigureKind.DATE else DifferenceKind.FIGURE


def _in_denials(claim: str, earlier: str) -> Iterator[ClaimDifference]:
    here, there = _denials(claim), _denials(earlier)
    if len(here) != len(there):
        yield ClaimDifference(DifferenceKind.NEGATION, ", ".join(here), ", ".join(there))


def _denials(text: str) -> tuple[str, ...]:
    """The words that say no, each once."""
    return tuple(dict.fromkeys(word for word in _words(text) if denies(fold(word))))


def _in_names(
    here: tuple[str, Sequence[Figure]], there: tuple[str, Sequence[Figure]]
) -> Iterator[ClaimDifference]:
    if any(_is_shouted(text) for text, _ in (here, there)):
        return
    ours, theirs = _names_lacking(here, there[0]), _names_lacking(there, here[0])
    if ours and theirs:
        yield ClaimDifference(DifferenceKind.NAME, " ".join(ours), " ".join(theirs))


def _names_lacking(named: tuple[str, Sequence[Figure]], other: str) -> list[str]:
    """The names of a claim whose words stand nowhere in another."""
    words = {word.removesuffix("'s") for word in _words(other)}
    return [name for name in find_names(*named) if not words.issuperset(_words(name))]


def _is_shouted(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > _SHOUTED * len(letters)


def _words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(text.casefold())]


def _said(text: str) -> str:
    return f"“{text}”" if text else "none"
