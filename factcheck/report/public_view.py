"""A published check made into what its page says: the record that may be shown, and what readers are told around it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from factcheck.model.claim import Article
from factcheck.model.public import PublicCheck, PublicState
from factcheck.model.publication import Contact
from factcheck.model.vocabulary import Status
from factcheck.report.corrections import CorrectionView, correction_views
from factcheck.report.edition import Badge, Edition
from factcheck.report.outputs.embed import embed_snippet
from factcheck.report.phrase import NOTHING, Message, Said, figure, link, say
from factcheck.report.public_words import STATE
from factcheck.report.translator import lowered
from factcheck.report.urls import FROM_FOLDER
from factcheck.report.view import ClaimView, claim_view, titled
from factcheck.report.wording import day_of, when

_TO = FROM_FOLDER
_CURRENT_CORRECTIONS = "#corrections"


@dataclass(frozen=True, slots=True)
class Reply:
    """Somebody the desk asked to answer; `asked` and `answered` are the words, where they were written down."""

    who: str
    how: Said
    asked: str
    came: Said
    answered: str


@dataclass(frozen=True, slots=True)
class PublicView:
    """Everything a public check shows beside its record.

    `notice` is what a reader must know before anything else, `on_top` the corrections that stand there too;
    `versions` leads to the other versions, `embed` is the markup others paste to show the check.
    """

    notice: Said
    on_top: tuple[CorrectionView, ...]
    corrections: tuple[CorrectionView, ...]
    replies: tuple[Reply, ...]
    versions: tuple[Said, ...]
    embed: str


def public_claim(check: PublicCheck, article: Article | None, edition: Edition) -> ClaimView:
    """The record of a check as its page shows it; the verdicts of earlier versions stand on their own pages."""
    view = claim_view(check.record, article, edition, _TO, Status.PUBLISHED)
    state = (*view.verdict.state, _published(check))
    return replace(
        view,
        status=STATE[check.state],
        verdict=replace(view.verdict, state=state, badge=_worn(view, check)),
        head=check.head,
        signed_digest=check.digest,
        earlier=(),
        title=_titled(view, check, edition),
    )


def _worn(view: ClaimView, check: PublicCheck) -> Badge:
    """The verdict's word and shape; one that was taken back loses its colour."""
    badge = view.verdict.badge
    return replace(badge, colour="grey") if check.state is PublicState.VOID else badge


def _titled(view: ClaimView, check: PublicCheck, edition: Edition) -> str:
    """What a tab and a search engine show; a check that does not stand says so first."""
    if check.state in (PublicState.VOID, PublicState.SUPERSEDED):
        return titled(edition.words.text(STATE[check.state]), view.text, edition)
    return view.title


def public_view(check: PublicCheck, edition: Edition) -> PublicView:
    """What stands around the record of a check."""
    corrections = correction_views(check, edition)
    return PublicView(
        notice=_notice(check),
        on_top=tuple(one for one in corrections if one.on_top),
        corrections=corrections,
        replies=tuple(_reply(one, check) for one in check.record.contacts),
        versions=tuple(_other_versions(check)),
        embed="" if check.superseded else embed_snippet(check, edition),
    )


def _published(check: PublicCheck) -> Message:
    """When it went out; of a later version also when the first one did."""
    if check.version == 1:
        return say("Published on {day}.", day=day_of(check.at))
    return say(
        "First published on {first}. Version {number} came out on {day}.",
        first=day_of(check.first_at),
        number=figure(check.version),
        day=day_of(check.at),
    )


def _notice(check: PublicCheck) -> Said:
    """That the check does not stand, or that somebody is at it."""
    if check.state is not PublicState.SUPERSEDED:
        return _NOTICES.get(check.state, NOTHING)
    now = _TO.claim(check.record.claim.ref)
    return say(
        "An earlier version, replaced on {day}. <now>The check as it stands now</now>, and <why>what changed</why>.",
        day=day_of(dict(check.versions)[check.version + 1]),
        now=link(now),
        why=link(f"{now}{_CURRENT_CORRECTIONS}"),
    )


_NOTICES = {
    PublicState.VOID: say(
        "The desk has taken this check back. It stays here so that you can see what it said; do not rely on it."
    ),
    PublicState.UNDER_CORRECTION: say(
        "This check is being corrected. It stands here as it was published until then."
    ),
    PublicState.RECHECK: say(
        "Something this check rests on has changed since it was published. The desk is looking at it again."
    ),
}


def _reply(contact: Contact, check: PublicCheck) -> Reply:
    asked = when(contact.asked_on)
    how = say("Asked {when}, {how}.", when=asked, how=lowered(contact.how))
    if contact.answered_on:
        came = say("Answered {when}.", when=when(contact.answered_on))
    elif contact.no_answer:
        came = say("Did not answer.")
    else:
        came = say("Had not answered when this was published on {day}.", day=day_of(check.at))
    return Reply(contact.who, how, contact.asked or "", came, contact.answered or "")


def _other_versions(check: PublicCheck) -> Iterator[Message]:
    """Every other version, newest first, with the time it stood."""
    ref, ends = check.record.claim.ref, dict(check.versions)
    for number, out in reversed(check.versions):
        if number == check.version:
            continue
        if end := ends.get(number + 1):
            said = say("<version>Version {number}</version>, published on {day} and replaced on {end}.")
            places = {"version": link(_TO.claim(f"{ref}.{number}")), "end": day_of(end)}
        else:
            said = say("<version>Version {number}</version>, published on {day}, the check as it stands now.")
            places = {"version": link(_TO.claim(ref))}
        yield said.at(number=figure(number), day=day_of(out), **places)
