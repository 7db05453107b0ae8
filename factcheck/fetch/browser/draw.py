"""A page as it is drawn: its markup, what stands where, and pictures of it from the top on."""

import json
from base64 import b64decode
from dataclasses import dataclass

from factcheck.fetch.browser.devtools import Json
from factcheck.fetch.browser.page import Page
from factcheck.fetch.browser.settle import MAX_HEIGHT
from factcheck.model.visit import Shot
from factcheck.reading.document.drawn_layout import SNAPSHOT

MAX_WIDTH = 2_560
SHOT_HEIGHT = 2_000
"""CSS pixels of one picture: one that a person can look at."""
MAX_PICTURE_BYTES = 60_000_000
_DRAW_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """The markup, the layout and the pictures of a page; `is_whole` is false where the pictures leave off too early."""

    document: bytes
    layout: bytes
    shots: tuple[Shot, ...]
    is_whole: bool


async def read_layout(page: Page) -> Json:
    """What stands where, as DOMSnapshot.captureSnapshot gives it."""
    return await page.call("DOMSnapshot.captureSnapshot", seconds=_DRAW_SECONDS, **SNAPSHOT)


async def draw(page: Page) -> Drawing:
    """Take everything of a page that has been stopped; TimeoutError or DevToolsError where it does not give it."""
    layout = await read_layout(page)
    root = (await page.call("DOM.getDocument", depth=0))["root"]["nodeId"]
    markup = await page.call("DOM.getOuterHTML", nodeId=root, includeShadowDOM=True, seconds=_DRAW_SECONDS)
    size = (await page.call("Page.getLayoutMetrics"))["cssContentSize"]
    width, height = int(size["width"]), int(size["height"])
    shots = await _shots(page, max(1, min(width, MAX_WIDTH)), max(1, min(height, MAX_HEIGHT)))
    shown = shots[-1].y + shots[-1].height if shots else 0
    return Drawing(
        document=markup["outerHTML"].encode("utf-8", "replace"),
        layout=json.dumps(layout, separators=(",", ":")).encode(),
        shots=shots,
        is_whole=width <= MAX_WIDTH and shown >= height,
    )


async def _shots(page: Page, width: int, height: int) -> tuple[Shot, ...]:
    shots: list[Shot] = []
    size = 0
    for top in range(0, height, SHOT_HEIGHT):
        part = min(SHOT_HEIGHT, height - top)
        clip = {"x": 0, "y": top, "width": width, "height": part, "scale": 1}
        taken = await page.call(
            "Page.captureScreenshot",
            seconds=_DRAW_SECONDS,
            format="png",
            clip=clip,
            captureBeyondViewport=True,
        )
        shots.append(Shot(0, top, width, part, b64decode(taken["data"])))
        size += len(shots[-1].png)
        if size > MAX_PICTURE_BYTES:
            break
    return tuple(shots)
