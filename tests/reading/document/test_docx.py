"""The words and metadata of Word files."""

import io
from zipfile import ZipFile

import pytest
from docx.document import Document

from factcheck.reading.document.docx import read_docx
from factcheck.reading.document.values import STRUCK_OUT, UnreadableDocument
from tests.reading.files import WORD, with_part, word, word_of, zipped

MOST = 5_000_000


def text_of(body: str, **parts: str) -> str:
    """The text of a Word file with this body and these parts, each the inside of its root element."""
    return read_docx(word_of(body, parts), MOST).text


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


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


def test_a_file_in_the_strict_form_is_read_like_any_other() -> None:
    usual = word_of(paragraph(run("It rose to 12"), run("3", '<w:vertAlign w:val="superscript"/>')), {})
    with ZipFile(io.BytesIO(usual)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for old, new in (
        ("officeDocument/2006", "officeDocument"),
        ("wordprocessingml/2006", "wordprocessingml"),
    ):
        names = (
            f"http://schemas.openxmlformats.org/{old}/".encode(),
            f"http://purl.oclc.org/ooxml/{new}/".encode(),
        )
        parts = {name: part.replace(*names) for name, part in parts.items()}
    assert b"purl.oclc.org" in parts["word/document.xml"]
    assert read_docx(zipped(parts), MOST).text == "It rose to 12³\n"


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


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        ('<w:vertAlign w:val="superscript"/>', "rose to 12³ per cent"),
        ('<w:vertAlign w:val="subscript"/>', "rose to 12₃ per cent"),
        ('<w:vertAlign w:val="baseline"/>', "rose to 123 per cent"),
        ('<w:position w:val="6"/>', "rose to 12³ per cent"),
        ('<w:position w:val="-6"/>', "rose to 12₃ per cent"),
        ('<w:position w:val="1"/>', "rose to 123 per cent"),
        ('<w:rStyle w:val="Mark"/>', "rose to 12³ per cent"),
        ('<w:rStyle w:val="Mark"/><w:vertAlign w:val="baseline"/>', "rose to 123 per cent"),
    ],
)
def test_a_raised_or_lowered_figure_stays_one(properties: str, shown: str) -> None:
    styles = _style("character", "Above", '<w:vertAlign w:val="superscript"/>') + _style(
        "character", "Mark", "<w:b/>", "Above"
    )
    body = paragraph(run("rose to 12"), run("3", properties), run(" per cent"))
    assert text_of(body, styles=styles) == f"{shown}\n"


@pytest.mark.parametrize(
    ("properties", "is_shown"),
    [
        ("<w:vanish/>", False),
        ("<w:strike/>", False),
        ("<w:dstrike/>", False),
        ('<w:strike w:val="0"/>', True),
        ('<w:vanish w:val="false"/>', True),
        ('<w:rStyle w:val="Struck"/>', False),
        ('<w:rStyle w:val="Struck"/><w:strike w:val="0"/>', True),
        ("<w:webHidden/>", True),
        ("<w:b/>", True),
    ],
)
def test_struck_out_and_hidden_words_are_left_out(properties: str, *, is_shown: bool) -> None:
    styles = _style("character", "Struck", "<w:strike/>")
    body = paragraph(run("The plant employs "), run("120 ", properties), run("180 people"))
    assert text_of(body, styles=styles) == f"The plant employs {'120 ' if is_shown else ''}180 people\n"


def test_a_remark_says_that_struck_out_words_were_left_out() -> None:
    for properties, notes in (("<w:strike/>", (STRUCK_OUT,)), ("<w:vanish/>", ())):
        assert read_docx(word_of(paragraph(run("120", properties), run("180")), {}), MOST).notes == notes


def test_a_style_of_paragraphs_hides_them_and_one_of_characters_within_shows_them_again() -> None:
    styles = _style("paragraph", "Gone", "<w:vanish/>") + _style("character", "Back", "<w:vanish/>")
    gone = '<w:pPr><w:pStyle w:val="Gone"/></w:pPr>'
    body = paragraph(gone, run("unseen "), run("seen", '<w:rStyle w:val="Back"/>')) + paragraph(run("after"))
    assert text_of(body, styles=styles) == "seen\nafter\n"


def test_the_style_that_paragraphs_have_without_naming_one_counts() -> None:
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:strike/></w:rPr></w:style>'
    assert (
        text_of(paragraph(run("taken back"), run("kept", '<w:strike w:val="0"/>')), styles=styles) == "kept\n"
    )


def test_deleted_and_moved_text_is_left_out_where_it_was_and_read_where_it_is() -> None:
    moved = run("The harbour pays. ")
    body = (
        paragraph(run("1 "), f"<w:moveFrom>{moved}</w:moveFrom>", run("The town pays nothing."))
        + paragraph(run("2 "), f"<w:moveTo>{moved}</w:moveTo>")
        + paragraph("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", run("One para"))
        + paragraph(run("graph."))
    )
    assert text_of(body) == "1 The town pays nothing.\n2 The harbour pays. \nOne paragraph.\n"


def test_deleted_and_hidden_rows_and_cells_are_left_out() -> None:
    def row(inside: str, *cells: str) -> str:
        return f"<w:tr><w:trPr>{inside}</w:trPr>{''.join(cells)}</w:tr>"

    def cell(text: str, inside: str = "") -> str:
        return f"<w:tc><w:tcPr>{inside}</w:tcPr>{paragraph(run(text))}</w:tc>"

    rows = (
        row("", cell("a"), cell("gone", "<w:cellDel/>"), cell("b")),
        row("<w:del/>", cell("gone")),
        row("<w:hidden/>", cell("unseen")),
        row("<w:ins/>", cell("c")),
    )
    assert text_of(f"<w:tbl>{''.join(rows)}</w:tbl>") == "a\tb\t\nc\t\n"


def test_heads_feet_and_notes_are_read_once_after_the_body() -> None:
    sections = (
        f"<w:p><w:pPr><w:sectPr>{_reference('header', 'default', 'h1')}</w:sectPr></w:pPr></w:p>"
        f"<w:sectPr>{_reference('header', 'default', 'h2')}{_reference('header', 'first', 'h3')}"
        f"{_reference('header', 'even', 'h4')}{_reference('footer', 'default', 'f1')}<w:titlePg/></w:sectPr>"
    )
    head = paragraph(run("File HA-117"))
    body = paragraph(run("It rose to 12"), '<w:r><w:footnoteReference w:id="7"/></w:r>', run(" per cent."))
    read = text_of(
        body + sections,
        h1=head, h2=head, h3=paragraph(run("Harbour Authority")), h4=paragraph(run("shown on no page")),
        f1=paragraph(run("Page "), _field("PAGE", "1")),
        footnotes='<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="6"><w:p><w:r><w:t>Of a mark that is gone.</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="7"><w:p><w:r><w:footnoteRef/></w:r>'
        "<w:r><w:t>By the old count.</w:t></w:r></w:p></w:footnote>",
    )  # fmt: skip
    assert [line for line in read.split("\n") if line] == [
        "It rose to 12[1] per cent.",
        "[1] By the old count.",
        "File HA-117",
        "Harbour Authority",
        "Page 1",
    ]


def test_the_note_of_a_deleted_mark_goes_with_it_and_a_mark_of_its_own_stays() -> None:
    body = paragraph(
        run("Seven"),
        '<w:del><w:r><w:endnoteReference w:id="1"/></w:r></w:del>',
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        '<w:endnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r>',
        '<w:r><w:endnoteReference w:id="3"/></w:r>',
    )
    notes = "".join(
        f'<w:endnote w:id="{number}"><w:p><w:r><w:endnoteRef/></w:r>{run(text)}</w:p></w:endnote>'
        for number, text in ((1, "gone"), (2, "own"), (3, "counted"))
    )
    assert text_of(body, endnotes=notes) == "Seven*[1]\n own\n[1] counted\n"


def test_of_a_field_the_result_is_read_and_never_the_instruction() -> None:
    inner = _field(" MERGEFIELD town ", "Lisse")
    begun = f"{_mark('begin')}<w:r><w:instrText> IF </w:instrText></w:r>{inner}"
    outer = f"{begun}{_mark('separate')}{run('in Lisse')}{_mark('end')}"
    body = paragraph(run("The plant "), outer, _field(' XE "plant" '), '<w:fldSimple w:instr="DATE">',
                     run(", 3 March"), "</w:fldSimple>")  # fmt: skip
    assert text_of(body) == "The plant in Lisse, 3 March\n"


def test_what_a_form_shows_is_read() -> None:
    box = '<w:checkBox><w:default w:val="0"/>{}</w:checkBox>'
    choice = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="no"/><w:listEntry w:val="yes"/></w:ddList>'
    body = paragraph(
        _field(" FORMTEXT ", "48,500"),
        run(" "), _form(box.format("<w:checked/>")), run(" "), _form(box.format("")), run(" "), _form(choice),
    )  # fmt: skip
    assert text_of(body) == "48,500 ☒ ☐ yes\n"


def test_an_equation_is_read_on_one_line() -> None:
    def number(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    half = f"<m:f><m:num>{number('1')}</m:num><m:den>{number('2')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{number('10')}</m:e><m:sup>{number('6')}</m:sup></m:sSup>"
    sum_of = f"<m:f><m:num>{number('a+b')}</m:num><m:den><m:rad><m:deg/><m:e>{number('c')}</m:e></m:rad></m:den></m:f>"
    for inside, shown in (
        (number("12.5"), "12.5"),
        (number("2") + half, "2½"),
        (power, "10⁶"),
        (sum_of, "(a+b)⁄(√c)"),
        (f"<m:sSup><m:e>{number('x')}</m:e><m:sup>{number('n')}</m:sup></m:sSup>", "x^n"),
        (f"<m:d><m:e>{number('x')}</m:e><m:e>{number('y')}</m:e></m:d>", "(x|y)"),
        (f"<w:del>{number('9')}</w:del>{number('8')}", "8"),
    ):
        assert (
            text_of(paragraph(run("It is "), f"<m:oMath>{inside}</m:oMath>", run("."))) == f"It is {shown}.\n"
        )


def test_what_cannot_be_read_leaves_a_hole_that_no_quote_runs_across() -> None:
    for hole in (
        "<w:r><w:object/></w:r>",
        _field(r" EQ \f(1,2) "),
        '<w:r><w:sym w:font="Odd" w:char="F041"/></w:r>',
    ):
        assert (
            text_of(paragraph(run("The rate is "), hole, run(" per cent"))) == "The rate is \ufffc per cent\n"
        )


def test_signs_of_symbol_fonts_are_read_as_what_they_show() -> None:
    signs = (
        ("Symbol", "F0B0", "°"),
        ("Symbol", "F0A3", "≤"),
        ("Wingdings", "F0FE", "☑"),
        ("Arial", "20AC", "€"),
    )
    for font, code, shown in signs:
        sign = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
        assert text_of(paragraph(run("5 "), sign, run("C"))) == f"5 {shown}C\n"
    assert text_of(paragraph(run("5 \uf0b0C", '<w:rFonts w:ascii="Symbol"/>'))) == "5 °C\n"


def test_a_text_box_is_read_once_beside_the_paragraph_that_holds_it() -> None:
    box = f"<w:txbxContent>{paragraph(run('In a box'))}</w:txbxContent>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    body = paragraph(run("Beside "), f"<w:r>{both}</w:r>", run("the box."))
    assert text_of(body) == "Beside the box.\nIn a box\n"
    old = paragraph(run("Older"), f"<w:r><w:pict>{box}</w:pict></w:r>")
    assert text_of(old) == "Older\nIn a box\n"


def test_readings_printed_above_and_comments_are_left_out() -> None:
    ruby = f"<w:ruby><w:rt>{run('とうきょう')}</w:rt><w:rubyBase>{run('東京')}</w:rubyBase></w:ruby>"
    body = paragraph(f"<w:r>{ruby}</w:r>", run("都"), '<w:r><w:commentReference w:id="0"/></w:r>')
    assert text_of(body, comments=f'<w:comment w:id="0">{paragraph(run("Sure?"))}</w:comment>') == "東京都\n"


def test_list_numbers_are_read_as_they_are_counted() -> None:
    levels = _level(0, "decimal", "%1.") + _level(1, "lowerLetter", "(%2)") + _level(2, "upperRoman", "%1.%3")
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{_level(0, "bullet", "•")}</w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
    )
    by_style = '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="paragraph" w:styleId="L">{by_style}</w:style>'
    items = ((5, 0), (5, 1), (5, 1), (5, 2), (5, 0), (5, 1), (6, 0), (7, 0), (0, 0))
    body = "".join(
        paragraph(
            f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr></w:pPr>', run("x")
        )
        for name, level in items
    )
    body += paragraph('<w:pPr><w:pStyle w:val="L"/></w:pPr>', run("x"))
    numbers = ["1.", "(a)", "(b)", "1.I", "2.", "(a)", "", "4.", "", "5."]
    read = text_of(body, numbering=numbering, styles=styles)
    assert [line.removesuffix("x").strip() for line in read.splitlines()] == numbers


def test_hyphens_and_tabs_are_kept_as_they_are() -> None:
    body = paragraph(
        "<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t><w:tab/></w:r>"
    )
    assert text_of(body) == "a-b\u00adc\t\n"


def _style(kind: str, name: str, properties: str, based_on: str = "") -> str:
    above = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}">{above}<w:rPr>{properties}</w:rPr></w:style>'


def _reference(what: str, kind: str, name: str) -> str:
    return f'<w:{what}Reference w:type="{kind}" r:id="{name}"/>'


def _mark(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def _field(instruction: str, result: str | None = None) -> str:
    shown = "" if result is None else _mark("separate") + run(result)
    return f"{_mark('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{shown}{_mark('end')}"


def _form(inside: str) -> str:
    return _mark("begin", f"<w:ffData>{inside}</w:ffData>") + _mark("end")


def _level(at: int, shape: str, text: str) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{text}"/></w:lvl>'
