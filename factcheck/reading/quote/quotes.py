"""Finding a quote in a text: every place it occurs, or otherwise the nearest wording."""

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
from factcheck.reading.quote.quote_pattern import QuotePattern, WordRange
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
"""Shorter quotes must match as written, except for white space, invisible characters and the script of digits."""

_DASHES = (Joint.DASH, Joint.HYPHEN)
_MARKS = frozenset("'")
_SPACED = frozenset("«»‹›")
_CLOSING = frozenset("',.;:…")


@dataclass(frozen=True, slots=True)
class QuoteMatches:
    """All places of a quote in reading order; if there are none, the nearest wording, or None if it is absent."""

    places: tuple[QuotePlace, ...]
    nearest: NearestWording | None


def find_quote(
    text: IndexedText, quote: str, prefix: str | None = None, suffix: str | None = None
) -> QuoteMatches:
    """Every place of a quote in a text; nothing but typography may differ there.

    `prefix` and `suffix` (W3C TextQuoteSelector) narrow the places to those in this context, if there are any. The
    nearest wording is never the quote itself; its changes say how it differs. Never raises.
    """
    wanted = IndexedText(nfc(quote).strip())
    short = is_short(wanted)
    places = tuple(_plain_places(text, wanted, short)) or (
        () if short else tuple(_elided_places(text, wanted))
    )
    if not places:
        return QuoteMatches((), None if short else _nearest(text, wanted))
    in_context = tuple(place for place in places if context_agrees(text, place, prefix, suffix))
    return QuoteMatches(in_context or places, None)


def is_short(quote: IndexedText) -> bool:
    """Whether a quote has fewer than 25 characters (code points) or four words."""
    joined = (Joint.HYPHEN, Joint.BROKEN, Joint.SOFT, Joint.RUN_ON)
    words = sum(
        is_word(word) and joint not in joined
        for word, joint in zip(quote.words(0, len(quote)), quote.joints, strict=True)
    )
    return len(quote.raw) < SHORT_LETTERS or words < SHORT_WORDS


# Quotes without elision


def _plain_places(text: IndexedText, quote: IndexedText, short: bool) -> Iterator[QuotePlace]:
    whole = (0, len(quote))
    if not short:
        runs, kept = _matching_runs(text, quote)
        yield from (_place(text, quote, run, kept) for run in runs)
        return
    same = fold_lightly(quote.raw)
    for run in _runs(text, quote, whole):
        place = _place(text, quote, run, whole)
        if fold_lightly(place.exact) == same:
            yield place


def _matching_runs(text: IndexedText, quote: IndexedText) -> tuple[list[WordRange], WordRange]:
    """The runs that match, and the words of the quote that they match: all, or all but the marks at its ends."""
    for kept in _trimmed(quote):
        if runs := [run for run in _runs(text, quote, kept) if _ends_match(text, run, quote, kept)]:
            return runs, kept
    return [], (0, 0)


def _runs(text: IndexedText, quote: IndexedText, kept: WordRange) -> list[WordRange]:
    """The runs that match these words of the quote, in reading order."""
    found: list[WordRange] = []
    for variant in QuotePattern.of(quote, kept).variants() if kept[0] < kept[1] else ():
        found.extend(variant.runs(text))
    return sorted(found)


def _trimmed(quote: IndexedText) -> Iterator[WordRange]:
    """The quote as given, then without the quotation marks around it, then without the stops at its ends."""
    kept = (0, len(quote))
    yield kept
    for marks in (_MARKS, _CLOSING):
        less = _without(quote, kept, marks)
        if less != kept and less[0] < less[1]:
            yield less
        kept = less


def _without(quote: IndexedText, kept: WordRange, marks: frozenset[str]) -> WordRange:
    first, last = kept
    while first < last and quote.word(first) in marks:
        first += 1
    while first < last and quote.word(last - 1) in marks:
        last -= 1
    return first, last


def _ends_match(text: IndexedText, run: WordRange, quote: IndexedText, kept: WordRange) -> bool:
    """Whether quotation marks at the ends belong to the run, and the text does not ask what the quote states."""
    first, last = run
    if text.word(first) in _MARKS and _is_detached(text, first, first + 1):
        return False
    if text.word(last - 1) in _MARKS and _is_detached(text, last - 1, last - 1):
        return False
    if kept[0] == 0 and _may_begin_with_minus(quote) and text.joints[first] not in _DASHES:
        return False
    states = "." in quote.words(kept[1], len(quote))
    return not (states and "?" in text.words(last, min(last + 2, len(text))))


def _may_begin_with_minus(quote: IndexedText) -> bool:
    """Whether the quote begins with a dash before a figure, which may be a minus sign."""
    return quote.joints[0] in _DASHES and is_figure(quote.word(0))


def _is_detached(text: IndexedText, mark: int, number: int) -> bool:
    """Whether a space separates a quotation mark from the words it would enclose; French marks always have one."""
    return (
        0 < number < len(text)
        and text.joints[number] != Joint.GLUED
        and text.raw[text.begins[mark]] not in _SPACED
    )


def _place(text: IndexedText, quote: IndexedText, run: WordRange, kept: WordRange) -> QuotePlace:
    """The place of a run; with the marks at the ends of the quote if the text has them too."""
    start, end = text.begins[run[0]], text.ends[run[1] - 1]
    if kept == (0, len(quote)):
        first, last = start - quote.begins[0], end + len(quote.raw) - quote.ends[-1]
        if first >= 0 and nfc(text.raw[first:last]) == quote.raw:
            return place_of(text, first, last, text.raw[first:last], MatchQuality.EXACT)
    return place_of(text, start, end, text.raw[start:end], MatchQuality.TYPOGRAPHIC)


# Elided quotes


def _elided_places(text: IndexedText, quote: IndexedText) -> Iterator[QuotePlace]:
    pieces = pieces_of(quote.raw)
    for chain in chains(text, _piece_runs(text, pieces)):
        exact = LEFT_OUT.join(text.raw_words(*run) for run in chain)
        yield place_of(
            text, text.begins[chain[0][0]], text.ends[chain[-1][1] - 1], exact, MatchQuality.TYPOGRAPHIC
        )


def _piece_runs(text: IndexedText, pieces: tuple[Piece, ...]) -> list[list[WordRange]]:
    """The runs that match each piece; [] if a piece has none. Equal pieces are looked for once."""
    known: dict[str, list[WordRange]] = {}
    for piece in pieces:
        if piece.raw not in known:
            known[piece.raw] = _matching_runs(text, piece)[0]
        if not known[piece.raw]:
            return []
    return [known[piece.raw] for piece in pieces]


def _nearest(text: IndexedText, quote: IndexedText) -> NearestWording | None:
    """The wording nearest to the quote; if it is elided, to the first piece not found, or else to all pieces."""
    pieces = pieces_of(quote.raw)
    missing = [piece for piece in pieces if not is_short(piece) and not _matching_runs(text, piece)[0]]
    for piece in missing or [IndexedText(" ".join(piece.raw for piece in pieces)) if pieces else quote]:
        if found := nearest_wording(text, piece):
            return found
    return None
