"""Whether a later text is another version of a document, so that words missing from it are gone."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.reading.document.block_pages import contains_phrase
from factcheck.reading.document.block_phrases import fold_phrase
from factcheck.reading.document.obstacle_phrases import OBSTACLES
from factcheck.reading.quote.indexed_text import IndexedText
from factcheck.reading.sentence.sentences import split_sentences

Range = tuple[int, int]
"""Start and end: in code points of a text, or in `letters` of an indexed one."""

_REACH = 6_000
"""Characters of the earlier text on each side of the quote in which its neighbours are looked for."""
_NEIGHBOURS, _NEAREST = 12, 2
"""The most sentences on each side that are looked for, and those of them that stood next to the quote."""
_LETTERS, _WORDS = 12, 3
"""A sentence by which a document can be known has at least these; a letter of Chinese or Japanese counts as two."""
_RUN, _OF_RUNS = 4, 0.6
"""A sentence that was edited still stands where this share of its runs of four words does."""
_WORD = re.compile(r"\w+")
_LONG = 5
"""The letters of a word that says what a sentence is about."""
_MOST_NEW = 6
"""The most sentences that may stand between the quote's neighbours now."""
_MOST, _ALMOST_ALL, _MANY = 0.6, 0.75, 6

OBSTACLE = "What came asks for something where the quote stood, such as to log in, to pay or to agree."
ANOTHER = (
    "What came has too little in common with the page that was quoted to tell whether the words are gone."
)


@dataclass(frozen=True, slots=True)
class QuotedText:
    """An earlier version of a document and the range of a quote in it; `page` is all of its page.

    `text` is best without the frame of its site, which walls have too.
    """

    text: str
    quote: Range
    page: str


def why_uncertain(before: QuotedText, after: IndexedText, *, same_title: bool | None) -> str:
    """Why words missing in `after` need not be gone, in a sentence; "" if it is a later version of the document.

    A later version still has what stood next to the quote, on both sides, with little in between and no obstacle there:
    the rest of its sentence, or the sentences around it. `same_title` says whether the titles agree, None if one is
    missing. Never raises.
    """
    if _keeps_the_sentence(before, after):
        return ""
    sides = _neighbours(before)
    places = [[_place(after, one) for one in side] for side in sides]
    known = [place for side in places for place in side]
    kept = sum(place is not None for place in known)
    share = kept / len(known) if known else 0
    if share < _MOST and same_title is False:
        return ANOTHER
    above, below = (_nearest(side) for side in places)
    if above and below and ((kept > 2 and share >= _MOST) or all(side[0] for side in places)):
        if below[0] < above[1]:
            return "" if share >= _MOST else ANOTHER
        return _why_not(before, _raw(after, above[1], below[0]), _MOST_NEW)
    at_an_end = not all(sides) and all(all(side[:_NEAREST]) for side in places) and (kept >= 2 or same_title)
    if not (above or below) or not (
        (at_an_end and share >= _MOST) or (kept >= _MANY and share >= _ALMOST_ALL)
    ):
        return _why_not(before, _raw(after, above[1] if above else 0, None), 0) or ANOTHER
    if above:
        return _why_not(before, _raw(after, 0, above[0]), _MOST_NEW) or _why_not(
            before, _raw(after, above[1], None), 0
        )
    return _why_not(before, _raw(after, 0, below[0] if below else None), _MOST_NEW)


def same_title(before: str | None, after: str | None) -> bool | None:
    """Whether two titles share half of the words of the shorter; None if one is missing."""
    words = [set(fold_phrase(title or "").split()) for title in (before, after)]
    if not all(words):
        return None
    return len(words[0] & words[1]) * 2 >= min(map(len, words))


def _keeps_the_sentence(before: QuotedText, after: IndexedText) -> bool:
    """Whether the rest of the quote's sentence stands on both sides of something else."""
    start, end = max(before.quote[0] - _REACH, 0), before.quote[1] + _REACH
    spans = split_sentences(before.text[start:end])
    own = [(one.start + start, one.end + start) for one in spans if one.end + start > before.quote[0]]
    own = [(first, last) for first, last in own if first < before.quote[1]]
    if not own:
        return False
    rest = [
        IndexedText(before.text[own[0][0] : before.quote[0]]),
        IndexedText(before.text[before.quote[1] : own[-1][1]]),
    ]
    above, below = (_place(after, one) if _is_telling(one) else None for one in rest)
    if not above or not below or below[0] < above[1]:
        return False
    return not _why_not(before, _raw(after, above[1], below[0]), 1)


def _neighbours(before: QuotedText) -> tuple[list[IndexedText], list[IndexedText]]:
    """The sentences before the quote, nearest first, and those after it."""
    text, quote = before.text, before.quote
    start, end = max(quote[0] - _REACH, 0), quote[1] + _REACH
    spans = list(split_sentences(text[start:end]))
    spans = spans[1 if start else 0 : -1 if end < len(text) else None]
    above = [one.text for one in reversed(spans) if start + one.end <= quote[0]]
    below = [one.text for one in spans if start + one.start >= quote[1]]
    return _telling(above), _telling(below)


def _telling(sentences: Sequence[str]) -> list[IndexedText]:
    indexed = [IndexedText(one) for one in sentences[: _NEIGHBOURS * 4]]
    return [one for one in indexed if _is_telling(one)][:_NEIGHBOURS]


def _is_telling(sentence: IndexedText) -> bool:
    wide = sum(letter > "\u2e80" for letter in sentence.letters)
    return len(sentence.letters) + wide >= _LETTERS and len(sentence) + wide >= _WORDS


def _place(after: IndexedText, sentence: IndexedText) -> Range | None:
    at = after.letters.find(sentence.letters)
    if at >= 0:
        return at, at + len(sentence.letters)
    runs = [
        sentence.letters[sentence.starts[first] : sentence.starts[first + _RUN]]
        for first in range(0, len(sentence) - _RUN + 1, max((len(sentence) - _RUN) // 8, 1))
    ]
    found = [at for run in runs if (at := after.letters.find(run)) >= 0]
    if len(runs) < 2 or len(found) < len(runs) * _OF_RUNS:
        return None
    return min(found), max(found) + len(runs[-1])


def _nearest(side: Sequence[Range | None]) -> Range | None:
    return next((place for place in side[:_NEAREST] if place), None)


def _why_not(before: QuotedText, between: str, strange: int) -> str:
    """What is wrong with words that stand there now: an obstacle among the new ones, or too many sentences.

    Up to `strange` new sentences may have nothing to do with the document.
    """
    page = IndexedText(before.page).letters
    new = [one for one in _sentences(between) if IndexedText(one).letters not in page]
    if contains_phrase("\n".join(new), OBSTACLES):
        return OBSTACLE
    known, telling = _long_words(before.text), _telling(new)
    odd = [one for one in telling if not _is_akin(_long_words(one.raw), known)]
    return ANOTHER if len(telling) > _MOST_NEW or len(odd) > strange else ""


def _long_words(text: str) -> set[str]:
    return {word for word in _WORD.findall(fold_phrase(text)) if len(word) >= _LONG}


def _is_akin(words: set[str], known: set[str]) -> bool:
    """Whether a sentence speaks of what a document speaks of: it shares two long words and a quarter of them."""
    shared = len(words & known)
    return shared >= 2 and shared * 4 >= len(words)


def _sentences(text: str) -> list[str]:
    return [one.text for one in split_sentences(text[: 4 * _REACH])]


def _raw(text: IndexedText, first: int, last: int | None) -> str:
    """The original text between two indices of `letters`."""
    end = len(text) if last is None else bisect_left(text.starts, last)
    return text.raw_words(min(bisect_left(text.starts, first), end), end)
