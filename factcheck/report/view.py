"""A record made into what its page says; every word that is not the desk's record is chosen here or below."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from factcheck.model.claim import Article, Claim
from factcheck.model.links import has_scheme
from factcheck.model.record import Record, status
from factcheck.model.vocabulary import Status
from factcheck.report.captures import kept_of
from factcheck.report.drift import notice
from factcheck.report.edition import Edition
from factcheck.report.evidence import EvidenceView, SourceView, evidence_views, source_views, weight
from factcheck.report.fragment import host_of, live_link
from factcheck.report.phrase import NOTHING, Phrase, Run, Said, name
from factcheck.report.timeline import Day, timeline
from factcheck.report.urls import Links
from factcheck.report.verdict import VerdictView, earlier_verdicts, present_verdict
from factcheck.report.wording import CLAIM_KIND, STATUS, day, moment, on, shortened


@dataclass(frozen=True, slots=True)
class ClaimView:
    """Everything a claim's page shows; what is not here cannot be printed (rule 6)."""

    ref: str
    anchor: str
    text: str
    lang: str
    size: str
    quote: str
    said: Phrase
    found_in: Phrase
    appearances: Phrase
    context: str
    about: Said
    tags: tuple[str, ...]
    notice: Phrase
    drift: tuple[Said, ...]
    status: Said
    verdict: VerdictView
    conflict: str
    evidence: tuple[EvidenceView, ...]
    weight: Said
    unquoted: tuple[SourceView, ...]
    would_settle: str
    earlier: tuple[VerdictView, ...]
    timeline: tuple[Day, ...]
    head: str
    signed_digest: str
    title: str
    description: str
    article: tuple[str, str]


def claim_view(
    record: Record, article: Article | None, edition: Edition, to: Links, standing: Status | None = None
) -> ClaimView:
    """The view of one record, for the page that `to` is counted from; `standing` where it is known already."""
    claim, standing = record.claim, standing or status(record, edition.scales)
    sources = source_views(record, edition)
    verdict = present_verdict(record, standing, edition, to)
    return ClaimView(
        ref=claim.ref,
        anchor=f"c.{claim.ref}",
        text=claim.text,
        lang=edition.lang(claim.language),
        size=_size(claim.text),
        quote=claim.quote if claim.quote and claim.quote != claim.text else "",
        said=_said(claim),
        found_in=_found_in(claim, article),
        appearances=_appearances(claim),
        context=claim.context or "",
        about=CLAIM_KIND[claim.kind] if claim.kind else NOTHING,
        tags=claim.tags,
        notice=_notice(record),
        drift=notice(record, to),
        status=STATUS[standing],
        verdict=verdict,
        conflict=_conflict(record),
        evidence=evidence_views(record, sources, edition, to),
        weight=weight(record),
        unquoted=tuple(_unquoted(record, sources, to)),
        would_settle=claim.would_settle or "",
        earlier=earlier_verdicts(record, edition, to),
        timeline=timeline(record, sources, edition, to),
        head=record.head,
        signed_digest=record.review.digest if record.review and standing.is_signed else "",
        title=shortened(f"{verdict.badge.label}: {claim.text}", 110),
        description=_description(verdict, edition),
        article=(to.article(article.ref), article.title) if article else ("", ""),
    )


def _description(verdict: VerdictView, edition: Edition) -> str:
    none = edition.words.text(verdict.none) if verdict.none else ""
    return shortened(none or verdict.summary or verdict.badge.meaning, 200)


def _size(text: str) -> str:
    return "short" if len(text) <= 90 else "long" if len(text) > 260 else ""


def _said(claim: Claim) -> Phrase:
    """Who said it, when and where, in one line; what the record does not hold is said too."""
    if not (claim.claimant or claim.claimed_on or claim.said_in):
        return Phrase.of("The record does not say who made the claim.")
    who = name(claim.claimant) if claim.claimant else Run("somebody the record does not name")
    when = on(claim.claimed_on) if claim.claimed_on else ()
    return Phrase.of("Said by ", who, *when, *_place(claim.said_in), ".")


def _place(said_in: str | None) -> tuple[Run, ...]:
    if not said_in:
        return ()
    link = live_link(said_in) if has_scheme(said_in) else None
    return (Run(", on "), Run(host_of(said_in), "away", link)) if link else (Run(", "), name(said_in))


def _found_in(claim: Claim, article: Article | None) -> Phrase:
    """The text under check the claim was taken from, and where in it."""
    where = (Run(", "), name(claim.locator)) if claim.locator else ()
    if article is None:
        return (
            Phrase.of("Taken from the article ", name(claim.article), *where, ".")
            if claim.article
            else NOTHING
        )
    link = live_link(article.url) if article.url else None
    title = Run(article.title, "away", link) if link else Run(article.title, "title")
    by = (Run(", by "), name(article.byline)) if article.byline else ()
    publisher = (Run(", "), name(article.publisher)) if article.publisher else ()
    dated = (Run(", "), day(article.published_on)) if article.published_on else ()
    return Phrase.of("Taken from “", title, "”", *by, *publisher, *dated, *where, ".")


def _appearances(claim: Claim) -> Phrase:
    links = [(host_of(url), live_link(url)) for url in claim.appearances]
    runs = [part for host, link in links if link for part in (Run(", "), Run(host, "away", link))]
    return Phrase.of("Also made at ", *runs[1:], ".") if runs else NOTHING


def _notice(record: Record) -> Phrase:
    """What a reader must know before anything else: that the claim was withdrawn, by whom and why."""
    if not record.withdrawal:
        return NOTHING
    event = record.withdrawal
    return Phrase.of("Withdrawn by ", name(event.by), ", ", moment(event.at), ": ", name(event.body["why"]))


def _conflict(record: Record) -> str:
    """The heading of the box on conflicting evidence; empty where there is none (rule 2)."""
    if not record.in_conflict:
        return ""
    if record.verdict and record.verdict.resolves:
        return "The evidence points both ways. How that was resolved:"
    return "The evidence points both ways. No verdict has resolved that yet."


def _unquoted(record: Record, sources: Mapping[str, SourceView], to: Links) -> Iterator[SourceView]:
    quoted = {one.source for one in record.evidence}
    for source, view in sources.items():
        if source not in quoted:
            captures = () if view.confidential else record.captures_of(source)
            yield replace(view, kept=kept_of(captures, to)) if captures else view
