"""Links as they may enter: http and https only, so that no page can ever carry another kind."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

from factcheck.model.text import clean

MAX_URL = 8_192
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:(?=\S)")
_UNSAFE = re.compile(r"[\s\\<>\"\x00-\x1f\x7f]")


def has_scheme(text: str) -> bool:
    """Whether the text is an address of some scheme rather than a path or words."""
    return bool(_SCHEME.match(text.strip()))


def check_link(text: str) -> str:
    """The URL as given when it is a plain http(s) link; else a ValueError that says why not."""
    url = clean(text).strip()
    if len(url) > MAX_URL:
        raise ValueError(f"the link has {len(url):,} characters; at most {MAX_URL:,} are kept")
    if _UNSAFE.search(url):
        raise ValueError("a link holds no spaces, backslashes, quotes or angle brackets; copy it again")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as wrong:
        raise ValueError(f"the link cannot be read ({wrong}); copy it again") from wrong
    if parts.scheme.casefold() not in ("http", "https"):
        raise ValueError("only http and https links are kept; give the page's own address")
    if not parts.hostname or port == 0:
        raise ValueError("the link names no site; give the page's whole address")
    if parts.username is not None or parts.password is not None:
        raise ValueError("the link carries a user name or password; take it out, it would be kept and shown")
    return url


def check_place(text: str) -> str:
    """Where a claim was made: words, or an http(s) link; an address of any other scheme is refused."""
    return check_link(text) if has_scheme(text) else text


Link = Annotated[str, AfterValidator(check_link)]
"""An absolute http or https URL without credentials, at most 8,192 characters."""
