"""The one door of a browser to the network: a proxy on loopback, guarded as a plain fetch, which records exchanges."""

import asyncio
import logging
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Self
from urllib.parse import urlsplit

from factcheck.fetch.address import MAX_URL, Address, read_address, shown, storable
from factcheck.fetch.browser.authority import Authority
from factcheck.fetch.browser.channel import Channel, TlsChannel, begins_tls
from factcheck.fetch.browser.connection import BrowserConnection, BrowserRequest, BrowserResponse, Headers
from factcheck.fetch.browser.login import Login
from factcheck.fetch.browser.same_user import is_same_user
from factcheck.fetch.exchange import BodyLimit, ExchangeResult, Exchanges, RequestMessage
from factcheck.fetch.stopped import Stopped
from factcheck.model.visit import Hop
from factcheck.model.vocabulary import Outcome

HOME = "127.0.0.1"
_MOST_CONNECTIONS = 256
"""More than a browser opens to a proxy."""
_LOG = logging.getLogger(__name__)
_PER_CONNECTION = frozenset(
    b"connection keep-alive proxy-connection proxy-authenticate proxy-authorization te trailer transfer-encoding"
    b" upgrade content-length".split()
)
"""Headers of one connection, not of the message (RFC 9110, section 7.6.1), and its framing."""
_READ_CODINGS = (b"gzip", b"deflate", b"br", b"identity", b"*")
_WITHOUT_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
_MEDIA = ("audio", "video")
_MOST_MEDIA = 1_000_000
"""The most bytes of a film or a sound that are asked for at a time: a browser reads on where it needs more."""
_OPEN_RANGE = re.compile(rb"bytes=([0-9]{1,15})-")
_MAKER_HOSTS = frozenset(
    (
        "accounts.google.com",
        "clients2.google.com",
        "optimizationguide-pa.googleapis.com",
        "redirector.gvt1.com",
        "update.googleapis.com",
    )
)
"""What Chromium asks its maker for on its own account."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What the browser asked for and did not get: no answer came, or it was not asked for at all.

    `given_up` says that the browser itself no longer wanted it.
    """

    url: str
    outcome: Outcome
    reason: str
    given_up: bool = False


@dataclass(frozen=True, slots=True)
class ProxyLimits:
    """The limits of one capture, besides those of each exchange (the policy's).

    `kept` are bytes of all bodies together, `requests` how many may be made, `content` bytes of what one request sends.
    """

    kept: int = 150_000_000
    requests: int = 2_000
    content: int = 5_000_000


@dataclass(slots=True)
class RecordingProxy:
    """Answers a browser while its `async with` block lasts, at `port` of 127.0.0.1.

    `asked` is the address of the capture: others are reached only as far as its redirects might lead there. `ended`
    are the exchanges that were answered, in the order in which they ended.
    """

    exchanges: Exchanges
    authority: Authority
    asked: Address
    login: Login | None = None
    limits: ProxyLimits = ProxyLimits()
    port: int = 0
    ended: list[ExchangeResult] = field(default_factory=list)
    _kept: BodyLimit = field(init=False)
    _server: asyncio.Server = field(init=False)
    _refused: dict[tuple[str, Outcome], Refused] = field(default_factory=dict)
    _requests: int = 0
    _talks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def spki(self) -> str:
        """What a browser has to be started with to take the proxy for every https site."""
        return self.authority.spki

    @property
    def hops(self) -> tuple[Hop, ...]:
        """The answered exchanges, in the order in which they ended; nothing of a login is in them."""
        return tuple(result.hop for result in self.ended if result.hop)

    @property
    def refused(self) -> tuple[Refused, ...]:
        """What was not answered, each once."""
        return tuple(self._refused.values())

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the capture should know: how much of what the page asked for it did not get, and why."""
        missed = [one for one in self.refused if not one.given_up]
        if not missed:
            return ()
        hosts = [*dict.fromkeys(_host_of(one.url) for one in missed)]
        named = ", ".join(map(shown, hosts[:_NAMED])) + (" and others" if len(hosts) > _NAMED else "")
        why = ", ".join(f"{count} {outcome.value}" for outcome, count in _counted(missed))
        return (f"Not fetched of what the page asked for: {len(missed)} ({why}), of {named}.",)

    @property
    def let_through(self) -> bool:
        """Whether an address was reached only because the settings let it through."""
        return any(result.let_through for result in self.ended)

    async def __aenter__(self) -> Self:
        self._kept = BodyLimit(self.limits.kept)
        self._server = await asyncio.start_server(self._greet, HOME, 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    def _greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ends = writer.get_extra_info("peername"), writer.get_extra_info("sockname")
        if len(self._talks) >= _MOST_CONNECTIONS or not is_same_user(*ends):
            writer.transport.abort()
            return
        self._talks.add(talk := asyncio.ensure_future(self._talk(reader, writer)))
        talk.add_done_callback(self._talks.discard)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._converse(BrowserConnection(Channel(reader, writer), self.limits.content), "")
        except (OSError, ValueError) as error:
            _LOG.debug("a connection from the browser ended: %s", error)
        except asyncio.CancelledError:
            writer.transport.abort()
            raise
        finally:
            writer.close()

    async def _converse(self, connection: BrowserConnection, origin: str) -> None:
        """Answer request by request; `origin` is that of a tunnel, empty outside of one."""
        goes_on = True
        while goes_on and (request := await connection.next_request()):
            if request.method == "CONNECT":
                await self._tunnel(connection, request.target, origin)
                return
            answer = await connection.while_there(self._answer(request, origin))
            goes_on = answer is not None and await connection.answer(answer)

    async def _tunnel(self, connection: BrowserConnection, authority: str, origin: str) -> None:
        """End the tunnel here: with TLS if the browser begins it, else (WebSockets) without."""
        if origin:
            raise ValueError("a tunnel within a tunnel")
        channel, begun = await connection.open_tunnel()
        if not begins_tls(begun):
            inner = BrowserConnection(channel, self.limits.content, begun)
            await self._converse(inner, f"http://{authority}")
            return
        secured = TlsChannel(channel, self.authority.tls, begun)
        await self._converse(BrowserConnection(secured, self.limits.content), f"https://{authority}")

    async def _answer(self, request: BrowserRequest, origin: str) -> BrowserResponse:
        url = (origin + request.target).replace("\\", "%5C")
        try:
            address = read_address(url)
            if _is_its_own(request, address):
                return _REFUSAL
            self._admit(request)
            await self.exchanges.check_redirect(self.asked, address)
            result = await self._ask(request, address)
        except Stopped as stopped:
            return self._refuse(url, stopped.outcome, stopped.reason)
        except asyncio.CancelledError:
            given_up = "The browser gave it up before it was answered."
            self._refuse(url, Outcome.BROWSER, given_up, given_up=True)
            raise
        return self._record(request, address, result)

    def _admit(self, request: BrowserRequest) -> None:
        """Stopped for what is no plain exchange, and beyond the limits."""
        if request.header("upgrade").lower() == "websocket":
            raise Stopped(Outcome.BLOCKED_SCHEME, "This is a WebSocket, and only http and https are fetched.")
        if request.content is None:
            raise Stopped(Outcome.BROWSER, f"More than {self.limits.content:,} bytes were to be sent there.")
        if self._requests >= self.limits.requests:
            raise Stopped(Outcome.BROWSER, f"The page asks for more than {self.limits.requests:,} addresses.")
        if self._kept.left <= 0:
            raise Stopped(Outcome.BROWSER, f"The page loads more than {self.limits.kept:,} bytes.")
        self._requests += 1

    async def _ask(self, request: BrowserRequest, address: Address) -> ExchangeResult:
        policy = self.exchanges.policy
        headers, most = _forwarded(request.headers), policy.max_body
        if request.header("sec-fetch-dest") in _MEDIA:
            headers, most = _short_range(headers), min(most, _MOST_MEDIA)
        message = RequestMessage(request.method, headers, request.content or None)
        limit = BodyLimit(most, self._kept)
        cookies = self.login.cookies_for(address) if self.login else None
        return await self.exchanges.send(address, message, limit, policy.total_seconds, cookies)

    def _refuse(self, url: str, outcome: Outcome, reason: str, *, given_up: bool = False) -> BrowserResponse:
        url = self.login.blanked(url) if self.login else url
        refused = Refused(storable(url, outcome)[:MAX_URL], outcome, reason, given_up)
        if len(self._refused) < self.limits.requests:
            self._refused.setdefault((refused.url, outcome), refused)
        return _REFUSAL

    def _record(self, request: BrowserRequest, address: Address, result: ExchangeResult) -> BrowserResponse:
        hop = result.hop
        if hop is None:
            return self._refuse(address.url, result.outcome, result.reason)
        if hop.status < HTTPStatus.OK:
            why = f"It was answered {hop.status}, a change of protocol that nobody asked for."
            return self._refuse(hop.url, Outcome.PROTOCOL, why)
        recorded = self.login.left_out(hop) if self.login else hop
        if self.login and self.login.is_told_in(recorded):
            why = f"What {address.host} answered repeats a cookie of the login, and is not kept."
            return self._refuse(address.url, Outcome.BROWSER, why)
        self.ended.append(replace(result, hop=recorded))
        is_logged_in = self.login is not None and self.login.cookies_for(address) is not None
        return _told(request, recorded if is_logged_in else hop)


_NAMED = 3
"""The hosts that a note names."""
_REFUSAL = BrowserResponse(HTTPStatus.BAD_GATEWAY, b"Not fetched", ((b"Content-Length", b"0"),))


def _counted(missed: Iterable[Refused]) -> list[tuple[Outcome, int]]:
    return Counter(one.outcome for one in missed).most_common()


def _host_of(url: str) -> str:
    return urlsplit(url).netloc or url


def _is_its_own(request: BrowserRequest, address: Address) -> bool:
    """Whether Chromium asks its maker for something: no page, and no part of one, sends these without a site."""
    is_by_page = request.header("sec-fetch-site") not in ("", "none")
    return address.host in _MAKER_HOSTS and not is_by_page and request.header("sec-fetch-mode") != "navigate"


def _forwarded(headers: Headers) -> Headers:
    """The headers that go on to the server: without those of the connection, and no coding that nothing here reads."""
    return tuple(
        (name, _codings(value) if name.lower() == b"accept-encoding" else value)
        for name, value in _of_message(headers)
        if name.lower() != b"host"
    )


def _short_range(headers: Headers) -> Headers:
    """A range to the end is asked for as far as it is read at a time; a server may as well send less than that."""
    return tuple((name, _closed(value) if name.lower() == b"range" else value) for name, value in headers)


def _closed(range_: bytes) -> bytes:
    found = _OPEN_RANGE.fullmatch(range_)
    return b"bytes=%b-%d" % (found[1], int(found[1]) + _MOST_MEDIA - 1) if found else range_


def _codings(accepted: bytes) -> bytes:
    parts = (part.strip() for part in accepted.split(b","))
    return b", ".join(part for part in parts if part.partition(b";")[0].strip().lower() in _READ_CODINGS)


def _of_message(headers: Headers) -> Headers:
    """Without the headers of one connection and those that it names as its own."""
    own = b",".join(value for name, value in headers if name.lower() == b"connection").lower().split(b",")
    dropped = _PER_CONNECTION.union(name.strip() for name in own)
    return tuple(header for header in headers if header[0].lower() not in dropped)


def _told(request: BrowserRequest, hop: Hop) -> BrowserResponse:
    """The answer as the browser gets it: cut off where it came cut off."""
    first, *lines = hop.response.removesuffix(b"\r\n\r\n").split(b"\r\n")
    _, _, reason = first.partition(b" ")[2].partition(b" ")
    headers = tuple(_split(line) for line in lines)
    passed = _of_message(headers)
    if request.method == "HEAD" or hop.status in _WITHOUT_BODY:
        lengths = tuple(header for header in headers if header[0].lower() == b"content-length")[:1]
        return BrowserResponse(hop.status, reason, (*passed, *lengths))
    whole = not hop.truncated
    length = ((b"Content-Length", b"%d" % len(hop.body)),) if whole else ()
    return BrowserResponse(hop.status, reason, (*passed, *length), hop.body, whole)


def _split(line: bytes) -> tuple[bytes, bytes]:
    name, _, value = line.partition(b": ")
    return name, value
