"""How far each sentence is checked, with counts; a claim always takes precedence."""

from datetime import UTC, datetime

import pytest

from factcheck.model.claim import SkippedSentence
from factcheck.model.vocabulary import SentenceState, Status
from factcheck.reading.sentence.article_sentences import read_sentences
from factcheck.reading.sentence.coverage import AnchoredClaim, Coverage, measure_coverage
from tests.drafts import BRIDGE, REVISED
from tests.reading.quote.test_anchoring import DENIED, NEW, OLD, anchored, text_of


def claimed(ref: str, exact: str, status: Status = Status.UNVERIFIED, number: int = 0) -> AnchoredClaim:
    return AnchoredClaim(ref, exact, anchored(OLD, exact, number).place, status)


def skip(skip_id: str, exact: str, number: int = 0) -> SkippedSentence:
    place = anchored(OLD, exact, number).place
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return SkippedSentence.of(
        {"id": skip_id, "exact": exact, "place": place, "why": "no news", "by": "Ana", "at": at}
    )


def covered(*parts: AnchoredClaim | SkippedSentence, text: str = BRIDGE) -> Coverage:
    claims = [one for one in parts if isinstance(one, AnchoredClaim)]
    skips = [one for one in parts if isinstance(one, SkippedSentence)]
    return measure_coverage(NEW if text == REVISED else text_of(text), read_sentences(text), skips, claims)


def state_of(coverage: Coverage, words: str) -> SentenceState:
    return next(one.state for one in coverage.sentences if words in one.sentence.text)


OPENED = "The bridge at Sandvik opened on 3 May 1932, after ten years of work."
PROUD = "The town should be proud of it."


def test_sentences_are_numbered_and_their_offsets_hold_their_words() -> None:
    sentences = read_sentences(BRIDGE)

    assert [one.number for one in sentences] == [*range(1, len(sentences) + 1)]
    assert all(BRIDGE[one.start : one.end] == one.text for one in sentences)
    assert not [letter for letter in _outside(BRIDGE, sentences) if letter.strip()]


def _outside(text: str, sentences: tuple[object, ...]) -> str:
    spans = [(one.start, one.end) for one in sentences]  # type: ignore[attr-defined]
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    return "".join(text[a:b] for a, b in zip([0, *ends], [*starts, len(text)], strict=True))


def test_a_heading_is_neither_counted_nor_open_until_somebody_makes_a_claim_of_it() -> None:
    title = BRIDGE.splitlines()[0]
    left, claim = covered(), covered(claimed("title", title))

    assert (state_of(left, title), state_of(claim, title)) == (SentenceState.NONE, SentenceState.CLAIMED)
    assert left.counts["sentences"] == sum(one.sentence.heading is None for one in left.sentences)
    assert claim.counts["sentences"] == left.counts["sentences"] + 1
    assert claim.counts["with_claim"] == 1


def test_a_text_nobody_worked_on_is_open_where_it_can_be_checked() -> None:
    coverage = covered()

    assert state_of(coverage, "12,000 cars") is SentenceState.OPEN
    assert state_of(coverage, PROUD) is SentenceState.NONE
    counts = coverage.counts
    assert counts["checkable"] == counts["open"] < counts["sentences"]
    assert counts["with_claim"] == counts["rated"] == counts["signed_off"] == counts["set_aside"] == 0


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (Status.UNVERIFIED, "claimed"),
        (Status.CHECKING, "claimed"),
        (Status.RETURNED, "claimed"),
        (Status.RATED, "rated"),
        (Status.IN_REVIEW, "rated"),
        (Status.SIGNED_OFF, "signed-off"),
        (Status.PUBLISHED, "published"),
        (Status.NEEDS_RECHECK, "needs-recheck"),
        (Status.WITHDRAWN, "open"),
    ],
)
def test_a_sentence_has_the_state_of_its_claim(status: Status, state: str) -> None:
    coverage = covered(claimed("one", OPENED, status))

    assert state_of(coverage, OPENED) == state
    assert next(one.claims for one in coverage.sentences if one.sentence.text == OPENED) == ("one",)


def test_of_several_claims_the_least_advanced_says_how_far_the_sentence_is() -> None:
    part = claimed("part", "after ten years of work", Status.CHECKING)

    coverage = covered(claimed("whole", OPENED, Status.PUBLISHED), part)

    assert state_of(coverage, OPENED) is SentenceState.CLAIMED
    assert [ref for ref, _ in coverage.claim_ranges] == ["whole", "part"]


def test_a_claim_counts_where_the_sentence_alone_would_not() -> None:
    assert state_of(covered(claimed("one", PROUD)), PROUD) is SentenceState.CLAIMED


def test_a_claim_over_two_sentences_covers_both() -> None:
    both = "He denied it twice. A second bridge would cost 900 million crowns."

    coverage = covered(claimed("both", both))

    assert state_of(coverage, "A second bridge") is SentenceState.CLAIMED
    assert coverage.counts["with_claim"] == 2


def test_what_is_set_aside_is_counted_apart_and_a_claim_goes_before_it() -> None:
    aside = covered(skip("a1", OPENED))
    both = covered(skip("a1", OPENED), claimed("one", OPENED))

    assert state_of(aside, OPENED) is SentenceState.SKIPPED
    assert aside.counts["set_aside"] == 1
    assert aside.counts["open"] + aside.counts["set_aside"] == aside.counts["checkable"]
    assert state_of(both, OPENED) is SentenceState.CLAIMED
    assert both.counts["set_aside"] == 0


def test_only_the_repeated_sentence_that_is_meant_is_set_aside() -> None:
    coverage = covered(skip("a1", DENIED, number=1))

    states = [one.state for one in coverage.sentences if one.sentence.text == DENIED]
    assert states == ["open", "skipped", "open"]


def test_in_a_revised_draft_nothing_is_lost_without_a_word() -> None:
    parts = (
        claimed("opened", OPENED, Status.RATED),
        claimed("cost", "It cost four million crowns, said Nour Haddad, the treasurer of the town."),
        claimed("gone", "Three workers died while it was built.", Status.WITHDRAWN),
        skip("a1", DENIED, number=0),
        skip("a2", PROUD),
    )

    coverage = covered(*parts, text=REVISED)

    assert [(one.claim, one.skip) for one in coverage.orphans] == [("cost", None)]
    assert state_of(coverage, OPENED) is SentenceState.RATED
    assert state_of(coverage, PROUD) is SentenceState.SKIPPED


def test_a_sentence_that_grew_is_another_than_was_set_aside() -> None:
    grown = BRIDGE.replace("proud of it.", "proud of it, for it is 300 metres long.")

    coverage = covered(skip("a1", PROUD), text=grown)

    assert [one.skip for one in coverage.orphans] == ["a1"]
    assert state_of(coverage, "300 metres") is SentenceState.OPEN
