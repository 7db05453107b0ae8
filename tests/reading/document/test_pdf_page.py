"""What a reader sees on a page of a PDF, and nothing else."""

import pytest

from factcheck.reading.document.pdf import read_pdf
from factcheck.reading.document.values import STRUCK_OUT
from tests.reading.drawn_pdf import drawn, stream, text


def text_of(*pages: bytes, **parts: object) -> str:
    return read_pdf(drawn(*pages, **parts), 5_000_000).text  # type: ignore[arg-type]


SCALED = b"q %d 0 0 %d %d %d cm BT /F1 1 Tf (%s) Tj ET Q\n"


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (
            text(72, 700, "rose to 12") + text(125.5, 705, "3", 7) + text(132, 700, "per cent"),
            "rose to 12³ per cent",
        ),
        (b"BT /F1 12 Tf 72 700 Td (10) Tj 5 Ts (6) Tj 0 Ts ( people) Tj ET", "10⁶ people"),
        (
            b"BT /F1 12 Tf 72 700 Td (CO) Tj /F1 7 Tf -3 Ts (2) Tj 0 Ts /F1 12 Tf ( rose) Tj ET",
            "CO₂ rose",
        ),
        (
            SCALED % (12, 12, 72, 700, b"rose to 12")
            + SCALED % (7, 7, 126, 705, b"3")
            + SCALED % (12, 12, 130, 700, b" per cent"),
            "rose to 12³ per cent",
        ),
        (
            text(72, 700, "the council") + text(129.5, 705, "12", 7) + text(140, 700, "says so"),
            "the council¹² says so",
        ),
        (text(72, 705, "1", 7) + text(76, 700, "By the old count of 1997"), "¹By the old count of 1997"),
        (
            text(72, 700, "3")
            + text(78.7, 705, "1", 7)
            + text(82.6, 700, "/")
            + text(86, 700, "2", 7)
            + text(92, 700, "times as many as in 2019"),
            "3½ times as many as in 2019",
        ),
        (text(72, 700, "a sum of 12 500 in 2019"), "a sum of 12 500 in 2019"),
        (text(72, 700, "12", 24) + text(106, 700, "3 per cent", 9), "12 3 per cent"),
    ],
)
def test_figures_above_and_below_the_line_stay_apart_from_those_on_it(content: bytes, shown: str) -> None:
    assert text_of(content) == shown


def test_cells_that_stand_a_little_higher_than_their_neighbours_are_no_raised_figures() -> None:
    row = text(72, 700, "Ardania") + text(200, 703, "4,812,000") + text(300, 703, "17")
    assert "".join(text_of(row).split()) == "Ardania4,812,00017"


@pytest.mark.parametrize(
    "content",
    [
        text(72, 700, "It is 2")
        + text(101.5, 705, "1", 7)
        + text(101.5, 697, "2", 7)
        + text(109, 700, "times"),
        b"BT /F1 12 Tf 72 700 Td (It is 2) Tj /F1 7 Tf 5 Ts (1) Tj 0 Ts /F1 12 Tf (/) Tj /F1 7 Tf (2) Tj "
        b"/F1 12 Tf ( times) Tj ET",
        b"BT /F1 12 Tf 72 700 Td (It is 2) Tj /F1 7 Tf 5 Ts (1) Tj 0 Ts /F1 12 Tf (/) Tj /F1 7 Tf -2 Ts (2) Tj 0 Ts "
        b"/F1 12 Tf ( times) Tj ET",
    ],
)
def test_a_fraction_of_small_figures_is_one(content: bytes) -> None:
    assert text_of(content) == "It is 2½ times"


def _line(x: float, y: float, length: float) -> bytes:
    return f"{x} {y} {length} 0.6 re f\n".encode()


WORDS = text(72, 700, "The plant employs ") + text(174, 700, "120") + text(200, 700, "180 people")


@pytest.mark.parametrize(
    ("stroke", "is_struck"),
    [
        (_line(174, 703.5, 20), True),
        (b"0.6 w 173 703.8 m 195 703.8 l S\n", True),
        (_line(174, 698.3, 20), False),
        (_line(174, 709.5, 20), False),
        (_line(20, 703.5, 560), False),
        (b"174 694 20 18 re S\n", False),
    ],
)
def test_words_with_a_line_through_them_are_left_out(stroke: bytes, *, is_struck: bool) -> None:
    assert " ".join(text_of(WORDS + stroke).split()) == (
        "The plant employs 180 people" if is_struck else "The plant employs 120 180 people"
    )


def test_a_remark_says_that_struck_out_words_were_left_out() -> None:
    assert read_pdf(drawn(WORDS + _line(174, 703.5, 20)), 5_000_000).notes == (STRUCK_OUT,)
    assert read_pdf(drawn(WORDS), 5_000_000).notes == ()


def test_on_a_page_of_thousands_of_lines_none_strikes_words_out() -> None:
    drawing = b"".join(_line(174, 100 + at / 10, 20) for at in range(2_000))
    assert "120" in text_of(WORDS + drawing + _line(174, 703.5, 20))


def test_words_that_an_annotation_strikes_out_are_left_out() -> None:
    quad = b"/Rect [174 697 194 711] /QuadPoints [174 711 194 711 174 697 194 697]"
    for kind, shown in (
        (b"StrikeOut", "The plant employs 180 people"),
        (b"Underline", "The plant employs 120 180 people"),
    ):
        read = text_of(WORDS, annotations=[b"<< /Type /Annot /Subtype /%s %s >>" % (kind, quad)])
        assert " ".join(read.split()) == shown


PICTURE = stream(
    b"\x80", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
INVISIBLE = b"BT 3 Tr /F1 12 Tf 72 700 Td (no more than 180 people) Tj 0 Tr ET\n"


def test_invisible_words_are_read_where_they_lie_on_a_picture_as_those_of_a_scan_do() -> None:
    seen = text(72, 600, "Seen")
    scan = b"q 612 0 0 792 0 0 cm /Im Do Q\n"
    assert text_of(INVISIBLE + seen, objects=[FONT, PICTURE]) == "Seen"
    assert text_of(scan + INVISIBLE, objects=[FONT, PICTURE]) == "no more than 180 people"


def test_what_a_form_within_the_page_draws_counts_as_drawn_on_the_page() -> None:
    content = (
        text(10, 100, "The plant employs ") + text(112, 100, "120") + text(138, 100, "180 people") + INVISIBLE
    )
    form = stream(content + _line(112, 103.5, 20), b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources "
                  b"<< /Font << /F1 3 0 R >> >>")  # fmt: skip
    read = text_of(b"q 0.5 0 0 0.5 72 300 cm /Im Do Q\n", objects=[FONT, form])
    assert " ".join(read.split()) == "The plant employs 180 people"


def test_words_beside_the_page_are_left_out() -> None:
    assert (
        text_of(text(72, 700, "Seen") + text(-300, 700, "left of it") + text(72, 900, "above it")) == "Seen"
    )


def test_lines_that_run_upwards_or_aslant_hold_no_raised_figures() -> None:
    for across, up in ((0, 1), (0.866, 0.5), (-1, 0)):
        turned = f"BT /F1 12 Tf {across} {up} {-up} {across} 300 300 Tm (12 per cent in 2019) Tj ET".encode()
        assert text_of(turned) == "12 per cent in 2019"


def test_pages_of_pictures_without_words_are_counted() -> None:
    scan = b"q 612 0 0 792 0 0 cm /Im Do Q\n"
    read = read_pdf(drawn(text(72, 700, "Words"), scan, scan, b"", objects=[FONT, PICTURE]), 5_000_000)
    assert read.notes == ("2 of 4 pages hold pictures and no words; what is written on them was not read",)


def _shows(words: bytes) -> bytes:
    return stream(
        b"/Tx BMC BT /F1 12 Tf 2 4 Td (%s) Tj ET EMC" % words,
        b"/Type /XObject /Subtype /Form /BBox [0 0 228 20] /Resources << /Font << /F1 3 0 R >> >>",
    )


FIELD = b"/FT /Tx /T (income) /V (48,500 from Harbour Ltd) /DA (0 g /Helv 0 Tf)"
FORM = b"/AcroForm << /Fields [6 0 R] %s >>"
WIDGET = b"<< /Type /Annot /Subtype /Widget /Rect [200 695 428 715] %s %s >>"


@pytest.mark.parametrize(
    ("widget", "root", "is_shown"),
    [
        (WIDGET % (FIELD, b"/F 4 /AP << /N 5 0 R >>"), FORM % b"", True),
        (WIDGET % (FIELD, b"/F 4"), FORM % b"/NeedAppearances true", True),
        (WIDGET % (FIELD, b"/F 4"), FORM % b"", True),
        (WIDGET % (FIELD, b"/F 2 /AP << /N 5 0 R >>"), FORM % b"", False),
        (WIDGET % (FIELD, b"/F 32 /AP << /N 5 0 R >>"), FORM % b"", False),
    ],
)
def test_what_a_form_shows_in_its_fields_is_read(widget: bytes, root: bytes, *, is_shown: bool) -> None:
    objects = [FONT, _shows(b"48,500 from Harbour Ltd"), widget]
    read = text_of(text(72, 700, "Income in euros:"), annotations=[b"6 0 R"], objects=objects, root=root)
    assert " ".join(read.split()) == "Income in euros:" + " 48,500 from Harbour Ltd" * is_shown


@pytest.mark.parametrize(
    ("note", "is_shown"),
    [
        (b"/Subtype /FreeText /F 4 /AP << /N 5 0 R >>", True),
        (b"/Subtype /FreeText /F 4", True),
        (b"/Subtype /Stamp /F 4 /AP << /N 5 0 R >>", True),
        (b"/Subtype /FreeText /F 2", False),
        (b"/Subtype /Text /F 4", False),
        (b"/Subtype /Popup /F 4", False),
        (b"/Subtype /Highlight /QuadPoints [72 711 188 711 72 697 188 697]", False),
    ],
)
def test_notes_written_on_the_page_are_read_and_comments_are_not(note: bytes, *, is_shown: bool) -> None:
    annotation = (
        b"<< /Type /Annot /Rect [72 600 300 620] /Contents (Approved on 3 March) /DA (0 g /Helv 11 Tf) %s >>"
    )
    objects = [FONT, _shows(b"Approved on 3 March"), annotation % note]
    read = text_of(text(72, 700, "Minutes"), annotations=[b"6 0 R"], objects=objects)
    assert read.splitlines() == ["Minutes"] + ["Approved on 3 March"] * is_shown
