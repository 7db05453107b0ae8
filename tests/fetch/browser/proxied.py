"""What a browser may ask of the recording proxy, said by tests: whole requests, or bytes as they are."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Unpack

import httpx

from factcheck.fetch.address import read_address
from factcheck.fetch.browser.authority import Authority
from factcheck.fetch.browser.login import Login
from factcheck.fetch.browser.recording_proxy import ProxyLimits, RecordingProxy
from factcheck.fetch.exchange import Exchanges
from factcheck.fetch.network import Guard
from factcheck.fetch.policy import Policy
from tests.fetch.visiting import NOON, Limits, Names, through
from tests.servers import ScriptedServer

AUTHORITY = Authority(NOON)
USUAL = ProxyLimits()
NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Trusts no authority."""
ANYONE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Takes whatever certificate is shown, as Chromium takes the authority's."""
ANYONE.check_hostname, ANYONE.verify_mode = False, ssl.CERT_NONE


@asynccontextmanager
async def open_exchanges(
    *servers: ScriptedServer,
    names: Names | None = None,
    tls: ssl.SSLContext | None = None,
    **policy: object,
) -> AsyncIterator[Exchanges]:
    """Exchanges to which these servers are let through, by number and by each of the names."""
    names = names or Names()
    named = {(name, server.port) for name in names.known for server in servers}
    settings = Policy(**{"allow": through(*servers) | named, **policy})  # type: ignore[arg-type]
    exchanges = Exchanges(settings, lambda: NOON, Guard(settings, names), tls or NOBODY)
    try:
        yield exchanges
    finally:
        await exchanges.aclose()


@asynccontextmanager
async def open_proxy(
    *servers: ScriptedServer,
    asked: str = "",
    names: Names | None = None,
    tls: ssl.SSLContext | None = None,
    login: Login | None = None,
    limits: ProxyLimits = USUAL,
    **policy: Unpack[Limits],
) -> AsyncIterator[RecordingProxy]:
    """A proxy for a capture of `asked` (by default the first server), to which the servers are let through."""
    address = read_address(asked or servers[0].url())
    async with (
        open_exchanges(*servers, names=names, tls=tls, **policy) as exchanges,
        RecordingProxy(exchanges, AUTHORITY, address, login, limits) as proxy,
    ):
        yield proxy


@asynccontextmanager
async def open_browser(proxy: RecordingProxy) -> AsyncIterator[httpx.AsyncClient]:
    """A client that asks the proxy for everything."""
    async with httpx.AsyncClient(
        proxy=f"http://127.0.0.1:{proxy.port}", verify=ANYONE, trust_env=False, timeout=20
    ) as client:
        yield client


async def say(proxy: RecordingProxy, *data: bytes, silence: float = 10) -> bytes:
    """Say bytes to the proxy, and what it says until it closes or is silent for so many seconds.

    What is said after other bytes is said when an answer to those has begun.
    """
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    heard = b""
    try:
        for index, one in enumerate(data):
            if index:
                heard += await asyncio.wait_for(reader.read(65_536), silence)
            writer.write(one)
            await writer.drain()
        while more := await asyncio.wait_for(reader.read(65_536), silence):
            heard += more
    except (TimeoutError, ConnectionError):
        pass
    finally:
        writer.close()
    return heard


def browse(
    do: Callable[[RecordingProxy, httpx.AsyncClient], Awaitable[None]],
    *servers: ScriptedServer,
    asked: str = "",
    names: Names | None = None,
    tls: ssl.SSLContext | None = None,
    login: Login | None = None,
    limits: ProxyLimits = USUAL,
    **policy: Unpack[Limits],
) -> RecordingProxy:
    """The proxy of a capture after a client has done this through it."""

    async def go() -> RecordingProxy:
        opened = open_proxy(*servers, asked=asked, names=names, tls=tls, login=login, limits=limits, **policy)
        async with opened as proxy, open_browser(proxy) as browser:
            await do(proxy, browser)
        return proxy

    return asyncio.run(go())
