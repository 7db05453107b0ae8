"""An article is ranked by meaning where the encoder is there, in English by words too, and by words if it is not."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from factcheck.desk import Desk
from factcheck.matching.encoder import Encoder, encoder_of
from factcheck.matching.worth_by_meaning import meaning_model
from factcheck.workflow.articles.sentences import ArticleProgress, add_article, show_article, skip_sentences
from factcheck.workflow.articles.worth import MOST
from tests.conftest import NewDatabase
from tests.desks import opened

FRENCH = (
    "Le préfet savait depuis mars que l'eau du village était polluée.",
    "La présidente de la région a renoncé à la moitié de son salaire.",
    "Les parents ont été reçus à la mairie avec leurs enfants.",
)
ENGLISH = ("The city sold the harbour.", "The council bought it from the bank.")
CHOSEN = FRENCH[1]
CHOSEN_IN_ENGLISH = f"The mayor of the city said: {CHOSEN}"


@pytest.fixture
def desk(new_sqlite: NewDatabase, tmp_path: Path) -> Iterator[Desk]:
    with new_sqlite() as url, opened(url, tmp_path) as desk:
        yield desk


class Chooses:
    """Gives the sentence that is CHOSEN a vector like the weights, and every other one unlike them; counts texts."""

    def __init__(self, name: str = meaning_model().encoder, numbers: int = 0) -> None:
        self.asked = 0
        weights = meaning_model().weights[: numbers or None]
        self._like = [weight / max(map(abs, weights)) for weight in weights]
        self.encoder = encoder_of(name, lambda: self._encode, seconds=600)

    def _encode(self, texts: Sequence[str]) -> Any:
        self.asked += len(texts)
        return [[one if CHOSEN in text else -one for one in self._like] for text in texts]


def _shown(
    desk: Desk, find_encoder: Callable[[], Encoder | None], sentences: Sequence[str], language: str
) -> ArticleProgress:
    fields = {"ref": "night", "title": "Night", "language": language}
    add_article(desk, "-", "\n\n".join(sentences).encode(), fields)
    return show_article(replace(desk, find_encoder=find_encoder), "night")


def _by_words(shown: ArticleProgress) -> bool:
    sentences = shown.as_json(shown.coverage.sentences)["sentences"]
    return not shown.by_meaning.of and [one["rank"] for one in sentences] == [
        one.sentence.worthiness.score for one in shown.coverage.sentences
    ]


def test_what_is_left_is_ranked_by_meaning(desk: Desk) -> None:
    chooses = Chooses()

    shown = _shown(desk, lambda: chooses.encoder, FRENCH, "fr")

    assert [one.sentence.text for one in shown.ranked] == [CHOSEN, FRENCH[0], FRENCH[2]]
    assert shown.ranks == {2: 1, 1: 2, 3: 3}
    plain = shown.as_json(shown.ranked)
    assert plain["sentences"][0]["rank"] > 0.9 > 0.1 > plain["sentences"][1]["rank"]
    assert "words_alone" not in plain
    assert chooses.asked == 3


def test_the_text_tells_its_language_before_what_was_said_of_it(desk: Desk) -> None:
    assert _shown(desk, lambda: Chooses().encoder, FRENCH, "en").by_meaning.of


def test_in_english_words_and_meaning_count_alike(desk: Desk) -> None:
    shown = _shown(desk, lambda: Chooses().encoder, (*ENGLISH, CHOSEN_IN_ENGLISH), "fr")

    words = {one.sentence.number: one.sentence.worthiness.score for one in shown.coverage.sentences}
    by_meaning = {1: 0.0, 2: 0.0, 3: 1.0}
    assert shown.by_meaning.of == {
        number: pytest.approx((words[number] + by_meaning[number]) / 2, abs=0.02) for number in words
    }
    assert shown.ranked[0].sentence.number == 3


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("این پل در سال ۱۹۳۲ باز شد و پادشاه آمد.", "fa"),
        ("यह पुल 1932 में खुला।", "hi"),
        ("Η γέφυρα άνοιξε το 1932.", "el"),
        ("Silta avattiin vuonna 1932.", "fi"),
    ],
)
def test_a_language_that_the_encoder_does_not_know_is_ranked_by_words(
    desk: Desk, text: str, language: str
) -> None:
    assert _by_words(_shown(desk, lambda: Chooses().encoder, [text], language))


@pytest.mark.parametrize("encoder", [None, Chooses("another model 1").encoder, Chooses(numbers=7).encoder])
def test_without_the_encoder_it_was_trained_with_words_rank_as_ever(
    desk: Desk, encoder: Encoder | None
) -> None:
    shown = _shown(desk, lambda: encoder, FRENCH, "fr")

    assert _by_words(shown)
    assert shown.by_meaning.words_alone is None


def test_where_the_encoder_fails_words_rank_and_it_is_said(desk: Desk) -> None:
    def cut_off() -> Any:
        raise OSError("weights.npz is cut off")

    encoder = encoder_of(meaning_model().encoder, cut_off, seconds=600)
    shown = _shown(desk, lambda: encoder, FRENCH, "fr")

    assert _by_words(shown)
    assert "Only words were compared" in shown.as_json([])["words_alone"]
    assert "weights.npz is cut off" in shown.as_json([])["words_alone"]


def test_of_a_long_text_so_many_are_encoded_and_those_that_are_left_first(desk: Desk) -> None:
    many = [f"{number} enfants ont été reçus à la mairie de la ville." for number in range(2, MOST + 12)]
    chooses = Chooses()

    _shown(desk, lambda: chooses.encoder, many, "fr")
    skip_sentences(desk, "night", range(1, 11), "Known.")
    shown = show_article(replace(desk, find_encoder=lambda: chooses.encoder), "night")

    assert [*shown.by_meaning.of] == [*range(11, MOST + 11)]
    assert chooses.asked == MOST
