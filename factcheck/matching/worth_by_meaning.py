"""How much sentences look worth checking by what they mean, in English and in other languages.

A logistic model over the vectors of one encoder, trained on English sentences, since what means the same is close
in every language. Its weights are in models/check_worthiness_by_meaning.json beside those of the model of English
words, and both give scores in one scale.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import exp
from operator import mul

from factcheck.matching.encoder import Encoder

MODEL = "models/check_worthiness_by_meaning.json"
"""The file of the weights in `factcheck.reading.sentence`."""


@dataclass(frozen=True, slots=True)
class MeaningModel:
    """The trained weights, as log-odds for each number of a vector of length 1, and the name of their encoder.

    `trained_on` names the data split it was trained on; `measured` its F1 there by cross-validation, with the threshold
    of the model of words.
    """

    encoder: str
    weights: tuple[float, ...]
    bias: float
    trained_on: str
    measured: float


@cache
def meaning_model() -> MeaningModel:
    """The model that comes with the package, read once."""
    made = json.loads(files("factcheck.reading.sentence").joinpath(MODEL).read_text("utf-8"))
    del made["made_by"]
    return MeaningModel(**made | {"weights": tuple(made["weights"])})


def score_meanings(encoder: Encoder, sentences: Mapping[int, str]) -> dict[int, float]:
    """The scores of sentences by their numbers, rounded to four decimal places.

    Left out are those of a language that the encoder does not know, and all for an encoder that the model was not
    trained with. EncoderFailed where the encoder fails or takes too long.
    """
    if encoder.name != meaning_model().encoder:
        return {}
    scores = zip(sentences, _scores(encoder, tuple(sentences.values())), strict=True)
    return {number: score for number, score in scores if score is not None}


def mixed(by_words: float, by_meaning: float, share: float) -> float:
    """The score of a sentence of which `share` (0 to 1) is that by meaning, rounded to four decimal places."""
    return round(by_words + share * (by_meaning - by_words), 4)


@lru_cache(maxsize=4)
def _scores(encoder: Encoder, texts: tuple[str, ...]) -> tuple[float | None, ...]:
    """Those of the last few articles are kept, since people look at one again and again."""
    size = len(meaning_model().weights)
    return tuple(_score(one) if len(one) == size else None for one in encoder.vectors(texts))


def _score(vector: bytes) -> float:
    model = meaning_model()
    numbers: Sequence[int] = memoryview(vector).cast("b")
    length = sum(number * number for number in numbers) ** 0.5 or 1.0
    log_odds = model.bias + sum(map(mul, model.weights, numbers)) / length
    return round(1 / (1 + exp(-log_odds)), 4)
