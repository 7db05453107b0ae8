"""Quotes with something left out: their pieces, each to stand in order and not far from the one before."""

import re
from collections.abc import Iterator

from factcheck.reading.quote.folding import is_word
from factcheck.reading.quote.indexed_text import IndexedText
from factcheck.reading.quote.material_words import denies
from factcheck.reading.quote.quote_pattern import Run

FARTHEST = 2_000
"""Characters that may be left out between two pieces."""

MOST_PIECES = 20

Piece = IndexedText
"""One piece of a quote, prepared as a page is."""

_DOTS = r"(?:…|⋯|\.(?:[ \u00a0]?\.){2,3})"
_LEFT_OUT = re.compile(rf"\s*(?:\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS})\s*")
_NEAR = 3
_STOPS = frozenset(".!?…")


def pieces_of(quote: str) -> tuple[Piece, ...]:
    """The pieces of an elided quote; none when nothing is left out of it, or a piece says too little to be found."""
    texts = [text for text in _LEFT_OUT.split(quote) if text.strip(" .,;:\"'“”‘’«»")]
    if not _LEFT_OUT.search(quote) or len(texts) > MOST_PIECES:
        return ()
    pieces = tuple(map(IndexedText, texts))
    return pieces if all(map(_says_enough, pieces)) else ()


def _says_enough(piece: Piece) -> bool:
    """At least two words or ten characters."""
    words = [word for word in piece.words(0, len(piece)) if is_word(word)]
    return len(words) > 1 or (bool(words) and len(piece.text) >= 10)


def chains(page: IndexedText, places: list[list[Run]]) -> Iterator[list[Run]]:
    """Every way to go from a place of the first piece through the next ones in order, none over another.

    The work is in proportion to the number of places: for each, only the nearest one before it counts.
    """
    first, *others = places or [[]]
    reached: list[list[tuple[Run, int]]] = [[(run, -1) for run in first]]
    for later in others:
        reached.append(list(_steps(page, [run for run, _ in reached[-1]], later)))
    end = -1
    for number in range(len(reached[-1])):
        chain = _back(reached, number)
        if chain[0][0] >= end:
            yield chain
            end = chain[-1][1]


def _steps(page: IndexedText, before: list[Run], later: list[Run]) -> Iterator[tuple[Run, int]]:
    """The later places that follow one before within reach, each with the number of the nearest."""
    number = -1
    for run in later:
        while number + 1 < len(before) and before[number + 1][1] <= run[0]:
            number += 1
        if number >= 0 and _may_be_left_out(page, before[number][1], run[0]):
            yield run, number


def _back(reached: list[list[tuple[Run, int]]], number: int) -> list[Run]:
    """The places that lead to one of the last."""
    chain: list[Run] = []
    for step in reversed(reached):
        run, number = step[number]
        chain.append(run)
    return chain[::-1]


def _may_be_left_out(page: IndexedText, first: int, last: int) -> bool:
    """Whether what stands between is near enough, and does not say no to what comes before or after it."""
    if first < last and page.begins[last] - page.ends[first - 1] > FARTHEST:
        return False
    words = page.words(first, last)
    near = (*_in_sentence(words[:_NEAR]), *_in_sentence(words[: -_NEAR - 1 : -1]))
    return not any(map(denies, near))


def _in_sentence(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words up to a full stop."""
    end = next((number for number, word in enumerate(words) if word in _STOPS), len(words))
    return words[:end]
