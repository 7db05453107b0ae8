"""The layout of a page as a browser drew it: what `DOMSnapshot.captureSnapshot` of its DevTools gives, as a tree.

The browser has put shadow roots, and what is in their slots, where they are shown. Lengths are CSS pixels.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

_STYLES = (  # noqa: SIM905
    "display visibility opacity color -webkit-text-fill-color background-clip background-image "
    "text-shadow text-decoration-line vertical-align font-variant-position float position top overflow-x "
    "overflow-y clip clip-path transform direction unicode-bidi writing-mode white-space order "
    "flex-direction content-visibility border-left-width border-top-width padding-left padding-top"
).split()
SNAPSHOT: Mapping[str, Any] = {
    "computedStyles": _STYLES,
    "includeBlendedBackgroundColors": True,
}
"""The parameters with which the layout is to be asked for."""

ELEMENT, TEXT = 1, 3
_AT = {name: at for at, name in enumerate(_STYLES)}


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A part of the page, by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def moved(self, right: float, down: float) -> "Rectangle":
        """The same, elsewhere."""
        return Rectangle(self.left + right, self.top + down, self.right + right, self.bottom + down)

    def is_beside(self, other: "Rectangle") -> bool:
        """Whether they stand on one line: more than half of the lower one is as high on the page as the other."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > min(self.height, other.height) / 2

    def touches(self, other: "Rectangle") -> bool:
        """Whether so much of another is within this one that something of it can be seen."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across >= min(4, other.width / 2) and down >= min(4, other.height / 2)

    def covers(self, other: "Rectangle") -> bool:
        """Whether the middle of another is within this one."""
        across, down = (other.left + other.right) / 2, (other.top + other.bottom) / 2
        return self.left <= across <= self.right and self.top <= down <= self.bottom


_Piece = tuple[int, int, Rectangle]
"""Where a piece of a text begins, its length, and where on the page it is."""


@dataclass(frozen=True, slots=True)
class InlineTextBox:
    """A piece of a text that stands on one line: its characters from `start` to before `end`, and where they are.

    `runs_down` where its characters stand below each other; `shown` is the part of the page on which it is not cut off,
    None if that is all of it.
    """

    start: int
    end: int
    at: Rectangle
    runs_down: bool = False
    shown: Rectangle | None = None


@dataclass(slots=True, eq=False)
class Node:
    """An element (`name` in lower case), a text (`name` is "#text"), or what a style puts before or after (`pseudo`).

    `at` is None where it is not laid out; `styles` are numbers of the `strings` of its layout. `background` is the
    colour behind its words where that is plain. `entered` is what stands in a form field; `is_chosen` marks options and
    boxes that are. The root of a page in a frame (`name` "#document") is the only child of its frame; `size` is its
    width and height, `scrolled` how far it is scrolled to the right and down.
    """

    kind: int
    name: str
    value: str
    attributes: dict[str, str]
    parent: "Node | None" = None
    pseudo: str = ""
    entered: str | None = None
    is_chosen: bool = False
    children: list["Node"] = field(default_factory=list)
    styles: Sequence[int] = ()
    strings: Sequence[str] = ()
    at: Rectangle | None = None
    background: str = ""
    boxes: list[InlineTextBox] = field(default_factory=list)
    size: tuple[float, float] = (0, 0)
    scrolled: tuple[float, float] = (0, 0)

    def style(self, name: str) -> str:
        """The computed value of a property; "" where the element is not laid out."""
        number = self.styles[_AT[name]] if self.styles else -1
        return self.strings[number] if number >= 0 else ""

    def walk(self) -> Iterator["Node"]:
        """This and all that is in it, in the order of the page."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def read_layout(body: bytes) -> Node:
    """The page that a layout tells of, with the pages in its frames. Raises KeyError and the like if it is none."""
    layout = json.loads(body)
    pages = [_Page(document, layout["strings"]) for document in layout["documents"]]
    for page in pages:
        for at, number in _rare(page.said["nodes"].get("contentDocumentIndex")).items():
            page.nodes[at].children = [pages[number].nodes[0]]
            pages[number].nodes[0].parent = page.nodes[at]
    return pages[0].nodes[0]


def _rare(data: Mapping[str, Any] | None) -> dict[int, int]:
    """Values that few nodes have, by the number of the node; 1 where it is only said that a node has it."""
    if not data:
        return {}
    return dict(zip(data["index"], data.get("value") or [1] * len(data["index"]), strict=True))


class _Page:
    """One document of a layout."""

    def __init__(self, said: Mapping[str, Any], strings: Sequence[str]) -> None:
        self.said, self._strings = said, strings
        self._read_nodes(said["nodes"])
        self._read_boxes(said["layout"], said["textBoxes"])
        self._join(said["nodes"]["parentIndex"])
        self.nodes[0].size = said["contentWidth"], said["contentHeight"]
        self.nodes[0].scrolled = said.get("scrollOffsetX") or 0, said.get("scrollOffsetY") or 0

    def _string(self, number: int) -> str:
        return self._strings[number] if number >= 0 else ""

    def _read_nodes(self, said: Mapping[str, Any]) -> None:
        pseudo, chosen = _rare(said.get("pseudoType")), _rare(said.get("optionSelected"))
        checked = _rare(said.get("inputChecked"))
        entered = _rare(said.get("inputValue")) | _rare(said.get("textValue"))
        self.nodes = []
        for at, kind in enumerate(said["nodeType"]):
            pairs = iter([self._string(one) for one in said["attributes"][at]])
            name = self._string(said["nodeName"][at])
            self.nodes.append(
                Node(
                    kind=kind,
                    name=name.lower() if kind == ELEMENT else name,
                    value=self._string(said["nodeValue"][at]),
                    attributes=dict(zip(pairs, pairs, strict=True)),
                    pseudo=self._string(pseudo[at]) if at in pseudo else "",
                    entered=self._string(entered[at]) if at in entered else None,
                    is_chosen=at in chosen or at in checked,
                )
            )

    def _join(self, parents: Sequence[int]) -> None:
        """Hang every node into its parent; what a style puts at the end of an element comes before its words here."""
        last = list[Node]()
        for node, parent in zip(self.nodes, parents, strict=True):
            if parent >= 0:
                node.parent = self.nodes[parent]
                (last if node.pseudo == "after" else node.parent.children).append(node)
        for node in last:
            if node.parent:
                node.parent.children.append(node)

    def _read_boxes(self, layout: Mapping[str, Any], boxes: Mapping[str, Any]) -> None:
        pieces: dict[int, list[_Piece]] = {}
        for at, *piece in zip(
            boxes["layoutIndex"], boxes["start"], boxes["length"], boxes["bounds"], strict=True
        ):
            pieces.setdefault(at, []).append((piece[0], piece[1], _rectangle(piece[2])))
        backgrounds = layout.get("blendedBackgroundColors") or [-1] * len(layout["nodeIndex"])
        for at, number in enumerate(layout["nodeIndex"]):
            node, shown = self.nodes[number], self._string(layout["text"][at])
            if node.at is None:
                node.at = _rectangle(layout["bounds"][at])
                node.styles, node.strings = layout["styles"][at], self._strings
                node.background = self._string(backgrounds[at])
            runs_down = node.style("writing-mode") not in ("", "horizontal-tb")
            if node.pseudo:
                node.boxes += _boxes(shown, pieces.get(at, []), runs_down, before=len(node.value))
                node.value += shown
            elif node.kind == TEXT:
                skipped = node.value.removesuffix(shown) if node.value.endswith(shown) else ""
                node.boxes = _boxes(node.value, pieces.get(at, []), runs_down, skipped=_units(skipped))


def _rectangle(bounds: Sequence[float]) -> Rectangle:
    left, top, width, height = bounds
    return Rectangle(left, top, left + width, top + height)


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _boxes(
    text: str, pieces: Sequence[_Piece], runs_down: bool, before: int = 0, skipped: int = 0
) -> list[InlineTextBox]:
    """The boxes of a text, in code points; the browser counts in UTF-16, after a first letter that it draws apart."""
    point = list[int]()
    if text and max(text) > "\uffff":
        for at, character in enumerate(text):
            point += [at] * (2 if character > "\uffff" else 1)
        point.append(len(text))
    found = []
    starts = sorted({start for start, _, _ in pieces})
    ends = dict(pairwise([*starts, 1 << 31]))
    for start, length, place in pieces:
        edges = [min(start + skipped, 1 << 30), min(start + length, ends[start]) + skipped]
        first, last = (point[min(one, len(point) - 1)] if point else min(one, len(text)) for one in edges)
        if first < last:
            found.append(InlineTextBox(first + before, last + before, place, runs_down))
    return found
