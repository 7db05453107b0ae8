"""An httpx transport over guarded connections, made of httpcore's connection pools."""

import ssl
from collections.abc import AsyncIterator, Callable

import httpcore
import httpx

from factcheck.fetch.network import Guard
from factcheck.fetch.policy import Policy
from factcheck.fetch.proxy import read_proxy

_POOL_SIZE = 8
_KEEP_SECONDS = 5.0
_SAFE = ("GET", "HEAD", "OPTIONS")
"""What may be asked for twice."""


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends requests through the guard; errors of httpcore and Stopped are raised as they are.

    At every request a pool looks at all its connections once for each of them, which with 64 costs more than
    the exchange. So there are several small pools; a host uses the same one while that has room, so that its
    connections are reused.
    """

    def __init__(self, guard: Guard, policy: Policy, tls: ssl.SSLContext) -> None:
        self._busy = [0] * (policy.concurrency // _POOL_SIZE + 1)
        self._pools = [_make_pool(guard, policy, tls) for _ in self._busy]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the caller reads the body of the response and closes it."""
        which = self._choose(request.url.raw_host)
        self._busy[which] += 1
        try:
            response = await _send(self._pools[which], request)
        except BaseException:
            self._release(which)
            raise
        return _Response(
            response.status,
            headers=response.headers,
            stream=_Body(response, lambda: self._release(which)),
            extensions=dict(response.extensions),
        )

    async def aclose(self) -> None:
        """Close every connection."""
        for pool in self._pools:
            await pool.aclose()

    def _choose(self, host: bytes) -> int:
        """The first pool with room, beginning with this host's; `concurrency` makes sure that there is one."""
        count = len(self._pools)
        first = hash(host) % count
        order = ((first + step) % count for step in range(count))
        return next((which for which in order if self._busy[which] < _POOL_SIZE), first)

    def _release(self, which: int) -> None:
        self._busy[which] -= 1


class _Response(httpx.Response):
    @property
    def has_redirect_location(self) -> bool:
        """Never: httpx would read the next address by itself, and raise for a bad one."""
        return False


class _Body(httpx.AsyncByteStream):
    def __init__(self, response: httpcore.Response, release: Callable[[], None]) -> None:
        self._response = response
        self._release: Callable[[], None] | None = release

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._response.aiter_stream():
            yield part

    async def aclose(self) -> None:
        release, self._release = self._release, None
        if release:
            release()
        await self._response.aclose()


def _make_pool(guard: Guard, policy: Policy, tls: ssl.SSLContext) -> httpcore.AsyncConnectionPool:
    return httpcore.AsyncConnectionPool(
        ssl_context=tls,
        proxy=read_proxy(policy.proxy),
        max_connections=None,  # the scheduler limits them
        max_keepalive_connections=_POOL_SIZE,
        keepalive_expiry=_KEEP_SECONDS,
        network_backend=guard,
    )


async def _send(pool: httpcore.AsyncConnectionPool, request: httpx.Request) -> httpcore.Response:
    """Send a request; again where a connection that was kept had been closed meanwhile (RFC 9112, section 9.3.1)."""
    connected: list[str] = []

    async def trace(event: str, _: object) -> None:
        if event == "connection.connect_tcp.started":
            connected.append(event)

    request.extensions["trace"] = trace
    while True:
        try:
            return await pool.handle_async_request(_to_core(request))
        except httpcore.NetworkError:
            if connected or request.method not in _SAFE:
                raise


def _to_core(request: httpx.Request) -> httpcore.Request:
    url = request.url
    return httpcore.Request(
        method=request.method,
        url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        headers=request.headers.raw,
        content=request.stream,
        extensions=request.extensions,
    )
