"""WARC files that others made (ISO 28500): record by record, packed or not, of any version and program."""

import base64
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from factcheck.model.visit import Header, first_field

GZIP = b"\x1f\x8b"
_STEP = 1 << 18
_MOST_HEAD = 1 << 17
"""Bytes of the head of a record, and of an answer in it."""
_LEAST_BOMB, _BOMB_RATIO = 1 << 30, 200
"""Bytes from which a file that unpacks to so many times its size is refused: web pages pack to a tenth, if well."""
_VERSION = re.compile(rb"WARC/\d+\.\d+\s*")
_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T?(\d\d):?(\d\d):?(\d\d)(?:\.\d+)?Z?")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_NO_WARC = "it holds something that is no WARC record"


class DamagedFile(Exception):
    """A file cannot be read on; the argument says why, as the rest of a sentence."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record begins: so many bytes after those that are packed from `offset` on, or stand there."""

    offset: int = 0
    skip: int = 0


@dataclass(frozen=True, slots=True)
class OutsideRecord:
    """One record: its header fields in order, the beginning of its block, and the size of the whole block in bytes."""

    headers: tuple[Header, ...]
    block: bytes
    size: int
    place: Place

    def header(self, name: str) -> str:
        """The first field of that name in any case; empty when there is none."""
        return first_field(self.headers, name)

    @property
    def kind(self) -> str:
        """Its WARC-Type."""
        return self.header("WARC-Type").casefold()

    @property
    def url(self) -> str:
        """Its WARC-Target-URI; old programs put angle brackets around it."""
        return self.header("WARC-Target-URI").strip("<>")

    @property
    def at(self) -> datetime | None:
        """Its WARC-Date; None where that is none."""
        return moment_of(self.header("WARC-Date"))

    @property
    def answer(self) -> tuple[bytes, bytes]:
        """The head of the answer in it with its blank line, and the beginning of the body."""
        if self.kind not in ("response", "revisit"):
            return b"", self.block
        found = _BLANK_LINE.search(self.block)
        end = found.end() if found else len(self.block)
        return self.block[:end], self.block[end:]

    @property
    def is_as_digested(self) -> bool:
        """Whether the whole block, which must be held, is as its digest says, or else the body of the answer."""
        if said := self.header("WARC-Block-Digest"):
            return _agrees(said, self.block)
        body = self.answer[1]
        said = self.header("WARC-Payload-Digest")
        return (
            not said or self.kind == "revisit" or _agrees(said, body) or _agrees(said, without_chunks(body))
        )


def records_of(file: BinaryIO, most: int, place: Place = Place()) -> Iterator[OutsideRecord]:
    """Every record from a place on, with the first `most` bytes of its block; DamagedFile where it cannot be read on.

    Memory does not grow with the size of a block.
    """
    stream = _Stream(file, place)
    while stream.goes_on():
        at = stream.place
        if not _VERSION.fullmatch(stream.line()):
            raise DamagedFile(_NO_WARC)
        headers = _fields(stream)
        length = first_field(headers, "Content-Length")
        if not length.isascii() or not length.isdigit() or len(length) > 15:
            raise DamagedFile("a record does not say how long it is")
        yield OutsideRecord(headers, stream.take(int(length), most), int(length), at)


def begins_warc(file: BinaryIO) -> bool:
    """Whether a file begins as a WARC does, packed or not."""
    head = file.read(_STEP)
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, 16)
        except zlib.error:
            return False
    return bool(_VERSION.match(head.lstrip(b"\r\n")))


def moment_of(said: str) -> datetime | None:
    """A time as WARC and its indexes write it, with or without marks between its parts; None for another."""
    found = _DATE.fullmatch(said.strip())
    try:
        year, month, day, hour, minute, second = map(int, found.groups()) if found else (0,) * 6
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def head_fields(head: bytes) -> tuple[Header, ...]:
    """The fields of the head of an HTTP answer."""
    lines = (line.partition(":") for line in head.decode("latin-1").splitlines()[1:])
    return tuple((name.strip(), value.strip()) for name, mark, value in lines if mark)


def without_chunks(body: bytes) -> bytes:
    """A body with its transfer coding (RFC 9112, section 7.1) taken off; as it is where it has none.

    Programs leave the field in the head although they took the coding off. A body that ends early loses what is cut.
    """
    parts: list[bytes] = []
    at = 0
    while (end := body.find(b"\n", at, at + 1_000)) >= 0:
        try:
            size = int(body[at:end].partition(b";")[0].strip(), 16)
        except ValueError:
            return body
        if size <= 0 or size > len(body):
            return b"".join(parts) if size == 0 else body
        parts.append(body[end + 1 : end + 1 + size])
        at = end + 1 + size
        at += 2 if body.startswith(b"\r\n", at) else 1
    return b"".join(parts) if parts and at >= len(body) else body


def _agrees(said: str, content: bytes) -> bool:
    """Whether bytes have a digest as WARC writes it: algorithm, colon, base 32 or hexadecimal; True for others."""
    name, _, value = said.partition(":")
    name = name.strip().casefold().replace("-", "")
    if name not in ("md5", "sha1", "sha256", "sha384", "sha512"):
        return True
    found, value = hashlib.new(name, content, usedforsecurity=False), value.strip()
    in_base32 = base64.b32encode(found.digest()).decode().rstrip("=")
    return value.casefold() == found.hexdigest() or value.upper().rstrip("=") == in_base32


def _fields(stream: "_Stream") -> tuple[Header, ...]:
    """The fields of a head to its blank line; a line that begins with white space goes on with the one before."""
    fields: list[Header] = []
    left = _MOST_HEAD
    while line := stream.line().rstrip(b"\r\n"):
        left -= len(line)
        if left < 0:
            raise DamagedFile("the head of a record is too long")
        text = line.decode("utf-8", "replace")
        if text[0] in " \t" and fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {text.strip()}")
        else:
            name, _, value = text.partition(":")
            fields.append((name.strip(), value.strip()))
    return tuple(fields)


class _Stream:
    """The bytes of a file from a place on, unpacked where they are packed."""

    def __init__(self, file: BinaryIO, place: Place) -> None:
        self._pieces = _pieces(file, place.offset)
        self._held, self._at = b"", 0
        self._place = Place(place.offset)
        self.take(place.skip, 0)

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(self._place.offset, self._place.skip + self._at)

    def goes_on(self) -> bool:
        """Whether there is more than line ends; these are passed over."""
        while self._at < len(self._held) or self._more():
            if self._held[self._at] not in b"\r\n":
                return True
            self._at += 1
        return False

    def line(self) -> bytes:
        """The next line with its end."""
        while (end := self._held.find(b"\n", self._at)) < 0:
            if len(self._held) - self._at > _MOST_HEAD:
                raise DamagedFile(_NO_WARC)
            if not self._more():
                raise DamagedFile("it ends in the middle of a record")
        line, self._at = self._held[self._at : end + 1], end + 1
        return line

    def take(self, size: int, most: int) -> bytes:
        """Pass over so many bytes; the first `most` of them."""
        taken, held = [], 0
        while size:
            if self._at == len(self._held) and not self._more():
                raise DamagedFile("it ends in the middle of a record")
            piece = self._held[self._at : self._at + size]
            self._at += len(piece)
            size -= len(piece)
            if held < most:
                taken.append(piece[: most - held])
                held += len(taken[-1])
        return b"".join(taken)

    def _more(self) -> bool:
        """Hold the next piece too; what was passed over goes."""
        found = next(self._pieces, None)
        if found is None:
            return False
        place, piece = found
        if self._at == len(self._held):
            self._place, self._held = place, piece
        else:
            self._place = Place(self._place.offset, self._place.skip + self._at)
            self._held = self._held[self._at :] + piece
        self._at = 0
        return True


def _pieces(file: BinaryIO, offset: int) -> Iterator[tuple[Place, bytes]]:
    """What stands in a file from an offset on, unpacked, each piece with its place."""
    file.seek(0)
    packed = file.read(2) == GZIP
    file.seek(offset)
    waiting = file.read(_STEP)
    if not packed:
        while waiting:
            yield Place(offset), waiting
            offset += len(waiting)
            waiting = file.read(_STEP)
        return
    begin, unpacked = offset, 0
    while waiting:
        unpacker, member, size = zlib.decompressobj(16 + zlib.MAX_WBITS), offset, 0
        while not unpacker.eof:
            if not waiting:
                raise DamagedFile("it ends in the middle of a record")
            try:
                piece = unpacker.decompress(waiting, _STEP)
            except zlib.error:
                raise DamagedFile("what is packed in it cannot be unpacked") from None
            rest = unpacker.unused_data or unpacker.unconsumed_tail
            offset += len(waiting) - len(rest)
            waiting = rest or file.read(_STEP)
            unpacked += len(piece)
            if unpacked > max(_LEAST_BOMB, (offset - begin) * _BOMB_RATIO):
                raise DamagedFile("it unpacks to far more than web pages do")
            if piece:
                yield Place(member, size), piece
            size += len(piece)
        rest = waiting.lstrip(b"\0")
        offset += len(waiting) - len(rest)
        waiting = rest or file.read(_STEP)
