"""An archive in a folder with what tests look at, what other tools make, and the checks that they ship."""

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from warcio.warcwriter import WARCWriter

from factcheck.archive.archive import Archive
from factcheck.archive.capture_contents import read_warc
from factcheck.archive.folder import FolderStorage
from factcheck.archive.record_reader import WarcRecord, records
from factcheck.archive.record_writer import Block, member
from factcheck.archive.storage import path_of
from factcheck.archive.supplied_warc import SuppliedFile, supplied_warc
from factcheck.archive.visit_warc import visit_warc
from factcheck.model.visit import Header, Visit
from factcheck.reading.document.values import TextPlace


class FolderArchive(Archive):
    """An archive in a folder, with captures as bytes and their paths."""

    def __init__(self, folder: Path) -> None:
        super().__init__(FolderStorage(folder))
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Where the capture is or would be."""
        return self.folder / path_of(digest)

    def keep(self, content: bytes) -> str:
        """Put it, and return its digest."""
        return self.put([content])

    def read(self, digest: str) -> bytes:
        """Get all of it."""
        with self.get(digest) as file:
            return file.read()


class Kept(NamedTuple):
    """What a WARC holds, with its payload."""

    payload: bytes
    text: str | None
    facts: Mapping[str, Any]
    headers: tuple[Header, ...]
    url: str


def kept_in(warc: bytes) -> Kept:
    """What is read back from a WARC."""
    payload = BytesIO()
    found = read_warc(BytesIO(warc), payload)
    return Kept(payload.getvalue(), found.text, found.facts, found.headers, found.url)


def records_in(warc: bytes) -> list[WarcRecord]:
    """Its records."""
    return list(records(BytesIO(warc)))


def record_of(kind: str, headers: tuple[Header, ...], *parts: bytes) -> bytes:
    """One record as a gzip member."""
    return b"".join(member(kind, headers, Block.of(*parts)))


def warc_of(
    visit: Visit,
    text: str | None,
    facts: Mapping[str, Any],
    new_id: Callable[[], UUID],
    places: Sequence[TextPlace] = (),
) -> bytes:
    """The WARC of a visit."""
    return b"".join(visit_warc(visit, text, facts, new_id, places))


def filed_warc(
    document: SuppliedFile, record_id: UUID, at: datetime, text: str | None, facts: Mapping[str, Any]
) -> bytes:
    """The WARC of a document."""
    return b"".join(supplied_warc(document, record_id, at, text, facts))


def of_another_tool(document: bytes) -> bytes:
    """A WARC of a document without text or facts, as warcio writes it."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    writer.write_record(writer.create_warcinfo_record(None, {"software": "other"}))
    writer.write_record(
        writer.create_warc_record(
            "urn:x", "resource", BytesIO(document), length=len(document), warc_content_type="text/html"
        )
    )
    return out.getvalue()


def warcio_check(path: Path) -> "subprocess.CompletedProcess[str]":
    """What `warcio check -v` says of a WARC."""
    return _run("from warcio.cli import main", "check", "-v", str(path))


def wacz_validate(path: Path) -> "subprocess.CompletedProcess[str]":
    """What `wacz validate` says of a WACZ."""
    return _run("from wacz.main import main", "validate", "-f", str(path))


def _run(get_main: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    code = f"import sys; {get_main}; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, *arguments], check=False, capture_output=True, text=True
    )
