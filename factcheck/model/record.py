"""A claim's whole record, and what follows from it: its status, its conflicts, the digest a sign-off binds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

from factcheck.errors import NotFound, did_you_mean
from factcheck.model.claim import Article, Claim
from factcheck.model.drift import Drift
from factcheck.model.event import Event, digest
from factcheck.model.evidence import Evidence
from factcheck.model.scale import Scale, Scales
from factcheck.model.source import Capture, Source
from factcheck.model.verdict import Review, Verdict
from factcheck.model.words import Decision, Stance, Status

SIGNED = frozenset({"text", "quote", "claimant", "claimed_on", "said_in"})
"""The fields of a claim that a verdict rests on and a sign-off binds."""


@dataclass(frozen=True)
class ArticleRecord:
    """An article and its history."""

    id: UUID
    article: Article
    events: tuple[Event, ...]

    @property
    def head(self) -> str:
        """The hash that stands for the whole history."""
        return self.events[-1].hash


@dataclass(frozen=True)
class Record:
    """Everything known of one claim; made only by `life.apply`, so it always equals its history.

    `rated_as` is the claim as it stood when the verdict in force was given.
    """

    id: UUID
    claim: Claim
    sources: tuple[Source, ...] = ()
    captures: tuple[Capture, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    drift: tuple[Drift, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    reviews: tuple[Review, ...] = ()
    submission: Event | None = None
    withdrawal: Event | None = None
    rated_as: Claim | None = None
    events: tuple[Event, ...] = ()

    @property
    def head(self) -> str:
        """The hash that stands for the whole history."""
        return self.events[-1].hash

    @property
    def verdict(self) -> Verdict | None:
        """The verdict in force: the latest."""
        return self.verdicts[-1] if self.verdicts else None

    @property
    def review(self) -> Review | None:
        """The latest decision on the verdict in force."""
        about = [review for review in self.reviews if self.verdict and review.verdict == self.verdict.id]
        return about[-1] if about else None

    def source(self, source_id: str) -> Source:
        """The source by its short id; NotFound lists the ids there are."""
        if not self.sources:
            ref = self.claim.ref
            raise NotFound(f"{ref} has no source yet. Record one first: factcheck source {ref} URL")
        return _by_id(self.sources, source_id, f"{self.claim.ref} has no source")

    def quote(self, evidence_id: str) -> Evidence:
        """The evidence by its short id; NotFound lists the ids there are."""
        return _by_id(self.evidence, evidence_id, f"{self.claim.ref} has no evidence")

    def capture(self, capture_id: str) -> Capture:
        """The capture by its short id; NotFound lists the ids there are."""
        return _by_id(self.captures, capture_id, f"{self.claim.ref} has no capture")

    def captures_of(self, source_id: str) -> tuple[Capture, ...]:
        """What a source gave, in the order it was taken."""
        return tuple(one for one in self.captures if one.source == source_id)

    def latest_drift(self, evidence_id: str) -> Drift | None:
        """What the last recheck found of a quote."""
        return next((one for one in reversed(self.drift) if one.evidence == evidence_id), None)

    def cited(self, verdict: Verdict) -> tuple[Evidence, ...]:
        """The evidence a verdict rests on, in the order it was recorded."""
        return tuple(one for one in self.evidence if one.id in verdict.cites)

    @property
    def changed_since_rated(self) -> bool:
        """Whether what the verdict in force rests on says something else now."""
        return self.rated_as is not None and signed_fields(self.rated_as) != signed_fields(self.claim)

    @property
    def unjudged_drift(self) -> tuple[Drift, ...]:
        """What changed under the verdict in force and was not known when it was given.

        Only the last recheck of a quote counts: a page that came back is back.
        """
        cites = self.verdict.cites if self.verdict else ()
        latest = (self.latest_drift(one) for one in cites)
        return tuple(one for one in latest if one and one.rung.needs_a_person and not self._was_known(one))

    def _was_known(self, drift: Drift) -> bool:
        """Whether an earlier recheck, before the verdict in force, had found the same of this quote."""
        if drift.verdict != (self.verdict.id if self.verdict else None):
            return True
        earlier = [
            one for one in self.drift if one.evidence == drift.evidence and one.verdict != drift.verdict
        ]
        return bool(earlier) and (earlier[-1].rung, earlier[-1].found) == (drift.rung, drift.found)

    @property
    def in_conflict(self) -> bool:
        """Whether there is evidence for the claim and evidence against it (rule 2)."""
        stances = {one.stance for one in self.evidence}
        return {Stance.SUPPORTS, Stance.REFUTES} <= stances

    def _withdrawal(self) -> dict[str, Any] | None:
        if self.withdrawal is None:
            return None
        said = self.withdrawal.model_dump(mode="json")
        return {"why": said["body"]["why"], "by": said["by"], "at": said["at"]}

    def plain(self, scales: Scales) -> dict[str, Any]:
        """The record as the JSON contract has it: the claim's fields, its status and verdict, and the lists."""
        parts = {
            name: [one.model_dump(mode="json") for one in getattr(self, name)]
            for name in ("sources", "captures", "evidence", "drift", "verdicts", "reviews")
        }
        return {
            **self.claim.model_dump(mode="json"),
            "status": str(status(self, scales)),
            "verdict": self.verdict.rating if self.verdict else None,
            **parts,
            "corrections": [],
            "withdrawal": self._withdrawal(),
            "digest": signing_digest(self, scales) if self.verdict else None,
            "head": self.head,
        }


def signed_fields(claim: Claim) -> dict[str, Any]:
    """What of a claim a verdict rests on, as far as it is given."""
    return {key: value for key, value in claim.plain().items() if key in SIGNED}


def status(record: Record, scales: Scales) -> Status:
    """Where the claim stands, derived from its record alone."""
    verdict, review = record.verdict, record.review
    if record.withdrawal:
        return Status.WITHDRAWN
    if verdict is None:
        started = record.sources or record.evidence or record.claim.assignee
        return Status.CHECKING if started else Status.UNVERIFIED
    if review and review.decision is Decision.RETURN:
        return Status.CHECKING
    if record.changed_since_rated or record.unjudged_drift or (record.in_conflict and not verdict.resolves):
        return Status.NEEDS_RECHECK
    if review:
        return Status.SIGNED_OFF if is_in_force(record, review, scales) else Status.NEEDS_RECHECK
    in_review = record.submission and record.submission.body.get("verdict") == verdict.id
    return Status.IN_REVIEW if in_review else Status.RATED


def is_in_force(record: Record, review: Review, scales: Scales) -> bool:
    """Whether an approval still binds what it was given for (rule 3)."""
    return (
        review.decision is Decision.APPROVE
        and record.verdict is not None
        and review.verdict == record.verdict.id
        and review.digest == signing_digest(record, scales)
    )


def scale_of(verdict: Verdict, scales: Scales) -> Scale:
    """The very version of the scale a verdict was given on."""
    return scales.get(verdict.scale, verdict.scale_version)


def signing_digest(record: Record, scales: Scales) -> str:
    """SHA-256 of what a reviewer reads (rule 3): wording, claimant, date, verdict, cited evidence, captures, scale."""
    verdict = record.verdict
    if verdict is None:
        raise NotFound(f"{record.claim.ref} has no verdict to sign.")
    cited = record.cited(verdict)
    named = {one.source for one in cited}
    held = {one.capture for one in cited}
    drift = [one.plain() for one in record.unjudged_drift]
    return digest(
        {
            "claim": signed_fields(record.claim),
            "verdict": verdict.plain(),
            "evidence": [one.plain() for one in cited],
            "sources": [source.plain() for source in record.sources if source.id in named],
            "captures": [one.payload_digest for one in record.captures if one.id in held],
            "scale": scale_of(verdict, scales).plain(),
            **({"drift": drift} if drift else {}),
        }
    )


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


Part = TypeVar("Part", bound=_HasId)


def _by_id(parts: Sequence[Part], wanted: str, lacking: str) -> Part:
    for part in parts:
        if part.id == wanted:
            return part
    raise NotFound(f'{lacking} "{wanted}". {did_you_mean(wanted, [part.id for part in parts])}')


def next_id(letter: str, parts: Iterable[object]) -> str:
    """The next short id: the letter and one more than there are."""
    return f"{letter}{sum(1 for _ in parts) + 1}"
