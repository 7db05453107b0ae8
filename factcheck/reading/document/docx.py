"""The words and metadata of Word files: what a reader of the finished document sees, each thing once."""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from factcheck.reading.document.charset import decode_text
from factcheck.reading.document.docx_looks import WORD, DocxStyles
from factcheck.reading.document.docx_numbers import ListNumbers
from factcheck.reading.document.docx_symbols import HOLE
from factcheck.reading.document.docx_text import PartText
from factcheck.reading.document.values import STRUCK_OUT, FileText, UnreadableDocument

if TYPE_CHECKING:
    from docx.document import Document

_ENCRYPTED_BIT = 1
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFF = ("0", "false", "off")


def read_docx(body: bytes, most: int) -> FileText:
    """The body of a Word file in order, then the notes that it leads to, and its page heads and feet, each once.

    Text that was deleted, moved away, struck out or hidden is left out. Cells are separated by tabs. Raises
    UnreadableDocument if the file is encrypted or unpacks to more than `most` bytes (too-large), and what the parsers
    raise if it is damaged.
    """
    import docx

    _check_zip(body, most)
    document = docx.Document(io.BytesIO(_in_usual_names(body)))
    of_kind = _parts_by_kind(document)
    reader = PartText(DocxStyles(of_kind.get("styles")), ListNumbers(of_kind.get("numbering")))
    text = "".join(_texts(document, reader, of_kind))
    return FileText(text, _properties(document), (STRUCK_OUT,) if reader.has_struck_words else ())


def _check_zip(body: bytes, most: int) -> None:
    """Refuse a decompression bomb by the declared sizes of its parts; no part is unpacked beyond its declared size."""
    with ZipFile(io.BytesIO(body)) as packed:
        parts = packed.infolist()
    if any(part.flag_bits & _ENCRYPTED_BIT for part in parts):
        raise UnreadableDocument("encrypted")
    if sum(part.file_size for part in parts) > most:
        raise UnreadableDocument("too-large")


def _in_usual_names(body: bytes) -> bytes:
    """The file, with the names of ISO/IEC 29500 Strict, which few programs know, as those that nearly all files use."""
    with ZipFile(io.BytesIO(body)) as packed:
        if "_rels/.rels" not in packed.NameToInfo or not _STRICT.search(packed.read("_rels/.rels")):
            return body
        renamed = io.BytesIO()
        with ZipFile(renamed, "w") as usual:
            for name in packed.namelist():
                part = packed.read(name)
                is_xml = name.endswith((".xml", ".rels"))
                usual.writestr(name, _STRICT.sub(_USUAL, part) if is_xml else part)
        return renamed.getvalue()


_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"


def _texts(document: "Document", reader: PartText, of_kind: Mapping[str, Any]) -> Iterator[str]:
    body = document.element.body
    yield reader.text(body, _inserted(document))
    for kind in ("footnote", "endnote"):
        if (notes := of_kind.get(f"{kind}s")) is not None:
            yield reader.notes(notes, kind)
    told = set()
    for part in _heads_and_feet(document, body, of_kind.get("settings")):
        text = reader.text(part)
        if text.strip() not in told:
            told.add(text.strip())
            yield text


def _parts_by_kind(document: "Document") -> dict[str, Any]:
    """The first part of each kind to which the document is related, parsed."""
    from docx.oxml import parse_xml

    found: dict[str, Any] = {}
    for related in document.part.rels.values():
        kind = related.reltype.rsplit("/", 1)[-1]
        if kind in _READ_KINDS and not related.is_external:
            found.setdefault(kind, parse_xml(related.target_part.blob))
    return found


_READ_KINDS = ("styles", "numbering", "footnotes", "endnotes", "settings")


def _heads_and_feet(document: "Document", body: Any, settings: Any) -> Iterator[Any]:
    """The heads and feet of pages, of those that the sections show."""
    from docx.oxml import parse_xml

    sections = list(body.iter(f"{WORD}sectPr"))
    shown = {"default"}
    if any(_is_set(section, "titlePg") for section in sections):
        shown.add("first")
    if _is_set(settings, "evenAndOddHeaders"):
        shown.add("even")
    for what in ("header", "footer"):
        references = [one for section in sections for one in section.findall(f"{WORD}{what}Reference")]
        names = [one.get(_RELATION) for one in references if one.get(f"{WORD}type", "default") in shown]
        for name in dict.fromkeys(names):
            if name in document.part.rels and not document.part.rels[name].is_external:
                yield parse_xml(document.part.rels[name].target_part.blob)


def _is_set(above: Any, name: str) -> bool:
    found = above.find(f"{WORD}{name}") if above is not None else None
    return found is not None and found.get(f"{WORD}val") not in _OFF


def _inserted(document: "Document") -> Callable[[str], str]:
    """Reads what stands in the document as a part of its own: a page, plain text, or the words of a diagram."""

    def text_of(name: str) -> str:
        if name not in document.part.rels or document.part.rels[name].is_external:
            return HOLE
        part = document.part.rels[name].target_part
        if part.content_type.endswith("diagramData+xml"):
            return _diagram_text(part.blob)
        if part.content_type.endswith(("/html", "/xhtml+xml")):
            from factcheck.reading.document.seen_words import seen_text

            return seen_text(decode_text(part.blob, part.content_type, markup=True).text)
        if part.content_type == "text/plain":
            return decode_text(part.blob, part.content_type, markup=False).text
        return HOLE

    return text_of


def _diagram_text(blob: bytes) -> str:
    from docx.oxml import parse_xml

    paragraphs = parse_xml(blob).iter(f"{_DRAWING}p")
    return "".join("".join(one.itertext(f"{_DRAWING}t")) + "\n" for one in paragraphs)


def _properties(document: "Document") -> dict[str, str]:
    """The metadata of the file."""
    related = document.part.package.rels.values()
    if not any(one.reltype.endswith("/core-properties") for one in related):
        return {}  # the library would invent some
    core = document.core_properties
    created = core.created.date().isoformat() if core.created else ""
    found = {"title": core.title, "author": core.author, "published_on": created}
    return {key: value for key, value in found.items() if value}
