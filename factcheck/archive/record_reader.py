"""WARC records (ISO 28500:2017) read from a file of gzip members, piece by piece and with nothing but zlib."""

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO, Protocol

from factcheck.errors import StorageFailed
from factcheck.model.visit import Header, first_field

ANSWERS = ("response", "revisit", "resource")
"""The types of record that hold what a source gave; what is said of a source is said of the last."""

_TEXTS = ("conversion", "metadata")
"""The types of record whose block is held in memory."""

_STEP = 1 << 18
_MAX_REQUEST = 1 << 20
"""Bytes of a request that are held."""
_MAX_RECORD = 600_000_000
"""Bytes a record may unpack to: more than the largest file the desk takes, and no bomb's worth."""

_MAX_TEXT, _MAX_HEAD = 64_000_000, 2_000_000
"""Bytes of a text or of facts that are held, three times the longest text that is read; and of a head."""

_NO_RECORD, _NOT_AS_LONG = "it holds something that is no WARC record", "a record is not as long as it says"
_END = b"\r\n\r\n"
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record: its type, its header fields in order, and where its gzip member lies in the file, in bytes.

    `block` is held of a text and of facts; of an HTTP answer it is the head with its blank line, of a request its
    beginning, else it is empty.
    The digests are SHA-256 (hex) of the whole block and of the payload, which in an HTTP answer follows the head and
    in a revisit is empty.
    """

    kind: str
    headers: tuple[Header, ...]
    block: bytes
    block_digest: str
    payload_digest: str
    offset: int
    length: int

    def header(self, name: str) -> str:
        """The first field of that name in any case; empty when there is none."""
        return first_field(self.headers, name)


class Readable(Protocol):
    """A file to read from its start to its end."""

    def read(self, size: int, /) -> bytes:
        """At most that many bytes; none at the end."""


def records(warc: Readable, payload: BinaryIO | None = None) -> Iterator[WarcRecord]:
    """Every record in order; StorageFailed at the first that is damaged, cut short or no WARC record.

    Memory does not grow with the size of a payload. That of the last answer is left in `payload`, which is emptied
    before each answer.
    """
    members = _Members(warc)
    while members.more():
        yield _record(members, payload)


class _Members:
    """The gzip members of a file, one after the other, unpacked piece by piece."""

    def __init__(self, file: Readable) -> None:
        self._file = file
        self._waiting = b""
        self._read = 0

    @property
    def offset(self) -> int:
        """Where in the file the next member begins."""
        return self._read - len(self._waiting)

    def more(self) -> bool:
        """Whether the file goes on."""
        if not self._waiting:
            self._waiting = self._file.read(_STEP)
            self._read += len(self._waiting)
        return bool(self._waiting)

    def unpacked(self) -> Iterator[bytes]:
        """What the next member holds; zlib checks its CRC-32 and size."""
        unpacker, size = zlib.decompressobj(16 + zlib.MAX_WBITS), 0
        while not unpacker.eof:
            if not self.more():
                raise _damaged("it ends in the middle of a record")
            try:
                piece = unpacker.decompress(self._waiting, _STEP)
            except zlib.error as wrong:
                raise _damaged(str(wrong)) from wrong
            self._waiting = unpacker.unused_data or unpacker.unconsumed_tail
            size += len(piece)
            if size > _MAX_RECORD:
                raise _damaged("a record unpacks to more than any capture holds")
            yield piece


class _BlockReader:
    """A block as it is read: its size, its digests, and what is held of it."""

    def __init__(self, kind: str, payload: BinaryIO | None) -> None:
        self.size = 0
        self.held = bytearray()
        self.hashed = hashlib.sha256()
        self._in_head = kind in ("response", "revisit")
        self._is_text, self._is_request = kind in _TEXTS, kind == "request"
        self.hashed_payload = hashlib.sha256() if self._in_head else self.hashed
        self._has_payload = kind in ("response", "resource")
        self._payload = payload if kind in ANSWERS else None
        if self._payload:
            self._payload.seek(0)
            self._payload.truncate()

    def take(self, piece: bytes) -> None:
        """The next bytes of the block."""
        self.size += len(piece)
        self.hashed.update(piece)
        if self._is_text:
            self._hold(piece, _MAX_TEXT)
        elif self._in_head:
            self._hold(piece, _MAX_HEAD)
            if found := _BLANK_LINE.search(self.held):
                self._in_head = False
                self._take_payload(bytes(self.held[found.end() :]))
                del self.held[found.end() :]
        elif self._is_request:
            self.held += piece[: _MAX_REQUEST - len(self.held)]
        else:
            self._take_payload(piece)

    def _hold(self, piece: bytes, most: int) -> None:
        self.held += piece
        if len(self.held) > most:
            raise _damaged("a record holds more text than any capture does")

    def _take_payload(self, piece: bytes) -> None:
        if not self._has_payload:
            return
        if self.hashed_payload is not self.hashed:
            self.hashed_payload.update(piece)
        if self._payload:
            self._payload.write(piece)


def _record(members: _Members, payload: BinaryIO | None) -> WarcRecord:
    """The record that the next member holds: its head, a block of the stated length, and two line ends."""
    offset, pieces = members.offset, members.unpacked()
    head, rest = _split_head(pieces)
    version, *lines = head.decode("utf-8", "replace").split("\r\n")
    if version not in ("WARC/1.1", "WARC/1.0"):
        raise _damaged(_NO_RECORD)
    headers = tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines))
    kind = first_field(headers, "WARC-Type")
    block = _BlockReader(kind, payload)
    for piece in _without_end(chain((rest,), pieces)):
        block.take(piece)
    if first_field(headers, "Content-Length") != str(block.size):
        raise _damaged(_NOT_AS_LONG)
    return WarcRecord(
        kind,
        headers,
        bytes(block.held),
        block.hashed.hexdigest(),
        block.hashed_payload.hexdigest(),
        offset,
        members.offset - offset,
    )


def _split_head(pieces: Iterator[bytes]) -> tuple[bytes, bytes]:
    """The head of a record, and what of its block was unpacked along with it."""
    gathered = b""
    for piece in pieces:
        gathered += piece
        head, gap, rest = gathered.partition(_END)
        if gap:
            return head, rest
        if len(gathered) > _MAX_HEAD:
            break
    raise _damaged(_NO_RECORD)


def _without_end(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces but for the two line ends that close a record."""
    waiting = b""
    for piece in pieces:
        waiting += piece
        yield waiting[: -len(_END)]
        waiting = waiting[-len(_END) :]
    if waiting != _END:
        raise _damaged(_NOT_AS_LONG)


def _damaged(why: str) -> StorageFailed:
    return StorageFailed(f"The capture cannot be read back: {why}. Restore it from a backup.")
