"""From the order in which a line stands on a page to the order in which it is read.

The Unicode bidirectional algorithm (UAX 9) leads from what is read to what is shown. This is the way back, for lines
without explicit formatting; where two texts look the same, the one with a number after its Latin word is taken.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_LETTERS, _NUMBERS = ("R", "AL"), ("EN", "AN")
_OPENING, _CLOSING = "([{«‹", ")]}»›"
_AT_EDGE = re.compile(r"(?:EN |ES |CS |ET )+(?:WS )?")
"""A number at the edge of Latin words: right beside them, or one space away."""


class Glyph(NamedTuple):
    """What is drawn at one place: its letters, where the pen stood, and its edges."""

    text: str
    origin: float
    left: float
    right: float


class _Sign(NamedTuple):
    """A glyph's letters and their class in the bidirectional algorithm."""

    text: str
    kind: str


def logical_order(glyphs: Sequence[Glyph], from_right: bool) -> str:
    """The text of a line, given from left to right, which as a whole is read from the right or from the left."""
    signs = [_Sign(glyph.text, _kind(glyph.text)) for glyph in glyphs]
    if from_right:
        return _read_from_right(signs[::-1])
    written, at = "", 0
    while at < len(signs):
        end = _end_of_letters(signs, at) if signs[at].kind in _LETTERS else at
        written += _read_from_right(signs[at:end][::-1]) if end > at else signs[at].text
        at = max(end, at + 1)
    return written


def _kind(text: str) -> str:
    """The class of a sign; the Arabic separators of numbers go with the digits of any script."""
    return "WS" if text == "\u200c" else "CS" if text in "٫٬" else unicodedata.bidirectional(text[0])


def _end_of_letters(signs: Sequence[_Sign], start: int) -> int:
    """Where words from right to left, of which the first stands at `start`, end before the next Latin letter."""
    end = at = start
    while at < len(signs) and signs[at].kind != "L":
        at += 1
        if signs[at - 1].kind in _LETTERS:
            end = at
    return end


def _read_from_right(signs: Sequence[_Sign]) -> str:
    """Signs given from right to left, with Latin words and numbers among them turned back."""
    is_arabic = any(sign.kind == "AL" for sign in signs)
    pieces: list[str] = []
    turned: list[bool] = []
    at = 0
    while at < len(signs):
        end = _end_of_latin(signs, at) or _end_of_number(signs, at, is_arabic=is_arabic)
        for sign in signs[at:end][::-1] if end else signs[at : at + 1]:
            pieces.append(sign.text)
            turned.append(bool(end))
        at = end or at + 1
    return "".join(_with_brackets_turned(pieces, turned))


def _end_of_latin(signs: Sequence[_Sign], start: int) -> int:
    """Where the Latin words that begin here end, with the numbers that belong to them; 0 if none begin here."""
    if signs[start].kind not in ("L", "EN"):
        return 0
    kinds = [sign.kind for sign in signs[start:]]
    stop = next((at for at, kind in enumerate(kinds) if kind in (*_LETTERS, "AN")), len(kinds))
    latin = [at for at, kind in enumerate(kinds[:stop]) if kind == "L"]
    if not latin or (latin[0] and not _AT_EDGE.fullmatch(_joined(kinds[: latin[0]]))):
        return 0
    end = latin[-1] + 1
    beside = _AT_EDGE.fullmatch(_joined(kinds[end:stop][::-1])) if "EN" in kinds[end:stop] else None
    if beside is None:
        number = next((at for at in range(stop, end, -1) if kinds[at - 1] == "EN"), end)
        beside = _AT_EDGE.fullmatch(_joined(kinds[end:number][::-1]))
        stop = number
    return start + (stop if beside else end)


def _joined(kinds: Sequence[str]) -> str:
    return "".join(f"{kind} " for kind in kinds)


def _end_of_number(signs: Sequence[_Sign], start: int, *, is_arabic: bool) -> int:
    """Where the number that begins here ends, with the separators and signs that go with it; 0 if none begins here."""
    between = ("CS",) if is_arabic else ("CS", "ES")
    at = start
    while not is_arabic and at < len(signs) and signs[at].kind == "ET":
        at += 1
    kind = signs[at].kind if at < len(signs) else ""
    if kind not in _NUMBERS or (kind == "AN" and at > start):
        return 0
    alike = _NUMBERS if is_arabic else (kind,)
    while at < len(signs):
        follows = signs[at + 1].kind if at + 1 < len(signs) else ""
        if signs[at].kind not in alike and not (signs[at].kind in between and follows in alike):
            break
        at += 1
    while kind == "EN" and not is_arabic and at < len(signs) and signs[at].kind == "ET":
        at += 1
    return at


def _with_brackets_turned(pieces: list[str], turned: list[bool]) -> list[str]:
    """Brackets that open and close as their places say: producers write the glyph that is seen, or the sign meant."""
    opened: list[int] = []
    for at, piece in enumerate(pieces):
        if turned[at] or piece not in _OPENING + _CLOSING or len(piece) != 1:
            continue
        pair = max(_OPENING.find(piece), _CLOSING.find(piece))
        before = pieces[at - 1] if at else " "
        after = pieces[at + 1] if at + 1 < len(pieces) else " "
        opens = not opened or pair not in opened
        if before.isspace() != after.isspace():
            opens = before.isspace()
        if opens:
            opened.append(pair)
        elif pair in opened:
            opened.remove(pair)
        pieces[at] = (_OPENING if opens else _CLOSING)[pair]
    return pieces
