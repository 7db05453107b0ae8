"""One ClaimReview of others, whatever shape it comes in, as an EarlierCheck (schema.org/ClaimReview)."""

from collections.abc import Mapping
from typing import Any

from factcheck.exchange.claimreview_shapes import FoundReview, has_type
from factcheck.exchange.markup_fields import Fields, Node, first_of, listed, number_of
from factcheck.exchange.text_cleanup import whole_letters
from factcheck.model.earlier import MAX_NUMBER, MAX_RAW, EarlierCheck
from factcheck.model.event import canonical
from factcheck.model.text import MAX_CLAIM, MAX_PROSE

_OWN_WORDS = ("claimReviewed", "text", "name", "description")


class Unusable(Exception):
    """An item cannot be taken; its arguments are the code and the reason in words."""


def read_review(review: FoundReview, fields: Fields, language: str = "") -> EarlierCheck:
    """The check a ClaimReview describes; `fields.remarks` tells what was changed. Raises Unusable, BadInput.

    `language` is taken where the item names none.
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
    said: dict[str, Any] = {
        "text": text,
        "url": url,
        "title": fields.words("title", _either(node, ("headline", "name"), used)),
        "body": fields.words("body", _either(node, ("reviewBody", "articleBody", "text"), used), MAX_PROSE),
        "published_on": fields.date("published_on", node.get("datePublished") or node.get("dateCreated")),
        "language": _language(node, fields, language),
        "raw": _raw(review.source, fields),
    }
    said |= _rating(first_of(node.get("reviewRating")), fields)
    said["summary"] = said.get("summary") or fields.words(
        "summary", _either(node, ("description", "abstract"), used), MAX_PROSE
    )
    return EarlierCheck.of(said | _publisher(node, fields) | _claim(node, fields))


def _wording(node: Node, fields: Fields) -> tuple[str, str]:
    """The claim as reviewed, and the field of the review it was found in when it is not the field for it."""
    if text := fields.words("text", node.get("claimReviewed"), MAX_CLAIM):
        return text, ""
    items = [one for one in listed(node.get("itemReviewed")) if isinstance(one, Mapping)]
    claims = [one for one in items if has_type(one, "Claim")]
    within = ((one.get(name), "") for one in claims for name in _OWN_WORDS)
    beside = ((node.get(name), name) for name in ("description", "name"))
    for value, name in (*within, *beside):
        if text := fields.words("text", value, MAX_CLAIM):
            fields.remark("wording-elsewhere", "text", f"is taken from the {name or 'item reviewed'}.")
            return text, name
    raise Unusable("no-wording", "does not say which claim it reviews.")


def _either(node: Node, names: tuple[str, ...], used: str) -> Any:
    return next((node[name] for name in names if name != used and node.get(name)), None)


def _language(node: Node, fields: Fields, language: str) -> str:
    if found := fields.language("language", node.get("inLanguage")):
        return found
    if language:
        fields.remark("language-of-page", "language", "is missing; that of its page is taken.")
    return language


def _rating(rating: Any, fields: Fields) -> dict[str, Any]:
    """The label as it stands; the number only when it lies on a scale whose two ends are told."""
    if not isinstance(rating, Mapping):
        return {"rating": fields.words("rating", rating)}
    label = fields.words("rating", rating.get("alternateName") or rating.get("name"))
    value = rating.get("ratingValue")
    number, best, worst = (
        number_of(rating.get(name)) for name in ("ratingValue", "bestRating", "worstRating")
    )
    said: dict[str, Any] = {"rating": label}
    if number is None and not label:
        said["rating"] = fields.words("rating", value)
    if number is not None and best is not None and worst is not None and _is_on_scale(number, best, worst):
        said |= {"rating_number": number, "best": best, "worst": worst}
    elif number is not None:
        fields.remark(
            "number-dropped", "rating_number", "does not lie on a scale with two ends; it is left out."
        )
    explained = first_of(rating.get("ratingExplanation"))
    if isinstance(explained, str):
        said["summary"] = fields.words("summary", explained, MAX_PROSE)
    return said


def _is_on_scale(number: float, best: float, worst: float) -> bool:
    return -MAX_NUMBER <= worst < best <= MAX_NUMBER and worst <= number <= best


def _publisher(node: Node, fields: Fields) -> dict[str, Any]:
    """Who published the check: its author, unless that is nobody or a person and a publisher is named."""
    author, publisher = fields.known(node.get("author")), fields.known(node.get("publisher"))
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
    items = [one for one in listed(node.get("itemReviewed")) if isinstance(one, Mapping)]
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
    """The item itself as canonical JSON; "" when it is too long to be kept."""
    text = whole_letters(canonical(source))
    if len(text) <= MAX_RAW:
        return text
    fields.remark("raw-dropped", "raw", f"is longer than {MAX_RAW:,} characters; the markup is not kept.")
    return ""
