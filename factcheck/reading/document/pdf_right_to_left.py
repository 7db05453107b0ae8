"""The lines of a PDF page that hold Arabic, Hebrew or another script that runs from right to left, in logical order.

Producers write such text in the order of the page or of speech, glyph by glyph or word by word. The places of the
glyphs alone say what a reader sees, so each line is put together from them.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from factcheck.reading.document.bidi import Glyph, logical_order
from factcheck.reading.document.pdf_characters import Characters
from factcheck.reading.document.pdf_drawing import Drawing, actual_text
from factcheck.reading.document.pdf_lines import LeftToRight, Main
from factcheck.reading.document.pdf_paragraphs import PdfLine
from factcheck.reading.raised_figures import raised

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_PRESENTED = re.compile("[\ufb1d-\ufdf9\ufe70-\ufefc]")
_SECOND_HALVES = frozenset(map(chr, range(0xDC00, 0xE000)))
_LAM, _ALEFS = "ل", "اأإآٱ"

# In sizes of the line's letters.
_SAME_LINE, _SPACE, _SAME_PLACE = 0.7, 0.2, 0.01

_FEW = 4
"""A line of a page from right to left runs so too, unless it has more Latin letters than this for each other."""


class _Segment(NamedTuple):
    """Characters that stand on one base line, and whether some of them run from right to left."""

    indices: list[int]
    main: Main
    is_mixed: bool


def has_right_to_left(codes: Iterable[int]) -> bool:
    """Whether characters of a script from right to left are among these code points."""
    return bool(_RIGHT_TO_LEFT.search("".join(map(chr, codes))))


class RightToLeft:
    """Writes the lines of one page on which such characters stand."""

    def __init__(self, characters: Characters, drawing: Drawing) -> None:
        self._characters, self._plain = characters, LeftToRight(characters)
        self._owners = {at: characters.owner(at) for at in range(len(characters.codes))}
        unread = list(drawing.unread(set(self._owners.values())))
        self._spaces = [(box, text) for box, text in unread if text]
        self._parts = [box for box, text in unread if not text]
        self._mostly = self._runs_right_to_left(range(len(characters.codes)), mostly=False)

    def read(self, lines: list[list[int]]) -> Iterator[PdfLine]:
        """The lines; pieces on one base line are one line if any of them runs from right to left."""
        plain: list[list[int]] = []
        for segment in self._segments(lines):
            if segment.is_mixed:
                yield from self._plain.read(plain)
                plain = []
                yield self._line(segment)
            else:
                plain.append(segment.indices)
        yield from self._plain.read(plain)

    def _segments(self, lines: list[list[int]]) -> list[_Segment]:
        segments: list[_Segment] = []
        for line in lines:
            main = self._plain.main(line)
            own = _Segment(line, main, self._is_mixed(line))
            last = segments[-1] if segments else None
            if last and (last.is_mixed or own.is_mixed) and _is_level(last.main, main):
                segments[-1] = _Segment(last.indices + line, last.main, is_mixed=True)
            else:
                segments.append(own)
        return segments

    def _is_mixed(self, line: list[int]) -> bool:
        codes = [self._characters.codes[at] for at in line]
        numbers_alone = self._mostly and not any(chr(code).isalpha() for code in codes)
        return numbers_alone or has_right_to_left(codes)

    def _runs_right_to_left(self, indices: Iterable[int], *, mostly: bool) -> bool:
        kinds = Counter(unicodedata.bidirectional(chr(self._characters.codes[at])) for at in indices)
        right, left = kinds["R"] + kinds["AL"], kinds["L"]
        return right * _FEW >= left if mostly else right >= left

    def _line(self, segment: _Segment) -> PdfLine:
        base, size, _ = segment.main
        from_right = self._runs_right_to_left(segment.indices, mostly=self._mostly)
        glyphs = self._with_spaces(sorted(self._glyphs(segment), key=_order), segment.main)
        text = logical_order(glyphs, from_right)
        left, right = (glyphs[0].left, glyphs[-1].right) if glyphs else (0, 0)
        return PdfLine(text, left, right, base, size, from_right)

    def _glyphs(self, segment: _Segment) -> list[Glyph]:
        """What is drawn on a line, with the marks above and below letters at their letters."""
        drawn, marks = list[Glyph](), list[Glyph]()
        for (_, x, _), cluster in self._clusters(segment.indices).items():
            glyph = self._glyph(cluster, x, segment.main)
            is_mark = all(unicodedata.combining(one) for one in glyph.text)
            (marks if is_mark else drawn).append(glyph)
        for mark in marks:
            middle = (mark.left + mark.right) / 2
            if not drawn:
                return marks
            near = min(range(len(drawn)), key=lambda at: _distance(drawn[at], middle))
            drawn[near] = drawn[near]._replace(text=drawn[near].text + mark.text)
        return drawn + self._spaces_on(segment.main, drawn)

    def _clusters(self, indices: list[int]) -> dict[tuple[int, float, float], list[int]]:
        """The characters that one object draws at one place, together; spaces that PDFium made up are left out."""
        clusters: dict[tuple[int, float, float], list[int]] = {}
        for at in indices:
            if self._owners[at]:
                x, y = self._characters.origin(at)
                clusters.setdefault((self._owners[at], round(x, 2), round(y, 2)), []).append(at)
        return clusters

    def _glyph(self, cluster: list[int], x: float, main: Main) -> Glyph:
        text = self._in_order(cluster) if len(cluster) > 1 else chr(self._characters.codes[cluster[0]])
        boxes = [box for at in cluster for box in (self._characters.ink(at), self._characters.boxes[at])]
        place = self._plain.place_by_base(cluster[0], main) if text.isdecimal() else 0
        left, right = min(box.left for box in boxes), max(box.right for box in boxes)
        spelled = raised(text) if place > 0 else _spelled(text)
        return Glyph(spelled, x, left, right)

    def _in_order(self, cluster: list[int]) -> str:
        """The letters of one glyph, in logical order.

        That is how the file says what a glyph stands for; PDFium turns them round if it takes them from the font's
        table, and lays them out from the left if from ActualText.
        """
        given = "".join(chr(self._characters.codes[at]) for at in cluster)
        meant = actual_text(self._characters.drawn_by(cluster[0]))
        if Counter(meant) == Counter(given):
            return meant
        is_turned = len({self._characters.ink(at) for at in cluster}) == 1 and has_right_to_left(
            map(ord, given)
        )
        ordered = given[::-1] if is_turned else given
        begins_within = unicodedata.combining(ordered[0]) or ordered[0] in _SECOND_HALVES
        return ordered[::-1] if begins_within else ordered

    def _spaces_on(self, main: Main, drawn: list[Glyph]) -> list[Glyph]:
        left, right = min(glyph.left for glyph in drawn), max(glyph.right for glyph in drawn)
        return [
            Glyph(text, box.left, box.left, box.right)
            for box, text in self._spaces
            if abs(box.bottom - main.base) <= _SAME_LINE * main.size and left <= box.left <= right
        ]

    def _with_spaces(self, glyphs: list[Glyph], main: Main) -> list[Glyph]:
        """The glyphs from left to right, with a space where they stand apart without one."""
        spaced: list[Glyph] = []
        for glyph in glyphs:
            before = spaced[-1] if spaced else glyph
            apart = glyph.left - before.right > _SPACE * main.size
            is_space = before.text.isspace() or glyph.text.isspace()
            if apart and not is_space and not self._is_bridged(before, glyph, main):
                spaced.append(Glyph(" ", before.right, before.right, glyph.left))
            spaced.append(glyph)
        return spaced

    def _is_bridged(self, before: Glyph, after: Glyph, main: Main) -> bool:
        """Whether a part of a glyph fills the gap between two others."""
        return any(
            box.left <= after.left and box.right >= before.right and abs(box.bottom - main.base) <= main.size
            for box in self._parts
        )


def _is_level(one: Main, other: Main) -> bool:
    return abs(one.base - other.base) <= _SAME_LINE * max(one.size, other.size)


def _order(glyph: Glyph) -> tuple[float, bool]:
    """From left to right; a non-joiner stands left of the letter that it follows."""
    return round(glyph.origin, 1), glyph.text != "\u200c"


def _distance(glyph: Glyph, place: float) -> float:
    return max(glyph.left - place, place - glyph.right, 0.0)


def _spelled(text: str) -> str:
    """The letters of a glyph, without forms that only say how they are joined; alef never stands before its lam."""
    if len(text) == len("لا") and text[0] in _ALEFS and text[1] == _LAM:
        text = text[::-1]
    return unicodedata.normalize("NFKC", text) if _PRESENTED.search(text) else text
