"""Ranking the sentences of one text by their relevance to a claim."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from factcheck.matching.figure_support import SUPPORTING, agree, missing_parts
from factcheck.matching.names import find_names, names_in
from factcheck.reading.figure.figures import Figure, find_figures
from factcheck.reading.figure.languages import language_of
from factcheck.reading.sentence.stemming import stems

_K1, _B = 1.2, 0.6
_NEIGHBOUR = 0.1
"""The share of its better neighbour's score that a matching sentence gets, since sentences continue each other."""

_FIGURES, _NAMES = 0.3, 0.1
"""The increase, as a share of its score, for a sentence with all the claim's figures, and with all its names."""

_TELLING = 20
"""The number of first sentences that tell the language of a text, for those that do not tell theirs."""

_COMPARED = 20
"""The number of best sentences whose figures and names are compared."""


class SentenceRanking:
    """The sentences of one text; the words and figures of each are extracted once, for any number of claims."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = tuple(sentences)
        self._bags = [Counter(stems(sentence)) for sentence in self.sentences]
        self._lengths = [bag.total() for bag in self._bags]
        self._language = language_of(" ".join(self.sentences[:_TELLING]))
        self._figures: dict[int, tuple[Figure, ...]] = {}
        self._missing: dict[Figure, tuple[str, ...]] = {}

    def figures_at(self, at: int) -> tuple[Figure, ...]:
        """The figures of the sentence at this index."""
        if at not in self._figures:
            self._figures[at] = find_figures(self.sentences[at], self._language)
        return self._figures[at]

    def missing_parts(self, figure: Figure) -> tuple[str, ...]:
        """Those parts of a claim's figure that stand in no sentence, as written."""
        if figure not in self._missing:
            everywhere = (one for at in range(len(self.sentences)) for one in self.figures_at(at))
            self._missing[figure] = tuple(one.text for one in missing_parts(figure, everywhere))
        return self._missing[figure]

    def scores(self, claim: str) -> list[float]:
        """The relevance of each sentence to a claim, about 0 to 2; 0 if no word is shared.

        BM25 over these sentences, with their own idf and each word of the claim once (Robertson and Zaragoza, The
        Probabilistic Relevance Framework, 2009; k1 = 1.2, b = 0.6), divided by the idf of all the claim's words, so
        that scores of different texts can be compared. A tenth of the better neighbour's score is added, and the best
        twenty sentences score up to two fifths more for the claim's figures, by value, and its names.
        """
        plain = self._bm25(dict.fromkeys(stems(claim)))
        around = [0.0, *plain, 0.0]
        scores = [one and one + _NEIGHBOUR * max(around[at], around[at + 2]) for at, one in enumerate(plain)]
        wanted = find_figures(claim)
        named = find_names(claim, wanted)
        for at in best_first(scores)[:_COMPARED]:
            scores[at] *= 1 + _FIGURES * self._figure_share(wanted, at) + _NAMES * self._name_share(named, at)
        return scores

    def _bm25(self, words: Iterable[str]) -> list[float]:
        count = len(self._bags)
        mean = sum(self._lengths) / count if any(self._lengths) else 1
        scores, total = [0.0] * count, 0.0
        for word in words:
            holders = [at for at, bag in enumerate(self._bags) if word in bag]
            idf = log(1 + (count - len(holders) + 0.5) / (len(holders) + 0.5))
            total += idf
            for at in holders:
                count_here, length = self._bags[at][word], self._lengths[at] / mean
                scores[at] += idf * count_here * (_K1 + 1) / (count_here + _K1 * (1 - _B + _B * length))
        return [score / total for score in scores] if total else scores

    def _figure_share(self, wanted: Sequence[Figure], at: int) -> float:
        """The share of the claim's figures that a sentence has, at least as precisely."""
        if not wanted:
            return 0.0
        here = self.figures_at(at)
        return sum(any(agree(one, other) in SUPPORTING[:2] for other in here) for one in wanted) / len(wanted)

    def _name_share(self, named: Sequence[str], at: int) -> float:
        return len(names_in(named, self.sentences[at])) / len(named) if named else 0.0


def best_first(scores: Sequence[float]) -> list[int]:
    """The indexes of the scores, the highest score first, equal scores in order."""
    return sorted(range(len(scores)), key=lambda at: (-scores[at], at))
