"""Recognising block pages: bot checks, consent requests, login forms.

Signs count only on short pages, since articles are written about all of these; the more ordinary the words, the shorter
the page must be.
"""

import re
from dataclasses import dataclass

from factcheck.reading.document import block_phrases as phrases
from factcheck.reading.document import obstacle_phrases as obstacles
from factcheck.reading.document.block_phrases import fold_phrase
from factcheck.reading.sentence.sentences import split_sentences

LONGEST_BLOCK_PAGE = 3_000
"""A page with at least this many characters of text is no block page, and its source is not searched for markers."""
_BRIEF, _NOTICE, _LINE = 1_200, 600, 400
"""Pages with fewer characters are brief, a notice, or a single line."""

_SURE_MARKERS = frozenset(
    {
        *("cf-chl", "cf_chl", "cf-browser-verification", "px-captcha", "captcha-delivery.com", "gokuprops"),
        *("sec-if-cpt-container", "distil_r_captcha", "anubis_challenge"),
    }
)
NOT_FREE = "not free"
_NOT_FREE = re.compile(
    r"[\"']isaccessibleforfree[\"']\s*:\s*[\"']?(?:https?://schema\.org/)?false", re.IGNORECASE
)
_MARKERS = (
    *sorted(_SURE_MARKERS),
    *("g-recaptcha", "h-captcha", "hcaptcha.com", "recaptcha/api", "cf-turnstile", "arkoselabs"),
    "_incapsula_resource",
)
_PASSWORD = "password field"  # noqa: S105 - the name of a form field, not a password
_PASSWORD_FIELD = re.compile(r"<input\b[^>]{0,300}?\btype=[\"']?password", re.IGNORECASE)
_SEARCHED = 200_000

_ASKING = 3
"""The least sentences of a question of consent that is not brief; they are most of its page."""

_PARTS = re.compile(r"\s[|–—·»:-]\s|[|»]")


@dataclass(frozen=True, slots=True)
class VisiblePage:
    """What a visitor sees: the text and headings of a page, block markers in its source, and how the site answered.

    `refused` says that the HTTP status was a refusal; `moved_to` says where a redirect led: "login", "consent" or "".
    """

    text: str
    headings: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    refused: bool = False
    moved_to: str = ""


BOTS = "The site answered with a test for bots or a refusal instead of the page."
CONSENT = "The site answered with a question of consent instead of the page."
REGION = "The site does not show the page where this desk is."
SCRIPTS = "The site answered with a request to turn on scripts instead of the page."
LOGIN = "The site asks to log in or to subscribe before it shows the page."


def block_markers(markup: str) -> tuple[str, ...]:
    """The known markers of block pages and login forms in the first 200,000 characters of a page's source."""
    lowered = markup[:_SEARCHED].lower()
    marks = [marker for marker in _MARKERS if marker in lowered]
    fields = ((_PASSWORD, _PASSWORD_FIELD), (NOT_FREE, _NOT_FREE))
    return (*marks, *(name for name, field in fields if field.search(lowered)))


def has_heading(headings: tuple[str, ...], known: frozenset[str]) -> bool:
    """Whether a heading, or a part of one next to the site's name, is exactly one of the phrases."""
    parts = (part for heading in headings for part in (heading, *_PARTS.split(heading)))
    return any(fold_phrase(part).strip(" .…!?؟。") in known for part in parts)


def contains_phrase(text: str, known: tuple[str, ...]) -> bool:
    """Whether one of the phrases occurs anywhere in the text."""
    plain = fold_phrase(text)
    return any(phrase in plain for phrase in known)


def block_reason(page: VisiblePage) -> str:
    """Why a page counts as a block page, in words; "" if it does not."""
    size = len(page.text)
    if size >= LONGEST_BLOCK_PAGE:
        return ""
    if _is_bot_check(page, size):
        return BOTS
    if _is_consent_request(page, size):
        return CONSENT
    if _is_login_form(page, size):
        return LOGIN
    if size < _NOTICE and contains_phrase(page.text, obstacles.REGION_WORDS):
        return REGION
    if size < _LINE and contains_phrase(page.text, obstacles.SCRIPT_WORDS):
        return SCRIPTS
    return ""


def _is_bot_check(page: VisiblePage, size: int) -> bool:
    if has_heading(page.headings, phrases.BOT_HEADINGS) and (size < _BRIEF or page.refused or page.marks):
        return True
    if size < _NOTICE and _SURE_MARKERS.intersection(page.marks):
        return True
    allowed = LONGEST_BLOCK_PAGE if page.refused else _BRIEF if page.marks else _NOTICE
    return size < allowed and contains_phrase(page.text, phrases.BOT_WORDS)


def _is_consent_request(page: VisiblePage, size: int) -> bool:
    if page.moved_to == "consent" or (size < _LINE and contains_phrase(page.text, phrases.CONSENT_WORDS)):
        return True
    return _asks_most_of_the_time(page, obstacles.CONSENT_TERMS, _ASKING)


def _is_login_form(page: VisiblePage, size: int) -> bool:
    if page.moved_to == "login" and size < _BRIEF:
        return True
    if size < _BRIEF and _PASSWORD in page.marks and has_heading(page.headings, phrases.LOGIN_HEADINGS):
        return True
    asks = contains_phrase(page.text, phrases.LOGIN_WORDS) or _asks_most_of_the_time(
        page, obstacles.PAY_WORDS, 1
    )
    return size < _NOTICE and asks


def _asks_most_of_the_time(page: VisiblePage, known: tuple[str, ...], least: int) -> bool:
    """Whether sentences with such phrases, `least` of them or more, are most of the page's text."""
    said = [one.text for one in split_sentences(page.text)]
    asking = [one for one in said if contains_phrase(one, known)]
    return len(asking) >= least and sum(map(len, asking)) * 2 > sum(map(len, said))
