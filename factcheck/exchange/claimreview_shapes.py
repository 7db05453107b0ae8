"""ClaimReviews found in JSON that others publish: anywhere in a document, or as answers of a search API."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from factcheck.exchange.markup_fields import Node, as_list


@dataclass(frozen=True, slots=True)
class FoundReview:
    """One review with the property names of schema.org, and `source`, the same as it was published."""

    node: Node
    source: Node


def find_reviews(value: Any) -> tuple[list[FoundReview], dict[str, Node]]:
    """Every review in a JSON value in document order, and every object with a name by its @id."""
    reviews: list[FoundReview] = []
    named: dict[str, Node] = {}
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += reversed(one)
        elif isinstance(one, dict):
            if isinstance(one.get("@id"), str) and one.get("name"):
                named[one["@id"]] = one
            if has_type(one, "ClaimReview"):
                reviews.append(FoundReview(one, one))
            if "claimReview" in one:
                reviews += _from_search_api(one)
            waiting += [inner for inner in reversed(one.values()) if isinstance(inner, dict | list)]
    return reviews, named


def _from_search_api(claim: Node) -> Iterator[FoundReview]:
    """The reviews of one claim in an answer of the Google Fact Check Tools API."""
    for review in as_list(claim.get("claimReview")):
        if isinstance(review, dict) and not review.get("@type"):
            yield FoundReview(_to_schema_org(claim, review), {**claim, "claimReview": [review]})


def _to_schema_org(claim: Node, review: Node) -> Node:
    return {
        "claimReviewed": claim.get("text"),
        "itemReviewed": {
            "@type": "Claim",
            "author": claim.get("claimant"),
            "datePublished": claim.get("claimDate"),
        },
        "author": _organization(review.get("publisher")),
        "url": review.get("url"),
        "headline": review.get("title"),
        "datePublished": review.get("reviewDate"),
        "reviewRating": {"alternateName": review.get("textualRating")},
        "inLanguage": review.get("languageCode"),
    }


def _organization(publisher: Any) -> Any:
    """A publisher by its name, or by its site when it has none."""
    if not isinstance(publisher, dict):
        return publisher
    return {"name": publisher.get("name") or publisher.get("site"), "url": publisher.get("site")}


def has_type(node: Node, name: str) -> bool:
    """Whether an object has that schema.org type, also as a URL, with a prefix, or as one of several."""
    kind = node.get("@type")
    return kind == name or any(isinstance(one, str) and _is_named(one, name) for one in as_list(kind))


def _is_named(kind: str, name: str) -> bool:
    return kind.rsplit("/", 1)[-1].rsplit(":", 1)[-1].strip().casefold() == name.casefold()
