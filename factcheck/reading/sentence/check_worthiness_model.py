"""How much a sentence looks like those that people picked for checking, and which of its words say so.

A logistic model over single words and pairs of words with their digits masked. Its weights lie in
models/check_worthiness.json,
which names the script that makes it. It knows English; of other languages it knows figures and signs alone.
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

Place = tuple[int, int]
"""From and up to where something stands in a text, in code points."""

LONGEST = 4_000
"""How many characters of a sentence are read; a text that has no sentences is judged by how it begins."""

_WORD = re.compile(
    r"[^\W\d_]{2,}(?:'[^\W\d_]+)*"
    r"|(?P<digits>\d(?:[\d.,:]*\d)?)[^\W\d_]{0,3}"  # 3,000 and 1980s and 20th
    r"|(?:[^\W\d_]\.)+[^\W\d_](?![^\W\d_])"  # U.S
    r"|[^\W\d_](?:'[^\W\d_]+)*|[$£€%?!]"
)
_FIGURE = "0"
_SHORTENING = 0.25
_MOVES = 0.25
"""The least a word must add to the log-odds to be named."""
_NAMED = 3
_FAR = 30
"""Log-odds beyond which the rank is 0 or 1."""


@dataclass(frozen=True, slots=True)
class WorthinessScore:
    """A rank from 0 to 1, whether that is worth checking, and the words that raised or lowered it most."""

    value: float
    is_worth_checking: bool
    raised_by: tuple[str, ...] = ()
    lowered_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorthinessModel:
    """The weights as they were trained; `threshold` is the rank above which a sentence is worth checking.

    `trained_on` are the splits it has seen, `measured` what its maker found without them: F1 cross-validated, MAP
    with each debate left out in its turn.
    """

    weights: Mapping[str, float]
    bias: float
    threshold: float
    trained_on: tuple[str, ...]
    measured: Mapping[str, float]


@cache
def trained_model() -> WorthinessModel:
    """The model that comes with the desk, read once."""
    made = json.loads(
        files("factcheck.reading.sentence").joinpath("models/check_worthiness.json").read_text("utf-8")
    )
    del made["made_by"]
    return WorthinessModel(**made | {"trained_on": tuple(made["trained_on"])})


def visible_text(text: str) -> str:
    """The text without what nobody sees: invisible characters, and space beyond one."""
    cut = text[:LONGEST]
    return cut if cut.isascii() else fold_lightly(cut)


def score_sentence(text: str, model: WorthinessModel | None = None) -> WorthinessScore:
    """The rank of a sentence, rounded to four places so that it is the same on every machine."""
    model = model or trained_model()
    text = visible_text(text)
    weights = model.weights
    known = {gram: place for gram, place in n_grams(text).items() if gram in weights}
    share = length_factor(len(known))
    score = model.bias + share * sum(map(weights.__getitem__, known))
    value = round(1 / (1 + exp(-max(-_FAR, min(_FAR, score)))), 4)
    least = _MOVES / share
    moved = sorted(
        ((weights[gram], place) for gram, place in known.items() if abs(weights[gram]) >= least), reverse=True
    )
    return WorthinessScore(
        value,
        value > model.threshold,
        _named(text, (place for weight, place in moved if weight > 0)),
        _named(text, (place for weight, place in reversed(moved) if weight < 0)),
    )


def n_grams(text: str) -> dict[str, Place]:
    """The words and pairs of words of a text as the model knows them, each with the place where it first stands."""
    held: dict[str, Place] = {}
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
    """What each of so many known words and pairs counts for, so that a sentence is not ranked by its length alone."""
    return float(max(1, count) ** -_SHORTENING)


def _named(text: str, places: Iterable[Place]) -> tuple[str, ...]:
    """The first few of these words as they are written, none within another."""
    return tuple(text[start:end] for start, end in islice(_apart(places), _NAMED))


def _apart(places: Iterable[Place]) -> Iterator[Place]:
    taken: list[Place] = []
    for start, end in places:
        if not _meets(start, end, taken):
            taken.append((start, end))
            yield start, end


def _meets(start: int, end: int, taken: Collection[Place]) -> bool:
    return any(begin < end and start < last for begin, last in taken)
