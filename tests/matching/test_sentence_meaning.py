"""Sentences near a claim in meaning: which are encoded, and what that adds to their words."""

from collections.abc import Sequence

import pytest

from factcheck.matching.encoder import EncoderFailed
from factcheck.matching.passages import rank_passages
from factcheck.matching.sentence_meaning import Meanings, with_meanings

NAPPING, FILLER = "Napping officials were replaced.", "Snow fell over the wide northern hills."
PAGE = f"Ministers of the town met in May. {NAPPING} {FILLER}"
CLAIM = "The ministers who fell asleep lost their posts"


class Near:
    """An encoder for which sentences about sleep, or what it is told, are the same; it counts what it is asked."""

    name = "near 1"

    def __init__(self, *same: str, fails: bool = False) -> None:
        self._same, self._fails, self.asked = same, fails, 0

    def vectors(self, texts: Sequence[str], *, patiently: bool = False) -> list[bytes]:  # noqa: ARG002
        """A vector for each text."""
        if self._fails:
            raise EncoderFailed("The model failed.")
        self.asked += len(texts)
        return [
            bytes((100, 1 if text in self._same else 0)) if self._is(text) else b"\0\x64" for text in texts
        ]

    def _is(self, text: str) -> bool:
        return text in self._same or "asleep" in text


def test_a_sentence_in_other_words_is_shown_for_its_meaning() -> None:
    assert NAPPING not in [one.text for one in rank_passages(CLAIM, PAGE)]

    found = rank_passages(CLAIM, PAGE, meanings=Meanings(Near(NAPPING)))

    best = next(one for one in found if one.text == NAPPING)
    assert (best.words, best.shares_little, best.why) == ((), False, "means nearly the same (1.00)")
    assert best.closeness == pytest.approx(1, abs=0.01)
    assert FILLER not in [one.text for one in found if not one.shares_little]


def test_of_a_long_text_only_so_many_sentences_are_encoded() -> None:
    encoder = Near()

    rank_passages(
        CLAIM, "\n\n".join(f"Ministers met in room {at}." for at in range(2_000)), meanings=Meanings(encoder)
    )

    assert encoder.asked == 1 + 128


def test_a_text_without_any_word_of_the_claim_is_not_encoded() -> None:
    encoder = Near()

    assert rank_passages("Bananas are yellow", PAGE, meanings=Meanings(encoder)) == ()
    assert encoder.asked == 0


def test_an_encoder_that_fails_is_not_passed_over_in_silence() -> None:
    with pytest.raises(EncoderFailed):
        rank_passages(CLAIM, PAGE, meanings=Meanings(Near(fails=True)))


def test_words_stand_for_a_meaning_that_is_not_known() -> None:
    assert with_meanings([0.4, 0.2], {}) == pytest.approx([0.52, 0.26])
