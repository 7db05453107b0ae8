"""How much a sentence resembles those that people picked for checking, and which of its words say so.

A logistic model over words and pairs of words, with digits masked. Its weights are in models/check_worthiness.json,
which names the script that trains it. It knows English; of other languages it knows only figures and signs.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from math import exp

from factcheck.reading.figure.numerals import plain_form
from factcheck.reading.quote.folding import fold_lightly

Offsets = tuple[int, int]
"""Start and end of words in a text, in code points."""

LONGEST = 4_000
"""The most characters of a sentence that are read; a text without sentences is judged by its beginning."""

_WORD = re.compile(
    r"[^\W\d_]{2,}(?:'[^\W\d_]+)*"
    r"|(?P<digits>\d(?:[\d.,:]*\d)?)[^\W\d_]{0,3}"  # 3,000 and 1980s and 20th
    r"|(?:[^\W\d_]\.)+[^\W\d_](?![^\W\d_])"  # U.S
    r"|[^\W\d_](?:'[^\W\d_]+)*|[$£€%?!]"
)
HARDLY_PICKED = 0.1
"""Of sentences with a score below this people picked one in fifty (see tests/quality)."""
_FIGURE = "0"
_LENGTH_EXPONENT = 0.25
_LEAST_CHANGE = 0.25
"""The least that a word must change the log-odds to be named."""
_MOST_NAMED = 3
_LARGEST_LOG_ODDS = 30
"""Log-odds beyond which the score is 0 or 1."""


@dataclass(frozen=True, slots=True)
class WorthinessScore:
    """A score from 0 to 1, whether that is worth checking, and the words that raised or lowered it most."""

    value: float
    is_worth_checking: bool
    raised_by: tuple[str, ...] = ()
    lowered_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorthinessModel:
    """The trained weights, as log-odds; a sentence whose score is above `threshold` is worth checking.

    `trained_on` names the data splits it was trained on; `measured` holds, for each, a result obtained without it:
    F1 by cross-validation, MAP with each debate left out in turn.
    """

    weights: Mapping[str, float]
    bias: float
    threshold: float
    trained_on: tuple[str, ...]
    measured: Mapping[str, float]


@cache
def trained_model() -> WorthinessModel:
    """The model that comes with the package, read once."""
    made = json.loads(
        files("factcheck.reading.sentence").joinpath("models/check_worthiness.json").read_text("utf-8")
    )
    del made["made_by"]
    return WorthinessModel(**made | {"trained_on": tuple(made["trained_on"])})


def visible_text(text: str) -> str:
    """The first 4,000 characters of a text, without invisible characters and repeated space."""
    cut = text[:LONGEST]
    return cut if cut.isascii() else fold_lightly(cut)


def score_sentence(text: str, model: WorthinessModel | None = None) -> WorthinessScore:
    """The score of a sentence, rounded to four decimal places so that it is the same on every machine."""
    model = model or trained_model()
    text = visible_text(text)
    weights = model.weights
    known = {gram: place for gram, place in n_grams(text).items() if gram in weights}
    factor = length_factor(len(known))
    score = model.bias + factor * sum(map(weights.__getitem__, known))
    value = round(1 / (1 + exp(-max(-_LARGEST_LOG_ODDS, min(_LARGEST_LOG_ODDS, score)))), 4)
    least = _LEAST_CHANGE / factor
    moved = sorted(
        ((weights[gram], place) for gram, place in known.items() if abs(weights[gram]) >= least), reverse=True
    )
    return WorthinessScore(
        value,
        value > model.threshold,
        _named(text, (place for weight, place in moved if weight > 0)),
        _named(text, (place for weight, place in reversed(moved) if weight < 0)),
    )


def n_grams(text: str) -> dict[str, Offsets]:
    """The words and pairs of words of a text, as in the model, each with the offsets where it first occurs."""
    held: dict[str, Offsets] = {}
    before, begin = "", 0
    for found in _WORD.finditer(plain_form(text)):
        word, (start, end) = found[0], found.span()
        if digits := found["digits"]:
            word = _FIGURE + word[len(digits) :]
        held.setdefault(word, (start, end))
        if before:
            held.setdefault(f"{before} {word}", (begin, end))
        before, begin = word, start
    return held


def length_factor(count: int) -> float:
    """The factor for each of `count` known n-grams, so that length alone does not decide the score."""
    return float(max(1, count) ** -_LENGTH_EXPONENT)


def _named(text: str, places: Iterable[Offsets]) -> tuple[str, ...]:
    """The first three of these words, as written in the text, none overlapping."""
    return tuple(text[start:end] for start, end in islice(_without_overlaps(places), _MOST_NAMED))


def _without_overlaps(places: Iterable[Offsets]) -> Iterator[Offsets]:
    taken: list[Offsets] = []
    for start, end in places:
        if not _overlaps(start, end, taken):
            taken.append((start, end))
            yield start, end


def _overlaps(start: int, end: int, taken: Collection[Offsets]) -> bool:
    return any(begin < end and start < last for begin, last in taken)
