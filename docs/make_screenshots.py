"""Take the pictures in docs/images/ anew from the site of a fresh demo."""

import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

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
    """One picture: the page, how wide and high the window is in CSS pixels, and the theme."""

    name: str
    page: str
    width: int
    height: int
    theme: Literal["light", "dark"]


SHOTS = (
    Shot("index-wide-light", "index.html", 1280, 1000, "light"),
    Shot("claim-wide-dark", CLAIM, 1280, 1000, "dark"),
    Shot("claim-narrow-light", CLAIM, 380, 900, "light"),
    Shot("index-narrow-dark", "index.html", 380, 900, "dark"),
)


def main() -> int:
    """Take every picture; 1 when there is no browser, or a picture grew too large."""
    chromium = which("chromium")
    if chromium is None:
        print("The pictures need chromium; on Debian: apt install chromium", file=sys.stderr)
        return 1
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = make_demo(Path(folder) / "demo", environ={}).site
        browser = playwright.chromium.launch(executable_path=chromium, args=[*QUIET])
        large = [shot.name for shot in SHOTS if _take(browser, site, shot) > MAX_BYTES]
        browser.close()
    if large:
        print(f"Larger than {MAX_BYTES:,} bytes: {', '.join(large)}. Lower their height.", file=sys.stderr)
    return 1 if large else 0


def _take(browser: Browser, site: Path, shot: Shot) -> int:
    """Take one picture, without motion and without the network; gives its size in bytes."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme=shot.theme,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="UTC",
        offline=True,
    )
    page = context.new_page()
    page.goto((site / shot.page).as_uri(), wait_until="load")
    path = IMAGES / f"{shot.name}.png"
    page.screenshot(path=path, animations="disabled", caret="hide", scale="css")
    context.close()
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")
    return path.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
