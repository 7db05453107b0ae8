"""The values that reading a document takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

STRUCK_OUT = "words that are struck out were left out"
"""The remark on a document that shows words struck out."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What the server said about the bytes: its Content-Type and Content-Encoding headers, unparsed, and the URL."""

    content_type: str = ""
    content_encoding: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits for one document: CPU and wall-clock seconds, bytes of address space, bytes after decoding."""

    cpu_seconds: float = 30
    memory: int = 1_000_000_000
    wall_seconds: float = 60
    decoded: int = 50_000_000


ERROR, NO_VALUE = "\0#", "\0="
"""How the text of a cell of a sheet begins that holds an error, or a formula whose value was not saved."""


@dataclass(frozen=True, slots=True)
class SheetCells:
    """One sheet of a workbook: its name, those of all that are shown, its rows by number from 1, and its epoch.

    The epoch is the year, "1900" or "1904", from which numbers of days count.
    """

    sheet: str
    sheets: tuple[str, ...]
    epoch: str
    rows: tuple[tuple[int, list[str]], ...]


CUT = "cut"
"""The `text_outcome` of a document that was not read to its end."""


class TextPlace(NamedTuple):
    """Where a run of a page's text is drawn: code points from the text's start, CSS pixels from the page's corner."""

    start: int
    end: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ReadDocument:
    r"""The text of a document, and how it was read.

    `text` is NFC with \n line ends and no control characters but \n and \t; None if there is none. `text_outcome` is
    "ok", "cut" (only its first 5,000,000 characters were read), "none" (nothing to read: an image, a scan, a page drawn
    by scripts) or "failed:<why>": cpu, time, memory, too-large, too-many-codings, unknown-coding, encrypted, damaged,
    unsupported, crashed. `content_type` is the media type by signature; "" if the bytes could not be decoded or there
    are none. `charset_from` is "bom", "http", "meta", "utf-8" or "detector". `coding` says how the content codings were
    removed: "ok", "corrupt" (what could be decoded was read), "too-large", "unknown", "too-many". `proposed` has those
    of title, publisher, author, published_on (EDTF), language (BCP 47) and canonical_url that were found. `headings`
    are the title and first heading of a page; `marks` are the known markers of block pages in the source of a short
    page; `sends_on` is the address to which a page sends its readers by itself, "" if it does not. `places` say where
    the text of a page that a browser drew stands on it, in the order of the text.
    """

    text: str | None
    text_outcome: str
    content_type: str
    charset: str = ""
    charset_from: str = ""
    coding: str = "ok"
    notes: tuple[str, ...] = ()
    proposed: Mapping[str, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    sends_on: str = ""
    places: tuple[TextPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The JSON-LD of a page, script by script, unparsed, and the URL and language of the page, if known."""

    scripts: tuple[str, ...]
    url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file, unprocessed, its title, author and published_on, as far as it has them, and remarks."""

    text: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class UnreadableDocument(Exception):
    """No text could be read from a document; the only argument is the word after "failed:" in `text_outcome`."""
