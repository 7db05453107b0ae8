"""Normalised text."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from factcheck.reading.document.plain_text import (
    MAX_TEXT,
    one_line,
    tidy_text,
    without_quote_marks,
    without_struck,
)


def test_line_ends_controls_and_gaps_are_evened_out() -> None:
    assert tidy_text("a \r\nb\rc\u2028d\x0ce\x00f\x1b[31m\x85g\th\ufffe\n\n\n\n\n\ni  \n\n")[0] == (
        "a\nb\nc\nd\nef[31m\ng\th\n\n\ni"
    )


def test_letters_are_composed_and_right_to_left_text_keeps_its_order_and_marks() -> None:
    words = "«مدرسه\u200cها» \u200f52\u200f است"
    assert tidy_text("cafe\u0301 " + words)[0] == "café " + words


def test_a_very_long_text_is_cut_and_says_so() -> None:
    text, notes = tidy_text("word " * (MAX_TEXT // 5 + 1))
    assert len(text) <= MAX_TEXT
    assert "only its first 5,000,000 characters were read" in notes[0]


def test_a_long_run_of_spaces_costs_no_time() -> None:
    assert tidy_text("a" + " " * 4_000_000 + "b")[0].endswith("b")


def test_letters_that_are_struck_out_one_by_one_are_left_out() -> None:
    struck = "".join(f"{letter}\u0336" for letter in "120 ")

    assert tidy_text(f"It employs {struck}180 people")[0].split() == ["It", "employs", "180", "people"]
    assert tidy_text("a\u0336 b")[0] == "a\u0336 b"


def test_lines_that_answer_a_letter_are_joined_without_their_marks() -> None:
    assert (
        without_quote_marks("> The works would\n> be done by\n>> May.")
        == "> The works would\nbe done by\nMay."
    )
    assert without_quote_marks("> The works\r\n> go on") == "> The works\r\ngo on"
    assert without_quote_marks("> 50 people\n> 60 others") == "> 50 people\n> 60 others"
    assert without_quote_marks("a\n> alone\nb") == "a\n> alone\nb"


def test_words_between_tildes_are_struck_out() -> None:
    assert without_struck("It employs ~~120~~ 180 people") == "It employs 180 people"
    assert without_struck("12~~3~~4") == "12 4"
    assert without_struck("~~~~\na ~~ b ~~ c\n~~5 to\n~~7") == "~~~~\na ~~ b ~~ c\n~~5 to\n~~7"


@given(st.text(st.characters()))
def test_whatever_comes_is_safe_to_keep(text: str) -> None:
    kept, _ = tidy_text(text)
    assert kept.encode().decode() == kept == unicodedata.normalize("NFC", kept)
    assert not [sign for sign in kept if unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t"]
    assert tidy_text(kept)[0] == kept


@given(st.text(st.characters()), st.integers(1, 600))
def test_one_line_is_one_line(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert line.splitlines() in ([], [line])
    assert line.strip() == line
