"""Sentences ranked by their relevance to a claim."""

from hypothesis import given
from hypothesis import strategies as st

from factcheck.matching.sentence_ranking import SentenceRanking, best_first

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


@given(st.text(), st.lists(st.text()))
def test_every_sentence_has_one_place(claim: str, texts: list[str]) -> None:
    assert sorted(ranked(claim, texts)) == list(range(len(texts)))


@given(st.text(), st.lists(st.text(), max_size=5))
def test_the_order_is_the_same_each_time(claim: str, texts: list[str]) -> None:
    assert ranked(claim, texts) == ranked(claim, list(texts))
