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
from factcheck.report.phrase import NOTHING, Phrase, Run, name
from factcheck.report.public_words import STATE
from factcheck.report.translator import Translator
from factcheck.report.urls import FROM_FOLDER
from factcheck.report.view import ClaimView, claim_view
from factcheck.report.wording import in_sentence, on, on_day, shortened

_TO = FROM_FOLDER
_CURRENT_CORRECTIONS = "#corrections"


@dataclass(frozen=True, slots=True)
class Reply:
    """Somebody the desk asked to answer; `asked` and `answered` are the words, where they were written down."""

    who: str
    how: Phrase
    asked: str
    came: Phrase
    answered: str


@dataclass(frozen=True, slots=True)
class PublicView:
    """Everything a public check shows beside its record.

    `notice` is what a reader must know before anything else, `on_top` the corrections that stand there too;
    `versions` leads to the other versions, `embed` is the markup others paste to show the check.
    """

    notice: Phrase
    on_top: tuple[CorrectionView, ...]
    corrections: tuple[CorrectionView, ...]
    replies: tuple[Reply, ...]
    versions: tuple[Phrase, ...]
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
        title=_titled(view, check, edition.words),
    )


def _worn(view: ClaimView, check: PublicCheck) -> Badge:
    """The verdict's word and shape; one that was taken back loses its colour."""
    badge = view.verdict.badge
    return replace(badge, colour="grey") if check.state is PublicState.VOID else badge


def _titled(view: ClaimView, check: PublicCheck, words: Translator) -> str:
    """What a tab and a search engine show; a check that does not stand says so first."""
    if check.state in (PublicState.VOID, PublicState.SUPERSEDED):
        return shortened(f"{words.text(STATE[check.state])}: {view.text}", 110)
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


def _published(check: PublicCheck) -> Phrase:
    """When it went out; of a later version also when the first one did."""
    if check.version == 1:
        return Phrase.of("Published", *on_day(check.at), ".")
    return Phrase.of(
        "First published",
        *on_day(check.first_at),
        f". Version {check.version} came out",
        *on_day(check.at),
        ".",
    )


def _notice(check: PublicCheck) -> Phrase:
    """That the check does not stand, or that somebody is at it."""
    ref = check.record.claim.ref
    match check.state:
        case PublicState.SUPERSEDED:
            replaced = dict(check.versions)[check.version + 1]
            now = Run("The check as it stands now", "here", _TO.claim(ref))
            why = Run("what changed", "here", f"{_TO.claim(ref)}{_CURRENT_CORRECTIONS}")
            return Phrase.of("An earlier version, replaced", *on_day(replaced), ". ", now, ", and ", why, ".")
        case PublicState.VOID:
            return Phrase.of(
                "The desk has taken this check back. It stays here so that you can see what it said; "
                "do not rely on it."
            )
        case PublicState.UNDER_CORRECTION:
            return Phrase.of("This check is being corrected. It stands here as it was published until then.")
        case PublicState.RECHECK:
            return Phrase.of(
                "Something this check rests on has changed since it was published. The desk is looking at it "
                "again."
            )
    return NOTHING


def _reply(contact: Contact, check: PublicCheck) -> Reply:
    how = Phrase.of("Asked", *on(contact.asked_on), ", ", name(in_sentence(contact.how)), ".")
    if contact.answered_on:
        came = Phrase.of("Answered", *on(contact.answered_on), ".")
    elif contact.no_answer:
        came = Phrase.of("Did not answer.")
    else:
        came = Phrase.of("Had not answered when this was published", *on_day(check.at), ".")
    return Reply(contact.who, how, contact.asked or "", came, contact.answered or "")


def _other_versions(check: PublicCheck) -> Iterator[Phrase]:
    """Every other version, newest first, with the time it stood."""
    ref = check.record.claim.ref
    ends = dict(check.versions)
    for number, out in reversed(check.versions):
        if number == check.version:
            continue
        end = ends.get(number + 1)
        link = _TO.claim(f"{ref}.{number}") if end else _TO.claim(ref)
        until = (" and replaced", *on_day(end)) if end else (", the check as it stands now",)
        yield Phrase.of(Run(f"Version {number}", "here", link), ", published", *on_day(out), *until, ".")
