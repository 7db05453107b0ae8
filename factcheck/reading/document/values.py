"""The values that reading a document takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

STRUCK_OUT = "words that are struck out were left out"
"""The remark on a document that shows words struck out."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What the server said about the bytes: its Content-Type and Content-Encoding headers, unparsed, and the URL.

    `frame` is what of a page is an archive's own, as a CSS selector, and is left out.
    `drawn` marks bytes that are none of a server, but the layout of a page as a browser drew it (`drawn_layout`).
    """

    content_type: str = ""
    content_encoding: str = ""
    url: str = ""
    frame: str = ""
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class SavedPart:
    """A page in a frame, or a style sheet, that lies beside a saved page: the page's own word for where, and its bytes.

    `address` is relative to the page, unquoted, such as "page_files/frame.html".
    """

    address: str
    content: bytes


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
    the text of a page that a browser drew stands on it, in the order of the text. `saved_from` is the address that a
    file says it was saved from, `saved_at` when (ISO 8601, UTC); "" where it does not say.
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
    saved_from: str = ""
    saved_at: str = ""


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


Box = tuple[int, int, int, int]
"""A place on a page, in pixels as a `Region` counts them: from the left, from the top, width, height."""


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What is to be seen of a picture or PDF: the page, from 1; the part of it; the most pixels; "PNG" or "JPEG".

    Without a part (`box`) all of the page; `around` is how much more is seen on each side of it, as far as the page
    goes. What has more pixels than that is drawn smaller, and a PDF no finer than 300 dots an inch.
    """

    page: int = 1
    box: Box | None = None
    around: int = 0
    most: int = 4_000_000
    form: str = "PNG"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it is seen, or a part of it, drawn anew, so that nothing is in it that its file says of itself.

    `width` and `height` are those of the whole page: in pixels of a picture the right way up, of a PDF in points, 72 an
    inch. `pages` is how many there are, `box` the part that is seen, `image` the drawn file, `said` what the file says
    of itself, by names such as "camera", "taken" and "place".
    """

    width: int
    height: int
    pages: int
    box: Box
    image: bytes
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MachineText:
    """The words that a program read on a page, the place of each, and how many pages there are.

    Places on a picture are in its pixels, on a page of a PDF in points.
    """

    text: str
    program: str
    pages: int
    places: tuple[TextPlace, ...] = ()

    def box_of(self, start: int, end: int) -> Box:
        """The box around all words of a stretch of the text, of which it has to hold one."""
        found = [one for one in self.places if one.start < end and start < one.end]
        left, top = min(one.x for one in found), min(one.y for one in found)
        right, bottom = max(one.x + one.width for one in found), max(one.y + one.height for one in found)
        return left, top, right - left, bottom - top


class UnreadableDocument(Exception):
    """No text could be read from a document; the only argument is the word after "failed:" in `text_outcome`."""
