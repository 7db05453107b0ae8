"""Finding a quote in a captured text: every place where it stands, else the nearest true wording."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.model.vocabulary import MatchQuality
from factcheck.reading.quote.elided_quotes import Piece, chains, pieces_of
from factcheck.reading.quote.folding import fold_lightly, is_word
from factcheck.reading.quote.indexed_text import IndexedText
from factcheck.reading.quote.nearest_wording import NearestWording, nearest_wording
from factcheck.reading.quote.quote_boundaries import is_figure
from factcheck.reading.quote.quote_check import LEFT_OUT
from factcheck.reading.quote.quote_pattern import QuotePattern, Run
from factcheck.reading.quote.quote_place import QuotePlace, context_agrees, nfc, place_of
from factcheck.reading.quote.word_joints import Joint
from factcheck.reading.quote.wording import Change, changes_in_words

__all__ = [
    "Change",
    "IndexedText",
    "NearestWording",
    "QuoteMatches",
    "QuotePlace",
    "changes_in_words",
    "find_quote",
]

SHORT_LETTERS, SHORT_WORDS = 25, 4
"""Quotes under this are found only as they are written, but for white space, invisible signs and kinds of digits."""

_DASHES = (Joint.DASH, Joint.HYPHEN)
_MARKS = frozenset("'")
_SPACED = frozenset("«»‹›")
_CLOSING = frozenset("',.;:…")


@dataclass(frozen=True, slots=True)
class QuoteMatches:
    """All places of a quote in reading order; where there are none, the altered wording, or None: it is absent."""

    places: tuple[QuotePlace, ...]
    near: NearestWording | None


def find_quote(
    page: IndexedText, quote: str, prefix: str | None = None, suffix: str | None = None
) -> QuoteMatches:
    """Where a quote stands in a page, never where anything but typography differs.

    With `prefix` or `suffix` (W3C TextQuoteSelector) only the places with these words around them, where there are
    such; else all. The near wording is never the quote; its changes say what differs.
    """
    asked = IndexedText(nfc(quote).strip())
    short = is_short(asked)
    places = tuple(_plain_places(page, asked, short)) or (() if short else tuple(_elided_places(page, asked)))
    if not places:
        return QuoteMatches((), None if short else _near(page, asked))
    asked_for = tuple(place for place in places if context_agrees(page, place, prefix, suffix))
    return QuoteMatches(asked_for or places, None)


def is_short(asked: IndexedText) -> bool:
    """Whether a prepared quote is under 25 characters or four words."""
    joined = (Joint.HYPHEN, Joint.BROKEN, Joint.SOFT, Joint.RUN_ON)
    words = sum(
        is_word(word) and seam not in joined
        for word, seam in zip(asked.words(0, len(asked)), asked.seams, strict=True)
    )
    return len(asked.text) < SHORT_LETTERS or words < SHORT_WORDS


# A quote in one run


def _plain_places(page: IndexedText, asked: IndexedText, short: bool) -> Iterator[QuotePlace]:
    whole = (0, len(asked))
    if not short:
        runs, kept = _standing(page, asked)
        yield from (_place(page, asked, run, kept) for run in runs)
        return
    same = fold_lightly(asked.text)
    for run in _runs(page, asked, whole):
        place = _place(page, asked, run, whole)
        if fold_lightly(place.exact) == same:
            yield place


def _standing(page: IndexedText, asked: IndexedText) -> tuple[list[Run], Run]:
    """Where the quote stands, and which of its words were looked for: all if they stand, else without the ends."""
    for kept in _trimmed(asked):
        if runs := [run for run in _runs(page, asked, kept) if _ends_alike(page, run, asked, kept)]:
            return runs, kept
    return [], (0, 0)


def _runs(page: IndexedText, asked: IndexedText, kept: Run) -> list[Run]:
    """Where these words of the quote stand, in reading order."""
    found: list[Run] = []
    for variant in QuotePattern.of(asked, kept).variants() if kept[0] < kept[1] else ():
        found.extend(variant.runs(page))
    return sorted(found)


def _trimmed(asked: IndexedText) -> Iterator[Run]:
    """The quote as given, without the quotation marks around it, without the stops at its ends."""
    kept = (0, len(asked))
    yield kept
    for marks in (_MARKS, _CLOSING):
        less = _without(asked, kept, marks)
        if less != kept and less[0] < less[1]:
            yield less
        kept = less


def _without(asked: IndexedText, kept: Run, marks: frozenset[str]) -> Run:
    first, last = kept
    while first < last and asked.word(first) in marks:
        first += 1
    while first < last and asked.word(last - 1) in marks:
        last -= 1
    return first, last


def _ends_alike(page: IndexedText, run: Run, asked: IndexedText, kept: Run) -> bool:
    """Whether quotation marks at the ends belong to these words on the page, and it asks nothing the quote tells."""
    first, last = run
    if page.word(first) in _MARKS and _is_apart(page, first, first + 1):
        return False
    if page.word(last - 1) in _MARKS and _is_apart(page, last - 1, last - 1):
        return False
    if kept[0] == 0 and _takes_a_minus(asked) and page.seams[first] not in _DASHES:
        return False
    tells = "." in asked.words(kept[1], len(asked))
    return not (tells and "?" in page.words(last, min(last + 2, len(page))))


def _takes_a_minus(asked: IndexedText) -> bool:
    """Whether the quote begins with a dash before a figure, which may be its sign."""
    return asked.seams[0] in _DASHES and is_figure(asked.word(0))


def _is_apart(page: IndexedText, mark: int, joint: int) -> bool:
    """Whether a quotation mark is parted by a space from the words it would enclose; French ones are."""
    return (
        0 < joint < len(page)
        and page.seams[joint] != Joint.GLUED
        and page.text[page.begins[mark]] not in _SPACED
    )


def _place(page: IndexedText, asked: IndexedText, run: Run, kept: Run) -> QuotePlace:
    """The place of a run; with the signs around the words where they too stand as given."""
    start, end = page.begins[run[0]], page.ends[run[1] - 1]
    if kept == (0, len(asked)):
        first, last = start - asked.begins[0], end + len(asked.text) - asked.ends[-1]
        if first >= 0 and nfc(page.text[first:last]) == asked.text:
            return place_of(page, first, last, page.text[first:last], MatchQuality.EXACT)
    return place_of(page, start, end, page.text[start:end], MatchQuality.TYPOGRAPHIC)


# An elided quote


def _elided_places(page: IndexedText, asked: IndexedText) -> Iterator[QuotePlace]:
    pieces = pieces_of(asked.text)
    for chain in chains(page, _piece_runs(page, pieces)):
        stands = LEFT_OUT.join(page.as_it_stands(*run) for run in chain)
        yield place_of(
            page, page.begins[chain[0][0]], page.ends[chain[-1][1] - 1], stands, MatchQuality.TYPOGRAPHIC
        )


def _piece_runs(page: IndexedText, pieces: tuple[Piece, ...]) -> list[list[Run]]:
    """Where each piece stands, looked for once where two are the same; nothing at all when one stands nowhere."""
    known: dict[str, list[Run]] = {}
    for piece in pieces:
        if piece.text not in known:
            known[piece.text] = _standing(page, piece)[0]
        if not known[piece.text]:
            return []
    return [known[piece.text] for piece in pieces]


def _near(page: IndexedText, asked: IndexedText) -> NearestWording | None:
    """The wording nearest to the quote; of an elided one to the first piece that does not stand, else to all."""
    pieces = pieces_of(asked.text)
    missing = [piece for piece in pieces if not is_short(piece) and not _standing(page, piece)[0]]
    for piece in missing or [IndexedText(" ".join(piece.text for piece in pieces)) if pieces else asked]:
        if near := nearest_wording(page, piece):
            return near
    return None
