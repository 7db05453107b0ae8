"""Where ClaimReviews stand in what others publish: anywhere in a document, or as answers of a search."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from factcheck.exchange.markup_fields import Node, listed


@dataclass(frozen=True, slots=True)
class FoundReview:
    """One review in the words of schema.org, and `source`, the same as it was published."""

    node: Node
    source: Node


def find_reviews(value: Any) -> tuple[list[FoundReview], dict[str, Node]]:
    """Every review in a value in its order, and by its @id every object that has a name."""
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
                reviews += _answers(one)
            waiting += [inner for inner in reversed(one.values()) if isinstance(inner, dict | list)]
    return reviews, named


def _answers(claim: Node) -> Iterator[FoundReview]:
    """The reviews of one claim as the Google Fact Check Tools API gives them."""
    for review in listed(claim.get("claimReview")):
        if isinstance(review, dict) and not review.get("@type"):
            yield FoundReview(_in_words_of_schema(claim, review), {**claim, "claimReview": [review]})


def _in_words_of_schema(claim: Node, review: Node) -> Node:
    return {
        "claimReviewed": claim.get("text"),
        "itemReviewed": {
            "@type": "Claim",
            "author": claim.get("claimant"),
            "datePublished": claim.get("claimDate"),
        },
        "author": _of_site(review.get("publisher")),
        "url": review.get("url"),
        "headline": review.get("title"),
        "datePublished": review.get("reviewDate"),
        "reviewRating": {"alternateName": review.get("textualRating")},
        "inLanguage": review.get("languageCode"),
    }


def _of_site(publisher: Any) -> Any:
    """A publisher by its name, or by its site when it has none."""
    if not isinstance(publisher, dict):
        return publisher
    return {"name": publisher.get("name") or publisher.get("site"), "url": publisher.get("site")}


def has_type(node: Node, name: str) -> bool:
    """Whether it is a thing of that schema.org type, also as an address, with a prefix, or as one of several."""
    kind = node.get("@type")
    return kind == name or any(isinstance(one, str) and _is_named(one, name) for one in listed(kind))


def _is_named(kind: str, name: str) -> bool:
    return kind.rsplit("/", 1)[-1].rsplit(":", 1)[-1].strip().casefold() == name.casefold()
