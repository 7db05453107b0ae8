"""The text of an HTML page, block by block, and its headings."""

from typing import TYPE_CHECKING

from factcheck.reading.document.metadata import whole_link
from factcheck.reading.document.plain_text import one_line

if TYPE_CHECKING:
    from resiliparse.parse.html import HTMLTree

_NOT_TEXT = ("title", "img", "area", "svg", "audio", "video", "object", "canvas", "annotation", "rt", "rp")
"""Elements whose text is not shown inline: alternatives to images, second forms of formulas, ruby readings."""

_NOT_SEPARATED = "summary,caption,legend,dialog,menu,search,optgroup"
"""Block elements that the extraction would join to the words next to them."""

_VERY_SHORT = 200
_MOST_FRAMES = 10


def parse_page(markup: str) -> "HTMLTree":
    """The page as a tree, parsed as browsers do."""
    from resiliparse.parse.html import HTMLTree

    return HTMLTree.parse(markup)


def page_text(tree: "HTMLTree") -> str:
    """The text of a tree, of which only what a reader sees is left; blocks and <br> begin new lines.

    Text in <noscript> is included only if there is hardly any other, as for a reader without scripts. Scripts and
    styles are never included. Adds line breaks to the tree.
    """
    _separate_blocks(tree)
    text = _extracted(tree, noscript=False)
    return text if len(text) > _VERY_SHORT else _extracted(tree, noscript=True)


def page_headings(tree: "HTMLTree") -> tuple[str, ...]:
    """The page's <title> and first <h1>, each on one line, without those it lacks."""
    first = tree.document.query_selector("h1") if tree.document else None
    texts = (one_line(text or "") for text in (tree.title, first.text if first else ""))
    return tuple(heading for heading in texts if heading)


def why_no_words(tree: "HTMLTree", url: str) -> str:
    """What a page shows that has no words of its own: other pages in frames, what scripts draw, or nothing."""
    if not tree.document:
        return "the page holds no words"
    sources = (
        frame.getattr("src") for frame in tree.document.query_selector_all("frame[src],iframe[src]").values()
    )
    addresses = [address for source in sources if (address := whole_link(source or "", url) or source)]
    if addresses:
        return f"the page shows other pages in frames; quote those: {', '.join(addresses[:_MOST_FRAMES])}"
    has_scripts = tree.document.query_selector("script") is not None
    return "the page holds no words of its own" + ("; scripts may draw them" if has_scripts else "")


def _extracted(tree: "HTMLTree", *, noscript: bool) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    # Without alt texts, whole figures would be left out, with their captions, tables and quotations.
    return extract_plain_text(
        tree,
        preserve_formatting=True,
        list_bullets=False,
        alt_texts=True,
        noscript=noscript,
        hidden_elements=True,
        skip_elements=_NOT_TEXT,
    )


def _separate_blocks(tree: "HTMLTree") -> None:
    """Put a line break before and after blocks that the extraction treats as inline."""
    for block in tree.document.query_selector_all(_NOT_SEPARATED).values() if tree.document else ():
        before, after, above = tree.create_element("br"), tree.create_element("br"), block.parent_node
        if before and after and above:
            above.insert_before(before, block)
            block.append_child(after)
