"""The place of a quote in a text, with its context."""

import re
import unicodedata
from dataclasses import dataclass

from factcheck.model.vocabulary import MatchQuality
from factcheck.reading.quote.indexed_text import IndexedText

CONTEXT = 32
"""The most characters of context on each side."""

_FIRST_WORD = re.compile(r"^\S+(?=\s+\S)")
_LAST_WORD = re.compile(r"(?<=\S)\s+\S+$")


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """Where a quote is: offsets in code points of the text (W3C TextPositionSelector), and the words found there.

    `prefix` and `suffix` are up to 32 characters on each side, cut between words (W3C TextQuoteSelector), and "" at
    the ends of the text. `exact` is `text[start:end]`; for an elided quote, its pieces as found, joined by " […] ".
    `match` is EXACT for the quote as given, after NFC, and TYPOGRAPHIC for the same words in other typography.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    match: MatchQuality


def place_of(text: IndexedText, start: int, end: int, exact: str, match: MatchQuality) -> QuotePlace:
    """The place at these offsets, with its context."""
    return QuotePlace(start, end, exact, *context_of(text.raw, start, end), match)


def context_of(text: str, start: int, end: int) -> tuple[str, str]:
    """The prefix and suffix of `text[start:end]`: up to 32 characters each, cut between words."""
    return _before(text, start), _after(text, end)


def context_agrees(text: IndexedText, place: QuotePlace, prefix: str | None, suffix: str | None) -> bool:
    """Whether a place is surrounded by this context, compared folded; None and "" agree with everything."""
    return _ends_with(text, place.start, (prefix or "").strip()) and _goes_on_with(
        text, place.end, (suffix or "").strip()
    )


_PUNCTUATION = " \n\t\u00a0.,;:!?…–—-()[]'\"’‘”“»«„،؛؟"
"""Characters between a quote and its context that people leave out."""


def _ends_with(text: IndexedText, start: int, prefix: str) -> bool:
    before = text.raw[max(0, start - 2 * len(prefix) - CONTEXT) : start]
    if before.rstrip().endswith(prefix) or before.rstrip(_PUNCTUATION).endswith(prefix):
        return True
    return text.letters.endswith(IndexedText(prefix).letters, 0, text.letter_at(start))


def _goes_on_with(text: IndexedText, end: int, suffix: str) -> bool:
    after = text.raw[end : end + len(suffix) + CONTEXT]
    if after.lstrip().startswith(suffix) or after.lstrip(_PUNCTUATION).startswith(suffix):
        return True
    return text.letters.startswith(IndexedText(suffix).letters, text.letter_at(end))


def nfc(text: str) -> str:
    """The text in Unicode normalization form C."""
    return unicodedata.normalize("NFC", text)


def _before(text: str, start: int) -> str:
    """The context before an offset; begins with a whole word if possible."""
    begin = max(0, start - CONTEXT)
    context = text[begin:start]
    if begin and not text[begin - 1].isspace():
        context = _FIRST_WORD.sub("", context) or context
    return context.strip()


def _after(text: str, end: int) -> str:
    """The context after an offset; ends with a whole word if possible."""
    context = text[end : end + CONTEXT]
    if text[end + CONTEXT : end + CONTEXT + 1].strip():
        context = _LAST_WORD.sub("", context) or context
    return context.strip()
