"""The signature decides the media type; what the server declares does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.reading.document.media_type import (
    DOCX,
    FLAT_ODF,
    HTML,
    MAIL,
    MHTML,
    ODT,
    OLE,
    PDF,
    PLAIN,
    RTF,
    UNKNOWN,
    WEBARCHIVE,
    WORD_XML,
    XHTML,
    XML,
    ZIP,
    is_media,
    media_type_of,
    what_to_save,
)
from tests.reading.files import pdf, word, zipped


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!DOCTYPE html><title>x</title>", HTML),
        (b"\xef\xbb\xbf \n<!-- made by hand -->\n<HTML lang=en>", HTML),
        (b"<p>A piece of a page.</p>", HTML),
        ("<!doctype html><p>سلام".encode("utf-16"), HTML),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', XHTML),
        (b'<?xml version="1.0"?><rss version="2.0"/>', XML),
        (b'{"schools": 52}', PLAIN),
        (b"Fifty-two schools.", PLAIN),
        ("Пятьдесят две школы".encode("cp1251"), PLAIN),
        (b"\x1b$B3X9;\x1b(B", PLAIN),
        (b"some junk before\n%PDF-1.7\n", PDF),
        (pdf([[b"x"]]), PDF),
        (zipped({"a.txt": b"x"}), ZIP),
        (b"PK\x03\x04 cut short", ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
        (b"{\\rtf1\\ansi Words}", RTF),
        (b"%!PS-Adobe-3.0\n", "application/postscript"),
        (b"WARC/1.1\r\nWARC-Type: response\r\n", "application/warc"),
        (b"bplist00\xd1\x01\x02_\x10\x0fWebMainResource", WEBARCHIVE),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>', WORD_XML),
        (b'<?xml version="1.0"?>\n<office:document xmlns:office="urn:x">', FLAT_ODF),
        (zipped({"mimetype": ODT.encode(), "content.xml": b"<x/>"}), ODT),
        (zipped({"mimetype": b"application/epub+zip"}), ZIP),
        (b"From: a@b.example\r\nMIME-Version: 1.0\r\n\r\nWords", MAIL),
        (b"Received: from x\n\tby y\nDate: Mon\n\nWords", MAIL),
        (b"Return-Path: <a@b.example>\nSubject: x\n\n<html>", MAIL),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0\n\nx", MHTML),
        (b"From: Ana\nTo: Ben\nSubject: x\n\nA memo", PLAIN),
        (b"Content-Type: text\nServer: x\n\nAn answer", PLAIN),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x20ftypisom", "video/mp4"),
        (b"\x00\x00\x00\x20ftypavif", "image/avif"),
        (b"\x1aE\xdf\xa3", "video/webm"),
        (bytes(range(256)), UNKNOWN),
        (b"\x7fELF\x02\x01\x01\x00", UNKNOWN),
    ],
)
def test_the_bytes_say_what_they_are(body: bytes, kind: str) -> None:
    for declared in ("", "application/pdf", "image/png", "text/plain"):
        assert media_type_of(body, declared) == kind


def test_a_word_file_is_known_by_what_is_in_it() -> None:
    assert media_type_of(word(lambda document: document.add_paragraph("x")), "application/zip") == DOCX


def test_text_that_shows_no_tag_at_first_is_a_page_if_the_server_calls_it_one() -> None:
    assert media_type_of(b"Hello <b>there</b>", "text/html; charset=utf-8") == HTML
    assert media_type_of(b"Hello <b>there</b>", "TEXT/HTML") == HTML


def test_text_in_utf_16_without_a_mark_is_text_if_the_server_says_so() -> None:
    assert media_type_of("سلام".encode("utf-16-le"), "text/plain; charset=utf-16le") == PLAIN
    assert media_type_of("<html>سلام".encode("utf-16-le"), "text/html; charset=utf-16le") == HTML


def test_there_is_nothing_to_read_in_pictures_and_sound() -> None:
    assert [is_media(kind) for kind in ("image/png", "video/mp4", "audio/mpeg", PDF, UNKNOWN)] == [
        *(True, True, True),
        *(False, False),
    ]


def test_spaces_and_comments_before_a_page_cost_no_time() -> None:
    assert media_type_of(b" " * 4_000 + b"<!--" * 20, "") == PLAIN
    assert media_type_of(b"<!-- --> " * 400 + b"?", "") == PLAIN


@given(st.binary(max_size=3_000), st.text(max_size=20))
def test_any_bytes_are_something(body: bytes, declared: str) -> None:
    assert "/" in media_type_of(body, declared)


def test_a_file_that_is_not_read_is_named_with_what_to_save_instead() -> None:
    assert (
        what_to_save(RTF)
        == "this is an RTF file, which is not read. Save it as html, pdf, docx, odt, eml or txt"
    )
    assert what_to_save(UNKNOWN).startswith(
        "it is no html, pdf, docx or txt, nor of another kind that is read. Save it as "
    )
