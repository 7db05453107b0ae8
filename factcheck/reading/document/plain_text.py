"""Normalising the text of a document: NFC, Unix line ends, no control characters, at most two empty lines."""

import re
import unicodedata

MAX_TEXT = 5_000_000
"""The most characters that are kept of one document."""

ONLY_THE_BEGINNING = f"the text is longer; only its first {MAX_TEXT:,} characters were read"

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_QUOTED_LINES = re.compile(r"^>.*(?:\r?\n>.*)+", re.MULTILINE)
_LETTER_FIRST = re.compile(r"^(?:> ?)+[^\W\d]", re.MULTILINE)
_LINE_MARK = re.compile(r"^(?:> ?)+")
_STRUCK = re.compile(r" ?~~(?=[^\s~])[^\n~]+(?<=\S)~~(?!~) ?")
_OVERLAY = "\u0336"
_OVERLAID = re.compile(f"(?:[^\n{_OVERLAY}]{_OVERLAY}){{2,}}")
"""Letters that are struck out one by one, as some programs write it."""
_GAPS = re.compile("\n{4,}")


def tidy_text(text: str) -> tuple[str, tuple[str, ...]]:
    """The normalised text, without letters that are struck out one by one, and a note if it was cut at 5,000,000."""
    notes = (ONLY_THE_BEGINNING,) if len(text) > MAX_TEXT else ()
    text = text[:MAX_TEXT]
    lines = "\n".join(_without_controls(line).rstrip() for line in text.splitlines())
    return unicodedata.normalize("NFC", _GAPS.sub("\n\n\n", lines)).strip("\n"), notes


def without_quote_marks(text: str) -> str:
    """The text without the > before lines that answer a letter's, but for the first of each run of such lines.

    A single line, and lines that begin with a figure (> 50), keep theirs, as it may mean "more than".
    """
    return _QUOTED_LINES.sub(_joined_lines, text)


def _joined_lines(run: re.Match[str]) -> str:
    if not _LETTER_FIRST.search(run[0]):
        return run[0]
    first, *others = run[0].split("\n")
    return "\n".join((first, *(_LINE_MARK.sub("", line) for line in others)))


def without_struck(text: str) -> str:
    """The text without the words that two tildes on both sides strike out, ~~so~~, as in Markdown."""
    return _STRUCK.sub(" ", text) if "~~" in text else text


def one_line(text: str, limit: int = 500) -> str:
    """The text on one line, without control characters, cut at `limit` characters."""
    words = " ".join(_without_controls(line) for line in text[: limit * 20].splitlines()).split()
    return unicodedata.normalize("NFC", " ".join(words))[:limit].rstrip()


def _without_controls(line: str) -> str:
    bare = line if line.isprintable() else _CONTROLS.sub("", line)
    return _OVERLAID.sub(" ", bare) if _OVERLAY in bare else bare
