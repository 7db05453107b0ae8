"""One text cut into sentences, and how much each of them bears on a claim."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from factcheck.matching.figure_support import SUPPORTING, agree
from factcheck.matching.names import find_names, names_in
from factcheck.reading.figure.figures import Figure, find_figures
from factcheck.reading.sentence.stemming import stems

_K1, _B = 1.2, 0.6
_NEIGHBOUR = 0.1
"""How much of the better neighbour's score a sentence that shares a word gets: what is told goes on."""

_FIGURES, _NAMES = 0.3, 0.1
"""How much higher a sentence scores that has all the claim's figures by value, and all its names."""

_LOOKED_INTO = 20
"""How many of the best sentences are read for figures and names."""


class SentenceRanking:
    """The sentences of one text, each read for words and figures once, whatever is asked about them."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = tuple(sentences)
        self._bags = [Counter(stems(sentence)) for sentence in self.sentences]
        self._lengths = [bag.total() for bag in self._bags]
        self._figures: dict[int, tuple[Figure, ...]] = {}

    def figures_at(self, at: int) -> tuple[Figure, ...]:
        """The figures of a sentence."""
        if at not in self._figures:
            self._figures[at] = find_figures(self.sentences[at])
        return self._figures[at]

    def scores(self, claim: str) -> list[float]:
        """How much each sentence bears on a claim; 0 where no word is shared.

        BM25 over these sentences alone, with their own idf and each word of the claim once (Robertson and Zaragoza,
        The Probabilistic Relevance Framework, 2009; k1 = 1.2, b = 0.6), as a part of the idf of all the claim's words,
        so that texts can be set side by side. A tenth of the better neighbour's score is added, and the best twenty
        score up to two fifths more for the claim's figures, by value, and its names.
        """
        plain = self._bm25(dict.fromkeys(stems(claim)))
        around = [0.0, *plain, 0.0]
        found = [one and one + _NEIGHBOUR * max(around[at], around[at + 2]) for at, one in enumerate(plain)]
        asked = find_figures(claim)
        named = find_names(claim, asked)
        for at in best_first(found)[:_LOOKED_INTO]:
            found[at] *= 1 + _FIGURES * self._agreeing(asked, at) + _NAMES * self._naming(named, at)
        return found

    def _bm25(self, words: Iterable[str]) -> list[float]:
        count = len(self._bags)
        mean = sum(self._lengths) / count if any(self._lengths) else 1
        scores, whole = [0.0] * count, 0.0
        for word in words:
            holders = [at for at, bag in enumerate(self._bags) if word in bag]
            idf = log(1 + (count - len(holders) + 0.5) / (len(holders) + 0.5))
            whole += idf
            for at in holders:
                often, length = self._bags[at][word], self._lengths[at] / mean
                scores[at] += idf * often * (_K1 + 1) / (often + _K1 * (1 - _B + _B * length))
        return [score / whole for score in scores] if whole else scores

    def _agreeing(self, asked: Sequence[Figure], at: int) -> float:
        """The share of the claim's figures that a sentence has, as exactly or more so."""
        if not asked:
            return 0.0
        here = self.figures_at(at)
        return sum(any(agree(one, other) in SUPPORTING[:2] for other in here) for one in asked) / len(asked)

    def _naming(self, named: Sequence[str], at: int) -> float:
        return len(names_in(named, self.sentences[at])) / len(named) if named else 0.0


def best_first(scores: Sequence[float]) -> list[int]:
    """The indexes of the scores, the highest score first, equal scores in order."""
    return sorted(range(len(scores)), key=lambda at: (-scores[at], at))
