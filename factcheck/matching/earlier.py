"""Earlier checks for a claim: ranking candidates by the words they share with it, and how similar they are."""

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from itertools import chain, pairwise
from math import log1p

from factcheck.matching.differences import ClaimDifference, differences
from factcheck.matching.word_forms import BEGINNING, akin, families, spelling
from factcheck.model.lookup import Candidates, Earlier, WordCounts
from factcheck.model.vocabulary import Band
from factcheck.phrase import Message, Said, comma, figure, say
from factcheck.reading.sentence.looked_up import LookedUp, day_of, looked_up
from factcheck.reading.sentence.stemming import words_with_stems
from factcheck.reading.sentence.word_weight import FUNCTION_WORDS, word_weight

_K1, _B = 1.2, 0.75
_FLAT, _STEEP = 1 + _K1 * (1 - _B), _K1 * _B
_AKIN, _NAMED, _IN_A_ROW, _OVERLAP, _DATED = 0.8, 0.15, 0.05, 15.0, 22.0
"""What is added to BM25: shares of the weight of words in another form, of names and of words in a row, and at most so
much for overlap and for the same day. Learned by ranking what people judged (see tests/quality)."""

_FAR_DAYS = 10_000
"""Days between two claims from which on their days say nothing."""

_SCORED = 50
"""The number of candidates, the best by single words, that are scored in full."""

_MIDDLING = 0.5
"""The weight of a word that the claim does not have, as a share of that of the rarest, where it is not looked up."""

_MOST_WORDS = 8

_MEANING = 3
"""The power of closeness in meaning that is added to the score of words, so that what is far apart adds next to
nothing; chosen on claims that people judged (tests/quality)."""

_RANK, _FUSED = 60, 100
"""The constant of reciprocal rank, and how many of the best by words are ranked so."""

_MEANS_THE_SAME, _MAY_MEAN_THE_SAME = 0.8, 0.6
"""The least closeness of claims that are likely, or possibly, the same however they are worded."""

_BOTH_SAY_LIKELY = 0.85
"""The least sum of overlap and closeness of claims that are likely the same by their words."""


_LIKELY, _LIKELY_IF_ALIKE, _RARE_WORDS = 0.75, 0.7, 30
"""What is likely has this much overlap, or so much where the two differ in nothing that is named; as many rare words
as here would be 1 more."""

_LIKELY_WORDS, _OF_THE_WORDING = 3, 0.15
"""What is likely shares so many distinctive words, and has this share of the claim in its wording: a title alone often
names no more than the topic."""

_OF_ITS_OWN = 0.5
"""More than this share of a claim's own words is in what is likely, if words of the sentences before are in it too:
else it is those that were checked."""

_WHOLE = 0.9
"""The overlap from which on fewer words are enough, if the claim has no more: both say the same but for figures."""

_POSSIBLE, _POSSIBLE_WORDS = 0.30, 2
"""The least overlap of what is possible, and the least distinctive words shared, or all that the claim has."""


@dataclass(frozen=True, slots=True)
class ScoredCandidate:
    """A candidate by its key: `score` is for ordering, `overlap` (0 to 1) and `band` say how similar it is.

    `words` are the stems shared with the claim, the most distinctive first, `before` those shared with what was said
    before it alone; `same` if the wording is the same. What is possible is likely `if_alike`: where nothing differs.
    `closeness` (-1 to 1) is that of the meanings, as an encoder tells it; None where none did.
    """

    key: int
    score: float
    overlap: float
    band: Band
    words: tuple[str, ...]
    same: bool
    before: tuple[str, ...] = ()
    closeness: float | None = None
    if_alike: bool = False


@dataclass(frozen=True, slots=True)
class RankedMatch:
    """An earlier check with the reasons for the match in words, and how the claims differ: similar is not the same."""

    earlier: Earlier
    score: float
    band: Band
    reasons: tuple[Said, ...]
    differs: tuple[ClaimDifference, ...]
    closeness: float | None = None

    @property
    def why(self) -> str:
        """The reasons in English."""
        return "; ".join(map(str, self.reasons))


DocumentFrequencies = Callable[[Iterable[str]], Mapping[str, int]]
"""Gives the number of searchable claims that contain each of these stems; stems in none are left out."""

Closeness = Callable[[Collection[int]], Mapping[int, float]]
"""Gives how close these candidates are to the claim in meaning, by key; those not known of are left out."""


_Near = tuple[bool, float, int, str]
"""Whether its wording is the same, how near it is, its key, and its stems."""


def rank_candidates(
    wording: str,
    candidates: Candidates,
    how_common: DocumentFrequencies,
    closeness: Closeness | None = None,
) -> list[ScoredCandidate]:
    """At most fifty candidates, best first; those with the same wording come before all others.

    `how_common` gives document frequencies, `closeness` that of meanings. Raises what these raise, and nothing else.
    """
    asked = looked_up(wording, candidates.context)
    query = _Query(asked, candidates.counts)
    near = query.nearest(candidates)
    query.add_weights(how_common({word for _, words in near for word in words.split()}))
    found = [
        query.scored((key, words), key in candidates.same, candidates.days.get(key, ()))
        for key, words in near
    ]
    if closeness:
        close = closeness([key for key, _ in near])
        found = [with_closeness(one, close.get(one.key)) for one in found]
    return sorted(found, key=lambda one: (not one.same, -one.score, one.key))


def to_match(wording: str, scored: ScoredCandidate, earlier: Earlier) -> RankedMatch:
    """A scored candidate with its earlier check, as shown to a person."""
    reasons = tuple(_reasons(f"{wording}\n{earlier.text}", scored))
    differs = differences(wording, earlier.text)
    band = Band.LIKELY if scored.if_alike and not differs else scored.band
    return RankedMatch(earlier, scored.score, band, reasons, differs, scored.closeness)


def with_closeness(scored: ScoredCandidate, closeness: float | None) -> ScoredCandidate:
    """A candidate ordered by its meaning too, which has a second vote on its band.

    Where nothing is known of its meaning, the overlap of its words stands for it, so that it can be compared.
    """
    score = scored.score + max(0.0, scored.overlap if closeness is None else closeness) ** _MEANING
    voted = scored if closeness is None or scored.same else _second_vote(scored, closeness)
    return replace(voted, score=round(score, 4), closeness=closeness)


def _second_vote(scored: ScoredCandidate, closeness: float) -> ScoredCandidate:
    """In the band by words where the meaning agrees; what is near enough in meaning needs no words in common."""
    if closeness >= _MEANS_THE_SAME:
        return replace(scored, band=Band.LIKELY)
    if scored.overlap + closeness < _BOTH_SAY_LIKELY:
        scored = replace(scored, if_alike=False)
        if scored.band is Band.LIKELY:
            return replace(scored, band=Band.POSSIBLE)
    if scored.band is Band.FOLDED and closeness >= _MAY_MEAN_THE_SAME:
        return replace(scored, band=Band.POSSIBLE)
    return scored


def _fused(by_words: list[_Near], near: Sequence[int]) -> list[_Near]:
    """The candidates by reciprocal rank (Cormack and others, 2009): by words, and where they are near by meaning."""
    best = nlargest(_FUSED, by_words)
    fused = {key: 1 / (_RANK + place) for place, (_, _, key, _) in enumerate(best, 1)}
    for place, key in enumerate(near, 1):
        fused[key] = fused.get(key, 0.0) + 1 / (_RANK + place)
    return [(same, fused[key], key, stored) for same, _, key, stored in by_words if key in fused]


class _Query:
    """A claim that is looked up; its words, and those of candidates, are weighted by idf."""

    def __init__(self, asked: LookedUp, counts: WordCounts) -> None:
        self._asked = asked
        self._claims = counts.claims
        self._mean = counts.words / counts.claims if counts.words else 1.0
        self._weights = {
            word: says * self._weight(word, counts.holders.get(word, 0))
            for word, says in asked.weights.items()
            if word in counts.holders or word in asked.order
        }
        self._words, self._pairs = frozenset(self._weights), frozenset(pairwise(asked.order))
        self._distinctive = self._count_distinctive(asked.order)
        self._rarest = self._weight("", 1)
        self._middling = self._rarest * _MIDDLING
        self._total = sum(self._weights.values()) or 1.0

    def add_weights(self, holders: Mapping[str, int]) -> None:
        """Weight the words of candidates too."""
        for word in holders.keys() - self._words:
            self._weights[word] = self._weight(word, holders[word])

    def _weight(self, word: str, holders: int) -> float:
        return word_weight(word, holders, self._claims)

    def nearest(self, candidates: Candidates) -> list[tuple[int, str]]:
        """The keys and stems of the best candidates, by what costs little to tell of each, and by meaning."""
        days = candidates.days
        nearest = [
            (key in candidates.same, self._likeness(stored, days.get(key, ())), key, stored)
            for key, stored in candidates.found
        ]
        if candidates.near:
            nearest = _fused(nearest, candidates.near)
        return [(key, stored) for _, _, key, stored in nlargest(_SCORED, nearest)]

    def _likeness(self, stored: str, days: Sequence[str]) -> float:
        """About the score: every word counted once, and those that the claim does not have taken for middling ones."""
        weight, words, best, whole, length = self._weights.__getitem__, self._words, 0.0, set[str](), 0
        for part in stored.split("\n"):
            held = part.split()
            length += len(held)
            both = words.intersection(held)
            whole |= both
            if both:
                shared = sum(map(weight, both))
                there = shared + (len(held) - len(both)) * self._middling
                best = max(best, shared / (there + 1) + 2 * shared / (self._total + there))
        plain = sum(map(weight, whole)) / (_FLAT + _STEEP * length / self._mean)
        return plain * (_K1 + 1) + _OVERLAP * best / 2 + _DATED * self._nearness(days)

    def _length(self, words: int) -> float:
        return 1 - _B + _B * words / self._mean

    def scored(self, candidate: tuple[int, str], same: bool, days: Sequence[str]) -> ScoredCandidate:
        """BM25 (Robertson and Zaragoza, 2009), and how much of both claims is shared, akin, a name, or of a day.

        The weights are divided by those of all the claim's words, so that claims can be compared.
        """
        key, stored = candidate
        parts = [part.split() for part in stored.split("\n")]
        bag = Counter(word for part in parts for word in part)
        shared = sorted(self._words.intersection(bag), key=lambda word: (-self._weights[word], word))
        norm = _K1 * self._length(bag.total())
        plain = sum(self._weights[word] * bag[word] * (_K1 + 1) / (bag[word] + norm) for word in shared)
        plain += _NAMED * self._sum(self._asked.names.intersection(shared))
        plain += _IN_A_ROW * max(map(self._adjacent, parts)) + _AKIN * sum(self._akin(parts, bag))
        overlap = max(map(self._overlap, parts))
        weight = plain + _OVERLAP * overlap + _DATED * self._nearness(days)
        here = self._sum(self._words.intersection(parts[0])) / self._total
        is_told = here >= _OF_THE_WORDING and self._is_of_its_own(bag)
        near = overlap + weight / (_RARE_WORDS * self._rarest) if is_told else 0.0
        band, if_alike = (Band.LIKELY, False) if same else self._band(overlap, near, shared)
        score = round(weight / self._total, 4)
        own = tuple(word for word in shared if word not in self._asked.before)
        before = tuple(word for word in shared if word in self._asked.before)
        return ScoredCandidate(key, score, round(overlap, 4), band, own, same, before, if_alike=if_alike)

    def _is_of_its_own(self, bag: Mapping[str, int]) -> bool:
        """Whether a candidate shares what the claim says itself, and not only what was said before it."""
        if self._asked.before.isdisjoint(bag):
            return True
        own = self._words.intersection(self._asked.order)
        return self._sum(own.intersection(bag)) > _OF_ITS_OWN * self._sum(own)

    def _count_distinctive(self, stems: Iterable[str]) -> int:
        """The number of distinctive words; two stems of one word are one."""
        written = self._asked.words
        return len({written.get(stem, stem) for stem in self._asked.distinctive.intersection(stems)})

    def _adjacent(self, part: Sequence[str]) -> float:
        shared = self._pairs.intersection(pairwise(part))
        return sum(min(self._weights[one], self._weights[other]) for one, other in shared)

    def _akin(self, parts: Sequence[Sequence[str]], bag: Container[str]) -> Iterator[float]:
        """The weights of words of the claim that a candidate has in another form, in two words, or as initials."""
        others = [word for word in dict.fromkeys(chain(*parts)) if word not in self._words]
        alike = families(others)
        joined = {one + other: one for part in parts for one, other in pairwise(part)}
        for word in self._asked.order:
            if word in bag:
                continue
            other = joined.get(word) or next(
                (one for one in alike.get(word[:BEGINNING], ()) if akin(word, one)), None
            )
            if other:
                yield min(self._weights[word], self._weights[other])
        for short in self._asked.initials:
            if short not in bag and (spelt := spelling(short, parts)):
                yield min(map(self._weights.__getitem__, spelt))

    def _nearness(self, days: Iterable[str]) -> float:
        """From 1, for the day on which the claim was made, to 0, for decades away or a day that is not known."""
        if self._asked.day is None:
            return 0.0
        away = [abs((self._asked.day - day).days) for day in map(day_of, days) if day]
        return max(0.0, 1 - log1p(min(away, default=_FAR_DAYS) / 10) / log1p(_FAR_DAYS / 10))

    def _band(self, overlap: float, near: float, shared: Collection[str]) -> tuple[Band, bool]:
        """The band of a candidate, and whether it is likely if nothing differs.

        The thresholds were tuned on claims that people judged (see tests/quality).
        """
        distinctive = self._count_distinctive(shared)
        is_whole = overlap >= _WHOLE and distinctive >= self._distinctive
        has_words = distinctive >= _LIKELY_WORDS or is_whole
        if has_words and near >= _LIKELY:
            return Band.LIKELY, False
        own = self._count_distinctive(frozenset(shared) - self._asked.before)
        enough = overlap >= _POSSIBLE and own >= min(_POSSIBLE_WORDS, self._distinctive)
        if not enough:
            return Band.FOLDED, False
        return Band.POSSIBLE, has_words and near >= _LIKELY_IF_ALIKE

    def _overlap(self, part: Iterable[str]) -> float:
        """The mean of two weighted shares: of a wording or title, and of it and the claim together (Dice).

        Figures that only one of them has do not lower it, since `differences` names them in words.
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


def _reasons(wordings: str, scored: ScoredCandidate) -> Iterator[Said]:
    """Why an earlier claim matches, its words as they are written first in these wordings."""
    written: dict[str, str] = {}
    for word, found in words_with_stems(wordings):
        written.setdefault(found, word)
    if scored.same:
        yield say("same wording")
    if words := _quoted(scored.words, written):
        yield say("shares {words}", words=comma(words))
    if words := _quoted(scored.before, written):
        yield say("its context has {words}", words=comma(words))
    if scored.closeness is not None and scored.closeness >= _MAY_MEAN_THE_SAME:
        yield say("means nearly the same ({closeness})", closeness=figure(f"{scored.closeness:.2f}"))


def _quoted(stems: Iterable[str], written: Mapping[str, str]) -> list[Message]:
    """The first words of these stems, as they are written, in quotation marks."""
    told = (written.get(word, word) for word in stems if word not in FUNCTION_WORDS)
    return [say("“{words}”", words=word) for word in dict.fromkeys(told)][:_MOST_WORDS]
