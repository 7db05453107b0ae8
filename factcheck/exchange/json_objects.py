"""JSON objects found one after the other in text of any length, also where some of it is broken or missing."""

import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LONGEST = 4_000_000
"""Characters of one object; whatever is longer is entered, and the objects inside are given instead."""

_DEEPEST = 120
_MOST_FAULTS = 50
"""So many objects within each other are looked into; beyond, what was looked at once is not looked at again."""
_MOST_SPACE = 1_000
_START = re.compile(r'\{\s*"')
_HALF_START = re.compile(r"\{\s*\Z")
_OUTSIDE = r"(?:[\s:,]++|-?\d[\d.eE+-]*+|true|false|null|NaN|-?Infinity)*+"
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_STEP = re.compile(rf"{_OUTSIDE}(?:{_STRING}{_OUTSIDE})*+([\[\]{{}}])?", re.DOTALL)
"""On to the next bracket that stands outside of strings."""
_HALF_WORD = re.compile(r"[-a-zA-Z]{1,9}\Z")
_PAIRS = {"}": "{", "]": "["}
_STRING_OR_COMMA = re.compile(rf"({_STRING})|,(?=\s*[}}\]])", re.DOTALL)


class Fault(StrEnum):
    """Why what begins like an object is not given as one."""

    BROKEN = "broken"
    TOO_LONG = "too-long"
    CUT_OFF = "cut-off"


@dataclass(frozen=True, slots=True)
class ObjectText:
    """The text of one object from brace to brace; or, with a fault, as much of it as was looked at.

    `at` is how many characters come before it.
    """

    at: int
    text: str
    fault: Fault | None = None


def find_objects(pieces: Iterable[str]) -> Iterator[ObjectText]:
    """The outermost objects in their order, whatever stands between them: lists, lines, commas, words.

    After a stretch with a fault come the objects inside of it, so that an object is lost only if it is broken
    itself. Holds little more than LONGEST characters at once.
    """
    window = _Window(iter(pieces))
    entered_long, in_a_row = False, 0
    while window.seek():
        end, fault = window.measure()
        yield ObjectText(window.passed + window.at, window.text[window.at : end], fault)
        in_a_row = in_a_row + 1 if fault else 0
        if fault is None or in_a_row > _MOST_FAULTS:
            window.at = end
        else:
            window.enter()
        entered_long = entered_long or fault is Fault.TOO_LONG
    if entered_long and window.open:
        yield ObjectText(window.passed + window.at, "", Fault.CUT_OFF)


class _Window:
    """The part of the text that is looked at, after `passed` characters: what lies before `at` is done with.

    `open` counts the objects that were entered and whose end has not come.
    """

    def __init__(self, pieces: Iterator[str]) -> None:
        self.text, self.passed, self.at, self.open = "", 0, 0, 0
        self._pieces = pieces

    def enter(self) -> None:
        """Go on inside of the object that begins here."""
        self.at, self.open = self.at + 1, self.open + 1

    def seek(self) -> bool:
        """Go to the brace of the next object; whether there is one."""
        while not (found := _START.search(self.text, self.at)):
            half = _HALF_START.search(self.text, max(self.at, len(self.text) - _MOST_SPACE))
            self._pass(half.start() if half else len(self.text))
            if not self._more():
                return False
        self._pass(found.start())
        return True

    def measure(self) -> tuple[int, Fault | None]:
        """Where the object that begins here ends; with a fault, how far it was looked at."""
        done, opened = 0, ""
        while done < LONGEST:
            step = _STEP.match(self.text, self.at + done)
            end, bracket = (step.end(), step[1]) if step else (self.at + done, None)
            if bracket:
                still = _still_open(opened, bracket)
                if still is None or len(still) > _DEEPEST:
                    return end, Fault.BROKEN
                if not still:
                    return end, None
                done, opened = end - self.at, still
            elif end < len(self.text) and self.text[end] != '"' and not _HALF_WORD.match(self.text, end):
                return end, Fault.BROKEN
            elif len(self.text) - self.at >= LONGEST:
                break
            elif not self._more():
                return len(self.text), Fault.CUT_OFF
        return min(len(self.text), self.at + LONGEST), Fault.TOO_LONG

    def _pass(self, at: int) -> None:
        ends = self.text.count("}", self.at, at) - self.text.count("{", self.at, at)
        self.at, self.open = at, max(0, self.open - ends)

    def _more(self) -> bool:
        piece = next(self._pieces, None)
        self.passed += self.at
        self.text, self.at = self.text[self.at :] + (piece or ""), 0
        return piece is not None


def _still_open(opened: str, bracket: str) -> str | None:
    """The brackets that are open after this one; None when it closes another kind than was opened."""
    if bracket in "{[":
        return opened + bracket
    return opened[:-1] if opened[-1] == _PAIRS[bracket] else None


def parse_object(text: str) -> tuple[Any, bool]:
    """What one object says, and whether its text had to be mended for it; a ValueError when it cannot be read.

    Raw line breaks in strings are taken as they are, commas before a closing bracket are passed over. What no
    number of JSON's can hold (NaN, Infinity, thousands of digits) is given as the text that stands there.
    """
    try:
        return _parsed(text), False
    except json.JSONDecodeError as wrong:
        mended = _STRING_OR_COMMA.sub(lambda found: found[1] or "", text)
        if len(mended) == len(text):
            raise wrong
        return _parsed(mended), True


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, strict=False, parse_int=_whole, parse_float=_finite, parse_constant=str)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= 18 else digits


def _finite(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else digits
