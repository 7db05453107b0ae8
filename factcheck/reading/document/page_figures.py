"""Figures that a page's markup raises, lowers or puts over each other, written so that they stay apart as text."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from factcheck.reading.document.docx_symbols import HOLE
from factcheck.reading.document.page_styles import Look
from factcheck.reading.raised_figures import (
    after_figure,
    as_note_mark,
    fraction,
    lowered,
    raised,
    raised_after,
)

if TYPE_CHECKING:
    from resiliparse.parse.html import DocumentNode, ElementNode, Node

_RAISED = "sup,.superscript,.supscript,[baseline-shift=super]"
_LOWERED = "sub,.subscript,[baseline-shift=sub]"
_PICTURES = (
    "img.mwe-math-fallback-image-inline,img.mwe-math-fallback-image-display,img.tex,img.latex,script[type^='math/'],"
    "mjx-container"
)
"""What is shown as a formula, unless a formula in MathML is beside or within it."""
_NOTE_LINK = "a[href*='#'],[role=doc-noteref]"
_MARK = re.compile(r"\s*(?:\d{1,3}|[a-z]|[*†‡§]{1,3})\s*")
_SLASH = re.compile(r"\s*[/⁄∕]\s*")
_MOST = 10_000
_HIGHEST = 6
"""How many elements that begin with each other are looked beyond for the text before them."""


def write_figures(document: "DocumentNode", styled: Mapping[Look, list["ElementNode"]]) -> None:
    """Write raised and lowered figures as such, marks of notes in brackets, fractions and formulas on one line."""
    for formula in _all(document, "math"):
        _write_formula(document, formula)
    for picture in _all(document, _PICTURES):
        if not (picture.parent_element and picture.parent_element.query_selector("math")):
            picture.replace_with(document.create_text_node(HOLE))
    for over in _all(document, _RAISED):
        _write_fraction(document, over)
    for link in _all(document, _NOTE_LINK):
        _write_note_mark(link)
    for high in (*_all(document, _RAISED), *styled.get(Look.RAISED, ())):
        if (text := high.text or "") and high.parent_node:
            _write(high, raised_after(_before(high), text))
    for low in (*_all(document, _LOWERED), *styled.get(Look.LOWERED, ())):
        if (text := low.text or "") and low.parent_node:
            _write(low, lowered(text))


def _all(document: "DocumentNode", selector: str) -> list["ElementNode"]:
    return document.query_selector_all(selector).values()[:_MOST]


def _write(element: "ElementNode", text: str) -> None:
    """Give an element another text, if it is another."""
    if text != element.text:
        element.text = text


def _before(element: "ElementNode") -> str:
    """The text right before an element; that before its parent, if the parent begins with it."""
    above: Node | None = element
    for _ in range(_HIGHEST):
        if above and not above.previous_sibling and above.parent_element:
            above = above.parent_element
    before = above.previous_sibling if above else None
    return (before.text or "") if before else ""


def _write_fraction(document: "DocumentNode", over: "ElementNode") -> None:
    """Write <sup>1</sup>/<sub>2</sub> as one fraction."""
    slash = over.next_sibling
    under = slash.next_sibling if slash else None
    if not slash or not under or slash.node_name != "#text" or not _SLASH.fullmatch(slash.text or ""):
        return
    parts = (over.text or "").strip(), (under.text or "").strip()
    if all(part.isdecimal() for part in parts):
        over.before(document.create_text_node(after_figure(_before(over), fraction(*parts))))
        for node in (over, slash, under):
            if node.parent_node:
                node.parent_node.remove_child(node)


def _write_note_mark(link: "ElementNode") -> None:
    """Write a link right after a word that leads to a note: 12[3]."""
    if not _MARK.fullmatch(link.text or ""):
        return
    above = link.closest("sup") or link
    is_raised = above is not link or link.query_selector("sup") is not None
    if (is_raised or link.getattr("role") == "doc-noteref" or _before(link)[-1:].strip()) and _is_alone(
        above, link
    ):
        _write(link, as_note_mark(link.text or ""))


def _is_alone(above: "ElementNode", link: "ElementNode") -> bool:
    return (above.text or "").strip(" ,\u00a0") == (link.text or "").strip() or above.child_element_count > 1


# Formulas, in MathML


def _write_formula(document: "DocumentNode", formula: "ElementNode") -> None:
    """Write the fractions, powers and roots of a formula on one line, the innermost first."""
    for second in formula.query_selector_all("annotation,annotation-xml").values():
        second.remove()
    for cell in formula.query_selector_all("mtd,mtr").values():
        cell.prepend(document.create_text_node(" "))
    parts = formula.query_selector_all(_SHAPED).values()
    for part in reversed(parts):
        within = [(child.text or "").strip() for child in part.children.values()]
        written = document.create_element("mi")
        written.text = after_figure(_before(part), _on_one_line(part.tag or "", within))
        part.replace_with(written)


_SHAPED = "mfrac,msup,mover,msub,munder,msubsup,munderover,msqrt,mroot,mmultiscripts"


def _on_one_line(tag: str, parts: list[str]) -> str:
    match tag, parts:
        case "mfrac", [over, under]:
            return fraction(over, under)
        case "msup" | "mover", [base, high]:
            return base + _off_line(raised(high), "^")
        case "msub" | "munder", [base, low]:
            return base + _off_line(lowered(low), "_")
        case "msubsup" | "munderover", [base, low, high]:
            return base + _off_line(lowered(low), "_") + _off_line(raised(high), "^")
        case "mmultiscripts", _:
            return HOLE
        case "mroot", [base, degree]:
            return f"{raised(degree)}√({base})"
        case "msqrt", _:
            return f"√({''.join(parts)})"
    return "".join(parts)


def _off_line(text: str, sign: str) -> str:
    """What Unicode has no signs for, behind a sign that tells where it stands: x^n, x^(n + 1)."""
    if not text or not text[0].isascii() or text in ("′", "″"):
        return text
    return f"{sign}{text}" if text.isalnum() else f"{sign}({text})"
