"""A time stamp for a digest (RFC 3161): the request to an authority, and its response."""

import re
from datetime import UTC, datetime

from factcheck.errors import BadInput, Remedy
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
    single,
)

QUERY_TYPE = "application/timestamp-query"
MAX_REPLY = 100_000
"""Bytes of a response; with all certificates it has some thousands."""

_WORDS = 300
_SHA256 = encode(SEQUENCE, encode(OID, bytes.fromhex("608648016503040201")), encode(0x05))
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_TST_INFO = bytes.fromhex("2a864886f70d0109100104")
_GRANTED = (b"\x00", b"\x01")
_TIME = re.compile(rb"([0-9]{14})(?:\.[0-9]+)?Z")
_TRY_AGAIN = "Try again, ask another authority, or leave out the time stamp."
OTHERWISE = Remedy.by("export", _TRY_AGAIN, format="proof", timestamp=None)
"""What to do where no time stamp came."""


def _refused(why: str) -> BadInput:
    return BadInput(f"{why} No bundle was written.", remedies=[OTHERWISE])


def query(digest: bytes, nonce: int) -> bytes:
    """A TimeStampReq for a SHA-256 of 32 bytes, with a nonce against old responses, asking for the certificates."""
    certificates = encode(BOOLEAN, b"\xff")
    return encode(SEQUENCE, integer(1), _imprint(digest), integer(nonce), certificates)


def read_reply(content: bytes, digest: bytes, nonce: int) -> datetime:
    """When an authority saw the digest, in UTC; BadInput for a refusal, or a response to another request.

    The signature is not verified: that takes the authority's certificate, and is for those who rely on it.
    """
    try:
        reply = single(content, SEQUENCE)
        _check_granted(reply.child(SEQUENCE))
        info = _tst_info(reply.child(SEQUENCE, 1))
        imprint, number, at = info.child(SEQUENCE, 2), _nonce(info), _time_of(info.child(TIME, 4))
    except ValueError as wrong:
        raise _refused(f"What came from the time-stamp authority is no time stamp: {wrong}.") from wrong
    if encode(SEQUENCE, imprint.content) != _imprint(digest):
        raise _refused("The time-stamp authority put its stamp under something else.")
    if number != integer(nonce):
        raise _refused("The time-stamp authority answered another question.")
    return at


def _imprint(digest: bytes) -> bytes:
    return encode(SEQUENCE, _SHA256, encode(OCTETS, digest))


def _check_granted(status: Element) -> None:
    """BadInput with the authority's own words where it refused."""
    if status.child(INTEGER).content in _GRANTED:
        return
    texts = [
        one for part in elements(status.content)[1:] if part.tag == SEQUENCE for one in elements(part.content)
    ]
    words = " ".join(one.content.decode("utf-8", "replace") for one in texts)[:_WORDS].rstrip(". ")
    raise _refused(f"The time-stamp authority refused: {words or 'it does not say why'}.")


def _tst_info(token: Element) -> Element:
    """The TSTInfo inside a token (CMS SignedData, RFC 5652)."""
    if token.child(OID).content != _SIGNED_DATA:
        raise ValueError("it holds no signed data")
    signed = token.child(EXPLICIT_0, 1).child(SEQUENCE)
    signed.child(SET, 1)
    held = signed.child(SEQUENCE, 2)
    if held.child(OID).content != _TST_INFO:
        raise ValueError("what is signed is no time stamp")
    return single(held.child(EXPLICIT_0, 1).child(OCTETS).content, SEQUENCE)


def _nonce(info: Element) -> bytes | None:
    """The nonce as it is encoded: the INTEGER after the time; None without one."""
    after = (one for one in elements(info.content)[5:] if one.tag == INTEGER)
    return next((encode(INTEGER, one.content) for one in after), None)


def _time_of(time: Element) -> datetime:
    if not (found := _TIME.fullmatch(time.content)):
        raise ValueError("its time is not written as a time stamp's")
    return datetime.strptime(found[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
