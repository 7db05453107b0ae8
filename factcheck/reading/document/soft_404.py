"""Judging a visit by the text that was read: whether it is the requested page, a block page or a soft 404."""

import re
from urllib.parse import SplitResult, urlsplit

from factcheck.model.visit import Visit
from factcheck.model.vocabulary import Outcome
from factcheck.reading.document.block_pages import (
    BOTS,
    LOGIN,
    NOT_FREE,
    VisiblePage,
    block_reason,
    contains_phrase,
    has_heading,
)
from factcheck.reading.document.block_phrases import MISSING_HEADINGS, MISSING_WORDS
from factcheck.reading.document.obstacle_phrases import (
    CLOSED_WORDS,
    GONE_WORDS,
    MOVED_WORDS,
    PARKED_WORDS,
    PAY_WORDS,
    SITE_NAMES,
)
from factcheck.reading.document.onward import SOON, refresh_address
from factcheck.reading.document.plain_text import ONLY_THE_BEGINNING
from factcheck.reading.document.values import CUT, ReadDocument
from factcheck.reading.sentence.sentences import split_sentences

WORDLESS = "The page came whole but holds no words; what it shows may be drawn by scripts."
WORDLESS_AS_DRAWN = "The browser drew the page, and no words are in it; what it shows may be a picture."

Judgement = tuple[Outcome, str]

_READ = (Outcome.OK, Outcome.PARTIAL, Outcome.PARTIAL_INCOMPLETE, Outcome.PARTIAL_ENCODING)
_REFUSALS = (401, 403, 405, 406, 429, 503)
_UNAUTHORISED = 401

_SHORT, _NOTICE, _LINE = 3_000, 600, 400
"""A missing page has fewer characters than the first if a heading says so, than the second if only its text does."""

_BEGINNING = 300
"""Characters at the beginning of a page among which it says that it is gone, before it offers something else."""
_SHOWN = 300

_LOGIN_PATH = re.compile(
    r"/(?:log-?in|sign-?in|anmelden|connexion|sso|auth|oauth2?|subscribe|paywall)(?:[/.]|$)"
)
_CONSENT_PLACE = re.compile(r"^consent\.|/consent(?:[/.]|$)|/(?:cookie|privacy)-?(?:wall|consent)(?:[/.]|$)")
_HOME = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|home|default)(?:\.\w{2,5})?/?)?", re.IGNORECASE
)


def judge_visit(visit: Visit, reading: ReadDocument) -> Judgement:
    """The outcome of a visit in view of the text that was read, and the reason in words. Never raises.

    Only content that was received changes it: what the fetch refused or could not reach keeps its outcome. Only short
    pages are `blocked:by-site` or `suspect:soft-404`, so that articles about such pages are not.
    """
    for check in (_sends_on, _empty, _badly_encoded, _blocked, _missing, _cut, _teaser, _without_words):
        if found := check(visit, reading):
            return found
    return visit.outcome, visit.reason


def _sends_on(visit: Visit, reading: ReadDocument) -> Judgement | None:
    """A page that leads its readers elsewhere without a redirect; one with much text may be read before."""
    if visit.outcome not in (Outcome.OK, Outcome.EMPTY) or visit.last is None:
        return None
    target = onward_address(visit, reading)
    if not target:
        return None
    says = f"The page sends its readers on to {target[:_SHOWN]}, which was not fetched."
    return (Outcome.OK if len(reading.text or "") >= _SHORT else Outcome.SOFT_404), says


def onward_address(visit: Visit, reading: ReadDocument) -> str:
    """Where the page that was reached sends its readers by itself, by its head or its body; "" if it does not."""
    target, seconds = refresh_address(visit.last.header("refresh") if visit.last else "", visit.final_url)
    return target if target and (seconds <= SOON or not reading.text) else reading.sends_on


def _badly_encoded(visit: Visit, reading: ReadDocument) -> Judgement | None:
    if visit.outcome not in _READ:
        return None
    coding = visit.last.list_header("content-encoding")[:100] if visit.last else ""
    if reading.coding in ("unknown", "too-many"):
        return Outcome.ENCODING, f'The content is packed as "{coding}", which cannot be unpacked here.'
    if reading.coding == "too-large":
        return Outcome.PARTIAL, "The content unpacks to more than is kept, so it was not read."
    if reading.coding == "corrupt" and visit.outcome is Outcome.OK:
        return Outcome.PARTIAL_ENCODING, f'The content is packed as "{coding}" and is damaged or ends early.'
    return None


def _empty(visit: Visit, reading: ReadDocument) -> Judgement | None:
    """Nothing came, or what came unpacks to nothing."""
    nothing = reading.text_outcome == "none" and not reading.content_type and reading.coding == "ok"
    return (Outcome.EMPTY, "The answer has no content.") if visit.outcome in _READ and nothing else None


def _blocked(visit: Visit, reading: ReadDocument) -> Judgement | None:
    """A block page, whose status may be 200 or a refusal."""
    last = visit.last
    refused = visit.outcome is Outcome.HTTP and last is not None and last.status in _REFUSALS
    if not last or not (refused or visit.outcome is Outcome.OK):
        return None
    if last.header("cf-mitigated").casefold() == "challenge":
        return Outcome.BLOCKED_BY_SITE, BOTS
    if refused and last.status == _UNAUTHORISED:
        return Outcome.BLOCKED_BY_SITE, LOGIN
    page = VisiblePage(reading.text or "", reading.headings, reading.marks, refused, _moved_to(visit))
    why = block_reason(page)
    return (Outcome.BLOCKED_BY_SITE, why) if why else None


def _moved_to(visit: Visit) -> str:
    """Where redirects led, by the words of the URL: to a login form ("login"), a consent request ("consent"), or ""."""
    requested, reached = urlsplit(visit.requested_url), urlsplit(visit.final_url)
    for word, place in (("consent", _CONSENT_PLACE), ("login", _LOGIN_PATH)):
        if place.search(_host_and_path(reached)) and not place.search(_host_and_path(requested)):
            return word
    return ""


def _host_and_path(address: SplitResult) -> str:
    return f"{address.hostname or ''}{address.path}".casefold()


def _missing(visit: Visit, reading: ReadDocument) -> Judgement | None:
    """A page that says it does not exist although the status is 200, or the home page in its place."""
    if visit.outcome is not Outcome.OK:
        return None
    text = reading.text or ""
    says_so = len(text) < _SHORT and has_heading(reading.headings, MISSING_HEADINGS)
    if len(text) < _SHORT and contains_phrase(text[:_BEGINNING], PARKED_WORDS):
        return Outcome.SOFT_404, "The name of the site is for sale or parked, and the page is not there."
    if len(text) < _NOTICE and _is_closed(text):
        return Outcome.SOFT_404, "The site says that it is closed for maintenance or out of order."
    if len(text) < _LINE and contains_phrase(text, MOVED_WORDS):
        return Outcome.SOFT_404, "The page says that it leads elsewhere."
    gone = len(text) < _SHORT and contains_phrase(text[:_BEGINNING], GONE_WORDS)
    if says_so or gone or (len(text) < _NOTICE and contains_phrase(text, MISSING_WORDS)):
        return Outcome.SOFT_404, 'The page says that it is not there, although the site answered "200 OK".'
    if _was_sent_home(visit):
        return Outcome.SOFT_404, "The site led from the page that was asked for to its home page."
    return None


def _is_closed(text: str) -> bool:
    """Whether a sentence says of the site, and not of a road, that there is maintenance."""
    said = (one.text for one in split_sentences(text))
    return any(contains_phrase(one, CLOSED_WORDS) and contains_phrase(one, SITE_NAMES) for one in said)


def _was_sent_home(visit: Visit) -> bool:
    requested, reached = urlsplit(visit.requested_url), urlsplit(visit.final_url)
    if _HOME.fullmatch(requested.path) or not _HOME.fullmatch(reached.path) or reached.query:
        return False
    return _site(requested) == _site(reached)


def _site(address: SplitResult) -> str:
    return (address.hostname or "").casefold().removeprefix("www.").removeprefix("m.")


def _teaser(visit: Visit, reading: ReadDocument) -> Judgement | None:
    """The beginning of an article that is not free, and a request to pay for the rest."""
    asks = NOT_FREE in reading.marks and contains_phrase(reading.text or "", PAY_WORDS)
    if visit.outcome is not Outcome.OK or not asks:
        return None
    return Outcome.PARTIAL, "The site says that the page is not free, and may show only its beginning."


def _cut(visit: Visit, reading: ReadDocument) -> Judgement | None:
    """A limit of ours is not the end of the page."""
    if visit.outcome is not Outcome.OK or reading.text_outcome != CUT:
        return None
    return Outcome.PARTIAL, f"{ONLY_THE_BEGINNING[0].upper()}{ONLY_THE_BEGINNING[1:]}."


def _without_words(visit: Visit, reading: ReadDocument) -> Judgement | None:
    page = reading.content_type in ("text/html", "application/xhtml+xml")
    if visit.outcome is not Outcome.OK or not page or reading.text_outcome != "none":
        return None
    return Outcome.OK, WORDLESS_AS_DRAWN if visit.drawn else WORDLESS
