"""Lines of a PDF page put together to paragraphs, as far as their places on the page show that one goes on in the next.

A line goes on if the first word of the next one did not fit into it, and the next begins where lines of this paragraph
begin, at the distance and in the size of its lines. Whatever is not clear stays a line of its own.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

_SHORTEST = 20
_MOSTLY = 0.5
_BEGINS_ITEM = re.compile(r"[•▪◦‣·●○■□–—*-]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s")
_BROKEN = re.compile("[-‐\u00ad\x02\ufffe]$")

# In sizes of the letters.
_CLOSEST, _FURTHEST = 0.9, 1.9
_ALIGNED, _INDENTED, _SPARE = 0.5, 4.0, 0.5
_SAME = 0.1


class PdfLine(NamedTuple):
    """A line of text, its edges and base line on the page, its size, and whether it is read from the right."""

    text: str
    left: float
    right: float
    base: float
    size: float
    from_right: bool = False

    @property
    def start(self) -> float:
        """How far from the edge at which lines begin; larger is further in."""
        return -self.right if self.from_right else self.left

    @property
    def end(self) -> float:
        """Where the line ends, measured as its start is."""
        return -self.left if self.from_right else self.right


def paragraphs(lines: Iterable[PdfLine]) -> str:
    """The text of lines, with a line break where a paragraph or a broken word ends, and a space elsewhere."""
    return "\n".join(_joined(block) for block in _blocks(line for line in lines if line.text.strip()))


def _blocks(lines: Iterable[PdfLine]) -> Iterator[list[PdfLine]]:
    """Lines that follow each other as those of paragraphs do: in one size, close together, in one column."""
    block: list[PdfLine] = []
    for line in lines:
        if block and not _is_near(block[-1], line):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _is_near(line: PdfLine, following: PdfLine) -> bool:
    size = line.size or 1
    return (
        line.from_right == following.from_right
        and abs(following.size - line.size) <= _SAME * size
        and _CLOSEST * size <= line.base - following.base <= _FURTHEST * size
        and abs(following.start - line.start) <= _INDENTED * size
    )


def _joined(block: list[PdfLine]) -> str:
    end = max(line.end for line in block)
    written, begins = block[0].text, True
    for line, following in pairwise(block):
        goes_on = (begins or _is_aligned(line, following)) and _did_not_fit(line, following, end)
        breaks = not goes_on or _BROKEN.search(line.text.rstrip())
        written = written.rstrip() + ("\n" if breaks else " ") + following.text.lstrip()
        begins = not goes_on
    return written


def _is_aligned(line: PdfLine, following: PdfLine) -> bool:
    return abs(following.start - line.start) <= _ALIGNED * line.size


def _did_not_fit(line: PdfLine, following: PdfLine, end: float) -> bool:
    """Whether the first word of the next line had no room in this line of prose, which may go as far as `end`."""
    if not _is_prose(line.text) or _BEGINS_ITEM.match(following.text):
        return False
    word = following.text.split()[0]
    needed = (following.end - following.start) * len(word) / len(following.text)
    return line.end + needed >= end - _SPARE * line.size


def _is_prose(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return len(text) >= _SHORTEST and letters >= _MOSTLY * len(text)
