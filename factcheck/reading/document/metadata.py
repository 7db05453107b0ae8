"""Metadata that a page or file gives about itself, cleaned, as proposals for the source's fields."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from factcheck.reading.document.plain_text import one_line

if TYPE_CHECKING:
    from resiliparse.parse.html import ElementNode, HTMLTree

_MOST_TAGS = 1_000
_MOST_NODES = 300
_MOST_JSON = 500_000
_MAX_URL = 8_192

_TAGS = 'meta,title,link[rel],script[type="application/ld+json"],time[datetime]'

_ORDER: Mapping[str, tuple[str, ...]] = {
    "title": (
        "citation_title",
        "og:title",
        "ld:headline",
        "twitter:title",
        "dc.title",
        "dcterms.title",
        "title",
    ),
    "language": ("html", "og:locale", "ld:inlanguage", "content-language", "dc.language", "dcterms.language"),
    "canonical_url": ("canonical", "og:url", "citation_public_url"),
}
"""Where each field is looked for, the most reliable first; "ld:" is schema.org JSON-LD, others are <meta> names."""

_AUTHOR = (
    *("ld:author", "citation_author", "author", "article:author", "dc.creator", "dcterms.creator"),
    *("parsely-author", "sailthru.author", "byl"),
)
_PUBLISHER = (
    *("ld:publisher", "og:site_name", "citation_journal_title", "citation_publisher", "dc.publisher"),
    *("dcterms.publisher", "application-name"),
)
_DAYS = (
    (
        *("ld:datepublished", "article:published_time", "og:article:published_time"),
        *("citation_publication_date", "citation_date"),
    ),
    (
        *("datepublished", "time", "dc.date.issued", "dcterms.issued", "pubdate", "publishdate"),
        *("parsely-pub-date", "sailthru.date"),
    ),
    ("dc.date", "dcterms.date", "dcterms.created", "date"),
)
"""Where the day of publication is looked for, the most reliable first; those of one group have to agree."""
_NO_DAY = ("0001-01-01", "1969-12-31", "1970-01-01")
"""What programs write where they know of no day."""

_ARTICLE = re.compile(r"(?:Article|Posting|Report|ClaimReview|Publication|Thesis)$")
_END = r"(?![-/.]?\d)"
_DATE = re.compile(
    rf"(\d{{4}})(?:{_END}|[-/.]?([01]\d)(?:{_END}|[-/.]?([0-3]\d)(?:\d{{4}}(?:\d\d)?)?(?!\d)))"
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-[A-Za-z0-9]{5,8})*")
_UNSAFE = re.compile(r"[\s\\<>\"\x00-\x1f\x7f]")

Found = dict[str, list[str]]


def propose_from_page(tree: "HTMLTree", url: str) -> dict[str, str]:
    """The fields given by a page in JSON-LD, Open Graph, Dublin Core, citation_* and plain HTML; `url` is its URL."""
    found = _collected(tree)
    said = {key: _first(found, names) for key, names in _ORDER.items()}
    said["author"] = ", ".join(dict.fromkeys(_values(found, _AUTHOR)))
    said["publisher"] = _one_name(found, _PUBLISHER)
    return _cleaned({**said, "published_on": _day(found)}, url)


def propose_from_file(says: Mapping[str, str]) -> dict[str, str]:
    """The fields given by a PDF or Word file, cleaned."""
    return _cleaned(says, "")


def _values(found: Found, names: Iterable[str]) -> list[str]:
    """The values of the first of these names that has any."""
    return next((found[name] for name in names if found.get(name)), [])


def _first(found: Found, names: Iterable[str]) -> str:
    return next(iter(_values(found, names)), "")


def _one_name(found: Found, names: Iterable[str]) -> str:
    """The value of the first of these names that has one only, and no address; "" where none has."""
    for name in names:
        said = {one_line(value).casefold(): value for value in found.get(name, ()) if not _is_address(value)}
        if len(said) == 1:
            return next(iter(said.values()))
    return ""


def _day(found: Found) -> str:
    """The day of publication that the page names, as it writes it; "" where it names several, or none."""
    for names in _DAYS:
        said = [
            value for name in names for value in found.get(name, ()) if edtf_date(value) not in ("", *_NO_DAY)
        ]
        if said:
            days = [
                edtf_date(value) for value in {_instant(value): value for value in reversed(said)}.values()
            ]
            longest = max(days, key=len)
            return longest if all(map(longest.startswith, days)) else ""
    return ""


def _instant(text: str) -> datetime | str:
    """The moment that a time with its zone is; another text as it is."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.astimezone(UTC) if moment.tzinfo else text
    except (ValueError, OverflowError):
        return text


def _cleaned(said: Mapping[str, str], url: str) -> dict[str, str]:
    """Only valid values: dates in EDTF, languages as BCP 47 tags, absolute links."""
    made = {key: one_line(value) for key, value in said.items() if key in ("title", "publisher", "author")}
    if _is_address(made.get("author", "")):
        del made["author"]
    made["published_on"] = edtf_date(said.get("published_on", ""))
    made["language"] = language_tag(said.get("language", ""))
    made["canonical_url"] = whole_link(said.get("canonical_url", ""), url)
    return {key: value for key, value in made.items() if value}


def edtf_date(text: str) -> str:
    """The day, month or year at the beginning of a date (ISO 8601, PDF, e-mail), in EDTF; "" if it is no date."""
    found = _DATE.match(text.strip())
    if not found:
        return _mail_date(text)
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        return ""
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def _mail_date(text: str) -> str:
    """A date with the month in English (RFC 5322), as `Sun, 25 Dec 2011`; other forms are ambiguous."""
    from email.utils import parsedate_tz

    parts = (
        parsedate_tz(text)
        if re.search(r"[A-Za-z]{3}", text[:100]) and re.search(r"\d{4}", text[:100])
        else None
    )
    try:
        return date(*parts[:3]).isoformat() if parts else ""
    except ValueError:
        return ""


def language_tag(text: str) -> str:
    """A BCP 47 tag in its usual case (`pt-BR`, `zh-Hant`); "" if it is none."""
    tag = text.strip().replace("_", "-")
    if len(tag) > 35 or not _LANGUAGE.fullmatch(tag):
        return ""
    first, *rest = tag.split("-")
    cased = [
        part.title() if len(part) == 4 else part.upper() if len(part) < 4 else part.lower() for part in rest
    ]
    return "-".join([first.lower(), *cased])


def whole_link(text: str, url: str) -> str:
    """The absolute http(s) URL; "" if it is none that a source may have."""
    try:
        whole = urljoin(url, text.strip()) if text.strip() else ""
        parts = urlsplit(whole)
        safe = parts.port != 0 and parts.username is None and parts.password is None
    except ValueError:
        return ""
    fits = bool(whole) and len(whole) <= _MAX_URL and not _UNSAFE.search(whole)
    return whole if safe and fits and parts.scheme in ("http", "https") and parts.hostname else ""


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://", "//"))


# The markup


def _collected(tree: "HTMLTree") -> Found:
    """All metadata of the markup: the values by name in lower case, in order."""
    found: Found = {}
    top = tree.document.document_element if tree.document else None
    if not tree.document or not top:
        return found
    found["html"] = [top.getattr("lang") or top.getattr("xml:lang") or ""]
    for tag in tree.document.query_selector_all(_TAGS).values()[:_MOST_TAGS]:
        for name, value in _named(tag):
            if value and value.strip():
                found.setdefault(name, []).append(value)
    return {name: kept for name, values in found.items() if (kept := [value for value in values if value])}


def _named(tag: "ElementNode") -> Iterator[tuple[str, str | None]]:
    """The names and values that one tag gives."""
    match tag.tag:
        case "meta":
            names = (tag.getattr(key) for key in ("property", "name", "http-equiv", "itemprop"))
            yield next(filter(None, names), "").strip().casefold(), tag.getattr("content")
        case "title":
            yield "title", tag.text
        case "link":
            if "canonical" in (tag.getattr("rel") or "").casefold().split():
                yield "canonical", tag.getattr("href")
        case "script":
            yield from _linked_data(tag.text or "")
        case "time":
            classes = (tag.getattr("class") or "").casefold().split()
            marked = tag.getattr("pubdate") is not None or tag.getattr("itemprop") == "datePublished"
            if marked or not {"published", "dt-published"}.isdisjoint(classes):
                yield "time", tag.getattr("datetime")


def _linked_data(text: str) -> Iterator[tuple[str, str]]:
    """What schema.org JSON-LD says of an article: of several the first, but for the publishers and days of all."""
    try:
        nodes = list(_nodes(json.loads(text, strict=False))) if len(text) <= _MOST_JSON else []
    except (ValueError, RecursionError):
        return
    articles = [node for node in nodes if any(_ARTICLE.search(kind) for kind in _texts(node.get("@type")))]
    if articles:
        names = {str(node["@id"]): node for node in nodes if "@id" in node and "name" in node}
        for key in ("headline", "datePublished", "inLanguage", "publisher", "author"):
            for article in articles if key in ("datePublished", "publisher") else articles[:1]:
                for value in _texts(article.get(key), names):
                    yield f"ld:{key.casefold()}", html.unescape(value)


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document: itself, those of its list or @graph, and its main entities."""
    waiting, seen = [data], 0
    while waiting and seen < _MOST_NODES:
        one, seen = waiting.pop(0), seen + 1
        if isinstance(one, list):
            waiting += one[:_MOST_NODES]
        elif isinstance(one, dict):
            yield one
            waiting += [one[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in one]


def linked_data(tree: "HTMLTree") -> list[str]:
    """The text of every script of a page that holds JSON-LD, in order."""
    scripts = tree.document.query_selector_all("script[type]").values()[:_MOST_TAGS] if tree.document else ()
    kind = "application/ld+json"
    return [
        tag.text or "" for tag in scripts if (tag.getattr("type") or "").strip().casefold().startswith(kind)
    ]


def _texts(value: Any, names: Mapping[str, dict[str, Any]] | None = None) -> list[str]:
    """The texts of a value: itself, those of a list, the name or value of an object or of the one it refers to."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for one in value[:20] if not isinstance(one, list) for text in _texts(one, names)]
    if isinstance(value, dict):
        known = value if "name" in value else (names or {}).get(str(value.get("@id")), {})
        return [text for text in (known.get("name"), value.get("@value")) if isinstance(text, str)]
    return []
