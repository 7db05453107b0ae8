"""The text and metadata of PDF and Word files."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from factcheck.reading.document.values import UnreadableDocument

if TYPE_CHECKING:
    from docx.document import Document

_HYPHEN = re.compile("[\ufffe\x02]")
_SOFT_HYPHEN = "\u00ad"
_ENCRYPTED_BIT = 1
_WRONG_PASSWORD = 4
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
_ENDS = {f"{_WORD}p": "\n", f"{_WORD}tc": "\t", f"{_WORD}tr": "\n"}
_CELL = f"{_WORD}tc"
_NOTES = ("footnotes", "endnotes")


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file, unprocessed, and its title, author and published_on, as far as it has them."""

    text: str
    metadata: Mapping[str, str] = field(default_factory=dict)


def read_pdf(body: bytes, most: int) -> FileText:
    """The text of a PDF, page by page with an empty line between, up to the page that exceeds `most` characters.

    A hyphen that only breaks a line becomes a soft hyphen. Raises UnreadableDocument: encrypted, damaged.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(body) as pdf:
            given = pdf.get_metadata_dict(skip_empty=True)
            text = "\n\n".join(_until(most, _pages(pdf)))
    except pypdfium2.PdfiumError as wrong:
        why = "encrypted" if getattr(wrong, "err_code", None) == _WRONG_PASSWORD else "damaged"
        raise UnreadableDocument(why) from wrong
    named = {"title": "Title", "author": "Author", "published_on": "CreationDate"}
    found = {key: given[name].removeprefix("D:") for key, name in named.items() if given.get(name)}
    return FileText(text, found)


def read_docx(body: bytes, most: int) -> FileText:
    """The paragraphs, tables and text boxes of a Word file in order, then its notes; cells are separated by tabs.

    Raises UnreadableDocument if the file is encrypted or unpacks to more than `most` bytes (too-large), and what the
    parsers raise if it is damaged.
    """
    import docx

    _check_zip(body, most)
    document = docx.Document(io.BytesIO(body))
    text = "".join(piece for root in _roots(document) for piece in _words(root))
    return FileText(text, _properties(document))


def _pages(pdf: Any) -> Iterator[str]:
    for page in pdf:
        words = page.get_textpage()
        yield _HYPHEN.sub(_SOFT_HYPHEN, words.get_text_range())
        words.close()
        page.close()


def _until(most: int, pieces: Iterator[str]) -> Iterator[str]:
    """The pieces up to the first with which they exceed `most` characters."""
    for piece in pieces:
        yield piece
        most -= len(piece)
        if most < 0:
            return


def _check_zip(body: bytes, most: int) -> None:
    """Refuse a decompression bomb by the declared sizes of its parts; no part is unpacked beyond its declared size."""
    with ZipFile(io.BytesIO(body)) as packed:
        parts = packed.infolist()
    if any(part.flag_bits & _ENCRYPTED_BIT for part in parts):
        raise UnreadableDocument("encrypted")
    if sum(part.file_size for part in parts) > most:
        raise UnreadableDocument("too-large")


def _roots(document: "Document") -> Iterator[Any]:
    """The body, then the footnotes and endnotes."""
    from docx.oxml import parse_xml

    yield document.element.body
    for related in document.part.rels.values():
        if not related.is_external and related.reltype.rsplit("/", 1)[-1] in _NOTES:
            yield parse_xml(related.target_part.blob)


def _words(root: Any) -> Iterator[str]:
    """Text in the order of the file, without tracked deletions and fallbacks for older programs."""
    from lxml.etree import iterwalk

    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            yield "" if _ends_cell(element) else _ENDS.get(element.tag, "")
        elif element.tag == _FALLBACK:
            walk.skip_subtree()
        elif element.tag == f"{_WORD}t":
            yield element.text or ""
        elif element.tag in _SIGNS and element.getparent().tag == f"{_WORD}r":
            yield _SIGNS[element.tag]


def _ends_cell(element: Any) -> bool:
    """Whether this is the last paragraph of a table cell, which the end of the cell follows."""
    above = element.getparent()
    return above is not None and above.tag == _CELL and element.getnext() is None


def _properties(document: "Document") -> dict[str, str]:
    """The metadata of the file."""
    related = document.part.package.rels.values()
    if not any(one.reltype.endswith("/core-properties") for one in related):
        return {}  # the library would invent some
    core = document.core_properties
    created = core.created.date().isoformat() if core.created else ""
    found = {"title": core.title, "author": core.author, "published_on": created}
    return {key: value for key, value in found.items() if value}
