"""The card of a check that others show in their pages, and the markup by which they do."""

from dataclasses import dataclass

from markupsafe import escape

from factcheck.model.public import PublicCheck, PublicState, published_verdict
from factcheck.phrase import Message, Said, say
from factcheck.report.edition import Badge, Edition
from factcheck.report.templating import render
from factcheck.report.urls import FROM_FOLDER, embed_file
from factcheck.report.wording import STATE, STATE_MEANING, day_of, shortened

WIDTH, HEIGHT = 480, 420
"""The pixels a card asks for; what does not fit, such as a card in a narrow column, can be scrolled."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows; a check that was taken back has no verdict any more."""

    text: str
    lang: str
    notice: tuple[Message, Message] | None
    badge: Badge | None
    summary: str
    signed: Said


def embed_page(check: PublicCheck, edition: Edition) -> str:
    """`embed/REF.html`: a page for an iframe, which needs nothing else and leads to the check."""
    href = edition.urls.claim(check.record.claim.ref)
    file = embed_file(check.record.claim.ref)
    return render("embed", file, edition, FROM_FOLDER, card=_card(check, edition), href=href)


def embed_snippet(check: PublicCheck, edition: Edition) -> str:
    """The iframe for somebody else's page, as they paste it; where a page shows it, it is escaped once more."""
    claim = check.record.claim
    words = edition.words.text(say("Fact check: {claim}", claim=claim.text))
    title = escape(shortened(words, 110))
    source = escape(edition.urls.embed(claim.ref))
    return (
        f'<iframe src="{source}" title="{title}" width="{WIDTH}" height="{HEIGHT}" '
        'style="max-width:100%;border:0" loading="lazy"></iframe>'
    )


def _card(check: PublicCheck, edition: Edition) -> Card:
    verdict, claim = published_verdict(check), check.record.claim
    stands = check.state is not PublicState.VOID
    current = check.state is PublicState.CURRENT
    return Card(
        text=shortened(verdict.wording, 200),
        lang=edition.lang(claim.language),
        notice=None if current else (STATE[check.state], STATE_MEANING[check.state]),
        badge=edition.badge(verdict.scale, verdict.scale_version, verdict.rating) if stands else None,
        summary=shortened(verdict.summary or "", 280) if stands else "",
        signed=_signed(check, edition.desk),
    )


def _signed(check: PublicCheck, desk: str) -> Message:
    first, last = day_of(check.first_at), day_of(check.changed_at)
    if check.changed_at == check.first_at:
        return say("Checked by {desk}. Published on {day}.", desk=desk, day=first)
    return say("Checked by {desk}. Published on {day}, changed on {last}.", desk=desk, day=first, last=last)
