"""Feeds of news, RSS 0.9 to 2.0 and Atom: their entries in the order of the feed, with their addresses and words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

MOST_ENTRIES, MOST_WORDS, MOST_TOLD = 10_000, 20_000, 5_000_000
"""Entries that are read, characters that are kept of the words of one, and of all together."""

_ENTRIES = ("item", "entry")
_WORDS = ("encoded", "content", "description", "summary")
"""What holds an entry's words, the fullest first."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: its id and address, blank where it has none, its title, and its words, which may be HTML."""

    id: str
    url: str
    title: str
    words: str


def read_feed(body: bytes, base: str) -> list[FeedEntry]:
    """The entries of a feed from an address `base`; ValueError where it is none.

    No entity is resolved and nothing is fetched. A feed that was cut off gives the entries it has.
    """
    from lxml.etree import LxmlError, XMLParser, fromstring

    try:
        root = fromstring(body, XMLParser(resolve_entities=False, no_network=True, recover=True))
    except LxmlError:
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


def _entries(root: Any) -> Iterator[Any]:
    return (one for one in root.iter() if _name(one) in _ENTRIES)


def _entry(element: Any, base: str, most: int) -> FeedEntry:
    held: dict[str, str] = {}
    links: dict[str, str] = {}
    for child in element:
        name = _name(child)
        if name == "link" and child.get("href"):
            links.setdefault(child.get("rel") or "alternate", child.get("href"))
        elif words := "".join(child.itertext()).strip():
            held.setdefault(name, words)
    guid = held.get("guid") or held.get("id") or ""
    url = (
        links.get("alternate")
        or held.get("link")
        or (guid if guid.startswith(("https://", "http://")) else "")
    )
    words = next((held[name] for name in _WORDS if name in held), "")
    return FeedEntry(guid, _joined(base, url), " ".join(held.get("title", "").split()), words[:most])


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url.strip()) if url else ""
    except ValueError:
        return ""


def _name(element: Any) -> str:
    """The name without its namespace; blank for a comment or a processing instruction."""
    return element.tag.rpartition("}")[2].casefold() if isinstance(element.tag, str) else ""
