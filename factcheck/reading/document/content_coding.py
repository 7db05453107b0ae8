"""Content codings taken off in small steps, so that a bomb is noticed before it costs memory (RFC 9110, 8.4)."""

import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce

_STEP = 65_536
_CRUMBS = (1_024, 32, 1)
_SMALL = 8_000_000
"""Up to here what is decoded is kept at once; beyond, it is counted first and kept only when it is allowed."""
_MOST_CODINGS = 2
_GZIP = b"\x1f\x8b"

Pieces = Iterator[bytes]


class Corrupt(Exception):
    """The coded bytes are damaged or end early."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The bytes without their codings, and how that went (the words of Reading.coding)."""

    body: bytes
    coding: str = "ok"


def decode(body: bytes, content_encoding: str, limit: int) -> Decoded:
    """Take off the codings a Content-Encoding header lists; what a corrupt body gave until then is kept.

    Nothing is kept of a body that unpacks to more than `limit` bytes.
    """
    names = [name for part in content_encoding.split(",") if (name := part.strip().casefold())]
    codings = [name for name in names if name != "identity"]
    if len(codings) > _MOST_CODINGS:
        return Decoded(b"", "too-many")
    if any(name not in _DECODERS for name in codings):
        return Decoded(b"", "unknown")
    if not codings:
        return Decoded(body) if len(body) <= limit else Decoded(b"", "too-large")
    decoders = [_DECODERS[name] for name in reversed(codings)]
    return _gathered(lambda: reduce(lambda pieces, undo: undo(pieces), decoders, _cut(body)), limit)


def _gathered(unpack: Callable[[], Pieces], limit: int) -> Decoded:
    size, coding = 0, "ok"
    kept: list[bytes] = []
    try:
        for piece in unpack():
            size += len(piece)
            if size > limit:
                return Decoded(b"", "too-large")
            if size <= _SMALL:
                kept.append(piece)
    except Corrupt:
        coding = "corrupt"
    return Decoded(b"".join(kept) if size <= _SMALL else _again(unpack(), size), coding)


def _again(pieces: Pieces, size: int) -> bytes:
    """All pieces, into room made once for the size that was counted."""
    whole, at = bytearray(size), 0
    with suppress(Corrupt):
        for piece in pieces:
            whole[at : at + len(piece)] = piece
            at += len(piece)
    return bytes(whole)


def _cut(body: bytes) -> Pieces:
    for start in range(0, len(body), _STEP):
        yield body[start : start + _STEP]


def gunzip(coded: Pieces) -> Pieces:
    """Every member of a gzip file (RFC 1952); other bytes after the last are padding and are passed over.

    Raises Corrupt after what could still be read of damaged or cut off bytes.
    """
    member, waiting = zlib.decompressobj(31), b""
    for piece in coded:
        waiting += piece
        while waiting:
            if member.eof:
                if len(waiting) < len(_GZIP):
                    break
                if not waiting.startswith(_GZIP):
                    return
                member = zlib.decompressobj(31)
            yield from _inflated(member, waiting)
            waiting = member.unused_data
    if not member.eof:
        raise Corrupt


def _inflate(coded: Pieces) -> Pieces:
    """What HTTP calls deflate is zlib's format (RFC 1950), and from some servers its bare inside (RFC 1951)."""
    first = next(coded, b"")
    is_zlib = len(first) > 1 and first[0] & 0x0F == 8 and int.from_bytes(first[:2], "big") % 31 == 0
    stream = zlib.decompressobj(15 if is_zlib else -15)
    yield from _inflated(stream, first)
    for piece in coded:
        if stream.eof:
            return
        yield from _inflated(stream, piece)
    if not stream.eof:
        raise Corrupt


def _inflated(stream: "zlib._Decompress", coded: bytes) -> Pieces:
    """What these bytes unpack to, in steps."""
    piece = b""
    while not stream.eof and (coded or len(piece) == _STEP):
        before = stream.copy()
        try:
            piece = stream.decompress(coded, _STEP)
        except zlib.error as wrong:
            yield from _salvaged(before, coded)
            raise Corrupt from wrong
        yield piece
        coded = stream.unconsumed_tail


def _salvaged(stream: "zlib._Decompress", coded: bytes) -> Pieces:
    """What comes before the damage: zlib gives nothing for input that holds some, so hand it ever less at once."""
    for size in _CRUMBS:
        before = stream.copy()
        with suppress(zlib.error):
            while coded:
                piece = stream.decompress(coded[:size])
                before, coded = stream.copy(), coded[size:]
                yield piece
        stream = before


def _unbrotli(coded: Pieces) -> Pieces:
    """Brotli (RFC 7932)."""
    import brotlicffi

    stream = brotlicffi.Decompressor()
    try:
        for piece in coded:
            yield stream.decompress(piece, output_buffer_limit=_STEP)
            while not stream.can_accept_more_data():
                yield stream.decompress(b"", output_buffer_limit=_STEP)
    except brotlicffi.error as wrong:
        raise Corrupt from wrong
    if not stream.is_finished():
        raise Corrupt


_DECODERS: dict[str, Callable[[Pieces], Pieces]] = {
    "gzip": gunzip,
    "x-gzip": gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
}
