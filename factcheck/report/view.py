"""A record made into what its page says; every word that is not the desk's record is chosen here or below."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from factcheck.model.claim import Article, Claim
from factcheck.model.public import PublicCheck, PublicState, published_verdict
from factcheck.model.record import Record
from factcheck.model.status import status
from factcheck.model.vocabulary import Status
from factcheck.phrase import NOTHING, Said, say, sentences
from factcheck.report.captures import kept_of
from factcheck.report.claim_origin import appearances, found_in, said_by
from factcheck.report.corrections import CorrectionView, correction_views
from factcheck.report.drift import notice
from factcheck.report.edition import Edition
from factcheck.report.evidence import EvidenceView, SourceView, evidence_views, source_views, weight
from factcheck.report.outputs.embed import embed_snippet
from factcheck.report.publication import (
    Reply,
    other_versions,
    published_on,
    redaction_notices,
    reply,
    state_notice,
)
from factcheck.report.related import RelatedCheck
from factcheck.report.timeline import Day, timeline
from factcheck.report.urls import Links, proof_file
from factcheck.report.verdict import VerdictView, earlier_verdicts, present_verdict
from factcheck.report.wording import CLAIM_KIND, STATE, STATUS, moment, shortened


@dataclass(frozen=True, slots=True)
class ClaimView:
    """Everything a claim's page shows; what is not here cannot be printed (rule 6).

    `notice` is what a reader must know before anything else, `on_top` the corrections that belong there too. The last
    ones are of published checks: `versions` leads to the others, `embed` is the markup by which others show the check,
    `proof` leads to the proof that it stands in the public log; `byline` says who gave the verdict, and when it went
    out.
    """

    ref: str
    anchor: str
    text: str
    lang: str
    size: str
    quote: str
    sentence: str
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
    article: tuple[str, str] | None
    superseded: bool = False
    on_top: tuple[CorrectionView, ...] = ()
    corrections: tuple[CorrectionView, ...] = ()
    replies: tuple[Reply, ...] = ()
    versions: tuple[Said, ...] = ()
    embed: str = ""
    proof: str = ""
    byline: Said = NOTHING
    related: tuple[RelatedCheck, ...] = ()
    taken_out: tuple[Said, ...] = ()

    @property
    def has_pictures(self) -> bool:
        """Whether the page shows files of pictures."""
        return any(one.picture and one.picture.link for one in self.evidence)


def claim_view(
    shown: Record | PublicCheck, article: Article | None, edition: Edition, to: Links
) -> ClaimView:
    """The view of a claim, for the page that `to` is counted from.

    The desk is shown a record. Everybody is shown a published check, which holds only what may leave the desk; a
    public view of a bare record is a TypeError.
    """
    if isinstance(shown, PublicCheck):
        return _check_view(
            shown, _record_view(shown.record, Status.PUBLISHED, article, edition, to), edition, to
        )
    if edition.is_public:
        raise TypeError("a public page is made of a published check, not of the record")
    return _record_view(shown, status(shown, edition.scales), article, edition, to)


def _check_view(check: PublicCheck, view: ClaimView, edition: Edition, to: Links) -> ClaimView:
    """What a page shows of a version; the verdicts of earlier versions stand on pages of their own."""
    corrections = correction_views(check, edition)
    state, badge = edition.words.text(STATE[check.state]), view.verdict.badge
    if check.state is PublicState.VOID:
        badge = replace(badge, colour="grey")
    author = published_verdict(check).by
    doubtful = check.state in (PublicState.VOID, PublicState.SUPERSEDED)
    return replace(
        view,
        title=titled(state, view.text, edition) if doubtful else view.title,
        status=STATE[check.state],
        verdict=replace(view.verdict, badge=badge),
        head=check.head,
        signed_digest=check.digest,
        earlier=(),
        notice=state_notice(check, to),
        taken_out=tuple(redaction_notices(check)),
        superseded=check.superseded,
        on_top=tuple(one for one in corrections if one.on_top),
        corrections=corrections,
        replies=tuple(reply(one, check) for one in check.record.contacts),
        versions=tuple(other_versions(check, to)),
        byline=sentences(say("Checked by {person}.", person=author), published_on(check)),
        embed="" if check.superseded else embed_snippet(check, edition),
        proof=to.file(proof_file(check.record.claim.ref)),
    )


def _record_view(
    record: Record, standing: Status, article: Article | None, edition: Edition, to: Links
) -> ClaimView:
    claim = record.claim
    sources = source_views(record, edition)
    verdict = present_verdict(record, standing, edition, to)
    return ClaimView(
        ref=claim.ref,
        anchor=f"c.{claim.ref}",
        text=claim.text,
        lang=edition.lang(claim.language),
        size=_size(claim.text),
        quote=claim.quote if claim.quote and claim.quote != claim.text else "",
        sentence=_sentence(claim),
        said=said_by(claim),
        found_in=found_in(claim, article),
        appearances=appearances(claim),
        context=claim.context or "",
        about=CLAIM_KIND[claim.kind] if claim.kind else NOTHING,
        tags=claim.tags,
        notice=_withdrawn(record),
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
        article=(to.article(article.ref), article.title) if article else None,
    )


def _sentence(claim: Claim) -> str:
    """What the article says around the claim, where that is not what the page has above already."""
    said = claim.sentence or ""
    return "" if " ".join(said.split()) in (claim.text, claim.quote) else said


def _description(verdict: VerdictView, edition: Edition) -> str:
    none = edition.words.text(verdict.none) if verdict.none else ""
    return shortened(none or verdict.summary or verdict.badge.meaning, 200)


def _size(text: str) -> str:
    return "short" if len(text) <= 90 else "long" if len(text) > 260 else ""


def titled(found: str, text: str, edition: Edition) -> str:
    """What a tab and a search engine show of a claim: what was found, and the claim cut short."""
    return shortened(edition.words.text(say("{verdict}: {claim}", verdict=found, claim=text)), 110)


def _withdrawn(record: Record) -> Said:
    """What a reader must know before anything else: that the claim was withdrawn, by whom and why."""
    if not record.withdrawal:
        return NOTHING
    event = record.withdrawal
    return say(
        "Withdrawn by {person}, {moment}: {why}",
        person=event.by,
        moment=moment(event.at),
        why=event.body.get("why", ""),
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
