"""Visits as ugly as they come, for every test of what is kept of them."""

import gzip
import io
import random
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from PIL import Image

from factcheck.model.source import Browser, Capture
from factcheck.model.visit import DrawnPage, Hop, Shot, Visit
from factcheck.model.vocabulary import Outcome
from factcheck.reading.document.values import TextPlace
from tests.archive.checking import warc_of
from tests.records import AT

SITE = "http://site.example"
PAGE = b"<!doctype html><title>Bridge</title><p>The bridge opened in 1932.</p>\r\n" * 99
TEXT = "The bridge opened in 1932. پل در سال ۱۹۳۲ گشوده شد. 🌉👩🏽‍🔬\n"
PACKED = gzip.compress(PAGE, mtime=0)
NOISE = random.Random(1).randbytes(5_000_000)  # noqa: S311 - the same each time
LATER = AT + timedelta(days=30)


def numbered() -> Callable[[], UUID]:
    """Ids that are the same each time."""
    numbers = count(1)
    return lambda: UUID(int=next(numbers))


def hop(path: str, body: bytes = PAGE, *lines: bytes, status: int = 200, **more: Any) -> Hop:
    """An exchange; `lines` are header lines of the answer, `asked` those of the request."""
    head = [b"HTTP/1.1 %d So" % status, *(lines or (b"Content-Type: text/html",))]
    asked = [more.pop("method", b"GET") + b" / HTTP/1.1", b"Host: site.example", *more.pop("asked", ())]
    fields = [line.decode("latin-1").partition(":") for line in head[1:]]
    sent: bytes = more.pop("sent", b"")
    return Hop(
        url=path if "://" in path else SITE + path,
        at=more.pop("at", AT),
        request=b"\r\n".join([*asked, *_length(sent), b"", b""]) + sent,
        response=b"\r\n".join([*head, b"", b""]),
        body=body,
        status=status,
        headers=tuple((name, value.strip()) for name, _, value in fields),
        peer=more.pop("peer", "192.0.2.1:80"),
        **more,
    )


def _length(sent: bytes) -> list[bytes]:
    return [b"Content-Length: %d" % len(sent)] if sent else []


def visit(*hops: Hop, outcome: Outcome = Outcome.OK, **more: Any) -> Visit:
    """A visit of those exchanges, to an address that is refused when there are none."""
    at: datetime = hops[0].at if hops else AT
    return Visit(hops[0].url if hops else "http://refused.example/", at, outcome, hops=hops, **more)


HTML, GZIP, CHUNKED = b"Content-Type: text/html", b"Content-Encoding: gzip", b"Transfer-Encoding: chunked"

VISITS = {
    "plain": visit(hop("/plain", PAGE, HTML, b"Content-Length: %d" % len(PAGE), b'ETag: "v1"')),
    "chunked": visit(hop("/chunked", PAGE, HTML, CHUNKED)),
    "looks chunked": visit(hop("/looks", b"5\r\nhello\r\n0\r\n\r\n", HTML, b"transfer-encoding:chunked")),
    "gzip": visit(hop("/gzip", PACKED, HTML, GZIP, b"Content-Length: %d" % len(PACKED))),
    "gzip and chunked": visit(hop("/both", PACKED, CHUNKED, GZIP, HTML)),
    "truncated": visit(
        hop("/cut", PAGE[:700], HTML, b"content-length : 99999", truncated="disconnect"),
        outcome=Outcome.PARTIAL_INCOMPLETE,
    ),
    "truncated gzip": visit(
        hop("/cut-gzip", PACKED[: len(PACKED) // 2], HTML, GZIP, b"Content-Length: 999", truncated="length"),
        outcome=Outcome.PARTIAL,
    ),
    "redirected": visit(
        hop("/first", b"", b"Location: /second", b"Content-Length: 0", status=301),
        hop("/second", b"moved", b"Location: http://other.example/third", b"Content-Length: 5", status=302),
        hop("http://other.example/third", b"", b"Location: http://site.example/end", status=307),
        hop("/end", PAGE, HTML),
    ),
    "not found": visit(hop("/gone", b"no such page", HTML, status=404), outcome=Outcome.NOT_FOUND),
    "other bytes in the head": visit(
        hop(
            "/names",
            PAGE,
            HTML,
            b"X-Name: caf\xe9 \xff",
            b"Content-Disposition: inline; filename=\xd9\x86.html",
        )
    ),
    "empty": visit(hop("/empty", b"", HTML, b"Content-Length: 0"), outcome=Outcome.EMPTY),
    "5 MB": visit(hop("/large", NOISE, b"Content-Type: image/png", b"Content-Length: 5000000")),
    "query": visit(hop("/a%20b/%D9%86?b=2&a=1&A=%C3%A9", PAGE, HTML)),
    "https": visit(
        hop("https://[2001:db8::1]:8443/x", PAGE, HTML, peer="[2001:db8::1]:8443", certificate="ab" * 32)
    ),
}
UNCHANGED = visit(
    hop("/plain", b"", b'ETag: "v1"', status=304, at=LATER, asked=[b'If-None-Match: "v1"']),
    outcome=Outcome.UNCHANGED,
)
REFUSED = visit(outcome=Outcome.BLOCKED_PRIVATE_ADDRESS, reason="10.0.0.1 is private.")


def png(width: int, height: int, shade: int) -> bytes:
    """A grey picture."""
    out = io.BytesIO()
    Image.new("L", (width, height), shade).save(out, "PNG")
    return out.getvalue()


BROWSER = Browser(product="Chrome/120.0.1", width=40, height=30)
JSON = b"Content-Type: application/json"
NEWS = "http://api.example/news"
DRAWN_PAGE = DrawnPage(
    AT + timedelta(seconds=3),
    BROWSER,
    "<!DOCTYPE html><html><body><p>پل در سال ۱۹۳۲ گشوده شد.</p></body></html>".encode(),
    b"{}",
    (Shot(0, 0, 40, 60, png(40, 60, 10)), Shot(0, 60, 40, 12, png(40, 12, 200))),
    (
        hop("/app.js", b"fetch('//api.example/news')", b"Content-Type: text/javascript"),
        hop(NEWS, b"", b"Access-Control-Allow-Origin: *", status=204, asked=[b"X: y"], method=b"OPTIONS"),
        hop(NEWS, b'{"text": "1932"}', JSON),
        *(
            hop(NEWS, b'{"page": %d}' % page, JSON, method=b"POST", asked=[JSON], sent=b'{"page": %d}' % page)
            for page in (1, 2)
        ),
    ),
)
DRAWN = visit(
    hop("/start", b"", b"Location: /app/", b"Content-Length: 0", status=301),
    hop("/app/", b"<!doctype html><div id=app></div><script src=/app.js></script>", HTML),
    drawn=DRAWN_PAGE,
)
"""A page that a script draws from what it fetches; the request for that is announced first (CORS)."""
PLACES = (TextPlace(0, 10, 5, 6, 30, 8), TextPlace(11, 24, 5, 14, 22, 8))
DRAWN_WARC = warc_of(DRAWN, TEXT, {"charset": "utf-8"}, numbered(), PLACES)

WARCS = {name: warc_of(one, TEXT, {"charset": "utf-8"}, numbered()) for name, one in VISITS.items()}


def undone(one: Hop) -> bytes:
    """The body with its content coding undone, as far as it goes."""
    packed = one.header("Content-Encoding") == "gzip"
    return zlib.decompressobj(31).decompress(one.body) if packed else one.body


def capture(record: str, **more: Any) -> Capture:
    """A row that names that file."""
    row = {"id": "c1", "source": "s1", "outcome": Outcome.EMPTY, "fetched_at": AT, "record": record}
    return Capture.of({**row, **more})
