"""A page as a browser drew it, written as markup in which everything is decided that styles and scripts decide.

That markup is then read as any is, so that a quote reads the same whichever way its page was captured: in the order of
the document, struck out words left out, figures, notes and form fields written in the one way. That order is left only
where a style puts the words of one line in another than they stand in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import escape
from unicodedata import bidirectional

from factcheck.reading.document.drawn_layout import ELEMENT, TEXT, InlineTextBox, Node
from factcheck.reading.document.drawn_sight import Sight

_LEFT_OUT = frozenset(
    "audio canvas datalist head noembed noframes noscript script style template video".split()  # noqa: SIM905
)
_RENAMED = {"q": "span", "ol": "ul", "dir": "ul", "xmp": "pre", "listing": "pre", "plaintext": "pre"}
"""Elements to which a parser or a reader would add something: marks and numbers are written as they were drawn."""
_PARTS = ("html", "body", "frameset")
_FOREIGN = ("svg", "math")
_EMPTY = frozenset(("br", "hr", "img", "col"))
_WITHOUT_CHILDREN = _EMPTY | {"input", "textarea", "select"}
_ROWS = ("table", "thead", "tbody", "tfoot", "tr")
_WITHIN = {
    **dict.fromkeys(("caption", "colgroup", "thead", "tbody", "tfoot"), ("table",)),
    "col": ("colgroup",),
    "tr": _ROWS[:-1],
    "td": ("tr",),
    "th": ("tr",),
}
"""Parts of tables, which a parser would move away from anywhere else."""
_BLOCK = ("block", "list-item", "table", "table-row", "flow-root", "flex", "grid")
_BOXES = ("flex", "grid", "inline-flex", "inline-grid")
_SHOWN_LINES = ("pre", "pre-wrap", "pre-line", "break-spaces")
_LEANING = ("text-decoration-line", "vertical-align", "font-variant-position", "clip", "clip-path")
_USUAL = ("none", "baseline", "normal", "auto", "")
_LONGEST = 2_000
_LARGE = 5_000
"""The least size of a picture that may hold words, in square pixels."""
_ICONS = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_WORD = re.compile(r"\w")
_TELLING = re.compile(r"[\w%‰°€$£¥₹+±<>≤≥=≈~✓✔✗✘☑☒☐✅❌“”„‘’\"'−-]")
_LETTERS = re.compile(r"\s*(?=.{8})(?=[^\W\d_])", re.DOTALL)
"""How a text begins before which a mark changes nothing in how it is read."""
FIRST_MARK, LAST_MARK = 0xF0000, 0x10FFFD


@dataclass(frozen=True, slots=True)
class Piece:
    """One text that was written, and its boxes; empty where it has none."""

    text: str
    boxes: list[InlineTextBox]


@dataclass(slots=True)
class DrawnMarkup:
    """The markup of a page, and the pieces of text in it, in order.

    A character for private use from FIRST_MARK on stands before the longer pieces: its number is that of the piece.
    """

    markup: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


def write_markup(page: Node, sight: Sight) -> DrawnMarkup:
    """The markup of a page of which only what is in sight is shown."""
    written = DrawnMarkup()
    writer = _Writer(sight, written)
    head = next((node for node in page.walk() if node.name == "head"), None)
    root = next((node for node in page.children if node.name == "html"), None)
    language = root.attributes.get("lang", "") if root else ""
    written.markup.append(f'<!doctype html><html lang="{escape(language)}"><head>')
    for node in head.children if head else ():
        _write_head(node, written)
    written.markup.append("</head><body>")
    writer.write(page)
    written.markup.append("</body></html>")
    return written


def _write_head(node: Node, written: DrawnMarkup) -> None:
    """Write what a page says of itself: its title, <meta>, <link> and linked data."""
    text = "".join(one.value for one in node.children)
    if node.name in ("meta", "link") and node.attributes.get("rel") != "stylesheet":
        written.markup.append(f"<{node.name}{_attributes(node.attributes)}>")
    elif node.name == "title":
        written.markup.append(f"<title>{escape(text)}</title>")
    elif node.name == "script" and "json" in node.attributes.get("type", ""):
        data = text.replace("</", r"<\/")
        written.markup.append(f"<script{_attributes(node.attributes)}>{data}</script>")


def _attributes(attributes: Mapping[str, str]) -> str:
    return "".join(
        f' {name}="{escape(value)}"' for name, value in attributes.items() if len(value) <= _LONGEST
    )


class _Writer:
    """Writes elements one after the other, without going into itself: pages may be nested deeply."""

    def __init__(self, sight: Sight, written: DrawnMarkup) -> None:
        self._sight, self._written = sight, written
        self._veiled, self._foreign = set[Node | None](), set[Node | None]()
        self._first_letter: list[InlineTextBox] = []

    def write(self, page: Node) -> None:
        """Write a node and all in it."""
        waiting: list[Node | str] = [page]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                self._written.markup.append(node)
            elif node.kind == TEXT:
                self._write_text(node)
            elif node.pseudo:
                self._write_pseudo(node)
            elif node.name not in _LEFT_OUT or node.attributes.get("type", "").startswith("math/"):
                waiting += reversed(self._begin(node))

    def _begin(self, node: Node) -> list[Node | str]:
        """Write the beginning of an element; what is then to be written."""
        above = node.parent
        if node.name in _FOREIGN or (above and above in self._foreign and above.name != "foreignobject"):
            self._foreign.add(node)
        name = node.name if node in self._foreign else _written_name(node)
        is_hidden = bool(name) and node in self._sight.worded and node not in self._sight.seen
        if is_hidden or node.parent in self._veiled:
            self._veiled.add(node)
        if name in ("input", "textarea", "select"):
            self._write_field(node, name)
        elif name:
            style = self._style(node, is_hidden and node.parent not in self._veiled)
            cell = "<td>" if node in self._sight.worded and _lacks_cell(node) else ""
            self._written.markup.append(f"{cell}<{name}{_attributes(_kept_attributes(node) | style)}>")
        end = [f"</{name}>"] if name and name not in _EMPTY else []
        return [] if name in _WITHOUT_CHILDREN else [*_in_order(node, self._sight), *end]

    def _style(self, node: Node, is_hidden: bool) -> dict[str, str]:
        """What styles make of an element, as its attribute, as far as it tells how its words are read."""
        if not node.styles:
            own = node.attributes.get("style", "")
            return {"style": "display:none"} if is_hidden else {"style": own} if own else {}
        said = [f"{one}:{value}" for one in _LEANING if (value := node.style(one)) not in _USUAL]
        display, above = node.style("display"), node.parent.style("display") if node.parent else ""
        if node.style("position") == "relative" and node.style("top") not in ("auto", "0px"):
            said.append(f"position:relative;top:{node.style('top')}")
        is_placed = node.style("float") != "none" or node.style("position") in ("absolute", "fixed")
        if is_hidden:
            said.append("display:none")
        elif display in _BOXES or (display in _BLOCK and not is_placed and above not in _BOXES):
            said.append(f"display:{display}")
        return {"style": ";".join(said)} if said else {}

    def _write_text(self, node: Node) -> None:
        if not (node.parent in self._veiled or node in self._sight.seen or not node.value.strip()):
            return
        boxes = self._sight.boxes.get(node, [])
        if self._first_letter and boxes and boxes[0].start:
            boxes = [*(InlineTextBox(0, boxes[0].start, one.at) for one in self._first_letter), *boxes]
            self._first_letter = []
        if _lacks_cell(node) and node.value.strip():
            self._written.markup.append("<td>")
        shows_lines = node.style("white-space") in _SHOWN_LINES
        self._write_piece(_as_seen(node, boxes), shows_lines, is_marked=node.parent not in self._foreign)

    def _write_piece(self, piece: Piece, shows_lines: bool = False, is_marked: bool = False) -> None:
        """Write a text, with a mark before its first letter if it is long enough and there are marks left."""
        number = len(self._written.pieces)
        text = piece.text if max(piece.text, default="") < "\ue000" else _ICONS.sub("", piece.text)
        begins = _LETTERS.match(text)
        if is_marked and begins and FIRST_MARK + number < LAST_MARK:
            text = f"{begins[0]}{chr(FIRST_MARK + number)}{text[begins.end() :]}"
        self._written.pieces.append(piece if piece.boxes else Piece("", []))
        plain = escape(text, quote=False)
        self._written.markup.append(plain.replace("\n", "<br>") if shows_lines else plain)

    def _write_pseudo(self, node: Node) -> None:
        """Write the number of a list, or what a style adds to words, if that tells anything."""
        if node.pseudo == "first-letter":
            self._first_letter = list(self._sight.boxes.get(node, []))
        if node in self._sight.seen and node.pseudo in ("before", "after", "marker") and _tells(node):
            tag = "div" if node.style("display") == "block" and node.style("float") == "none" else "span"
            self._written.markup.append(f"<{tag}>")
            self._write_piece(Piece(node.value, self._sight.boxes[node]))
            self._written.markup.append(f"</{tag}>")

    def _write_field(self, node: Node, name: str) -> None:
        """Write a form field with what was entered or chosen when the page was drawn, if it is seen."""
        if node not in self._sight.seen:
            return
        attributes = _kept_attributes(node)
        shown = node.entered or ""
        options = [one for one in node.walk() if one.name == "option"]
        if node.name == "input":
            attributes |= {"value": shown} if node.entered is not None else {}
            attributes |= {"checked": ""} if node.is_chosen else {}
            shown = attributes.get("value", "")
        tags = f"<{name}{_attributes(attributes)}>"
        if node.name == "textarea":
            tags += f"\n{escape(shown)}</textarea>"
        elif node.name == "select":
            texts = ["".join(text.value for text in one.children) for one in options]
            chosen = [" selected" * one.is_chosen for one in options]
            tags += "".join(
                f"<option{mark}>{escape(text)}</option>" for mark, text in zip(chosen, texts, strict=True)
            )
            tags += "</select>"
            shown = " · ".join(text for mark, text in zip(chosen, texts, strict=True) if mark)
        self._written.markup.append(tags)
        boxes = [InlineTextBox(0, len(shown), one.at) for one in self._sight.boxes.get(node, [])]
        self._written.pieces.append(Piece(shown, boxes))


def _written_name(node: Node) -> str:
    """The tag with which an element is written; "" for what is no element."""
    if node.name.startswith("#") or node.kind != ELEMENT:
        return ""
    if node.children and node.children[0].name == "#document":
        return "div"
    above = node.parent.name if node.parent else ""
    if node.name in _PARTS or above not in _WITHIN.get(node.name, (above,)):
        return "div"
    is_custom = "-" in node.name and not node.name.startswith("mjx-")
    return "span" if is_custom else _RENAMED.get(node.name, node.name)


def _lacks_cell(node: Node) -> bool:
    """Whether it stands in a table in no cell, as only scripts make it: a parser would put it before the table."""
    return bool(node.parent and node.parent.name in _ROWS and node.name not in _WITHIN)


def _as_seen(node: Node, boxes: list[InlineTextBox]) -> Piece:
    """A text with its boxes, turned round where a style turns it round against its writing."""
    turned = node.style("unicode-bidi").endswith("override") and node.style("direction") == "rtl"
    if not turned or any(bidirectional(one) in ("R", "AL") for one in node.value):
        return Piece(node.value, boxes)
    size = len(node.value)
    return Piece(
        node.value[::-1], [replace(one, start=size - one.end, end=size - one.start) for one in boxes]
    )


def _tells(node: Node) -> bool:
    """Whether what a style adds is more than ornament: words, figures, signs that change what figures or words say.

    Bullets, arrows, icons, and commas and brackets around notes are none; glyphs of formulas stand in the markup too.
    """
    text, above = _ICONS.sub("", node.value), node.parent.name if node.parent else ""
    if above == "q" or above.startswith("mjx-"):
        return above == "q"
    return bool((_WORD if node.pseudo == "marker" or above == "li" else _TELLING).search(text))


def _kept_attributes(node: Node) -> dict[str, str]:
    """The attributes of an element, without those that say of what is shown how it looks, or what it loads."""
    gone = {"style", "srcset", "srcdoc"}
    if node.at and node.attributes.get("hidden") != "until-found":
        gone |= {"hidden", "popover"}
    return {name: value for name, value in node.attributes.items() if name not in gone}


def _in_order(node: Node, sight: Sight) -> list[Node]:
    """What is in an element, in the order of the document; in that of the eye where a style turns words on one line."""
    children, from_right = node.children, node.style("direction") == "rtl"
    if node.style("display") not in _BOXES or not (
        "reverse" in node.style("flex-direction")
        or any(one.style("order") not in ("", "0") for one in children)
    ):
        return children
    seen = [one for one in children if one in sight.seen]
    boxes = [[box.at for each in one.walk() for box in sight.boxes.get(each, ())] for one in seen]
    first = next((at for at, *_ in boxes), None)
    if not first or any(not at or any(not first.is_beside(one) for one in at) for at in boxes):
        return children
    order = sorted(zip(seen, boxes, strict=True), key=lambda one: one[1][0].left, reverse=from_right)
    return [*(one for one in children if one not in sight.seen), *(one for one, _ in order)]


def words_in_pictures(page: Node) -> tuple[str, ...]:
    """A remark on pictures that scripts drew, as there may be words in them."""
    drawn = [one.at for one in page.walk() if one.name == "canvas" and one.at]
    many = sum(at.width * at.height >= _LARGE for at in drawn)
    told = f"the page shows {many} pictures drawn by scripts (canvas); words in them are not read"
    return (told,) if many else ()
