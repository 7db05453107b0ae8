"""Quotes as W3C Web Annotations: a link from the words on a page to the check that rests on them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def annotation_collection(desk: str, home: str, checks: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The collection (JSON-LD) of all quotes of public checks that were found on a page with a link.

    `checks` are public data. A quote's target is the page with a TextQuoteSelector and the moment at which the
    words stood there; its body is the check's page. Where in the text we hold it stood is left out, since that is
    no place on the page.
    """
    items = [one for check in checks for one in _annotations(check)]
    return {
        "@context": _CONTEXT,
        "id": f"{home}#annotations",
        "type": "AnnotationCollection",
        "label": desk,
        "total": len(items),
        "first": {"id": f"{home}#annotations-1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }


def _annotations(check: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    sources = {one["id"]: one for one in check["sources"]}
    captures = {one["id"]: one for one in check["captures"]}
    for quote in check["evidence"]:
        source, capture = sources[quote["source"]], captures.get(quote.get("capture", ""), {})
        if source.get("url") and capture and not source.get("confidential"):
            yield {
                "id": f"{check['url']}#{quote['id']}",
                "type": "Annotation",
                "motivation": "linking",
                "created": check["published_at"],
                "modified": check["changed_at"],
                "body": {
                    "id": check["url"],
                    "type": "Text",
                    "format": "text/html",
                    "language": check["language"],
                },
                "target": _target(quote, source, capture),
            }


def _target(
    quote: Mapping[str, Any], source: Mapping[str, Any], capture: Mapping[str, Any]
) -> dict[str, Any]:
    words = {name: quote[name] for name in ("exact", "prefix", "suffix") if quote.get(name)}
    state = {"type": "TimeState", "sourceDate": capture["fetched_at"], "cached": source.get("archived_url")}
    return {
        "source": capture.get("final_url") or source["url"],
        "selector": {"type": "TextQuoteSelector", **words},
        "state": {name: value for name, value in state.items() if value},
    }
