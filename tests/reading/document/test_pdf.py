"""The words and metadata of PDF files."""

import pytest

from factcheck.reading.document.pdf import read_pdf
from factcheck.reading.document.values import UnreadableDocument
from tests.reading.files import LOCKED, pdf

MOST = 5_000_000


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
