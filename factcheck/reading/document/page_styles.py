"""What a page's own styles make of its elements: hidden, struck out, raised, lowered, on a line of their own.

Read are style attributes and <style> elements, as on a screen 1,280 pixels wide; style sheets at addresses of their own
are not, nor what scripts change. Of rules that disagree the more specific wins, then the later one (CSS Cascading 4).
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from factcheck.reading.document.style_sheets import (
    Declarations,
    Weight,
    declarations,
    holds,
    key_of,
    names_in,
    selectors,
    specificity,
    style_blocks,
)

if TYPE_CHECKING:
    from resiliparse.parse.html import DocumentNode, ElementNode

_FAR = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|r?em|ex|v[wh]|%|pt)?")
_NOTHING = re.compile(r"[+-]?0*(?:\.0*)?(?:px|r?em|ex|%|pt)?")
_CLIPPED = re.compile(
    r"rect\(0[^1-9]*\)|rect\(1px[, ]*1px[, ]*1px[, ]*1px\)|inset\((?:50|100)%"
    r"|circle\(0(?:px|%)?[ )]|polygon\([^1-9]*\)"
)
_FAR_MOVED = re.compile(r"translate(?:x|y|3d)?\([^)]*-\d{4}|scale\(0\)")
_RAISED = re.compile(r"super|(?:text-)?top|\+?(?=[\d.]*[1-9])\d*\.?\d+(?:px|r?em|ex|pt|%)")
_LOWERED = re.compile(r"sub|text-bottom|-(?=[\d.]*[1-9])\d*\.?\d+(?:px|r?em|ex|pt|%)")
_WHITE = re.compile(r"#f{3,4}|#f{6}|#f{8}|rgba?\(255,255,255(?:,1(?:\.0)?)?\)|hsla?\(0,0%,100%\)")
_TELLING = (
    *(
        "display",
        "visibility",
        "opacity",
        "decoration",
        "vertical-align",
        "variant-pos",
        "font-size:0",
        "font-size: 0",
    ),
    *(
        "clip",
        "list-style",
        "relative",
        "text-indent",
        "overflow",
        "transform",
        "transparent",
        "-9",
        "-1000",
        "-5000",
    ),
)
"""What a block of declarations must hold to say anything of how words look, but for their colour."""
_NO_COLOURS = ("inherit", "initial", "unset", "revert", "revert-layer", "currentcolor")
_WAITING = ("transition", "animation", "will-change")
_LINES = ("block", "list-item", "table", "table-row", "flow-root", "flex", "grid")
_BOXES = ("flex", "grid", "inline-flex", "inline-grid")
INLINE = frozenset(
    ("a abbr b bdi big cite code em font i ins label mark q small span strong sub sup time u var").split()  # noqa: SIM905
)
"""Elements that stand within a line unless a style says otherwise."""
_MOST_ELEMENTS = 50_000
_MOST_RULES = 10_000
_MOST_TRIED = 300_000
"""How often a rule is held against an element, in one page; the rules after that are not read."""
_FEW = 20
"""Elements that are held against a selector one by one."""


class Look(Enum):
    """What a style makes of an element; PLAIN is none of the others."""

    PLAIN = "plain"
    HIDDEN = "hidden"
    TINY = "tiny"
    """Its own words are too small to be seen; elements within it may have a size of their own."""
    STRUCK = "struck"
    RAISED = "raised"
    LOWERED = "lowered"
    OWN_LINE = "own line"
    UNNUMBERED = "unnumbered"
    """A list without numbers."""
    BOXES = "boxes"
    """What is in it stands in boxes of their own, beside or below each other."""


Looks = dict[str, Look]
"""The look that declarations give, by the property that gives it."""


def looks_of(declared: Declarations) -> Looks:
    """What declarations say of how an element looks, property by property."""
    said: Looks = {}
    for name, judge in _JUDGES.items():
        if name in declared:
            said[name] = judge(declared[name], declared)
    if declared.get("position") == "relative" and (
        shift := declared.get("top") or _reversed(declared.get("bottom"))
    ):
        said["shift"] = Look.RAISED if _LOWERED.fullmatch(shift) and not _FAR.fullmatch(shift) else Look.PLAIN
    if "position" in declared or "margin-left" in declared or "text-indent" in declared:
        far = any(_FAR.fullmatch(declared.get(side, "")) for side in _SIDES)
        said["place"] = Look.HIDDEN if far else Look.PLAIN
    if "hidden" in declared.get("overflow", "") or "clip" in declared.get("overflow", ""):
        small = any(_is_small(declared.get(side, "")) for side in ("height", "max-height", "width"))
        said["size"] = Look.HIDDEN if small and not _is_waiting(declared) else Look.PLAIN
    return said


_SIDES = ("left", "right", "top", "margin-left", "margin-top", "text-indent")


def _reversed(length: str | None) -> str:
    return f"-{length}" if length and length[0] != "-" else ""


def _is_small(length: str) -> bool:
    return bool(length) and (length == "1px" or bool(_NOTHING.fullmatch(length)))


def _is_waiting(declared: Declarations) -> bool:
    """Whether the element only waits to be moved into sight while a reader scrolls."""
    moved = declared.get("transform", "none")
    return any(name.startswith(_WAITING) for name in declared) or (
        moved != "none" and not _FAR_MOVED.search(moved)
    )


def _display(value: str, _: Declarations) -> Look:
    if value == "none":
        return Look.HIDDEN
    return Look.BOXES if value in _BOXES else Look.OWN_LINE if value in _LINES else Look.PLAIN


def _visibility(value: str, declared: Declarations) -> Look:
    return Look.HIDDEN if value in ("hidden", "collapse") and not _is_waiting(declared) else Look.PLAIN


def _content(value: str, _: Declarations) -> Look:
    return Look.HIDDEN if value == "hidden" else Look.PLAIN


def _opacity(value: str, declared: Declarations) -> Look:
    return Look.HIDDEN if _NOTHING.fullmatch(value) and not _is_waiting(declared) else Look.PLAIN


def _font_size(value: str, _: Declarations) -> Look:
    return Look.TINY if _NOTHING.fullmatch(value) else Look.PLAIN


def _decoration(value: str, _: Declarations) -> Look:
    return Look.STRUCK if "line-through" in value else Look.PLAIN


def _height(value: str, _: Declarations) -> Look:
    return (
        Look.RAISED if _RAISED.fullmatch(value) else Look.LOWERED if _LOWERED.fullmatch(value) else Look.PLAIN
    )


def _list(value: str, _: Declarations) -> Look:
    words = value.split()
    return Look.UNNUMBERED if {"none", "disc", "circle", "square"}.intersection(words) else Look.PLAIN


def _clip(value: str, _: Declarations) -> Look:
    return Look.HIDDEN if _CLIPPED.search(value) else Look.PLAIN


def _transform(value: str, _: Declarations) -> Look:
    return Look.HIDDEN if _FAR_MOVED.search(value) else Look.PLAIN


def _colour(value: str, declared: Declarations) -> Look:
    background = declared.get("background-color") or declared.get("background", "")
    if value == "transparent":
        seen = "text" in declared.get("background-clip", "") + declared.get("-webkit-background-clip", "")
        return Look.PLAIN if seen or "text-shadow" in declared else Look.HIDDEN
    is_same = value not in _NO_COLOURS and _plain_colour(value) == _plain_colour(background)
    return Look.HIDDEN if is_same else Look.PLAIN


def _plain_colour(value: str) -> str:
    return "white" if _WHITE.fullmatch(value) else value


_JUDGES = {
    "display": _display,
    "visibility": _visibility,
    "content-visibility": _content,
    "opacity": _opacity,
    "font-size": _font_size,
    "text-decoration": _decoration,
    "text-decoration-line": _decoration,
    "vertical-align": _height,
    "font-variant-position": _height,
    "list-style": _list,
    "list-style-type": _list,
    "clip": _clip,
    "clip-path": _clip,
    "transform": _transform,
    "color": _colour,
}


@dataclass(frozen=True, slots=True)
class _Rule:
    """One selector, its key and the names it needs, the looks that it gives, and their weight."""

    selector: str
    key: str
    names: frozenset[str]
    looks: Looks
    weight: Weight


_Weighed = dict[tuple["ElementNode", str], tuple[Weight, Look]]
"""Of each element and property, the look of the weightiest rule so far."""


def styled_elements(document: "DocumentNode") -> dict[Look, list["ElementNode"]]:
    """The elements of each look but PLAIN; <html> and <body> have none, as pages hide these until scripts run."""
    weighed: _Weighed = {}
    if sheets := document.query_selector_all("style").values():
        css = "\n".join(
            sheet.text or "" for sheet in sheets if holds(f"@media {sheet.getattr('media') or ''}")
        )
        _weigh_rules(weighed, document, _telling_rules(css))
    for element in document.query_selector_all("[style]").values()[:_MOST_ELEMENTS]:
        for important, looks in _looks_in((element.getattr("style") or "").lower()):
            _weigh(weighed, element, looks, (important, 1, 0, 0, 0, 0))
    found: dict[Look, list[ElementNode]] = {}
    for (element, _), (_, look) in weighed.items():
        if look is not Look.PLAIN and element.tag not in ("html", "body"):
            found.setdefault(look, []).append(element)
    return found


@lru_cache(maxsize=8)
def _telling_rules(css: str) -> tuple[_Rule, ...]:
    """The rules that speak of properties of which some rule makes another look than PLAIN.

    The pages of one site mostly have the same style sheets, so the last are kept.
    """
    blocks = [(prelude, said) for prelude, body in style_blocks(css) if (said := _looks_in(body))]
    rules = [
        _Rule(
            selector,
            key_of(selector),
            names_in(selector),
            looks,
            (important, 0, *specificity(selector), place),
        )
        for place, (prelude, said) in enumerate(blocks)
        for selector in selectors(prelude)
        for important, looks in said
    ][:_MOST_RULES]
    telling = {name for rule in rules for name, look in rule.looks.items() if look is not Look.PLAIN}
    rules = [rule for rule in rules if not telling.isdisjoint(rule.looks)]
    return tuple(sorted(rules, key=lambda rule: _ONLY_PLACED.issuperset(rule.looks.values())))


_ONLY_PLACED = frozenset((Look.PLAIN, Look.OWN_LINE, Look.BOXES))


def _looks_in(body: str) -> list[tuple[bool, Looks]]:
    """The looks that a block of declarations gives, those called important apart from the others."""
    if not (any(word in body for word in _TELLING) or ("color" in body and "background" in body)):
        return []
    return [(important, looks) for important, said in declarations(body) if (looks := looks_of(said))]


def _weigh_rules(weighed: _Weighed, document: "DocumentNode", rules: Sequence[_Rule]) -> None:
    """Weigh the rules for every element; those that only place an element, for those for which that tells something."""
    elements = _by_key(document) if rules else {}
    left = _MOST_TRIED
    for rule in (one for one in rules if elements.keys() >= one.names):
        placing = _ONLY_PLACED.issuperset(rule.looks.values()) and Look.BOXES not in rule.looks.values()
        selected = elements.get(rule.key, ())
        left -= len(selected)
        if left < 0:
            return
        for element in _matching(document, rule, selected):
            if not placing or element.tag in INLINE or any((element, name) in weighed for name in rule.looks):
                _weigh(weighed, element, rule.looks, rule.weight)


def _matching(
    document: "DocumentNode", rule: _Rule, selected: Sequence["ElementNode"]
) -> Sequence["ElementNode"]:
    """The elements that a rule is for, of those with its key; one search is quicker than to try many one by one."""
    if rule.key == rule.selector:
        return selected
    if len(selected) <= _FEW:
        return [element for element in selected if _matches(element, rule.selector)]
    with suppress(ValueError):
        return document.query_selector_all(rule.selector).values()[:_MOST_ELEMENTS]
    return ()


def _by_key(document: "DocumentNode") -> dict[str, list["ElementNode"]]:
    """All elements by their ids, classes and tags, as `key_of` writes them; all of them under *."""
    found: dict[str, list[ElementNode]] = {
        "*": list(document.query_selector_all("*").values()[:_MOST_ELEMENTS])
    }
    for element in found["*"]:
        found.setdefault(element.tag or "", []).append(element)
        for one in (element.getattr("class") or "").split():
            found.setdefault(f".{one}", []).append(element)
        if name := element.getattr("id"):
            found.setdefault(f"#{name}", []).append(element)
    return found


def _weigh(weighed: _Weighed, element: "ElementNode", looks: Looks, weight: Weight) -> None:
    for name, look in looks.items():
        key = (element, name)
        if key not in weighed or weighed[key][0] <= weight:
            weighed[key] = (weight, look)


def _matches(element: "ElementNode", selector: str) -> bool:
    with suppress(ValueError):  # a selector that the parser does not know
        return element.matches(selector)
    return False
