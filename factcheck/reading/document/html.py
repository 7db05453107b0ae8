"""All the text of an HTML page, block by block, and its headings."""

from typing import TYPE_CHECKING

from factcheck.reading.document.plain_text import one_line

if TYPE_CHECKING:
    from resiliparse.parse.html import HTMLTree

_NOT_TEXT = ("title", "img", "area", "svg", "audio", "video", "object", "canvas", "annotation", "rt", "rp")
"""What is not shown in a line: words for those who do not see a picture, formulas written twice, printed readings."""

_RUN_TOGETHER = "summary,caption,legend,dialog,menu,search,optgroup"
"""Blocks that the extraction would join to the words beside them."""

_VERY_SHORT = 200


def parse_page(markup: str) -> "HTMLTree":
    """The page as a tree, as browsers build it."""
    from resiliparse.parse.html import HTMLTree

    return HTMLTree.parse(markup)


def all_text(tree: "HTMLTree") -> str:
    """Every word a reader can come to see, in the order of the page; blocks and <br> begin new lines.

    What stands in <noscript> is taken when there is hardly anything else, as a reader without scripts sees it.
    Scripts and styles never are. Parts that are folded or hidden at first are text.
    """
    _part_blocks(tree)
    text = _extracted(tree, noscript=False)
    return text if len(text) > _VERY_SHORT else _extracted(tree, noscript=True)


def headings_of(tree: "HTMLTree") -> tuple[str, ...]:
    """The page's own title and its first heading, each on one line, those it has."""
    first = tree.document.query_selector("h1") if tree.document else None
    said = (one_line(text or "") for text in (tree.title, first.text if first else ""))
    return tuple(heading for heading in said if heading)


def _extracted(tree: "HTMLTree", *, noscript: bool) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    # Without alt texts whole figures would be left out, with their captions, tables and quotations.
    return extract_plain_text(
        tree,
        preserve_formatting=True,
        list_bullets=False,
        alt_texts=True,
        noscript=noscript,
        hidden_elements=True,
        skip_elements=_NOT_TEXT,
    )


def _part_blocks(tree: "HTMLTree") -> None:
    """Put a line break before and after blocks the extraction takes for words of a line."""
    for block in tree.document.query_selector_all(_RUN_TOGETHER) if tree.document else ():
        before, after, above = tree.create_element("br"), tree.create_element("br"), block.parent_node
        if before and after and above:
            above.insert_before(before, block)
            block.append_child(after)
