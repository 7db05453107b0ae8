"""The windows of a browser: those that we open, and no others."""

import asyncio
from contextlib import suppress

from factcheck.fetch.browser.devtools import DevTools, DevToolsError, Json

_CLOSED = ("page", "service_worker")


class Windows:
    """Opens pages, and closes windows that pages open, and their service workers, as soon as they are there."""

    def __init__(self, devtools: DevTools) -> None:
        self._devtools = devtools
        self._ours: set[str] = set()
        self._opening = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def watch(self) -> None:
        """Begin to be told of windows."""
        self._devtools.listen(None, self._hear)
        await self._devtools.call("Target.setDiscoverTargets", discover=True)

    async def open(self, context: str, width: int, height: int) -> str:
        """The target of a new blank page in a context; its size is in CSS pixels."""
        size = {"width": width, "height": height}
        async with self._opening:
            made = await self._devtools.call(
                "Target.createTarget", url="about:blank", browserContextId=context, **size
            )
            self._ours.add(made["targetId"])
        return str(made["targetId"])

    def forget(self, target: str) -> None:
        """A page of ours is no longer there."""
        self._ours.discard(target)

    def _hear(self, event: str, params: Json) -> None:
        if event == "Target.targetCreated" and params["targetInfo"]["type"] in _CLOSED:
            self._tasks.add(task := asyncio.create_task(self._close_others(params["targetInfo"]["targetId"])))
            task.add_done_callback(self._tasks.discard)

    async def _close_others(self, target: str) -> None:
        async with self._opening:  # a window of ours is told of before its opening is answered
            is_ours = target in self._ours
        if not is_ours:
            with suppress(DevToolsError):
                await self._devtools.call("Target.closeTarget", targetId=target)
