"""Checks as others publish them, for the tests that read them."""

import io
import json
from collections.abc import Iterator
from typing import Any

from factcheck.exchange.claimreview import ImportCounts, Read, ReadCheck, read_feed
from factcheck.model.earlier import EarlierCheck

REVIEW: dict[str, Any] = {
    "@context": "http://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example/bridge",
    "claimReviewed": "The bridge opened in 1932.",
    "datePublished": "2026-02-03 10:15",
    "author": {"@type": "Organization", "name": "The Harbour Times", "url": "https://checks.example/"},
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": "2",
        "bestRating": "5",
        "worstRating": 1,
        "alternateName": "Mostly false",
    },
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Ana Ruiz"},
        "datePublished": "2026-01-30",
        "appearance": [{"@type": "CreativeWork", "url": "https://talk.example/1"}],
    },
    "inLanguage": "en-gb",
}


def review(**changed: Any) -> dict[str, Any]:
    """The review with some fields changed, and without those that are None."""
    return {key: value for key, value in (REVIEW | changed).items() if value is not None}


def numbered(number: int) -> dict[str, Any]:
    """One of many reviews."""
    return review(url=f"https://checks.example/{number}")


def data_feed(*items: Any) -> dict[str, Any]:
    """A feed as Data Commons gives it."""
    elements = [{"@type": "DataFeedItem", "dateCreated": "2026-02-03", "item": [one]} for one in items]
    return {"@context": "http://schema.org", "@type": "DataFeed", "dataFeedElement": elements}


def read(material: Any) -> list[Read]:
    """What is read of bytes, of text, or of a value written as JSON."""
    if not isinstance(material, bytes | str):
        material = json.dumps(material)
    content = material if isinstance(material, bytes) else material.encode("utf-8", "surrogatepass")
    return list(read_feed(io.BytesIO(content), "feed.json"))


def told(material: Any) -> list[str]:
    """The address of each check taken, and the code and place of everything else, in order."""
    return list(_told(read(material)))


def _told(found: list[Read]) -> Iterator[str]:
    for one in found:
        yield one.check.url if isinstance(one, ReadCheck) else f"{one.why.code} {one.why.where}"


def taken(material: Any) -> tuple[EarlierCheck, list[str]]:
    """The one check in it, and what was mended, as code and field."""
    (one,) = read(material)
    assert isinstance(one, ReadCheck), one
    prefix = "feed.json item 1: "
    return one.check, [f"{remark.code} {remark.where.removeprefix(prefix)}" for remark in one.mended]


def tally(material: Any) -> ImportCounts:
    """The count of what is read."""
    counted = ImportCounts()
    for one in read(material):
        counted.count(one)
    return counted
