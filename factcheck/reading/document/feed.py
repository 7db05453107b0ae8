"""Feeds of news, RSS 0.9 to 2.0 and Atom: their entries in the order of the feed, with their addresses and words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin

from factcheck.reading.document.charset import decode_text

MOST_ENTRIES, MOST_WORDS, MOST_TOLD = 10_000, 20_000, 5_000_000
"""Entries that are read, characters that are kept of the words of one, and of all together."""

_ENTRIES = ("item", "entry")
_WORDS = ("encoded", "content", "description", "summary")
"""What holds an entry's words, the fullest first."""
_DAYS = ("pubdate", "published", "issued", "date", "updated", "modified")
"""What holds its day: that of its publication before that of a change."""
_OWN = ("title", "link", "content", "guid", "id")
"""What other vocabularies, such as those of pictures and podcasts, have of their own beside that of the entry."""
_ATOM, _LONGEST_TITLE = "{http://www.w3.org/2005/Atom}", 300


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: its id and address, its title, its words as HTML, and its day (2026-11-29); blank what it lacks."""

    id: str
    url: str
    title: str
    words: str
    day: str = ""


def read_feed(body: bytes, base: str, content_type: str = "") -> list[FeedEntry]:
    """The entries of a feed from an address `base`, served as that type; ValueError where it is none.

    No entity is resolved and nothing is fetched. A feed that was cut off gives the entries it has.
    """
    from lxml.etree import LxmlError, XMLParser, fromstring

    text = _decoded(body, content_type)
    if text[:1] in ("{", "["):
        raise ValueError("it is JSON, neither RSS nor Atom; most sites have one of these too")
    parser = XMLParser(resolve_entities=False, no_network=True, recover=True, encoding="utf-8")
    try:
        root = fromstring(text.encode("utf-8", "replace"), parser, base_url=base)
    except (LxmlError, ValueError):
        root = None
    if root is None or _name(root) not in ("rss", "rdf", "feed"):
        raise ValueError("it is neither RSS nor Atom")
    found, left = list[FeedEntry](), MOST_TOLD
    for element in _entries(root):
        entry = _entry(element, base, min(left, MOST_WORDS))
        left -= len(entry.words)
        found.append(entry)
        if len(found) == MOST_ENTRIES:
            break
    return found


def _decoded(body: bytes, content_type: str) -> str:
    """The text as it says of itself what it is in, else as UTF-8, and only then as the server says."""
    wide = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}.get(body[:2])
    if wide:
        return body.decode(wide, "replace")
    found = decode_text(body, "", markup=True)
    if found.charset_from == "detector":
        found = decode_text(body, content_type, markup=True)
    return found.text.lstrip()


def _entries(root: Any) -> Iterator[Any]:
    return (one for one in root.iter() if _name(one) in _ENTRIES)


def _entry(element: Any, base: str, most: int) -> FeedEntry:
    held: dict[str, str] = {}
    links: dict[str, str] = {}
    for child in sorted(element, key=lambda child: _space(child) != _space(element)):
        name = _name(child)
        if name in _OWN and _space(child) != _space(element):
            continue
        if name == "link" and child.get("href"):
            links.setdefault(child.get("rel") or "alternate", child.get("href"))
        elif words := _words(child):
            held.setdefault(name, words)
    guid = held.get("guid") or held.get("id") or ""
    url = (
        links.get("alternate")
        or held.get("link")
        or (guid if guid.startswith(("https://", "http://")) else "")
    )
    words = next((held[name] for name in _WORDS if name in held), "")
    title = " ".join(unescape(held.get("title", "")).split())
    day = next(filter(None, (_day(held[name]) for name in _DAYS if name in held)), "")
    return FeedEntry(guid, _joined(element.base or base, url), title[:_LONGEST_TITLE], words[:most], day)


def _words(element: Any) -> str:
    """What an element holds: its marks too where it holds any, as Atom does with XHTML; plain text of Atom as HTML."""
    from lxml.etree import tostring

    words = "".join(element.itertext()).strip()
    if _name(element) in _WORDS:
        if len(element):
            return words and "".join(tostring(one, encoding="unicode") for one in element)
        if element.tag.startswith(_ATOM) and element.get("type", "text") == "text":
            return escape(words, quote=False)
    return words


def _day(written: str) -> str:
    """The day of a date as RSS (RFC 822) or Atom (RFC 3339) writes it; blank for what is none."""
    try:
        return datetime.fromisoformat(written).date().isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url.strip()) if url else ""
    except ValueError:
        return ""


def _name(element: Any) -> str:
    """The name without its namespace; blank for a comment or a processing instruction."""
    return _parts(element)[1].casefold()


def _space(element: Any) -> str:
    """The namespace of an element, or the prefix that nothing declares."""
    return _parts(element)[0]


def _parts(element: Any) -> tuple[str, str]:
    tag = element.tag if isinstance(element.tag, str) else ""
    space, _, name = tag.rpartition("}" if tag.startswith("{") else ":")
    return space, name
