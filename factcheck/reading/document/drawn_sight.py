"""What of a drawn page is in sight: which texts a reader can come to see, and which boxes stand on the page as drawn.

Out of sight is what is invisible, see-through, of the colour behind it, too small to be read, off the page, or cut off
by an element around it. What is cut off from a text of which a part is seen (a slide show, "read more"), and what can
be scrolled to within the page, can be come to: it is read, but has no place on the page as drawn. Neither has what the
browser puts off drawing until it is near. What lies under something else is read as if nothing lay over it.
"""

import re
from dataclasses import dataclass, field, replace

from factcheck.reading.document.drawn_layout import TEXT, InlineTextBox, Node, Rectangle

_FIELDS = ("input", "textarea", "select")
_TOO_SMALL = 2
"""Fewer pixels across or down than this show nothing that can be read."""
_CLIPPING, _SCROLLING = ("hidden", "clip"), ("auto", "scroll", "overlay")
_FIGURES = re.compile(r"[\d.]+")
_NO_COLOUR = re.compile(r"transparent|rgba\(.*, 0\)")


@dataclass(slots=True, eq=False)
class _Edge:
    """An element that cuts off what is beyond it; with `scrolls` one can scroll to that. `shows` some of its words."""

    at: Rectangle
    scrolls: bool
    outer: "_Edge | None"
    shows: bool = False


@dataclass(frozen=True, slots=True)
class _Around:
    """What is around a node: edges for what is in the flow and for what is placed freely, and its page's place."""

    page: Node
    right: float = 0
    down: float = 0
    flow: _Edge | None = None
    free: _Edge | None = None
    pictured: bool = False
    faded: bool = False
    put_off: bool = False


@dataclass(slots=True)
class Sight:
    """The texts and fields of a page that are seen, and where on it their boxes are; elements that hold any of these.

    `worded` are those that hold any words at all.
    """

    seen: set[Node] = field(default_factory=set)
    worded: set[Node] = field(default_factory=set)
    boxes: dict[Node, list[InlineTextBox]] = field(default_factory=dict)


def sight_of(page: Node) -> Sight:
    """What of a page is in sight."""
    sight = Sight()
    nodes, cut = list[Node](), list[tuple[Node, _Edge]]()
    waiting = [(page, _Around(page))]
    while waiting:
        node, around = waiting.pop()
        nodes.append(node)
        if node.kind == TEXT or node.pseudo or node.name in _FIELDS:
            _look_at(node, around, sight, cut)
        if node.children:
            within = _within(node, around)
            waiting.extend((child, within) for child in reversed(node.children))
    sight.seen.update(node for node, edge in cut if edge.scrolls or edge.shows)
    for node in reversed(nodes):
        if node.parent:
            for kind in (sight.seen, sight.worded):
                if node in kind:
                    kind.add(node.parent)
    return sight


def _look_at(node: Node, around: _Around, sight: Sight, cut: list[tuple[Node, _Edge]]) -> None:
    """Say of a text or field whether it is seen."""
    if not (node.value.strip() or node.name in _FIELDS):
        return
    sight.worded.add(node)
    if around.put_off and not node.at:
        sight.seen.add(node)
        return
    boxes = node.boxes
    if node.name in _FIELDS and node.at:
        boxes = [InlineTextBox(0, max(1, len(node.entered or node.value)), node.at)]
    boxes = [
        replace(one, at=one.at.moved(around.right, around.down))
        for one in boxes
        if one.at.width >= _TOO_SMALL / 2 and one.at.height >= _TOO_SMALL and not _is_off(one.at, around.page)
    ]
    if not boxes or _is_invisible(node, around):
        return
    edges = [_cut_by(one.at, around.flow) for one in boxes]
    shown = around.flow.at if around.flow else None
    whole = [replace(box, shown=shown) for box, edge in zip(boxes, edges, strict=True) if not edge]
    sight.boxes[node] = [box for box in whole if box.at.right > 0 and box.at.bottom > 0]
    edge = next((one for one in edges if one), None)
    if whole:
        sight.seen.add(node)
        _mark_shown(around.flow)
    elif edge and not _is_tiny(edge):
        cut.append((node, edge))


def _mark_shown(edge: _Edge | None) -> None:
    while edge and not edge.shows:
        edge.shows, edge = True, edge.outer


def _cut_by(at: Rectangle, edge: _Edge | None) -> _Edge | None:
    """The innermost edge beyond which a box is; None if it stands within all."""
    while edge and edge.at.touches(at) and not _is_tiny(edge):
        edge = edge.outer
    return edge


def _is_tiny(edge: _Edge) -> bool:
    return edge.at.width < _TOO_SMALL or edge.at.height < _TOO_SMALL


def _is_off(at: Rectangle, page: Node) -> bool:
    """Whether a box is where nobody can scroll to: before the beginning of a page, or beyond its end."""
    root = next((one for one in page.children if one.styles), None)
    width, _ = page.size
    from_right = root and "rtl" in (root.style("direction"), root.style("writing-mode")[-2:])
    right = root.at.right if root and root.at and from_right else width
    return at.right <= right - width or at.left >= right or at.bottom <= 0


def _is_invisible(node: Node, around: _Around) -> bool:
    above = node if node.styles and (node.pseudo or node.name in _FIELDS) else node.parent
    if not above or around.faded or node.style("visibility") != "visible":
        return True
    colour = node.style("-webkit-text-fill-color") or node.style("color")
    if node.name in _FIELDS or node.style("text-shadow") not in ("", "none"):
        return False
    if _NO_COLOUR.fullmatch(colour):
        return "text" not in node.style("background-clip")
    return _FIGURES.findall(colour)[:3] == _FIGURES.findall(above.background) and not around.pictured


def _within(node: Node, around: _Around) -> _Around:
    """What is around the children of a node."""
    position, at = node.style("position"), node.at and node.at.moved(around.right, around.down)
    flow = {"fixed": None, "absolute": around.free}.get(position, around.flow)
    pictured = around.pictured or node.style("background-image") not in ("", "none")
    faded = around.faded or node.style("opacity") == "0" or node.style("display") == "none"
    if at and node.children[0].name == "#document":
        faded = faded or node.style("visibility") != "visible"
        return _framed(node, node.children[0], at, _Around(around.page, flow=flow, faded=faded))
    if at and node.name not in ("html", "body") and node.style("display") != "inline":
        overflow = {node.style("overflow-x"), node.style("overflow-y")}
        if overflow.intersection((*_CLIPPING, *_SCROLLING)):
            flow = _Edge(at, not overflow.isdisjoint(_SCROLLING), flow)
    holds_free = position not in ("", "static") or node.style("transform") not in ("", "none")
    free = flow if holds_free else around.free
    put_off = around.put_off if not at else _is_put_off(node)
    return replace(around, flow=flow, free=free, pictured=pictured, faded=faded, put_off=put_off)


def _is_put_off(node: Node) -> bool:
    """Whether what is in an element may be shown though it is not laid out: until it is near, or is clicked upon."""
    if node.name == "details" and "open" not in node.attributes:
        return True
    return node.style("content-visibility") == "auto"


def _framed(node: Node, page: Node, at: Rectangle, around: _Around) -> _Around:
    """What is around a page in a frame."""
    left, top = (
        sum(
            _pixels(node.style(f"{what}-{side}{'-width' * (what == 'border')}"))
            for what in ("border", "padding")
        )
        for side in ("left", "top")
    )
    thick = _pixels(node.style("border-left-width"))
    within = Rectangle(at.left + thick, at.top + thick, at.right - thick, at.bottom - thick)
    edge = _Edge(within, True, around.flow)
    right, down = at.left + left - page.scrolled[0], at.top + top - page.scrolled[1]
    return _Around(page, right, down, edge, edge, faded=around.faded)


def _pixels(length: str) -> float:
    return float(length.removesuffix("px")) if re.fullmatch(r"[\d.]+px", length) else 0
