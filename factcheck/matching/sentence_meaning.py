"""Which sentences of a text are near a claim in meaning, beside the words that they share with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from factcheck.matching.encoder import Encoder, closeness_to

MEANS_NEARLY_THE_SAME, IS_NEAR = 0.6, 0.5
"""The least closeness of a sentence that bears on a claim whatever its words are, and of one that is shown at all."""

_MEANING, _AROUND = 0.3, 0.1
"""The weight of closeness beside the score of words, and of that of the closer neighbour. Chosen on training claims
that people judged (see tests/quality)."""

MOST = 128
"""The most sentences of a text that are encoded: that takes about half a second."""

_NEIGHBOURS = (1, -1, 2, -2)


@dataclass(frozen=True, slots=True)
class Meanings:
    """An encoder, and how many sentences of a text it is asked for at most."""

    encoder: Encoder
    most: int = MOST

    def closeness(self, claim: str, sentences: Sequence[str], best: Sequence[int]) -> Mapping[int, float]:
        """How close sentences are to a claim (-1 to 1), by index; those not encoded or not understood are left out.

        Encoded are half of the most from the beginning of `best`, then their neighbours, then further ones of `best`.
        EncoderFailed; ImportError where it lacks something.
        """
        picked = [*islice(_picked(best, len(sentences), self.most // 2), self.most)]
        asked, *vectors = self.encoder.vectors([claim, *(sentences[at] for at in picked)])
        close = zip(picked, closeness_to(asked, vectors), strict=True)
        return {at: one for at, one in close if one is not None}


def _picked(best: Sequence[int], count: int, first: int) -> Iterable[int]:
    near = (at + by for at in best[:first] for by in _NEIGHBOURS if 0 <= at + by < count)
    return dict.fromkeys(chain(best[:first], near, best[first:]))


def with_meanings(scores: Sequence[float], close: Mapping[int, float]) -> list[float]:
    """The scores by words and meaning. Where the meaning is not known, words stand for it."""
    return [
        one
        + _MEANING * close.get(at, min(one, 1.0))
        + _AROUND * max(close.get(at - 1, 0.0), close.get(at + 1, 0.0), 0.0)
        for at, one in enumerate(scores)
    ]
