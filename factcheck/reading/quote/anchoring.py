"""Anchors: finding words that somebody marked in a text after the text has been revised."""

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product, takewhile

from factcheck.model.claim import TextLocator
from factcheck.reading.quote.indexed_text import IndexedText
from factcheck.reading.quote.quote_place import context_of
from factcheck.reading.quote.quotes import find_quote

TextRange = tuple[int, int]
"""Start and end of a part of a text, in code points."""
Shifts = Mapping[str, Sequence[tuple[int, int]]]
"""For each earlier text (by digest), the earlier starts of unique words and by how much they moved, ascending."""

_MOST = 1_000
"""The most places of one wording that are considered."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that somebody marked, and their place in the text at that time; None if no place was given."""

    exact: str
    place: TextLocator | None = None


class SearchableText:
    """The text of an article in which anchors are looked for; `digest` is the text's SHA-256 in hexadecimal."""

    def __init__(self, text: str, digest: str) -> None:
        self.text = text
        self.digest = digest

    def locate(self, start: int, end: int) -> TextLocator:
        """The locator of `text[start:end]` (code points), with the words around it."""
        before, after = context_of(self.text, start, end)
        return TextLocator.of(
            {"start": start, "end": end, "prefix": before, "suffix": after, "text_digest": self.digest}
        )

    def places(self, exact: str) -> list[TextRange]:
        """Every range of the words in reading order: as written, or otherwise where only typography differs."""
        return list(self._as_written(exact)) or [
            (one.start, one.end) for one in find_quote(self._indexed, exact).places
        ]

    def nearest(self, exact: str) -> str:
        """The wording nearest to words that are no longer in the text; "" if none is similar enough."""
        nearest = find_quote(self._indexed, exact).nearest
        return nearest.place.exact if nearest else ""

    @cached_property
    def _indexed(self) -> IndexedText:
        return IndexedText(self.text)

    def _as_written(self, exact: str) -> Iterator[TextRange]:
        at = self.text.find(exact)
        for _ in range(_MOST):
            if at < 0:
                return
            if not (self._cuts_a_word(at) or self._cuts_a_word(at + len(exact))):
                yield at, at + len(exact)
            at = self.text.find(exact, at + 1)

    def _cuts_a_word(self, at: int) -> bool:
        return self.text[max(at - 1, 0) : at].isalnum() and self.text[at : at + 1].isalnum()


def find_anchors(text: SearchableText, anchors: Iterable[Anchor]) -> dict[Anchor, TextRange]:
    """The range of each anchor in the text now; anchors that cannot be found are left out. Never raises.

    Anchors with the same words in one earlier text are told apart by the words around them, then by how far the text
    near them moved. Each gets a range of its own, so if one of two places is gone, one anchor is left out.
    """
    found: dict[Anchor, TextRange] = {}
    unplaced: dict[str, list[Anchor]] = {}
    for one in dict.fromkeys(anchors):
        if one.place and one.place.text_digest == text.digest:
            found[one] = (one.place.start, one.place.end)
        else:
            unplaced.setdefault(one.exact, []).append(one)
    places = {exact: text.places(exact) for exact in unplaced}
    shifts = _shifts(unplaced, places)
    for exact, same in unplaced.items():
        for group in _by_text(same):
            found |= _assign_ranges(text, group, places[exact], shifts)
    return found


def _by_text(same: Sequence[Anchor]) -> Iterator[list[Anchor]]:
    """Anchors grouped by the text they were made in: only those of one text can be told apart."""
    groups: dict[str, list[Anchor]] = {}
    for one in same:
        groups.setdefault(one.place.text_digest if one.place else "", []).append(one)
    yield from groups.values()


def _shifts(unplaced: Mapping[str, Sequence[Anchor]], places: Mapping[str, Sequence[TextRange]]) -> Shifts:
    found: dict[str, list[tuple[int, int]]] = {}
    for exact, same in unplaced.items():
        for one in same if len(places[exact]) == 1 else ():
            if one.place:
                start = places[exact][0][0]
                found.setdefault(one.place.text_digest, []).append((one.place.start, start - one.place.start))
    return {digest: sorted(moved) for digest, moved in found.items()}


def _assign_ranges(
    text: SearchableText, same: Sequence[Anchor], places: Sequence[TextRange], shifts: Shifts
) -> dict[Anchor, TextRange]:
    """The best range for each anchor, none assigned twice."""
    found: dict[Anchor, TextRange] = {}
    taken: set[TextRange] = set()
    costs = sorted(
        (_cost(text, one, span, shifts), number, span)
        for (number, one), span in product(enumerate(same), places)
    )
    for _, number, span in costs:
        if same[number] not in found and span not in taken:
            found[same[number]] = span
            taken.add(span)
    return found


def _cost(text: SearchableText, one: Anchor, span: TextRange, shifts: Shifts) -> tuple[int, int]:
    """The cost of a range: minus the number of matching words around it, then its distance from the expected place."""
    place = one.place
    if place is None:
        return 0, span[0]
    before, after = context_of(text.text, *span)
    matching = _matching_words(before.split()[::-1], (place.prefix or "").split()[::-1])
    matching += _matching_words(after.split(), (place.suffix or "").split())
    return -matching, abs(span[0] - place.start - _shift_at(shifts.get(place.text_digest, ()), place.start))


def _matching_words(found: Sequence[str], kept: Sequence[str]) -> int:
    """How many words match from the first on; the same end of the text counts as one."""
    ended = (*found, ""), (*kept, "")
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*ended, strict=False)))


def _shift_at(moved: Sequence[tuple[int, int]], start: int) -> int:
    """How far the nearest unique words moved."""
    at = bisect(moved, (start, 0))
    near = moved[max(at - 1, 0) : at + 1]
    return min(near, key=lambda one: abs(one[0] - start))[1] if near else 0
