"""Published checks, told through real events up to the act that puts them out."""

from dataclasses import replace
from typing import Any

from factcheck.model.claim import Article
from factcheck.model.public import PublicCheck, public_checks
from factcheck.report.edition import Audience, Edition
from factcheck.report.urls import SiteUrls
from tests.records import ANCHORED, PAGE, SCALES, Told

EDITION = Edition(
    desk="The Harbour Desk",
    scales=SCALES,
    scale=SCALES.get("seven-step"),
    base_url="https://desk.example/checks",
)
ADDRESS = SiteUrls("https://desk.example/checks")
SITE = replace(EDITION, audience=Audience.PUBLIC)
ARTICLE = Article(
    ref="harbour", title="The bridge at ninety", url="https://tide.example/bridge", publisher="The Tide"
)


def published(rating: str = "true", **claim: Any) -> Told:
    """The shortest way to the public."""
    summary = claim.pop("summary", "The register has the day.")
    told = (
        Told(**claim)
        .source(url="https://archive.example/1932")
        .capture(outcome="ok", **PAGE)
        .cite(**ANCHORED)
    )
    return told.rate(rating, summary=summary).submit().decide().publish()


def corrected(kind: str = "major", rating: str = "false", **claim: Any) -> Told:
    """A check whose second version is out."""
    told = published(**claim).correct(kind)
    return told.rate(rating, summary="It was 1933.").submit().decide().publish()


def versions(told: Told) -> tuple[PublicCheck, ...]:
    """All versions, oldest first."""
    return public_checks(told.record, SCALES)


def now(told: Told) -> PublicCheck:
    """The version at the check's own address."""
    return versions(told)[-1]
