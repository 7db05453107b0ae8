"""A visit as a WARC file: every exchange byte by byte, the text that was read, and the facts about both."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from ipaddress import ip_address
from typing import Any
from uuid import UUID

from factcheck.archive.capture_file import CaptureFile, uri
from factcheck.archive.drawn_page import add_drawn_page
from factcheck.archive.record_writer import Block, sha256, warc_date
from factcheck.model.visit import DrawnPage, Header, Hop, Visit
from factcheck.reading.document.values import TextPlace

ORIGINAL = b"X-Archive-Orig-"
"""Put before the name of a header field that would make a reader expect other bytes than were kept."""

SERVER_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

_TRANSFER_ENCODING = re.compile(rb"(?im)^(?=transfer-encoding[ \t]*:)")
_LENGTH = re.compile(rb"(?im)^(?=content-length[ \t]*:[ \t]*([^\r\n]*?)[ \t]*\r?$)")
_CONDITION = re.compile(rb"(?im)^if-(none-match|modified-since)[ \t]*:")


def visit_warc(
    visit: Visit,
    text: str | None,
    facts: Mapping[str, Any],
    new_id: Callable[[], UUID],
    places: Sequence[TextPlace] = (),
) -> Iterator[bytes]:
    """A WARC 1.1 file of a visit in pieces, a gzip member per record.

    Records, in order: warcinfo; for each hop its response (or, for a 304 that was asked for, a revisit) and its
    request; the text as a conversion, unless it is None; the facts as JSON in a metadata record. Of a page that a
    browser drew, the browser's further exchanges and the page as it was drawn, with the `places` of its text, come
    before the hops, so that the last answer is the document's own. `facts` hold
    JSON values; they replace what the visit says of itself, but not what was measured (digests, size, hops).
    `facts["baseline_at"]`, a time as WARC writes it, becomes the date that a revisit refers to. A visit without
    hops gives warcinfo and metadata.
    """
    file = CaptureFile(visit.started_at, new_id)
    drawn = visit.drawn if visit.hops else None
    if drawn:
        for exchange in drawn.exchanges:
            _add_exchange(file, exchange, "")
        add_drawn_page(file, visit.final_url, drawn, places)
    for hop in visit.hops:
        _add_exchange(file, hop, str(facts.get("baseline_at", "")))
    at = visit.last.at if visit.last else visit.started_at
    described = {**_description(visit), **facts, **_measured(visit), **(_of_drawing(drawn) if drawn else {})}
    return file.finish(described, text, visit.final_url, at)


def _add_exchange(file: CaptureFile, hop: Hop, baseline_at: str) -> None:
    target = (("WARC-Target-URI", uri(hop.url)), ("WARC-IP-Address", _address(hop.peer)))
    kind: Header = ("Content-Type", "application/http;msgtype=response")
    if is_revisit(hop):
        fields: tuple[Header, ...] = (
            *target,
            kind,
            ("WARC-Profile", SERVER_NOT_MODIFIED),
            ("WARC-Refers-To-Target-URI", uri(hop.url)),
            ("WARC-Refers-To-Date", baseline_at),
        )
        answer = file.add("revisit", hop.at, fields, Block.of(kept_head(hop)))
    else:
        digest = ("WARC-Payload-Digest", f"sha256:{sha256(hop.body)}")
        fields = (*target, kind, digest, ("WARC-Truncated", hop.truncated))
        answer = file.add("response", hop.at, fields, Block.of(kept_head(hop), hop.body))
    asked = (*target, ("Content-Type", "application/http;msgtype=request"), ("WARC-Concurrent-To", answer))
    file.add("request", hop.at, asked, Block.of(hop.request))


def is_revisit(hop: Hop) -> bool:
    """Whether it is a 304 to a conditional request."""
    return hop.status == 304 and bool(_CONDITION.search(hop.request))


def kept_head(hop: Hop) -> bytes:
    """The response's head as sent, but with framing fields renamed that are no longer true: chunks, a wrong length."""
    head = _TRANSFER_ENCODING.sub(ORIGINAL, hop.response)
    if any(found[1] != str(len(hop.body)).encode() for found in _LENGTH.finditer(head)):
        head = _LENGTH.sub(ORIGINAL, head)
    return head


def _address(peer: str) -> str:
    """The IP address of a peer such as 192.0.2.1:443 or [2001:db8::1]:443; empty when it is none."""
    for candidate in (peer, peer.rpartition(":")[0]):
        try:
            return str(ip_address(candidate.strip("[]")))
        except ValueError:
            continue
    return ""


def _description(visit: Visit) -> dict[str, Any]:
    return {
        "requested_url": visit.requested_url,
        "final_url": visit.final_url,
        "started_at": warc_date(visit.started_at),
        "outcome": visit.outcome.value,
        "reason": visit.reason,
        "let_through": visit.let_through,
        "robots": visit.robots,
        "notes": visit.notes,
    }


def _of_drawing(drawn: DrawnPage) -> dict[str, Any]:
    """Which browser drew the page and when, and how much of it there is."""
    counts = {"exchanges": len(drawn.exchanges), "views": len(drawn.shots)}
    return {"drawn": {**drawn.browser.plain(), "at": warc_date(drawn.at), **counts}}


def _measured(visit: Visit) -> dict[str, Any]:
    """Digests, size and hops; of each head the digest as it was sent, because framing fields in it may be renamed."""
    last = visit.last
    body = None if last is None or is_revisit(last) else last.body
    return {
        "payload_digest": None if body is None else sha256(body),
        "size": len(body or b""),
        "hops": [
            {
                "url": hop.url,
                "at": warc_date(hop.at),
                "status": hop.status,
                "peer": hop.peer,
                "certificate": hop.certificate,
                "truncated": hop.truncated,
                "head_digest": sha256(hop.response),
            }
            for hop in visit.hops
        ],
    }
