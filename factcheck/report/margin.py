"""What stands beside the words of one claim in an article: its verdict, one line, its state and its sources."""

from dataclasses import dataclass

from factcheck.model.record import Record
from factcheck.model.status import status
from factcheck.model.vocabulary import Status
from factcheck.phrase import Said
from factcheck.report.edition import Badge, Edition
from factcheck.report.evidence import SourceView, source_views
from factcheck.report.urls import Links
from factcheck.report.verdict import present_verdict
from factcheck.report.wording import shortened

LINE = {
    Status.UNVERIFIED: "dotted",
    Status.CHECKING: "dotted",
    Status.RETURNED: "dotted",
    Status.RATED: "dashed",
    Status.IN_REVIEW: "dashed",
    Status.NEEDS_RECHECK: "wavy",
    Status.SIGNED_OFF: "solid",
    Status.PUBLISHED: "solid",
    Status.WITHDRAWN: "struck",
}
"""How the words of a claim are underlined, by the state of the work."""

_ONE_LINE = 280


@dataclass(frozen=True, slots=True)
class Margin:
    """One claim in the margin; `line` is the style of the line under its words, `badge` gives the colour.

    `text` is the claim's wording, empty where it is that of the article's own words.
    """

    ref: str
    href: str
    text: str
    lang: str
    badge: Badge
    summary: str
    state: Said
    line: str
    sources: tuple[SourceView, ...]


def margin_of(record: Record, edition: Edition, to: Links) -> Margin:
    """The margin of the working report: whatever the state of the claim."""
    claim, standing = record.claim, status(record, edition.scales)
    verdict = present_verdict(record, standing, edition, to)
    summary = edition.words.text(verdict.none) if verdict.none else verdict.summary
    return Margin(
        ref=claim.ref,
        href=to.claim(claim.ref),
        text="" if claim.text == " ".join((claim.sentence or claim.quote or "").split()) else claim.text,
        lang=edition.lang(claim.language),
        badge=verdict.badge,
        summary=shortened(summary, _ONE_LINE),
        state=verdict.signature,
        line=LINE[standing],
        sources=tuple(source_views(record, edition).values()),
    )
