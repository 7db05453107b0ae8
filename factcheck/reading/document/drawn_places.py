"""Where on a drawn page the words of its text stand, and on which part of the page a quote does."""

import math
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise, takewhile

from factcheck.model.evidence import Region
from factcheck.reading.document.drawn_layout import InlineTextBox, Rectangle
from factcheck.reading.document.drawn_page import FIRST_MARK, Piece
from factcheck.reading.document.values import TextPlace

_MARK = re.compile("[\U000f0000-\U0010ffff]")
_WORD = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
    "|[^\\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff]+"
)
"""A word; in writing that puts no spaces between words, a character."""
_FEW = 3
"""Characters of which more stand in a box that is higher than wide only if they are turned or below each other."""
_RUN, _SKIPPED = 256, 64
_KEYS = ((8, 20_000), (3, 200), (1, 20))
"""How many characters have to agree after a gap, and how long that may be."""
_DOUBT = 2
"""How many characters more to skip is as good as to have one more agree."""
_APART = 2.5
"""Words of one line that are further apart than so many of its heights are marked one by one."""
_OF_WIDTH = (
    (0.22, " .,;:'’‘|!·\u00a0اأآإ،"),
    (0.28, "ijl/-بتثپنيیئل"),
    (0.31, "tfI()[]{}\\"),
    (0.37, 'r"“”Jر'),
    (0.42, "scz*دو"),
    (0.8, "mwMW—@%&سشصضطظ"),
)
"""How wide characters are that are much narrower or wider than most, in parts of an em."""
_WIDE_AT_END = frozenset("بتثپفسشصضلنيىیقکك")
"""Arabic letters that are written broadly where no letter follows."""


def regions(places: Sequence[TextPlace], start: int, end: int) -> tuple[Region, ...]:
    """The parts of the page on which the characters from `start` to before `end` stand, line by line.

    Empty where none of the words stands in sight.
    """
    first = bisect_right(places, start, key=lambda place: place.end)
    words = takewhile(lambda place: place.start < end, places[first:])
    lines = (_pixels(line) for _, line in _lines((place.start, _rectangle(place)) for place in words))
    return tuple(Region(x=x, y=y, width=width, height=height) for x, y, width, height in lines)


def _lines(parts: Iterable[tuple[int, Rectangle]]) -> list[tuple[int, Rectangle]]:
    """Boxes of text put together line by line, each line with the first character in it."""
    lines: list[tuple[int, Rectangle]] = []
    for at, part in parts:
        if lines and _is_one_line(lines[-1][1], part):
            lines[-1] = lines[-1][0], _around(lines[-1][1], part)
        else:
            lines.append((at, part))
    return lines


def _rectangle(place: TextPlace) -> Rectangle:
    return Rectangle(place.x, place.y, place.x + place.width, place.y + place.height)


def _pixels(at: Rectangle) -> tuple[int, int, int, int]:
    """The whole pixels that a part takes up: from the left, from the top, width, height."""
    left, top = max(0, math.floor(at.left)), max(0, math.floor(at.top))
    return left, top, max(1, math.ceil(at.right) - left), max(1, math.ceil(at.bottom) - top)


def _around(one: Rectangle, other: Rectangle) -> Rectangle:
    return Rectangle(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )


def _is_one_line(line: Rectangle, at: Rectangle) -> bool:
    """Whether a box goes on a line: beside it, or, where lines run down, below it."""
    if line.is_beside(at):
        return max(at.left - line.right, line.left - at.right) < _APART * min(line.height, at.height)
    across = min(line.right, at.right) - max(line.left, at.left)
    runs_down = line.height > line.width and at.height > at.width
    return runs_down and across > min(line.width, at.width) / 2 and abs(at.top - line.bottom) < at.width


# From the boxes of texts to the places of words


def place_words(marked: str, pieces: Sequence[Piece]) -> tuple[str, tuple[TextPlace, ...]]:
    """The text without the marks that were set in its markup, and the places of its words, in order."""
    text, anchors = _without_marks(marked, len(pieces))
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece.text))
    source = "".join(piece.text for piece in pieces)
    origins = [-1] * len(text)
    for (at, first), (end, last) in zip(anchors, [*anchors[1:], (len(text), len(pieces))], strict=True):
        _trace(source, (starts[first], starts[last]), text, (at, end), origins)
    boxes = [
        _PlacedBox(start + box.start, start + box.end, box, piece.text[box.start : box.end])
        for start, piece in zip(starts, pieces, strict=False)
        for box in sorted(piece.boxes, key=lambda box: box.start)
    ]
    words = _Words(boxes, origins)
    return text, tuple(place for found in _WORD.finditer(text) for place in words.places(*found.span()))


def without_marks(text: str) -> str:
    """A text without the marks that were set in its markup."""
    return _MARK.sub("", text)


def _without_marks(marked: str, most: int) -> tuple[str, list[tuple[int, int]]]:
    """The text, and where in it which pieces begin: those that had a mark, in order."""
    anchors, parts, at, length = [(0, 0)], list[str](), 0, 0
    for found in _MARK.finditer(marked):
        parts.append(marked[at : found.start()])
        length += len(parts[-1])
        at, number = found.end(), ord(found[0]) - FIRST_MARK
        if anchors[-1][1] < number < most:
            anchors.append((length, number))
    return "".join((*parts, marked[at:])), anchors


def _trace(
    source: str, within: tuple[int, int], text: str, span: tuple[int, int], origins: list[int]
) -> None:
    """Find out from which characters of the source those of a part of the text come."""
    folded_source, places = _folded(source, *within)
    folded_text, found = _folded(text, *span)
    for at, to, length in _common_runs(folded_source, folded_text):
        for step in range(length):
            origins[found[to + step]] = places[at + step]


def _folded(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """The characters without spaces, icons and marks above or below them, raised ones on the line; their places."""
    part = text[start:end]
    folded = part if part.isascii() else "".join(map(_on_line, part))
    places = [start + at for at, one in enumerate(folded) if not one.isspace()]
    return "".join(folded.split()), places


@lru_cache(maxsize=4_096)
def _on_line(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character)[0]
    return " " if unicodedata.category(plain) in ("Mn", "Co") or plain.isspace() else plain


def _common_runs(source: str, text: str) -> Iterator[tuple[int, int, int]]:
    """The runs that two strings share, in order: where they begin in each, and their length."""
    at = to = 0
    while at < len(source) and to < len(text):
        length = _common(source, at, text, to)
        if length:
            yield at, to, length
            at, to = at + length, to + length
        elif (skipped := _skipped(source, at, text, to)) is not None:
            at, to = at + skipped[0], to + skipped[1]
        else:
            to += _SKIPPED


def _common(source: str, at: int, text: str, to: int) -> int:
    length = 0
    while (run := source[at + length : at + length + _RUN]) and run == text[to + length : to + length + _RUN]:
        length += len(run)
    while source[at + length : at + length + 1] == text[to + length : to + length + 1] != "":
        length += 1
    return length


def _skipped(source: str, at: int, text: str, to: int) -> tuple[int, int] | None:
    """How much to skip in both so that they go on alike, as little as can be; None if that is not found nearby."""
    found: list[tuple[int, int, int]] = []
    for length, far in _KEYS:
        least = min(found, default=(far, 0, 0))[0]
        for skipped in range(min(_SKIPPED, len(text) - to - length + 1, least)):
            key = text[to + skipped : to + skipped + length]
            place = source.find(key, at, at + min(far, least) + length)
            if place >= 0:
                least = min(least, place - at + skipped)
                found.append((place - at + skipped + _DOUBT * (_KEYS[0][0] - length), place - at, skipped))
    return min(found)[1:] if found else None


class _PlacedBox:
    """A box with its text, which begins at `start` of all the texts of the page put together."""

    def __init__(self, start: int, end: int, box: InlineTextBox, text: str) -> None:
        self.start, self.end, self._at, self.shown = start, end, box.at, box.shown
        self._runs_down = box.runs_down or (len(text) > _FEW and box.at.height > 2 * box.at.width)
        followed = map(str.isalpha, f"{text[1:]} ")
        widths = list(accumulate(map(_width, text, followed), initial=0.0))
        self._shares = [width / (widths[-1] or 1) for width in widths]
        self._from_right = next((way for one in text if (way := _way(one)) != "N"), "L") == "R"

    def part(self, start: int, end: int) -> Rectangle:
        """Where characters of it stand, as far as can be told from how wide characters usually are."""
        at, whole = self._at, len(self._shares) - 1
        first, last = (self._shares[min(one - self.start, whole)] for one in (start, end))
        if self._runs_down:
            return Rectangle(at.left, at.top + at.height * first, at.right, at.top + at.height * last)
        if self._from_right:
            first, last = 1 - last, 1 - first
        return Rectangle(at.left + at.width * first, at.top, at.left + at.width * last, at.bottom)


@lru_cache(maxsize=4_096)
def _way(character: str) -> str:
    """Which way a character is written: R for leftwards, N for either."""
    kind = unicodedata.bidirectional(character)
    return "R" if kind in ("R", "AL") else "L" if kind == "L" else "N"


@lru_cache(maxsize=4_096)
def _width(character: str, is_followed: bool) -> float:
    """About how wide a character is in most fonts, as a part of an em; whether a letter follows it."""
    kind = unicodedata.category(character)
    if kind in ("Cf", "Mn", "Mc"):
        return 0.27 if kind == "Mc" else 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1
    if character in _WIDE_AT_END and not is_followed:
        return 0.8
    return _WIDTHS.get(character, 0.64 if character.isupper() else 0.5)


_WIDTHS = {one: width for width, many in _OF_WIDTH for one in many}


class _Words:
    """Finds the places of words: the characters of a text are known by where they come from."""

    def __init__(self, boxes: list[_PlacedBox], origins: Sequence[int]) -> None:
        self._boxes, self._origins = boxes, origins
        self._starts = [box.start for box in boxes]

    def places(self, start: int, end: int) -> Iterator[TextPlace]:
        """The places of one word: one, or one on each line on which a part of it stands."""
        lines = _lines(self._parts(start, end))
        begins = [start, *(at for at, _ in lines[1:]), end]
        for (begin, until), (_, line) in zip(pairwise(begins), lines, strict=False):
            yield TextPlace(begin, until, *_pixels(line))

    def _parts(self, start: int, end: int) -> Iterator[tuple[int, Rectangle]]:
        """The parts of boxes that a word stands in, with the first of its characters in each."""
        found: list[tuple[int, _PlacedBox, int, int]] = []
        for at in range(start, end):
            origin = self._origins[at]
            if found and found[-1][1].start <= origin < found[-1][1].end:
                found[-1] = (*found[-1][:3], origin + 1)
            elif (box := self._box_of(origin)) is not None:
                found.append((at, box, origin, origin + 1))
        parts = ((at, box, box.part(first, last)) for at, box, first, last in found)
        return ((at, part) for at, box, part in parts if not box.shown or box.shown.covers(part))

    def _box_of(self, origin: int) -> _PlacedBox | None:
        number = bisect_right(self._starts, origin) - 1
        return self._boxes[number] if number >= 0 and origin < self._boxes[number].end else None
