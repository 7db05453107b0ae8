"""What reading is told, what it may use, and what it gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hints:
    """What the server said of the bytes: the Content-Type and Content-Encoding headers whole, and the address."""

    content_type: str = ""
    content_encoding: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: CPU and wall seconds, bytes of address space, bytes once decoded."""

    cpu_seconds: float = 10
    memory: int = 1_000_000_000
    wall_seconds: float = 30
    decoded: int = 50_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    r"""What a document says, and how that was found out.

    `text` is NFC with \n line ends and no control characters but \n and \t; None when there is none.
    `text_outcome` is "ok", "none" (nothing to read: an image, a scan, a page drawn by scripts) or
    "failed:<why>": cpu, time, memory, too-large, too-many-codings, unknown-coding, encrypted, damaged,
    unsupported, crashed. `content_type` is what the bytes are by their signature; empty when they could not be
    looked at. `charset_from` is "bom", "http", "meta", "utf-8" or "detector". `coding` tells of the content
    codings: "ok", "corrupt" (what could be decoded was read), "too-large", "unknown", "too-many". `proposed`
    has only those of title, publisher, author, published_on (EDTF), language (BCP 47) and canonical_url that
    were found. `headings` are a page's own title and first heading; `marks`, of a short page, the known signs
    of a bot wall in its source.
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


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The JSON-LD of a page, script by script as it stands there, and the page's own address and language, if known."""

    scripts: tuple[str, ...]
    url: str = ""
    language: str = ""


class Unreadable(Exception):
    """A document gave no text; its one argument is the word after "failed:"."""
