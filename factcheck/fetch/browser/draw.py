"""A page as it is drawn: its markup, what stands where, and pictures of it from the top on."""

import asyncio
import json
from base64 import b64decode
from dataclasses import dataclass

from factcheck.fetch.browser.devtools import Json
from factcheck.fetch.browser.page import HEIGHT, WIDTH, BrowserPage
from factcheck.fetch.browser.settle import MAX_HEIGHT
from factcheck.fetch.stopped import Stopped
from factcheck.model.visit import Shot
from factcheck.model.vocabulary import Outcome
from factcheck.reading.document.drawn_layout import SNAPSHOT

MAX_WIDTH = 2 * WIDTH
MAX_NODES = 400_000
MAX_LENGTH = 30_000_000
"""Characters of the page's markup."""
_LENGTH = "document.documentElement.outerHTML.length"
MAX_PICTURE_BYTES = 60_000_000
_DRAW_SECONDS = 30.0
_HIDE_FIXED = """for (const each of document.querySelectorAll('*'))
if (getComputedStyle(each).position === 'fixed') each.style.setProperty('opacity', '0', 'important')"""
_FIRST_COLUMN = """(() => { scrollTo({left: -1e7, top: 0, behavior: 'instant'}); const left = scrollX;
scrollTo({left: 0, top: 0, behavior: 'instant'}); return left })()"""
"""Where the page begins, left of the window where it is written from right to left and wider than that."""
_MOVE = "document.documentElement.style.setProperty('transform', 'translate(-%dpx, -%dpx)', 'important')"


@dataclass(frozen=True, slots=True)
class PageSnapshot:
    """The markup, the layout and the pictures of a page; `is_whole` is false where the pictures leave off too early."""

    document: bytes
    layout: bytes
    shots: tuple[Shot, ...]
    is_whole: bool


async def read_layout(page: BrowserPage) -> Json:
    """What stands where, as DOMSnapshot.captureSnapshot gives it; Stopped for a page that is too large to be read."""
    told = {one["name"]: one["value"] for one in (await page.call("Performance.getMetrics"))["metrics"]}
    if told.get("Nodes", 0) > MAX_NODES:
        raise Stopped(Outcome.BROWSER, f"The page has more than {MAX_NODES:,} elements and pieces of text.")
    if int(await page.evaluate(_LENGTH, seconds=_DRAW_SECONDS) or 0) > MAX_LENGTH:
        raise Stopped(Outcome.BROWSER, f"The page is longer than {MAX_LENGTH:,} characters.")
    return await page.call("DOMSnapshot.captureSnapshot", seconds=_DRAW_SECONDS, **SNAPSHOT)


async def draw(page: BrowserPage, seconds: float) -> PageSnapshot:
    """Take everything of a page that has been stopped, pictures as far as `seconds` reach.

    TimeoutError or DevToolsError where it does not give its markup or its layout.
    """
    until = asyncio.get_running_loop().time() + seconds
    layout = await read_layout(page)
    root = (await page.call("DOM.getDocument", depth=0))["root"]["nodeId"]
    markup = await page.call("DOM.getOuterHTML", nodeId=root, includeShadowDOM=True, seconds=_DRAW_SECONDS)
    size = (await page.call("Page.getLayoutMetrics"))["cssContentSize"]
    left = int(await page.evaluate(_FIRST_COLUMN) or 0)
    width, height = left + int(size["width"]), int(size["height"])
    shots = await _shots(page, min(width, MAX_WIDTH), min(height, MAX_HEIGHT), until)
    return PageSnapshot(
        document=markup["outerHTML"].encode("utf-8", "replace"),
        layout=json.dumps(layout, separators=(",", ":")).encode(),
        shots=shots,
        is_whole=shots[-1].y + shots[-1].height >= height and left >= 0 and width <= MAX_WIDTH,
    )


async def _shots(page: BrowserPage, width: int, height: int, until: float) -> tuple[Shot, ...]:
    """The first window as it is; then what is below, moved into the window, without what is fixed to the window.

    Chromium can take what is outside of its window, but paints the whole page for that, each time.
    """
    shots: list[Shot] = []
    for top in range(0, max(height, 1), HEIGHT):
        for left in range(0, max(width, 1), WIDTH):
            if len(shots) == 1:
                await page.evaluate(_HIDE_FIXED, seconds=_DRAW_SECONDS)
            if shots:
                await page.evaluate(_MOVE % (left, top))
            size = (min(WIDTH, max(width, 1) - left), min(HEIGHT, max(height, 1) - top))
            shots.append(Shot(left, top, *size, await _shot(page, *size)))
        is_late = asyncio.get_running_loop().time() > until
        if is_late or sum(len(shot.png) for shot in shots) > MAX_PICTURE_BYTES:
            break
    return tuple(shots)


async def _shot(page: BrowserPage, width: int, height: int) -> bytes:
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    taken = await page.call("Page.captureScreenshot", seconds=_DRAW_SECONDS, format="png", clip=clip)
    return b64decode(taken["data"])
