"""Elided quotes: their pieces, which must follow each other in order and at a limited distance."""

import re
from collections.abc import Iterator

from factcheck.reading.denials import denies
from factcheck.reading.quote.folding import is_word
from factcheck.reading.quote.indexed_text import IndexedText
from factcheck.reading.quote.quote_pattern import WordRange

FARTHEST = 2_000
"""The most characters that may be left out between two pieces."""

MOST_PIECES = 20

Piece = IndexedText
"""One piece of an elided quote."""

_DOTS = r"(?:…|⋯|\.(?:[ \u00a0]?\.){2,3})"
_LEFT_OUT = re.compile(rf"\s*(?:\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS})\s*")
_ADJACENT = 3
_SENTENCE_ENDS = frozenset(".!?…")


def pieces_of(quote: str) -> tuple[Piece, ...]:
    """The pieces of an elided quote.

    None if nothing is left out, if there are more than 20 pieces, or if a piece is too short to be found.
    """
    texts = [text for text in _LEFT_OUT.split(quote) if text.strip(" .,;:\"'“”‘’«»")]
    if not _LEFT_OUT.search(quote) or len(texts) > MOST_PIECES:
        return ()
    pieces = tuple(map(IndexedText, texts))
    return pieces if all(map(_is_findable, pieces)) else ()


def _is_findable(piece: Piece) -> bool:
    """At least two words or ten characters."""
    words = [word for word in piece.words(0, len(piece)) if is_word(word)]
    return len(words) > 1 or (bool(words) and len(piece.raw) >= 10)


def chains(text: IndexedText, places: list[list[WordRange]]) -> Iterator[list[WordRange]]:
    """Sequences of one place for each piece, in order and within reach of each other; no two sequences overlap.

    `places` lists the runs of each piece in reading order. The work is proportional to the number of places: each one
    is joined only to the nearest place of the piece before.
    """
    first, *others = places or [[]]
    reached: list[list[tuple[WordRange, int]]] = [[(run, -1) for run in first]]
    for later in others:
        reached.append(list(_steps(text, [run for run, _ in reached[-1]], later)))
    end = -1
    for number in range(len(reached[-1])):
        chain = _sequence_to(reached, number)
        if chain[0][0] >= end:
            yield chain
            end = chain[-1][1]


def _steps(
    text: IndexedText, before: list[WordRange], later: list[WordRange]
) -> Iterator[tuple[WordRange, int]]:
    """The places of a piece within reach of a place of the piece before, each with the index of the nearest one."""
    number = -1
    for run in later:
        while number + 1 < len(before) and before[number + 1][1] <= run[0]:
            number += 1
        if number >= 0 and _may_be_left_out(text, before[number][1], run[0]):
            yield run, number


def _sequence_to(reached: list[list[tuple[WordRange, int]]], number: int) -> list[WordRange]:
    """The sequence that ends in one of the last places."""
    chain: list[WordRange] = []
    for step in reversed(reached):
        run, number = step[number]
        chain.append(run)
    return chain[::-1]


def _may_be_left_out(text: IndexedText, first: int, last: int) -> bool:
    """Whether the words between may be left out: they are not too many, and negate nothing next to them."""
    if first < last and text.begins[last] - text.ends[first - 1] > FARTHEST:
        return False
    words = text.words(first, last)
    near = (*_in_sentence(words[:_ADJACENT]), *_in_sentence(words[: -_ADJACENT - 1 : -1]))
    return not any(map(denies, near))


def _in_sentence(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words up to the end of the sentence."""
    end = next((number for number, word in enumerate(words) if word in _SENTENCE_ENDS), len(words))
    return words[:end]
