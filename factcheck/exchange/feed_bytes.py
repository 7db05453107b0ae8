"""Bytes that others published, decoded as text: gzip is known by its first bytes, UTF-16 by its byte order mark."""

import codecs
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from factcheck.reading.document.content_coding import gunzip

_STEP = 262_144
_GZIP = b"\x1f\x8b"
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def text_pieces(stream: BinaryIO) -> Iterator[str]:
    """The text in pieces; an invalid byte becomes U+FFFD.

    Raises Corrupt for damaged or truncated gzip, after the text that came before.
    """
    first = stream.read(_STEP)
    pieces = _blocks(first, stream)
    if first.startswith(_GZIP):
        pieces = gunzip(pieces)
        first = next(pieces, b"")
        pieces = chain((first,), pieces)
    decoder = codecs.getincrementaldecoder("utf-16" if first.startswith(_UTF16_MARKS) else "utf-8-sig")(
        "replace"
    )
    for piece in pieces:
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _blocks(first: bytes, stream: BinaryIO) -> Iterator[bytes]:
    block = first
    while block:
        yield block
        block = stream.read(_STEP)
