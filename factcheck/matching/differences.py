"""How two claims with shared words differ: in figures, dates, negations or names. If they do, they are two claims."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from factcheck.matching.figure_support import closest_figure
from factcheck.matching.names import find_names
from factcheck.reading.figure.figures import Agreement, Figure, FigureKind, find_figures
from factcheck.reading.figure.languages import language_of
from factcheck.reading.quote.folding import fold
from factcheck.reading.quote.material_words import denies
from factcheck.reading.word_characters import WORD

_WORD = re.compile(rf"{WORD}(?:['’]{WORD})*")
_CAPITAL_NOUNS = ("de",)
"""Languages that write every noun with a capital, so that it marks no name."""
_MOSTLY_CAPITALS = 0.6
"""If a larger share of the letters than this (0 to 1) are capitals, they do not mark names."""


class DifferenceKind(StrEnum):
    """The kind of a difference between two claims."""

    FIGURE = "figure"
    DATE = "date"
    NEGATION = "negation"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class ClaimDifference:
    """The wording of a claim (`here`) and of an earlier one (`there`) where they differ; "" if one has none."""

    what: DifferenceKind
    here: str
    there: str

    def __str__(self) -> str:
        return f"{self.what}: {_said(self.here)} here, {_said(self.there)} there"

    def as_json(self) -> dict[str, str]:
        """The difference under its keys in JSON."""
        return {"what": str(self.what), "here": self.here, "there": self.there}


def differences(claim: str, earlier: str) -> tuple[ClaimDifference, ...]:
    """The differences in figures and dates, negations and names, in this order. Never raises.

    A figure without one of its kind on the other side differs from ""; names differ only if each side has one that the
    other lacks.
    """
    here, there = find_figures(claim), find_figures(earlier)
    return (
        *_in_figures(here, there),
        *_in_negations(claim, earlier),
        *_in_names((claim, here), (earlier, there)),
    )


def _in_figures(here: Sequence[Figure], there: Sequence[Figure]) -> Iterator[ClaimDifference]:
    matched: set[str] = set()
    for figure in here:
        how, found = closest_figure(figure, there)
        if how is not Agreement.NOT_FOUND:
            matched.add(found)
        if how in (Agreement.DIFFERENT, Agreement.NOT_FOUND):
            yield ClaimDifference(_kind(figure), figure.text, found)
    for figure in there:
        if figure.text not in matched and closest_figure(figure, here)[0] is Agreement.NOT_FOUND:
            yield ClaimDifference(_kind(figure), "", figure.text)


def _kind(figure: Figure) -> DifferenceKind:
    return DifferenceKind.DATE if figure.kind is FigureKind.DATE else DifferenceKind.FIGURE


def _in_negations(claim: str, earlier: str) -> Iterator[ClaimDifference]:
    here, there = _negations(claim), _negations(earlier)
    if len(here) != len(there):
        yield ClaimDifference(DifferenceKind.NEGATION, ", ".join(here), ", ".join(there))


def _negations(text: str) -> tuple[str, ...]:
    """The negations of a text, each once."""
    return tuple(dict.fromkeys(word for word in _words(text) if denies(fold(word))))


def _in_names(
    here: tuple[str, Sequence[Figure]], there: tuple[str, Sequence[Figure]]
) -> Iterator[ClaimDifference]:
    if any(_is_in_capitals(text) for text, _ in (here, there)):
        return
    ours, theirs = _names_lacking(here, there[0]), _names_lacking(there, here[0])
    if ours and theirs and not any(language_of(text).name in _CAPITAL_NOUNS for text, _ in (here, there)):
        yield ClaimDifference(DifferenceKind.NAME, " ".join(ours), " ".join(theirs))


def _names_lacking(named: tuple[str, Sequence[Figure]], other: str) -> list[str]:
    """The names of one claim whose words do not occur in the other."""
    words = {word.removesuffix("'s") for word in _words(other)}
    return [name for name in find_names(*named) if not words.issuperset(_words(name))]


def _is_in_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > _MOSTLY_CAPITALS * len(letters)


def _words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(text.casefold())]


def _said(text: str) -> str:
    return f"“{text}”" if text else "none"
