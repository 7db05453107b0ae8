"""Waiting until a page has settled, and scrolling through it so that what it loads only then is loaded."""

import asyncio
from contextlib import suppress

from factcheck.fetch.browser.devtools import DevToolsError
from factcheck.fetch.browser.page import HEIGHT, BrowserPage
from factcheck.fetch.stopped import Stopped
from factcheck.model.vocabulary import Outcome

MAX_DOCUMENTS = 20
"""Addresses that the main frame may ask for: redirects by the server, by markup and by script together."""
MAX_HEIGHT = 50_000
"""CSS pixels that are scrolled through and shown in pictures; what is below is in the words alone."""
MAX_WINDOW = 16_000
"""CSS pixels that a window is made high for a page that is scrolled in a part of it."""
MAX_GROWTHS = 12
"""How often a page may grow while it is scrolled: one that always goes on is left off there."""

_STEP_SECONDS = 0.1
_STABLE_SECONDS = 0.5
_LINGERING_SECONDS = 3.0
"""The same where something of the page, such as a script, does not come and does not fail."""
_SCROLL_PAUSE = 0.06
_BUSY_SECONDS = 3.0

_SHAPE = """(() => { const r = document.documentElement; return r ? [document.readyState, location.href,
document.getElementsByTagName('*').length, r.scrollWidth, r.scrollHeight, r.textContent.length,
document.fonts.status, [...document.images].filter(i => !i.complete && i.loading !== 'lazy').length] : [] })()"""
_COMPLETE = "complete"

_HEIGHT = "Math.max(document.documentElement.scrollHeight, document.body ? document.body.scrollHeight : 0)"
_HIDDEN = """(() => { let most = 0; for (const each of document.querySelectorAll('body, body *')) {
const hidden = each.scrollHeight - each.clientHeight;
if (hidden > most && each.clientHeight > innerHeight / 2 && each.clientWidth > innerWidth / 2
&& /auto|scroll/.test(getComputedStyle(each).overflowY)) most = hidden } return most })()"""
"""Pixels of the largest part of the page that is scrolled by itself, as in an application, that are not seen."""
_FINISH_ANIMATIONS = """for (const a of document.getAnimations()) { try {
a.effect.getComputedTiming().endTime === Infinity ? a.cancel() : a.finish() } catch { a.cancel() } }"""
_DRAW_WHAT_IS_FAR = """(function open(root) { for (const each of root.querySelectorAll('*')) {
if (getComputedStyle(each).contentVisibility === 'auto')
each.style.setProperty('content-visibility', 'visible', 'important');
if (each.shadowRoot) open(each.shadowRoot) } })(document)"""
"""Parts that a browser leaves out again once they are far from its window, which now is back at the top."""


async def settle(page: BrowserPage, seconds: float) -> bool:
    """Wait until the page is loaded, nothing more comes and its shape stays; whether it was so within `seconds`.

    Stopped where it leads on without end.
    """
    now = asyncio.get_running_loop().time
    until, since = now() + seconds, now()
    last: list[str | int] = []
    while now() < until:
        if len(page.documents) > MAX_DOCUMENTS:
            raise Stopped(Outcome.TOO_MANY_REDIRECTS, f"The page leads on more than {MAX_DOCUMENTS} times.")
        shape = await _shape(page)
        if not shape or shape != last or not page.is_quiet:
            since, last = now(), shape
        elif now() - max(since, page.last_change) >= (
            _STABLE_SECONDS if _COMPLETE in shape else _LINGERING_SECONDS
        ):
            return True
        await asyncio.sleep(_STEP_SECONDS)
    return False


async def _shape(page: BrowserPage) -> list[str | int]:
    """What changes where a page is still being built; empty where its scripts leave no time to say so."""
    with suppress(TimeoutError):
        return await page.evaluate(_SHAPE, seconds=_BUSY_SECONDS) or []
    with suppress(TimeoutError, DevToolsError):
        await page.call("Runtime.terminateExecution", seconds=_BUSY_SECONDS)
    return []


async def scroll_through(page: BrowserPage, seconds: float) -> bool:
    """Scroll to the end by windows and back to the top; whether the end was reached within the limits."""
    now = asyncio.get_running_loop().time
    until, top, growths = now() + seconds, 0, 0
    height = await _height(page)
    if height <= HEIGHT:
        return await _open_up(page, until)
    at_end = False
    while not at_end and top < MAX_HEIGHT and growths <= MAX_GROWTHS and now() < until:
        top = min(top + HEIGHT, height - HEIGHT)
        await page.evaluate(f"scrollTo({{top: {top}, behavior: 'instant'}})")
        await asyncio.sleep(_SCROLL_PAUSE)
        if top + HEIGHT >= height:
            await settle(page, min(_BUSY_SECONDS, until - now()))
            before, height = height, await _height(page)
            at_end = height <= before
            growths += not at_end
    await page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    return at_end


async def _open_up(page: BrowserPage, until: float) -> bool:
    """Make the window so high that a part of the page that is scrolled by itself is seen whole; whether it is."""
    now = asyncio.get_running_loop().time
    while (hidden := int(await page.evaluate(_HIDDEN) or 0)) and page.height < MAX_WINDOW and now() < until:
        await page.resize(min(page.height + hidden, MAX_WINDOW))
        await settle(page, min(_BUSY_SECONDS, until - now()))
    return not hidden


async def _height(page: BrowserPage) -> int:
    return int(await page.evaluate(_HEIGHT) or 0)


async def stop(page: BrowserPage) -> None:
    """Bring animations to their end and stop the scripts, so that words, places and pictures are of one moment."""
    await page.evaluate(_FINISH_ANIMATIONS)
    await page.evaluate(_DRAW_WHAT_IS_FAR)
    await page.call("Emulation.setScriptExecutionDisabled", value=True)
