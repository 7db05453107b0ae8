"""Pages that a browser draws: which, with whose cookies, and why one is not; none is fetched plainly instead."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotSoNow, Remedy
from factcheck.fetch.redirects import FetchRequest
from factcheck.model.source import Capture
from factcheck.model.vocabulary import Way
from factcheck.phrase import say
from factcheck.reading.document.media_type import HTML, XHTML
from factcheck.reading.document.script_drawn import is_script_drawn
from factcheck.settings.fetching import NEVER, WHEN_EMPTY, Fetching
from factcheck.workflow.evidence.advice import WITHOUT_COOKIES, to_draw
from factcheck.workflow.evidence.fetch_queue import ByBrowser, FetchTask
from factcheck.workflow.evidence.fetch_result import FetchResult
from factcheck.workflow.evidence.make_capture import payload_of
from factcheck.workflow.evidence.record_capture import text_of

if TYPE_CHECKING:
    from factcheck.fetch.browser.cookie_file import GivenCookies

SAVE = Remedy.by("attach", "Or save the page in a browser and file it.", ref=None, file=None)
_INSTALL = "Install Chromium, on Debian: apt install chromium-headless-shell"
_SANDBOX = (
    "Work as another user; or write sandbox = false under [fetch] in factcheck.toml, "
    "which every such capture then says."
)
_NEVER = say("The settings of this desk say that no browser draws pages.")


def ask_for_browser(desk: Desk, *, elsewhere: bool = False) -> None:
    """Refuse where no browser can draw pages: NotSoNow says why and what mends it.

    Where that is to be done `elsewhere`, by a worker, the settings alone are asked.
    """
    if desk.settings.fetch.browser == NEVER:
        mend = Remedy('Write browser = "when-asked" under [fetch] in factcheck.toml')
        raise NotSoNow(_NEVER, remedies=(mend, SAVE))
    if not elsewhere and (found := look_for_browser(desk.settings.fetch)).why:
        raise NotSoNow(found.why, remedies=(Remedy(found.mend), SAVE))


@dataclass(frozen=True, slots=True)
class FoundBrowser:
    """The program that draws pages here, None where there is none; `why` it cannot, blank where nothing is known."""

    program: Path | None
    product: str = ""
    why: str = ""

    @property
    def mend(self) -> str:
        """What makes it possible."""
        return _INSTALL if self.program is None else _SANDBOX


def look_for_browser(wanted: Fetching) -> FoundBrowser:
    """The browser that would be started, and what is known against it without that."""
    from factcheck.fetch.browser.chromium import find_chromium, why_not

    program = find_chromium(wanted.chromium)
    return FoundBrowser(program, why=why_not(program, sandbox=wanted.sandbox))


def try_browser(wanted: Fetching) -> FoundBrowser:
    """The same with its name and version, or why it did not start: it is started, reaches nothing, and is ended."""
    from factcheck.fetch.browser.chromium import CannotStart
    from factcheck.fetch.browser.run import product_of

    found = look_for_browser(wanted)
    if found.why or found.program is None:
        return found
    try:
        return replace(found, product=asyncio.run(product_of(found.program, sandbox=wanted.sandbox)))
    except CannotStart as wrong:
        return replace(found, why=str(wrong))


def cookies_of(desk: Desk, file: Path, host: str) -> "GivenCookies":
    """The cookies that a file has for a host; BadInput where it cannot be read or has none."""
    from factcheck.fetch.browser.cookie_file import cookies_for

    try:
        text = file.read_text("utf-8")
    except (OSError, ValueError) as wrong:
        raise BadInput(f"The cookie file {file} cannot be read: {wrong}.") from None
    return cookies_for(host, text, desk.clock().timestamp())


def drawn(desk: Desk, tasks: Sequence[FetchTask], way: ByBrowser | None) -> list[FetchTask]:
    """The same addresses, each once, drawn by a browser in this way; as they are where none is asked for.

    Copies in other archives are left as they are. Cookies go with the addresses of their host alone: BadInput where
    none is. NotSoNow where no browser can draw here.
    """
    if way is None:
        return list(tasks)
    ask_for_browser(desk)
    sources: dict[str, tuple[tuple[str, str], ...]] = {}
    copies = [one for one in tasks if one.copy]
    for one in (one for one in tasks if not one.copy):
        sources[one.url] = (*sources.get(one.url, ()), *one.sources)
    theirs = {url for url in sources if way.cookies and way.cookies.is_for(url)}
    if way.cookies and not theirs:
        raise BadInput(
            f"No address that would be fetched is on {way.cookies.host}, for which there are cookies."
        )
    plain = replace(way, cookies=None)
    ways = {url: way if url in theirs else plain for url in sources}
    return [*(FetchTask(url, cited, by_browser=ways[url]) for url, cited in sources.items()), *copies]


def request_of(task: FetchTask) -> FetchRequest:
    """What is asked of the network for a task."""
    way = task.by_browser
    if way is None:
        return FetchRequest(task.url, task.etag, task.last_modified)
    login = way.cookies.login() if way.cookies else None
    return FetchRequest(task.url, way=Way.BROWSER, accept_cookies=way.accept_cookies, login=login)


def refusal(desk: Desk, task: FetchTask) -> str:
    """Why this task is not done, where the desk alone decides that; blank where it is."""
    way = task.by_browser
    if way and desk.settings.fetch.browser == NEVER:
        return str(_NEVER)
    return WITHOUT_COOKIES if way and way.logged_in and not way.cookies else ""


def offered(desk: Desk, ref: str, capture: Capture) -> tuple[Remedy, ...]:
    """To have a browser draw the page of a capture, where that may show more words and can be done here."""
    of_page = capture.way is Way.PLAIN and capture.content_type in (HTML, XHTML)
    if not of_page or desk.settings.fetch.browser == NEVER or look_for_browser(desk.settings.fetch).why:
        return ()
    payload, hints = payload_of(desk, capture.record)
    few = is_script_drawn(text_of(desk, capture), payload.getvalue(), hints.content_encoding)
    return (to_draw(ref),) if few else ()


def still_empty(desk: Desk, wanted: Sequence[FetchTask], seen: Iterable[FetchResult]) -> list[FetchTask]:
    """Pages that came without words by a plain request, where the desk has a browser draw such pages and can."""
    if desk.settings.fetch.browser != WHEN_EMPTY:
        return []
    empty = {one.url for one in seen if one.may_be_drawn}
    found = [one for one in wanted if one.by_browser is None and one.copy is None and one.url in empty]
    return drawn(desk, found, ByBrowser()) if found and not look_for_browser(desk.settings.fetch).why else []
