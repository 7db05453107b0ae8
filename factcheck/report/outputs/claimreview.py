"""A check as schema.org ClaimReview, for search engines and other readers that are machines."""

from collections.abc import Iterator
from typing import Any

from factcheck.model.claim import Article, Claim
from factcheck.model.dates import earliest, latest_today
from factcheck.model.public import PublicCheck, PublicState, published_verdict
from factcheck.model.publication import Correction
from factcheck.model.signing import scale_of
from factcheck.model.verdict import Verdict
from factcheck.report.edition import Edition
from factcheck.report.fragment import host_of, live_link
from factcheck.report.urls import SiteUrls
from factcheck.report.wording import utc

Node = dict[str, Any]


def claim_review(check: PublicCheck, article: Article | None, edition: Edition) -> Node | None:
    """The JSON-LD of a check's own page (schema.org/ClaimReview); None for all but a version that stands now.

    A check that is void, under correction, due for a recheck or replaced carries none. What is not known is left
    out: there is no null and no empty value. Printed into a script with `|tojson` it holds no literal `<` or `>`.
    """
    if check.state is not PublicState.CURRENT:
        return None
    verdict = published_verdict(check)
    return _said(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": edition.urls.claim(check.record.claim.ref),
            "claimReviewed": verdict.wording,
            "reviewRating": _rating(verdict, edition),
            "author": {"@type": "Organization", "name": edition.desk, "url": edition.urls.home},
            "itemReviewed": _claim(check, article, edition.urls),
            "datePublished": utc(check.first_at),
            "dateModified": utc(check.changed_at),
            "inLanguage": edition.language,
            "correction": [_correction(one) for one in check.corrections],
            "citation": list(_citations(check, verdict)),
        }
    )


def _said(node: Node) -> Node:
    return {key: value for key, value in node.items() if value}


def _rating(verdict: Verdict, edition: Edition) -> Node:
    """The label the page shows, and the three numbers where the scale gives the rating one.

    They are those of the very version of the scale the verdict was given on, whose numbers fall from the truest
    to the falsest and are 1 or more.
    """
    scale = scale_of(verdict, edition.scales)
    rating = scale.rating(verdict.rating)
    node: Node = {
        "@type": "Rating",
        "alternateName": edition.words.rating(rating.label),
        "ratingExplanation": verdict.summary,
    }
    if rating.number is not None:
        numbers = [one.number for one in scale.ratings if one.number is not None]
        node |= {"ratingValue": rating.number, "bestRating": max(numbers), "worstRating": min(numbers)}
    return _said(node)


def _claim(check: PublicCheck, article: Article | None, site: SiteUrls) -> Node:
    """What was reviewed (schema.org/Claim).

    schema.org has a person or an organization as `author`, and a guess would say of somebody what is not so. Where
    the record does not tell the two apart, the name is given as `creditText`, which is for either.
    """
    claim = check.record.claim
    first = _works([claim.said_in], site)
    return _said(
        {
            "@type": "Claim",
            "text": claim.quote,
            **_claimant(claim),
            "datePublished": _claimed_on(claim, check),
            "inLanguage": claim.language,
            "firstAppearance": first[0] if first else None,
            "appearance": _works([claim.said_in, *claim.appearances, article.url if article else None], site),
        }
    )


def _claimant(claim: Claim) -> Node:
    if claim.claimant is None or claim.claimant_type is None:
        return {"creditText": claim.claimant}
    return {"author": {"@type": claim.claimant_type.value.capitalize(), "name": claim.claimant}}


def _claimed_on(claim: Claim, check: PublicCheck) -> str | None:
    """When the claim was made: a day, a month or a year (ISO 8601); a span is none of these.

    A date after the review is a slip somewhere, and is not passed on.
    """
    date = claim.claimed_on
    if date is None or "/" in date or earliest(date) > latest_today(check.first_at):
        return None
    return date


def _works(places: list[str | None], site: SiteUrls) -> list[Node]:
    """The places that are links, each once; a page of the desk's own site is where the claim is checked, not made."""
    links = dict.fromkeys(live_link(place) for place in places if place)
    own = host_of(site.home)
    return [{"@type": "CreativeWork", "url": link} for link in links if link and host_of(link) != own]


def _correction(one: Correction) -> Node:
    """schema.org/CorrectionComment."""
    return {"@type": "CorrectionComment", "text": f"{one.what} {one.why}", "datePublished": utc(one.at)}


def _citations(check: PublicCheck, verdict: Verdict) -> Iterator[Node]:
    """The published sources that the verdict rests on."""
    named = {one.source for one in check.record.cited(verdict)}
    for source in check.record.sources:
        link = live_link(source.url) if source.url and source.id in named else None
        if link:
            yield _said({"@type": "CreativeWork", "name": source.title, "url": link})
