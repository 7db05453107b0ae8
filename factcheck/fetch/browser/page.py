"""One page in a fresh context of a browser: what it asks for, and that it opens, saves and asks nothing of people."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from factcheck.fetch.browser.devtools import BrowserGone, DevTools, DevToolsError, Json
from factcheck.fetch.browser.windows import Windows

WIDTH, HEIGHT = 1280, 1024
"""The window in CSS pixels."""

_COMMAND_SECONDS = 10.0
_ENDLESS = ("EventSource", "Ping", "WebSocket")
_LINGERING_SECONDS = 3.0
"""A request that takes longer does not keep a page from being settled: it may never end, as with events of a server."""


class PageCrashed(BrowserGone):
    """What draws the page ended: by itself, or since it used too much memory."""


class BrowserPage:
    """A page that is driven; made by `open_page`."""

    def __init__(self, devtools: DevTools, target: str, session: str) -> None:
        self._devtools = devtools
        self.target, self.session = target, session
        self.frame = ""
        self.height = HEIGHT
        self.documents: list[tuple[str, str]] = []
        """What the main frame asked for, in order, redirects among them: the loader and the address."""
        self._committed: set[str] = set()
        self.last_change = 0.0
        self._pending: dict[str, float] = {}
        self._world: int | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._now = asyncio.get_running_loop().time

    async def call(self, method: str, *, seconds: float = _COMMAND_SECONDS, **params: Any) -> Json:
        """The answer to a command; TimeoutError where the page is too busy, DevToolsError where it is refused."""
        async with asyncio.timeout(seconds):
            return await self._devtools.call(method, self.session, **params)

    async def evaluate(self, expression: str, *, seconds: float = _COMMAND_SECONDS) -> Any:
        """The value of an expression in a world of our own in the main frame, where the page's scripts change nothing.

        None where the page has just moved on, or the expression failed.
        """
        try:
            if self._world is None:
                made = await self.call(
                    "Page.createIsolatedWorld", frameId=self.frame, worldName="desk", seconds=seconds
                )
                self._world = made["executionContextId"]
            answered = await self.call(
                "Runtime.evaluate",
                seconds=seconds,
                expression=expression,
                contextId=self._world,
                returnByValue=True,
            )
        except BrowserGone:
            raise
        except DevToolsError:
            self._world = None
            return None
        return answered["result"].get("value")

    async def navigate(self, url: str, seconds: float) -> str:
        """Open an address; why nothing was opened, in Chromium's words, or nothing."""
        await self.call("Page.bringToFront")
        self._committed.clear()
        opened = await self.call("Page.navigate", url=url, seconds=seconds)
        return str(opened.get("errorText", ""))

    async def resize(self, height: int) -> None:
        """Make the window this high, in CSS pixels."""
        size = {"width": WIDTH, "height": height, "deviceScaleFactor": 1, "mobile": False}
        await self.call("Emulation.setDeviceMetricsOverride", **size)
        self.height = height

    @property
    def chain(self) -> list[str]:
        """The addresses by which the page came that is shown, in order; where none is shown, all that it asked for."""
        shown = [url for loader, url in self.documents if loader in self._committed]
        return shown or [url for _, url in self.documents]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is being loaded, but for what takes so long that it may never end."""
        now = self._now()
        return not any(now - since < _LINGERING_SECONDS for since in self._pending.values())

    def hear(self, event: str, params: Json) -> None:
        """Take in an event of the page."""
        match event:
            case "Network.requestWillBeSent":
                if params.get("type") not in _ENDLESS:
                    self._pending[params["requestId"]] = self.last_change = self._now()
                if params.get("type") == "Document" and params.get("frameId") == self.frame:
                    self.documents.append((params["loaderId"], params["request"]["url"]))
            case "Network.loadingFinished" | "Network.loadingFailed":
                if self._pending.pop(params["requestId"], None) is not None:
                    self.last_change = self._now()
            case "Page.frameNavigated" if "parentId" not in params["frame"]:
                self._world = None
                self._committed.add(params["frame"]["loaderId"])
            case "Page.javascriptDialogOpening":
                leaves = params.get("type") == "beforeunload"
                self._soon("Page.handleJavaScriptDialog", accept=leaves)
            case "Inspector.targetCrashed":
                self._devtools.drop(self.session)

    def _soon(self, method: str, **params: Any) -> None:
        async def do() -> None:
            with suppress(DevToolsError, TimeoutError):
                await self.call(method, **params)

        self._tasks.add(task := asyncio.create_task(do()))
        task.add_done_callback(self._tasks.discard)


@asynccontextmanager
async def open_page(
    devtools: DevTools, windows: Windows, port: int, user_agent: str
) -> AsyncIterator[BrowserPage]:
    """A blank page in a context of its own, whose requests all go to the proxy on this port of the machine itself."""
    made = await devtools.call(
        "Target.createBrowserContext",
        disposeOnDetach=True,
        proxyServer=f"http://127.0.0.1:{port}",
        proxyBypassList="<-loopback>",
    )
    context = made["browserContextId"]
    page: BrowserPage | None = None
    try:
        await devtools.call(
            "Browser.setDownloadBehavior", behavior="deny", browserContextId=context, eventsEnabled=False
        )
        await devtools.call("Browser.grantPermissions", permissions=[], browserContextId=context)
        target = await windows.open(context, WIDTH, HEIGHT)
        attached = await devtools.call("Target.attachToTarget", targetId=target, flatten=True)
        page = BrowserPage(devtools, target, attached["sessionId"])
        devtools.listen(page.session, page.hear)
        await _prepare(page, user_agent)
        yield page
    finally:
        if page:
            devtools.listen(page.session, None)
            windows.forget(page.target)
        with suppress(DevToolsError, TimeoutError):
            async with asyncio.timeout(_COMMAND_SECONDS):
                await devtools.call("Target.disposeBrowserContext", browserContextId=context)


async def _prepare(page: BrowserPage, user_agent: str) -> None:
    await page.call("Page.enable")
    page.frame = (await page.call("Page.getFrameTree"))["frameTree"]["frame"]["id"]
    await page.call("Network.enable", maxTotalBufferSize=0, maxResourceBufferSize=0)
    await page.call("Network.setBypassServiceWorker", bypass=True)
    await page.call("Inspector.enable")
    await page.call("Performance.enable")
    await page.call("Emulation.setFocusEmulationEnabled", enabled=True)
    await page.call("Emulation.setUserAgentOverride", userAgent=user_agent)
    await page.resize(HEIGHT)
    reduced = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    await page.call("Emulation.setEmulatedMedia", features=reduced)
