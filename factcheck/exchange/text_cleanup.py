"""Words and links from other people's data, made into what a value may hold, with a remark on each change."""

import html
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urljoin

from factcheck.model.links import MAX_URL, check_link
from factcheck.model.text import clean

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>|<!--[^<>]*-->")
_ENDLESS = re.compile(r"&#[xX]?[0-9a-fA-F]{8,};?")
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BREAKS = frozenset(("p", "br", "div", "li", "ul", "ol", "tr", "td", "blockquote", "h1", "h2", "h3", "h4"))
_TIMES_ESCAPED = 3
_SAFE = re.compile(r"[!#-;=?-\[\]-~]*")
_NO_SCHEME = re.compile(r"(?://)?((?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#].*)?)\Z")
_LINE_ENDS = re.compile(r"[\t\n]")


def whole_letters(text: str) -> str:
    """The text without control characters and halves of letters, in NFC."""
    return clean(text if text.isascii() else _SURROGATES.sub("\ufffd", text))


def without_markup(text: str) -> str:
    """The words of a text in which tags or entities of HTML were left, even if these were escaped again.

    Blocks and <br> become line breaks. A sign that only looks like markup, as in `1 < 2`, stays.
    """
    for _ in range(_TIMES_ESCAPED):
        if not _MARKUP.search(text):
            break
        text = html.unescape(_ENDLESS.sub("\ufffd", _TAG.sub(_in_place_of, text)))
    return text


def _in_place_of(tag: re.Match[str]) -> str:
    return "\n" if (tag[2] or "").casefold() in _BREAKS else ""


@lru_cache(maxsize=1_000)  # a feed names the same sites again and again
def whole_link(text: str, base: str = "") -> str:
    """The address as a link that may be kept; "" when it cannot be made one.

    A missing scheme is taken to be https; what begins with a slash is completed from `base`.
    """
    if len(text) > MAX_URL:
        return ""
    given = _LINE_ENDS.sub("", without_markup(whole_letters(text))).strip()
    without_scheme = _NO_SCHEME.match(given)
    try:
        if without_scheme:
            given = f"https://{without_scheme[1]}"
        elif given.startswith("/"):
            given = urljoin(base, given)
        whole = given if _SAFE.fullmatch(given) else "".join(map(_escaped, given))
        return check_link(whole) if whole else ""
    except ValueError:
        return ""


def _escaped(letter: str) -> str:
    """The letter, or its code where an address may not hold it or where it would act on the text around it."""
    unseen = not letter.isascii() and unicodedata.category(letter) in ("Cf", "Zs", "Zl", "Zp", "Cn", "Co")
    return quote(letter) if unseen or letter in ' "<>\\' else letter
