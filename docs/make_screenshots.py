"""Take the pictures in docs/images/ anew from the site and the desk of a fresh demo."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from factcheck.desk import open_desk
from factcheck.settings import load
from factcheck.web.access.one_time_link import OneTimeLink
from factcheck.web.server import listening, server_of
from factcheck.workflow.demo.make_demo import make_demo

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
CLAIM = "claims/trees-planted.html"
MAX_BYTES = 250_000
QUIET = (
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--font-render-hinting=none", "--force-color-profile=srgb", "--hide-scrollbars", "--no-sandbox"),
)
"""Nothing is fetched, and colours and letters do not follow the machine's screen."""


@dataclass(frozen=True)
class Shot:
    """One picture: the page, how wide and high the window is in CSS pixels, and the theme.

    One of the desk has the person at it; `selected` are words that are selected, `at` what is scrolled to.
    """

    name: str
    page: str
    width: int
    height: int
    theme: Literal["light", "dark"]
    person: str = ""
    selected: str = ""
    at: str = ""


SHOTS = (
    Shot("index-wide-light", "index.html", 1280, 1000, "light"),
    Shot("claim-wide-dark", CLAIM, 1280, 1000, "dark"),
    Shot("claim-narrow-light", CLAIM, 380, 900, "light"),
    Shot("index-narrow-dark", "index.html", 380, 900, "dark"),
)
FESTIVAL = "/claims/festival-visitors"
DESK_SHOTS = (
    Shot("desk-today-wide-light", "/", 1280, 800, "light", "Mira Holt"),
    Shot("desk-claim-wide-light", FESTIVAL, 1280, 900, "light", "Mira Holt", "26,400 tickets", "#captured"),
    Shot("desk-claim-narrow-dark", FESTIVAL, 380, 900, "dark", "Mira Holt", at="#captured"),
    Shot(
        "desk-review-wide-dark", "/claims/rents-doubled/review", 1280, 600, "dark", "Sanaz Kia", at="#decide"
    ),
)
SELECT = """words => {
  const runs = [...document.querySelectorAll("#captured-text [data-start]")].map(one => one.firstChild);
  const run = runs.find(one => one.data.includes(words));
  const start = run.data.indexOf(words);
  getSelection().setBaseAndExtent(run, start, run, start + words.length);
}"""


def main() -> int:
    """Take every picture; 1 when there is no browser, or a picture grew too large."""
    chromium = which("chromium")
    if chromium is None:
        print("The pictures need chromium; on Debian: apt install chromium", file=sys.stderr)
        return 1
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = Path(folder) / "demo"
        site = make_demo(demo, environ={}).site
        browser = playwright.chromium.launch(executable_path=chromium, args=[*QUIET])
        sizes = {shot.name: _take(browser, site, shot) for shot in SHOTS}
        sizes |= {shot.name: _take_at_desk(browser, demo, shot) for shot in DESK_SHOTS}
        large = [name for name, size in sizes.items() if size > MAX_BYTES]
        browser.close()
    if large:
        print(f"Larger than {MAX_BYTES:,} bytes: {', '.join(large)}. Lower their height.", file=sys.stderr)
    return 1 if large else 0


@contextmanager
def _page(browser: Browser, shot: Shot, *, offline: bool) -> Iterator[Page]:
    """A window for one picture, in which nothing moves."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme=shot.theme,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="UTC",
        offline=offline,
    )
    yield context.new_page()
    context.close()


def _take(browser: Browser, site: Path, shot: Shot) -> int:
    """Take one picture of the site, without the network; gives its size in bytes."""
    with _page(browser, shot, offline=True) as page:
        page.goto((site / shot.page).as_uri(), wait_until="load")
        return _saved(page, shot)


def _take_at_desk(browser: Browser, folder: Path, shot: Shot) -> int:
    """Take one picture of the desk as a person sees it; gives its size in bytes."""
    with open_desk(load(folder, shot.person, {})) as desk, listening("127.0.0.1", 0) as listener:
        access = OneTimeLink(listener.getsockname()[1])
        server = server_of(desk, access)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        with _page(browser, shot, offline=False) as page:
            page.goto(access.link)
            page.goto(f"{page.url.removesuffix('/')}{shot.page}", wait_until="load")
            page.locator("#show-keys").wait_for(state="visible")
            if shot.at:
                page.locator(shot.at).evaluate("one => one.scrollIntoView()")
            if shot.selected:
                page.evaluate(SELECT, shot.selected)
                page.locator("#quote-bar").wait_for(state="visible")
            size = _saved(page, shot)
        server.should_exit = True
        thread.join()
    return size


def _saved(page: Page, shot: Shot) -> int:
    path = IMAGES / f"{shot.name}.png"
    page.screenshot(path=path, animations="disabled", caret="hide", scale="css")
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")
    return path.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
