"""One ClaimReview that others published, in any of its shapes, as an EarlierCheck (schema.org/ClaimReview)."""

from collections.abc import Mapping
from typing import Any

from factcheck.exchange.claimreview_shapes import FoundReview, has_type
from factcheck.exchange.markup_fields import Fields, Node, as_list, as_number, first_value
from factcheck.exchange.text_cleanup import valid_text
from factcheck.model.earlier import MAX_NUMBER, MAX_RAW, EarlierCheck
from factcheck.model.event import canonical
from factcheck.model.text import MAX_CLAIM, MAX_PROSE

_CLAIM_FIELDS = ("claimReviewed", "text", "name", "description")


class Unusable(Exception):
    """An item cannot be imported; the arguments are the code and the reason in words."""


def read_review(review: FoundReview, fields: Fields, language: str = "") -> EarlierCheck:
    """The check that a ClaimReview describes; `fields.remarks` says what was changed.

    `language` is used where the item names none. Raises Unusable for an item without address or wording, BadInput
    for one whose values do not fit an EarlierCheck.
    """
    node = review.node
    url = fields.link("url", [node.get("url"), node.get("mainEntityOfPage"), node.get("@id")])
    if not url and fields.base:
        url = fields.base
        fields.remark("address-of-page", "url", "is missing; the address of its page is taken.")
    if not url:
        raise Unusable("no-address", "has no address at which the review can be read.")
    fields.base = url
    text, used = _wording(node, fields)
    values: dict[str, Any] = {
        "text": text,
        "url": url,
        "title": fields.words("title", _first_field(node, ("headline", "name"), used)),
        "body": fields.words(
            "body", _first_field(node, ("reviewBody", "articleBody", "text"), used), MAX_PROSE
        ),
        "published_on": fields.date("published_on", node.get("datePublished") or node.get("dateCreated")),
        "language": _language(node, fields, language),
        "raw": _raw(review.source, fields),
    }
    values |= _rating(first_value(node.get("reviewRating")), fields)
    values["summary"] = values.get("summary") or fields.words(
        "summary", _first_field(node, ("description", "abstract"), used), MAX_PROSE
    )
    return EarlierCheck.of(values | _publisher(node, fields) | _claim(node, fields))


def _wording(node: Node, fields: Fields) -> tuple[str, str]:
    """The claim's wording, and the field of the review that it was taken from; "" for the proper field."""
    if text := fields.words("text", node.get("claimReviewed"), MAX_CLAIM):
        return text, ""
    items = [one for one in as_list(node.get("itemReviewed")) if isinstance(one, Mapping)]
    claims = [one for one in items if has_type(one, "Claim")]
    in_claims = ((one.get(name), "") for one in claims for name in _CLAIM_FIELDS)
    in_review = ((node.get(name), name) for name in ("description", "name"))
    for value, name in (*in_claims, *in_review):
        if text := fields.words("text", value, MAX_CLAIM):
            fields.remark("wording-elsewhere", "text", f"is taken from the {name or 'item reviewed'}.")
            return text, name
    raise Unusable("no-wording", "does not say which claim it reviews.")


def _first_field(node: Node, names: tuple[str, ...], except_name: str) -> Any:
    return next((node[name] for name in names if name != except_name and node.get(name)), None)


def _language(node: Node, fields: Fields, language: str) -> str:
    if found := fields.language("language", node.get("inLanguage")):
        return found
    if language:
        fields.remark("language-of-page", "language", "is missing; that of its page is taken.")
    return language


def _rating(rating: Any, fields: Fields) -> dict[str, Any]:
    """The label unchanged; the number only with a best and a worst rating between which it lies."""
    if not isinstance(rating, Mapping):
        return {"rating": fields.words("rating", rating)}
    label = fields.words("rating", rating.get("alternateName") or rating.get("name"))
    value = rating.get("ratingValue")
    number, best, worst = (
        as_number(rating.get(name)) for name in ("ratingValue", "bestRating", "worstRating")
    )
    values: dict[str, Any] = {"rating": label}
    if number is None and not label:
        values["rating"] = fields.words("rating", value)
    if number is not None and best is not None and worst is not None and _is_on_scale(number, best, worst):
        values |= {"rating_number": number, "best": best, "worst": worst}
    elif number is not None:
        fields.remark(
            "number-dropped", "rating_number", "does not lie on a scale with two ends; it is left out."
        )
    explanation = first_value(rating.get("ratingExplanation"))
    if isinstance(explanation, str):
        values["summary"] = fields.words("summary", explanation, MAX_PROSE)
    return values


def _is_on_scale(number: float, best: float, worst: float) -> bool:
    return -MAX_NUMBER <= worst < best <= MAX_NUMBER and worst <= number <= best


def _publisher(node: Node, fields: Fields) -> dict[str, Any]:
    """Who published the check: its author, or the publisher where the author is missing or a person."""
    author, publisher = fields.resolved(node.get("author")), fields.resolved(node.get("publisher"))
    person = isinstance(author, Mapping) and has_type(author, "Person")
    if publisher and (person or not author):
        name = fields.words("publisher", publisher)
        if name:
            if not author:
                fields.remark("publisher-elsewhere", "publisher", "names no author; its publisher is taken.")
            return {"publisher": name, "publisher_url": _site(publisher, fields)}
    return {
        "publisher": fields.words("publisher", node.get("author")),
        "publisher_url": _site(author, fields),
    }


def _site(who: Any, fields: Fields) -> str:
    return fields.link("publisher_url", who) if isinstance(who, Mapping) else ""


def _claim(node: Node, fields: Fields) -> dict[str, Any]:
    """Who made the claim, when and where."""
    items = [one for one in as_list(node.get("itemReviewed")) if isinstance(one, Mapping)]
    made = next((one for one in items if one.get("author") or one.get("datePublished")), {})
    places = [
        one.get(name)
        for one in (*items, node)
        for name in ("firstAppearance", "appearance", *(() if one is node else ("url", "sameAs")))
    ]
    return {
        "claimant": fields.words("claimant", made.get("author")),
        "claimed_on": fields.date("claimed_on", made.get("datePublished")),
        "appearances": fields.links("appearances", places),
    }


def _raw(source: Node, fields: Fields) -> str:
    """The item itself as canonical JSON; "" when it is too long to keep."""
    text = valid_text(canonical(source))
    if len(text) <= MAX_RAW:
        return text
    fields.remark("raw-dropped", "raw", f"is longer than {MAX_RAW:,} characters; the markup is not kept.")
    return ""
