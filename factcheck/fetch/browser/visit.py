"""One try at a visit by a browser: robots, host slots, guard and outcomes of a plain one, and the page as drawn."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from factcheck.fetch.address import Address, read_address, shown
from factcheck.fetch.browser.chromium import CannotStart
from factcheck.fetch.browser.consent import accept
from factcheck.fetch.browser.devtools import BrowserGone, DevToolsError
from factcheck.fetch.browser.draw import draw
from factcheck.fetch.browser.page import WIDTH, BrowserPage
from factcheck.fetch.browser.recording_proxy import RecordingProxy
from factcheck.fetch.browser.run import BrowserRun, OpenPage
from factcheck.fetch.browser.settle import MAX_HEIGHT, scroll_through, settle, stop
from factcheck.fetch.exchange import ExchangeResult
from factcheck.fetch.redirects import RedirectChain
from factcheck.fetch.stopped import Stopped
from factcheck.model.source import Browser
from factcheck.model.visit import DrawnPage, Visit
from factcheck.model.vocabulary import Outcome

_PART = 5
"""The part of a visit's seconds, one fifth, that settling may take, and scrolling; then the page is drawn as it is.

As much is left at the end: no picture is begun then.
"""

_FILES = ("application/pdf", "image/", "audio/", "video/")


@dataclass(slots=True, kw_only=True)
class BrowserVisit(RedirectChain):
    """The exchanges of one try by a browser so far, and the page that it drew."""

    run: BrowserRun
    drawn: DrawnPage | None = None
    is_second_try: bool = False
    is_browser_gone: bool = False
    """Whether the process that drew the page ended, and not for the memory that the page took."""

    async def follow(self) -> Visit:
        """Visit the address, let the page settle and draw it; no answer and no URL makes it raise.

        Where the browser ended, the page is opened once more, if half of the visit's time is left.
        """
        visit = replace(await RedirectChain.follow(self), drawn=self.drawn)
        is_late = self._seconds_left < self.context.policy.total_seconds / 2
        if not self.is_browser_gone or self.is_second_try or is_late:
            return visit
        again = BrowserVisit(
            self.context, self.request, self.slot, run=self.run, spent=self.spent, is_second_try=True
        )
        again.notes.append("The process that drew the page ended, and it was opened again.")
        self.slot.release()
        return await again.follow()

    async def _follow(self, asked: Address) -> tuple[Outcome, str]:
        if not self.slot.is_with(asked.host_port):
            await self.slot.move(asked.host_port)
        if (unreachable := await self._ask_robots(asked)) is not None:
            return unreachable.outcome, unreachable.reason
        try:
            async with self.run.proxy(asked, self.request.login) as proxy:
                with self._timed():
                    ended = await self._in_browser(asked, proxy)
        except CannotStart as error:
            raise Stopped(Outcome.BROWSER, str(error)) from None
        if self.hops:
            last = read_address(self.hops[-1].url)
            self.robots = (await self.context.robots.rules(last)).verdict(last.url)
        return ended

    async def _in_browser(self, asked: Address, proxy: RecordingProxy) -> tuple[Outcome, str]:
        opened: OpenPage | None = None
        try:
            async with asyncio.timeout(self._seconds_left), self.run.page(proxy.port) as opened:
                return await self._drive(asked, opened, proxy)
        except TimeoutError:
            raise Stopped(Outcome.TIMEOUT, f"The page of {asked.host} could not be drawn in time.") from None
        except DevToolsError as error:
            self.is_browser_gone = isinstance(error, BrowserGone) and not (opened and opened.is_too_large)
            raise Stopped(Outcome.BROWSER, _why_gone(error, opened)) from None
        finally:
            self._take_hops(asked, opened.page if opened else None, proxy)

    def _take_hops(self, asked: Address, page: BrowserPage | None, proxy: RecordingProxy) -> None:
        """Part the main document's chain from the other exchanges."""
        chain, others = main_chain(page.chain if page else [asked.url], proxy.ended)
        self.hops = [result.hop for result in chain if result.hop]
        self.let_through = proxy.let_through
        if self.drawn:
            self.notes.extend(proxy.notes)
            self.drawn = replace(self.drawn, exchanges=tuple(one.hop for one in others if one.hop))
        for first, then in pairwise(self.hops):
            self._next(read_address(first.url), then.url)

    async def _drive(self, asked: Address, opened: OpenPage, proxy: RecordingProxy) -> tuple[Outcome, str]:
        page, accepted = opened.page, None
        now = asyncio.get_running_loop().time
        until = now() + self._seconds_left
        part = self.context.policy.total_seconds / _PART
        failed = await page.navigate(asked.url, self._seconds_left)
        settled = bool(failed) or await settle(page, part)
        outcome, reason = _judged(asked, page, proxy, failed)
        is_page = not failed and not _is_file(page, proxy)
        if outcome.holds_words and not is_page:
            self.notes.append(f"{asked.host} sent a file and no page, so nothing was drawn.")
        if not (outcome.holds_words and is_page):
            return outcome, reason
        if self.request.accept_cookies:
            accepted = await accept(page)
            settled = await settle(page, part)
        whole = await scroll_through(page, part)
        await stop(page)
        drawing = await draw(page, until - now() - part)
        browser = Browser(
            product=opened.product,
            width=WIDTH,
            height=page.height,
            accepted=accepted,
            logged_in=self.request.login is not None,
            sandboxed=opened.sandboxed,
        )
        self.drawn = DrawnPage(self.context.clock(), browser, drawing.document, drawing.layout, drawing.shots)
        if not settled:
            self.notes.append("The page still changed when it was drawn.")
        if not (whole and drawing.is_whole):
            self.notes.append(
                f"The page is longer than what was scrolled through ({MAX_HEIGHT:,} pixels at most)."
            )
        outcome, reason = _judged(asked, page, proxy, "")
        if not outcome.holds_words:  # it has led on meanwhile, to what is no page
            self.drawn = None
        return outcome, reason


def main_chain(
    asked_for: Iterable[str], ended: Sequence[ExchangeResult]
) -> tuple[list[ExchangeResult], list[ExchangeResult]]:
    """The exchanges by which the main document came, and all others, each in their order."""
    by_url: dict[str, deque[ExchangeResult]] = defaultdict(deque)
    for result in ended:
        by_url[result.hop.url if result.hop else ""].append(result)
    chain = [by_url[url].popleft() for url in map(_normal, asked_for) if by_url.get(url)]
    taken = {id(result) for result in chain}
    return chain, [result for result in ended if id(result) not in taken]


def _main_document(page: BrowserPage, proxy: RecordingProxy) -> ExchangeResult | None:
    """The exchange by which the main document came so far."""
    chain, _ = main_chain(page.chain, proxy.ended)
    return chain[-1] if chain else None


def _normal(url: str) -> str:
    """An address as exchanges name it; empty for one that no server sent, such as data:."""
    try:
        return read_address(url).url
    except Stopped:
        return ""


def _judged(asked: Address, page: BrowserPage, proxy: RecordingProxy, failed: str) -> tuple[Outcome, str]:
    """How the main document ended, by what the proxy knows of the last address that the main frame asked for."""
    if failed == "net::ERR_TOO_MANY_REDIRECTS":
        return Outcome.TOO_MANY_REDIRECTS, f"{asked.host} redirects without end."
    last = next((url for url in map(_normal, reversed(page.chain)) if url), asked.url)
    main = _main_document(page, proxy)
    if main and main.hop and main.hop.url == last:
        return main.outcome, main.reason
    if refused := next((one for one in reversed(proxy.refused) if _normal(one.url) == last), None):
        return refused.outcome, refused.reason
    return Outcome.CONNECT, f"The browser could not open {shown(last)} ({failed or 'no answer came'})."


def _is_file(page: BrowserPage, proxy: RecordingProxy) -> bool:
    """Whether the main document is one that some browsers show, and which is read better as it was sent."""
    main = _main_document(page, proxy)
    kind = main.hop.header("content-type").strip().lower() if main and main.hop else ""
    return kind.startswith(_FILES) and not kind.startswith("image/svg")


def _why_gone(error: DevToolsError, opened: OpenPage | None) -> str:
    if not isinstance(error, BrowserGone):
        return f"The browser could not draw the page: {shown(str(error))}."
    if opened and opened.is_too_large:
        return "The page took so much memory that its drawing was ended."
    return "The page ended the process that drew it, as happens for want of memory."
