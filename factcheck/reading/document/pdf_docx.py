"""The text of PDF and Word files, and what they say of themselves."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from factcheck.reading.document.values import Unreadable

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
    """What was read: the text as the file gives it, and its own title, author and published_on, those it has."""

    text: str
    says: Mapping[str, str] = field(default_factory=dict)


def read_pdf(body: bytes, most: int) -> FileText:
    """The text of a PDF page by page, an empty line between, until there are `most` characters.

    A hyphen that only ends a line becomes a soft hyphen. Raises Unreadable: encrypted, damaged.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(body) as pdf:
            says = pdf.get_metadata_dict(skip_empty=True)
            text = "\n\n".join(_until(most, _pages(pdf)))
    except pypdfium2.PdfiumError as wrong:
        why = "encrypted" if getattr(wrong, "err_code", None) == _WRONG_PASSWORD else "damaged"
        raise Unreadable(why) from wrong
    named = {"title": "Title", "author": "Author", "published_on": "CreationDate"}
    found = {key: says[name].removeprefix("D:") for key, name in named.items() if says.get(name)}
    return FileText(text, found)


def read_docx(body: bytes, most: int) -> FileText:
    """The paragraphs and tables of a Word file in their order, text boxes, notes at the end; cells are parted by tabs.

    `most` bounds its unpacked bytes. Raises Unreadable (encrypted, too-large), and what the parsers raise of damage.
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
    """The pieces up to the one with which there is more than enough."""
    for piece in pieces:
        yield piece
        most -= len(piece)
        if most < 0:
            return


def _check_zip(body: bytes, most: int) -> None:
    """Refuse a bomb by what its parts say they unpack to; no part is ever unpacked beyond what it says."""
    with ZipFile(io.BytesIO(body)) as packed:
        parts = packed.infolist()
    if any(part.flag_bits & _ENCRYPTED_BIT for part in parts):
        raise Unreadable("encrypted")
    if sum(part.file_size for part in parts) > most:
        raise Unreadable("too-large")


def _roots(document: "Document") -> Iterator[Any]:
    """The body, then the foot- and endnotes."""
    from docx.oxml import parse_xml

    yield document.element.body
    for related in document.part.rels.values():
        if not related.is_external and related.reltype.rsplit("/", 1)[-1] in _NOTES:
            yield parse_xml(related.target_part.blob)


def _words(root: Any) -> Iterator[str]:
    """Text in the order of the file, without what a change removed or an older reader would be shown instead."""
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
    """Whether it is the last paragraph of a table's cell, after which the cell's own end comes."""
    above = element.getparent()
    return above is not None and above.tag == _CELL and element.getnext() is None


def _properties(document: "Document") -> dict[str, str]:
    """What the file says of itself."""
    related = document.part.package.rels.values()
    if not any(one.reltype.endswith("/core-properties") for one in related):
        return {}  # the library would make some up
    core = document.core_properties
    created = core.created.date().isoformat() if core.created else ""
    found = {"title": core.title, "author": core.author, "published_on": created}
    return {key: value for key, value in found.items() if value}
