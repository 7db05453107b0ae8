"""Normalising the text of a document: NFC, Unix line ends, no control characters, at most two empty lines."""

import re
import unicodedata

MAX_TEXT = 5_000_000
"""The most characters that are kept of one document."""

ONLY_THE_BEGINNING = f"the text is longer; only its first {MAX_TEXT:,} characters were read"

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_GAPS = re.compile("\n{4,}")


def tidy_text(text: str) -> tuple[str, tuple[str, ...]]:
    """The normalised text, and a note if it was cut at 5,000,000 characters."""
    notes = (ONLY_THE_BEGINNING,) if len(text) > MAX_TEXT else ()
    text = text[:MAX_TEXT]
    lines = "\n".join(_without_controls(line).rstrip() for line in text.splitlines())
    return unicodedata.normalize("NFC", _GAPS.sub("\n\n\n", lines)).strip("\n"), notes


def one_line(text: str, limit: int = 500) -> str:
    """The text on one line, without control characters, cut at `limit` characters."""
    words = " ".join(_without_controls(line) for line in text[: limit * 20].splitlines()).split()
    return unicodedata.normalize("NFC", " ".join(words))[:limit].rstrip()


def _without_controls(line: str) -> str:
    return line if line.isprintable() else _CONTROLS.sub("", line)
