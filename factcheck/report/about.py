"""The desk's own texts made from Markdown into markup that holds nothing but words, lists, tables and links."""

from collections.abc import Sequence
from functools import cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from factcheck.phrase import visible

_LINKS = ("http", "https", "mailto")
_LOWEST = 6
_DIRECTED = {"paragraph_open", "heading_open", "list_item_open", "td_open", "th_open", "blockquote_open"}
"""Blocks that each take the direction of what they say."""


def to_markup(text: str) -> Markup:
    """The text as HTML: CommonMark with tables, without images, HTML of its own, or links to anything unusual.

    Headings begin one level lower, since the page has its own.
    """
    reader = _reader()
    tokens = reader.parse(visible(text))
    for token in _all(tokens):
        _settle(token)
    return Markup(reader.renderer.render(tokens, reader.options, {}))  # noqa: S704 - the renderer escapes what it prints


@cache
def _reader() -> MarkdownIt:
    reader = (
        MarkdownIt("commonmark", {"html": False})
        .enable("table")
        .disable(["image", "html_block", "html_inline"])
    )
    reader.validateLink = _is_plain  # type: ignore[method-assign]  # the library's own way to say which links are let in
    return reader


def _is_plain(url: str) -> bool:
    try:
        return urlsplit(url.strip()).scheme.lower() in _LINKS
    except ValueError:
        return False


def _all(tokens: Sequence[Token]) -> list[Token]:
    return [one for token in tokens for one in (token, *(token.children or ()))]


def _settle(token: Token) -> None:
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(int(token.tag[1:]) + 1, _LOWEST)}"
    if token.type in _DIRECTED:
        token.attrSet("dir", "auto")
    if token.type == "link_open":
        token.attrSet("rel", "noopener noreferrer")
