"""A page as a browser drew it, in the WARC file of its visit: its markup, its pictures, where its words stand.

Each is a `resource` record under an address of its own, as the tools of Webrecorder keep them: `urn:dom:URL`,
`urn:view:URL` (of further pictures with the part of the page that they show, as a W3C media fragment), and
`urn:places:URL`. The field WARC-JSON-Metadata says by which browser, in a window of which size, and which part.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from itertools import chain
from typing import Any, TypeVar

from factcheck.archive.archive import Archive
from factcheck.archive.capture_contents import check_digests
from factcheck.archive.capture_file import CaptureFile, uri
from factcheck.archive.record_reader import records
from factcheck.archive.record_writer import Block, sha256
from factcheck.errors import StorageFailed
from factcheck.model.visit import DrawnPage, Shot
from factcheck.reading.document.values import TextPlace

_Read = TypeVar("_Read")
_DOM, _VIEW, _PLACES = "urn:dom:", "urn:view:", "urn:places:"
_ABOUT = "WARC-JSON-Metadata"
_UNREADABLE = "The page as it was drawn cannot be read from the capture. Restore it from a backup."


def add_drawn_page(file: CaptureFile, url: str, drawn: DrawnPage, places: Sequence[TextPlace]) -> None:
    """Add the page at that address to a file, with the `places` of the text that was read from it."""
    about = drawn.browser.plain()

    def add(target: str, content_type: str, block: bytes, **more: Any) -> str:
        fields = (
            ("WARC-Target-URI", target),
            ("Content-Type", content_type),
            ("WARC-Payload-Digest", f"sha256:{sha256(block)}"),
            (_ABOUT, json.dumps({"drawn_by": {**about, **more}})),
        )
        return file.add("resource", drawn.at, fields, Block.of(block))

    address = uri(url)
    file.read_from = add(f"{_DOM}{address}", "text/html; charset=utf-8", drawn.document)
    for number, shot in enumerate(drawn.shots):
        part = [shot.x, shot.y, shot.width, shot.height]
        fragment = f"#xywh={','.join(map(str, part))}" if number else ""
        add(f"{_VIEW}{address}{fragment}", "image/png", shot.png, xywh=part)
    add(f"{_PLACES}{address}", "application/json", json.dumps(places, separators=(",", ":")).encode())


def shots_of(archive: Archive, digest: str) -> tuple[Shot, ...]:
    """The pictures of the page in one of the archive's captures, from its top on; none where no browser drew it.

    StorageFailed where the capture is missing, changed, no WARC or damaged.
    """
    return _drawn(archive, digest, _VIEW, _shot)


def places_of(archive: Archive, digest: str) -> tuple[TextPlace, ...]:
    """Where the text of a capture stands on the pictures of its page, in the order of the text; errors as there."""
    read = _drawn(archive, digest, _PLACES, lambda _, coded: [TextPlace(*one) for one in json.loads(coded)])
    return tuple(chain.from_iterable(read))


def document_of(archive: Archive, digest: str) -> bytes | None:
    """The markup (UTF-8) of the page in a capture as a browser drew it; None where none did; errors as there."""
    return next(iter(_drawn(archive, digest, _DOM, lambda _, document: document)), None)


def _shot(about: Mapping[str, Any], png: bytes) -> Shot:
    x, y, width, height = about["xywh"]
    return Shot(x, y, width, height, png)


def _drawn(
    archive: Archive, digest: str, kind: str, read: Callable[[Mapping[str, Any], bytes], _Read]
) -> tuple[_Read, ...]:
    """What is read from the records whose address begins so, and what is said there of the drawing."""
    found, held = [], BytesIO()
    with archive.get(digest) as file:
        for one in records(file, held):
            if one.kind == "resource" and one.header("WARC-Target-URI").startswith(kind):
                check_digests(one)
                try:
                    found.append(read(json.loads(one.header(_ABOUT))["drawn_by"], held.getvalue()))
                except (ValueError, KeyError, TypeError) as wrong:
                    raise StorageFailed(_UNREADABLE) from wrong
    return tuple(found)
