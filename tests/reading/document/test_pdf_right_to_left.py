"""Lines of PDF files from right to left, whoever made them and in whatever order."""

import subprocess
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from factcheck.reading.document.pdf import read_pdf
from tests.needed import need
from tests.reading.drawn_pdf import Font, drawn

Order = Callable[[list[bytes]], list[bytes]]


def _every_other(glyphs: list[bytes]) -> list[bytes]:
    return glyphs[::2] + glyphs[1::2]


def _from_left(glyphs: list[bytes]) -> list[bytes]:
    return glyphs


def _from_right(glyphs: list[bytes]) -> list[bytes]:
    return glyphs[::-1]


ORDERS: Sequence[Order] = (_from_left, _from_right, _every_other)
"""Glyph by glyph from the left, from the right (the order of speech), and in none."""


def text_of(seen: Sequence[str], order: Order = _from_left, *, with_spaces: bool = False) -> str:
    """What is read from a page on which these glyphs stand from left to right; " " is a gap."""
    font = Font(*dict.fromkeys(one for one in seen if with_spaces or one != " "))
    glyphs = [font.glyph(72 + 6 * at, 700, one) for at, one in enumerate(seen) if with_spaces or one != " "]
    return read_pdf(drawn(b"".join(order(glyphs)), objects=font.objects()), 5_000_000).text


HEBREW = "לדבריו, 1,450 תושבים חתמו"
SEEN_HEBREW = "ומתח םיבשות 1,450 ,וירבדל"
PERSIAN = "شمار بیکاران به ۱۲۵۰۰ نفر رسید"
SEEN_PERSIAN = "دیسر رفن ۱۲۵۰۰ هب ناراکیب رامش"


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(("seen", "meant"), [(SEEN_HEBREW, HEBREW), (SEEN_PERSIAN, PERSIAN)])
def test_the_order_in_which_glyphs_were_written_does_not_matter(seen: str, meant: str, order: Order) -> None:
    assert text_of(seen, order) == meant
    assert text_of(seen, order, with_spaces=True) == meant


@pytest.mark.parametrize("order", ORDERS)
def test_a_glyph_of_several_letters_is_read_as_its_font_says(order: Order) -> None:
    assert text_of((*"تفج ", "لا", *"ک ", "الله"), order) == "الله کلا جفت"


def test_letters_in_the_forms_in_which_they_are_joined_are_read_as_letters() -> None:
    assert text_of("\ufe94\ufedf\ufe8e\ufea3") == "حالة"
    assert text_of("\ufb2a\ufb2a") == "שׁשׁ"
    assert text_of("\ufefb\ufefc") == "لالا"


def test_characters_beyond_the_first_plane_stay_whole() -> None:
    assert text_of("😀𝐀") == "😀𝐀"
    assert text_of(["😀", " ", *"בוט"]) == "טוב 😀"


def test_marks_above_and_below_letters_stay_at_their_letters() -> None:
    font = Font("ש", "ל", "\u05b8")
    glyphs = [font.glyph(78, 700, "ש"), font.glyph(72, 700, "ל"), font.glyph(78, 698, "\u05b8")]
    assert read_pdf(drawn(b"".join(glyphs), objects=font.objects()), 5_000_000).text == "שָל"


def test_a_raised_figure_stays_one_in_a_line_from_the_right() -> None:
    font = Font(*"נהרגו123")
    seen = [font.glyph(66 + 6 * at, 700, one) for at, one in enumerate("וגרהנ")]
    seen += [font.glyph(108, 700, "1"), font.glyph(114, 700, "2"), font.glyph(120, 705, "3", 7)]
    assert read_pdf(drawn(b"".join(seen), objects=font.objects()), 5_000_000).text == "12³ נהרגו"


SAID = {
    "fa": (
        "شمار بیکاران در شهر به ۱۲٬۵۰۰ نفر رسید و لایحه‌ی «کلا» در ۳ خرداد ۱۴۰۲ تصویب شد؛ روزنامهٔ The Guardian نوشت.",
        "هزینه‌ها ۵۲٪ کاهش نمی‌یابد.",
    ),
    "ar": (
        "قال الوزير إن الأسعار ارتفعت بنسبة 12.5% منذ عام 2019، والله أعلم؛ لا إله إلا الله.",
        "الآن لأن الإسلام (World Bank 2020) في ٣٬٠٠٠ حالة، مُحَمَّدٌ رَسُولُ ٱللَّهِ.",
    ),
    "he": (
        'דובר העירייה, יואב שגיא, אמר ביום שלישי כי הגשר "החדש" לא ייפתח לפני שנת 2026.',
        "לדבריו, 1,450 תושבים (52%) חתמו על העצומה ב-Haifa Port, אך העירייה לא הבטיחה. בְּרֵאשִׁית",
    ),
}
FONTS = {"fa": "Noto Naskh Arabic", "ar": "Noto Sans Arabic", "he": "Noto Sans Hebrew"}


def test_what_a_browser_prints_is_read_as_it_was_written(tmp_path: Path) -> None:
    chromium = need("chromium", "chromium-browser", "google-chrome")
    page, printed = tmp_path / "page.html", tmp_path / "page.pdf"
    paragraphs = (
        f'<p lang="{language}" style="font-family: {FONTS[language]}">{said}</p>'
        for language, texts in SAID.items()
        for said in texts
    )
    page.write_text(
        f'<!doctype html><meta charset="utf-8"><body dir="rtl">{"".join(paragraphs)}</body>', "utf-8"
    )
    options = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={tmp_path}/u",
    )
    subprocess.run(
        [chromium, *options, f"--print-to-pdf={printed}", page.as_uri()], check=True, capture_output=True
    )
    text = unicodedata.normalize("NFC", read_pdf(printed.read_bytes(), 5_000_000).text)
    said = " ".join(one for texts in SAID.values() for one in texts)
    assert text.split() == unicodedata.normalize("NFC", said).split()
