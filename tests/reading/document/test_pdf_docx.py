"""The text and metadata of PDF and Word files."""

import pytest
from docx.document import Document

from factcheck.reading.document.pdf_docx import read_docx, read_pdf
from factcheck.reading.document.values import UnreadableDocument
from tests.reading.files import LOCKED, WORD, pdf, with_part, word, zipped

MOST = 5_000_000


def report(document: Document) -> None:
    document.core_properties.title = "The yearly report"
    document.core_properties.author = "Jane Roe"
    document.add_heading("Schools", 1)
    document.add_paragraph("Fifty-two schools").add_run(" were closed.")
    table = document.add_table(2, 2)
    for row, words in zip(table.rows, (("Year", "Closed"), ("1997", "52")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    document.add_paragraph("وزارت گفت ۵۲ مدرسه بسته شد.")


def test_the_pages_of_a_pdf_are_read_in_order() -> None:
    read = read_pdf(pdf([[b"Fifty-two schools", b"were closed."], [], [b"The end."]]), MOST)
    assert read.text.replace("\r\n", "\n").split("\n\n") == [
        "Fifty-two schools\nwere closed.",
        "",
        "The end.",
    ]
    assert dict(read.metadata) == {
        "title": "The yearly report",
        "author": "Jane Roe",
        "published_on": "20111225100000+01'00'",
    }


def test_a_hyphen_at_the_end_of_a_line_becomes_one_that_is_not_seen() -> None:
    assert read_pdf(pdf([[b"The minis-", b"ter said so"]]), MOST).text.startswith("The minis\u00adter")


def test_reading_a_pdf_stops_when_there_is_enough() -> None:
    read = read_pdf(pdf([[b"x" * 60]] * 50), 200)
    assert 200 < len(read.text) < 300


def test_a_pdf_behind_a_password_and_a_broken_one_say_so() -> None:
    for body, why in (
        (pdf([[b"x"]], trailer=LOCKED), "encrypted"),
        (b"%PDF-1.7 and nothing more", "damaged"),
    ):
        with pytest.raises(UnreadableDocument, match=why):
            read_pdf(body, MOST)


def test_paragraphs_and_tables_of_a_word_file_are_read_in_their_order() -> None:
    read = read_docx(word(report), MOST)
    assert [line.rstrip() for line in read.text.split("\n") if line.strip()] == [
        "Schools",
        "Fifty-two schools were closed.",
        "Year\tClosed",
        "1997\t52",
        "وزارت گفت ۵۲ مدرسه بسته شد.",
    ]
    assert (read.metadata["title"], read.metadata["author"]) == ("The yearly report", "Jane Roe")


def test_words_are_found_wherever_word_keeps_them() -> None:
    body = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a field</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:ins><w:r><w:t>put in</w:t></w:r></w:ins><w:del><w:r><w:delText>taken out</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:tab/><w:t>linked</w:t><w:br/></w:r></w:hyperlink></w:p>"
    )
    xml = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'.encode()
    changed = with_part(word(lambda _: None), "word/document.xml", xml)
    assert read_docx(changed, MOST).text == "In a field\nput in\tlinked\n\n"


def test_a_file_without_properties_says_nothing_of_itself() -> None:
    bare = with_part(word(report), "_rels/.rels", _RELATIONS)
    assert dict(read_docx(bare, MOST).metadata) == {}


_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="word/document.xml"/></Relationships>'
)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = with_part(word(report), "word/media/image1.png", bytes(60_000_000))
    assert len(bomb) < 200_000
    with pytest.raises(UnreadableDocument, match="too-large"):
        read_docx(bomb, 50_000_000)


def test_a_part_behind_a_password_says_so() -> None:
    plain = bytearray(zipped({"word/document.xml": b"x"}))
    for head in (b"PK\x03\x04", b"PK\x01\x02"):
        at = plain.index(head) + (6 if head.endswith(b"\x04") else 8)
        plain[at] |= 1
    with pytest.raises(UnreadableDocument, match="encrypted"):
        read_docx(bytes(plain), MOST)
