"""The lines of a PDF page that run from left to right, with figures above and below the line kept apart from others.

What stands where is told by places on the page alone: a raised figure is smaller than its line and higher, or drawn
higher by its font; it stands close to what it belongs to.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import groupby
from typing import NamedTuple

from factcheck.reading.document.pdf_characters import Characters
from factcheck.reading.document.pdf_paragraphs import PdfLine
from factcheck.reading.raised_figures import after_figure, fraction, lowered, raised_after

SPACE = -1
"""Stands in a line for a space that no character of the page is."""

_LINE_ENDS = (0x0D, 0x0A)
_BLANKS = frozenset((0x09, 0x20, 0xA0, *range(0x2000, 0x200C), 0x202F, 0x205F, 0x3000))
_DIGITS = range(0x30, 0x3A)
_SLASHES = (ord("/"), ord("⁄"))

# In sizes of the line's letters.
_SMALLER = 0.87
_AS_LARGE = 1.05
_RAISED, _RAISED_AS_LARGE, _LOWERED, _LOWERED_AS_LARGE = 0.15, 0.25, -0.08, -0.2
_INK_RAISED, _DENOMINATOR = 0.2, 0.55
_NEAR, _NEAR_AS_LARGE = 0.6, 0.3
_OVERLAP, _NEXT, _SPACE = 0.3, 1.0, 0.15
_FURTHEST = 0.8

_FAR = 200.0
"""Points; no two pieces of one line are further apart."""

_LONGEST_AS_LARGE = 3
_LONGEST_PIECE = 12


class Main(NamedTuple):
    """What most of a line is: its base line, the size of its letters, and the heights of their boxes."""

    base: float
    size: float
    heights: tuple[int, int]

    def is_like(self, other: "Main") -> bool:
        """Whether the letters of two lines are of one size on one base line."""
        is_level = abs(self.base - other.base) <= -_LOWERED * other.size
        return is_level and abs(self.size - other.size) < (1 - _SMALLER) * other.size


class _Group(NamedTuple):
    """Characters next to each other that stand on the line (0), above it (1) or below it (-1)."""

    place: int
    indices: tuple[int, ...]


def split_lines(characters: Characters, unseen: Collection[int]) -> list[list[int]]:
    """The lines as PDFium ends them, each as the indices of its characters, without those that are not seen."""
    lines: list[list[int]] = [[]]
    for at, code in enumerate(characters.codes):
        if code in _LINE_ENDS:
            lines.append([])
        elif at not in unseen:
            lines[-1].append(at)
    return [line for line in lines if line]


class LeftToRight:
    """Writes the lines of one page."""

    def __init__(self, characters: Characters) -> None:
        self._characters = characters
        self._heights = [(round(box.bottom), round(box.top)) for box in characters.boxes]

    def read(self, lines: list[list[int]]) -> Iterator[PdfLine]:
        """The lines; those that only figures above or below the line broke in two are one."""
        joined: list[list[int]] = []
        for line in lines:
            gap = self._gap_to(joined[-1], line) if joined else None
            if gap is None:
                joined.append(list(line))
            else:
                joined[-1] += [SPACE, *line] if gap else line
        for line in joined:
            if drawn := self._drawn(line):
                boxes, main = self._characters.boxes, self.main(line)
                left, right = boxes[drawn[0]].left, boxes[drawn[-1]].right
                yield PdfLine(self._text(line, main), left, right, main.base, main.size)

    def _text(self, line: list[int], main: Main) -> str:
        groups = self._groups(line, main)
        if all(group.place == 0 for group in groups):
            return self._plain(line)
        written, at = "", 0
        while at < len(groups):
            whole = self._fraction(groups[at : at + 3], main)
            if whole:
                written += after_figure(written, whole[0])
                groups[at : at + whole[1]] = [*whole[2]]
                continue
            written += self._in_place(groups[at], written)
            at += 1
        return written

    def _in_place(self, group: _Group, before: str) -> str:
        text = self._plain(group.indices)
        if group.place > 0:
            return raised_after(before, text)
        return lowered(text) if group.place < 0 else text

    def _plain(self, indices: Collection[int]) -> str:
        codes = self._characters.codes
        return "".join(" " if at == SPACE else chr(codes[at]) for at in indices)

    def _drawn(self, line: Collection[int]) -> list[int]:
        codes = self._characters.codes
        return [at for at in line if at != SPACE and codes[at] not in _BLANKS]

    def main(self, line: list[int]) -> Main:
        """What most of the line's characters are."""
        heights = {at: self._heights[at] for at in self._drawn(line)}
        if not heights:
            return Main(0, 0, (0, 0))
        most = Counter(heights.values()).most_common(1)[0][0]
        first = next(at for at, each in heights.items() if each == most)
        return Main(self._characters.origin(first)[1], self._characters.size(first), most)

    def _groups(self, line: list[int], main: Main) -> list[_Group]:
        places = [self._place(at, main) for at in line]
        if not any(places) or not self._characters.is_level(line[0]):
            return [_Group(0, tuple(line))]
        pairs = groupby(zip(places, line, strict=True), key=lambda pair: pair[0])
        groups = [_Group(place, tuple(at for _, at in pairs)) for place, pairs in pairs]
        return [
            group if self._belongs(groups, number, main) else group._replace(place=0)
            for number, group in enumerate(groups)
        ]

    def _place(self, at: int, main: Main) -> int:
        """Whether a character stands above (1) or below (-1) the line or on it (0)."""
        if at == SPACE:
            return 0
        code = self._characters.codes[at]
        if self._heights[at] == main.heights:
            if code not in _DIGITS:
                return 0
            return int(self._characters.ink(at).bottom - main.base >= _INK_RAISED * main.size)
        return 0 if code in _BLANKS else self.place_by_base(at, main)

    def place_by_base(self, at: int, main: Main) -> int:
        """As told by the size and base line of the character; 0 if it is larger than its line or far from it."""
        size = self._characters.size(at)
        higher = (self._characters.origin(at)[1] - main.base) / (main.size or 1)
        if size > _AS_LARGE * main.size or abs(higher) > _FURTHEST:
            return 0
        small = size <= _SMALLER * main.size
        if higher >= (_RAISED if small else _RAISED_AS_LARGE):
            return 1
        return -1 if higher <= (_LOWERED if small else _LOWERED_AS_LARGE) else 0

    def _belongs(self, groups: list[_Group], number: int, main: Main) -> bool:
        """Whether a group off the line stands as close to the line's letters, or to its other half, as figures do."""
        group = groups[number]
        if group.place == 0:
            return True
        small = self._characters.size(group.indices[0]) <= _SMALLER * main.size
        most = (_NEAR if small else _NEAR_AS_LARGE) * main.size
        if not small and len(group.indices) > _LONGEST_AS_LARGE:
            return False
        before = self._drawn(groups[number - 1].indices) if number else []
        after = self._drawn(groups[number + 1].indices) if number + 1 < len(groups) else []
        boxes, own = self._characters.boxes, self._drawn(group.indices)
        gaps = [boxes[own[0]].left - boxes[before[-1]].right] if before else []
        gaps += [boxes[after[0]].left - boxes[own[-1]].right] if after and (small or not before) else []
        return any(gap <= most for gap in gaps)

    def _fraction(self, groups: list[_Group], main: Main) -> tuple[str, int, list[_Group]] | None:
        """The fraction with which these groups begin, of how many groups it is, and what is left of the last."""
        over = groups[0]
        if over.place != 1 or len(groups) == 1 or not self._is_figure(over.indices):
            return None
        under = groups[1]
        if under.place == -1 and self._is_figure(under.indices) and self._is_above(over, under):
            return fraction(self._plain(over.indices), self._plain(under.indices)), 2, []
        if under.place != 0 or self._characters.codes[under.indices[0]] not in _SLASHES:
            return None
        small = list(under.indices[1:])
        end = next((n for n, at in enumerate(small) if not self._is_small(at, main)), len(small))
        if end:
            rest = [_Group(0, under.indices[1 + end :])] if small[end:] else []
            return fraction(self._plain(over.indices), self._plain(small[:end])), 2, rest
        below = groups[2] if len(groups) > 2 and len(under.indices) == 1 else None
        if below and below.place == -1 and self._is_figure(below.indices):
            return fraction(self._plain(over.indices), self._plain(below.indices)), 3, []
        return None

    def _is_figure(self, indices: tuple[int, ...]) -> bool:
        return all(at != SPACE and self._characters.codes[at] in _DIGITS for at in indices)

    def _is_above(self, over: _Group, under: _Group) -> bool:
        boxes = self._characters.boxes
        return boxes[under.indices[0]].left < boxes[over.indices[-1]].right

    def _is_small(self, at: int, main: Main) -> bool:
        """Whether a digit on the line is one of those that stand below a fraction's stroke."""
        if at == SPACE or self._characters.codes[at] not in _DIGITS:
            return False
        return self._characters.ink(at).top - main.base <= _DENOMINATOR * main.size

    def _gap_to(self, line: list[int], following: list[int]) -> bool | None:
        """Whether a space stands between two pieces of one line; None if they are two lines."""
        ended, begun = self._drawn(line[-2:])[-1:], self._drawn(following)[:1]
        if not ended or not begun:
            return None
        last, first = ended[0], begun[0]
        left, right = self._characters.boxes[first].left, self._characters.boxes[last].right
        if abs(left - right) > _FAR:
            return None
        main = self.main(line)
        place = self._place(first, main)
        if place < 0 < self._place(last, main) and left < right and len(following) <= _LONGEST_PIECE:
            return False
        if not -_OVERLAP * main.size <= left - right <= _NEXT * main.size:
            return None
        begins = Main(self._characters.origin(first)[1], self._characters.size(first), (0, 0))
        on_line = begins.is_like(main)
        goes_on = len(following) <= _LONGEST_PIECE or self.main(following).is_like(main)
        off_line = place != 0 and begins.size <= _SMALLER * main.size and goes_on
        if off_line or (on_line and self._place(last, main) != 0):
            return left - right > _SPACE * main.size and first == following[0] and last == line[-1]
        return None
