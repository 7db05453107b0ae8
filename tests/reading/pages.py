"""The text that is read from a piece of markup."""

from factcheck.reading.document.html import page_text, parse_page
from factcheck.reading.document.seen_words import leave_seen_words


def text_of(markup: str) -> str:
    """What a reader sees of a page."""
    tree = parse_page(markup)
    leave_seen_words(tree)
    return page_text(tree)


def lines_of(markup: str) -> list[str]:
    """The same, line by line, without empty lines."""
    return [line.strip() for line in text_of(markup).split("\n") if line.strip()]
