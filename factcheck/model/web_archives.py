"""Archives of web pages that the desk knows: how they write the address of a copy, and of which page and when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

WAYBACK = "Wayback Machine"
_KNOWN = (
    (WAYBACK, ("web.archive.org", "wayback.archive.org"), "/web/"),
    ("Archive-It", ("wayback.archive-it.org",), "/"),
    ("Arquivo.pt", ("arquivo.pt",), "/"),
    ("UK Web Archive", ("www.webarchive.org.uk",), "/wayback/"),
    ("UK Government Web Archive", ("webarchive.nationalarchives.gov.uk",), "/"),
    ("Library of Congress", ("webarchive.loc.gov",), "/"),
    ("Australian Web Archive", ("webarchive.nla.gov.au",), "/awa/"),
    ("Vefsafn.is", ("wayback.vefsafn.is",), "/wayback/"),
    ("Bibliotheca Alexandrina", ("web.archive.bibalex.org",), "/web/"),
    ("Stanford Web Archive Portal", ("swap.stanford.edu",), "/"),
    ("Croatian Web Archive", ("haw.nsk.hr",), "/"),
    ("Arxiu Web de Catalunya", ("www.padi.cat", "padicat.cat"), "/wayback/"),
    ("archive.today", tuple(f"archive.{one}" for one in ("today", "ph", "is", "li", "vn", "fo", "md")), "/"),
)
"""Each with its name, its hosts, and how the paths of its copies begin."""
_FRAMED = {"archive.today": "#HEADER, #FOOTER, #HASHTAGS"}
"""Archives that give no copy without a frame of their own: what of a page is that frame, as a CSS selector."""
_TOOLBARS = "#wm-ipp-base, #wm-ipp-print, #wm-ipp, #_wb_frame_top_banner"
"""What the others put into a page where they do give it with a frame."""
_REPLAY = re.compile(
    r"(?P<before>/(?:[^/]+/)*?)(?P<at>\d{4,14})(?P<how>[a-z]{2}_)?/(?P<page>https?:/+\S+|[\w.-]+\.[a-z]{2,}\S*)",
    re.I,
)
_ALONE = "id_"
"""What stands behind the time in the address of a copy as it came, without frame or rewritten links (pywb, Wayback)."""


@dataclass(frozen=True, slots=True)
class ArchiveCopy:
    """The address of a copy in a known archive: whose it is, and the address that gives it without a frame.

    `original` is the address of the page that was copied, and `at` when, as far as the address says so; `frame` is
    what of the page is the archive's own, as a CSS selector.
    """

    archive: str
    request: str
    original: str | None = None
    at: datetime | None = None
    frame: str = ""


def archive_copy(url: str, also: Iterable[str] = ()) -> ArchiveCopy | None:
    """The copy at an address, None where it is in no archive that is known.

    `also` are beginnings of addresses of further archives, which replay as pywb and the Wayback Machine do.
    """
    if (found := _archive_of(url, also)) is None:
        return None
    name, start = found
    rest = url[len(start) :]
    replay = _REPLAY.fullmatch(f"/{rest}")
    frame = _FRAMED.get(name, _TOOLBARS)
    if replay is None:
        return ArchiveCopy(name, url, frame=frame)
    page = re.sub(r"^(https?):/+", r"\1://", replay["page"])
    page = page if "://" in page else f"http://{page}"
    alone = "" if name in _FRAMED else _ALONE
    request = f"{start}{replay['before'][1:]}{replay['at']}{alone}/{page}"
    return ArchiveCopy(name, request, page, _moment(replay["at"]), frame)


def _archive_of(url: str, also: Iterable[str]) -> tuple[str, str] | None:
    """The name of the archive, and how the addresses of its copies begin."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    for start in also:
        if url.startswith(start):
            return urlsplit(start).netloc, start
    host = (parts.hostname or "").removeprefix("www.")
    for name, hosts, path in _KNOWN:
        if host in {one.removeprefix("www.") for one in hosts} and unquote(parts.path).startswith(path):
            return name, f"{parts.scheme}://{parts.netloc}{path}"
    return None


def _moment(digits: str) -> datetime | None:
    """The time in an address, where it is one to the second."""
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC) if len(digits) == 14 else None
    except ValueError:
        return None
