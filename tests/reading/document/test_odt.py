"""OpenDocument texts are read as a reader of the finished document sees them."""

from factcheck.reading.document.media_type import ODT
from factcheck.reading.document.values import Hints, Limits, ReadDocument
from factcheck.reading.document.worker import read
from tests.reading.files import ROOMY, zipped

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {"office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
                         "meta": "meta"}.items()
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
STYLES = """
<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="up2" style:parent-style-name="up"/>
<style:style style:name="down"><style:text-properties style:text-position="-33% 58%"/></style:style>
<style:style style:name="gone"><style:text-properties text:display="none"/></style:style>
<style:style style:name="out"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="bold"><style:text-properties/></style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>
"""


def odt(body: str, **parts: bytes) -> bytes:
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    named = {name.replace("__", "/").replace("_", "."): part for name, part in parts.items()}
    return zipped({"mimetype": ODT.encode(), "content.xml": content.encode(), **named})


def reading(body: str, **parts: bytes) -> ReadDocument:
    return read(odt(body, **parts), Hints(), Limits())


def text_of(body: str) -> str:
    return reading(body).text or ""


def test_paragraphs_headings_and_cells_are_kept_apart() -> None:
    table = (
        "<table:table><table:table-row><table:table-cell><text:p>1997</text:p></table:table-cell>"
        "<table:table-cell><text:p>52</text:p></table:table-cell></table:table-row></table:table>"
    )
    found = reading(
        f"<text:h>Schools</text:h><text:p>One<text:line-break/>two<text:s text:c='2'/>x</text:p>{table}"
    )

    assert (found.content_type, found.text) == (ODT, "Schools\nOne\ntwo  x\n1997\t52")


def test_figures_off_the_line_are_kept_as_such() -> None:
    body = (
        "<text:p>12<text:span text:style-name='up'>3</text:span> per cent, 10<text:span text:style-name='up2'>6"
        "</text:span>, CO<text:span text:style-name='down'>2</text:span> "
        "<text:span text:style-name='bold'>4</text:span>"
        "</text:p>"
    )
    assert text_of(body) == "12³ per cent, 10⁶, CO₂ 4"


def test_what_was_deleted_struck_out_or_hidden_is_not_read() -> None:
    body = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes><text:p>It employs "
        "<text:span text:style-name='out'>120</text:span><text:span text:style-name='gone'>130</text:span>"
        "<text:hidden-text text:is-hidden='true'>140</text:hidden-text>"
        "<office:annotation><text:p>150</text:p></office:annotation>180 people</text:p>"
        "<text:section text:display='none'><text:p>unseen</text:p></text:section>"
    )
    assert text_of(body) == "It employs 180 people"


def test_notes_stand_at_the_end_and_their_marks_are_no_figures() -> None:
    note = (
        "<text:note><text:note-citation>3</text:note-citation><text:note-body><text:p>By the ministry.</text:p>"
        "</text:note-body></text:note>"
    )
    assert (
        text_of(f"<text:p>rose to 12{note} per cent</text:p>")
        == "rose to 12[3] per cent\n\n[3] By the ministry."
    )


def test_numbered_lists_have_their_numbers_and_others_none() -> None:
    items = "<text:list-item><text:p>one</text:p></text:list-item><text:list-item><text:p>two</text:p></text:list-item>"

    assert text_of(f"<text:list text:style-name='L1'>{items}</text:list>") == "1. one\n2. two"
    assert text_of(f"<text:list text:style-name='L2'>{items}</text:list>") == "one\ntwo"


def test_a_formula_leaves_a_hole_and_a_text_box_is_read() -> None:
    frame = "<draw:frame><draw:{0}>{1}</draw:{0}></draw:frame>"

    assert text_of(f"<text:p>rate {frame.format('object', '')} per cent</text:p>") == "rate \ufffc per cent"
    boxed = frame.format("text-box", "<text:p>boxed</text:p>")
    assert text_of(f"<text:p>{boxed}</text:p>").strip() == "boxed"


def test_heads_and_feet_of_pages_are_read_once_and_the_file_says_who_wrote_it() -> None:
    styles = (
        f"<office:document-styles {NAMES}><office:master-styles><style:master-page>"
        "<style:header><text:p>HA-2026-117</text:p></style:header>"
        "<style:footer><text:p>HA-2026-117</text:p></style:footer>"
        "</style:master-page></office:master-styles></office:document-styles>"
    )
    meta = (
        f"<office:document-meta {NAMES}><office:meta><dc:title>Report</dc:title><dc:creator>Roe</dc:creator>"
        "<meta:creation-date>2026-03-03T10:00:00</meta:creation-date></office:meta></office:document-meta>"
    )
    found = reading("<text:p>Words</text:p>", styles_xml=styles.encode(), meta_xml=meta.encode())

    assert found.text == "Words\n\nHA-2026-117"
    assert found.proposed == {"title": "Report", "author": "Roe", "published_on": "2026-03-03"}


def test_an_encrypted_file_and_a_damaged_one_are_told_apart() -> None:
    locked = reading("", **{"META-INF__manifest_xml": b"<manifest:encryption-data/>"})

    assert locked.text_outcome == "failed:encrypted"
    assert (
        read(zipped({"mimetype": ODT.encode(), "content.xml": b"<x"}), Hints(), ROOMY).text_outcome
        == "failed:damaged"
    )
    assert read(odt("<text:p>x</text:p>"), Hints(), Limits(decoded=100)).text_outcome == "failed:too-large"
