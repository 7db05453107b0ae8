"""WARC 1.1 records (ISO 28500:2017): writing one as a gzip member, and walking the members of a file.

Our own few lines and no library, because libraries write an HTTP head anew from what they understood of it; here
every byte that was sent stays. Reading needs nothing but zlib, so that anybody can check a capture.
"""

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from factcheck.errors import StorageFailed
from factcheck.model.visit import Header

LEVEL = 4
"""gzip level: on real pages as small as 6, in half the time."""

_STEP = 1 << 18
_MAX_RECORD = 600_000_000
"""Bytes a record may unpack to: more than the largest file the desk takes, and no bomb's worth."""

_SAMPLE = 8_192
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record: its type, its header fields in order, its block, and where its gzip member lies in the file."""

    kind: str
    headers: tuple[Header, ...]
    block: bytes
    offset: int
    length: int

    def header(self, name: str) -> str:
        """The first field of that name in any case; empty when there is none."""
        return next((value for key, value in self.headers if key.casefold() == name.casefold()), "")


def sha256(*parts: bytes) -> str:
    """SHA-256 (hex) of the parts as one."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def warc_date(moment: datetime) -> str:
    """A time as WARC 1.1 writes it: UTC to the second, in the form of W3C date and time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def member(kind: str, headers: tuple[Header, ...], *block: bytes) -> bytes:
    """A record as one gzip member; block digest and length are added, fields without a value are left out.

    The bytes depend on the arguments alone: a gzip head without time or name.
    """
    fields = (
        ("WARC-Type", kind),
        *((name, value) for name, value in headers if value),
        ("WARC-Block-Digest", f"sha256:{sha256(*block)}"),
        ("Content-Length", str(sum(map(len, block)))),
    )
    head = "".join(f"{name}: {_CONTROLS.sub(' ', value)}\r\n" for name, value in fields)
    packer = zlib.compressobj(_level(max(block, key=len)), zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    parts = (f"WARC/1.1\r\n{head}\r\n".encode(), *block, b"\r\n\r\n")
    return b"".join([*map(packer.compress, parts), packer.flush()])


def _level(content: bytes) -> int:
    """No compression for what is packed already (an encoded page, a picture): a tenth of the time, no larger."""
    middle = content[len(content) // 2 :][:_SAMPLE]
    packed = len(middle) == _SAMPLE and len(zlib.compress(middle, 1)) > 0.95 * _SAMPLE
    return 0 if packed else LEVEL


def records(warc: bytes) -> Iterator[WarcRecord]:
    """Every record in order; StorageFailed at the first that is damaged, cut short or no WARC record."""
    offset = 0
    while offset < len(warc):
        content, length = _unpacked(memoryview(warc)[offset:])
        yield record(content, offset, length)
        offset += length


def _unpacked(packed: memoryview) -> tuple[bytes, int]:
    """What the first gzip member holds, and its length; zlib checks its CRC-32 and size."""
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    parts, size, taken = [], 0, 0
    try:
        while not unpacker.eof and taken < len(packed):
            step = packed[taken : taken + _STEP]
            parts.append(unpacker.decompress(step, _MAX_RECORD - size))
            size += len(parts[-1])
            taken += len(step)
            if unpacker.unconsumed_tail or size == _MAX_RECORD:
                raise _damaged("a record unpacks to more than any capture holds")
    except zlib.error as wrong:
        raise _damaged(str(wrong)) from wrong
    if not unpacker.eof:
        raise _damaged("it ends in the middle of a record")
    return b"".join(parts), taken - len(unpacker.unused_data)


def record(content: bytes, offset: int, length: int) -> WarcRecord:
    """The record that an unpacked member holds: its head, a block of the stated length, and two line ends."""
    head, gap, rest = content.partition(b"\r\n\r\n")
    version, *lines = head.decode("utf-8", "replace").split("\r\n")
    headers = tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines))
    found = WarcRecord("", headers, rest[:-4], offset, length)
    if not gap or version not in ("WARC/1.1", "WARC/1.0"):
        raise _damaged("it holds something that is no WARC record")
    if found.header("Content-Length") != str(len(found.block)) or rest[-4:] != b"\r\n\r\n":
        raise _damaged("a record is not as long as it says")
    return WarcRecord(found.header("WARC-Type"), headers, found.block, offset, length)


def _damaged(why: str) -> StorageFailed:
    return StorageFailed(f"The capture cannot be read back: {why}. Restore it from a backup.")
