"""A file that a person supplied as a WARC 1.1 file (ISO 28500:2017), marked so."""

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from typing import Any, BinaryIO
from uuid import UUID, uuid5

from factcheck.archive.capture_file import CaptureFile, uri
from factcheck.archive.record_writer import SAMPLE, Block, sha256
from factcheck.archive.visit_warc import kept_head
from factcheck.errors import BadInput
from factcheck.model.visit import Header, Hop
from factcheck.reading.document.media_type import media_type_of
from factcheck.reading.document.values import SavedPart

_STEP = 1 << 20


@dataclass(frozen=True)
class SuppliedFile:
    """A file that a person supplied: its media type, its SHA-256 (hex) and size in bytes, and how to open it.

    It is opened anew for each reading and never held in memory whole. `parts` are the frames and style sheets that
    were saved beside a page; `within` is the SHA-256 of the file that it was packed in.
    """

    content_type: str
    digest: str
    size: int
    open: Callable[[], AbstractContextManager[BinaryIO]]
    parts: tuple[SavedPart, ...] = ()
    within: str | None = None

    @classmethod
    def of(
        cls, content_type: str, open_file: Callable[[], AbstractContextManager[BinaryIO]]
    ) -> "SuppliedFile":
        """The file that can be opened so, read once for its digest and size; whatever reading it raises."""
        hashed, size = hashlib.sha256(), 0
        with open_file() as file:
            while piece := file.read(_STEP):
                hashed.update(piece)
                size += len(piece)
        return cls(content_type, hashed.hexdigest(), size, open_file)

    @classmethod
    def of_bytes(cls, content_type: str, content: bytes) -> "SuppliedFile":
        """A file whose bytes are in memory, such as standard input."""
        return cls.of(content_type, lambda: io.BytesIO(content))

    @property
    def address(self) -> str:
        """What it is called where a page has its URL: by its digest, never by a name somebody gave it."""
        return f"urn:sha256:{self.digest}"

    @property
    def block(self) -> Block:
        """The file as the block of a record; reading its pieces is BadInput where it changed meanwhile."""
        with self.open() as file:
            file.seek(self.size // 2)
            return Block(self.digest, self.size, file.read(SAMPLE), self._pieces)

    def _pieces(self) -> Iterator[bytes]:
        hashed = hashlib.sha256()
        with self.open() as file:
            while piece := file.read(_STEP):
                hashed.update(piece)
                yield piece
        if hashed.hexdigest() != self.digest:
            raise BadInput(
                "The file changed while it was being read. Wait until it is whole, then file it again."
            )


def supplied_warc(
    document: SuppliedFile, record_id: UUID, at: datetime, text: str | None, facts: Mapping[str, Any]
) -> Iterator[bytes]:
    """A WARC 1.1 file of a document in pieces: warcinfo, a `resource` marked as supplied by hand, text, facts.

    Before it stand its parts, each such a resource; among the facts are their addresses with their digests.

    The resource has `record_id`; the other ids follow from it (UUID version 5). Text and facts are as in a
    visit's file; what was measured (digests, size) replaces what `facts` say. Reading the pieces is BadInput where the
    document is no longer what it was when its digest was taken.
    """
    own = [uuid5(record_id, name) for name in ("0", *(f"part {n}" for n in range(len(document.parts))))]
    ids = chain([*own, record_id], (uuid5(record_id, str(n)) for n in count(2)))
    file = CaptureFile(at, lambda: next(ids))
    for part in document.parts:
        _add_part(file, at, part)
    fields = (
        ("WARC-Target-URI", document.address),
        ("Content-Type", document.content_type),
        ("WARC-Payload-Digest", f"sha256:{document.digest}"),
        ("X-Supplied-By-Hand", "yes"),
    )
    file.add("resource", at, fields, document.block)
    described = {"final_url": document.address, "content_type": document.content_type}
    measured = {
        "payload_digest": document.digest,
        "size": document.size,
        "supplied_by_hand": True,
        **({"parts": _listed(document.parts)} if document.parts else {}),
        **({"supplied_file": document.within} if document.within else {}),
    }
    return file.finish({**described, **facts, **measured}, text, document.address, at)


def _add_part(file: CaptureFile, at: datetime, part: SavedPart) -> None:
    digest = sha256(part.content)
    fields = (
        ("WARC-Target-URI", f"urn:sha256:{digest}"),
        ("Content-Type", media_type_of(part.content, "")),
        ("WARC-Payload-Digest", f"sha256:{digest}"),
        ("X-Supplied-By-Hand", "yes"),
    )
    file.add("resource", at, fields, Block.of(part.content))


def _listed(parts: Iterable[SavedPart]) -> dict[str, str]:
    return {one.address: sha256(one.content) for one in parts}


def supplied_page_warc(
    page: Hop, new_id: Callable[[], UUID], at: datetime, text: str | None, facts: Mapping[str, Any]
) -> Iterator[bytes]:
    """A WARC 1.1 file in pieces of a page that stood in a web archive that a person supplied, marked so.

    Its record has the address and the time that it had there: a response, or a `resource` where the page had no head.
    Text, facts and what was measured are as in `supplied_warc`.
    """
    file, digest = CaptureFile(at, new_id), sha256(page.body)
    kind, head = ("response", kept_head(page)) if page.response else ("resource", b"")
    content_type = "application/http;msgtype=response" if head else page.header("Content-Type")
    fields: tuple[Header, ...] = (
        ("WARC-Target-URI", uri(page.url)),
        ("Content-Type", content_type),
        ("WARC-Payload-Digest", f"sha256:{digest}"),
        ("WARC-Truncated", page.truncated),
        ("X-Supplied-By-Hand", "yes"),
    )
    file.add(kind, page.at, fields, Block.of(head, page.body))
    measured = {"payload_digest": digest, "size": len(page.body), "supplied_by_hand": True}
    return file.finish({"final_url": page.url, **facts, **measured}, text, page.url, at)
