"""The second look at a visit, once what came has been read: whether it is the page that was asked for at all."""

import re
from urllib.parse import SplitResult, urlsplit

from factcheck.model.visit import Visit
from factcheck.model.vocabulary import Outcome
from factcheck.reading.document.block_pages import BOTS, LOGIN, VisiblePage, heading_says, says, why_walled
from factcheck.reading.document.block_phrases import MISSING_HEADINGS, MISSING_WORDS
from factcheck.reading.document.values import Reading

Judgement = tuple[Outcome, str]

_READ = (Outcome.OK, Outcome.PARTIAL, Outcome.PARTIAL_INCOMPLETE, Outcome.PARTIAL_ENCODING)
_REFUSALS = (401, 403, 405, 406, 429, 503)
_UNAUTHORISED = 401

_SHORT, _NOTICE = 3_000, 600
"""Characters: a missing page has fewer than the first with a heading that says so, fewer than the second without."""

_LOGIN_PATH = re.compile(
    r"/(?:log-?in|sign-?in|anmelden|connexion|sso|auth|oauth2?|subscribe|paywall)(?:[/.]|$)"
)
_CONSENT_PLACE = re.compile(r"^consent\.|/consent(?:[/.]|$)|/(?:cookie|privacy)-?(?:wall|consent)(?:[/.]|$)")
_HOME = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|home|default)(?:\.\w{2,5})?/?)?", re.IGNORECASE
)


def judge_visit(visit: Visit, reading: Reading) -> Judgement:
    """How the visit ended, seen by what it brought, and why in plain words.

    Only content that was brought is looked at: what the fetch refused or could not reach stays as it was. A page is
    `blocked:by-site` or `suspect:soft-404` only while it is short, so that articles about such pages are not.
    """
    for look in (_packed_badly, _brought_nothing, _blocked, _missing, _without_words):
        if found := look(visit, reading):
            return found
    return visit.outcome, visit.reason


def _packed_badly(visit: Visit, reading: Reading) -> Judgement | None:
    if visit.outcome not in _READ:
        return None
    coding = visit.last.header("content-encoding")[:100] if visit.last else ""
    if reading.coding in ("unknown", "too-many"):
        return Outcome.ENCODING, f'The content is packed as "{coding}", which cannot be unpacked here.'
    if reading.coding == "too-large":
        return Outcome.PARTIAL, "The content unpacks to more than is kept, so it was not read."
    if reading.coding == "corrupt" and visit.outcome is Outcome.OK:
        return Outcome.PARTIAL_ENCODING, f'The content is packed as "{coding}" and is damaged or ends early.'
    return None


def _brought_nothing(visit: Visit, reading: Reading) -> Judgement | None:
    if visit.outcome is Outcome.OK and visit.last and not visit.last.body and reading.text is None:
        return Outcome.EMPTY, "The answer has no content."
    return None


def _blocked(visit: Visit, reading: Reading) -> Judgement | None:
    """A wall comes with a friendly status as well as with one of refusal."""
    last = visit.last
    refused = visit.outcome is Outcome.HTTP and last is not None and last.status in _REFUSALS
    if not last or not (refused or visit.outcome is Outcome.OK):
        return None
    if last.header("cf-mitigated").casefold() == "challenge":
        return Outcome.BLOCKED_BY_SITE, BOTS
    if refused and last.status == _UNAUTHORISED:
        return Outcome.BLOCKED_BY_SITE, LOGIN
    shown = VisiblePage(reading.text or "", reading.headings, reading.marks, refused, _moved_to(visit))
    why = why_walled(shown)
    return (Outcome.BLOCKED_BY_SITE, why) if why else None


def _moved_to(visit: Visit) -> str:
    """Whether redirects led to a form to log in or to a question of consent, by the words of the address."""
    asked, came = urlsplit(visit.requested_url), urlsplit(visit.final_url)
    for word, place in (("consent", _CONSENT_PLACE), ("login", _LOGIN_PATH)):
        if place.search(_place(came)) and not place.search(_place(asked)):
            return word
    return ""


def _place(address: SplitResult) -> str:
    return f"{address.hostname or ''}{address.path}".casefold()


def _missing(visit: Visit, reading: Reading) -> Judgement | None:
    """A page that says it is not there although the status says it is, or the home page in its place."""
    if visit.outcome is not Outcome.OK:
        return None
    text = reading.text or ""
    says_so = len(text) < _SHORT and heading_says(reading.headings, MISSING_HEADINGS)
    if says_so or (len(text) < _NOTICE and says(text, MISSING_WORDS)):
        return Outcome.SOFT_404, 'The page says that it is not there, although the site answered "200 OK".'
    if _led_home(visit):
        return Outcome.SOFT_404, "The site led from the page that was asked for to its home page."
    return None


def _led_home(visit: Visit) -> bool:
    asked, came = urlsplit(visit.requested_url), urlsplit(visit.final_url)
    if _HOME.fullmatch(asked.path) or not _HOME.fullmatch(came.path) or came.query:
        return False
    return _site(asked) == _site(came)


def _site(address: SplitResult) -> str:
    return (address.hostname or "").casefold().removeprefix("www.").removeprefix("m.")


def _without_words(visit: Visit, reading: Reading) -> Judgement | None:
    page = reading.content_type in ("text/html", "application/xhtml+xml")
    if visit.outcome is Outcome.OK and page and reading.text_outcome == "none":
        return Outcome.OK, "The page came whole but holds no words; what it shows may be drawn by scripts."
    return None
