"""The numbers that Word puts before the paragraphs of a list or the headings of chapters (1., 2.1, (a), iv.)."""

import re
from typing import Any

from factcheck.reading.document.docx_looks import WORD

_VALUE = f"{WORD}val"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"), strict=True)
)  # fmt: skip
_MOST = 10_000


class ListNumbers:
    """Counts the numbered paragraphs of a file in their order, by its numbering part, if it has one."""

    def __init__(self, numbering: Any = None) -> None:
        found = numbering if numbering is not None else ()
        abstract = {
            each.get(f"{WORD}abstractNumId"): each for each in found if each.tag == f"{WORD}abstractNum"
        }
        self._lists = {
            number.get(f"{WORD}numId"): (_value(number, "abstractNumId"), number)
            for number in found
            if number.tag == f"{WORD}num"
        }
        self._levels = {name: _by_level(each) for name, each in abstract.items()}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def number(self, properties: Any, by_style: Any) -> str:
        """The number of the next paragraph with these properties and a space; "" if it has none or a bullet."""
        own = properties.find(f"{WORD}numPr") if properties is not None else None
        name = _value(own, "numId") or _value(by_style, "numId")
        level = _value(own, "ilvl") or _value(by_style, "ilvl") or "0"
        if name not in self._lists or not level.isdecimal():
            return ""
        levels = self._levels.get(self._lists[name][0], {})
        counts = self._count(name, int(level), levels)
        written = self._written(levels, int(level), counts)
        return f"{written} " if written else ""

    def _count(self, name: str, level: int, levels: dict[int, Any]) -> dict[int, int]:
        """The counts of a list, of which the paragraph is the next at this level."""
        abstract, number = self._lists[name]
        counts = self._counts.setdefault(abstract, {})
        override = number.find(f"{WORD}lvlOverride[@{WORD}ilvl='{level}']")
        start = _value(override, "startOverride")
        if start and (name, level) not in self._restarted:
            self._restarted.add((name, level))
            counts.pop(level, None)
        start = start or _value(levels.get(level), "start") or "1"
        counts[level] = counts[level] + 1 if level in counts else int(start) if start.isdecimal() else 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return counts

    def _written(self, levels: dict[int, Any], level: int, counts: dict[int, int]) -> str:
        if level not in levels:
            return ""
        plain = levels[level].find(f"{WORD}isLgl") is not None

        def one(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            shape = "decimal" if plain else _value(levels.get(at), "numFmt")
            first = _value(levels.get(at), "start")
            return _in_shape(counts.get(at, int(first) if first.isdecimal() else 1), shape)

        if _value(levels[level], "numFmt") in ("bullet", "none"):
            return ""
        return _PLACE.sub(one, _value(levels[level], "lvlText"))


def _by_level(abstract: Any) -> dict[int, Any]:
    levels = abstract.findall(f"{WORD}lvl")
    return {
        int(level.get(f"{WORD}ilvl")): level for level in levels if level.get(f"{WORD}ilvl", "").isdecimal()
    }


def _value(above: Any, name: str) -> str:
    found = above.find(f"{WORD}{name}") if above is not None else None
    return str(found.get(_VALUE, "")) if found is not None else ""


def _in_shape(number: int, shape: str) -> str:
    """A number as a list writes it (ISO/IEC 29500-1, ST_NumberFormat); in digits where the shape is another."""
    if 0 < number < _MOST and shape.endswith("Letter"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if shape.startswith("upper") else letters
    if 0 < number < _MOST and shape.endswith("Roman"):
        return _roman(number).upper() if shape.startswith("upper") else _roman(number)
    return f"{number:02}" if shape == "decimalZero" else str(number)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written
