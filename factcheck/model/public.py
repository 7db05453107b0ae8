"""What may leave the desk (rule 6): of each published check a copy made of listed fields, and nothing else.

Whatever renders or writes for the public is handed a `PublicCheck`, so that what is not listed here is not there
to be shown: private notes, who a claim is with, what identifies a confidential source, verdicts and reviews that
were never published, and everything that was done after the version went out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from factcheck.model.claim import Claim
from factcheck.model.event import Event, canonical
from factcheck.model.evidence import Evidence
from factcheck.model.pictures import words_of
from factcheck.model.publication import Correction
from factcheck.model.record import PARTS, Record, Version
from factcheck.model.redaction import stand_ins
from factcheck.model.scale import Scales
from factcheck.model.source import Capture, Source
from factcheck.model.status import status
from factcheck.model.stored import made, read
from factcheck.model.verdict import Review, Verdict
from factcheck.model.vocabulary import Act, Standing, Status

WITHHELD = "0" * 64
"""Stands where a digest would let somebody recognise what a confidential source gave."""

_CLAIM = (
    *("ref", "text", "quote", "claimant", "claimant_type", "claimed_on", "said_in"),
    *("appearances", "article", "locator", "sentence"),
    *("kind", "context", "would_settle", "tags", "language"),
)
_UNNAMED_SOURCE = ("id", "kind", "language", "party_to_dispute", "confidential")
_UNNAMED_EVIDENCE = (
    *("id", "source", "stance", "standing", "exact", "capture", "position", "match", "note", "machine_read"),
)
_EVENTS: dict[Act, tuple[str, tuple[str, ...]]] = {
    Act.ADD: ("claim", ()),
    Act.SOURCE: ("source", ("id",)),
    Act.CAPTURE: ("capture", ("id",)),
    Act.CITE: ("evidence", ("id", "source")),
    Act.ANCHOR: ("evidence", ("id", "source", "capture")),
    Act.RATE: ("verdict", ("id", "rating", "scale", "scale_version")),
    Act.APPROVE: ("review", ("id", "verdict")),
    Act.PUBLISH: ("publication", ("id", "version")),
    Act.CORRECT: ("correction", ("id", "kind", "what")),
}
"""The acts a reader is told of, and what of their bodies."""


class PublicState(StrEnum):
    """Whether a published check still stands; only a current one carries markup for machines."""

    CURRENT = "current"
    RECHECK = "recheck"
    UNDER_CORRECTION = "under-correction"
    VOID = "void"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class RedactionNotice:
    """That words or the file of a capture were taken out of what readers are shown for good: when, by whom and why."""

    at: datetime
    by: str
    why: str


@dataclass(frozen=True)
class PublicCheck:
    """One version of a published check.

    `record` holds only what may be shown, `head` is the hash of the whole history when the version went out.
    `first_at` is when the check was first published, `at` this version. `corrections` are those that readers
    have been told of, `pending` those under way; `versions` gives number and time of all that were published,
    `redactions` say what was taken out of this one for good.
    """

    record: Record
    version: int
    digest: str
    first_at: datetime
    at: datetime
    head: str
    state: PublicState
    versions: tuple[tuple[int, datetime], ...]
    corrections: tuple[Correction, ...]
    pending: tuple[Correction, ...]
    redactions: tuple[RedactionNotice, ...] = ()

    @property
    def changed_at(self) -> datetime:
        """When readers were last told something new: this version, a correction after it, or words that are gone."""
        told = [one.at for one in (*self.corrections, *self.pending)]
        return max([self.at, *told, *(one.at for one in self.redactions)])

    @property
    def superseded(self) -> bool:
        """Whether a later version stands at the check's own address."""
        return self.state is PublicState.SUPERSEDED


def public_checks(record: Record, scales: Scales) -> tuple[PublicCheck, ...]:
    """Every published version of a claim, oldest first; the last is the one at the check's own address."""
    numbers = tuple((one.first.version, one.first.at) for one in record.versions)
    last = record.version
    return tuple(
        PublicCheck(
            record=shown,
            redactions=tuple(_redactions(shown, record)),
            version=version.first.version,
            digest=version.first.digest,
            first_at=numbers[0][1],
            at=version.first.at,
            head=version.record.head,
            state=_state(record, scales) if version is last else PublicState.SUPERSEDED,
            versions=numbers,
            corrections=tuple(one for one in record.corrections if one.version is not None),
            pending=tuple(one for one in record.corrections if one.version is None),
        )
        for version in record.versions
        for shown in (_public_record(version, record),)
    )


def _redactions(shown: Record, now: Record) -> Iterator[RedactionNotice]:
    """What was taken out of what readers are shown; of what was never public nothing is said."""
    notices = [one for one in now.events if one.act is Act.REDACT]
    parts = (part for name in PARTS for part in getattr(shown, name)) if notices else ()
    words = canonical([one.plain() for one in (shown.claim, *parts, *now.corrections)]) if notices else ""
    named = {one.id for one in shown.captures if one.record != WITHHELD}
    for notice in notices:
        lines = (now.events[int(number) - 1] for number in notice.body.get("lines", {}))
        gone = (one for line in lines for one in stand_ins(line))
        if any(one in words for one in gone) or not named.isdisjoint(notice.body.get("captures", ())):
            yield RedactionNotice(notice.at, notice.by, notice.body["why"])


def _state(record: Record, scales: Scales) -> PublicState:
    if record.is_void:
        return PublicState.VOID
    if record.under_correction:
        return PublicState.UNDER_CORRECTION
    if status(record, scales) is Status.NEEDS_RECHECK:
        return PublicState.RECHECK
    return PublicState.CURRENT


def shown_if_published(record: Record, now: Record | None = None) -> Record:
    """What readers would be shown of the record as it stands, were its verdict in force out.

    Where it is how the claim stood earlier, `now` is how it stands: what became confidential since is not shown either.
    """
    out = {one.first.verdict for one in record.versions}
    return _public_copy(record, now or record, out | {record.verdict.id} if record.verdict else out)


def _public_record(version: Version, now: Record) -> Record:
    """The record as it stood when the version went out, of listed parts alone."""
    out = {one.first.verdict for one in now.versions if one.first.version <= version.first.version}
    return _public_copy(version.record, now, out)


def _public_copy(then: Record, now: Record, out: set[str]) -> Record:
    """Of a record the listed parts, with the verdicts that are out.

    What was confidential then, or is by now, is not named; a contact that is private by now is not shown.
    """
    shown = {one.id for one in now.contacts if one.public}
    unnamed = {one.id for one in (*then.sources, *now.sources) if one.confidential}
    evidence = tuple(_public_evidence(one, one.source in unnamed) for one in then.evidence)
    return Record(
        id=then.id,
        claim=_public_claim(then.claim),
        sources=tuple(_public_source(one, one.id in unnamed) for one in then.sources),
        captures=tuple(_public_capture(one, one.source in unnamed) for one in then.captures),
        evidence=evidence,
        drift=tuple(one for one in then.drift if _is_named(then, one.evidence, unnamed)),
        verdicts=tuple(one for one in then.verdicts if one.id in out),
        reviews=tuple(_public_reviews(then, out)),
        contacts=tuple(one.for_readers() for one in then.contacts if one.public and one.id in shown),
        submission=then.submission,
        logged=now.logged,
        stand_ins=now.stand_ins.intersection(one for quote in evidence for one in words_of(quote.plain())),
        gone_captures=now.gone_captures,
        events=tuple(_public_events(then, out)),
    )


def _is_named(record: Record, evidence_id: str, unnamed: set[str]) -> bool:
    """Whether a quote is still there, and its source may be named."""
    return any(one.id == evidence_id and one.source not in unnamed for one in record.evidence)


def _public_claim(claim: Claim) -> Claim:
    return read(Claim, {name: getattr(claim, name) for name in _CLAIM})


def _public_source(source: Source, unnamed: bool) -> Source:
    if not unnamed:
        return source
    kept = {name: getattr(source, name) for name in _UNNAMED_SOURCE}
    return read(Source, {**kept, "confidential": True, "title": "A confidential source"})


def _public_capture(capture: Capture, unnamed: bool) -> Capture:
    """Of a confidential source nothing but the day and how it ended."""
    if not unnamed:
        return capture
    day = capture.fetched_at.replace(hour=0, minute=0, second=0)
    kept = {"id": capture.id, "source": capture.source, "outcome": capture.outcome, "fetched_at": day}
    return read(Capture, {**kept, "record": WITHHELD, "payload_digest": WITHHELD})


def _public_evidence(evidence: Evidence, unnamed: bool) -> Evidence:
    """Of a confidential source the quote, without the words around it; of a talk no more than the year."""
    if not unnamed:
        return evidence
    kept: dict[str, Any] = {name: getattr(evidence, name) for name in _UNNAMED_EVIDENCE}
    if evidence.standing is Standing.TOLD:
        kept |= {"who": "withheld", "when": (evidence.when or "")[:4], "how": "withheld"}
    if evidence.standing is Standing.TRANSCRIBED or evidence.machine_read:
        kept |= {"who": evidence.who, "when": evidence.when}
    return read(Evidence, kept)


def _public_reviews(record: Record, out: set[str]) -> Iterator[Review]:
    """Signatures under what was published; comments are between the reviewer and the author."""
    signed = (one for one in record.reviews if one.verdict in out and one.decision.value == Act.APPROVE)
    return (one.model_copy(update={"comment": None}) for one in signed)


def _public_events(record: Record, published: set[str]) -> Iterator[Event]:
    """The acts of the listed kinds, with the listed part of their bodies; times, names and hashes stay."""
    firsts = {one.first.id for one in record.versions}
    dropped = {one.id for one in record.dropped}
    for event in record.events:
        if event.act not in _EVENTS:
            continue
        name, words = _EVENTS[event.act]
        body = event.body.get(name, {})
        shown = {
            Act.CITE: body.get("id") not in dropped,
            Act.ANCHOR: body.get("id") not in dropped,
            Act.RATE: body.get("id") in published,
            Act.APPROVE: body.get("verdict") in published,
            Act.PUBLISH: body.get("id") in firsts,
        }
        if shown.get(event.act, True):
            listed = {word: body[word] for word in words if word in body}
            yield made(Event, {**vars(event), "body": {name: listed}})


def published_verdict(check: PublicCheck) -> Verdict:
    """The verdict a version was published with."""
    return check.record.verdicts[-1]
