"""Whether a page that came by a plain request looks as if scripts draw most of what it shows."""

import zlib

FEW_WORDS = 500
"""Characters: a page that scripts draw has fewer before they run, such as “Loading…” and a notice about cookies."""

_SEARCHED = 500_000
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


def is_script_drawn(text: str | None, body: bytes, coding: str) -> bool:
    """Whether a page has few words, and scripts; one without any word is taken to have scripts.

    `body` is as it was sent, `coding` its Content-Encoding: of one that is packed otherwise than by gzip or deflate
    only its words are counted.
    """
    words = (text or "").strip()
    return not words or (len(words) < FEW_WORDS and _has_scripts(body, coding.strip().casefold()))


def _has_scripts(body: bytes, coding: str) -> bool:
    if coding in ("gzip", "x-gzip", "deflate"):
        try:
            body = zlib.decompressobj(_GZIP_OR_ZLIB).decompress(body, _SEARCHED)
        except zlib.error:
            return False
    return (
        coding not in ("", "identity", "gzip", "x-gzip", "deflate") or b"<script" in body[:_SEARCHED].lower()
    )
