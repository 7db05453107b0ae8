"""Sentences that keep outside text apart."""

from factcheck.phrase import NOTHING, comma, figure, listed, say, say_count, sentences, visible
from factcheck.report.translator import ENGLISH

CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


def test_every_control_of_direction_is_spelled_out() -> None:
    shown = visible(CONTROLS)
    assert not set(shown) & set(CONTROLS)
    assert shown.count("[") == len(CONTROLS)
    assert visible("a\u202eb") == "a[RLO]b"


def test_sentences_that_say_nothing_leave_no_gap() -> None:
    assert ENGLISH.text(sentences(say("It came."), NOTHING, say("It went."))) == "It came. It went."


def test_joiners_that_persian_needs_stay() -> None:
    assert visible("می\u200cشود") == "می\u200cشود"


def test_a_sentence_as_a_string_is_english_with_its_places_filled() -> None:
    many = say_count(3, "{count} quote of {who}", "{count} quotes of {who}", who="Ana")
    inside = say("{first}: {second}", first=figure(7), second=many)
    assert f"{inside}" == "7: 3 quotes of Ana"
    assert str(say_count(1, "{count} quote", "{count} quotes")) == "1 quote"
    assert str(say("{who} signed.", who=listed(["Ana", "Ben", "Cem"]))) == "Ana, Ben and Cem signed."
    assert str(say("{who} signed.", who=listed(["Ana"]))) == "Ana signed."
    assert str(say("{what} goes.", what=comma(["a", "{b}"]))) == "a, {b} goes."
