"""Visits to many addresses: concurrent across hosts, within each host's limits, over one shared client."""

import asyncio
import logging
import re
import ssl
from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Self

import httpx

from factcheck.counters import FETCHES
from factcheck.fetch.address import read_address
from factcheck.fetch.exchange import Exchanges
from factcheck.fetch.lookup import Resolver, system_lookup
from factcheck.fetch.network import Guard
from factcheck.fetch.policy import Policy
from factcheck.fetch.politeness import Host, HostScheduler, HostSlot
from factcheck.fetch.redirects import FetchContext, FetchRequest, RedirectChain, post_once
from factcheck.fetch.retries import retry_wait
from factcheck.fetch.robots import Robots
from factcheck.fetch.stopped import Stopped
from factcheck.model.visit import Header, Visit
from factcheck.model.vocabulary import Way

if TYPE_CHECKING:
    from factcheck.fetch.browser.run import BrowserRun

__all__ = ["FetchRequest", "Fetcher", "Resolver"]

_LOG = logging.getLogger(__name__)
_VISITS_PER_SLOT = 50
"""Visits that have begun, for each slot: those that wait for another host or a new try hold no slot."""

_APPROXIMATE_HOST = re.compile(r"(https?)://([^/?#@]+?)(?::([0-9]{1,5}))?(?:[/?#]|$)", re.IGNORECASE)

_Finished = asyncio.Queue[tuple[FetchRequest, Visit] | Exception]


def trusted_certificates() -> ssl.SSLContext:
    """The same on every computer: not even SSL_CERT_FILE is taken from the environment."""
    return httpx.create_ssl_context(trust_env=False)


class Fetcher:
    """Visits addresses within the policy; an `async with` block closes its connections.

    `resolve` looks names up, `tls` says which certificates are trusted: by default those of the browsers (certifi).
    BadInput for a proxy that cannot be read.
    """

    def __init__(
        self,
        policy: Policy,
        clock: Callable[[], datetime],
        *,
        resolve: Resolver = system_lookup,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        context = tls or trusted_certificates()
        self._resolve = resolve
        self._exchanges = Exchanges(policy, clock, Guard(policy, resolve), context)
        self._scheduler = HostScheduler(policy)
        self._context = FetchContext(
            policy, clock, self._exchanges, self._scheduler, Robots(self._exchanges, policy)
        )
        self._browser: BrowserRun | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._browser:
            await self._browser.aclose()
        await self._exchanges.aclose()

    async def visit(self, request: FetchRequest) -> Visit:
        """One visit, tried again where that may help. No answer and no URL makes it raise."""
        async with self._scheduler.new_slot() as slot:
            return await self._visit(request, slot)

    async def post(self, url: str, content: bytes, extra: Iterable[Header], most: int) -> Visit:
        """Send bytes to a service, once, with `extra` header fields, and keep up to `most` bytes of its answer.

        The guard, the limits and the trusted certificates are those of a visit. No redirect is followed, and no
        robots.txt is asked for: that is about pages. No answer and no URL makes it raise.
        """
        return await post_once(self._context, url, content, extra, most)

    async def why_not_public(self, url: str) -> str:
        """Why an address is none that everybody can reach, whatever the settings let through; "" where it is one."""
        try:
            address = read_address(url)
            await Guard(Policy(), self._resolve).permitted(*address.host_port)
        except Stopped as stop:
            return stop.reason
        return ""

    async def visits(
        self, requests: Iterable[FetchRequest]
    ) -> AsyncGenerator[tuple[FetchRequest, Visit], None]:
        """Every request with its visit, in the order in which visits end; reading slowly slows the visits down.

        Leaving early cancels the visits that have begun (close the iterator, as contextlib.aclosing does).
        """
        listed = [(_approximate_host(request.url), request) for request in requests]
        slots = self._context.policy.concurrency
        finished: _Finished = asyncio.Queue(maxsize=slots)
        begin = partial(self._finish, finished)
        backlog = self._scheduler.schedule(listed, begin, slots * _VISITS_PER_SLOT)
        count = len(listed)
        del listed  # each request is freed once it is visited
        try:
            for _ in range(count):
                one = await finished.get()
                if isinstance(one, Exception):
                    raise one
                yield one
        finally:
            await backlog.cancel()

    async def _finish(self, finished: _Finished, request: FetchRequest, slot: HostSlot) -> None:
        async with slot:  # held until the visit is read, so that unread ones do not pile up
            try:
                await finished.put((request, await self._visit(request, slot)))
            except Exception as error:  # noqa: BLE001 - a bug of ours must reach the reader, who would wait forever
                await finished.put(error)

    async def _visit(self, request: FetchRequest, slot: HostSlot) -> Visit:
        tries = 0
        while True:
            visit, tries = await self._try(request, slot), tries + 1
            wait = retry_wait(visit, tries, self._context.policy, self._context.clock)
            said = {"outcome": visit.outcome.value, "exchanges": len(visit.hops), "try": tries, "wait": wait}
            _LOG.debug("try %(try)d: %(outcome)s, %(exchanges)d exchanges, again in %(wait)s s", said)
            if wait is None:
                FETCHES.add(visit.outcome.value)
                return _with_notes(visit, tries, self._context.policy)
            del visit  # its pages are not needed while it waits
            slot.release()
            await asyncio.sleep(wait)

    async def _try(self, request: FetchRequest, slot: HostSlot) -> Visit:
        if request.way is not Way.BROWSER:
            return await RedirectChain(self._context, request, slot).follow()
        from factcheck.fetch.browser.run import BrowserRun
        from factcheck.fetch.browser.visit import BrowserVisit

        self._browser = self._browser or BrowserRun(self._exchanges, self._context.clock)
        return await BrowserVisit(self._context, request, slot, run=self._browser).follow()


def _with_notes(visit: Visit, tries: int, policy: Policy) -> Visit:
    """The visit with remarks on the proxy and the number of tries."""
    notes = list(visit.notes)
    if policy.proxy and visit.hops:
        notes.append(f"Fetched through the proxy {httpx.URL(policy.proxy).netloc.decode()}.")
    if tries > 1:
        notes.append(f"Tried {tries} times.")
    return replace(visit, notes=tuple(notes)) if notes else visit


def _approximate_host(url: str) -> Host | None:
    """The host and port to queue for, as they are spelled; a visit reads the address properly and may then move."""
    match = _APPROXIMATE_HOST.match(url)
    if not match:
        return None
    scheme, host, port = match.groups()
    return host.lower().strip("[]"), int(port or (443 if scheme.lower() == "https" else 80))
