"""The acts that readers see: a publication, a correction of one, and the people who were asked to answer."""

from dataclasses import replace
from typing import Any

from factcheck.errors import Remedy, RuleRefused
from factcheck.model import rules
from factcheck.model.event import Event
from factcheck.model.event_body import expect_id, part_of
from factcheck.model.publication import Contact, Correction, Publication, Stated
from factcheck.model.record import Record, Version, next_id, status
from factcheck.model.scale import Scales
from factcheck.model.signing import scale_of, signing_digest
from factcheck.model.vocabulary import CorrectionKind, Status


def publish(record: Record, event: Event, scales: Scales) -> Record:
    """A printing: of the next version, when it is signed; else of the one that is out, with what is new around it."""
    publication = part_of(event, "publication", Publication, by=event.by, at=event.at)
    expect_id(publication.id, next_id("p", record.publications))
    if _is_new(record, publication):
        digest = signing_digest(record, scales) if record.verdict else ""
        rules.may_be_published(record, publication, status(record, scales), digest)
        if record.verdict:
            rules.evidence_is_held(record, scale_of(record.verdict, scales).rating(record.verdict.rating))
    else:
        rules.same_version_again(record, publication)
    return printed(record, publication)


def printed(record: Record, publication: Publication) -> Record:
    """The record once this is out; with a draft, what the pages are made of before the act is on record."""
    new = _is_new(record, publication)
    after = stated(record) if new else None
    return replace(
        record,
        publications=(*record.publications, publication),
        corrections=_carried(record, publication.version, after, voids=not new),
        versions=(*record.versions, Version(publication, record)) if new else record.versions,
    )


def _is_new(record: Record, publication: Publication) -> bool:
    return record.version is None or publication.version != record.version.first.version


def correct(record: Record, event: Event, scales: Scales) -> Record:
    """A change of what is published begins, in the open: what is wrong, and why."""
    if record.version is None:
        ref = record.claim.ref
        raise RuleRefused(
            4,
            f"{ref} is {status(record, scales)}, not published, so there is nothing to correct.",
            Remedy.by("edit", "Change it as it is.", ref=ref),
            Remedy.by("rate", "Or rate it again.", ref=ref, rating=None, because=None),
        )
    correction = part_of(
        event,
        "correction",
        Correction,
        before=stated(record.version.record),
        after=None,
        version=None,
        by=event.by,
        at=event.at,
    )
    expect_id(correction.id, next_id("k", record.corrections))
    return replace(record, corrections=(*record.corrections, correction))


def contact(record: Record, event: Event, scales: Scales) -> Record:  # noqa: ARG001 - every act takes the same three
    """Somebody was asked to answer, or an answer came, or none did."""
    given = part_of(event, "contact", Contact)
    known = {one.id: one for one in record.contacts}
    if given.id not in known:
        expect_id(given.id, next_id("q", record.contacts))
        return replace(record, contacts=(*record.contacts, given))
    rules.only_the_answer_is_new(record.claim.ref, known[given.id], given)
    updated = tuple(given if one.id == given.id else one for one in record.contacts)
    return replace(record, contacts=updated)


def next_version(record: Record, scales: Scales) -> int | None:
    """The number that a publication would have now; None where nothing is, or can be, published.

    It is the next one when a signed verdict waits for its first publication or with its correction, else that
    of what is out already.
    """
    number = record.version.first.version if record.version else 0
    if status(record, scales) is Status.SIGNED_OFF and (record.under_correction or not number):
        return number + 1
    return number or None


def stated(record: Record) -> Stated:
    """What the verdict in force tells readers in short."""
    verdict = record.verdict
    if verdict is None:
        raise RuleRefused(4, f"{record.claim.ref} has no verdict to publish.", "Rate it first.")
    return Stated(
        wording=verdict.wording,
        rating=verdict.rating,
        scale=verdict.scale,
        scale_version=verdict.scale_version,
        summary=verdict.summary,
    )


def _carried(record: Record, version: int, after: Stated | None, *, voids: bool) -> tuple[Correction, ...]:
    """The corrections, those that this printing carries marked with its version."""
    before = len(record.corrections) - len(record.corrections_since)
    carried: dict[str, Any] = {"version": version, "after": after}
    return (
        *record.corrections[:before],
        *(
            one.model_copy(update=carried)
            if one.version is None and (one.kind is CorrectionKind.VOID or not voids)
            else one
            for one in record.corrections_since
        ),
    )
