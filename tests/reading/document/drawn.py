"""Pages that a browser of the tests lays out, for reading them as they were drawn."""

import json
from typing import Any

from factcheck.reading.document.drawn_layout import SNAPSHOT
from factcheck.reading.document.values import Hints, Limits, ReadDocument
from factcheck.reading.document.worker import read

LIMITS = Limits(cpu_seconds=10_000, memory=1 << 40)


def layout_of(page: Any, markup: str) -> bytes:
    """The layout of a page with this markup, when its scripts have run."""
    page.set_content(markup, wait_until="load")
    page.tools = getattr(page, "tools", None) or page.context.new_cdp_session(page)
    return json.dumps(page.tools.send("DOMSnapshot.captureSnapshot", dict(SNAPSHOT))).encode()


def read_drawn(page: Any, markup: str) -> ReadDocument:
    """What is read of a page with this markup as the browser draws it."""
    return read(layout_of(page, markup), Hints(url="https://daily.example/", drawn=True), LIMITS)


def lines_drawn(page: Any, markup: str) -> list[str]:
    """The words of it, line by line, without empty lines."""
    return [line.strip() for line in (read_drawn(page, markup).text or "").split("\n") if line.strip()]
