"""The closed sets of words."""

from enum import StrEnum

import pytest

from factcheck.model import words
from factcheck.model.scale import Colour, Icon

SETS = [
    one
    for one in vars(words).values()
    if isinstance(one, type) and issubclass(one, StrEnum) and one is not StrEnum
]


@pytest.mark.parametrize("kind", [*SETS, Colour, Icon])
def test_a_word_is_shown_and_stored_by_its_value_in_lower_case(kind: type[StrEnum]) -> None:
    assert list(kind)
    for word in kind:
        assert str(word) == word.value == word.name.lower().replace("_", "-")


def test_status_and_standing_are_the_words_of_the_design() -> None:
    assert [*words.Status] == [
        "unverified",
        "checking",
        "rated",
        "in-review",
        "signed-off",
        "needs-recheck",
        "withdrawn",
    ]
    assert [*words.Standing] == ["anchored", "filed", "told", "transcribed"]
    assert [*words.Stance] == ["supports", "refutes", "context"]
