"""Bytes as text, and what had to be assumed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.exchange.decoding import decode

TEXT = "text,claimant\nÉlan “50%” — سلام 🧾,Ana\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_without_a_word(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == (TEXT, None)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_both_orders_of_utf16_are_known_by_their_mark(encoding: str) -> None:
    assert decode(("\ufeff" + TEXT).encode(encoding)) == (TEXT, None)


def test_anything_else_is_read_as_windows_1252_and_told_with_its_line() -> None:
    assert decode("text\nÉlan “50%” – €5\n".encode("cp1252")) == (
        "text\nÉlan “50%” – €5\n",
        "Line 2 is not UTF-8, so the text was read as Windows-1252. "
        "If letters look wrong, save it as UTF-8 and try again.",
    )


@given(st.binary())
def test_any_bytes_are_text_that_can_be_written(content: bytes) -> None:
    text, told = decode(content)
    assert isinstance(text.encode(), bytes)
    if told is None and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        assert text.encode() == content


@given(st.text())
def test_any_text_comes_back_from_utf8(text: str) -> None:
    assert decode(text.encode("utf-8-sig")) == (text, None)


@pytest.mark.parametrize("content", [b"\xff\xfea", b"\xff\xfe\x00\xd8", b"\xef\xbb\xbf\xff"])
def test_letters_that_were_lost_are_told(content: bytes) -> None:
    text, told = decode(content)
    assert "\ufffd" in text
    assert told
