"""Normalising the text of a document: NFC, Unix line ends, no control characters, at most two empty lines."""

import re
import unicodedata

MAX_TEXT = 5_000_000
"""The most characters that are kept of one document."""

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_GAPS = re.compile("\n{4,}")


def tidy_text(text: str) -> tuple[str, tuple[str, ...]]:
    """The normalised text, and a note if it was cut at 5,000,000 characters."""
    notes: tuple[str, ...] = ()
    if len(text) > MAX_TEXT:
        notes = (f"the text has {len(text):,} characters; the first {MAX_TEXT:,} were kept",)
        text = text[:MAX_TEXT]
    lines = "\n".join(_without_controls(line).rstrip() for line in text.splitlines())
    return unicodedata.normalize("NFC", _GAPS.sub("\n\n\n", lines)).strip("\n"), notes


def one_line(text: str, limit: int = 500) -> str:
    """The text on one line, without control characters, cut at `limit` characters."""
    words = " ".join(_without_controls(line) for line in text[: limit * 20].splitlines()).split()
    return unicodedata.normalize("NFC", " ".join(words))[:limit].rstrip()


def _without_controls(line: str) -> str:
    return line if line.isprintable() else _CONTROLS.sub("", line)
