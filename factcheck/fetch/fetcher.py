"""Visits to many addresses at once: concurrent across hosts, polite to each, over one shared client."""

import asyncio
import re
import ssl
from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Self

import httpx

from factcheck.fetch.exchange import Exchanges
from factcheck.fetch.lookup import Resolver, system_lookup
from factcheck.fetch.network import Guard
from factcheck.fetch.policy import Policy
from factcheck.fetch.politeness import Host, HostSlot, Turns
from factcheck.fetch.redirects import FetchContext, FetchRequest, RedirectChain, hand_over
from factcheck.fetch.retries import pause
from factcheck.fetch.robots import Robots
from factcheck.model.visit import Visit

__all__ = ["FetchRequest", "Fetcher", "Resolver"]

_UNDER_WAY = 50
"""Visits under way for each exchange at a time: those that wait for another host or a new try hold no place."""

_ROUGH_HOST = re.compile(r"(https?)://([^/?#@]+?)(?::([0-9]{1,5}))?(?:[/?#]|$)", re.IGNORECASE)

_Finished = asyncio.Queue[tuple[FetchRequest, Visit] | Exception]


class Fetcher:
    """Visits addresses within the policy; an `async with` block closes its connections.

    `resolve` looks names up, `tls` says which certificates are trusted: by default those of the browsers (certifi).
    """

    def __init__(
        self,
        policy: Policy,
        clock: Callable[[], datetime],
        *,
        resolve: Resolver = system_lookup,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        # Not even SSL_CERT_FILE is taken from the environment: a page is trusted for the same reasons everywhere.
        context = tls or httpx.create_ssl_context(trust_env=False)
        self._exchanges = Exchanges(policy, clock, Guard(policy, resolve), context)
        self._turns = Turns(policy)
        self._means = FetchContext(
            policy, clock, self._exchanges, self._turns, Robots(self._exchanges, policy)
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._exchanges.aclose()

    async def visit(self, order: FetchRequest) -> Visit:
        """One visit, tried again where that may help. It raises nothing that a server or a URL can bring about."""
        async with self._turns.place() as place:
            return await self._visit(order, place)

    async def post(self, url: str, content: bytes, content_type: str, most: int) -> Visit:
        """Hand bytes to a service, once, and keep up to `most` bytes of its answer.

        The guard, the limits and the trust are those of a visit. No redirect is followed, and no robots.txt is
        asked for: a service that answers questions is no page.
        """
        return await hand_over(self._means, url, content, content_type, most)

    async def visits(
        self, orders: Iterable[FetchRequest]
    ) -> AsyncGenerator[tuple[FetchRequest, Visit], None]:
        """Every order with its visit, as they finish; whoever reads slowly slows the visits down.

        Leaving early ends the visits under way (close the iterator, as contextlib.aclosing does).
        """
        listed = [(_rough_host(order.url), order) for order in orders]
        places = self._means.policy.concurrency
        finished: _Finished = asyncio.Queue(maxsize=places)
        begin = partial(self._finish, finished)
        backlog = self._turns.enlist(listed, begin, places * _UNDER_WAY)
        count = len(listed)
        del listed  # each order is let go of once it is visited
        try:
            for _ in range(count):
                one = await finished.get()
                if isinstance(one, Exception):
                    raise one
                yield one
        finally:
            await backlog.strike()

    async def _finish(self, finished: _Finished, order: FetchRequest, place: HostSlot) -> None:
        async with place:  # held until somebody takes the visit, so that unread ones do not pile up
            try:
                await finished.put((order, await self._visit(order, place)))
            except Exception as broken:  # noqa: BLE001 - a fault of ours must reach the reader, who would wait forever
                await finished.put(broken)

    async def _visit(self, order: FetchRequest, place: HostSlot) -> Visit:
        tried = 0
        while True:
            visit, tried = await RedirectChain(self._means, order, place).travel(), tried + 1
            wait = pause(visit, tried, self._means.policy, self._means.clock)
            if wait is None:
                return _noted(visit, tried, self._means.policy)
            del visit  # its pages are not needed while it waits
            place.leave()
            await asyncio.sleep(wait)


def _noted(visit: Visit, tried: int, policy: Policy) -> Visit:
    """The visit with what is to be said of how it was made."""
    notes = list(visit.notes)
    if policy.proxy and visit.hops:
        notes.append(f"Fetched through the proxy {httpx.URL(policy.proxy).netloc.decode()}.")
    if tried > 1:
        notes.append(f"Tried {tried} times.")
    return replace(visit, notes=tuple(notes)) if notes else visit


def _rough_host(url: str) -> Host | None:
    """The host and port to queue for; a spelling it does not see through is seen through when its turn comes."""
    match = _ROUGH_HOST.match(url)
    if not match:
        return None
    scheme, host, port = match.groups()
    return host.lower().strip("[]"), int(port or (443 if scheme.lower() == "https" else 80))
