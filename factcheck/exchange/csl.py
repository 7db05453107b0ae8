"""Sources as CSL-JSON, which reference managers read and write: out from public data, in as fields of sources."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from factcheck.errors import BadInput, Finding
from factcheck.model.dates import check_edtf
from factcheck.model.links import has_scheme
from factcheck.model.vocabulary import SourceKind

_TYPES: Mapping[SourceKind, str] = {
    SourceKind.PRIMARY: "document",
    SourceKind.OFFICIAL: "report",
    SourceKind.NEWS: "article-newspaper",
    SourceKind.REFERENCE: "entry-encyclopedia",
    SourceKind.CONVERSATION: "personal_communication",
}
_KINDS: Mapping[str, SourceKind] = {
    **dict.fromkeys(
        ("legislation", "legal_case", "bill", "regulation", "treaty", "hearing", "dataset"),
        SourceKind.PRIMARY,
    ),
    **dict.fromkeys(("article-newspaper", "article-magazine", "broadcast"), SourceKind.NEWS),
    **dict.fromkeys(("entry", "entry-dictionary", "entry-encyclopedia"), SourceKind.REFERENCE),
    **dict.fromkeys(("personal_communication", "interview"), SourceKind.CONVERSATION),
}
"""Of the types of CSL 1.0.2 those that say what kind of source it is; every other one leaves that open."""

_OWN = ("kind", "party_to_dispute", "origin", "archived_url", "note")
"""What CSL has no word for; it travels in `custom`, which the schema keeps for that.

The note of an item is not ours: people write there what nobody else is to read, and a source's note is public.
"""


def csl_items(sources: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The CSL-JSON items of sources as public data have them, each with its own `key` as `id`.

    Confidential ones are left out.
    """
    return [_item(source) for source in sources if not source.get("confidential")]


def _item(source: Mapping[str, Any]) -> dict[str, Any]:
    kind = SourceKind(source.get("kind", SourceKind.OTHER))
    of_news = kind is SourceKind.NEWS
    item = {
        "id": source["key"],
        "type": _TYPES.get(kind, "webpage"),
        "title": source.get("title"),
        "author": [{"literal": name} for name in _names(source.get("author"))],
        "container-title" if of_news else "publisher": source.get("publisher"),
        "issued": _issued(source.get("published_on")),
        "URL": source.get("url"),
        "language": source.get("language"),
        "custom": {name: source[name] for name in _OWN if source.get(name)},
    }
    return {name: value for name, value in item.items() if value}


def _names(author: str | None) -> list[str]:
    return [name.strip() for name in (author or "").split(";") if name.strip()]


def _issued(edtf: str | None) -> dict[str, Any] | None:
    return {"date-parts": [[*map(int, one.split("-"))] for one in edtf.split("/")]} if edtf else None


def read_csl(content: bytes, where: str) -> list[dict[str, Any]]:
    """The fields of each source in CSL-JSON, under `where` its place; BadInput with all that cannot be used.

    What our fields have no place for is left out: seasons and other dates that are no days, people who edited.
    """
    try:
        items = json.loads(content)
    except RecursionError:
        raise BadInput(f"{where} is no JSON that can be read: it is nested too deeply.") from None
    except ValueError as wrong:
        raise BadInput(f"{where} is no JSON: {wrong}. Export it anew as CSL JSON.") from wrong
    findings: list[Finding] = []
    sources = [*_sources(items if isinstance(items, list) else [items], where, findings)]
    if findings:
        raise BadInput.of(where, findings)
    if not sources:
        raise BadInput(f"{where} holds no source.")
    return sources


def _sources(items: list[Any], where: str, findings: list[Finding]) -> Iterator[dict[str, Any]]:
    for number, item in enumerate(items, 1):
        place = f"{where} item {number}"
        if not isinstance(item, dict) or not isinstance(item.get("type"), str):
            findings.append(Finding("not-csl", place, "is no item of CSL-JSON.", "Each has a type."))
            continue
        fields = _fields(item)
        if not (fields.get("url") or fields.get("title")):
            findings.append(Finding("no-source", place, "has neither a link nor a title.", "Give it one."))
            continue
        yield {**fields, "where": place}


def _fields(item: Mapping[str, Any]) -> dict[str, Any]:
    custom = item.get("custom")
    own = {name: custom[name] for name in _OWN if name in custom} if isinstance(custom, dict) else {}
    url = item.get("URL")
    fields = {
        "title": item.get("title"),
        "author": "; ".join(map(_name, item.get("author") or ())),
        "publisher": item.get("container-title") or item.get("publisher"),
        "published_on": _edtf(item.get("issued")),
        "url": url if isinstance(url, str) and has_scheme(url) else None,
        "language": item.get("language"),
        "kind": _KINDS.get(item["type"]),
        **own,
    }
    return {name: value for name, value in fields.items() if value}


def _name(person: object) -> str:
    """A name as people say it, from a literal or from its parts."""
    if not isinstance(person, dict):
        return str(person)
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return person.get("literal") or " ".join(str(person[one]) for one in parts if person.get(one))


def _edtf(issued: object) -> str | None:
    """The date as EDTF; None where it says more or less than that can hold, such as a season."""
    if not isinstance(issued, dict):
        return None
    parts = issued.get("date-parts")
    try:
        if isinstance(parts, list):
            return check_edtf("/".join(map(_day, parts)))
        return check_edtf(str(issued.get("raw") or issued.get("literal")))
    except (ValueError, TypeError):
        return None


def _day(parts: list[Any]) -> str:
    year, *rest = map(int, parts)
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest[:2])])
