"""How Word shows a run of text: raised, lowered or not at all, by its own properties and by its styles.

After ISO/IEC 29500-1, 17.7: a run's own property wins; a toggle property of styles holds if the paragraph's style or
the character's style sets it, not if both do.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from factcheck.reading.document.page_styles import Look

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = f"{WORD}val"
_OFF = ("0", "false", "off", "none")
_HIDDEN = (f"{WORD}vanish",)
_STRUCK = (f"{WORD}strike", f"{WORD}dstrike")
_RAISED_HALF_POINTS = 4


Properties = Mapping[str, str]
"""The values of a run's properties by their names; "" where a name stands without one."""


class DocxStyles:
    """The styles of a Word file, from its styles part, if it has one."""

    def __init__(self, styles: Any = None) -> None:
        found = styles.findall(f"{WORD}style") if styles is not None else ()
        self._styles = {style.get(f"{WORD}styleId"): style for style in found}
        self._paragraph = next((name for name, style in self._styles.items() if _is_default(style)), None)
        defaults = styles.find(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr") if found else None
        self._defaults = _properties(defaults)
        self._of_style = cache(self._inherited)

    def look(self, run: Any, paragraph_style: str | None) -> Look:
        """The look of a run in a paragraph of this style."""
        own = _properties(run.find(f"{WORD}rPr"))
        by_paragraph = self._of_style(paragraph_style or self._paragraph)
        by_character = self._of_style(own.get(f"{WORD}rStyle"))
        for names, look in ((_HIDDEN, Look.HIDDEN), (_STRUCK, Look.STRUCK)):
            if any(self._is_on(name, own, by_paragraph, by_character) for name in names):
                return look
        shown = {**self._defaults, **by_paragraph, **by_character, **own}
        return _height(shown.get(f"{WORD}vertAlign", ""), shown.get(f"{WORD}position", ""))

    def style_number(self, style: str | None) -> Any:
        """The numbering that the style of a paragraph gives it; None without one."""
        for each in self._line(style or self._paragraph):
            if (number := each.find(f"{WORD}pPr/{WORD}numPr")) is not None:
                return number
        return None

    def _is_on(self, name: str, own: Properties, paragraph: Properties, character: Properties) -> bool:
        if name in own:
            return own[name] not in _OFF
        if self._defaults.get(name, "off") not in _OFF:
            return True
        return (paragraph.get(name, "off") not in _OFF) != (character.get(name, "off") not in _OFF)

    def _inherited(self, style: str | None) -> Properties:
        together: dict[str, str] = {}
        for each in self._line(style):
            together = {**_properties(each.find(f"{WORD}rPr")), **together}
        return together

    def _line(self, style: str | None) -> Iterator[Any]:
        """The style, the one that it is based on, and so on."""
        met = set()
        while style in self._styles and style not in met:
            met.add(style)
            yield self._styles[style]
            above = self._styles[style].find(f"{WORD}basedOn")
            style = above.get(_VALUE) if above is not None else None


def _is_default(style: Any) -> bool:
    return style.get(f"{WORD}type") == "paragraph" and style.get(f"{WORD}default", "0") not in _OFF


def _properties(group: Any) -> Properties:
    return {each.tag: each.get(_VALUE, "") for each in group} if group is not None else {}


def _height(aligned: str, position: str) -> Look:
    """Raised or lowered by alignment, or by a position of two points and more."""
    half_points = int(position) if position.lstrip("-").isdecimal() else 0
    if aligned == "superscript" or half_points >= _RAISED_HALF_POINTS:
        return Look.RAISED
    if aligned == "subscript" or half_points <= -_RAISED_HALF_POINTS:
        return Look.LOWERED
    return Look.PLAIN
