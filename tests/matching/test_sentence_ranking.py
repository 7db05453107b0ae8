"""Sentences ranked by their relevance to a claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.matching.sentence_ranking import SentenceRanking, best_first
from factcheck.reading.figure.figures import find_figures

sentences = [
    "The ferry sank.",
    "The bridge opened in 1932.",
    "A bridge is a road.",
    "The toll is fifty-two pence.",
]


def ranked(claim: str, texts: list[str]) -> list[int]:
    return best_first(SentenceRanking(texts).relevance(claim).scores)


def test_the_sentence_that_shares_the_rarest_words_comes_first() -> None:
    assert ranked("The bridge opened in 1932", sentences)[:2] == [1, 2]


def test_a_figure_in_words_counts_for_one_in_digits() -> None:
    alike = ["The toll is forty pence.", "The toll is fifty-two pence."]

    assert ranked("The toll is 52 pence", alike)[0] == 1
    assert ranked("The toll is 40 pence", alike)[0] == 0


def test_a_sentence_without_a_shared_word_scores_nothing() -> None:
    scores = SentenceRanking(sentences).relevance("The bridge opened in 1932").scores

    assert scores[0] == 0 == scores[3]
    assert scores[1] > scores[2] > 0


def test_a_name_lifts_the_sentence_that_has_it() -> None:
    alike = ["the marl is deep", "The Marl is deep"]

    assert ranked("How deep is the Marl", alike) == [1, 0]


@pytest.mark.parametrize(
    ("claim", "other", "better"),
    [
        ("Immigration rose", "A tower rose.", "Immigrants are many, and the number rose."),
        ("The bedroom burned", "The tower burned.", "The bed room burned."),
        ("A bed room burned", "The tower burned.", "The bedroom burned."),
        (
            "The WHO warned of salt",
            "The town warned of salt.",
            "The World Health Organization warned of salt.",
        ),
        ("Carla Benn resigned", "Carla resigned.", "Benn resigned."),
        ("The delta bridge opened", "The opened bridge of the delta.", "The delta bridge opened."),
        ("Ruiz sold the bridge", "It was sold.", "Ruiz was rich. He sold it."),
    ],
)
def test_words_meet_in_other_forms_in_a_row_and_through_the_sentence_before(
    claim: str, other: str, better: str
) -> None:
    texts = [other, *(f"{one.strip('.')}." for one in better.split(". "))]

    order = ranked(claim, ["Snow fell.", "Hens lay eggs.", *texts])

    assert order.index(len(texts) + 1) < order.index(2)


def test_a_long_sentence_with_all_of_the_claim_comes_before_a_short_one_with_less() -> None:
    long = f"The bridge {'over the wide and cold river that comes down from the hills ' * 4} opened in 1932."

    assert ranked("The bridge opened in 1932", [*sentences[2:], "The bridge opened.", long])[0] == 3


def test_what_a_heading_says_counts_for_the_sentences_under_it() -> None:
    texts = ["Marl Bridge", "It opened in May.", "Delta Bridge", "It opened in May."]
    under = SentenceRanking(texts, [None, 0, None, 2]).relevance("The Delta Bridge opened in May").scores

    assert under[3] > under[1]


def test_a_figure_of_a_text_too_long_to_read_is_not_said_to_be_missing() -> None:
    (figure,) = find_figures("The bridge opened in 1932")
    short, long = (SentenceRanking(["The bridge is grey."] * count) for count in (5_000, 5_001))

    assert short.missing_parts(figure) == ("1932",)
    assert long.missing_parts(figure) == ()


@given(st.text(), st.lists(st.text()))
def test_every_sentence_has_one_place(claim: str, texts: list[str]) -> None:
    assert sorted(ranked(claim, texts)) == list(range(len(texts)))


@given(st.text(), st.lists(st.text(), max_size=5))
def test_the_order_is_the_same_each_time(claim: str, texts: list[str]) -> None:
    assert ranked(claim, texts) == ranked(claim, list(texts))
