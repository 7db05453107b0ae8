"""How the charset of a page is chosen, and the note if it does not fit."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.reading.document.charset import decode_text

ARABIC = "قالت الوزارة إن عدد المدارس 52 مدرسة"
JAPANESE = "学校は五十二校と発表した。髙橋氏が①と述べた。"
RUSSIAN = "Министерство сообщило, что закрыто пятьдесят две школы. Родители недовольны решением."


def page(charset: str, words: str) -> bytes:
    return f'<html><head><meta charset="{charset}"><title>x</title></head><body><p>{words}</p>'.encode(
        {"shift_jis": "cp932"}.get(charset, charset)
    )


def test_a_byte_order_mark_outweighs_everything_else() -> None:
    for mark, codec, name in (
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16be"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32le"),
    ):
        found = decode_text(mark + ARABIC.encode(codec), "text/html; charset=windows-1252", markup=True)
        assert (found.text, found.charset, found.charset_from) == (ARABIC, name, "bom")


def test_the_server_outweighs_the_page() -> None:
    found = decode_text(page("utf-8", ARABIC), 'text/html; Charset="UTF-8"', markup=True)
    assert (ARABIC in found.text, found.charset, found.charset_from) == (True, "utf-8", "http")
    lied = decode_text(page("utf-8", ARABIC), "text/html;charset=iso-8859-1", markup=True)
    assert (ARABIC in lied.text, lied.charset, lied.charset_from) == (False, "windows-1252", "http")


@pytest.mark.parametrize(("charset", "words"), [("windows-1256", ARABIC), ("shift_jis", JAPANESE)])
def test_the_page_says_it_itself(charset: str, words: str) -> None:
    found = decode_text(page(charset, words), "text/html", markup=True)
    assert words in found.text
    assert (found.charset, found.charset_from, found.notes) == (charset, "meta", ())


def test_the_old_way_to_say_it_in_a_page_counts_too() -> None:
    head = b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">'
    found = decode_text(head + RUSSIAN.encode("koi8-r"), "", markup=True)
    assert (RUSSIAN in found.text, found.charset, found.charset_from) == (True, "koi8-r", "meta")
    xml = b'<?xml version="1.0" encoding="koi8-r"?><p>' + RUSSIAN.encode("koi8-r")
    assert decode_text(xml, "", markup=True).charset == "koi8-r"


def test_a_charset_named_in_a_comment_is_ignored() -> None:
    body = b'<!-- <meta charset="koi8-r"> --><p>' + ARABIC.encode()
    assert decode_text(body, "", markup=True).charset_from == "utf-8"


def test_plain_text_is_not_searched_for_tags() -> None:
    assert decode_text(page("windows-1256", ""), "", markup=False).charset_from == "utf-8"


def test_a_page_that_can_be_read_is_not_in_utf_16_whatever_it_says() -> None:
    assert decode_text(page("utf-8", ARABIC).replace(b"utf-8", b"utf-16"), "", markup=True).charset == "utf-8"


@pytest.mark.parametrize("label", ["bogus", "utf-7", "rot13", "hex", "../../etc", "x-user-defined", ""])
def test_a_label_no_browser_knows_is_passed_over(label: str) -> None:
    found = decode_text(page("utf-8", ARABIC), f"text/html; charset={label}", markup=True)
    assert (ARABIC in found.text, found.charset_from) == (True, "meta")


def test_latin_1_means_windows_1252_as_it_does_to_browsers() -> None:
    found = decode_text(b"\x93fifty-two\x94 \x80", "text/html; charset=ISO-8859-1", markup=True)
    assert (found.text, found.charset) == ("“fifty-two” €", "windows-1252")


def test_utf_8_is_seen_without_any_label() -> None:
    assert decode_text(ARABIC.encode(), "", markup=False).charset_from == "utf-8"


def test_the_detector_comes_last() -> None:
    found = decode_text(b"a" * 70_000 + b"\n" + (RUSSIAN * 5).encode("cp1251"), "", markup=False)
    assert (RUSSIAN in found.text, found.charset_from) == (True, "detector")


def test_many_unreadable_characters_are_noted_and_few_are_not() -> None:
    wrong = decode_text(RUSSIAN.encode("cp1251"), "text/plain; charset=utf-8", markup=False)
    assert "could not be read as utf-8" in wrong.notes[0]
    one = decode_text(b"x" * 200 + b"\xff", "text/plain; charset=utf-8", markup=False)
    assert (one.text[-1], one.notes) == ("\ufffd", ())


@given(
    st.binary(max_size=2_000), st.text(max_size=40) | st.sampled_from(["a;charset=utf-16", "a;charset=big5"])
)
def test_any_bytes_give_some_text(body: bytes, content_type: str) -> None:
    found = decode_text(body, content_type, markup=True)
    assert isinstance(found.text, str)
    assert found.charset
