"""The closed sets of words."""

import re
from enum import StrEnum

import pytest

from factcheck.model import vocabulary as words
from factcheck.model.scale import Colour, Icon

SETS = [
    one
    for one in vars(words).values()
    if isinstance(one, type) and issubclass(one, StrEnum) and one not in (StrEnum, words.Outcome)
]


@pytest.mark.parametrize("kind", [*SETS, Colour, Icon])
def test_a_word_is_shown_and_stored_by_its_value_in_lower_case(kind: type[StrEnum]) -> None:
    assert list(kind)
    for word in kind:
        assert str(word) == word.value == word.name.lower().replace("_", "-")


def test_an_outcome_names_its_family_and_the_exact_case() -> None:
    for outcome in words.Outcome:
        assert re.fullmatch(r"[a-z0-9-]+(:[a-z0-9-]+){0,2}", outcome)
        assert outcome.name.lower().replace("_", "-") in outcome.replace(":", "-")


def test_only_what_came_whole_is_compared_with_later_and_nothing_that_failed_is_quoted() -> None:
    assert [one for one in words.Outcome if one.is_whole] == ["ok", "filed"]
    assert {one for one in words.Outcome if one.holds_words} == {
        "ok",
        "filed",
        "partial",
        "partial:encoding",
        "partial:incomplete",
    }


def test_status_and_standing_are_the_words_of_the_design() -> None:
    assert [*words.Status] == [
        "unverified",
        "checking",
        "returned",
        "rated",
        "in-review",
        "signed-off",
        "published",
        "needs-recheck",
        "withdrawn",
    ]
    assert [one for one in words.Status if one.is_signed] == ["signed-off", "published"]
    assert [*words.CorrectionKind] == ["major", "minor", "update", "void"]
    assert [*words.Standing] == ["anchored", "filed", "told", "transcribed"]
    assert [*words.Stance] == ["supports", "refutes", "context"]
