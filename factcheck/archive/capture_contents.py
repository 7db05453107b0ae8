"""What a capture holds, read back from its file: payload, text, facts."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from factcheck.archive.archive import Archive
from factcheck.archive.record_reader import ANSWERS, WarcRecord, records
from factcheck.archive.record_writer import sha256
from factcheck.errors import StorageFailed
from factcheck.model.visit import Header

TAIL = 1 << 16
"""Bytes at the end of a file that hold its facts."""

_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00"
_MAX_MEMBERS = 16
_MEND = "Restore it from a backup."


@dataclass(frozen=True, slots=True)
class CaptureContents:
    """What was kept of a source: the text that was read from it (None when there is none), the facts, the address.

    `payload_digest` is the SHA-256 (hex) of the last answer's body with its content codings on, or of the document;
    a visit that nobody answered and a 304 have an empty one. `headers` are those of the last answer as they lie in
    the file.
    """

    text: str | None
    facts: Mapping[str, Any]
    headers: tuple[Header, ...]
    url: str
    payload_digest: str


def read_capture(archive: Archive, digest: str, payload: BinaryIO | None = None) -> CaptureContents:
    """What was kept in one of the archive's captures; `payload`, where given, is overwritten with its payload.

    Every digest in it is computed anew. StorageFailed where it is missing, changed, no WARC or damaged.
    """
    with archive.get(digest) as file:
        return read_warc(file, payload)


def read_warc(warc: BinaryIO, payload: BinaryIO | None = None) -> CaptureContents:
    """The same for a file of the desk's form that is open for reading; StorageFailed as there."""
    text: str | None = None
    facts: Mapping[str, Any] | None = None
    answer: WarcRecord | None = None
    for one in records(warc, payload):
        check_digests(one)
        if one.kind in ANSWERS:
            answer = one
        elif one.kind == "conversion":
            text = one.block.decode("utf-8", "replace")
        elif one.kind == "metadata":
            facts = _facts(one)
    if answer is None and facts is None:
        raise StorageFailed(f"The capture holds nothing that was kept. {_MEND}")
    facts = facts or {}
    payload_digest = answer.payload_digest if answer else sha256()
    _check_facts(facts, payload_digest, text)
    url = str(facts.get("final_url", answer.header("WARC-Target-URI") if answer else ""))
    return CaptureContents(text, facts, http_headers(answer) if answer else (), url, payload_digest)


def text_digest(text: str | None) -> str | None:
    """SHA-256 (hex) of a text as UTF-8; None for None. ValueError where the text cannot be UTF-8."""
    return None if text is None else sha256(text.encode())


def facts_at_end(tail: bytes) -> Mapping[str, Any] | None:
    """The facts in the last record, given the last bytes of a file; None when they hold no facts.

    Only for a file that is known to be whole: nothing else in it is looked at.
    """
    at = len(tail)
    for _ in range(_MAX_MEMBERS):
        at = tail.rfind(_GZIP_HEAD, 0, at)
        if at < 0:
            return None
        try:
            (last,) = records(io.BytesIO(tail[at:]))
            return _facts(last) if last.kind == "metadata" else None
        except (StorageFailed, ValueError):
            continue
    return None


def http_headers(answer: WarcRecord) -> tuple[Header, ...]:
    """The header fields of a response or a revisit; of a document its media type, as one."""
    if answer.kind == "resource":
        return (("Content-Type", answer.header("Content-Type")),)
    lines = answer.block.decode("latin-1").splitlines()[1:]
    return tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines if line))


def _facts(one: WarcRecord) -> Mapping[str, Any]:
    try:
        facts = json.loads(one.block)
    except ValueError as wrong:
        raise StorageFailed(f"The facts in the capture cannot be read. {_MEND}") from wrong
    if not isinstance(facts, dict):
        raise StorageFailed(f"The capture holds no facts where they should be. {_MEND}")
    return facts


def check_digests(one: WarcRecord) -> None:
    """Compare a record's SHA-256 digests with its bytes; another algorithm's are left to who can read them."""
    for name, found in (("WARC-Block-Digest", one.block_digest), ("WARC-Payload-Digest", one.payload_digest)):
        said = one.header(name)
        if said.startswith("sha256:") and said != f"sha256:{found}":
            raise StorageFailed(f"The {name} of a record in the capture does not match its bytes. {_MEND}")


def _check_facts(facts: Mapping[str, Any], payload_digest: str, text: str | None) -> None:
    """Compare the digests among the facts with the content, so that later reading the facts alone is enough."""
    found = {"payload_digest": payload_digest, "text_digest": text_digest(text)}
    for name, digest in found.items():
        if facts.get(name) not in (None, digest):
            raise StorageFailed(f"The {name} among the capture's facts is not that of its content. {_MEND}")
