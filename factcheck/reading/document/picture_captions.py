"""What agencies and photographers write into the file of a picture, as IPTC-IIM and XMP: what a desk asks for."""

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_IPTC = {
    "author": (2, 80),
    "credit": (2, 110),
    "description": (2, 120),
    "taken": (2, 55),
    "rights": (2, 116),
}
"""IPTC-IIM 4.2: by-line, credit, caption, date created (as 20260102), copyright notice."""
_DC, _PHOTOSHOP = "{http://purl.org/dc/elements/1.1/}", "{http://ns.adobe.com/photoshop/1.0/}"
_ENTRY = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
_XMP = {
    "author": f"{_DC}creator",
    "credit": f"{_PHOTOSHOP}Credit",
    "description": f"{_DC}description",
    "taken": f"{_PHOTOSHOP}DateCreated",
    "rights": f"{_DC}rights",
}
"""The same in the IPTC Photo Metadata Standard."""
_LARGEST = 2_000_000
"""Bytes of XMP that are read."""


def captions(file: "Image") -> dict[str, str]:
    """Author, credit, description, date and rights as the file has them; what is damaged is left out."""
    said: dict[str, str] = {}
    for read in (_of_iptc, _of_xmp):
        with suppress(Exception):  # whatever damage brings about, the picture can be seen all the same
            said = {**dict(read(file)), **said}
    return said


def _of_iptc(file: Any) -> Iterator[tuple[str, str]]:
    from PIL.IptcImagePlugin import getiptcinfo

    found = getiptcinfo(file) or {}
    for name, field in _IPTC.items():
        if value := found.get(field):
            yield name, ", ".join(map(_decoded, value if isinstance(value, list) else [value]))


def _decoded(value: bytes) -> str:
    """Its code pages are told in an older way that few write: it is UTF-8 or else as good as Latin-1."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")


def _of_xmp(file: "Image") -> Iterator[tuple[str, str]]:
    from lxml.etree import XMLParser, fromstring

    packet = file.info.get("xmp", b"")
    packet = packet.encode() if isinstance(packet, str) else packet
    if not 0 < len(packet) <= _LARGEST:
        return
    root = fromstring(packet.strip(b"\0 \r\n\t"), XMLParser(resolve_entities=False, no_network=True))
    for name, tag in _XMP.items():
        for one in root.iter():
            entries = list(one.iter(_ENTRY)) or [one] if one.tag == tag else ()
            words = [one.get(tag, ""), *("".join(entry.itertext()).strip() for entry in entries)]
            if told := list(filter(None, words)):
                yield name, ", ".join(told) if name == "author" else told[0]
                break
