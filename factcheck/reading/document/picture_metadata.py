"""What the file of a picture or PDF says of itself, such as camera, time and place: for the desk, never for readers."""

import math
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from factcheck.reading.document.picture_captions import captions
from factcheck.reading.document.plain_text import one_line

if TYPE_CHECKING:
    from PIL.Image import Exif, Image

_LONGEST = 200
_EXIF, _GPS = 0x8769, 0x8825
_TAKEN, _TAKEN_OFFSET, _COMMENT, _LENS = 0x9003, 0x9011, 0x9286, 0xA434
_NAMED = {
    "camera": (0x010F, 0x0110),
    "software": (0x0131,),
    "author": (0x013B,),
    "rights": (0x8298,),
    "description": (0x010E,),
    "changed": (0x0132,),
}
"""EXIF 2.32: maker and model of the camera, software, artist, copyright, description, when the file was changed."""
_OTHER_KINDS = {"xmp": "XMP", "photoshop": "IPTC", "icc_profile": "a colour profile"}
_IN_PDF = {
    "author": "Author",
    "software": "Creator",
    "made with": "Producer",
    "taken": "CreationDate",
    "changed": "ModDate",
    "description": "Subject",
}


def said_by_picture(file: "Image") -> dict[str, str]:
    """What a picture's EXIF and its other remarks say, in short; what is damaged among them is left out."""
    said: dict[str, str] = {}
    with suppress(Exception):  # whatever damage brings about, the picture can be seen all the same
        said |= _of_exif(file.getexif())
    said = {name: one_line(words, _LONGEST) for name, words in captions(file).items()} | said
    notes = {**getattr(file, "text", {}), "comment": file.info.get("comment", "")}
    for name, value in notes.items():
        if isinstance(value, str | bytes) and (words := _words(value)):
            said.setdefault(one_line(str(name), 40), words)
    if others := [kind for name, kind in _OTHER_KINDS.items() if file.info.get(name)]:
        said["also holds"] = ", ".join(others)
    return said


def said_by_pdf(given: Mapping[str, str]) -> dict[str, str]:
    """What a PDF says of itself, by the same names."""
    found = {name: one_line(given.get(key, "").removeprefix("D:"), _LONGEST) for name, key in _IN_PDF.items()}
    return {name: value for name, value in found.items() if value}


def _of_exif(exif: "Exif") -> dict[str, str]:
    found = {name: " ".join(_texts(exif, tags)) for name, tags in _NAMED.items()}
    more = exif.get_ifd(_EXIF)
    found["taken"] = " ".join(_texts(more, (_TAKEN, _TAKEN_OFFSET)))
    found["lens"] = " ".join(_texts(more, (_LENS,)))
    comment = more.get(_COMMENT, b"")
    found["comment"] = _words(comment[8:] if isinstance(comment, bytes) else comment)
    found["place"] = _place(exif.get_ifd(_GPS))
    return {name: value for name, value in found.items() if value}


def _texts(tags: Mapping[int, Any], wanted: tuple[int, ...]) -> Iterator[str]:
    for tag in wanted:
        if words := _words(tags.get(tag, "")):
            yield words


def _words(value: object) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return one_line(text.replace("\0", " "), _LONGEST)


def _place(gps: Mapping[int, Any]) -> str:
    """Latitude and longitude in degrees, as maps take them; "" where there is none."""
    with suppress(Exception):
        degrees = [_degrees(gps[tag], str(gps.get(tag - 1, ""))) for tag in (2, 4)]
        if all(map(math.isfinite, degrees)):
            return ", ".join(f"{one:.6f}" for one in degrees)
    return ""


def _degrees(parts: tuple[Any, ...], side: str) -> float:
    whole: float = sum(float(one) / 60**power for power, one in enumerate(parts))
    return -whole if side.strip("\0 ").upper() in ("S", "W") else whole
