"""Text on a screen: how many columns it takes, wrapped to so many, and laid out as a table that fits them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

GAP = 2
"""Columns between two cells."""
_ALONE = 14
"""Where a column cannot have so many, or its longest word, the cells of a row stand below each other."""
_MOST_LINES = {"text": 2}
"""Lines that cells of these names take at most: a list tells claims apart, and the whole is shown elsewhere."""
_PIECES = re.compile(r"\s+|--\S+|\d{4}-\d\d(?:-\d\d)?(?!\S)|[/-]*[^\s/-]+[/-]*|[/-]+")
"""What a line may be broken between; an option of a command and a day are one piece each."""
_ZERO = ("Mn", "Me", "Cf")
_JOINER, _AS_EMOJI = "\u200d", "\ufe0f"
_SKINS = range(0x1F3FB, 0x1F400)
_JAMO = range(0x1160, 0x1200)
"""Vowels and finals of Korean syllables, which stand within the first consonant's two columns."""


def width(text: str) -> int:
    """Columns that a text takes: marks and joiners none, wide letters and emoji two (Unicode TR 11, TR 51)."""
    return len(text) if text.isascii() else sum(columns for _, columns in _signs(text))


def wrapped(text: str, columns: int, *, within_words: bool = True) -> list[str]:
    """One line of text as lines of at most so many columns (2 or more), broken at spaces, hyphens and strokes.

    A piece that is longer alone is broken within, or with `within_words` off stands on a line of its own.
    """
    lines, line, taken = [], "", 0
    for piece in _PIECES.findall(text) if within_words else re.findall(r"\s+|\S+", text):
        needs = width(piece)
        if taken and taken + needs > columns:
            lines.append(line.rstrip())
            line, taken = "", 0
        if piece.isspace() and not line and lines:
            continue
        if needs > columns and within_words:
            *whole, last = _broken(piece, columns)
            lines += whole
            line, taken = last, width(last)
            continue
        line, taken = line + piece, taken + needs
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def table(names: Sequence[str], rows: Sequence[Sequence[str]], columns: int | None) -> Iterator[str]:
    """Lines of cells aligned under their names, in at most so many columns, or in as many as they take.

    Cells are wrapped where it is narrow; where it is too narrow for that, they stand below each other by name.
    """
    heads = [[name.upper() for name in names]] if columns else []
    cells = [*heads, *rows]
    natural = [max(map(width, column)) for column in zip(*cells, strict=True)]
    if columns is None or sum(natural) + GAP * (len(natural) - 1) <= columns:
        yield from (_joined(row, natural) for row in cells)
        return
    fitted = _fitted(natural, [_least(column) for column in zip(*cells, strict=True)], columns)
    if fitted is None:
        for row in rows:
            yield from _stacked(names, row, max(columns, GAP))
        return
    for row in cells:
        wraps = [_cell(name, text, room) for name, text, room in zip(names, row, fitted, strict=True)]
        yield from (_joined(line, fitted) for line in zip_longest(*wraps, fillvalue=""))


def _fitted(natural: Sequence[int], least: Sequence[int], columns: int) -> list[int] | None:
    """The widths of columns of which the widest were narrowed until all fit; None where they cannot."""
    room = columns - GAP * (len(natural) - 1)
    for most in range(room, 0, -1):
        fitted = [max(low, min(wide, most)) for wide, low in zip(natural, least, strict=True)]
        if sum(fitted) <= room:
            return fitted
    return None


def _least(column: Sequence[str]) -> int:
    """What a column needs not to be broken within words, unless they are long."""
    return min(max((width(piece) for cell in column for piece in _PIECES.findall(cell)), default=0), _ALONE)


def _cell(name: str, text: str, room: int) -> list[str]:
    lines, most = wrapped(text, room), _MOST_LINES.get(name)
    if most is None or len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"{_broken(lines[most - 1], room - 1)[0].rstrip()}…"]


def _stacked(names: Sequence[str], row: Sequence[str], columns: int) -> Iterator[str]:
    for name, cell in zip(names, row, strict=True):
        if cell:
            yield from wrapped(f"{name.upper()} {cell}", columns)
    yield ""


def _joined(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (room - width(cell)) for cell, room in zip(cells, widths, strict=True))
    return (" " * GAP).join(padded).rstrip()


def _broken(piece: str, columns: int) -> list[str]:
    """Parts of a piece that take at most so many columns, none torn within what is one sign to a reader."""
    parts, part, taken = [], "", 0
    for sign, needs in _signs(piece):
        if part and taken + needs > columns:
            parts.append(part)
            part, taken = "", 0
        part, taken = part + sign, taken + needs
    return [*parts, part]


def _signs(text: str) -> Iterator[tuple[str, int]]:
    """What a reader sees as one sign each, with the columns it takes."""
    sign, taken = "", 0
    for letter in text:
        if sign and (_is_zero(letter) or _joins(sign, taken, letter)):
            taken = 2 if letter == _AS_EMOJI and _may_be_emoji(sign[0]) else taken
            sign += letter
            continue
        if sign:
            yield sign, taken
        sign, taken = letter, 0 if _is_zero(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF")
    if sign:
        yield sign, taken


def _is_zero(letter: str) -> bool:
    return unicodedata.category(letter) in _ZERO or ord(letter) in _JAMO


def _may_be_emoji(letter: str) -> bool:
    return letter in "#*‼⁉" or unicodedata.category(letter) in ("So", "Sm", "Nd")


def _joins(sign: str, taken: int, letter: str) -> bool:
    """Whether a letter is drawn into the emoji before it: a skin's colour, or what stands after a joiner."""
    if taken != 2:
        return False
    return ord(letter) in _SKINS or (sign.endswith(_JOINER) and unicodedata.category(letter) == "So")
