"""What a capture file holds, read back from its bytes: payload, text, facts."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from factcheck.archive.capture_file import ANSWERS
from factcheck.archive.records import WarcRecord, records, sha256
from factcheck.errors import StorageFailed
from factcheck.model.visit import Header

TAIL = 1 << 16
"""Bytes at the end of a file within which its facts lie."""

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00"
_TRIES = 16
_MEND = "Restore it from a backup."


@dataclass(frozen=True, slots=True)
class CaptureContents:
    """What was kept: the body of the last answer with content codings on, or the document; the text; the facts.

    `headers` are those of the last answer as they lie in the file. A visit that nobody answered, and a 304, have
    an empty payload.
    """

    payload: bytes
    text: str | None
    facts: Mapping[str, Any]
    headers: tuple[Header, ...]
    url: str


def read_capture(warc: bytes) -> CaptureContents:
    """What was kept in one of the desk's files; StorageFailed when it is no such WARC or is damaged.

    Every digest in it is computed anew.
    """
    text: str | None = None
    facts: Mapping[str, Any] | None = None
    answer: WarcRecord | None = None
    for one in records(warc):
        _check(one)
        if one.kind in ANSWERS:
            answer = one
        elif one.kind == "conversion":
            text = one.block.decode("utf-8", "replace")
        elif one.kind == "metadata":
            facts = _facts(one)
    if answer is None and facts is None:
        raise StorageFailed(f"The capture holds nothing that was kept. {_MEND}")
    headers, payload = answered(answer) if answer else ((), b"")
    url = answer.header("WARC-Target-URI") if answer else ""
    facts = facts or {}
    _agree(facts, payload, text)
    return CaptureContents(payload, text, facts, headers, str(facts.get("final_url", url)))


def text_digest(text: str | None) -> str | None:
    """SHA-256 (hex) of a text as UTF-8; None when there is none."""
    return None if text is None else sha256(text.encode())


def facts_at_end(tail: bytes) -> Mapping[str, Any] | None:
    """The facts in the last record, given the last bytes of a file; None when no facts lie there.

    Only sound for a file that is known to be whole: nothing else in it is looked at.
    """
    at = len(tail)
    for _ in range(_TRIES):
        at = tail.rfind(_GZIP_HEAD, 0, at)
        if at < 0:
            return None
        try:
            (last,) = records(tail[at:])
            return _facts(last) if last.kind == "metadata" else None
        except (StorageFailed, ValueError):
            continue
    return None


def answered(answer: WarcRecord) -> tuple[tuple[Header, ...], bytes]:
    """The header fields and the payload of a response, a revisit or a resource."""
    if answer.kind == "resource":
        return (("Content-Type", answer.header("Content-Type")),), answer.block
    blank = _BLANK_LINE.search(answer.block)
    ends, begins = blank.span() if blank else (len(answer.block), len(answer.block))
    lines = answer.block[:ends].decode("latin-1").splitlines()[1:]
    fields = tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines))
    return fields, b"" if answer.kind == "revisit" else answer.block[begins:]


def _facts(one: WarcRecord) -> Mapping[str, Any]:
    try:
        facts = json.loads(one.block)
    except ValueError as wrong:
        raise StorageFailed(f"The facts in the capture cannot be read. {_MEND}") from wrong
    if not isinstance(facts, dict):
        raise StorageFailed(f"The capture holds no facts where they should be. {_MEND}")
    return facts


def _check(one: WarcRecord) -> None:
    """Compute the SHA-256 digests of a record anew; another algorithm's are left to who can read them."""
    payload = answered(one)[1] if one.kind in ANSWERS else one.block
    for name, part in (("WARC-Block-Digest", one.block), ("WARC-Payload-Digest", payload)):
        told = one.header(name)
        if told.startswith("sha256:") and told != f"sha256:{sha256(part)}":
            raise StorageFailed(f"The {name} of a record in the capture does not hold. {_MEND}")


def _agree(facts: Mapping[str, Any], payload: bytes, text: str | None) -> None:
    """The digests that the facts tell are those of what lies there, so that later the facts alone may be asked."""
    there = {"payload_digest": sha256(payload), "text_digest": text_digest(text)}
    for name, digest in there.items():
        if facts.get(name) not in (None, digest):
            raise StorageFailed(f"The {name} that the capture tells is not that of what it holds. {_MEND}")
