"""The wording most like a quote that a text does not contain: shown to people, never accepted as the quote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.model.vocabulary import MatchQuality
from factcheck.reading.quote.indexed_text import IndexedText
from factcheck.reading.quote.quote_boundaries import is_boundary
from factcheck.reading.quote.quote_pattern import WordRange
from factcheck.reading.quote.quote_place import QuotePlace, place_of
from factcheck.reading.quote.wording import Change, compare

NEAREST = 0.78
"""The least similarity (0 to 1: rapidfuzz Indel, 2 × letters in common / all letters) of the same passage."""

_FREQUENT = 60
"""A word that occurs more often than this says little about where a quote is."""
_MOST_TRIED = 4
_MOST_ADDED = 8


@dataclass(frozen=True, slots=True)
class NearestWording:
    """An altered wording: its place, how it differs from the quote, and whether any change is material.

    Ignore `place.match`: these are not the words of the quote.
    """

    place: QuotePlace
    changes: tuple[Change, ...]
    material: bool


def nearest_wording(text: IndexedText, quote: IndexedText) -> NearestWording | None:
    """The passage of whole words that is most like a quote; None if none is similar enough.

    Words that are rare in the text say where to look, so that the work grows only with the lengths of text and quote.
    """
    best = max(((_likeness(text, run, quote), run) for run in _candidates(text, quote)), default=None)
    if best is None or best[0] < NEAREST:
        return None
    first, last = _to_boundaries(text, best[1])
    changes = compare(quote, (0, len(quote)), text, (first, last))
    start, end = text.begins[first], text.ends[last - 1]
    place = place_of(text, start, end, text.raw[start:end], MatchQuality.TYPOGRAPHIC)
    return NearestWording(place, changes, any(change.material for change in changes))


def _likeness(text: IndexedText, run: WordRange, quote: IndexedText) -> float:
    from rapidfuzz.distance import Indel

    letters = text.letters[text.starts[run[0]] : text.starts[run[1]]]
    return Indel.normalized_similarity(letters.casefold(), quote.letters.casefold(), score_cutoff=NEAREST)


def _candidates(text: IndexedText, quote: IndexedText) -> Iterator[WordRange]:
    """The runs of words that share the most words with the quote, in the quote's order."""
    width = max(16, len(quote) // 4)
    for offset in _likely_offsets(text, quote, width):
        first = max(0, offset - width // 2)
        last = min(len(text), offset + len(quote) + width + width // 2)
        if run := _matching_run(text, (first, last), quote):
            yield run


def _likely_offsets(text: IndexedText, quote: IndexedText, width: int) -> list[int]:
    """The likeliest offsets of the quote in the text, in words, best first; each shared word votes for its own."""
    shared = [
        (number, places)
        for number, word in enumerate(quote.words(0, len(quote)))
        if (places := text.word_positions.get(word.casefold()))
    ]
    rare = [one for one in shared if len(one[1]) <= _FREQUENT]
    votes: Counter[int] = Counter()
    for number, places in rare or sorted(shared, key=lambda one: len(one[1]))[:3]:
        for place in places:
            moved = (place - number) // width * width
            votes[moved] += 1
            votes[moved - width // 2] += 1
    return [offset for offset, _ in votes.most_common(_MOST_TRIED)]


def _matching_run(text: IndexedText, window: WordRange, quote: IndexedText) -> WordRange | None:
    """The run within a window from the first to the last word that matches the quote.

    It is the run with the most letters in common with the quote, less half of the other letters within it; so a match
    far from the others is left out.
    """
    from rapidfuzz.distance import Indel

    words = [word.casefold() for word in text.words(*window)]
    blocks = Indel.opcodes([word.casefold() for word in quote.words(0, len(quote))], words)
    best, best_value, value, since = None, 0.0, 0.0, (0, 0)
    for tag, quoted, _, start, end in (
        (op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in blocks
    ):
        letters = sum(map(len, words[start:end]))
        if tag != "equal":
            value = max(0.0, value - letters / 2)
            continue
        if value <= 0:
            since = (start, quoted)
        value += letters
        if value > best_value:
            best, best_value = (since, (end, quoted + end - start)), value
    if best is None:
        return None
    (start, missing), (end, reached) = best
    first = _extend_backwards(text, window[0] + start, missing)
    return first, _extend_forwards(text, window[0] + end, len(quote) - reached)


def _extend_backwards(text: IndexedText, first: int, words: int) -> int:
    """Extend a run backwards by as many words as the quote has there, within the sentence."""
    for _ in range(min(words, _MOST_ADDED)):
        if first == 0 or text.word(first - 1) in (".", "!", "?"):
            break
        first -= 1
    return first


def _extend_forwards(text: IndexedText, last: int, words: int) -> int:
    """Extend a run forwards by as many words as the quote has there, within the sentence."""
    for _ in range(min(words, _MOST_ADDED)):
        if last == len(text):
            break
        last += 1
        if text.word(last - 1) in (".", "!", "?"):
            break
    return last


def _to_boundaries(text: IndexedText, run: WordRange) -> WordRange:
    """The run, extended to the ends of any figure, name or compound that it divides."""
    first, last = run
    for _ in range(_MOST_ADDED):
        first -= not is_boundary(text, first)
        last += not is_boundary(text, last)
    return first, last
