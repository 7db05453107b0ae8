"""The browser of a run: started for the first page that asks for one, and started again where it has ended."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from factcheck.fetch.address import Address
from factcheck.fetch.browser.authority import Authority
from factcheck.fetch.browser.chromium import Chromium, find_chromium
from factcheck.fetch.browser.flags import packet_flags
from factcheck.fetch.browser.login import Login
from factcheck.fetch.browser.memory import MemoryWatch
from factcheck.fetch.browser.page import BrowserPage, open_page
from factcheck.fetch.browser.recording_proxy import RecordingProxy
from factcheck.fetch.browser.windows import Windows
from factcheck.fetch.exchange import Exchanges

PAGES_AT_ONCE = 2
"""Pages that are drawn at a time, however many visits there are: each takes a processor and some hundred megabytes."""
NOWHERE = 1
"""The port of the proxy for what is of no page: nothing listens there."""


@dataclass(eq=False)
class _Started:
    chromium: Chromium
    authority: Authority
    windows: Windows
    memory: MemoryWatch
    watching: asyncio.Task[None]


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page, the name and version of its browser, and whether that runs in its sandbox."""

    page: BrowserPage
    product: str
    sandboxed: bool
    memory: MemoryWatch
    ended_before: int

    @property
    def is_too_large(self) -> bool:
        """Whether a page was ended for its memory since this one was opened."""
        return self.memory.ended > self.ended_before


async def product_of(program: Path, *, sandbox: bool) -> str:
    """The name and version of a browser, which is started, reaches nothing, and is ended; CannotStart."""
    async with Chromium(program, packet_flags(NOWHERE, ""), sandbox=sandbox) as chromium:
        return chromium.product


class BrowserRun:
    """Pages in one browser, each in a fresh context. CannotStart where there is no browser that can be used."""

    def __init__(self, exchanges: Exchanges, clock: Callable[[], datetime]) -> None:
        self._exchanges = exchanges
        self._policy = exchanges.policy
        self._clock = clock
        self._started: _Started | None = None
        self._starting = asyncio.Lock()
        self._turns = asyncio.Semaphore(PAGES_AT_ONCE)

    @asynccontextmanager
    async def proxy(self, asked: Address, login: Login | None) -> AsyncIterator[RecordingProxy]:
        """Wait until a page may be drawn, then give it a proxy."""
        async with self._turns:
            authority = (await self._start()).authority
            async with RecordingProxy(self._exchanges, authority, asked, login) as proxy:
                yield proxy

    @asynccontextmanager
    async def page(self, port: int) -> AsyncIterator[OpenPage]:
        """A blank page that reaches nothing but the proxy on this port."""
        started = await self._start()
        chromium = started.chromium
        agent = f"{chromium.user_agent} {self._policy.user_agent}"
        async with open_page(chromium.devtools, started.windows, port, agent) as page:
            yield OpenPage(page, chromium.product, self._policy.sandbox, started.memory, started.memory.ended)

    async def aclose(self) -> None:
        """End the browser, if there is one."""
        started, self._started = self._started, None
        if started:
            started.watching.cancel()
            await started.chromium.aclose()

    async def _start(self) -> _Started:
        async with self._starting:
            if self._started and self._started.chromium.devtools.is_gone:
                await self.aclose()
            if self._started is None:
                self._started = await self._new()
            return self._started

    async def _new(self) -> _Started:
        program = find_chromium(self._policy.chromium)
        authority = await asyncio.to_thread(Authority, self._clock())
        flags = packet_flags(NOWHERE, authority.spki)
        chromium = await Chromium(program, flags, sandbox=self._policy.sandbox).__aenter__()
        memory, windows = MemoryWatch(chromium.devtools, chromium.pid), Windows(chromium.devtools)
        try:
            await windows.watch()
        except BaseException:
            await chromium.aclose()
            raise
        return _Started(chromium, authority, windows, memory, asyncio.create_task(memory.watch()))
