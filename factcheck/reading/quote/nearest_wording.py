"""The nearest true wording of a quote that does not stand as given: to be shown, never to be taken for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.model.vocabulary import MatchQuality
from factcheck.reading.quote.indexed_text import IndexedText
from factcheck.reading.quote.quote_boundaries import is_boundary
from factcheck.reading.quote.quote_pattern import Run
from factcheck.reading.quote.quote_place import QuotePlace, place_of
from factcheck.reading.quote.wording import Change, compare

NEAREST = 0.78
"""How alike letters must be (2 × those in common / all, rapidfuzz Indel) to be called the same passage."""

_COMMON = 60
"""Places of one word from which on it says little about where a quote is."""
_TRIED = 4
_EDGE = 8


@dataclass(frozen=True, slots=True)
class NearestWording:
    """An altered wording: where it stands, and what differs from the quote; `material` if any change is.

    The match of its place says nothing: the words are not those of the quote.
    """

    place: QuotePlace
    changes: tuple[Change, ...]
    material: bool


def nearest_wording(page: IndexedText, asked: IndexedText) -> NearestWording | None:
    """The passage most like a prepared quote, from word to word; None when none is near.

    Words that are seldom on the page say where to look, so that the work stays in proportion to page and quote.
    """
    best = max(((_likeness(page, run, asked), run) for run in _candidates(page, asked)), default=None)
    if best is None or best[0] < NEAREST:
        return None
    first, last = _to_edges(page, best[1])
    changes = compare(asked, (0, len(asked)), page, (first, last))
    start, end = page.begins[first], page.ends[last - 1]
    place = place_of(page, start, end, page.text[start:end], MatchQuality.TYPOGRAPHIC)
    return NearestWording(place, changes, any(change.material for change in changes))


def _likeness(page: IndexedText, run: Run, asked: IndexedText) -> float:
    from rapidfuzz.distance import Indel

    letters = page.letters[page.starts[run[0]] : page.starts[run[1]]]
    return Indel.normalized_similarity(letters.casefold(), asked.letters.casefold(), score_cutoff=NEAREST)


def _candidates(page: IndexedText, asked: IndexedText) -> Iterator[Run]:
    """The runs of the page that share most words with the quote in its order."""
    width = max(16, len(asked) // 4)
    for shift in _shifts(page, asked, width):
        first = max(0, shift - width // 2)
        last = min(len(page), shift + len(asked) + width + width // 2)
        if run := _core(page, (first, last), asked):
            yield run


def _shifts(page: IndexedText, asked: IndexedText, width: int) -> list[int]:
    """By how many words the quote would have to be moved, the best first, each word it shares voting for one."""
    shared = [
        (number, places)
        for number, word in enumerate(asked.words(0, len(asked)))
        if (places := page.where.get(word.casefold()))
    ]
    seldom = [one for one in shared if len(one[1]) <= _COMMON]
    votes: Counter[int] = Counter()
    for number, places in seldom or sorted(shared, key=lambda one: len(one[1]))[:3]:
        for place in places:
            moved = (place - number) // width * width
            votes[moved] += 1
            votes[moved - width // 2] += 1
    return [shift for shift, _ in votes.most_common(_TRIED)]


def _core(page: IndexedText, window: Run, asked: IndexedText) -> Run | None:
    """Within a window, the run from the first to the last word that belongs to the quote.

    A stray word far from the rest does not: the run is that with most letters in common, less half of those
    between.
    """
    from rapidfuzz.distance import Indel

    words = [word.casefold() for word in page.words(*window)]
    blocks = Indel.opcodes([word.casefold() for word in asked.words(0, len(asked))], words)
    best, best_worth, worth, since = None, 0.0, 0.0, (0, 0)
    for tag, quoted, _, start, end in (
        (op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in blocks
    ):
        letters = sum(map(len, words[start:end]))
        if tag != "equal":
            worth = max(0.0, worth - letters / 2)
            continue
        if worth <= 0:
            since = (start, quoted)
        worth += letters
        if worth > best_worth:
            best, best_worth = (since, (end, quoted + end - start)), worth
    if best is None:
        return None
    (start, missing), (end, reached) = best
    first = _back(page, window[0] + start, missing)
    return first, _on(page, window[0] + end, len(asked) - reached)


def _back(page: IndexedText, first: int, words: int) -> int:
    """As many words before as the quote has there, though other ones, within the sentence."""
    for _ in range(min(words, _EDGE)):
        if first == 0 or page.word(first - 1) in (".", "!", "?"):
            break
        first -= 1
    return first


def _on(page: IndexedText, last: int, words: int) -> int:
    """As many words after as the quote has there, though other ones, within the sentence."""
    for _ in range(min(words, _EDGE)):
        if last == len(page):
            break
        last += 1
        if page.word(last - 1) in (".", "!", "?"):
            break
    return last


def _to_edges(page: IndexedText, run: Run) -> Run:
    """The run with the rest of a figure, a name or a compound that it cut through."""
    first, last = run
    for _ in range(_EDGE):
        first -= not is_boundary(page, first)
        last += not is_boundary(page, last)
    return first, last
