"""What to do about a visit that did not bring the page."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from factcheck.errors import Argument, Remedy
from factcheck.phrase import say
from factcheck.reading.document.block_pages import CONSENT
from factcheck.workflow.evidence.fetch_result import FetchResult

WITHOUT_COOKIES = "The page was captured with cookies of a person, which are not kept."
"""Why a page is not asked for again by itself."""


def mend(page: FetchResult) -> Remedy:
    """What to do about a page that did not come as it should."""
    ref, source = next(((one.ref, one.source) for one in page.noted), (None, None))
    if page.may_accept:
        return to_accept(ref)
    if page.may_be_drawn or page.reason == CONSENT:
        return to_draw(ref)
    if page.reason == WITHOUT_COOKIES:
        host = urlsplit(page.url).hostname
        return Remedy.by("fetch", _WITH_COOKIES, ref=ref, browser=True, cookies=None, cookies_for=host)
    if page.is_pictured:
        place = say("Quote it by the place of its words.")
        return Remedy.by("cite", place, ref=ref, source=source, quote=None, region=None)
    return _SAVE if page.is_reached else advice(page.outcome, ref, source)


def advice(outcome: str, ref: str | None = None, source: str | None = None) -> Remedy:
    """What to do about an outcome, by its exact words or else by its family; of a source, if one is named."""
    words = outcome.split(":")
    families = (":".join(words[:length]) for length in range(len(words), 0, -1))
    known = next(_ADVICE[family] for family in families if family in _ADVICE)
    named: Mapping[str, Argument] = {"ref": ref, "source": source}
    given = {name: named.get(name, value) for name, value in known.arguments.items()}
    return Remedy(known.said, known.act, given)


def to_draw(ref: str | None) -> Remedy:
    """What to do about a page that a browser may show words of where a plain request brought none."""
    return Remedy.by("fetch", say("Have a browser draw it."), ref=ref, browser=True)


def to_accept(ref: str | None) -> Remedy:
    """What to do about a page of which a browser drew nothing but a question of consent."""
    said = say("Let it press the button that accepts cookies where a page asks; the capture says so")
    return Remedy.by("fetch", said, ref=ref, browser=True, accept_cookies=True)


def _save(text: str) -> Remedy:
    return Remedy.by("attach", text, ref=None, file=None)


def _archived(text: str) -> Remedy:
    return Remedy.by("source", text, ref=None, source=None, archived_url=None)


_SAVE = _save("Save the page in a browser and file it.")
_WITH_COOKIES = say("Fetch it at a terminal with your own cookies for that site.")
_LATER = _save("Try again later; or save the page and file it.")
_CORRECT = Remedy.by("source", "Correct the address.", ref=None, url=None)
_ADVICE = {
    "blocked:private-address": Remedy(
        "Look at it; your own archive is let through by [fetch] allow in factcheck.toml"
    ),
    "blocked:port": Remedy("Look at it; a port is opened by [fetch] ports in factcheck.toml"),
    "blocked:by-site": _SAVE,
    "blocked": _CORRECT,
    "suspect": _archived("Look at it in a browser; give an archive's address."),
    "error:not-found": _archived("Look for a copy in a web archive."),
    "error:bad-url": _CORRECT,
    "error:too-many-redirects": _SAVE,
    "error:tls": _save("The site cannot prove who it is. Save the page if you trust what you see."),
    "error:encoding": _SAVE,
    "error:browser": _save("See what the desk's computer lacks for it; or save the page and file it."),
    "error": _LATER,
    "empty": _LATER,
}
