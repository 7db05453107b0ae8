"""WARC 1.1 files (ISO 28500:2017): a capture is one file, gzipped a member per record."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

from factcheck import __version__
from factcheck.errors import StorageFailed


@dataclass(frozen=True)
class Document:
    """A file that a person supplied: its media type and bytes."""

    content_type: str
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the bytes."""
        return hashlib.sha256(self.content).hexdigest()


def resource_warc(document: Document, record_id: UUID, at: datetime) -> bytes:
    """A WARC of a warcinfo and one `resource` record, marked as supplied by hand."""
    from warcio.warcwriter import WARCWriter

    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    date = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    info = writer.create_warcinfo_record(
        filename=None, info={"software": f"factcheck/{__version__}", "format": "WARC File Format 1.1"}
    )
    info.rec_headers.replace_header("WARC-Date", date)
    writer.write_record(info)
    writer.write_record(
        writer.create_warc_record(
            f"urn:sha256:{document.digest}",
            "resource",
            payload=BytesIO(document.content),
            length=len(document.content),
            warc_content_type=document.content_type,
            warc_headers_dict={
                "WARC-Record-ID": f"<urn:uuid:{record_id}>",
                "WARC-Date": date,
                "WARC-Block-Digest": f"sha256:{document.digest}",
                "WARC-Payload-Digest": f"sha256:{document.digest}",
                "X-Supplied-By-Hand": "yes",
            },
        )
    )
    return out.getvalue()


def payload_of(warc: bytes) -> bytes:
    """The body of the one resource record; StorageFailed when the bytes are no such WARC."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(BytesIO(warc)):
            if record.rec_type == "resource":
                return bytes(record.content_stream().read())
    except (ArchiveLoadFailed, OSError, EOFError) as wrong:
        raise StorageFailed(f"The capture cannot be read back: {wrong}.") from wrong
    raise StorageFailed("The capture holds no resource record.")
