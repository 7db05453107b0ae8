"""Earlier checks for a claim: candidates ranked by the words they share with it, and how near each comes."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from math import log

from factcheck.matching.differences import ClaimDifference, differences
from factcheck.model.lookup import Candidates, Earlier, WordCounts
from factcheck.model.vocabulary import Band
from factcheck.reading.sentence.stemming import index_stems, stems, words_with_stems

_K1, _B = 1.2, 0.75
_FLAT, _STEEP = 1 + _K1 * (1 - _B), _K1 * _B
_IN_A_ROW = 0.3
"""What two words count that follow each other in both, as a part of the lesser one's weight."""

_COVERED = 1.0
"""How much higher a candidate scores all the words of whose wording or title the claim has."""

_LIGHT = frozenset(
    stems(
        "i me my we us our you your yours he him she they them myself himself herself themselves itself what when "
        "where why how whom whose which there here these those then than so such some any all both each few more "
        "most other own same too very just only again once over under up down out off into onto through during "
        "before after above below between about against until while because if or nor not no but do does did done "
        "doing would could should can will shall may might must am being having get got let now don't doesn't didn't "
        "isn't aren't wasn't weren't won't can't couldn't shouldn't wouldn't hasn't haven't hadn't it's that's i'm "
        "i've i'll you're you've we're we've they're they've he's she's there's what's let's s t re ve ll"
    )
)
"""Words that join others rather than say something; they count half."""

_AT_LEAST = 1_000
"""Claims that are assumed to be there: on a desk with two, a word that both have is not yet a common one."""

_LOOKED_INTO = 50
"""How many of the candidates, the best by single words, are looked at closely."""

_SHOWN_WORDS = 8


_BANDS = {Band.LIKELY: (0.45, 3), Band.POSSIBLE: (0.30, 2)}
"""From which overlap on, and with how many shared words that say something, where the claim has as many."""


@dataclass(frozen=True, slots=True)
class ScoredCandidate:
    """A candidate by its key: `score` is for ordering, `overlap` (0 to 1) says how near it comes.

    `band` puts that in words. `words` are the stems it shares with the claim, those that say most first; `same` that
    the wording is the same.
    """

    key: int
    score: float
    overlap: float
    band: Band
    words: tuple[str, ...]
    same: bool


@dataclass(frozen=True, slots=True)
class RankedMatch:
    """An earlier claim with why it is shown, in words, and what differs, since a near twin may be another claim."""

    earlier: Earlier
    score: float
    band: Band
    why: str
    differs: tuple[ClaimDifference, ...]


DocumentFrequencies = Callable[[Iterable[str]], Mapping[str, int]]
"""How many of all that can be found have each of some words; those that none has are left out."""


def rank_candidates(
    wording: str, candidates: Candidates, how_common: DocumentFrequencies
) -> list[ScoredCandidate]:
    """The candidates that come nearest, at most fifty, best first; the same wording before all others."""
    asked = _Asked(wording, candidates.counts)
    near = asked.nearest(candidates)
    asked.weigh(how_common({word for _, words in near for word in words.split()}))
    found = [asked.scored(key, words, key in candidates.same) for key, words in near]
    return sorted(found, key=lambda one: (not one.same, -one.score, one.key))


def to_match(wording: str, scored: ScoredCandidate, earlier: Earlier) -> RankedMatch:
    """What a person is shown of a ranked candidate."""
    return RankedMatch(
        earlier, scored.score, scored.band, _why(wording, scored), differences(wording, earlier.text)
    )


class _Asked:
    """A claim that is looked up, its words and those of candidates weighed by how rare each is in all of them."""

    def __init__(self, wording: str, counts: WordCounts) -> None:
        self._claims = max(counts.claims, _AT_LEAST)
        self._mean = counts.words / counts.claims if counts.words else 1.0
        order = index_stems(wording)
        self._weights = {word: self._weight(word, counts.holders.get(word, 0)) for word in order}
        self._words, self._pairs = frozenset(order), frozenset(pairwise(order))
        self._telling = sum(map(_is_telling, self._words))
        self._whole = sum(self._weights.values()) or 1.0

    def weigh(self, holders: Mapping[str, int]) -> None:
        """Weigh the words of candidates too."""
        for word in holders.keys() - self._words:
            self._weights[word] = self._weight(word, holders[word])

    def _weight(self, word: str, holders: int) -> float:
        idf = log(1 + (self._claims - holders + 0.5) / (holders + 0.5))
        return idf / 2 if word in _LIGHT else idf

    def nearest(self, candidates: Candidates) -> list[tuple[int, str]]:
        """The candidates worth a closer look: those best by BM25 with every word counted once."""
        weight, shared, steep = self._weights.__getitem__, self._words.intersection, _STEEP / self._mean
        glances = []
        for key, stored in candidates.found:  # thousands of them: what is looked up here counts
            held = stored.split()
            nearness = sum(map(weight, shared(held))) / (_FLAT + steep * len(held))
            glances.append((key in candidates.same, nearness, key, stored))
        return [(key, stored) for _, _, key, stored in nlargest(_LOOKED_INTO, glances)]

    def _length(self, words: int) -> float:
        return 1 - _B + _B * words / self._mean

    def scored(self, key: int, stored: str, same: bool) -> ScoredCandidate:
        """BM25 (Robertson and Zaragoza, 2009) with more for words in a row and for a part that is shared whole.

        It is told as a part of the weight of all the claim's words, so that claims can be set side by side.
        """
        parts = [part.split() for part in stored.split("\n")]
        bag = Counter(word for part in parts for word in part)
        shared = sorted(self._words.intersection(bag), key=lambda word: (-self._weights[word], word))
        norm = _K1 * self._length(bag.total())
        plain = sum(self._weights[word] * bag[word] * (_K1 + 1) / (bag[word] + norm) for word in shared)
        row = max(map(self._in_a_row, parts))
        covered = max(map(self._covered, parts))
        score = (plain + _IN_A_ROW * row) * (1 + _COVERED * covered) / self._whole
        overlap = max(map(self._overlap, parts))
        band = Band.LIKELY if same else self._band(overlap, sum(map(_is_telling, shared)))
        return ScoredCandidate(key, round(score, 4), round(overlap, 4), band, tuple(shared), same)

    def _band(self, overlap: float, telling: int) -> Band:
        """Where it belongs; thresholds set on claims that people had judged to be the same (see tests/quality)."""
        for band, (least, words) in _BANDS.items():
            if overlap >= least and telling >= min(words, self._telling):
                return band
        return Band.FOLDED

    def _in_a_row(self, part: Sequence[str]) -> float:
        shared = self._pairs.intersection(pairwise(part))
        return sum(min(self._weights[one], self._weights[other]) for one, other in shared)

    def _covered(self, part: Iterable[str]) -> float:
        """The part of a wording or a title that the claim shares."""
        held = frozenset(part)
        return self._sum(held & self._words) / (self._sum(held) + 1)

    def _overlap(self, part: Iterable[str]) -> float:
        """The mean of what part of a wording or a title is shared, and what part of both together.

        Figures that only one has do not count against it: claims that differ there are told apart in words.
        """
        held = frozenset(part)
        both = held & self._words
        shared = self._sum(both)
        here, there = (shared + self._sum(_without_figures(words - both)) for words in (self._words, held))
        return (shared / (there + 1) + 2 * shared / (here + there)) / 2 if shared else 0.0

    def _sum(self, words: Iterable[str]) -> float:
        return sum(map(self._weights.__getitem__, words))


def _without_figures(words: Iterable[str]) -> Iterator[str]:
    return (word for word in words if not word[0].isdigit())


def _is_telling(word: str) -> bool:
    """Whether a word says something by itself, as a figure without what it counts does not."""
    return word not in _LIGHT and not word[0].isdigit()


def _why(wording: str, scored: ScoredCandidate) -> str:
    """Why an earlier claim is shown, in words."""
    written: dict[str, str] = {}
    for word, found in words_with_stems(wording):
        written.setdefault(found, word)
    words = [written.get(word, word) for word in scored.words if word not in _LIGHT][:_SHOWN_WORDS]
    said = [*(["same wording"] if scored.same else []), *([f"shares {_quoted(words)}"] if words else [])]
    return "; ".join(said)


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
