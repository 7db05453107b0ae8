"""One exchange with a server: a request, its answer kept as bytes, and how it ended."""

import asyncio
import logging
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus

import httpcore
import httpx

from factcheck.fetch.address import Address
from factcheck.fetch.cookies import VisitCookies, no_cookies
from factcheck.fetch.network import Guard
from factcheck.fetch.policy import Policy
from factcheck.fetch.stopped import Stopped
from factcheck.fetch.transport import GuardedTransport
from factcheck.model.visit import Header, Hop
from factcheck.model.vocabulary import Outcome
from factcheck.reading.document.content_coding import MOST_CODINGS, named_codings

MAX_REDIRECT_BODY = 65_536
_LOG = logging.getLogger(__name__)
REDIRECTS = (301, 302, 303, 307, 308)

_ERRORS = (
    Stopped,
    TimeoutError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.NetworkError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    OSError,
    ValueError,
)
"""Every error that a server or an address can cause; httpx raises more than its own errors."""


@dataclass(frozen=True, slots=True)
class ExchangeResult:
    """What one exchange gave; without an answer there is no hop, and the outcome and reason say why.

    `mended` says that the head had lines that are no headers, or blanks before a colon.
    """

    hop: Hop | None
    outcome: Outcome
    reason: str = ""
    let_through: bool = False
    mended: bool = False

    @property
    def location(self) -> str:
        """The Location header of a redirect; empty for other answers."""
        return self.hop.header("location") if self.hop and self.hop.status in REDIRECTS else ""


@dataclass(frozen=True, slots=True)
class RequestMessage:
    """What a request says besides its address; without Host and lengths, which are set for it."""

    method: str
    headers: tuple[tuple[bytes, bytes], ...]
    content: bytes | None = None


@dataclass(slots=True)
class BodyLimit:
    """How many bytes may still be kept: of one body, and of all bodies that share the same `whole`."""

    left: int
    whole: "BodyLimit | None" = None

    def take(self, part: bytes) -> bytes:
        """The bytes of this part that may be kept, which are then used up."""
        kept = part[: self.left]
        if self.whole:
            kept = self.whole.take(kept)
        self.left -= len(kept)
        return kept


@dataclass(slots=True)
class _PartialAnswer:
    """An answer while it is read; what was read is kept when the rest does not come."""

    response: httpx.Response | None = None
    peer: str = ""
    certificate: str | None = None
    chunks: list[bytes] = field(default_factory=list)
    truncated: str = ""
    mended: bool = False

    def begin(self, response: httpx.Response) -> None:
        """Keep the head, and the peer while the connection is still open."""
        stream = response.extensions["network_stream"]
        tls = stream.get_extra_info("ssl_object")
        self.mended = bool(stream.get_extra_info("mended_head"))
        self.response = response
        self.peer = _peer(stream.get_extra_info("server_addr"))
        self.certificate = sha256(tls.getpeercert(binary_form=True)).hexdigest() if tls else None

    async def read_body(self, response: httpx.Response, limit: BodyLimit) -> None:
        """Read the body as it is sent, up to the limit."""
        if response.status_code in REDIRECTS:
            limit = BodyLimit(min(limit.left, MAX_REDIRECT_BODY), limit.whole)
        async for part in response.aiter_raw():
            self.chunks.append(kept := limit.take(part))
            if len(kept) < len(part):
                self.truncated = "length"
                return


class Exchanges:
    """Exchanges over one shared client, within the policy's limits: no environment variables and no redirects.

    The client keeps no cookies; a visit hands in its own.
    """

    def __init__(self, policy: Policy, clock: Callable[[], datetime], guard: Guard, tls: ssl.SSLContext):
        self.policy = policy
        self._clock = clock
        self._guard = guard
        self._timeout = {
            "connect": policy.connect_seconds,
            "read": policy.read_seconds,
            "write": policy.read_seconds,
            "pool": None,
        }
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(guard, policy, tls),
            trust_env=False,
            follow_redirects=False,
            cookies=no_cookies(),
        )

    async def aclose(self) -> None:
        """Close the client and its connections."""
        await self._client.aclose()

    async def check_redirect(self, asked: Address, target: Address) -> None:
        """Stopped where the settings let the target through, but not for who asked for this other address."""
        await self._guard.check_redirect(asked.host_port, target.host_port)

    async def get(
        self,
        address: Address,
        extra: Iterable[Header] = (),
        seconds: float = 60,
        most: int = 0,
        cookies: VisitCookies | None = None,
    ) -> ExchangeResult:
        """GET one address; `extra` are further headers, `most` the bytes of a body that are kept (0: the policy's).

        `cookies` are sent as far as they are for this address, and get what the answer sets. No answer makes it raise.
        """
        limit = BodyLimit(most or self.policy.max_body)
        return await self.send(address, self._message("GET", extra), limit, seconds, cookies)

    async def post(
        self, address: Address, content: bytes, extra: Iterable[Header], most: int
    ) -> ExchangeResult:
        """POST to an address with `extra` headers; up to `most` bytes of the answer are kept. No answer raises."""
        message = self._message("POST", (*extra, ("Accept-Encoding", "identity")), content)
        return await self.send(address, message, BodyLimit(most), self.policy.total_seconds)

    async def send(
        self,
        address: Address,
        message: RequestMessage,
        limit: BodyLimit,
        seconds: float,
        cookies: VisitCookies | None = None,
    ) -> ExchangeResult:
        """Send a request of any method with exactly these headers; `cookies` as in `get`. No answer makes it raise."""
        request = httpx.Request(
            message.method,
            address.url,
            headers=message.headers,
            content=message.content,
            extensions={"timeout": self._timeout},
        )
        if cookies is not None:
            cookies.add_to(request)
        result, response = await self._ask(address, request, limit, seconds)
        if cookies is not None and response is not None:
            cookies.take_from(response)
        return result

    async def _ask(
        self, address: Address, request: httpx.Request, limit: BodyLimit, seconds: float
    ) -> tuple[ExchangeResult, httpx.Response | None]:
        at, incoming = self._clock(), _PartialAnswer()
        try:
            async with asyncio.timeout(seconds):
                if self.policy.proxy:
                    await self._check_behind_proxy(address)
                await self._exchange(request, incoming, limit)
        except Exception as error:  # noqa: BLE001 - libraries raise more than they say, and one answer never ends a run
            if not isinstance(error, _ERRORS):
                _LOG.exception("an exchange ended in an error nobody foresaw")
            if incoming.response is None:
                return ExchangeResult(None, *_explain(error, address, self.policy)), None
            late = isinstance(error, TimeoutError | httpcore.TimeoutException)
            incoming.truncated = "time" if late else "disconnect"
        hop = _hop(address, at, incoming, self.policy.proxy)
        return replace(self._result(address, hop), mended=incoming.mended), incoming.response

    def _message(self, method: str, extra: Iterable[Header], content: bytes | None = None) -> RequestMessage:
        headers = {
            "User-Agent": self.policy.user_agent,
            "Accept": "*/*",
            "Accept-Language": "*",
            "Accept-Encoding": "gzip",
        }
        named = tuple(
            (name.encode("ascii"), value.encode("ascii")) for name, value in (headers | dict(extra)).items()
        )
        return RequestMessage(method, named, content)

    async def _exchange(self, request: httpx.Request, incoming: _PartialAnswer, limit: BodyLimit) -> None:
        response = await self._client.send(request, stream=True)
        try:
            incoming.begin(response)
            await incoming.read_body(response, limit)
        finally:
            await response.aclose()

    async def _check_behind_proxy(self, address: Address) -> None:
        """Check the address even where a proxy connects to it; a name may be known to the proxy alone."""
        try:
            await self._guard.permitted(address.host, address.port)
        except Stopped as stopped:
            if stopped.outcome not in (Outcome.DNS, Outcome.TIMEOUT):
                raise

    def _result(self, address: Address, hop: Hop) -> ExchangeResult:
        peer, _, port = hop.peer.rpartition(":")
        through = bool(peer) and self._guard.lets_through(address.host, peer.strip("[]"), int(port))
        return ExchangeResult(hop, *_judge(hop, address, self.policy), through)


def _hop(address: Address, at: datetime, incoming: _PartialAnswer, proxy: str | None) -> Hop:
    response = incoming.response
    assert response is not None  # noqa: S101 - only an answered exchange becomes a hop
    # The request to a proxy holds the whole address (RFC 9112, section 3.2.2).
    is_absolute = proxy and address.scheme == "http"
    target = address.url.encode() if is_absolute else response.request.url.raw_path
    return Hop(
        url=address.url,
        at=at,
        request=b"%b %b HTTP/1.1\r\n%b\r\n%b"
        % (
            response.request.method.encode(),
            target,
            _lines(response.request.headers),
            response.request.content,
        ),
        response=b"%b %d %b\r\n%b\r\n"
        % (
            response.extensions["http_version"],
            response.status_code,
            response.extensions["reason_phrase"],
            _lines(response.headers),
        ),
        body=b"".join(incoming.chunks),
        status=response.status_code,
        headers=tuple((_text(name), _text(value)) for name, value in response.headers.raw),
        peer=incoming.peer,
        certificate=incoming.certificate,
        truncated=incoming.truncated,
    )


def _lines(headers: httpx.Headers) -> bytes:
    return b"".join(b"%b: %b\r\n" % header for header in headers.raw)


def _text(value: bytes) -> str:
    """A header value as text: UTF-8 where it is valid, as in many redirects, else Latin-1 (RFC 9110, section 5.5)."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _peer(address: tuple[str, int] | None) -> str:
    if not address:
        return ""
    host, port = address[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _judge(hop: Hop, address: Address, policy: Policy) -> tuple[Outcome, str]:
    """The outcome of an answered exchange by its head and by how its body ended."""
    codings, _ = named_codings(hop.list_header("content-encoding"))
    if len(codings) > MOST_CODINGS:
        return Outcome.ENCODING, f"{address.host} wrapped the page in more than {MOST_CODINGS} encodings."
    if hop.status in (HTTPStatus.NO_CONTENT, HTTPStatus.RESET_CONTENT):
        return Outcome.EMPTY, f"{address.host} answered {answered_status(hop)}: there is nothing to keep."
    if not HTTPStatus.OK <= hop.status < HTTPStatus.MULTIPLE_CHOICES:
        return _judge_status(hop, address)
    if hop.truncated:
        return _judge_truncated(hop, address, policy)
    if not hop.body:
        return Outcome.EMPTY, f"{address.host} sent an empty page."
    if hop.status == HTTPStatus.PARTIAL_CONTENT:
        return Outcome.PARTIAL, f"{address.host} sent a part of the page only."
    return Outcome.OK, ""


def _judge_truncated(hop: Hop, address: Address, policy: Policy) -> tuple[Outcome, str]:
    size = f"{len(hop.body):,} bytes"
    if hop.truncated == "length":
        return (
            Outcome.PARTIAL,
            f"The page is larger than {policy.max_body:,} bytes; the first {size} are kept.",
        )
    if hop.truncated == "time":
        return Outcome.TIMEOUT, f"{address.host} did not send the whole page in time; {size} had come."
    if not hop.body:
        return Outcome.EMPTY, f"{address.host} broke off before the first byte of the page."
    return Outcome.PARTIAL_INCOMPLETE, f"{address.host} broke off after {size}."


def _judge_status(hop: Hop, address: Address) -> tuple[Outcome, str]:
    if hop.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return Outcome.NOT_FOUND, f"{address.host} answered {answered_status(hop)}: the page is not there."
    return Outcome.HTTP, f"{address.host} answered {answered_status(hop)} instead of the page."


def answered_status(hop: Hop) -> str:
    """The status of an answer with its name, as in 203 Non-Authoritative Information; the number alone if unknown."""
    try:
        return f"{hop.status} {HTTPStatus(hop.status).phrase}"
    except ValueError:
        return str(hop.status)


def _explain(error: BaseException, address: Address, policy: Policy) -> tuple[Outcome, str]:
    """The outcome and the reason that an error means."""
    host = address.host
    match error:
        case Stopped():
            return error.outcome, error.reason
        case httpcore.ConnectTimeout():
            return Outcome.TIMEOUT, f"{host} took no connection within {policy.connect_seconds:g} seconds."
        case httpcore.TimeoutException():
            return Outcome.TIMEOUT, f"{host} sent nothing for {policy.read_seconds:g} seconds."
        case TimeoutError():
            return Outcome.TIMEOUT, f"{host} was not done within {policy.total_seconds:g} seconds."
        case httpcore.ProtocolError() | httpx.StreamError():
            return Outcome.PROTOCOL, f"{host} does not answer in correct HTTP ({error})."
        case httpcore.NetworkError() | httpcore.ProxyError() | OSError():
            return Outcome.CONNECT, f"The connection to {host} broke before an answer came."
        case ValueError():
            return Outcome.BAD_URL, f"This is no address that can be fetched ({error})."
    return Outcome.PROTOCOL, f"What {host} answered could not be taken in ({type(error).__name__})."
