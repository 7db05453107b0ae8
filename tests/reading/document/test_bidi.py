"""From the order in which a line is seen to the order in which it is read."""

import pytest

from factcheck.reading.document.bidi import Glyph, logical_order


def read(seen: str, *, from_right: bool = True) -> str:
    """The text of a line that is seen as these characters, from left to right."""
    glyphs = [Glyph(one, at, at, at + 1) for at, one in enumerate(seen)]
    return logical_order(glyphs, from_right)


def turned(text: str) -> str:
    return text[::-1]


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        (turned("הגשר"), "הגשר"),
        (f"2026 {turned('שנת')}", "שנת 2026"),
        (f".2026 {turned('שנת')}", "שנת 2026."),
        (f"{turned('תושבים')} 1,450 {turned('לדבריו')}", "לדבריו 1,450 תושבים"),
        (f"(52%) {turned('תושבים')}", "תושבים (52%)"),
        (f")52%( {turned('תושבים')}", "תושבים (52%)"),
        (f"%52 {turned('من')}", "من 52%"),
        (f"52% {turned('מתוך')}", "מתוך 52%"),
        (f"12.5 {turned('نسبة')}", "نسبة 12.5"),
        (f"٣٬٠٠٠ {turned('في')}", "في ٣٬٠٠٠"),
        (f"۱۲٬۵۰۰ {turned('نفر')}", "نفر ۱۲٬۵۰۰"),
        (f"۱۴۰۲/۰۳/۰۵ {turned('روز')}", "روز ۱۴۰۲/۰۳/۰۵"),
        (f"2021-2020 {turned('عام')}", "عام 2020-2021"),
        (f"2020-2021 {turned('שנת')}", "שנת 2020-2021"),
        (f"{turned('قال')} The Guardian {turned('في')}", "في The Guardian قال"),
        (f"COVID-19 {turned('من')}", "من COVID-19"),
        (f"iPhone 15 {turned('من')}", "من iPhone 15"),
        (f"2019{turned('،')} {turned('في')}", "في ،2019"),
        (f"(World Bank 2020) {turned('في')}", "في (World Bank 2020)"),
        (f"«{turned('کلا')}» {turned('از')}", "از «کلا»"),
        (f"»{turned('کلا')}« {turned('از')}", "از «کلا»"),
        (f"٥٢ Guardian {turned('في')}", "في Guardian ٥٢"),
        (f"١٢³ {turned('إلى')}", "إلى ١٢³"),
        (f"٪١٢ {turned('إلى')}", "إلى ١٢٪"),
        ("٪١٢ ٣٢٠٠", "٣٢٠٠ ١٢٪"),
    ],
)
def test_a_line_from_the_right_is_read_as_it_was_written(seen: str, meant: str) -> None:
    assert read(seen) == meant


def test_words_from_the_right_in_a_line_from_the_left_are_turned_alone() -> None:
    assert (
        read(f"The word {turned('کتاب خوب')} means (12) books", from_right=False)
        == "The word کتاب خوب means (12) books"
    )
    assert (
        read("The plant employs 120 (52%) people", from_right=False) == "The plant employs 120 (52%) people"
    )
