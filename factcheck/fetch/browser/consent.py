"""Pressing the button that accepts in a consent banner, for who asked for it."""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from factcheck.fetch.browser.consent_words import ACCEPT, ACCEPT_ALL, ASKS
from factcheck.fetch.browser.devtools import BrowserGone, DevToolsError, Json
from factcheck.fetch.browser.draw import read_layout
from factcheck.fetch.browser.page import BrowserPage
from factcheck.reading.document.block_phrases import fold_phrase
from factcheck.reading.document.drawn_layout import SNAPSHOT

_LONGEST = 60
"""Characters of what a button says."""
_LARGEST = 3_000
"""Characters of a banner: what holds more is a page that also speaks of cookies."""
_TEXT_NODE = 3
_WHOLE_PAGE = ("BODY", "HTML")
_VISIBILITY = SNAPSHOT["computedStyles"].index("visibility")
_PRESSED = ("BUTTON", "A", "SUMMARY")
_INPUTS = ("button", "submit", "image")


@dataclass(frozen=True, slots=True)
class Button:
    """A button that accepts: its node, as DevTools number it, what it says, and whether it accepts everything."""

    node: int
    words: str
    accepts_all: bool


async def accept(page: BrowserPage) -> str | None:
    """Press it; what the button says, or None where there is none, or it can no longer be pressed."""
    found = find_accept(await read_layout(page))
    if found is None:
        return None
    try:
        element = (await page.call("DOM.resolveNode", backendNodeId=found.node))["object"]["objectId"]
        press = "function() { this.click() }"
        await page.call("Runtime.callFunctionOn", objectId=element, functionDeclaration=press)
    except BrowserGone:
        raise
    except DevToolsError:
        return None
    return found.words


def find_accept(layout: Json) -> Button | None:
    """The button, in whichever frame or shadow root, that accepts most in a banner that asks for consent.

    `layout` is what DOMSnapshot.captureSnapshot gives: only what is displayed is looked at.
    """
    frames = [_Frame(each, layout["strings"]) for each in layout["documents"]]
    owners = {frames[inner]: (frame, node) for frame in frames for node, inner in frame.inner}
    buttons = [
        button for frame in frames for button in frame.buttons(frame.asks or _asks_around(owners.get(frame)))
    ]
    return next((one for one in buttons if one.accepts_all), next(iter(buttons), None))


def _asks_around(owner: "tuple[_Frame, int] | None") -> bool:
    """Whether the element that a frame stands in is about consent."""
    return owner is not None and owner[0].asks_by_name(owner[1])


@dataclass(eq=False)
class _Frame:
    """One document of a layout; a node is a number, less than those of everything in it."""

    told: Json
    strings: list[str]

    @cached_property
    def _nodes(self) -> Json:
        nodes: Json = self.told["nodes"]
        return nodes

    @cached_property
    def _shown(self) -> set[int]:
        layout = self.told["layout"]
        placed = zip(layout["nodeIndex"], layout["bounds"], layout["styles"], strict=True)
        return {
            node
            for node, (_, _, width, height), styles in placed
            if width > 0 and height > 0 and not (styles and self.strings[styles[_VISIBILITY]] == "hidden")
        }

    @cached_property
    def _texts(self) -> list[tuple[int, str]]:
        """Nodes of text that are displayed, with their words, in order."""
        kinds, values = self._nodes["nodeType"], self._nodes["nodeValue"]
        return [
            (node, self.strings[values[node]]) for node in sorted(self._shown) if kinds[node] == _TEXT_NODE
        ]

    @cached_property
    def _ends(self) -> list[int]:
        """For each node, the first number after those in it."""
        parents: list[int] = self._nodes["parentIndex"]
        ends = list(range(1, len(parents) + 1))
        for node in range(len(parents) - 1, 0, -1):
            ends[parents[node]] = max(ends[parents[node]], ends[node])
        return ends

    @property
    def inner(self) -> Iterator[tuple[int, int]]:
        """The nodes that hold other documents, with the numbers of those."""
        held = self._nodes.get("contentDocumentIndex", {"index": (), "value": ()})
        return zip(held["index"], held["value"], strict=True)

    @property
    def asks(self) -> bool:
        """Whether the whole document is about consent, by its address."""
        return _speaks_of_consent(self.strings[self.told["documentURL"]])

    def asks_by_name(self, node: int) -> bool:
        """Whether an element is about consent by its attributes."""
        return _speaks_of_consent(" ".join(self._attributes(node).values()))

    def buttons(self, asks: bool) -> Iterator[Button]:
        """Buttons that accept, within something that asks for consent, unless all of the document does."""
        pressed = set(self._nodes.get("isClickable", {"index": ()})["index"])
        for node in sorted(self._shown):
            if not (self._is_button(node) or node in pressed):
                continue
            said = self._said(node)
            folded = _folded(said)
            if folded in ACCEPT_ALL or (folded in ACCEPT and (asks or self._is_in_banner(node))):
                yield Button(self._nodes["backendNodeId"][node], said, folded in ACCEPT_ALL)

    def _is_button(self, node: int) -> bool:
        if self._name(node) in _PRESSED:
            return True
        attributes = self._attributes(node)
        is_input = self._name(node) == "INPUT" and attributes.get("type", "").lower() in _INPUTS
        return is_input or attributes.get("role", "").lower() == "button"

    def _is_in_banner(self, node: int) -> bool:
        return any(
            self.asks_by_name(around) or _speaks_of_consent(self._text(around))
            for around in self._around(node)
        )

    def _around(self, node: int) -> Iterator[int]:
        """The elements that a node is in, up to the one that holds too much to be a banner."""
        parents = self._nodes["parentIndex"]
        while node >= 0 and self._name(node) not in _WHOLE_PAGE and len(self._text(node)) <= _LARGEST:
            yield node
            node = parents[node]

    def _said(self, node: int) -> str:
        attributes = self._attributes(node)
        said = self._text(node) or attributes.get("value", "") or attributes.get("aria-label", "")
        said = " ".join(said.split())
        return said if len(said) <= _LONGEST else ""

    def _text(self, node: int) -> str:
        first = bisect_left(self._texts, (node,))
        last = bisect_left(self._texts, (self._ends[node],))
        return " ".join(words for _, words in self._texts[first:last])

    def _name(self, node: int) -> str:
        name: int = self._nodes["nodeName"][node]
        return self.strings[name].upper()

    def _attributes(self, node: int) -> dict[str, str]:
        told = [self.strings[index] for index in self._nodes["attributes"][node]]
        return dict(zip(told[::2], told[1::2], strict=True))


def _folded(said: str) -> str:
    plain = fold_phrase(unicodedata.normalize("NFKC", said))
    return plain.strip(" .!?\u00bb\u203a\u2192\u2713\u2714\u00d7>")


def _speaks_of_consent(words: str) -> bool:
    folded = unicodedata.normalize("NFKC", words).casefold()
    return any(term in folded for term in ASKS)
