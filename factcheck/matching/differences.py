"""How two claims with shared words differ: in figures, dates, negations, opposites, names. Then they are two claims."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain

from factcheck.matching.figure_support import SUPPORTING, closest_figure
from factcheck.matching.name_differences import lacking_names
from factcheck.reading.denials import denials_in, languages_denying
from factcheck.reading.figure.figures import Agreement, Figure, FigureKind, find_figures
from factcheck.reading.figure.languages import (
    is_in_other_script,
    language_of,
    languages_of,
    reads_number_words,
)
from factcheck.reading.figure.quantities import RANKED
from factcheck.reading.opposites import opposites_in
from factcheck.reading.sentence.looked_up import without_signature
from factcheck.reading.sentence.stemming import LINK

_CAPITAL_NOUNS = ("de",)
"""Languages that write every noun with a capital, so that it marks no name."""
_DENY_ONCE = ("en", "de")
"""Languages in which two denials are not one, as they are in "no votó nunca"."""
_OTHERS = "other"
"""Several languages, of some of which the denials are not known: that such a text has none does not tell."""
_DECADE, _CENTURY = 9 * 10_000, 99 * 10_000
"""Dates of so much are said in words too: "the nineties", and in ordinal words "the twentieth century"."""
_MOST_FIGURES = 200
"""Figures of one claim that are compared; of a longer text the first."""


class DifferenceKind(StrEnum):
    """The kind of a difference between two claims."""

    FIGURE = "figure"
    DATE = "date"
    NEGATION = "negation"
    OPPOSITE = "opposite"
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


@dataclass(frozen=True, slots=True)
class _Assertion:
    """What a claim says without its signature and links, its figures, those of its signature, and the words besides."""

    text: str
    figures: tuple[Figure, ...]
    signed: tuple[Figure, ...]
    words: str


def differences(claim: str, earlier: str) -> tuple[ClaimDifference, ...]:
    """The differences in figures and dates, negations, opposites and names, in this order. Never raises.

    A figure without one of its kind on the other side differs from "", unless that side may say it in words that are
    not read; names differ only if each side, in one language, has one that the other lacks. The signature of a post
    and links are no part of what it claims; a date may agree with that of the signature.
    """
    here, there = _assertion(claim), _assertion(earlier)
    return (
        *_in_figures(here, there),
        *_in_negations(here.text, there.text),
        *(ClaimDifference(DifferenceKind.OPPOSITE, *pair) for pair in opposites_in(here.words, there.words)),
        *_in_names(here, there),
    )


@lru_cache(maxsize=16)
def _assertion(claim: str) -> _Assertion:
    body, signature, _ = without_signature(claim)
    if "(@" not in signature:  # "— Paris, 30 May 1814" is a part of what is claimed
        body, signature = claim, ""
    text = LINK.sub(" ", body)
    figures = find_figures(text)[:_MOST_FIGURES]
    edges = [0, *chain.from_iterable((one.start, one.end) for one in figures), len(text)]
    words = " ".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    return _Assertion(text, figures, find_figures(signature), words)


def _in_figures(here: _Assertion, there: _Assertion) -> Iterator[ClaimDifference]:
    matched: set[str] = set()
    for figure in here.figures:
        how, found = closest_figure(figure, there.figures)
        if how is not Agreement.NOT_FOUND:
            matched.add(found)
        if how is Agreement.DIFFERENT or (how is Agreement.NOT_FOUND and _is_lacking(figure, here, there)):
            yield ClaimDifference(_kind(figure), figure.text, found)
    for figure in there.figures:
        how = Agreement.SAME if figure.text in matched else closest_figure(figure, here.figures)[0]
        if how is Agreement.NOT_FOUND and _is_lacking(figure, there, here):
            yield ClaimDifference(_kind(figure), "", figure.text)


def _is_lacking(figure: Figure, own: _Assertion, other: _Assertion) -> bool:
    """Whether a figure that another claim has none like is not said by its signature either, nor by words unread."""
    is_signed = closest_figure(figure, other.signed)[0] in SUPPORTING
    return not is_signed and _would_be_found(figure, own.text, other.text)


def _would_be_found(figure: Figure, own: str, other: str) -> bool:
    """Whether another text that said this figure in its words would be understood; "a woman" is one woman."""
    is_date = figure.kind is FigureKind.DATE
    span = figure.high - figure.low if is_date else 0
    if figure.low == figure.high == 1 or _DECADE < span < _CENTURY:
        return False
    if (figure.kind is FigureKind.ORDINAL or span >= _CENTURY) and language_of(other).name not in RANKED:
        return False
    if is_date:
        return not is_in_other_script(other)
    return reads_number_words(other) or (not languages_of(other) and reads_number_words(own))


def _kind(figure: Figure) -> DifferenceKind:
    return DifferenceKind.DATE if figure.kind is FigureKind.DATE else DifferenceKind.FIGURE


def _in_negations(claim: str, earlier: str) -> Iterator[ClaimDifference]:
    languages = languages_denying(claim), languages_denying(earlier)
    here, there = denials_in(claim), denials_in(earlier)
    is_told = all(languages) and (
        _tells(languages[0], here, languages[1]) and _tells(languages[1], there, languages[0])
    )
    if not is_told:
        return
    are_counted = all(one[0] in _DENY_ONCE for one in languages) and languages[0][0] == languages[1][0]
    if bool(here) != bool(there) or (are_counted and len(here) != len(there)):
        yield ClaimDifference(DifferenceKind.NEGATION, ", ".join(here), ", ".join(there))


def _tells(own: Sequence[str], found: Sequence[str], other: Sequence[str]) -> bool:
    """Whether it is known what a text in these languages denies, next to another in `other`."""
    return bool(found) or own[0] != _OTHERS or _OTHERS in other


def _in_names(here: _Assertion, there: _Assertion) -> Iterator[ClaimDifference]:
    ours, theirs = lacking_names(here.words, there.words)
    languages = {language_of(one.text).name for one in (here, there)}
    if ours and theirs and len(languages - {""}) <= 1 and languages.isdisjoint(_CAPITAL_NOUNS):
        yield ClaimDifference(DifferenceKind.NAME, " ".join(ours), " ".join(theirs))


def _said(text: str) -> str:
    return f"“{text}”" if text else "none"
