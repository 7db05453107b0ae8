"""A file that a person supplied as a WARC 1.1 file (ISO 28500:2017), marked so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from typing import Any
from uuid import UUID, uuid5

from factcheck.archive.capture_file import CaptureFile
from factcheck.archive.records import sha256


@dataclass(frozen=True)
class SuppliedFile:
    """A file that a person supplied: its media type and bytes."""

    content_type: str
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the bytes."""
        return sha256(self.content)

    @property
    def address(self) -> str:
        """What it is called where a page has its URL: by its digest, never by a name somebody gave it."""
        return f"urn:sha256:{self.digest}"


def resource_warc(
    document: SuppliedFile, record_id: UUID, at: datetime, text: str | None, facts: Mapping[str, Any]
) -> bytes:
    """A WARC 1.1 file of a document: warcinfo, a `resource` record marked as supplied by hand, text, facts.

    The resource has `record_id`; the other ids follow from it (UUID version 5). Text and facts are as in a
    visit's file; what the bytes say (digests, size) goes before `facts`.
    """
    ids = chain([uuid5(record_id, "0"), record_id], (uuid5(record_id, str(n)) for n in count(2)))
    file = CaptureFile(at, lambda: next(ids))
    fields = (
        ("WARC-Target-URI", document.address),
        ("Content-Type", document.content_type),
        ("WARC-Payload-Digest", f"sha256:{document.digest}"),
        ("X-Supplied-By-Hand", "yes"),
    )
    file.add("resource", at, fields, document.content)
    told = {"final_url": document.address, "content_type": document.content_type}
    measured = {
        "payload_digest": document.digest,
        "size": len(document.content),
        "supplied_by_hand": True,
    }
    return file.finish({**told, **facts, **measured}, text, document.address, at)
