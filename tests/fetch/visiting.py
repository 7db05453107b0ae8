"""Visits for tests: the guard is on, and only what a test lets through is reached."""

import asyncio
import socket
import ssl
from collections.abc import Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypedDict, Unpack

from factcheck.fetch.fetcher import Fetcher
from factcheck.fetch.policy import Policy
from factcheck.fetch.redirects import FetchRequest
from factcheck.model.visit import Visit
from tests.servers import ScriptedServer

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
HOME = "127.0.0.1"
OUTSIDE = "93.184.215.14"


class Limits(TypedDict, total=False):
    """The fields of a policy a test may set."""

    allow: frozenset[tuple[str, int]]
    ports: frozenset[int]
    per_host: int
    delay: float
    concurrency: int
    proxy: str | None
    max_body: int
    connect_seconds: float
    read_seconds: float
    total_seconds: float


@dataclass
class Names:
    """A DNS of the test's own: addresses by name; a tuple of lists is given out one after the other."""

    known: Mapping[str, Sequence[str] | tuple[Sequence[str], ...]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def __call__(self, host: str, _port: int) -> Sequence[str]:
        """The addresses of a name, or the error the system's look-up gives."""
        self.asked.append(host)
        if host not in self.known:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        found = self.known[host]
        if isinstance(found, tuple):
            turn = min(self.asked.count(host), len(found)) - 1
            found = found[turn]
        return found


def at_home(*names: str) -> Names:
    """Names that all lead to this machine."""
    return Names({name: [HOME] for name in names})


def through(*servers: ScriptedServer) -> frozenset[tuple[str, int]]:
    """The setting that lets these servers through."""
    return frozenset((server.host, server.port) for server in servers)


def open_fetcher(
    *servers: ScriptedServer,
    names: Names | None = None,
    tls: ssl.SSLContext | None = None,
    **limits: Unpack[Limits],
) -> Fetcher:
    """A fetcher without delays to which these servers are let through, by number and by each of the names."""
    named = {(name, server.port) for name in (names or Names()).known for server in servers}
    settings: Limits = {"allow": through(*servers) | named, "delay": 0, **limits}
    return Fetcher(Policy(**settings), lambda: NOON, resolve=names or Names(), tls=tls)


def visit(
    order: str | FetchRequest,
    *servers: ScriptedServer,
    names: Names | None = None,
    tls: ssl.SSLContext | None = None,
    **limits: Unpack[Limits],
) -> Visit:
    """One visit by a fetcher of its own."""

    async def go() -> Visit:
        async with open_fetcher(*servers, names=names, tls=tls, **limits) as fetcher:
            return await fetcher.visit(FetchRequest(order) if isinstance(order, str) else order)

    return asyncio.run(go())


def visit_all(
    urls: Iterable[str],
    *servers: ScriptedServer,
    names: Names | None = None,
    **limits: Unpack[Limits],
) -> list[tuple[str, Visit]]:
    """Every URL with its visit, in the order in which they finished."""

    async def go() -> list[tuple[str, Visit]]:
        async with (
            open_fetcher(*servers, names=names, **limits) as fetcher,
            aclosing(fetcher.visits([FetchRequest(url) for url in urls])) as visits,
        ):
            return [(order.url, one) async for order, one in visits]

    return asyncio.run(go())
