"""How much of an article is checked: every sentence with its state, the claims and skips it has, and what is lost."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from factcheck.model.claim import Skip, TextLocator
from factcheck.model.vocabulary import SentenceState, Status
from factcheck.reading.quote.anchoring import Anchor, SearchableText, TextRange, find_anchors
from factcheck.reading.sentence.article_sentences import Sentence

_REACHED = {
    Status.NEEDS_RECHECK: SentenceState.NEEDS_RECHECK,
    Status.UNVERIFIED: SentenceState.CLAIMED,
    Status.CHECKING: SentenceState.CLAIMED,
    Status.RATED: SentenceState.RATED,
    Status.IN_REVIEW: SentenceState.RATED,
    Status.SIGNED_OFF: SentenceState.SIGNED_OFF,
    Status.PUBLISHED: SentenceState.PUBLISHED,
}
"""What a claim makes of its sentence, the least advanced first; one that was withdrawn makes nothing of it."""
_ORDER = tuple(dict.fromkeys(_REACHED.values()))
_SIGNED = (SentenceState.SIGNED_OFF, SentenceState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class AnchoredClaim:
    """What coverage needs of a claim: the words of the article it was taken from, where they stood, its status."""

    ref: str
    words: str
    place: TextLocator | None
    status: Status

    @property
    def pointed(self) -> Anchor:
        """What is looked for."""
        return Anchor(self.words, self.place)


@dataclass(frozen=True, slots=True)
class SentenceCoverage:
    """A sentence with how far it is checked; `claims` are refs in their order in the text."""

    sentence: Sentence
    state: SentenceState
    claims: tuple[str, ...] = ()
    skip: Skip | None = None


@dataclass(frozen=True, slots=True)
class Orphan:
    """A claim or a skip whose words are no longer in the text."""

    words: str
    claim: str | None = None
    skip: str | None = None


@dataclass(frozen=True)
class Coverage:
    """An article sentence by sentence; `stretches` says where the words of each claim stand, in reading order."""

    sentences: tuple[SentenceCoverage, ...]
    stretches: tuple[tuple[str, TextRange], ...]
    orphans: tuple[Orphan, ...]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many sentences there are; can be checked; of these have a claim, a verdict, a signature, or none."""
        states = Counter(one.state for one in self.sentences)
        total = len(self.sentences)
        checkable = total - states[SentenceState.NONE]
        with_claim = checkable - states[SentenceState.OPEN] - states[SentenceState.SKIPPED]
        return {
            "sentences": total,
            "checkable": checkable,
            "with_claim": with_claim,
            "rated": with_claim - states[SentenceState.CLAIMED],
            "signed_off": sum(states[state] for state in _SIGNED),
            "open": states[SentenceState.OPEN],
            "set_aside": states[SentenceState.SKIPPED],
        }


def measure_coverage(
    text: SearchableText,
    sentences: Sequence[Sentence],
    skips: Sequence[Skip],
    claims: Sequence[AnchoredClaim],
) -> Coverage:
    """What of a text is checked."""
    set_aside = {one: Anchor(one.exact, one.place) for one in skips}
    found = find_anchors(text, [*(one.pointed for one in claims), *set_aside.values()])
    stretches = sorted(
        ((one.ref, found[one.pointed]) for one in claims if one.pointed in found),
        key=lambda one: (one[1], one[0]),
    )
    inside = _Inside(sentences)
    held: dict[int, list[str]] = {}
    for ref, stretch in stretches:
        for at in inside.met_by(stretch):
            held.setdefault(at, []).append(ref)
    skipped = {
        at: skip
        for skip, pointed in set_aside.items()
        if pointed in found
        for at in inside.filled_by(found[pointed])
    }
    standing = {one.ref: one.status for one in claims}
    checked = (
        _checked(sentence, held.get(at, ()), skipped.get(at), standing)
        for at, sentence in enumerate(sentences)
    )
    lost = [
        *(
            Orphan(one.words, claim=one.ref)
            for one in claims
            if one.pointed not in found and one.status in _REACHED
        ),
        *(Orphan(one.exact, skip=one.id) for one in skips if one not in skipped.values()),
    ]
    return Coverage(tuple(checked), tuple(stretches), tuple(lost))


def _checked(
    sentence: Sentence, refs: Sequence[str], skip: Skip | None, standing: dict[str, Status]
) -> SentenceCoverage:
    """A claim that a person made always counts, and goes before setting aside."""
    reached = {_REACHED[standing[ref]] for ref in refs if standing[ref] in _REACHED}
    state = next((one for one in _ORDER if one in reached), None)
    if state is None and skip:
        state = SentenceState.SKIPPED
    if state is None:
        state = SentenceState.OPEN if sentence.worth.is_checkable else SentenceState.NONE
    return SentenceCoverage(sentence, state, tuple(refs), skip)


class _Inside:
    """Sentences by their places."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._ends = [one.end for one in sentences]

    def met_by(self, stretch: TextRange) -> Iterator[int]:
        """The sentences that have words in common with a stretch."""
        for at in range(bisect_right(self._ends, stretch[0]), len(self._sentences)):
            if self._sentences[at].start >= stretch[1]:
                return
            yield at

    def filled_by(self, stretch: TextRange) -> Iterator[int]:
        """The sentences of which no word lies outside: one that has grown is another than was set aside."""
        for at in self.met_by(stretch):
            one = self._sentences[at]
            before = one.text[: max(stretch[0] - one.start, 0)]
            after = one.text[max(stretch[1] - one.start, 0) :]
            if not any(map(str.isalnum, before + after)):
                yield at
