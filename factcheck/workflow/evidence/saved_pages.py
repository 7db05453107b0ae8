"""Pages that a browser saved "complete": HTML with the folder of its parts beside it, or both packed as a zip."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote
from zipfile import BadZipFile, ZipFile

from factcheck.archive.outside_pages import MOST_DIRECTORY, directory_size
from factcheck.archive.supplied_warc import SuppliedFile
from factcheck.errors import BadInput
from factcheck.files import disk_errors_explained
from factcheck.reading.document.media_type import HTML, PLAIN, XHTML, XML, media_type_of
from factcheck.reading.document.values import SavedPart

_PAGES = (".html", ".htm", ".xhtml")
_NO_PARTS = (".js", ".mjs", ".json", ".download", ".map", ".svg", ".txt")
"""Endings of names of text in which no words of a page stand."""
_MOST_PARTS, _MOST_BYTES = 200, 20_000_000
_MOST_NAMES = 20_000
_REFUSED = (BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error, OSError, ValueError)


def with_parts(path: Path, document: SuppliedFile) -> SuppliedFile:
    """The document with the frames and style sheets that lie beside it, where it is such a page; else as it is.

    Of a zip that holds one page at its top it is that page. BadInput where what is packed cannot be read.
    """
    if path.suffix.casefold() in _PAGES:
        return replace(document, parts=tuple(_chosen(_beside(path))))
    with path.open("rb") as file:
        is_zip = file.read(4) == b"PK\x03\x04" and directory_size(file) <= MOST_DIRECTORY
    return (_packed_page(path, document) if is_zip else None) or document


def _beside(path: Path) -> Iterator[tuple[str, bytes]]:
    """The files in the folders beside a page that it names and that are called as it is; no links to elsewhere."""
    with disk_errors_explained(path):
        markup = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""
        for folder in sorted(path.parent.iterdir()):
            name = folder.name
            is_named = any(one.encode() in markup for one in (name, quote(name)))
            if not (name != path.name and name.startswith(path.stem) and is_named):
                continue
            if folder.is_symlink() or not folder.is_dir():
                continue
            for file in sorted(folder.iterdir())[:_MOST_NAMES]:
                if file.is_file() and not file.is_symlink() and file.stat().st_size <= _MOST_BYTES:
                    yield f"{name}/{file.name}", file.read_bytes()


def _chosen(found: Iterator[tuple[str, bytes]]) -> Iterator[SavedPart]:
    """Of files those that may be frames or style sheets, as far as they are few and small."""
    count = size = 0
    for name, content in found:
        if name.casefold().endswith(_NO_PARTS) or media_type_of(content, "") not in (HTML, XHTML, XML, PLAIN):
            continue
        count, size = count + 1, size + len(content)
        if count > _MOST_PARTS or size > _MOST_BYTES:
            return
        yield SavedPart(name, content)


def _packed_page(path: Path, document: SuppliedFile) -> SuppliedFile | None:
    try:
        packed = ZipFile(path)
    except _REFUSED:
        return None
    with packed:
        names = packed.namelist()
        page = None if {"mimetype", "[Content_Types].xml"} & {*names} else _top_page(names)
        if page is None:
            return None
        try:
            content = _unpacked(packed, page)
            folder = page[: page.rfind("/") + 1]
            others = [one for one in names if one != page and one.startswith(folder)][:_MOST_NAMES]
            inner = ((one[len(folder) :], _unpacked(packed, one)) for one in others)
            parts = tuple(_chosen((name, one) for name, one in inner if one))
        except _REFUSED as wrong:
            said = f"{path.name} cannot be unpacked ({wrong}). Unpack it and give the page in it."
            raise BadInput(said) from wrong
    if content is None:
        raise BadInput(f"{path.name}: the page in it is larger than {_MOST_BYTES // 1_000_000} MB.")
    return replace(SuppliedFile.of_bytes(HTML, content), parts=parts, within=document.digest)


def _top_page(names: list[str]) -> str | None:
    """The only page at the highest place where there is one."""
    pages = [one for one in names if one.casefold().endswith(_PAGES) and not one.startswith("__MACOSX/")]
    highest = min((one.count("/") for one in pages), default=0)
    top = [one for one in pages if one.count("/") == highest]
    return top[0] if len(top) == 1 else None


def _unpacked(packed: ZipFile, name: str) -> bytes | None:
    """A file in a zip; None where it is larger than is taken, whatever the zip says of its size."""
    if name.endswith("/") or packed.getinfo(name).file_size > _MOST_BYTES:
        return None
    with packed.open(name) as file:
        content = file.read(_MOST_BYTES + 1)
    return content if len(content) <= _MOST_BYTES else None
