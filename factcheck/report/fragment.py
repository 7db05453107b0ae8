"""Links to the very words on a live page: URL Fragment Text Directives (WICG), `#:~:text=`."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from factcheck.model.redaction import is_redacted_link

_WHOLE = 200
"""Up to this many characters a quote is given whole; a longer one by its first and last words."""

_WORDS = 6
"""So many words stand for each end of a long quote; a quote of fewer is given with its context."""

_LEFT_OUT = "[…]"
"""What stands in a quote for words that were left out; the live page has those words in its place."""

_KEPT = "/%:@!$&'()*+,;=~-._?#"


def live_link(url: str) -> str | None:
    """The address in ASCII, as browsers send it; None where it is no plain http or https link, or was taken out."""
    read = None if is_redacted_link(url) else _read(url)
    return read and f"{read.page}{f'#{read.anchor}' if read.anchor else ''}"


def words_link(url: str, exact: str, prefix: str | None = None, suffix: str | None = None) -> str | None:
    """The address that scrolls to the quote where the page still carries it; None as for `live_link`."""
    read = _read(url)
    if read is None or is_redacted_link(url):
        return None
    kept = read.anchor.partition(":~:")[0]
    return f"{read.page}#{kept}:~:text={_directive(exact, prefix, suffix)}"


def host_of(url: str) -> str:
    """The host a link leads to, an international name in Punycode so that look-alikes show; empty if none."""
    read = _read(url)
    return read.host if read else ""


class _Link(NamedTuple):
    host: str
    page: str
    anchor: str


@lru_cache(maxsize=64)
def _read(url: str) -> _Link | None:
    """The parts of a link; a page asks for those of each source several times."""
    try:
        parts = urlsplit(url)
        hostname, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not hostname or port == 0:
        return None
    host = _ascii_host(hostname)
    netloc = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    query = f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    page = f"{parts.scheme}://{netloc}{quote(parts.path, safe=_KEPT)}{query}"
    return _Link(host, page, quote(parts.fragment, safe=_KEPT))


def _ascii_host(hostname: str) -> str:
    """RFC 3492 label by label; IDNA 2003 in the standard library would fold ß into ss, another site."""
    if hostname.isascii():
        return quote(hostname, safe=":.-_")
    folded = unicodedata.normalize("NFKC", hostname).lower().replace("。", ".")
    labels = (
        label if label.isascii() else f"xn--{label.encode('punycode').decode()}"
        for label in folded.split(".")
    )
    return quote(".".join(labels), safe=":.-_")


def _directive(exact: str, prefix: str | None, suffix: str | None) -> str:
    shown = exact.replace(_LEFT_OUT, "\n")
    lines = [line.split() for line in shown.splitlines() if line.strip()] or [exact.split()]
    words = [word for line in lines for word in line]
    if len(lines) == 1 and len(exact) <= _WHOLE:
        text = _encode(" ".join(words))
    else:
        most = max(1, min(_WORDS, len(words) // 2))
        text = f"{_encode(_start(lines[0][:most]))},{_encode(_end(lines[-1][-most:]))}"
    if len(words) >= _WORDS:
        return text
    before, after = _whole_words(prefix, slice(1, None))[-4:], _whole_words(suffix, slice(None, -1))[:4]
    return "".join(
        (
            f"{_encode(' '.join(before))}-," if before else "",
            text,
            f",-{_encode(' '.join(after))}" if after else "",
        )
    )


def _whole_words(context: str | None, inner: slice) -> list[str]:
    """The words of a context, without the outermost one, which may be cut."""
    words = (context or "").split()
    return words[inner] if len(words) > 1 else words


def _start(words: list[str]) -> str:
    """The words, cut where a script without spaces makes one word of a paragraph."""
    text = " ".join(words)
    return text if len(text) <= _WHOLE else text[:20]


def _end(words: list[str]) -> str:
    text = " ".join(words)
    return text if len(text) <= _WHOLE else text[-20:]


def _encode(text: str) -> str:
    """Percent-encoded; a hyphen, comma or ampersand would be read as part of the directive."""
    return quote(text, safe="").replace("-", "%2D")
