"""Where in a dossier's text a field stands, for tools that point at a line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from factcheck.model.parts import PARTS_BY_ACT

_HEADING = re.compile(r"\s*\[\[\s*([a-z_]+)\s*\]\]")
_TABLE = re.compile(r"\s*\[")
_KEY = re.compile(r"""\s*["']?([a-z_]+)["']?\s*=\s*["']?([a-z][0-9]+)?""")
_TOKEN = re.compile(r"""\"{3}|'{3}|"(?:[^"\\]|\\.)*"|'[^']*'|\#.*""")


@dataclass
class _Entry:
    """The claim itself, or one entry of a list: the line it begins on, and the line of each key."""

    name: str
    id: str
    line: int
    keys: dict[str, int] = field(default_factory=dict)


def line_of(text: str, place: tuple[str, ...]) -> int:
    """The line, from 1, on which a field begins; else that of its entry, else the first.

    `place` is ("text",) for a field of the claim, ("verdicts", "v1") for an entry of a list, ("verdicts", "v1",
    "summary") for a field of one. An entry without an id has the number of its turn, as when it is imported.
    """
    claim, *entries = _entries(text)
    if len(place) == 1:
        return claim.keys.get(place[0], 1)
    entry = next((one for one in entries if (one.name, one.id) == place[:2]), None)
    if entry is None:
        return claim.keys.get(place[0], 1)
    return entry.keys.get(place[-1], entry.line)


def _entries(text: str) -> list[_Entry]:
    entries = [_Entry("", "", 1)]
    inner = False
    for number, line in _outside_strings(text):
        if heading := _HEADING.match(line):
            inner, name = False, heading[1]
            turn = 1 + sum(one.name == name for one in entries)
            entries.append(_Entry(name, f"{_LETTER.get(name, '')}{turn}", number))
        elif _TABLE.match(line):
            inner = True
        elif (key := _KEY.match(line)) and not inner:
            entries[-1].keys.setdefault(key[1], number)
            if key[1] == "id" and key[2]:
                entries[-1].id = key[2]
    return entries


_LETTER = {"drift": "d", **{part.list: part.letter for part in PARTS_BY_ACT.values()}}
"""The letter of the ids in each list."""


def _outside_strings(text: str) -> Iterator[tuple[int, str]]:
    """The lines that do not begin inside a string of several lines."""
    closing = ""
    for number, line in enumerate(text.split("\n"), 1):
        rest = line
        if closing:
            _, closed, rest = _unescaped(line, closing).partition(closing)
            if not closed:
                continue
            closing = ""
        else:
            yield number, line
        closing = _left_open(rest)


def _left_open(line: str) -> str:
    """The mark that closes the string which is still open at the end of the line."""
    token = _TOKEN.search(line)
    while token:
        rest = line[token.end() :]
        if token[0] in ('"""', "'''"):
            _, closed, rest = _unescaped(rest, token[0]).partition(token[0])
            if not closed:
                return token[0]
        line = rest
        token = _TOKEN.search(line)
    return ""


def _unescaped(line: str, closing: str) -> str:
    """The line without what a backslash escapes, which only counts in one of the two kinds of string."""
    return re.sub(r"\\.", "", line) if closing == '"""' else line
