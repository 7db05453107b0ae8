"""Figures above and below the line, fractions, and the marks of notes: what they are, and what they never become."""

from decimal import Decimal

import pytest

from factcheck.reading.figure.figures import find_figures
from factcheck.reading.quote.indexed_text import IndexedText
from factcheck.reading.quote.quotes import find_quote
from factcheck.reading.raised_figures import fraction, lowered, note_marks, raised, raised_after

AROUND = "the ministry said in the spring of the year before last"


def stands(text: str, quote: str) -> bool:
    return bool(find_quote(IndexedText(f"{text} {AROUND}"), f"{quote} {AROUND}").places)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("to 12³ per cent", "to 12 per cent"),
        ("to 7³ per cent", "to 7 per cent"),
        ("to 12³,⁴ per cent", "to 12 per cent"),
        ("to 12³ % of it", "to 12 % of it"),
        ("to 12³⁾ per cent", "to 12 per cent"),
        ("to 12⁽³⁾ per cent", "to 12 per cent"),
        ("to 12¹⁴ per cent", "to 12 per cent"),
        ("in 2019⁴ and then", "in 2019 and then"),
        ("of 48,500² people", "of 48,500 people"),
        ("were 12³ people", "were 12 people"),
        ("was $12³ million", "was $12 million"),
        ("per cent² of the", "per cent of the"),
        ("5 per cent*, and", "5 per cent, and"),
        ("12† per cent", "12 per cent"),
        ("a rise of 12%³ then", "a rise of 12% then"),
        ("۱۲³ درصد", "۱۲ درصد"),
        ("12[3] per cent", "12 per cent"),
        ("12³ per cent", "12³ per cent"),
        ("10⁶ copies", "10⁶ copies"),
        ("of CO₂ and", "of CO2 and"),
        ("of CO2 and", "of CO₂ and"),
        ("120 m² of", "120 m2 of"),
        ("120 km2 of", "120 km² of"),
    ],
)
def test_a_mark_does_not_keep_a_quote_from_being_found(text: str, quote: str) -> None:
    assert stands(text, quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("to 12³ per cent", "to 123 per cent"),
        ("to 12³,⁴ per cent", "to 123,4 per cent"),
        ("to 12[3] per cent", "to 123 per cent"),
        ("to 12† per cent", "to 2 per cent"),
        ("to 10⁶ copies", "to 106 copies"),
        ("to 10⁶ copies", "to 10 copies"),
        ("of 10⁻⁶ metres", "of 10 metres"),
        ("costs €19⁹⁹ in all", "costs €19 in all"),
        ("at 17³⁰ in all", "at 17 in all"),
        ("all 2³² of them", "all 2 of them"),
        ("as 16² = 256 is", "as 16 = 256 is"),
        ("has 30² metres", "has 30 metres"),
        ("has R² of 3", "has R of 3"),
        ("has 50 km² of", "has 50 km of"),
        ("took 2½ hours", "took 2 hours"),
        ("took 2½ hours", "took 21⁄2 hours"),
        ("took 2 5⁄16 hours", "took 25⁄16 hours"),
        ("took CO₂ of", "took CO of"),
    ],
)
def test_no_figure_is_joined_to_a_mark_or_parted_from_its_exponent(text: str, quote: str) -> None:
    assert not stands(text, quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [(f"took 2 ½ hours {AROUND}", f"½ hours {AROUND}"), (f"{AROUND} took 2 ½ hours", f"{AROUND} took 2")],
)
def test_a_whole_number_is_not_cut_from_its_fraction(text: str, quote: str) -> None:
    assert not find_quote(IndexedText(text), quote).places


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("It rose to 12³ per cent.", [("12³ per cent", Decimal(12))]),
        ("It rose to 12 ³ per cent.", [("12 ³ per cent", Decimal(12))]),
        ("It rose to 12[3] per cent.", [("12[3] per cent", Decimal(12))]),
        ("It fell to 10⁶ copies.", []),
        ("It is 3 × 10⁸ metres.", []),
        ("It took 2½ hours.", [("2½ hours", Decimal("2.5"))]),
        ("It took 2⅓ hours.", []),
        ("From 12³ to 14 per cent.", [("12³ to 14 per cent", Decimal(12))]),
    ],
)
def test_figures_are_read_without_marks_and_never_without_their_exponents(
    text: str, figures: list[tuple[str, Decimal]]
) -> None:
    found = find_figures(text)

    assert [(one.text, one.low) for one in found] == figures
    assert all(text[one.start : one.end] == one.text for one in found)


def test_what_stands_off_the_line_is_written_as_unicode_writes_it() -> None:
    assert [raised(text) for text in ("6", "-3", "−12", "3,4", "st", "[3]", "th", "۳٤")] == [
        *("⁶", "⁻³", "⁻¹²", "³,⁴", "st", "[3]", "th", "³⁴"),
    ]
    assert [lowered(text) for text in ("2", "max")] == ["₂", "max"]
    assert [fraction(*parts) for parts in (("1", "2"), ("5", "16"), ("a + b", "c"))] == [
        *("½", "5⁄16", "(a + b)⁄c"),
    ]


def test_a_raised_letter_is_a_mark_only_where_it_can_be_nothing_else() -> None:
    after = [("12", "a"), ("per cent", "b"), ("2", "e"), ("1", "st"), ("10", "n"), ("n", "o"), ("M", "c")]

    assert [raised_after(*one) for one in after] == ["[a]", "[b]", "e", "st", "n", "o", "c"]


def test_marks_are_told_with_their_places() -> None:
    text = "In 1990[3] it was 12³ per cent, 10⁶ in all.²"

    assert [text[start:end] for start, end in note_marks(text)] == ["[3]", "³", "²"]
    assert list(note_marks("[3] * 5 * 6 = 10 ⁶")) == []
