"""The pages in web archives that others made: WARC files, and WACZ files (Web Archive Collection Zipped) of them."""

import hashlib
import json
import os
import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urljoin
from zipfile import BadZipFile, ZipFile

from factcheck.archive.outside_warc import (
    DamagedFile,
    OutsideRecord,
    Place,
    begins_warc,
    head_fields,
    moment_of,
    records_of,
    without_chunks,
)
from factcheck.archive.record_reader import ANSWERS
from factcheck.archive.surt import page_key
from factcheck.archive.visit_warc import ORIGINAL
from factcheck.errors import BadInput
from factcheck.files import disk_errors_explained
from factcheck.model.visit import Hop, first_field
from factcheck.reading.document.content_coding import Decoded, decode
from factcheck.reading.document.media_type import DOCX, HTML, ODT, PDF, PLAIN, XHTML, media_type_of

MOST_BODY = 50_000_000
"""Bytes of a page that are read."""
_PAGES = (HTML, XHTML, PDF, PLAIN, DOCX, ODT)
"""Media types of what a person calls a page, where the file does not list its pages."""
_MOST_LISTED = 100_000
_MOST_REDIRECTS = 10
_SNIFFED = 1 << 17
_STEP = 1 << 20
_MOST_LIST = 50_000_000
"""Bytes of a list of pages, or of contents, in a WACZ."""
MOST_DIRECTORY = 64_000_000
"""Bytes of the list of contents of a zip that is read."""
_PACKAGE = "datapackage.json"
_WEB = re.compile(r"https?://\S+$", re.IGNORECASE)
_STATUS = re.compile(rb"HTTP/\S+[ \t]+(\d{3})\b")
_CODING = re.compile(rb"(?im)^(?=content-encoding[ \t]*:)")
"""Programs leave the field in the head although they took the coding off; it is renamed then."""
_SAME_AS = ("WARC-Refers-To-Target-URI", "WARC-Refers-To-Date", "WARC-Payload-Digest")
_REFUSED = (BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error)
"""What a zip raises that is damaged, packed in a way that is not read, or locked."""


@dataclass(frozen=True, slots=True)
class OutsidePage:
    """An answer in a web archive: of which address and when, as it says; its status, type, and where it leads on.

    A document without a head of its own has the status 200. `same_as` are address, date and digest of the answer
    that one without a body says it equals.
    """

    url: str
    at: datetime
    status: int
    content_type: str
    location: str
    digest: str
    warc: str
    place: Place
    same_as: tuple[str, str, str] | None = None

    @property
    def key(self) -> str:
        """Its address as replay tools look it up."""
        return page_key(self.url)


def web_archive_kind(path: Path) -> str:
    """Which web archive a file is by its content: "WARC", "WACZ", "" for any other file; what reading it raises.

    BadInput for a file that is called one and is none.
    """
    with disk_errors_explained(path), path.open("rb") as file:
        kind = "WARC" if begins_warc(file) else "WACZ" if _is_wacz(file) else ""
    if not kind and path.name.casefold().endswith((".warc", ".warc.gz", ".wacz")):
        raise BadInput(f"{path.name} is no web archive, or it is damaged. Get it again, whole.")
    return kind


def _is_wacz(file: BinaryIO) -> bool:
    file.seek(0)
    if file.read(4) != b"PK\x03\x04" or directory_size(file) > MOST_DIRECTORY:
        return False
    try:
        names = ZipFile(file).NameToInfo
    except _REFUSED:
        return False
    return _PACKAGE in names and any(map(_is_warc, names))


@dataclass(slots=True)
class WebArchive:
    """What a web archive holds: its pages in order, all answers by the key of their address, and why it ends early.

    `zipped` is the opened file of a WACZ, None for a WARC.
    """

    path: Path
    zipped: ZipFile | None = None
    pages: list[OutsidePage] = field(default_factory=list)
    damage: str = ""
    _answers: dict[str, list[OutsidePage]] = field(default_factory=dict)
    _count: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing that answered can be read from it."""
        return not self._answers

    def captures_of(self, url: str) -> list[OutsidePage]:
        """The answers of an address with a body, oldest first, each body once; redirects in the file are followed."""
        key, found = page_key(url), list[OutsidePage]()
        for _ in range(_MOST_REDIRECTS):
            found = [one for one in self._answers.get(key, ()) if one.status == 200]
            leading = [one for one in self._answers.get(key, ()) if one.location]
            if found or not leading:
                break
            key = page_key(urljoin(leading[-1].url, leading[-1].location))
        newest_first = sorted(found, key=_when, reverse=True)
        return sorted({one.digest or str(one.place): one for one in newest_first}.values(), key=_when)

    def other_answers(self, url: str) -> list[int]:
        """The statuses with which an address answered, where it was no page."""
        return sorted({one.status for one in self._answers.get(page_key(url), ())})

    def read(self, page: OutsidePage) -> tuple[Hop, Mapping[str, str]]:
        """The answer as it lies in the file, its chunks taken off, and the header fields of its record.

        BadInput where it is damaged, too large, or refers to an answer that is not there.
        """
        try:
            record = self._record(page)
            body_record = self._record(self._original(page)) if page.same_as else record
        except DamagedFile as wrong:
            raise BadInput(f"{page.url} cannot be read from {self.path.name}: {wrong}.") from None
        for one in (record, body_record):
            if one.size > len(one.block):
                raise BadInput(f"{page.url} has more than {MOST_BODY // 1_000_000} MB in {self.path.name}.")
            if not one.is_as_digested:
                raise BadInput(
                    f"{page.url} was changed or damaged in {self.path.name}: its digest there is of other bytes."
                )
        head, body = body_record.answer
        if not head.endswith(b"\r\n\r\n"):
            head = head.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        if first_field(head_fields(head), "Transfer-Encoding").casefold().endswith("chunked"):
            body = without_chunks(body)
        codings = first_field(head_fields(head), "Content-Encoding")
        if codings and decode(body, codings, MOST_BODY) == Decoded(b"", "corrupt"):
            head = _CODING.sub(ORIGINAL, head)
        fields = head_fields(head) or (("Content-Type", page.content_type),)
        cut = record.header("WARC-Truncated")
        return Hop(page.url, page.at, b"", head, body, page.status, fields, "", truncated=cut), dict(
            record.headers
        )

    def _original(self, page: OutsidePage) -> OutsidePage:
        url, at, digest = page.same_as or ("", "", "")
        held = [one for one in self._answers.get(page_key(url or page.url), ()) if not one.same_as]
        same = [one for one in held if (one.digest == digest if digest else one.at == moment_of(at))]
        if not same:
            raise DamagedFile("it refers to an answer that is not in this file")
        return same[0]

    def _record(self, page: OutsidePage) -> OutsideRecord:
        with self._opened(page.warc) as file:
            return next(records_of(file, MOST_BODY, page.place))

    @contextmanager
    def _opened(self, warc: str) -> Iterator[BinaryIO]:
        with disk_errors_explained(self.path):
            if self.zipped is None:
                with self.path.open("rb") as plain:
                    yield plain
                return
            try:
                with self.zipped.open(warc) as packed:
                    yield packed  # type: ignore[misc]
            except _REFUSED as wrong:
                raise DamagedFile(f"{warc}: {wrong}") from wrong

    def index(self, wanted: Collection[str]) -> None:
        """Read all of it once; of addresses that are `wanted` (as keys) answers of every type are held."""
        warcs = [one for one in self.zipped.namelist() if _is_warc(one)] if self.zipped else [""]
        for warc in warcs:
            try:
                with self._opened(warc) as file:
                    for record in records_of(file, _SNIFFED):
                        self._hold(_page_of(record, warc), wanted)
            except DamagedFile as wrong:
                self.damage = str(wrong)
        listed = self._listed()
        documents = {key: one for key in self._answers if (one := self._document(key, listed))}
        chosen = [page for key, page in documents.items() if key in listed]
        self.pages = sorted(chosen or documents.values(), key=_when)

    def _hold(self, page: OutsidePage | None, wanted: Collection[str]) -> None:
        if page and (page.content_type in _PAGES or page.location or page.same_as or page.key in wanted):
            self._answers.setdefault(page.key, []).append(page)
            self._count += 1
            if self._count > _MOST_LISTED:
                raise BadInput(f"{self.path.name} holds more than {_MOST_LISTED:,} pages. Give a part of it.")

    def _document(self, key: str, listed: Collection[str]) -> OutsidePage | None:
        """The newest page at an address; of one that is not listed only a document is a page."""
        found = self.captures_of(key) if key in listed else []
        answers = found or [one for one in self._answers[key] if one.status == 200]
        return next((one for one in reversed(answers) if key in listed or one.content_type in _PAGES), None)

    def _listed(self) -> set[str]:
        """The keys of the pages that a WACZ lists (pages/pages.jsonl)."""
        names = ("pages/pages.jsonl", "pages/extraPages.jsonl") if self.zipped else ()
        lines = (line for name in names for line in _small(self.zipped, name).splitlines())
        return {page_key(url) for one in map(_object, lines) if isinstance(url := one.get("url"), str)}


@contextmanager
def web_archive(path: Path, wanted: Iterable[str] = ()) -> Iterator[WebArchive]:
    """A web archive that is open for reading and indexed; `wanted` are addresses of which answers of any type count.

    BadInput where no page of it can be read, or a WACZ has other contents than it lists.
    """
    with ExitStack() as opened, disk_errors_explained(path):
        archive = WebArchive(path)
        if web_archive_kind(path) == "WACZ":
            archive.zipped = opened.enter_context(ZipFile(path))
            _check_contents(path, archive.zipped)
        archive.index({page_key(url) for url in wanted})
        if archive.is_empty:
            why = f": {archive.damage}" if archive.damage else ""
            raise BadInput(f"No page can be read from {path.name}{why}.")
        yield archive


def _when(page: OutsidePage) -> datetime:
    return page.at


def _is_warc(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def _page_of(record: OutsideRecord, warc: str) -> OutsidePage | None:
    """An answer from the web as it is indexed; None for another record, or one without an address and a time."""
    at = record.at
    if record.kind not in ANSWERS or at is None or not _WEB.match(record.url):
        return None
    head, body = record.answer
    fields = head_fields(head)
    status = _STATUS.match(head)
    declared = first_field(fields, "Content-Type") if head else record.header("Content-Type")
    same = tuple(record.header(name) for name in _SAME_AS)
    return OutsidePage(
        url=record.url,
        at=at,
        status=int(status[1]) if status else 0 if head else 200,
        content_type=declared.partition(";")[0].strip().casefold() or media_type_of(body, ""),
        location=first_field(fields, "Location") if status and status[1].startswith(b"3") else "",
        digest=record.header("WARC-Payload-Digest"),
        warc=warc,
        place=record.place,
        same_as=(same[0], same[1], same[2]) if record.kind == "revisit" else None,
    )


def _check_contents(path: Path, zipped: ZipFile) -> None:
    """Hold the WARC files of a WACZ against the digests that it lists; BadInput where one differs or is missing."""
    resources = _object(_small(zipped, _PACKAGE)).get("resources")
    for one in resources if isinstance(resources, list) else ():
        name, said = (one.get("path"), one.get("hash")) if isinstance(one, dict) else ("", "")
        if not (isinstance(name, str) and _is_warc(name) and isinstance(said, str)):
            continue
        if name not in zipped.NameToInfo:
            raise BadInput(f"{path.name} lists {name} and does not hold it. Get it again, whole.")
        if said.startswith("sha256:") and said != f"sha256:{_digest(path, zipped, name)}":
            raise BadInput(
                f"{path.name} was changed or damaged: {name} in it is not the file whose digest it lists. Get it again."
            )


def _digest(path: Path, zipped: ZipFile, name: str) -> str:
    hashed = hashlib.sha256()
    info = zipped.getinfo(name)
    if info.file_size > max(1 << 30, info.compress_size * 200):
        raise BadInput(f"{path.name}: {name} unpacks to far more than web pages do.")
    try:
        with zipped.open(name) as file:
            while piece := file.read(_STEP):
                hashed.update(piece)
    except _REFUSED as wrong:
        raise BadInput(f"{path.name}: {name} cannot be read ({wrong}). Get it again, whole.") from wrong
    return hashed.hexdigest()


def _small(zipped: ZipFile | None, name: str) -> bytes:
    """A file of a WACZ that lists something; empty where there is none that can be read."""
    try:
        info = zipped.getinfo(name) if zipped else None
        return zipped.read(name) if zipped and info and info.file_size <= _MOST_LIST else b""
    except (KeyError, *_REFUSED):
        return b""


def _object(line: bytes) -> Mapping[str, object]:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def directory_size(file: BinaryIO) -> int:
    """Bytes of the list of contents at the end of a zip, which is read into memory whole; of a large one as 64 bits."""
    file.seek(0, os.SEEK_END)
    file.seek(max(file.tell() - (1 << 16) - 100, 0))
    tail = file.read()
    end, large = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    if large >= 0:
        return int.from_bytes(tail[large + 40 : large + 48], "little")
    return int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
