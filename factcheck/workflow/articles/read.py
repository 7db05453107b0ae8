"""The text of an article as it is given: a file, an address or standard input, read before a row is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeGuard

from factcheck.archive.capture_contents import text_digest
from factcheck.archive.supplied_warc import SuppliedFile
from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.model.links import has_scheme
from factcheck.reading.document.article_header import propose_from_text
from factcheck.workflow.evidence.fetch import visit_one
from factcheck.workflow.evidence.fetch_result import FetchResult
from factcheck.workflow.evidence.make_capture import MAIN_ALONE, NewCapture, keep_read, read_document
from factcheck.workflow.evidence.sources import document_of
from factcheck.workflow.evidence.unread import why_unread

STDIN = "-"
_NAMED = {"author": "byline", "canonical_url": "url"}
"""What an article calls what a source calls otherwise."""


@dataclass(frozen=True)
class Draft:
    """A text that can be added; `keep` puts it into the archive, if it is not there yet.

    `text_from` is the file's name or the address, None for standard input; `proposed` is what the text says of
    itself, as fields of an article; `is_main` tells that of a page the article alone was read.
    """

    text: str
    text_from: str | None
    proposed: Mapping[str, str]
    is_main: bool
    keep: Callable[[], NewCapture]

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the text."""
        return text_digest(self.text) or ""


def read_draft(
    desk: Desk, location: str, content: bytes = b"", *, whole: bool = False
) -> Draft | FetchResult:
    """The text at a location, or how the fetch ended of a URL that gave none; `content` is what "-" stands for.

    `whole` takes all words of a page, with menus and the like. What came from a URL is kept in any case. NotFound where
    there is no such file; BadInput where it holds no text, and then nothing of it is kept.
    """
    if has_scheme(location):
        return _visited(location, visit_one(desk, location, main=not whole))
    given = location == STDIN
    document = SuppliedFile.of_bytes("text/plain", content) if given else document_of(Path(location))
    reading = read_document(desk, document, main=not whole)
    if not _says_something(reading.text):
        why = why_unread(document.size, reading.content_type, reading.text_outcome, reading.notes)
        what = "What was given" if given else location
        raise BadInput(f"{what} holds no text that can be read: {why} Nothing was stored.")
    return Draft(
        text=reading.text,
        text_from=None if given else Path(location).name,
        proposed=_proposed(reading.proposed, reading.text),
        is_main=MAIN_ALONE in reading.notes,
        keep=partial(keep_read, desk, document, reading),
    )


def _visited(url: str, caught: NewCapture) -> Draft | FetchResult:
    if not _says_something(caught.text):
        return FetchResult.of(url, caught, ())
    return Draft(
        text=caught.text,
        text_from=url,
        proposed={**_proposed(caught.fields["proposed"] or {}, caught.text), "url": url},
        is_main=MAIN_ALONE in caught.fields["notes"],
        keep=lambda: caught,
    )


def _says_something(text: str | None) -> TypeGuard[str]:
    """Whether there is a word or a figure in it."""
    return text is not None and any(map(str.isalnum, text))


def _proposed(said: Mapping[str, str], text: str) -> dict[str, str]:
    """The fields proposed by the markup or the file, and by the first lines where those say nothing."""
    renamed = {_NAMED.get(name, name): value for name, value in said.items() if value}
    return {**propose_from_text(text), **renamed}
