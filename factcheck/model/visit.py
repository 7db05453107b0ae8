"""What one visit to an address gave, exchange by exchange, before it is read and kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from factcheck.model.source import Browser
from factcheck.model.vocabulary import Outcome

Header = tuple[str, str]


def first_field(headers: Iterable[Header], name: str) -> str:
    """The first header field of that name in any case; empty when there is none."""
    return next((value for key, value in headers if key.casefold() == name.casefold()), "")


@dataclass(frozen=True, slots=True)
class Hop:
    """One request and what came back, as bytes: heads end with their blank line.

    `body` is the payload as sent: content codings stay on, transfer codings are taken off. `peer` is the
    address and port that answered, `certificate` the SHA-256 (hex) of its TLS certificate. `truncated` says
    why the body is not whole, in WARC's words: "length", "time", "disconnect"; empty when it is whole.
    """

    url: str
    at: datetime
    request: bytes
    response: bytes
    body: bytes
    status: int
    headers: tuple[Header, ...]
    peer: str
    certificate: str | None = None
    truncated: str = ""

    def header(self, name: str) -> str:
        """The first header of that name in any case; empty when there is none."""
        return first_field(self.headers, name)

    def list_header(self, name: str) -> str:
        """All headers of that name as one list (RFC 9110, section 5.3); empty when there is none."""
        return ", ".join(value for key, value in self.headers if key.casefold() == name.casefold())


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture (PNG) of a part of a page: the place of that part on the page in CSS pixels."""

    x: int
    y: int
    width: int
    height: int
    png: bytes


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as a browser had drawn it when it had settled.

    `document` is its markup then (UTF-8), `layout` what stood where (JSON of the DevTools method
    DOMSnapshot.captureSnapshot), `shots` show it from its top on without a gap. `exchanges` are those that are not hops
    of the visit, in the order in which they ended: nothing of a login is in them.
    """

    at: datetime
    browser: Browser
    document: bytes
    layout: bytes
    shots: tuple[Shot, ...] = ()
    exchanges: tuple[Hop, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """How it went: every hop that was answered, in order, and the one named outcome with its reason in words.

    `requested_url` never carries a user name or password. `let_through` is true when an address was reached
    only because the desk's settings let it through; `robots` is what the site's robots.txt says of the page
    ("allowed", "disallowed", "none", "unknown"); `notes` are remarks such as a step from https to http. `drawn` is the
    page as a browser drew it, where one was asked to.
    """

    requested_url: str
    started_at: datetime
    outcome: Outcome
    reason: str = ""
    hops: tuple[Hop, ...] = ()
    let_through: bool = False
    robots: str = "unknown"
    notes: tuple[str, ...] = ()
    drawn: DrawnPage | None = None

    @property
    def last(self) -> Hop | None:
        """The exchange that ended the visit, if one was answered."""
        return self.hops[-1] if self.hops else None

    @property
    def final_url(self) -> str:
        """Where the redirects led."""
        return self.hops[-1].url if self.hops else self.requested_url
