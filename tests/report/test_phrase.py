"""Sentences that keep outside text apart."""

from markupsafe import escape

from factcheck.report.phrase import Phrase, Run, name, visible

CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


def test_a_name_is_isolated_and_escaped() -> None:
    assert escape(Phrase.of("Said by ", name("A & B"), ".")) == "Said by <bdi>A &amp; B</bdi>."


def test_a_target_is_escaped_too() -> None:
    assert 'href="&#34;&gt;"' in escape(Phrase.of(Run("x", "away", '">')))


def test_a_sentence_reads_the_same_without_markup() -> None:
    assert str(Phrase.of("Said by ", name("Ana"), ".")) == "Said by Ana."


def test_every_control_of_direction_is_spelled_out() -> None:
    shown = visible(CONTROLS)
    assert not set(shown) & set(CONTROLS)
    assert shown.count("[") == len(CONTROLS)
    assert visible("a\u202eb") == "a[RLO]b"


def test_joiners_that_persian_needs_stay() -> None:
    assert visible("می\u200cشود") == "می\u200cشود"
