"""Visits by one browser for many tests: a server of their own, and what they read from a page that was drawn."""

import asyncio
import json
import os
import signal
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from factcheck.fetch.fetcher import Fetcher
from factcheck.fetch.policy import Policy
from factcheck.fetch.redirects import FetchRequest
from factcheck.model.visit import DrawnPage, Visit
from factcheck.model.vocabulary import Way
from tests.fetch.visiting import NOON, Names, through
from tests.needed import need
from tests.servers import Script, ScriptedServer, answer

SECONDS = 40.0


@dataclass
class Drawing:
    """A server and a browser that draws its pages; the browser is started once."""

    server: ScriptedServer
    fetcher: Fetcher
    runner: asyncio.Runner

    def visit(self, page: Script, path: str = "/page", **request: Any) -> Visit:
        """A visit to a page that the server gives under this path; text is a page of HTML."""
        self.server.say(path, page)
        return self.visits(path, **request)[0]

    def visits(self, *paths: str, host: str = "", **request: Any) -> list[Visit]:
        """Visits to paths of the server, at once."""
        asked = [FetchRequest(self.server.url(path, host), way=Way.BROWSER, **request) for path in paths]

        async def go() -> list[Visit]:
            return await asyncio.gather(*map(self.fetcher.visit, asked))

        return self.runner.run(go())

    def kill(self) -> None:
        """Kill the browser's first process, as the kernel does that is short of memory."""
        run = self.fetcher._browser
        if run and run._started:
            os.killpg(run._started.chromium.pid, signal.SIGKILL)

    def highest_memory(self) -> int:
        """The most bytes that the browser's processes took together since this was last asked."""
        run = self.fetcher._browser
        started = run and run._started
        if not started:
            return 0
        highest, started.memory.highest = started.memory.highest, 0
        return highest

    def drawn(self, html: str, path: str = "/page", **request: Any) -> DrawnPage:
        """The page as it was drawn."""
        visit = self.visit(answer(html), path, **request)
        assert visit.drawn is not None, visit
        return visit.drawn


def need_chromium() -> str:
    """The browser that is installed."""
    return need("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@contextmanager
def open_drawing(
    names: Names | None = None,
    tls: ssl.SSLContext | None = None,
    trusted: ssl.SSLContext | None = None,
    **limits: object,
) -> Iterator[Drawing]:
    """A browser without its sandbox, since tests may run as root; the limits are those of a policy.

    The server is known under `names` too and shows `tls`; `trusted` is what the fetcher verifies it with.
    """
    chromium = need_chromium()
    names = names or Names()
    with ScriptedServer(tls=tls) as server, asyncio.Runner() as runner:
        allow = through(server) | {(name, server.port) for name in names.known}
        settings = {"allow": allow, "delay": 0, "total_seconds": SECONDS, "per_host": 20, **limits}
        policy = Policy(**settings, chromium=chromium, sandbox=False)  # type: ignore[arg-type]

        async def start() -> Fetcher:
            return Fetcher(policy, lambda: NOON, resolve=names, tls=trusted)

        fetcher = runner.run(start())
        try:
            yield Drawing(server, fetcher, runner)
        finally:
            runner.run(fetcher.__aexit__())


def words(drawn: DrawnPage) -> str:
    """All words in the layout, in its order."""
    told = json.loads(drawn.layout)
    strings = told["strings"]
    texts = (page["layout"]["text"] for page in told["documents"])
    return " ".join(strings[index] for each in texts for index in each if index >= 0)
