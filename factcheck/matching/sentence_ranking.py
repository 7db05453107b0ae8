"""Ranking the sentences of one text by their relevance to a claim."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factcheck.matching.figure_support import SUPPORTING, agree, missing_parts
from factcheck.matching.names import find_names, names_in
from factcheck.matching.word_forms import BEGINNING, akin, families, halves, spelling
from factcheck.reading.figure.figures import Figure, find_figures
from factcheck.reading.figure.languages import language_of
from factcheck.reading.sentence.looked_up import LookedUp, looked_up
from factcheck.reading.sentence.stemming import stems
from factcheck.reading.sentence.word_weight import inverse_frequency

_AKIN, _IN_A_ROW = 0.6, 0.2
"""The shares of its weight that a word counts in another form, and two in a row as in the claim."""

_BEFORE, _SPOKEN_OF, _HEADING, _SECTION = 0.1, 0.1, 0.1, 0.1
"""The shares that words count which a sentence lacks, and which the sentence before it, its heading or its section has;
and names that one of the four before it has, if it has a pronoun."""

_BESIDE = 0.05
"""The share of what its better neighbour has that a sentence gets, since sentences continue each other."""

_LONG, _TOO_LONG = 40, 0.25
"""The words of a sentence, without stop words, from which on it counts less: by a fifth where it is twice as long."""

_LONGEST_SECTION = 60
"""The number of sentences after which a section ends, if no heading comes before."""

_FIGURES, _NAMES = 0.3, 0.1
"""The increase, as a share of its score, for a sentence with all the claim's figures, and with all its names.

All of these were chosen on training claims that people judged (see tests/quality)."""

_TELLING = 20
"""The number of first sentences that tell the language of a text, for those that do not tell theirs."""

_FAR = 4
_PRONOUN = re.compile(
    r"(?<!\w)(?:he|she|they|it|his|her|him|their|them|its|él|ella|ellos|ellas|il|elle|ils|elles|lui|ele|ela|eles|elas"
    r"|er|sie|هو|هي|هم|او|وی|ایشان|آنها|वह|वे|उन्होंने|उसने|उनका|उसका)(?!\w)",
    re.IGNORECASE,
)

_COMPARED = 40
"""The number of best sentences whose words in a row, figures and names are compared."""

_READ = 5_000
"""The most sentences that are read for a figure which stands anywhere in the text: some two hundred pages."""

_Weights = dict[str, float]
_NOTHING: _Weights = {}


@dataclass(frozen=True, slots=True)
class Relevance:
    """The relevance of each sentence to a claim, about 0 to 2; 0 if no word is shared.

    `shared` has by index the stems of the claim that a sentence has, in some form, and what each of them weighs.
    """

    scores: list[float]
    shared: Mapping[int, Mapping[str, float]]


class SentenceRanking:
    """The sentences of one text; the words and figures of each are extracted once, for any number of claims.

    `headings` has for each of them the index of the heading that it stands under, None for those under none.
    """

    def __init__(self, sentences: Sequence[str], headings: Sequence[int | None] = ()) -> None:
        self.sentences = tuple(sentences)
        self._headings = headings or [None] * len(self.sentences)
        self._words = [stems(sentence) for sentence in self.sentences]
        self._holders: dict[str, list[int]] = {}
        for at, words in enumerate(self._words):
            for word in dict.fromkeys(words):
                self._holders.setdefault(word, []).append(at)
        self._families = families(self._holders)
        self._language = language_of(" ".join(self.sentences[:_TELLING]))
        self._figures: dict[int, tuple[Figure, ...]] = {}
        self._missing: dict[Figure, tuple[str, ...]] = {}

    def figures_at(self, at: int) -> tuple[Figure, ...]:
        """The figures of the sentence at this index."""
        if at not in self._figures:
            self._figures[at] = find_figures(self.sentences[at], self._language)
        return self._figures[at]

    def figures_beside(self, at: int) -> Iterator[Figure]:
        """The figures of all other sentences; of a very long text, of the first five thousand."""
        others = range(min(len(self.sentences), _READ))
        return (one for other in others if other != at for one in self.figures_at(other))

    def missing_parts(self, figure: Figure) -> tuple[str, ...]:
        """Those parts of a claim's figure that stand in no sentence, as written; none for a text too long to tell."""
        if figure not in self._missing:
            parts = missing_parts(figure, self.figures_beside(-1)) if len(self.sentences) <= _READ else ()
            self._missing[figure] = tuple(one.text for one in parts)
        return self._missing[figure]

    def relevance(self, claim: str) -> Relevance:
        """How relevant each sentence is to a claim.

        It is the share of the claim's words that a sentence has, by idf in this text: how often it has them does not
        count, and its length only where it is great. Words in another form, in two or by their initials count less,
        and so do those that the sentence lacks and the one before it, its heading or its section has. The best forty
        score more for words in a row, for the claim's figures, by value, and for its names.
        """
        asked, wanted = looked_up(claim), find_figures(claim)
        named = find_names(claim, wanted)
        names = frozenset(stem for name in named for stem in stems(name))
        held, total = self._held(asked, names)
        scores = [0.0] * len(self.sentences)
        sections = self._sections(held)
        for at, own in held.items():
            around = sum(self._context(at, held, names))
            around += _SECTION * _lacking(own, sections[self._section(at)])
            longer = 1 + _TOO_LONG * max(0.0, len(self._words[at]) / _LONG - 1)
            scores[at] = (sum(own.values()) / longer + around) / total
        pairs = frozenset(pairwise(asked.order))
        for at in best_first(scores)[:_COMPARED]:
            own = held.get(at, _NOTHING)
            rows = (min(own[one], own[other]) for one, other in pairs & {*pairwise(self._words[at])})
            scores[at] += _IN_A_ROW * sum(rows) / total
            scores[at] *= 1 + _FIGURES * self._figure_share(wanted, at) + _NAMES * self._name_share(named, at)
        return Relevance(scores, held)

    def _held(self, asked: LookedUp, names: frozenset[str]) -> tuple[dict[int, _Weights], float]:
        """What each sentence has of the claim, word by word, and what all of it weighs."""
        weights = {
            word: says * self._idf(word)
            for word, says in asked.weights.items()
            if word in self._holders or word in asked.order
        }
        held: dict[int, _Weights] = {}
        for word, weight in weights.items():
            for at in self._holders.get(word, ()):
                held.setdefault(at, {})[word] = weight
        for word, others, places in self._in_other_forms(asked, names):
            less = _AKIN * min(map(self._idf, others))
            for at in places:
                own = held.setdefault(at, {})
                own[word] = max(own.get(word, 0.0), min(less, _AKIN * weights.get(word, less)))
        return held, sum(weights.values()) or 1.0

    def _in_other_forms(
        self, asked: LookedUp, names: frozenset[str]
    ) -> Iterator[tuple[str, Sequence[str], Sequence[int]]]:
        """Words of the claim with the stems that stand for them, and where those stand: for a name its last part."""
        for word in dict.fromkeys(asked.order):
            for other in self._families.get(word[:BEGINNING], ()):
                if other not in asked.weights and akin(word, other):
                    yield word, [other], self._holders[other]
            for pair in halves(word, self._holders):
                together = {*self._holders[pair[0]]}.intersection(self._holders[pair[1]])
                yield word, pair, [at for at in together if pair in pairwise(self._words[at])]
        for pair in pairwise(asked.order):
            joined = "".join(pair)
            for word in pair:
                yield word, [joined], self._holders.get(joined, ())
            if names.issuperset(pair):
                yield pair[0], [pair[1]], self._holders.get(pair[1], ())
        yield from self._spelt(asked)

    def _spelt(self, asked: LookedUp) -> Iterator[tuple[str, Sequence[str], Sequence[int]]]:
        """Initials that stand nowhere in the text, with the words that they stand for."""
        for short in asked.initials - self._holders.keys():
            for at, words in enumerate(self._words):
                if (spelt := spelling(short, [words])) and not asked.weights.keys() >= {*spelt}:
                    yield short, spelt, [at]

    def _context(self, at: int, held: Mapping[int, _Weights], names: Iterable[str]) -> Iterator[float]:
        """The weight of what a sentence lacks and its context has."""
        own = held[at]
        heading = self._headings[at]
        for share, other in ((_BEFORE, at - 1), (_HEADING, -1 if heading is None else heading)):
            yield share * _lacking(own, held.get(other, _NOTHING))
        yield _BESIDE * max(sum(held.get(other, _NOTHING).values()) for other in (at - 1, at + 1))
        lacking = [name for name in names if name not in own]
        if lacking and _PRONOUN.search(self.sentences[at]):
            before = [held.get(other, _NOTHING) for other in range(at - _FAR, at)]
            yield _SPOKEN_OF * sum(max(one.get(name, 0.0) for one in before) for name in lacking)

    def _section(self, at: int) -> tuple[int | None, int]:
        return self._headings[at], at // _LONGEST_SECTION

    def _sections(self, held: Mapping[int, _Weights]) -> Mapping[tuple[int | None, int], _Weights]:
        """What the sentences of each section have together."""
        found: dict[tuple[int | None, int], _Weights] = {}
        for at, own in held.items():
            there = found.setdefault(self._section(at), {})
            there.update((word, max(weight, there.get(word, 0.0))) for word, weight in own.items())
        return found

    def _idf(self, word: str) -> float:
        return inverse_frequency(len(self._holders.get(word, ())), len(self.sentences))

    def _figure_share(self, wanted: Sequence[Figure], at: int) -> float:
        """The share of the claim's figures that a sentence has, at least as precisely."""
        if not wanted:
            return 0.0
        here = self.figures_at(at)
        return sum(any(agree(one, other) in SUPPORTING[:2] for other in here) for one in wanted) / len(wanted)

    def _name_share(self, named: Sequence[str], at: int) -> float:
        return len(names_in(named, self.sentences[at])) / len(named) if named else 0.0


def _lacking(own: _Weights, there: _Weights) -> float:
    """The weight of what is there and a sentence lacks."""
    return sum(max(0.0, weight - own.get(word, 0.0)) for word, weight in there.items())


def best_first(scores: Sequence[float]) -> list[int]:
    """The indexes of the scores, the highest score first, equal scores in order."""
    return sorted(range(len(scores)), key=lambda at: (-scores[at], at))
