"""The words and metadata of OpenDocument texts (ISO/IEC 26300): what a reader of the finished document sees, once."""

import io
import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from factcheck.reading.document.docx_symbols import HOLE
from factcheck.reading.document.page_styles import Look
from factcheck.reading.document.values import FileText, UnreadableDocument
from factcheck.reading.raised_figures import as_note_mark, lowered, raised_after

_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
}


def _name(prefixed: str) -> str:
    prefix, _, local = prefixed.partition(":")
    return f"{{{_NAMES[prefix]}}}{local}"


_SKIPPED = frozenset(
    _name(one)
    for one in (
        *("text:tracked-changes", "text:ruby-text", "text:sequence-decls", "text:variable-decls"),
        *(
            "text:user-field-decls",
            "office:annotation",
            "office:forms",
            "text:alphabetical-index-auto-mark-file",
        ),
    )
)
_LINES = ("text:p", "text:h", "table:table-row")
_ENDS = {**{_name(one): "\n" for one in _LINES}, _name("table:table-cell"): "\t"}
_SIGNS = {_name("text:tab"): "\t", _name("text:line-break"): "\n"}
_HIDDEN = (_name("text:hidden-text"), _name("text:hidden-paragraph"))
_HEADS = tuple(
    _name(f"style:{what}{which}") for what in ("header", "footer") for which in ("", "-first", "-left")
)
_SPACES = re.compile(r"[ \t\r\n]+")
_ENCRYPTED = b"encryption-data"
_CONTENT, _STYLES, _META, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"


def read_odt(body: bytes, most: int) -> FileText:
    """The text in order, then the notes that it leads to, and the heads and feet of pages, each once.

    Text that was deleted, struck out or hidden is left out; cells are separated by tabs. Raises UnreadableDocument if
    the file is encrypted or unpacks to more than `most` bytes (too-large), and what the parsers raise if it is damaged.
    """
    with ZipFile(io.BytesIO(body)) as packed:
        if sum(part.file_size for part in packed.infolist()) > most:
            raise UnreadableDocument("too-large")
        if _MANIFEST in packed.NameToInfo and _ENCRYPTED in packed.read(_MANIFEST):
            raise UnreadableDocument("encrypted")
        names = [name for name in (_CONTENT, _STYLES, _META) if name in packed.NameToInfo]
        roots = {name: _parsed(packed.read(name)) for name in names}
    content, styles = roots[_CONTENT], roots.get(_STYLES)
    reader = _Reader([root for root in (styles, content) if root is not None])
    texts = [reader.text(part) for part in content.iter(_name("office:text"))]
    texts += reader.notes
    heads = (head for root in (styles,) if root is not None for head in root.iter(*_HEADS))
    texts += [reader.text(head) for head in heads if head.get(_name("style:display")) != "false"]
    return FileText(
        "\n".join(dict.fromkeys(one for one in texts if one.strip())), _properties(roots.get(_META))
    )


def _parsed(content: bytes) -> Any:
    from lxml.etree import XMLParser, fromstring

    return fromstring(content, XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _properties(meta: Any) -> dict[str, str]:
    if meta is None:
        return {}
    named = {"title": "dc:title", "author": "dc:creator", "published_on": "meta:creation-date"}
    found = {key: next(meta.iter(_name(name)), None) for key, name in named.items()}
    return {key: one.text or "" for key, one in found.items() if one is not None}


class _Reader:
    """Reads parts of one file, one after the other; `notes` are those to which the parts read so far lead."""

    def __init__(self, roots: list[Any]) -> None:
        self._looks = _looks(roots)
        self._numbered = _numbered_levels(roots)
        self._lists: list[str] = []
        self.notes: list[str] = []
        self._written: list[str] = []

    def text(self, part: Any) -> str:
        """The words of one part."""
        outer, self._written = self._written, []
        self._read_children(part, Look.PLAIN)
        text, self._written = "".join(self._written), outer
        return text

    def _read_children(self, element: Any, look: Look) -> None:
        self._write(element.text, look)
        number = self._first_number(element)
        for child in element:
            if isinstance(child.tag, str):
                is_item = child.tag == _name("text:list-item")
                self._read(child, look, number if is_item else 0)
                number += 1 if number and is_item else 0
            self._write(child.tail, look)

    def _read(self, element: Any, look: Look, number: int) -> None:
        tag = element.tag
        own = self._looks.get(element.get(_name("text:style-name"), ""), Look.PLAIN)
        look = look if own is Look.PLAIN else own
        gone = element.get(_name("text:display")) == "none" or (
            tag in _HIDDEN and element.get(_name("text:is-hidden")) != "false"
        )
        if tag in _SKIPPED or gone or look is Look.HIDDEN:
            return
        if tag == _name("text:s"):
            self._written.append(" " * min(int(element.get(_name("text:c"), "1")), 100))
        elif tag in _SIGNS:
            self._written.append(_SIGNS[tag])
        elif tag == _name("text:note"):
            self._read_note(element)
        elif tag == _name("draw:object"):
            self._written.append(HOLE)
        elif tag == _name("text:list"):
            self._lists.append(element.get(_name("text:style-name"), self._lists[-1] if self._lists else ""))
            self._read_children(element, look)
            self._lists.pop()
        else:
            self._write_number(number)
            self._read_children(element, look)
            self._write_end(element)

    def _read_note(self, note: Any) -> None:
        citation, body = note.find(_name("text:note-citation")), note.find(_name("text:note-body"))
        mark = as_note_mark("".join(citation.itertext())) if citation is not None else ""
        self._written.append(mark)
        if body is not None:
            self.notes.append(f"{mark} {self.text(body)}".strip())

    def _first_number(self, element: Any) -> int:
        """The number at which the items of a list begin; 0 if it is no list with numbers."""
        if element.tag != _name("text:list") or (self._lists[-1], len(self._lists)) not in self._numbered:
            return 0
        return self._numbered[(self._lists[-1], len(self._lists))]

    def _write_number(self, number: int) -> None:
        if number:
            self._written.append(f"{number}. ")

    def _write_end(self, element: Any) -> None:
        end = _ENDS.get(element.tag, "")
        above = element.getparent()
        in_cell = above is not None and above.tag == _name("table:table-cell") and element.getnext() is None
        self._written.append("" if in_cell else end)

    def _write(self, text: str | None, look: Look) -> None:
        """Write text, white space in it as one space, as OpenDocument says."""
        if not text or look is Look.HIDDEN or look is Look.STRUCK:
            return
        words = _SPACES.sub(" ", text)
        if look is Look.RAISED:
            words = raised_after("".join(self._written[-8:]), words)
        elif look is Look.LOWERED:
            words = lowered(words)
        self._written.append(words)


def _looks(roots: list[Any]) -> dict[str, Look]:
    """The look of each style other than plain, by its name; a style without a look of its own has its parent's."""
    styles = {
        style.get(_name("style:name")): style for root in roots for style in root.iter(_name("style:style"))
    }
    found = {}
    for name in styles:
        own, seen = styles.get(name), 0
        while own is not None and seen < 20 and (look := _look(own)) is None:
            own, seen = styles.get(own.get(_name("style:parent-style-name"))), seen + 1
        if own is not None and seen < 20 and look is not None:
            found[name] = look
    return found


def _look(style: Any) -> Look | None:
    """The look that a style itself gives; None if it says nothing of it."""
    said = style.find(_name("style:text-properties"))
    if said is None:
        return None
    if said.get(_name("text:display")) == "none":
        return Look.HIDDEN
    struck = said.get(_name("style:text-line-through-style")) or said.get(
        _name("style:text-line-through-type")
    )
    if struck and struck != "none":
        return Look.STRUCK
    height = said.get(_name("style:text-position"), "").split(" ")[0]
    if not height or height in ("0%", "0"):
        return Look.PLAIN if height else None
    return Look.LOWERED if height == "sub" or height.startswith("-") else Look.RAISED


def _numbered_levels(roots: list[Any]) -> dict[tuple[str, int], int]:
    """The first number of each level of each list style that has plain numbers."""
    return {level: first for root in roots for level, first in _levels(root)}


def _levels(root: Any) -> Iterator[tuple[tuple[str, int], int]]:
    for style in root.iter(_name("text:list-style")):
        for level in style.findall(_name("text:list-level-style-number")):
            if level.get(_name("style:num-format")) == "1":
                depth = int(level.get(_name("text:level"), "1"))
                yield (
                    (style.get(_name("style:name"), ""), depth),
                    int(level.get(_name("text:start-value"), "1")),
                )
