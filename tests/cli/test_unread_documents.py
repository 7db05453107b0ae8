"""Documents of which no words, or not all, could be read: each command says so, and of quotes that none was checked."""

import pytest

from tests.cli.conftest import REF, Program
from tests.reading.drawn_pdf import HELVETICA, drawn, stream, text

PICTURE = stream(
    b"\x80", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
)
PAGE_OF_PICTURE = b"q 612 0 0 792 0 0 cm /Im Do Q\n"
QUOTE = ("--stance", "supports", "--quote", "the old bridge was opened to traffic in 1932")


@pytest.fixture
def filed(desk: Program) -> Program:
    """A desk with a claim, and two files: a scan, and one of which the second page is a scan."""
    desk.added()
    desk.write("scan.pdf", drawn(PAGE_OF_PICTURE, objects=[HELVETICA, PICTURE]))
    words = text(72, 700, "The register of the city tells of all the bridges.")
    desk.write("half.pdf", drawn(words, PAGE_OF_PICTURE, objects=[HELVETICA, PICTURE]))
    return desk


@pytest.mark.parametrize("command", ["attach", "source"])
def test_filing_a_scan_says_that_quotes_from_it_are_not_checked(filed: Program, command: str) -> None:
    ran = filed(command, REF, "scan.pdf")
    assert "No words could be read from it: it is a picture or a scan" in ran.err
    assert "A quote of it cannot be checked." in ran.err
    assert "Remark: 1 of 2 pages hold pictures and no words" in filed(command, REF, "half.pdf").err


def test_a_quote_from_a_scan_is_said_to_be_unchecked_wherever_it_is_told(filed: Program) -> None:
    filed.ok("attach", REF, "scan.pdf")
    ran = filed("cite", REF, "s1", *QUOTE)
    assert (ran.code, ran.out) == (0, "e1\n")
    assert "The quote was not checked; it rests on your reading: no words could be read from c1" in ran.err
    assert "filed (in c1, not checked)" in filed.ok("show", REF)
    assert "1 quote not checked: no words, or not these, were read" in filed("verify").err


def test_a_quote_that_is_not_in_the_pages_read_is_told_of_those_that_were_not(filed: Program) -> None:
    filed.ok("attach", REF, "half.pdf")
    refused = filed("cite", REF, "s1", *QUOTE)
    assert refused.code == 3
    assert "Of c1 is to be known: 1 of 2 pages hold pictures and no words" in refused.err
    taken = filed("cite", REF, "s1", *QUOTE, "--standing", "filed")
    assert "it rests on your reading: it was not found in c1." in taken.err


def test_a_search_says_in_what_it_did_not_look(filed: Program) -> None:
    filed.ok("attach", REF, "scan.pdf")
    filed.ok("attach", REF, "half.pdf")
    assert "Not searched: no words could be read from c1 of s1." in filed("find", REF).err
    assert "Not searched" not in filed("find", REF, "--source", "s2").err
