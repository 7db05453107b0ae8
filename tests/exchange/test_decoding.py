"""Bytes as text: what is clear is read, and of what is not clear a person says what it is."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.cli.remedies import error_in_words, finding_in_words
from factcheck.errors import BadInput
from factcheck.exchange.decoding import LIKELY, decode

TEXT = "text,claimant\nÉlan “50%” — سلام 🧾,Ana\n"


def refused(content: bytes, encoding: str | None = None) -> list[str]:
    """The error and its findings, in words."""
    with pytest.raises(BadInput, match="nothing was stored") as caught:
        decode(content, encoding, "f.csv")
    return [error_in_words(caught.value), *map(finding_in_words, caught.value.findings)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_without_a_word(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), None, "f.csv") == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_both_orders_are_known_by_their_mark(encoding: str) -> None:
    assert decode(("\ufeff" + TEXT).encode(encoding), None, "f.csv") == TEXT


@given(st.text(st.characters(exclude_characters="\0\x1b", codec="utf-8")))
def test_any_text_comes_back_from_utf8(text: str) -> None:
    assert decode(text.encode("utf-8-sig"), None, "f.csv") == text


SHEETS = [
    ("cp1252", "windows-1252", "Élan “50%” – €5 à Zürich"),
    ("cp1251", "windows-1251", "Бассейн открыли летом"),
    ("cp1256", "windows-1256", "فتح المسبح في الصيف"),
    ("mac_roman", "mac-roman", "Le café a coûté 5 €"),
    ("cp1250", "windows-1250", "Zażółć gęślą jaźń"),
    ("cp1253", "windows-1253", "Η πισίνα άνοιξε"),
    ("cp1254", "windows-1254", "İstanbul büyüdü, ağaç"),
    ("cp1255", "windows-1255", "הבריכה נפתחה"),
    ("iso8859-2", "iso-8859-2", "Žluťoučký kůň"),
    ("cp932", "shift_jis", "プールは四百万円でした"),
    ("gb18030", "gb18030", "游泳池花费四百万"),
    ("cp949", "euc-kr", "수영장은 비쌌다"),
    ("big5hkscs", "big5", "游泳池花費四百萬"),
    ("koi8_r", "koi8-r", "Бассейн открыли летом"),
    ("cp866", "ibm866", "Бассейн открыли летом"),
    ("utf-16-le", "utf-16-le", "Élan à Zürich"),
    ("utf-16-be", "utf-16-be", "Élan à Zürich"),
    ("iso2022_jp", "iso-2022-jp", "プールは四百万円でした"),
]


@pytest.mark.parametrize(("codec", "name", "text"), SHEETS)
def test_what_is_not_clear_is_shown_as_each_encoding_reads_it_and_read_once_it_is_named(
    codec: str, name: str, text: str
) -> None:
    content = f"text\nPlain.\n{text}\n".encode(codec)
    message, *shown = refused(content)

    assert message == (
        "f.csv is not clearly UTF-8; nothing was stored. "
        "Name the encoding in which every word is right: --encoding NAME"
    )
    assert [one for one in shown if name in one.partition(":")[0].split(", ") and text in one], shown
    assert decode(content, name, "f.csv") == f"text\nPlain.\n{text}\n"


def test_the_lines_that_differ_are_shown_and_the_likeliest_reading_comes_first() -> None:
    _, first, *others = refused("text\nPlain.\nLe café.\n".encode("cp1252"))
    assert (
        first == "windows-1252, windows-1256, windows-1250, windows-1254, windows-1257, windows-1258, "
        "iso-8859-2, iso-8859-9, iso-8859-15: Le café."
    )
    assert "Plain" not in " ".join(others)
    assert any("Le cafй." in one for one in others)


@pytest.mark.parametrize(
    ("sheet", "where", "shown", "could_be"),
    [
        ("سلام عليكم\nزار المسبح\n".encode() + b"\xd8", "f.csv line 3", r"“\xd8”", '"ط" (windows-1256)'),
        (
            "Élan à Zürich\nCaf\udce9, été\n".encode("utf-8", "surrogateescape"),
            "f.csv line 2",
            r"“Caf\xe9, été”",
            '"é"',
        ),
        (
            codecs.BOM_UTF8 + "é, \udc80\n".encode("utf-8", "surrogateescape"),
            "f.csv line 1",
            r"“é, \x80”",
            '"€"',
        ),
    ],
)
def test_a_bad_byte_in_utf8_is_shown_with_its_line_and_what_it_could_be(
    sheet: bytes, where: str, shown: str, could_be: str
) -> None:
    message, finding = refused(sheet)

    assert message == "f.csv: 1 thing to mend; nothing was stored."
    assert finding.startswith(f"{where}: is not UTF-8 at ")
    assert shown in finding
    assert could_be in finding
    assert finding.endswith("Mend it and save the text as UTF-8.")
    assert refused(sheet, "utf-8") == [message, finding]


@pytest.mark.parametrize("content", [b"\xff\xfea", b"\xff\xfe\x00\xd8"])
def test_what_its_own_mark_belies_is_refused(content: bytes) -> None:
    _, finding = refused(content)
    assert finding.startswith("f.csv line 1: cannot be read as utf-16")


def test_an_encoding_that_does_not_fit_or_that_nobody_knows_is_refused() -> None:
    _, finding = refused("a\nプール".encode("cp932"), "windows-1252")
    assert finding.startswith("f.csv line 2: cannot be read as cp1252: it holds the bytes 81.")
    for name in ("windows-9999", "rot13", "base64", "unicode_escape", "idna", "", "\0"):
        with pytest.raises(BadInput, match="There is no encoding"):
            decode(b"\xe9", name, "f.csv")


@pytest.mark.parametrize("name", ["latin-1", "ISO-8859-1", "cp1252", "Windows-1252"])
def test_latin_1_means_windows_1252(name: str) -> None:
    assert decode(b"\x93\xe9\x94", name, "f.csv") == "“é”"


def test_every_name_that_is_shown_can_be_given() -> None:
    for name in LIKELY:
        assert decode(b"a", name, "f.csv") == "a"


def test_bytes_that_are_no_text_are_refused() -> None:
    assert refused(bytes(range(256)))[0].startswith("f.csv is not clearly UTF-8")


@given(st.binary())
def test_any_bytes_are_read_exactly_or_refused(content: bytes) -> None:
    try:
        text = decode(content, None, "f.csv")
    except BadInput:
        return
    if not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\0\0\xfe\xff")):
        assert text.encode() == content
