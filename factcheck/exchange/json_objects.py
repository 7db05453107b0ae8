"""JSON objects found one after the other in text of any length, also where parts are invalid or missing."""

import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MAX_OBJECT = 4_000_000
"""Characters of one object; of a longer one the objects inside are found instead."""

_MAX_DEPTH = 120
_MAX_FAULTS = 50
"""Objects with a fault, each inside the last, that are searched; beyond, text that was scanned is not scanned again."""
_MAX_SPACE = 1_000
_START = re.compile(r'\{\s*"')
_PARTIAL_START = re.compile(r"\{\s*\Z")
_OUTSIDE = r"(?:[\s:,]++|-?\d[\d.eE+-]*+|true|false|null|NaN|-?Infinity)*+"
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_STEP = re.compile(rf"{_OUTSIDE}(?:{_STRING}{_OUTSIDE})*+([\[\]{{}}])?", re.DOTALL)
"""Everything up to the next bracket outside of strings."""
_PARTIAL_WORD = re.compile(r"[-a-zA-Z]{1,9}\Z")
_PAIRS = {"}": "{", "]": "["}
_STRING_OR_COMMA = re.compile(rf"({_STRING})|,(?=\s*[}}\]])", re.DOTALL)


class Fault(StrEnum):
    """Why text that begins like an object is not a whole one."""

    BROKEN = "broken"
    TOO_LONG = "too-long"
    CUT_OFF = "cut-off"


@dataclass(frozen=True, slots=True)
class ObjectText:
    """The text of one object from brace to brace; with a fault, as much of it as was scanned.

    `at` is its offset in characters.
    """

    at: int
    text: str
    fault: Fault | None = None


def find_objects(pieces: Iterable[str]) -> Iterator[ObjectText]:
    """The outermost objects in order, whatever is between them: lists, lines, commas, words. Never raises.

    After an object with a fault come the objects inside it, so that an object is lost only if it is broken
    itself. Holds little more than MAX_OBJECT characters at once.
    """
    window = _Window(iter(pieces))
    entered_long, faults_in_a_row = False, 0
    while window.find_next():
        end, fault = window.scan()
        yield ObjectText(window.passed + window.at, window.text[window.at : end], fault)
        faults_in_a_row = faults_in_a_row + 1 if fault else 0
        if fault is None or faults_in_a_row > _MAX_FAULTS:
            window.at = end
        else:
            window.enter()
        entered_long = entered_long or fault is Fault.TOO_LONG
    if entered_long and window.open:
        yield ObjectText(window.passed + window.at, "", Fault.CUT_OFF)


class _Window:
    """A window on the text that begins at offset `passed`; what is before `at` in it is finished.

    `open` counts the objects that were entered and have not ended.
    """

    def __init__(self, pieces: Iterator[str]) -> None:
        self.text, self.passed, self.at, self.open = "", 0, 0, 0
        self._pieces = pieces

    def enter(self) -> None:
        """Continue inside the object that begins here."""
        self.at, self.open = self.at + 1, self.open + 1

    def find_next(self) -> bool:
        """Move to the brace of the next object; False when there is none."""
        while not (found := _START.search(self.text, self.at)):
            partial = _PARTIAL_START.search(self.text, max(self.at, len(self.text) - _MAX_SPACE))
            self._advance(partial.start() if partial else len(self.text))
            if not self._read_more():
                return False
        self._advance(found.start())
        return True

    def scan(self) -> tuple[int, Fault | None]:
        """Where the object that begins here ends; with a fault, up to where it was scanned."""
        done, opened = 0, ""
        while done < MAX_OBJECT:
            step = _STEP.match(self.text, self.at + done)
            end, bracket = (step.end(), step[1]) if step else (self.at + done, None)
            if bracket:
                opened_after = _still_open(opened, bracket)
                if opened_after is None or len(opened_after) > _MAX_DEPTH:
                    return end, Fault.BROKEN
                if not opened_after:
                    return end, None
                done, opened = end - self.at, opened_after
            elif end < len(self.text) and self.text[end] != '"' and not _PARTIAL_WORD.match(self.text, end):
                return end, Fault.BROKEN
            elif len(self.text) - self.at >= MAX_OBJECT:
                break
            elif not self._read_more():
                return len(self.text), Fault.CUT_OFF
        return min(len(self.text), self.at + MAX_OBJECT), Fault.TOO_LONG

    def _advance(self, at: int) -> None:
        ends = self.text.count("}", self.at, at) - self.text.count("{", self.at, at)
        self.at, self.open = at, max(0, self.open - ends)

    def _read_more(self) -> bool:
        piece = next(self._pieces, None)
        self.passed += self.at
        self.text, self.at = self.text[self.at :] + (piece or ""), 0
        return piece is not None


def _still_open(opened: str, bracket: str) -> str | None:
    """The open brackets after this one; None when it closes a bracket of the other kind."""
    if bracket in "{[":
        return opened + bracket
    return opened[:-1] if opened[-1] == _PAIRS[bracket] else None


def parse_object(text: str) -> tuple[Any, bool]:
    """The value of one object, and whether its text had to be corrected; ValueError when it cannot be parsed.

    Raw line breaks in strings are accepted, commas before a closing bracket are removed. Numbers that no float
    holds (NaN, Infinity, 1e999) and integers of more than 18 digits are returned as their text.
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
