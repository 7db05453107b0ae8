"""Words of one family, and names by their initials."""

import pytest

from factcheck.matching.word_forms import akin, families, halves, spelling


@pytest.mark.parametrize(
    ("word", "other", "are"),
    [
        ("immigrant", "immigration", True),
        ("vaccinat", "vaccination", True),
        ("elect", "election", True),
        ("person", "perspectiv", False),
        ("inter", "international", False),
        ("cat", "catalogue", False),
    ],
)
def test_words_of_one_family_share_most_of_the_longer_one(word: str, other: str, are: bool) -> None:
    assert akin(word, other) == akin(other, word) == are


def test_words_are_kept_by_their_beginnings() -> None:
    assert families(["immigrant", "immigration", "cat", "covid-19"]) == {"immi": ["immigrant", "immigration"]}


def test_initials_are_spelt_by_words_in_a_row() -> None:
    parts = [["tide"], ["sick", "world", "health", "organization", "warn"]]
    assert spelling("who", parts) == ["world", "health", "organization"]
    assert spelling("wo", parts) == spelling("nato", parts) == ()


def test_a_word_is_two_known_ones_in_one() -> None:
    assert [*halves("bedroom", {"bed", "room", "be", "droom"})] == [("bed", "room")]
    assert [*halves("cat", {"c", "at"})] == []
