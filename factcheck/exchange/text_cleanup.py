"""Text and links from other people's data, made valid: no markup, no control characters, complete links."""

import html
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urljoin

from factcheck.model.links import MAX_URL, check_link
from factcheck.model.text import clean

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>|<!--[^<>]*-->")
_LONG_ENTITY = re.compile(r"&#[xX]?[0-9a-fA-F]{8,};?")
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BREAKS = frozenset(("p", "br", "div", "li", "ul", "ol", "tr", "td", "blockquote", "h1", "h2", "h3", "h4"))
_MAX_ESCAPED = 3
_SAFE = re.compile(r"[!#-;=?-\[\]-~]*")
_NO_SCHEME = re.compile(r"(?://)?((?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#].*)?)\Z")
_LINE_ENDS = re.compile(r"[\t\n]")


def valid_text(text: str) -> str:
    """The text in NFC without control characters, lone surrogates replaced by U+FFFD."""
    return clean(text if text.isascii() else _SURROGATES.sub("\ufffd", text))


def without_markup(text: str) -> str:
    """A text without its HTML tags and with its entities decoded, up to three times where they were escaped again.

    Blocks and <br> become line breaks. What only looks like markup, as in `1 < 2`, stays.
    """
    for _ in range(_MAX_ESCAPED):
        if not _MARKUP.search(text):
            break
        text = html.unescape(_LONG_ENTITY.sub("\ufffd", _TAG.sub(_replacement_of, text)))
    return text


def _replacement_of(tag: re.Match[str]) -> str:
    return "\n" if (tag[2] or "").casefold() in _BREAKS else ""


@lru_cache(maxsize=1_000)  # a feed repeats the same sites
def complete_link(text: str, base: str = "") -> str:
    """The address as a valid http or https link; "" when it cannot be made one.

    A missing scheme is taken to be https; an address that begins with a slash is relative to `base`.
    """
    if len(text) > MAX_URL:
        return ""
    given = _LINE_ENDS.sub("", without_markup(valid_text(text))).strip()
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
    """The character, percent-encoded where an address may not hold it or it would affect the text around it."""
    is_invisible = not letter.isascii() and unicodedata.category(letter) in (
        "Cf",
        "Zs",
        "Zl",
        "Zp",
        "Cn",
        "Co",
    )
    return quote(letter) if is_invisible or letter in ' "<>\\' else letter
