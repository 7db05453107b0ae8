"""What a page shows without its being text: form fields, quotation marks, list numbers, words in drawings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resiliparse.parse.html import DocumentNode, ElementNode

_NUMBERED = "ol:not(.breadcrumb):not(.breadcrumbs)"
"""Ordered lists but for the paths to a page that sites show in a row."""
_MOST, _DEEPEST = 3_000, 4
_TYPED = frozenset(("hidden", "password", "file", "image", "color", "range"))
"""Kinds of <input> whose value is no text that is shown."""


def write_shown_values(document: "DocumentNode", unnumbered: Sequence["ElementNode"]) -> None:
    """Write them as text where they stand; `unnumbered` are lists that the page's styles leave without numbers."""
    _write_form_fields(document)
    _write_quotation_marks(document)
    plain = frozenset(unnumbered)
    for listed in document.query_selector_all(_NUMBERED).values()[:_MOST]:
        for item, number in _numbered(listed) if listed not in plain and not listed.closest("nav") else ():
            item.prepend(document.create_text_node(f"{number}. "))
    _write_drawn_words(document)


def _write_form_fields(document: "DocumentNode") -> None:
    """Write what form fields show as text: what is filled in, the option that is chosen, labels and buttons."""
    for field in document.query_selector_all("textarea,select,input,button,label").values()[:_MOST]:
        shown = document.create_element("pre" if field.tag == "textarea" else "span")
        if value := _FIELDS.get(field.tag or ""):
            shown.text = value(field)
        else:
            shown.append(*field.child_nodes.values())
        if field.parent_node:
            field.replace_with(document.create_text_node(" "), shown, document.create_text_node(" "))


def _filled_in(field: "ElementNode") -> str:
    kind = (field.getattr("type") or "").casefold()
    if kind in ("checkbox", "radio"):
        return "☒" if field.hasattr("checked") else "☐"
    return "" if kind in _TYPED else field.getattr("value") or ""


def _chosen(field: "ElementNode") -> str:
    """The chosen options of a list; all options where the list stands open."""
    is_open = field.hasattr("multiple") or (field.getattr("size") or "1") not in ("", "0", "1")
    if is_open:
        chosen = field.query_selector_all("option").values()
    else:
        chosen = field.query_selector_all("option[selected]").values()[-1:]
        chosen = chosen or [one for one in (field.query_selector("option"),) if one]
    return " \u00b7 ".join(one.text or "" for one in chosen)


_FIELDS: Mapping[str, Callable[["ElementNode"], str]] = {
    "textarea": lambda field: field.text or "",
    "input": _filled_in,
    "select": _chosen,
}


def _write_quotation_marks(document: "DocumentNode") -> None:
    for quote in document.query_selector_all("q").values()[:_MOST]:
        opening, closing = "‘’" if quote.parent_element and quote.parent_element.closest("q") else "“”"
        quote.prepend(document.create_text_node(opening))
        quote.append(document.create_text_node(closing))


def _numbered(listed: "ElementNode") -> Iterator[tuple["ElementNode", str]]:
    """The items of an ordered list with their numbers or letters."""
    items = [item for item in listed.children.values() if item.tag == "li"]
    step = -1 if listed.hasattr("reversed") else 1
    number = _whole(listed.getattr("start"), len(items) if step < 0 else 1)
    kind = listed.getattr("type") or "1"
    for item in items:
        number = _whole(item.getattr("value"), number)
        yield item, _written(number, kind)
        number += step


def _whole(text: str | None, otherwise: int) -> int:
    try:
        return int(text) if text else otherwise
    except ValueError:
        return otherwise


def _written(number: int, kind: str) -> str:
    """A number as a list shows it: 4, d, D, iv or IV."""
    if kind in "aA" and number > 0:
        letters = ""
        while number:
            number, last = divmod(number - 1, 26)
            letters = chr(ord(kind) + last) + letters
        return letters
    if kind in "iI" and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            count, number = divmod(number, value)
            roman += sign * count
        return roman if kind == "I" else roman.lower()
    return str(number)


_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def _write_drawn_words(document: "DocumentNode") -> None:
    """Write the words of drawings before them, each text and each part with a place of its own on its own line."""
    for text in document.query_selector_all("svg text,svg foreignobject").values()[:_MOST]:
        if text.closest("defs,symbol") or not (drawing := _outermost(text)):
            continue
        for part in text.query_selector_all("tspan[x],tspan[dy],title,desc").values():
            part.before(document.create_text_node(" "))
            if part.tag in ("title", "desc"):
                part.remove()
        line = document.create_element("div")
        line.append(*text.child_nodes.values())
        drawing.before(line)


def _outermost(text: "ElementNode") -> "ElementNode | None":
    """The drawing that a text is in, of drawings within each other the outer one, to a few levels."""
    drawing = text.closest("svg")
    for _ in range(_DEEPEST):
        outer = drawing.parent_element.closest("svg") if drawing and drawing.parent_element else None
        drawing = outer or drawing
    return drawing if drawing and drawing.parent_node else None
