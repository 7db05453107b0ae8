"""A record made into what its page says; every word that is not the desk's record is chosen here or below."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from factcheck.model.claim import Article, Claim
from factcheck.model.links import has_scheme
from factcheck.model.record import Record
from factcheck.model.status import status
from factcheck.model.vocabulary import Status
from factcheck.report.captures import kept_of
from factcheck.report.drift import notice
from factcheck.report.edition import Edition
from factcheck.report.evidence import EvidenceView, SourceView, evidence_views, source_views, weight
from factcheck.report.fragment import host_of, live_link
from factcheck.report.phrase import NOTHING, Run, Said, comma, say
from factcheck.report.timeline import Day, timeline
from factcheck.report.urls import Links
from factcheck.report.verdict import VerdictView, earlier_verdicts, present_verdict
from factcheck.report.wording import CLAIM_KIND, STATUS, day, moment, shortened, when


@dataclass(frozen=True, slots=True)
class ClaimView:
    """Everything a claim's page shows; what is not here cannot be printed (rule 6)."""

    ref: str
    anchor: str
    text: str
    lang: str
    size: str
    quote: str
    said: Said
    found_in: Said
    appearances: Said
    context: str
    about: Said
    tags: tuple[str, ...]
    notice: Said
    drift: tuple[Said, ...]
    status: Said
    verdict: VerdictView
    conflict: Said
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
        title=titled(verdict.badge.label, claim.text, edition),
        description=_description(verdict, edition),
        article=(to.article(article.ref), article.title) if article else ("", ""),
    )


def _description(verdict: VerdictView, edition: Edition) -> str:
    none = edition.words.text(verdict.none) if verdict.none else ""
    return shortened(none or verdict.summary or verdict.badge.meaning, 200)


def _size(text: str) -> str:
    return "short" if len(text) <= 90 else "long" if len(text) > 260 else ""


def titled(found: str, text: str, edition: Edition) -> str:
    """What a tab and a search engine show of a claim: what was found, and the claim cut short."""
    return shortened(edition.words.text(say("{verdict}: {claim}", verdict=found, claim=text)), 110)


def _said(claim: Claim) -> Said:
    """Who said it, when and where, in one line; what the record does not hold is said too."""
    if not (claim.claimant or claim.claimed_on or claim.said_in):
        return say("The record does not say who made the claim.")
    who = claim.claimant or say("somebody the record does not name")
    dated = say("{person} {when}", person=who, when=when(claim.claimed_on)) if claim.claimed_on else who
    if not claim.said_in:
        return say("Said by {person}.", person=dated)
    link = live_link(claim.said_in) if has_scheme(claim.said_in) else None
    if link:
        return say(
            "Said by {person}, on {host}.", person=dated, host=Run(host_of(claim.said_in), "away", link)
        )
    return say("Said by {person}, {place}.", person=dated, place=claim.said_in)


def _found_in(claim: Claim, article: Article | None) -> Said:
    """The text under check the claim was taken from, and where in it."""
    where = [claim.locator] if claim.locator else []
    if article is None:
        named = comma([claim.article, *where]) if claim.article else NOTHING
        return say("Taken from the article {article}.", article=named) if named else NOTHING
    link = live_link(article.url) if article.url else None
    title = Run(article.title, "away", link) if link else Run(article.title, "title")
    facts: list[str | Said] = [say("“{words}”", words=title)]
    if article.byline:
        facts.append(say("by {author}", author=article.byline))
    if article.publisher:
        facts.append(article.publisher)
    if article.published_on:
        facts.append(day(article.published_on))
    return say("Taken from {article}.", article=comma([*facts, *where]))


def _appearances(claim: Claim) -> Said:
    links = [Run(host_of(url), "away", link) for url in claim.appearances if (link := live_link(url))]
    return say("Also made at {hosts}.", hosts=comma(links)) if links else NOTHING


def _notice(record: Record) -> Said:
    """What a reader must know before anything else: that the claim was withdrawn, by whom and why."""
    if not record.withdrawal:
        return NOTHING
    event = record.withdrawal
    return say(
        "Withdrawn by {person}, {moment}: {why}",
        person=event.by,
        moment=moment(event.at),
        why=event.body["why"],
    )


def _conflict(record: Record) -> Said:
    """The heading of the box on conflicting evidence; empty where there is none (rule 2)."""
    if not record.in_conflict:
        return NOTHING
    if record.verdict and record.verdict.resolves:
        return say("The evidence points both ways. How that was resolved:")
    return say("The evidence points both ways. No verdict has resolved that yet.")


def _unquoted(record: Record, sources: Mapping[str, SourceView], to: Links) -> Iterator[SourceView]:
    quoted = {one.source for one in record.evidence}
    for source, view in sources.items():
        if source not in quoted:
            captures = () if view.confidential else record.captures_of(source)
            yield replace(view, kept=kept_of(captures, to)) if captures else view
