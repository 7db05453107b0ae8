"""The score of a sentence: those people pick for checking score higher, and their words say why."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.reading.sentence import check_worthiness_model as module
from factcheck.reading.sentence.check_worthiness_model import (
    LONGEST,
    WorthinessModel,
    n_grams,
    score_sentence,
    trained_model,
)
from tests.quality.checkworthy import average_precision

PICKED = (
    "The city lost 4,000 jobs between 2008 and 2012.",
    "Unemployment is the highest in forty years.",
    "The senator voted against the bill twice.",
    "We spent 3 billion dollars on the war last year.",
    "Crime has doubled in the last ten years.",
    "My opponent raised taxes on the middle class 12 times.",
    "About 40 percent of our oil is imported.",
    "He cut the budget of the schools by a third.",
    "More people are without health insurance than ever before.",
    "Under his administration the deficit grew every year.",
)
LEFT = (
    "Thank you all for coming tonight.",
    "Let me answer your question.",
    "I think we can do better than that.",
    "What would you say to the families?",
    "We must stand together.",
    "God bless you.",
    "I want to be very clear about this.",
    "That is not what I believe.",
    "Now we turn to the next subject.",
    "You should be ashamed of yourself.",
)
SMALL = WorthinessModel(
    {"rose": 2.0, "taxes": 1.0, "taxes rose": 0.5, "i": -1.0}, -1.0, 0.5, ("own train",), {}
)


def test_sentences_with_something_to_check_come_first() -> None:
    judged = [(True, score_sentence(text)) for text in PICKED] + [
        (False, score_sentence(text)) for text in LEFT
    ]

    assert average_precision([picked for picked, _ in judged], [one.value for _, one in judged]) >= 0.99
    right = sum(picked is one.is_worth_checking for picked, one in judged)
    assert right >= 19


@pytest.mark.parametrize("text", [*PICKED[:3], *LEFT[:3]])
def test_the_rank_does_not_depend_on_case(text: str) -> None:
    assert score_sentence(text.upper()).value == score_sentence(text).value


def test_the_words_that_moved_it_are_named_as_they_are_written() -> None:
    assert score_sentence("Taxes  rose by 12,5 %.", SMALL).raised_by == ("rose", "Taxes")
    assert score_sentence("I rose.", SMALL).lowered_by == ("I",)
    assert score_sentence("Nothing of the kind.", SMALL).raised_by == ()


def test_a_figure_is_a_figure_whatever_it_says_and_in_any_digits() -> None:
    assert list(n_grams("In 1980s U.S. prices")) == [
        "in",
        "0s",
        "in 0s",
        "u.s",
        "0s u.s",
        "prices",
        "u.s prices",
    ]
    assert (
        score_sentence("5,000 people died").value
        == score_sentence("٧٠٠ people died").value
        == score_sentence("71 people died").value
    )


def test_invisible_characters_count_for_nothing() -> None:
    assert score_sentence("We lost 3 mil\u200blion jobs\u202e.") == score_sentence("We lost 3 million jobs.")


def test_another_language_is_ranked_by_its_figures() -> None:
    assert (
        score_sentence("In der Stadt leben 40.000 Menschen.").value
        > score_sentence("In der Stadt leben Menschen.").value
    )
    assert score_sentence("يعيش 40000 شخص في المدينة").value > score_sentence("يعيش الناس في المدينة").value


@given(st.text(max_size=300))
def test_any_text_has_a_rank_and_always_the_same(text: str) -> None:
    assert 0 <= score_sentence(text).value <= 1
    assert score_sentence(text) == score_sentence(text)


@pytest.mark.parametrize(
    "text", ["", " ", "x" * 100_000, "5 " * 50_000, "\u200b" * 100_000, "\ud800", "😀" * 9_000]
)
def test_what_is_no_sentence_has_a_rank_too(text: str) -> None:
    assert 0 <= score_sentence(text).value <= 1


def test_a_text_without_end_is_ranked_by_how_it_begins() -> None:
    text = "taxes rose " * LONGEST

    assert score_sentence(text, SMALL) == score_sentence(text[:LONGEST], SMALL)


def test_the_model_says_what_made_it_and_is_of_the_size_that_it_may_have() -> None:
    path = Path(module.__file__).with_name("models") / "check_worthiness.json"
    made = json.loads(path.read_text("utf-8"))

    assert (Path(__file__).parents[3] / made["made_by"]).is_file()
    assert 1_000 < len(trained_model().weights) <= 8_000
    assert path.stat().st_size < 150_000
    assert 0 < trained_model().threshold < 1
