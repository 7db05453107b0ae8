"""Coverage: how much of an article is checked, sentence by sentence, and which claims and skips lost their words."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from factcheck.model.claim import SkippedSentence, TextLocator
from factcheck.model.vocabulary import SentenceState, Status
from factcheck.reading.quote.anchoring import Anchor, SearchableText, TextRange, find_anchors
from factcheck.reading.sentence.article_sentences import Sentence

_REACHED = {
    Status.NEEDS_RECHECK: SentenceState.NEEDS_RECHECK,
    Status.UNVERIFIED: SentenceState.CLAIMED,
    Status.CHECKING: SentenceState.CLAIMED,
    Status.RETURNED: SentenceState.CLAIMED,
    Status.RATED: SentenceState.RATED,
    Status.IN_REVIEW: SentenceState.RATED,
    Status.SIGNED_OFF: SentenceState.SIGNED_OFF,
    Status.PUBLISHED: SentenceState.PUBLISHED,
}
"""The state that a claim gives its sentence, the least advanced first; withdrawn claims give none."""
_ORDER = tuple(dict.fromkeys(_REACHED.values()))
_SIGNED = (SentenceState.SIGNED_OFF, SentenceState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class AnchoredClaim:
    """A claim with the words of the article it was taken from, their place at that time, and its status."""

    ref: str
    words: str
    place: TextLocator | None
    status: Status

    @property
    def anchor(self) -> Anchor:
        """The anchor of its words."""
        return Anchor(self.words, self.place)


@dataclass(frozen=True, slots=True)
class SentenceCoverage:
    """A sentence with its state; `claims` are refs in the order of the text."""

    sentence: Sentence
    state: SentenceState
    claims: tuple[str, ...] = ()
    skip: SkippedSentence | None = None


@dataclass(frozen=True, slots=True)
class Orphan:
    """A claim or a skip whose words are no longer in the text."""

    words: str
    claim: str | None = None
    skip: str | None = None


@dataclass(frozen=True)
class Coverage:
    """An article sentence by sentence; `claim_ranges` are the words of each claim (its ref, code points), in order."""

    sentences: tuple[SentenceCoverage, ...]
    claim_ranges: tuple[tuple[str, TextRange], ...]
    orphans: tuple[Orphan, ...]

    @cached_property
    def counts(self) -> dict[str, int]:
        """The number of sentences, of checkable ones, and of those with a claim, a verdict, a signature, or none.

        A heading is counted where somebody made a claim of it or set it aside.
        """
        states = Counter(one.state for one in self.sentences)
        total = sum(one.state is not SentenceState.NONE or not one.sentence.heading for one in self.sentences)
        checkable = len(self.sentences) - states[SentenceState.NONE]
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
    skips: Sequence[SkippedSentence],
    claims: Sequence[AnchoredClaim],
) -> Coverage:
    """The coverage of a text with these sentences. Never raises; words that are not found become orphans."""
    skip_anchors = {one: Anchor(one.exact, one.place) for one in skips}
    found = find_anchors(text, [*(one.anchor for one in claims), *skip_anchors.values()])
    claim_ranges = sorted(
        ((one.ref, found[one.anchor]) for one in claims if one.anchor in found),
        key=lambda one: (one[1], one[0]),
    )
    index = SentenceIndex(sentences)
    refs_by_sentence: dict[int, list[str]] = {}
    for ref, span in claim_ranges:
        for at in index.overlapping(span):
            refs_by_sentence.setdefault(at, []).append(ref)
    skipped = {
        at: skip
        for skip, anchor in skip_anchors.items()
        if anchor in found
        for at in index.contained_in(found[anchor])
    }
    statuses = {one.ref: one.status for one in claims}
    checked = (
        _checked(sentence, refs_by_sentence.get(at, ()), skipped.get(at), statuses)
        for at, sentence in enumerate(sentences)
    )
    orphans = [
        *(
            Orphan(one.words, claim=one.ref)
            for one in claims
            if one.anchor not in found and one.status in _REACHED
        ),
        *(Orphan(one.exact, skip=one.id) for one in skips if one not in skipped.values()),
    ]
    return Coverage(tuple(checked), tuple(claim_ranges), tuple(orphans))


def _checked(
    sentence: Sentence, refs: Sequence[str], skip: SkippedSentence | None, statuses: dict[str, Status]
) -> SentenceCoverage:
    """The coverage of one sentence; a claim always counts, and takes precedence over a skip."""
    reached = {_REACHED[statuses[ref]] for ref in refs if statuses[ref] in _REACHED}
    state = next((one for one in _ORDER if one in reached), None)
    if state is None and skip:
        state = SentenceState.SKIPPED
    if state is None:
        state = SentenceState.OPEN if sentence.worthiness.is_checkable else SentenceState.NONE
    return SentenceCoverage(sentence, state, tuple(refs), skip)


class SentenceIndex:
    """Sentences, looked up by ranges of the text."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._ends = [one.end for one in sentences]

    def overlapping(self, span: TextRange) -> Iterator[int]:
        """The indexes of the sentences that overlap a range."""
        for at in range(bisect_right(self._ends, span[0]), len(self._sentences)):
            if self._sentences[at].start >= span[1]:
                return
            yield at

    def contained_in(self, span: TextRange) -> Iterator[int]:
        """The indexes of the sentences with no word outside a range; one that has grown is not the one set aside."""
        for at in self.overlapping(span):
            one = self._sentences[at]
            before = one.text[: max(span[0] - one.start, 0)]
            after = one.text[max(span[1] - one.start, 0) :]
            if not any(map(str.isalnum, before + after)):
                yield at
