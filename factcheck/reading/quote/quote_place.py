"""Where a quote stands in a captured text, with the words around it."""

import re
import unicodedata
from dataclasses import dataclass

from factcheck.model.vocabulary import MatchQuality
from factcheck.reading.quote.indexed_text import IndexedText

CONTEXT = 32
"""How many characters of context are given on each side."""

_FIRST_WORD = re.compile(r"^\S+(?=\s+\S)")
_LAST_WORD = re.compile(r"(?<=\S)\s+\S+$")


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """Where a quote stands: code points of the captured text (W3C TextPositionSelector), and the words there.

    `prefix` and `suffix` are up to 32 characters on each side, cut between words (W3C TextQuoteSelector); empty
    at the ends of the text. `exact` is `text[start:end]`, but for an elided quote its pieces as they stand, joined by
    " […] ". EXACT: the quote as given, after NFC. TYPOGRAPHIC: the same words, written in another way.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    match: MatchQuality


def place_of(page: IndexedText, start: int, end: int, exact: str, match: MatchQuality) -> QuotePlace:
    """A place with its context."""
    return QuotePlace(start, end, exact, *context_of(page.text, start, end), match)


def context_of(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after a place of a text."""
    return _before(text, start), _after(text, end)


def context_agrees(page: IndexedText, place: QuotePlace, prefix: str | None, suffix: str | None) -> bool:
    """Whether the words around a place are these, as folded; None and "" agree with anything."""
    return _ends_with(page, place.start, (prefix or "").strip()) and _goes_on_with(
        page, place.end, (suffix or "").strip()
    )


_BETWEEN = " \n\t\u00a0.,;:!?…–—-()[]'\"’‘”“»«„،؛؟"
"""Marks between a quote and the words around it that a person leaves out."""


def _ends_with(page: IndexedText, start: int, prefix: str) -> bool:
    before = page.text[max(0, start - 2 * len(prefix) - CONTEXT) : start]
    if before.rstrip().endswith(prefix) or before.rstrip(_BETWEEN).endswith(prefix):
        return True
    return page.letters.endswith(IndexedText(prefix).letters, 0, page.letter_at(start))


def _goes_on_with(page: IndexedText, end: int, suffix: str) -> bool:
    after = page.text[end : end + len(suffix) + CONTEXT]
    if after.lstrip().startswith(suffix) or after.lstrip(_BETWEEN).startswith(suffix):
        return True
    return page.letters.startswith(IndexedText(suffix).letters, page.letter_at(end))


def nfc(text: str) -> str:
    """Text in Unicode's composed form."""
    return unicodedata.normalize("NFC", text)


def _before(text: str, start: int) -> str:
    """The context before a place, from the beginning of a word."""
    begin = max(0, start - CONTEXT)
    context = text[begin:start]
    if begin and not text[begin - 1].isspace():
        context = _FIRST_WORD.sub("", context) or context
    return context.strip()


def _after(text: str, end: int) -> str:
    """The context after a place, to the end of a word."""
    context = text[end : end + CONTEXT]
    if text[end + CONTEXT : end + CONTEXT + 1].strip():
        context = _LAST_WORD.sub("", context) or context
    return context.strip()
