"""Passages of texts by words and meaning: an encoder that fails, many texts, and a document of five hundred pages."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from factcheck.errors import BadInput
from factcheck.matching.encoder import Encoder, EncoderFailed
from factcheck.workflow.evidence.find import SearchedText, find_in_file, find_in_texts
from tests.matching.test_sentence_meaning import CLAIM, NAPPING, PAGE, Near


class Lacking(Near):
    """An encoder that lacks a library."""

    def vectors(self, texts: Sequence[str], *, patiently: bool = False) -> list[bytes]:  # noqa: ARG002
        """ImportError."""
        raise ImportError(f"no numpy for {len(texts)} texts")


class FailingLater(Near):
    """An encoder that fails from the second text on."""

    def vectors(self, texts: Sequence[str], *, patiently: bool = False) -> list[bytes]:  # noqa: ARG002
        """A vector for each text, once."""
        if self.asked:
            raise EncoderFailed("The model gave no answer within 10 seconds.")
        return super().vectors(texts)


@pytest.mark.parametrize("encoder", [Near(fails=True), Lacking(), FailingLater(NAPPING)])
def test_with_an_encoder_that_fails_words_alone_are_compared_and_it_says_so(encoder: Encoder) -> None:
    texts = [SearchedText(PAGE, "s1"), SearchedText(f"{PAGE} {PAGE}", "s2")]

    found = find_in_texts(CLAIM, texts, encoder)

    assert found.passages == find_in_texts(CLAIM, texts, None).passages
    assert all(one.passage.closeness is None for one in found.passages)
    assert found.as_json()["words_alone"].startswith("Only words were compared, not what they mean: ")


def test_the_best_of_several_texts_come_first_whichever_they_stand_in() -> None:
    texts = [SearchedText("Snow fell. The ministers met.", "s1"), SearchedText(PAGE, "s2")]

    found = find_in_texts(CLAIM, texts, Near(NAPPING)).passages

    assert (found[0].exact, found[0].source) == (NAPPING, "s2")
    assert [one.number for one in found] == [*range(1, len(found) + 1)]
    assert {one.source for one in found} == {"s1", "s2"}


def test_of_many_texts_some_five_hundred_sentences_are_encoded() -> None:
    encoder = Near()
    texts = [SearchedText("\n\n".join(f"Ministers met in room {at}." for at in range(200)))] * 10

    find_in_texts(CLAIM, texts, encoder)

    assert encoder.asked == 10 * (1 + 51)


def test_in_five_hundred_pages_the_passage_and_its_heading_are_found_with_few_encoded() -> None:
    chapters = (
        f"Chapter of the year\n\n{'The ministers of the town met and spoke of roads and posts. ' * 30}\n\n"
        * 250
    )
    text = (
        f"{chapters}\n\nRemovals\n\nSeven ministers who fell asleep lost their posts in 1932.\n\n{chapters}"
    )
    encoder = Near()

    best, *_ = find_in_texts(f"{CLAIM} in 1932", [SearchedText(text)], encoder).passages

    assert best.exact == "Seven ministers who fell asleep lost their posts in 1932."
    assert best.passage.heading == "Removals"
    assert encoder.asked == 1 + 128


def test_a_file_is_searched_by_meaning_too(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, "utf-8")

    found = find_in_file(CLAIM, page, find_encoder=lambda: Near(NAPPING))

    assert found.passages[0].exact == NAPPING
    assert found.words_alone is None
    page.write_bytes(b"")
    with pytest.raises(BadInput, match="it is empty"):
        find_in_file(CLAIM, page)
