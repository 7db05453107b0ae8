"""What a reader sees of a page, made of its tree: nothing that is hidden or struck out, and all else once.

Left out is what the page hides by its attributes or its own styles, unless a click that the page offers brings it out:
<details>, tabs, and what a link or button names as its target. So are words struck out, and words for screen readers.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from factcheck.reading.document.html import page_text, parse_page
from factcheck.reading.document.page_figures import write_figures
from factcheck.reading.document.page_styles import INLINE, Look, styled_elements
from factcheck.reading.document.shadow_roots import unfold_shadow_roots
from factcheck.reading.document.shown_values import write_shown_values
from factcheck.reading.document.values import STRUCK_OUT

if TYPE_CHECKING:
    from resiliparse.parse.html import DocumentNode, ElementNode, HTMLTree

_STRUCK = "s,strike,del"
_UNSEEN = (
    "[hidden],dialog:not([open]),[popover],datalist,meter,progress,noframes,noembed,.katex-html,"
    ".sr-only,.visually-hidden,.visuallyhidden,.screen-reader-text,.screen-reader-only,.u-visually-hidden,"
    ".hidden-visually,.a11y-hidden,.cdk-visually-hidden"
)
_KEPT = "html,body,math,.katex-mathml,.mwe-math-mathml-a11y,mjx-assistive-mml"
"""The page as a whole, which is hidden only until scripts run, and formulas, which are hidden beside their pictures."""
_OPENERS = {
    "[aria-controls]": "aria-controls",
    "[data-target]": "data-target",
    "[data-bs-target]": "data-bs-target",
    "[popovertarget]": "popovertarget",
    "[commandfor]": "commandfor",
    "a[href^='#']": "href",
}
_MOST = 100_000
_MANY_WORDS, _MOST_COUNTED = 20, 1_000
_DEEPEST = 5
"""How many pages may stand within each other."""


def seen_text(markup: str) -> str:
    """The words of a page as a reader sees them."""
    tree = parse_page(markup)
    leave_seen_words(tree)
    return page_text(tree)


@dataclass(frozen=True, slots=True)
class Parts:
    """The pages that a page shows in frames and its style sheets, by their addresses, and its own address.

    `frame` is what of it is an archive's own, as a CSS selector.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    frame: str = ""

    def find(self, address: str | None) -> str:
        """The part at an address as a page names it; "" if it is not at hand."""
        if not address or not self.texts:
            return ""
        with suppress(ValueError):
            return self.texts.get(address) or self.texts.get(urljoin(self.url, address), "")
        return ""

    def seen_from(self, address: str | None) -> "Parts":
        """The same as a page names them that is one of them."""
        with suppress(ValueError):
            return Parts(self.texts, urljoin(self.url, address or ""))
        return self


def leave_seen_words(tree: "HTMLTree", parts: Parts = Parts()) -> tuple[str, ...]:
    """Change the tree so that its text is what a reader sees; notes on what was left out.

    `parts` are those of its parts that are at hand.
    """
    return _leave_seen(tree.document, parts, 0) if tree.document else ()


def _leave_seen(document: "DocumentNode", parts: Parts, depth: int) -> tuple[str, ...]:
    unfold_shadow_roots(document)
    for element in _all(document, parts.frame) if parts.frame else ():
        element.remove()
    _fill_in_sheets(document, parts)
    styled = styled_elements(document)
    struck = [*_all(document, _STRUCK), *styled.get(Look.STRUCK, ())]
    for element in struck:
        if element.parent_node:
            element.replace_with(document.create_text_node(" "))
    hidden = _remove_hidden(document, styled)
    write_figures(document, styled)
    write_shown_values(document, styled.get(Look.UNNUMBERED, ()))
    _separate(document, styled)
    notes = (*((STRUCK_OUT,) if struck else ()), *_hidden_note(hidden), *_fill_frames(document, parts, depth))
    return tuple(dict.fromkeys(notes))


def _all(document: "DocumentNode", selector: str) -> Iterable["ElementNode"]:
    return document.query_selector_all(selector).values()[:_MOST]


def _separate(document: "DocumentNode", styled: Mapping[Look, list["ElementNode"]]) -> None:
    """Put line breaks around what stands on a line of its own, and spaces around what stands in a box."""
    for element in styled.get(Look.OWN_LINE, ()):
        if element.tag in INLINE and element.parent_node:
            element.before(document.create_element("br"))
            element.after(document.create_element("br"))
    for box in styled.get(Look.BOXES, ()):
        for element in (one for one in box.children.values() if one.tag in INLINE):
            element.before(document.create_text_node(" "))


def _fill_in_sheets(document: "DocumentNode", parts: Parts) -> None:
    """Put the style sheets that are at hand in place of the links to them."""
    for link in _all(document, "link[rel~=stylesheet][href]") if parts.texts else ():
        if (css := parts.find(link.getattr("href"))) and link.parent_node:
            sheet = document.create_element("style")
            sheet.setattr("media", link.getattr("media") or "")
            sheet.text = css
            link.replace_with(sheet)


def _fill_frames(document: "DocumentNode", parts: Parts, depth: int) -> tuple[str, ...]:
    """Put the pages that stand within this one in place of their frames; their notes."""
    notes: tuple[str, ...] = ()
    for frame in _all(document, "iframe,frame") if depth < _DEEPEST else ():
        inline, address = frame.getattr("srcdoc"), frame.getattr("src")
        markup = inline or parts.find(address)
        within_it = parts if inline else parts.seen_from(address)
        page = parse_page(markup) if markup else None
        if page and page.document and page.body and frame.parent_node:
            notes += _leave_seen(page.document, within_it, depth + 1)
            within = document.create_element("div")
            within.inner_html = page.body.inner_html
            frame.replace_with(within)
    return notes


def _hidden_note(words: int) -> tuple[str, ...]:
    return (f"{words:,} words that the page hides were left out",) if words >= _MANY_WORDS else ()


def _remove_hidden(document: "DocumentNode", styled: Mapping[Look, list["ElementNode"]]) -> int:
    """Take out what is hidden; how many words that was."""
    hidden = [*_all(document, _UNSEEN), *styled.get(Look.HIDDEN, ())]
    targets = _click_targets(document) if hidden else frozenset()
    words = 0
    for number, element in enumerate(hidden):
        if element.parent_node and not (_is_reachable(element, targets) or element.matches(_KEPT)):
            words += len((element.text or "").split()) if number < _MOST_COUNTED else 0
            element.remove()
    for element in styled.get(Look.TINY, ()):
        for node in element.child_nodes.values():
            if node.node_name == "#text":
                element.remove_child(node)
    return words


def _is_reachable(element: "ElementNode", targets: frozenset[str]) -> bool:
    """Whether a reader can bring out a hidden element by a click, as the page itself says."""
    if element.getattr("hidden") == "until-found" or element.getattr("role") == "tabpanel":
        return True
    return element.id in targets if element.id else False


def _click_targets(document: "DocumentNode") -> frozenset[str]:
    named = (
        element.getattr(attribute) or ""
        for selector, attribute in _OPENERS.items()
        for element in _all(document, selector)
    )
    return frozenset(one.removeprefix("#") for names in named for one in names.split())
