"""Removing content codings (RFC 9110, 8.4) in small steps, so that a decompression bomb is noticed early."""

import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce

_STEP = 65_536
_SMALLER_STEPS = (1_024, 32, 1)
_SMALL = 8_000_000
"""Up to this many bytes, decoded pieces are kept at once; more are only counted first, and decoded again if allowed."""
MOST_CODINGS = 2
"""The most codings that are removed from one body."""
_GZIP = b"\x1f\x8b"

Pieces = Iterator[bytes]


class Corrupt(Exception):
    """The encoded bytes are damaged or end early."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The decoded bytes, and how decoding went (see ReadDocument.coding)."""

    body: bytes
    coding: str = "ok"


def named_codings(content_encoding: str) -> tuple[list[str], list[str]]:
    """The codings that a Content-Encoding header lists, and the names in it that are no coding (utf-8, none)."""
    parts = (part.partition(";")[0].strip(" \t\"'").casefold() for part in content_encoding.split(","))
    names = [name for name in parts if name not in ("", "identity")]
    return [name for name in names if name in _CODINGS], [name for name in names if name not in _CODINGS]


def decode(body: bytes, content_encoding: str, limit: int) -> Decoded:
    """Remove the codings that a Content-Encoding header lists. Never raises; `coding` says how it went.

    Names that are no coding are passed over. Of a corrupt body, the bytes before the damage are given; of one that
    decodes to more than `limit` bytes, none.
    """
    codings, _ = named_codings(content_encoding)
    if len(codings) > MOST_CODINGS:
        return Decoded(b"", "too-many")
    if any(name not in _DECODERS for name in codings):
        return Decoded(b"", "unknown")
    if not codings:
        return Decoded(body) if len(body) <= limit else Decoded(b"", "too-large")
    decoders = [_DECODERS[name] for name in reversed(codings)]
    return _collect(lambda: reduce(lambda pieces, undo: undo(pieces), decoders, _in_steps(body)), limit)


def _collect(unpack: Callable[[], Pieces], limit: int) -> Decoded:
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
    return Decoded(b"".join(kept) if size <= _SMALL else _decode_again(unpack(), size), coding)


def _decode_again(pieces: Pieces, size: int) -> bytes:
    """All pieces, in a buffer of the size counted before."""
    whole, at = bytearray(size), 0
    with suppress(Corrupt):
        for piece in pieces:
            whole[at : at + len(piece)] = piece
            at += len(piece)
    return bytes(whole)


def _in_steps(body: bytes) -> Pieces:
    for start in range(0, len(body), _STEP):
        yield body[start : start + _STEP]


def gunzip(coded: Pieces) -> Pieces:
    """The content of every member of a gzip file (RFC 1952); other bytes after the last member are ignored.

    Raises Corrupt at damage or an early end, after giving what could be decoded before it.
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
            yield from _decompressed(member, waiting)
            waiting = member.unused_data
    if not member.eof:
        raise Corrupt


def _inflate(coded: Pieces) -> Pieces:
    """HTTP's "deflate" is the zlib format (RFC 1950); some servers send the raw deflate format (RFC 1951)."""
    first = next(coded, b"")
    is_zlib = len(first) > 1 and first[0] & 0x0F == 8 and int.from_bytes(first[:2], "big") % 31 == 0
    stream = zlib.decompressobj(15 if is_zlib else -15)
    yield from _decompressed(stream, first)
    for piece in coded:
        if stream.eof:
            return
        yield from _decompressed(stream, piece)
    if not stream.eof:
        raise Corrupt


def _decompressed(stream: "zlib._Decompress", coded: bytes) -> Pieces:
    """What these bytes decompress to, in steps."""
    piece = b""
    while not stream.eof and (coded or len(piece) == _STEP):
        before = stream.copy()
        try:
            piece = stream.decompress(coded, _STEP)
        except zlib.error as error:
            yield from _salvaged(before, coded)
            raise Corrupt from error
        yield piece
        coded = stream.unconsumed_tail


def _salvaged(stream: "zlib._Decompress", coded: bytes) -> Pieces:
    """What precedes the damage: zlib gives nothing for input that contains some, so it is given ever less at once."""
    for size in _SMALLER_STEPS:
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
    except brotlicffi.error as error:
        raise Corrupt from error
    if not stream.is_finished():
        raise Corrupt


_DECODERS: dict[str, Callable[[Pieces], Pieces]] = {
    "gzip": gunzip,
    "x-gzip": gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
}
_CODINGS = frozenset(
    {
        *_DECODERS,
        *("compress", "x-compress", "zstd", "dcb", "dcz", "exi", "pack200-gzip", "aes128gcm"),
        *("sdch", "bzip2", "x-bzip2", "xz", "lzma", "lz4"),
    }
)
"""Codings there are: those of IANA's registry (RFC 9110, 16.6.1), and some that were never registered."""
