"""A time stamp for a digest (RFC 3161): the question to an authority, and what its answer says."""

import re
from datetime import UTC, datetime

from factcheck.errors import BadInput
from factcheck.exchange.der import (
    BOOLEAN,
    EXPLICIT_0,
    INTEGER,
    OCTETS,
    OID,
    SEQUENCE,
    SET,
    TIME,
    Element,
    elements,
    encode,
    integer,
    only,
)

QUERY_TYPE = "application/timestamp-query"
MOST = 100_000
"""Bytes of an answer: certificates and all, an authority's takes some thousands."""

_WORDS = 300
_SHA256 = encode(SEQUENCE, encode(OID, bytes.fromhex("608648016503040201")), encode(0x05))
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_TST_INFO = bytes.fromhex("2a864886f70d0109100104")
_GRANTED = (b"\x00", b"\x01")
_TIME = re.compile(rb"([0-9]{14})(?:\.[0-9]+)?Z")
_AGAIN = "No bundle was written. Try again, ask another authority, or leave out the time stamp."


def query(digest: bytes, nonce: int) -> bytes:
    """A TimeStampReq for a SHA-256: with a nonce, so that no old answer fits, and asking for the certificates."""
    wanted = encode(BOOLEAN, b"\xff")
    return encode(SEQUENCE, integer(1), _imprint(digest), integer(nonce), wanted)


def read_reply(content: bytes, digest: bytes, nonce: int) -> datetime:
    """When an authority says that it saw the digest; BadInput where its answer is no, or to something else.

    Whether the signature is the authority's is not looked at: that takes its certificate, and is for whoever
    wants to rely on it.
    """
    try:
        reply = only(content, SEQUENCE)
        _granted(reply.inner(SEQUENCE))
        info = _told(reply.inner(SEQUENCE, 1))
        imprint, number, at = info.inner(SEQUENCE, 2), _nonce(info), _moment(info.inner(TIME, 4))
    except ValueError as wrong:
        raise BadInput(
            f"What came from the time-stamp authority is no time stamp: {wrong}. {_AGAIN}"
        ) from wrong
    if encode(SEQUENCE, imprint.content) != _imprint(digest):
        raise BadInput(f"The time-stamp authority put its stamp under something else. {_AGAIN}")
    if number != integer(nonce):
        raise BadInput(f"The time-stamp authority answered another question. {_AGAIN}")
    return at


def _imprint(digest: bytes) -> bytes:
    return encode(SEQUENCE, _SHA256, encode(OCTETS, digest))


def _granted(status: Element) -> None:
    """BadInput with the authority's own words where it says no."""
    if status.inner(INTEGER).content in _GRANTED:
        return
    said = [
        one for part in elements(status.content)[1:] if part.tag == SEQUENCE for one in elements(part.content)
    ]
    words = " ".join(one.content.decode("utf-8", "replace") for one in said)[:_WORDS].rstrip(". ")
    raise BadInput(f"The time-stamp authority refused: {words or 'it does not say why'}. {_AGAIN}")


def _told(token: Element) -> Element:
    """The TSTInfo inside a token (CMS SignedData, RFC 5652)."""
    if token.inner(OID).content != _SIGNED_DATA:
        raise ValueError("it holds no signed data")
    signed = token.inner(EXPLICIT_0, 1).inner(SEQUENCE)
    signed.inner(SET, 1)
    held = signed.inner(SEQUENCE, 2)
    if held.inner(OID).content != _TST_INFO:
        raise ValueError("what is signed is no time stamp")
    return only(held.inner(EXPLICIT_0, 1).inner(OCTETS).content, SEQUENCE)


def _nonce(info: Element) -> bytes | None:
    """The nonce as it is encoded: the one whole number after the time."""
    after = (one for one in elements(info.content)[5:] if one.tag == INTEGER)
    return next((encode(INTEGER, one.content) for one in after), None)


def _moment(time: Element) -> datetime:
    if not (found := _TIME.fullmatch(time.content)):
        raise ValueError("its time is not written as a time stamp's")
    return datetime.strptime(found[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
