"""Time stamps (RFC 3161): the question to an authority, its answer, and whether that is signed by who is trusted."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

from factcheck.errors import BadInput
from factcheck.files import disk_errors_explained

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

QUERY_TYPE = "application/timestamp-query"
MAX_REPLY = 100_000
"""Bytes of an answer; with all certificates it has some thousands."""

_SHA256 = "2.16.840.1.101.3.4.2.1"
_GRANTED = 0
_WORDS = 300


class UnreadableStamp(ValueError):
    """What should be a time stamp cannot be read as one, or the authority gave none."""


class FalseStamp(ValueError):
    """It is a time stamp of something else, or not signed as one has to be."""


class UnknownAuthority(ValueError):
    """It is a time stamp, and nobody who is trusted stands behind it."""


@dataclass(frozen=True)
class StampQuery:
    """A question (TimeStampReq), and the nonce in it that tells an answer to it from an older one."""

    content: bytes
    nonce: int


def stamp_query(data: bytes) -> StampQuery:
    """The question for a stamp on the SHA-256 of these bytes, which asks for the certificates too."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    asked = TimestampRequestBuilder(data=data, hash_algorithm=HashAlgorithm.SHA256).build()
    return StampQuery(asked.as_bytes(), asked.nonce or 0)


def read_stamp(reply: bytes, data: bytes, nonce: int | None = None) -> datetime:
    """When an authority says it saw these bytes, in UTC, whoever signed that; UnreadableStamp, FalseStamp."""
    with _told_apart():
        return _time_in(_parsed(reply), data, nonce)


def verify_stamp(
    reply: bytes, data: bytes, roots: Sequence["Certificate"], nonce: int | None = None
) -> datetime:
    """The same where it is signed with a certificate for time stamps, valid at that time, that a root stands behind.

    UnknownAuthority where no root is one of those it names.
    """
    from rfc3161_client import VerifierBuilder

    with _told_apart():
        stamp = _parsed(reply)
        at = _time_in(stamp, data, nonce)
        if _named(stamp).isdisjoint(root.subject for root in roots):
            raise UnknownAuthority("no root certificate that is given stands behind it")
        VerifierBuilder(roots=list(roots), nonce=nonce).build().verify(stamp, sha256(data).digest())
        return at


def read_roots(path: Path) -> list["Certificate"]:
    """The root certificates in a PEM file; BadInput, StorageFailed."""
    from cryptography.x509 import load_pem_x509_certificates

    with disk_errors_explained(path):
        content = path.read_bytes()
    try:
        return load_pem_x509_certificates(content)
    except ValueError as wrong:
        mend = "Save the root certificate of the authority there, in PEM."
        raise BadInput(f"{path} holds no certificates.", remedies=[mend]) from wrong


@contextmanager
def _told_apart() -> Iterator[None]:
    """What the libraries say of a stamp, as false or as unreadable."""
    from rfc3161_client import VerificationError

    try:
        with catch_warnings():
            simplefilter("error")
            yield
    except (UnreadableStamp, FalseStamp, UnknownAuthority):
        raise
    except VerificationError as wrong:
        raise FalseStamp(_short(str(wrong))) from wrong
    except (
        Exception
    ) as wrong:  # the two libraries raise more than they say for bytes that are not as they expect
        raise UnreadableStamp("it is no time stamp") from wrong


def _parsed(reply: bytes) -> "TimeStampResponse":
    from rfc3161_client import decode_timestamp_response

    stamp = decode_timestamp_response(reply)
    if stamp.status != _GRANTED:
        words = " ".join(stamp.status_string).rstrip(". ") or "it does not say why"
        raise UnreadableStamp(f"the authority refused: {_short(words)}")
    return stamp


def _time_in(stamp: "TimeStampResponse", data: bytes, nonce: int | None) -> datetime:
    told = stamp.tst_info
    imprint = told.message_imprint
    if (imprint.hash_algorithm.dotted_string, imprint.message) != (_SHA256, sha256(data).digest()):
        raise FalseStamp("the authority put its stamp under something else")
    if nonce is not None and told.nonce != nonce:
        raise FalseStamp("the authority answered another question")
    return told.gen_time


def _named(stamp: "TimeStampResponse") -> set[object]:
    """Whoever the certificates in a stamp are of, and whoever issued them."""
    from cryptography.x509 import load_der_x509_certificate

    inside = [load_der_x509_certificate(one) for one in stamp.signed_data.certificates]
    issuers = {one.issuer for one in stamp.signed_data.signer_infos}
    return {*issuers, *(one.issuer for one in inside), *(one.subject for one in inside)}


def _short(words: str) -> str:
    """The reason alone, out of what OpenSSL says around it."""
    reason = words.rpartition('data: "')[2].partition('"')[0] if 'data: "' in words else words
    return reason.removeprefix("Verify error: ")[:_WORDS]
