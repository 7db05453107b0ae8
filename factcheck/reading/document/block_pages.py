"""How a page in the way is known: tests for bots, questions of consent, forms to log in.

Each sign counts on a short page only, since articles are written about all of these; the plainer the words, the
shorter the page must be.
"""

import re
from dataclasses import dataclass

from factcheck.reading.document import block_phrases as phrases
from factcheck.reading.document.block_phrases import folded

WALL = 3_000
"""Characters of text from which on a page is more than a wall; its source need not be searched for signs of one."""
_BRIEF, _NOTICE, _LINE = 1_200, 600, 400
"""Characters below which a page says little, hardly anything, next to nothing."""

_SURE_SIGNS = frozenset(
    {
        *("cf-chl", "cf_chl", "cf-browser-verification", "px-captcha", "captcha-delivery.com", "gokuprops"),
        *("sec-if-cpt-container", "distil_r_captcha", "anubis_challenge"),
    }
)
_SIGNS = (
    *sorted(_SURE_SIGNS),
    *("g-recaptcha", "h-captcha", "hcaptcha.com", "recaptcha/api", "cf-turnstile", "arkoselabs"),
    "_incapsula_resource",
)
_PASSWORD = "password field"  # noqa: S105 - a word for a form, not a password
_PASSWORD_FIELD = re.compile(r"<input\b[^>]{0,300}?\btype=[\"']?password", re.IGNORECASE)
_MARKED_HEAD = 200_000

_PARTS = re.compile(r"\s[|–—·»:-]\s|[|»]")


@dataclass(frozen=True, slots=True)
class VisiblePage:
    """What a visitor got to see: the text, the page's headings, the marks in its source, and what the site did.

    `refused` says that the status was one of refusal, `moved_to` is the word in the address for where a redirect led:
    "login", "consent", or empty.
    """

    text: str
    headings: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    refused: bool = False
    moved_to: str = ""


BOTS = "The site answered with a test for bots or a refusal instead of the page."
CONSENT = "The site answered with a question of consent instead of the page."
LOGIN = "The site asks to log in or to subscribe before it shows the page."


def marks_of(markup: str) -> tuple[str, ...]:
    """The known signs of a wall or of a form to log in that the page's source holds."""
    lowered = markup[:_MARKED_HEAD].lower()
    marks = tuple(sign for sign in _SIGNS if sign in lowered)
    return (*marks, _PASSWORD) if _PASSWORD_FIELD.search(lowered) else marks


def heading_says(headings: tuple[str, ...], known: frozenset[str]) -> bool:
    """Whether a heading, or a part of one beside the site's name, is one of the phrases and nothing more."""
    parts = (part for heading in headings for part in (heading, *_PARTS.split(heading)))
    return any(folded(part).strip(" .…!?؟。") in known for part in parts)


def says(text: str, known: tuple[str, ...]) -> bool:
    """Whether one of the phrases stands anywhere in the text."""
    plain = folded(text)
    return any(phrase in plain for phrase in known)


def why_walled(page: VisiblePage) -> str:
    """In words what stands in the way; empty when the page itself came."""
    size = len(page.text)
    if size >= WALL:
        return ""
    if _tests_for_bots(page, size):
        return BOTS
    if _asks_consent(page, size):
        return CONSENT
    if _asks_login(page, size):
        return LOGIN
    return ""


def _tests_for_bots(page: VisiblePage, size: int) -> bool:
    if heading_says(page.headings, phrases.BOT_HEADINGS) and (size < _BRIEF or page.refused or page.marks):
        return True
    if size < _NOTICE and _SURE_SIGNS.intersection(page.marks):
        return True
    allowed = WALL if page.refused else _BRIEF if page.marks else _NOTICE
    return size < allowed and says(page.text, phrases.BOT_WORDS)


def _asks_consent(page: VisiblePage, size: int) -> bool:
    return page.moved_to == "consent" or (size < _LINE and says(page.text, phrases.CONSENT_WORDS))


def _asks_login(page: VisiblePage, size: int) -> bool:
    if page.moved_to == "login" and size < _BRIEF:
        return True
    if size < _BRIEF and _PASSWORD in page.marks and heading_says(page.headings, phrases.LOGIN_HEADINGS):
        return True
    return size < _NOTICE and says(page.text, phrases.LOGIN_WORDS)
