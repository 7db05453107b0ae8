"""Where words that somebody pointed at stand in a text that may have been revised since."""

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
"""From and up to where something stands, in code points."""
Moves = Mapping[str, Sequence[tuple[int, int]]]
"""For each earlier text, where words stood that stand in one place now, and how far they moved."""

_MOST = 1_000
"""Places of one wording that are looked at."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words, and where they stood when somebody pointed at them; `place` is None where nobody said."""

    exact: str
    place: TextLocator | None = None


class SearchableText:
    """The text of an article, in which words are looked for; what only some need is made when first needed."""

    def __init__(self, text: str, digest: str) -> None:
        self.text = text
        self.digest = digest

    def place(self, start: int, end: int) -> TextLocator:
        """The place of a stretch, with the words around it."""
        before, after = context_of(self.text, start, end)
        return TextLocator.of(
            {"start": start, "end": end, "prefix": before, "suffix": after, "text_digest": self.digest}
        )

    def places(self, exact: str) -> list[TextRange]:
        """Every place of the words in reading order: as they are written, else where only typography differs."""
        return list(self._as_written(exact)) or [
            (one.start, one.end) for one in find_quote(self._page, exact).places
        ]

    def nearest(self, exact: str) -> str:
        """The wording nearest to words that no longer stand; empty where none is near."""
        near = find_quote(self._page, exact).near
        return near.place.exact if near else ""

    @cached_property
    def _page(self) -> IndexedText:
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


def find_anchors(text: SearchableText, pointed: Iterable[Anchor]) -> dict[Anchor, TextRange]:
    """Where each of the words stands now; what stands nowhere is left out.

    Words that were pointed at in several places of one text are told apart by the words around them, then by how
    what stands near them moved; each keeps a place of its own, so where one of two is gone one is left out.
    """
    found: dict[Anchor, TextRange] = {}
    waiting: dict[str, list[Anchor]] = {}
    for one in dict.fromkeys(pointed):
        if one.place and one.place.text_digest == text.digest:
            found[one] = (one.place.start, one.place.end)
        else:
            waiting.setdefault(one.exact, []).append(one)
    places = {exact: text.places(exact) for exact in waiting}
    moves = _moves(waiting, places)
    for exact, same in waiting.items():
        for group in _of_one_text(same):
            found |= _told_apart(text, group, places[exact], moves)
    return found


def _of_one_text(same: Sequence[Anchor]) -> Iterator[list[Anchor]]:
    """Only what was pointed at in the same text can be told apart; what has no place stands for itself."""
    groups: dict[str, list[Anchor]] = {}
    for one in same:
        groups.setdefault(one.place.text_digest if one.place else "", []).append(one)
    yield from groups.values()


def _moves(waiting: Mapping[str, Sequence[Anchor]], places: Mapping[str, Sequence[TextRange]]) -> Moves:
    found: dict[str, list[tuple[int, int]]] = {}
    for exact, same in waiting.items():
        for one in same if len(places[exact]) == 1 else ():
            if one.place:
                start = places[exact][0][0]
                found.setdefault(one.place.text_digest, []).append((one.place.start, start - one.place.start))
    return {digest: sorted(moved) for digest, moved in found.items()}


def _told_apart(
    text: SearchableText, same: Sequence[Anchor], places: Sequence[TextRange], moves: Moves
) -> dict[Anchor, TextRange]:
    """The best place for each, none given twice."""
    found: dict[Anchor, TextRange] = {}
    taken: set[TextRange] = set()
    weighed = sorted(
        (_strangeness(text, one, stretch, moves), number, stretch)
        for (number, one), stretch in product(enumerate(same), places)
    )
    for _, number, stretch in weighed:
        if same[number] not in found and stretch not in taken:
            found[same[number]] = stretch
            taken.add(stretch)
    return found


def _strangeness(text: SearchableText, one: Anchor, stretch: TextRange, moves: Moves) -> tuple[int, int]:
    """How few of the words around are those of before (below zero), and how far it is from where it should be."""
    place = one.place
    if place is None:
        return 0, stretch[0]
    before, after = context_of(text.text, *stretch)
    alike = _alike(before.split()[::-1], (place.prefix or "").split()[::-1])
    alike += _alike(after.split(), (place.suffix or "").split())
    return -alike, abs(stretch[0] - place.start - _moved(moves.get(place.text_digest, ()), place.start))


def _alike(found: Sequence[str], told: Sequence[str]) -> int:
    """How many words from the first on are the same; an end of the text in the same place counts as one."""
    ended = (*found, ""), (*told, "")
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*ended, strict=False)))


def _moved(moved: Sequence[tuple[int, int]], start: int) -> int:
    """How far what stood nearest moved."""
    at = bisect(moved, (start, 0))
    near = moved[max(at - 1, 0) : at + 1]
    return min(near, key=lambda one: abs(one[0] - start))[1] if near else 0
