"""Captures for others to replay: one long WARC, or a WACZ 1.1.1 (Web Archive Collection Zipped) with an index."""

import json
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from factcheck import __version__
from factcheck.archive.archive import Archive
from factcheck.archive.cdxj import NAME, cdxj_lines, zipnum
from factcheck.archive.record_reader import ANSWERS, records
from factcheck.archive.record_writer import sha256, warc_date
from factcheck.archive.storage import SUFFIX
from factcheck.files import writing_whole
from factcheck.model.source import Capture

_PAGES = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}


def write_warc(archive: Archive, digests: Iterable[str], out: Path) -> int:
    """Write these capture files one after the other as a WARC; returns how many.

    Each once, re-hashed on the way: StorageFailed for one that is missing or changed, and then nothing is written.
    """
    with writing_whole(out) as file:
        written = set[str]()
        for digest in digests:
            if digest not in written:
                with archive.get(digest) as capture:
                    shutil.copyfileobj(capture, file)
                written.add(digest)
        return len(written)


def write_wacz(archive: Archive, captures: Iterable[Capture], title: str, out: Path, at: datetime) -> int:
    """Write these captures as a WACZ whose archive holds each file under the digest that names it; returns how many.

    In memory is a piece of one capture, besides a line of index for each. The same captures, title and time give
    the same bytes. StorageFailed for a file that is missing or changed, and then nothing is written.
    """
    with writing_whole(out) as file, ZipFile(file, "w") as zipped:
        package = _Package(zipped, at)
        for capture in captures:
            package.add(capture, archive)
        package.finish(title)
        return package.count


class _Package:
    """A WACZ as it is written."""

    def __init__(self, zipped: ZipFile, at: datetime) -> None:
        self._zipped = zipped
        self._at = at
        self._resources: dict[str, dict[str, Any]] = {}
        self._lines: list[str] = []
        self._pages: list[str] = []
        self.count = 0

    def add(self, capture: Capture, archive: Archive) -> None:
        """The capture's file as it is, stored and not compressed again, so that a reader can take a piece of it."""
        path = f"archive/{capture.record}{SUFFIX}"
        if path in self._resources:
            return
        with (
            archive.get(capture.record) as file,
            self._zipped.open(self._entry(path, ZIP_STORED), "w") as copy,
        ):
            copied = _Copied(file, copy)
            read = [one for one in records(copied) if one.kind in (*ANSWERS, "request")]
        self._list(path, capture.record, copied.size)
        self._lines += cdxj_lines(read, f"{capture.record}{SUFFIX}")
        held = [one for one in read if one.kind in ANSWERS]
        if held and capture.outcome.holds_words:
            url, moment = held[-1].header("WARC-Target-URI"), held[-1].header("WARC-Date")
            title = (capture.proposed and capture.proposed.title) or url
            self._pages.append(_line({"id": capture.record, "url": url, "ts": moment, "title": title}))
        self.count += 1

    def finish(self, title: str) -> None:
        """The index, the pages, and the package's own list of contents with its digest."""
        packed, index = zipnum(sorted(self._lines))
        self._write(f"indexes/{NAME}", packed, ZIP_STORED)
        self._write("indexes/index.idx", index)
        self._write("pages/pages.jsonl", "".join([_line(_PAGES), *self._pages]).encode())
        package = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": title,
            "created": warc_date(self._at),
            "software": f"factcheck/{__version__}",
            "resources": list(self._resources.values()),
        }
        listed = json.dumps(package, indent=2, ensure_ascii=False).encode()
        digest = {"path": "datapackage.json", "hash": f"sha256:{sha256(listed)}"}
        self._write("datapackage.json", listed)
        self._write("datapackage-digest.json", json.dumps(digest, indent=2).encode())

    def _write(self, path: str, content: bytes, how: int = ZIP_DEFLATED) -> None:
        self._zipped.writestr(self._entry(path, how), content)
        self._list(path, sha256(content), len(content))

    def _entry(self, path: str, how: int) -> ZipInfo:
        entry = ZipInfo(path, self._at.timetuple()[:6])
        entry.compress_type = how
        entry.external_attr = 0o644 << 16
        return entry

    def _list(self, path: str, digest: str, size: int) -> None:
        name = path.rpartition("/")[2]
        self._resources[path] = {"name": name, "path": path, "hash": f"sha256:{digest}", "bytes": size}


class _Copied:
    """A file that is copied while it is read; `size` counts its bytes."""

    def __init__(self, file: BinaryIO, copy: IO[bytes]) -> None:
        self.size = 0
        self._file = file
        self._copy = copy

    def read(self, size: int) -> bytes:
        """The next bytes, which are in the copy then."""
        piece = self._file.read(size)
        self._copy.write(piece)
        self.size += len(piece)
        return piece


def _line(told: dict[str, str]) -> str:
    return f"{json.dumps(told, ensure_ascii=False)}\n"
