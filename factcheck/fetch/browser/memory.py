"""The memory of a browser's processes, held within a bound: where it grows beyond, what draws the largest page ends."""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path

from factcheck.fetch.browser.devtools import BrowserGone, DevTools

MAX_MEMORY = 1_100_000_000
"""Bytes at which a page is ended: less than a machine has to have for a run, 1.5 GB, since it may grow meanwhile."""
_EVERY_SECONDS = 0.1
_ANSWER_SECONDS = 10.0
_KB = 1024


class MemoryWatch:
    """Looks at the memory of a browser while `watch` runs. `ended` counts the pages that it ended."""

    def __init__(self, devtools: DevTools, pid: int, most: int = MAX_MEMORY) -> None:
        self._devtools = devtools
        self._pid = pid
        self._most = most
        self.ended = 0
        self.highest = 0

    async def watch(self) -> None:
        """Look again and again, until cancelled or the browser has gone."""
        with suppress(BrowserGone):
            while True:
                await self._look()
                await asyncio.sleep(_EVERY_SECONDS)

    async def _look(self) -> None:
        try:
            async with asyncio.timeout(_ANSWER_SECONDS):
                told = (await self._devtools.call("SystemInfo.getProcessInfo"))["processInfo"]
        except TimeoutError:
            os.killpg(self._pid, signal.SIGKILL)
            return
        sizes = {one["id"]: resident(one["id"]) for one in told}
        used = sum(own for own, _ in sizes.values()) + max((file for _, file in sizes.values()), default=0)
        self.highest = max(self.highest, used)
        if used > self._most:
            self.ended += 1
            pages = [one["id"] for one in told if one["type"] == "renderer"] or [self._pid]
            with suppress(ProcessLookupError):
                os.kill(max(pages, key=lambda pid: sizes.get(pid, (0, 0))[0]), signal.SIGKILL)


def resident(pid: int) -> tuple[int, int]:
    """Bytes of a process in memory: its own, and of files, which it has in common with others; (0, 0) where unknown.

    They are read where Linux tells them to everybody, since what runs in a sandbox tells nothing else.
    """
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return 0, 0
    told = dict(line.split(":", 1) for line in lines if line.startswith("Rss"))
    size = {name: int(value.split()[0]) * _KB for name, value in told.items()}
    return size.get("RssAnon", 0) + size.get("RssShmem", 0), size.get("RssFile", 0)
