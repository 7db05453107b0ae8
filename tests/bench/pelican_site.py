"""A Pelican site of the same page texts: default theme, the settings `pelican-quickstart` writes.

Each of our pages gives one article with the same text in plain paragraphs, without our links and our styles.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from html import escape
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

from tests.bench.timing import PYTHON

PELICAN = (PYTHON, "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", "output", "-q")
_SETTINGS = """AUTHOR = "Ana Ruiz"
SITENAME = "The bench"
SITEURL = ""
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
DEFAULT_PAGINATION = 10
"""
_BLOCK = re.compile(
    "main|article|section|header|footer|h[1-4]|p|[ou]l|li|d[ltd]|div|details|summary|blockquote|figure|figcaption"
)


class MainText(HTMLParser):
    """The text of a page's `<main>`, a paragraph for each block."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._inside = False
        self._block: list[str] = []
        self.paragraphs: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """A block begins."""
        self._inside |= tag == "main"
        self._end_block(tag)

    def handle_endtag(self, tag: str) -> None:
        """A block ends."""
        self._end_block(tag)
        self._inside &= tag != "main"

    def handle_data(self, data: str) -> None:
        """Text, kept when it stands in `<main>`."""
        if self._inside:
            self._block.append(data)

    def _end_block(self, tag: str) -> None:
        if not _BLOCK.fullmatch(tag):
            return
        if text := " ".join("".join(self._block).split()):
            self.paragraphs.append(text)
        self._block.clear()


class Markup(StrEnum):
    """How articles are written, by the ending of their files; HTML leaves Pelican nothing to convert."""

    MARKDOWN = "md"
    RESTRUCTURED = "rst"
    HTML = "html"


WRITTEN = Markup.MARKDOWN if find_spec("markdown") else Markup.RESTRUCTURED
"""What people write articles in: Markdown, or what Pelican reads without it."""


def write_site(folder: Path, pages: Iterable[Path], markup: Markup) -> None:
    """The sources of a site with an article for each of the pages."""
    content = folder / "content"
    content.mkdir(parents=True)
    (folder / "pelicanconf.py").write_text(_SETTINGS, "utf-8")
    for page in pages:
        paragraphs = MainText(page.read_text("utf-8")).paragraphs
        article = _ARTICLES[markup](page.stem, paragraphs)
        (content / f"{page.stem}.{markup}").write_text(article, "utf-8")


def _in_markdown(title: str, paragraphs: Iterable[str]) -> str:
    return f"Title: {title}\nDate: 2026-01-15\nCategory: claims\n\n{_plain(paragraphs)}\n"


def _in_restructured(title: str, paragraphs: Iterable[str]) -> str:
    rule = "#" * len(title)
    return f"{title}\n{rule}\n\n:date: 2026-01-15\n:category: claims\n\n{_plain(paragraphs)}\n"


def _in_html(title: str, paragraphs: Iterable[str]) -> str:
    said = '<meta name="date" content="2026-01-15"><meta name="category" content="claims">'
    body = "\n".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return f"<html>\n<head><title>{escape(title)}</title>{said}</head>\n<body>\n{body}\n</body>\n</html>\n"


def _plain(paragraphs: Iterable[str]) -> str:
    """Paragraphs whose signs mean nothing but themselves."""
    return "\n\n".join(re.sub(r"([\\`*_|<\[])", r"\\\1", text) for text in paragraphs)


_ARTICLES = {
    Markup.MARKDOWN: _in_markdown,
    Markup.RESTRUCTURED: _in_restructured,
    Markup.HTML: _in_html,
}
