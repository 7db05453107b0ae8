"""Words set in the font that ships: which it can set, how they break into lines, and how they are drawn."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import ImageDraw, ImageFont, features

FONT = Path(__file__).parent / "factcheck-serif.ttf"
"""Noto Serif, Noto Naskh Arabic and Noto Serif Hebrew in one font, so that a line of several scripts is one run."""

_MEASURED_AT = 100
_RIGHT_TO_LEFT = ("R", "AL")
_TALL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
_SPACES = re.compile(r"\s+")


def can_shape() -> bool:
    """Whether the library that joins and orders letters (raqm, with FriBiDi) is at hand."""
    return bool(features.check("raqm"))


def settable(text: str) -> str:
    """The text in one line without what is no letter and the font does not have, such as emoji.

    Without the shaping library, what only tells that how to order the words is left out too.
    """
    text = text if can_shape() else text.translate(_ISOLATES)
    known = (one for one in unicodedata.normalize("NFC", text) if _is_letter(one) or _has(one))
    return _SPACES.sub(" ", "".join(known)).strip()


def unsettable(text: str) -> str:
    """Why the words cannot be set, as the script that is missing or "shaping"; empty where they can be."""
    for one in settable(text):
        if not _has(one):
            return unicodedata.name(one, "unknown").split()[0].split("-")[0]
        if not can_shape() and (unicodedata.combining(one) or is_right_to_left(one)):
            return "shaping"
    return ""


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    strong = (unicodedata.bidirectional(one) for one in text)
    return next((one in _RIGHT_TO_LEFT for one in strong if one in ("L", *_RIGHT_TO_LEFT)), False)


class TextBox(NamedTuple):
    """Where words go, in pixels."""

    left: int
    right: int
    top: int
    height: int


@dataclass(frozen=True, slots=True)
class Lines:
    """Words broken into lines for a size in pixels; `leading` is from one line to the next."""

    words: tuple[str, ...]
    size: int
    leading: int


def fit(text: str, box: TextBox, sizes: Sequence[int]) -> Lines:
    """The text in the largest of the sizes in which it fits the box; at the smallest it is cut."""
    told = settable(text)
    spacing = 1.6 if _TALL.search(told) else 1.32
    words = [(word, _width(word)) for word in told.split(" ")]
    fitting = (_lines(words, box, size, spacing) for size in sizes)
    lines = next((one for one in fitting if len(one.words) * one.leading <= box.height), None)
    if lines:
        return _balanced(words, box, lines)
    least = _lines(words, box, sizes[-1], spacing)
    most = max(1, box.height // least.leading)
    return replace(least, words=(*least.words[: most - 1], _cut(least.words[most - 1])))


def _balanced(words: Sequence[tuple[str, float]], box: TextBox, lines: Lines) -> Lines:
    """As many lines of words as even in length as they can be, so that none has but the last word."""
    most = (box.right - box.left) * _MEASURED_AT / lines.size
    widest, evener = max(width for _, width in words), lines.words
    for share in range(98, 48, -2):
        narrower = tuple(_broken(words, most * share / 100))
        if len(narrower) > len(lines.words) or most * share / 100 < widest:
            break
        evener = narrower
    return replace(lines, words=evener)


def _lines(words: Sequence[tuple[str, float]], box: TextBox, size: int, spacing: float) -> Lines:
    """The words, each with its width, broken for a size, however high that becomes."""
    broken = _broken(words, (box.right - box.left) * _MEASURED_AT / size)
    return Lines(tuple(broken), size, round(size * spacing))


def draw_lines(
    draw: ImageDraw.ImageDraw, lines: Lines, box: TextBox, colour: str, *, from_right: bool
) -> None:
    """Draw lines into a box, from its right to its left or from its left; one alone stands in its middle."""
    direction = ("rtl" if from_right else "ltr") if can_shape() else None
    top = box.top + ((box.height - lines.leading) // 2 if len(lines.words) == 1 and box.height < 100 else 0)
    for place, line in enumerate(lines.words):
        at = (box.right if from_right else box.left, top + round(lines.leading * (place + 0.72)))
        anchor = "rs" if from_right else "ls"
        draw.text(at, line, colour, _font(lines.size), anchor, direction=direction)


def _broken(words: Sequence[tuple[str, float]], most: float) -> Iterator[str]:
    """The words in lines no wider than this; a word that is wider itself is broken between letters."""
    space, line, wide = _width(" "), "", 0.0
    for word, width in words:
        for part, part_width in [(word, width)] if width <= most else _letters(word, most):
            if line and wide + space + part_width > most:
                yield line
                line, wide = part, part_width
            else:
                line, wide = f"{line} {part}".strip(), wide + (space if line else 0) + part_width
    yield line


def _letters(word: str, most: float) -> Iterator[tuple[str, float]]:
    part, wide = "", 0.0
    for letter in word:
        width = _width(letter)
        if part and wide + width > most:
            yield part, wide
            part, wide = "", 0.0
        part, wide = part + letter, wide + width
    yield part, wide


def _cut(line: str) -> str:
    """The line without its last word, and the mark that something was left out."""
    return f"{line.rpartition(' ')[0] or line[:-1]} …"


@lru_cache(maxsize=32)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)


@lru_cache(maxsize=20_000)
def _width(text: str) -> float:
    return _font(_MEASURED_AT).getlength(text)


def _is_letter(one: str) -> bool:
    return unicodedata.category(one)[0] in "LMN"


@lru_cache(maxsize=5_000)
def _has(one: str) -> bool:
    """Whether the font has this character: what it lacks looks like what no font has."""
    if one.isspace():
        return True
    drawn = _font(32).getmask(one)
    lacking = _font(32).getmask("\U0010fffd")
    return (drawn.size, bytes(drawn)) != (lacking.size, bytes(lacking))
