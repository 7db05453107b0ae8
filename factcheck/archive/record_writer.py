"""WARC 1.1 records (ISO 28500:2017) written as gzip members, piece by piece.

Nothing but zlib: a record is a few header lines before its block. Writing it here keeps a file's bytes a function of
what is filed (the same order of fields, a gzip head without a time), lets a block of any length pass through in
pieces, and puts what was fetched and what was supplied through one writer.
"""

import hashlib
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from factcheck.model.visit import Header

LEVEL = 4
"""gzip level: on real pages as small as 6, in half the time."""

SAMPLE = 8_192
"""Bytes from the middle of a block that show whether it can be made smaller."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Block:
    """What a record holds: its SHA-256 (hex), its size in bytes, a few bytes from its middle, and its pieces."""

    digest: str
    size: int
    middle: bytes
    pieces: Callable[[], Iterable[bytes]]

    @classmethod
    def of(cls, *parts: bytes) -> "Block":
        """A block of parts that are in memory."""
        largest = max(parts, key=len)
        middle = largest[len(largest) // 2 :][:SAMPLE]
        return cls(sha256(*parts), sum(map(len, parts)), middle, lambda: parts)


def sha256(*parts: bytes) -> str:
    """SHA-256 (hex) of the parts as one."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def warc_date(moment: datetime) -> str:
    """A time as WARC 1.1 writes it: UTC to the second, in the form of W3C date and time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def member(kind: str, headers: tuple[Header, ...], block: Block) -> Iterator[bytes]:
    """A record as the pieces of one gzip member; block digest and length are added, empty fields are left out.

    The bytes depend on the arguments and on how the block is cut into pieces: a gzip head without time or name.
    """
    fields = (
        ("WARC-Type", kind),
        *((name, value) for name, value in headers if value),
        ("WARC-Block-Digest", f"sha256:{block.digest}"),
        ("Content-Length", str(block.size)),
    )
    head = "".join(f"{name}: {_CONTROLS.sub(' ', value)}\r\n" for name, value in fields)
    packer = zlib.compressobj(_level(block.middle), zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    yield packer.compress(f"WARC/1.1\r\n{head}\r\n".encode())
    for piece in block.pieces():
        yield packer.compress(piece)
    yield packer.compress(b"\r\n\r\n")
    yield packer.flush()


def _level(middle: bytes) -> int:
    """No compression for what is packed already (an encoded page, a picture): a tenth of the time, no larger."""
    packed = len(middle) == SAMPLE and len(zlib.compress(middle, 1)) > 0.95 * SAMPLE
    return 0 if packed else LEVEL
