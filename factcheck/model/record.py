"""A claim's whole record, and what follows from it alone: the verdict in force, its conflicts, what is published."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, Protocol, TypeVar
from uuid import UUID

from factcheck.errors import NotFound, Remedy, did_you_mean
from factcheck.model.claim import Article, Claim, SkippedSentence, signed_fields
from factcheck.model.comment import Comment
from factcheck.model.drift import Drift
from factcheck.model.earlier import Distinction, EarlierMatch, TakenOver
from factcheck.model.event import Event
from factcheck.model.evidence import Evidence
from factcheck.model.publication import Contact, Correction, Publication
from factcheck.model.scale import Scales
from factcheck.model.source import Capture, Source
from factcheck.model.verdict import Review, Verdict
from factcheck.model.vocabulary import Act, CorrectionKind, Decision, Stance

PARTS = (
    *("sources", "captures", "evidence", "drift", "verdicts", "reviews"),
    *("contacts", "publications", "corrections", "links", "comments", "distinctions"),
)
"""The lists of a record, parents before what points at them."""


@dataclass(frozen=True)
class KeptText:
    """One text of an article: the file of the archive that holds it, and its own digest."""

    record: str
    text_digest: str
    payload_digest: None = None


@dataclass(frozen=True)
class ArticleRecord:
    """An article and its history; made only by `article_history`.

    `skips` are the sentences that are set aside now, `texts` every version of the text there was, oldest first.
    `contacts` are those who were asked to answer on the whole of it.
    """

    id: UUID
    article: Article
    skips: tuple[SkippedSentence, ...] = ()
    texts: tuple[KeptText, ...] = ()
    contacts: tuple[Contact, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def ref(self) -> str:
        """The ref it has now."""
        return self.article.ref

    @property
    def head(self) -> str:
        """The hash that stands for the whole history."""
        return self.events[-1].hash

    @property
    def next_skip(self) -> str:
        """The id the next sentence gets that is set aside; one that was taken back keeps its own."""
        return f"a{sum(event.act is Act.SKIP for event in self.events) + 1}"

    def contact(self, contact_id: str) -> Contact:
        """Who was asked under this id; NotFound lists the ids there are."""
        return _by_id(self.contacts, contact_id, f"{self.article.ref} has no contact")

    def skip(self, skip_id: str) -> SkippedSentence:
        """What was set aside under this id; NotFound lists the ids there are."""
        return _by_id(self.skips, skip_id, f"{self.article.ref} has nothing set aside as")


@dataclass(frozen=True)
class Version:
    """What was published under one number: the whole record as it stood then, frozen (rule 4)."""

    first: Publication
    record: "Record"


@dataclass(frozen=True)
class Record:
    """Everything known of one claim; made only by `evolve`, so it always equals its history.

    `rated_as` is the claim as it stood when the verdict in force was given, `read_as` the record as it stood
    when that verdict was first approved, `taken_over` the claim it comes from where it was taken over.
    `versions` are what was published, oldest first. `dropped` is evidence that was taken back, `unsettled` the ids of
    evidence that was dropped or given another stance since the verdict in force. `logged` says when the public log
    first showed a review, by its id: with the first publication after it that has a leaf there. `former_refs` are the
    refs that the claim had before, oldest first. Of words that were taken out, `stand_ins` stand in their place,
    `gone_captures` are the ids of captures whose files are gone, and `signed_digests` lead from the digests of
    sign-offs that follow from the stand-ins to those that were signed. `worked_out` is for `once_a_record`.
    """

    id: UUID
    claim: Claim
    sources: tuple[Source, ...] = ()
    captures: tuple[Capture, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    drift: tuple[Drift, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    reviews: tuple[Review, ...] = ()
    contacts: tuple[Contact, ...] = ()
    publications: tuple[Publication, ...] = ()
    corrections: tuple[Correction, ...] = ()
    links: tuple[EarlierMatch, ...] = ()
    comments: tuple[Comment, ...] = ()
    distinctions: tuple[Distinction, ...] = ()
    submission: Event | None = None
    withdrawal: Event | None = None
    taken_over: TakenOver | None = None
    rated_as: Claim | None = None
    read_as: "Record | None" = None
    versions: tuple[Version, ...] = ()
    dropped: tuple[Evidence, ...] = ()
    unsettled: frozenset[str] = frozenset()
    logged: Mapping[str, datetime] = field(default_factory=dict)
    former_refs: tuple[str, ...] = ()
    stand_ins: frozenset[str] = frozenset()
    gone_captures: frozenset[str] = frozenset()
    signed_digests: Mapping[str, str] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    worked_out: dict[str, tuple[Scales, Any]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def ref(self) -> str:
        """The ref it has now."""
        return self.claim.ref

    @property
    def head(self) -> str:
        """The hash that stands for the whole history."""
        return self.events[-1].hash

    @property
    def refs(self) -> tuple[str, ...]:
        """The ref of the claim, and those that it had before."""
        return (self.claim.ref, *self.former_refs)

    @property
    def verdict(self) -> Verdict | None:
        """The verdict in force: the latest."""
        return self.verdicts[-1] if self.verdicts else None

    @property
    def reviews_in_question(self) -> tuple[Review, ...]:
        """The decisions on the verdict in force, oldest first."""
        return tuple(one for one in self.reviews if self.verdict and one.verdict == self.verdict.id)

    @property
    def review(self) -> Review | None:
        """The latest decision on the verdict in force."""
        return self.reviews_in_question[-1] if self.reviews_in_question else None

    @property
    def approvals(self) -> tuple[Review, ...]:
        """The signatures under the verdict in force; whether they still count, `is_in_force` tells."""
        return tuple(one for one in self.reviews_in_question if one.decision is Decision.APPROVE)

    @property
    def reviewers_needed(self) -> int:
        """How many people have to sign the verdict in force; fixed when it was submitted."""
        return int(self.submission.body.get("reviewers", 1)) if self.submission else 1

    @property
    def version(self) -> Version | None:
        """What readers see: the version that was published last."""
        return self.versions[-1] if self.versions else None

    @property
    def corrections_since(self) -> tuple[Correction, ...]:
        """The corrections made since the last version, which the next one carries."""
        return self.corrections[len(self.version.record.corrections) :] if self.version else ()

    @property
    def under_correction(self) -> bool:
        """Whether a correction is under way that may change the verdict and the wording."""
        return any(one.kind is not CorrectionKind.VOID for one in self.corrections_since)

    @property
    def is_void(self) -> bool:
        """Whether what is published was taken back."""
        return any(one.kind is CorrectionKind.VOID for one in self.corrections_since)

    @property
    def is_frozen(self) -> bool:
        """Whether the verdict and the wording are published and no correction is under way (rule 4)."""
        return self.version is not None and not self.under_correction

    def source(self, source_id: str) -> Source:
        """The source by its short id; NotFound lists the ids there are."""
        if not self.sources:
            ref = self.claim.ref
            record_one = Remedy.by("source", "Record one first.", ref=ref, url=None)
            raise NotFound(f"{ref} has no source yet.", remedies=[record_one])
        return _by_id(self.sources, source_id, f"{self.claim.ref} has no source")

    def quote(self, evidence_id: str) -> Evidence:
        """The evidence by its short id; NotFound lists the ids there are."""
        return _by_id(self.evidence, evidence_id, f"{self.claim.ref} has no evidence")

    @property
    def next_evidence(self) -> str:
        """The id that the next evidence gets; one that was taken back keeps its own."""
        return next_id("e", (*self.evidence, *self.dropped))

    def capture(self, capture_id: str) -> Capture:
        """The capture by its short id; NotFound lists the ids there are."""
        return _by_id(self.captures, capture_id, f"{self.claim.ref} has no capture")

    def contact(self, contact_id: str) -> Contact:
        """Somebody who was asked to answer, by the short id; NotFound lists the ids there are."""
        return _by_id(self.contacts, contact_id, f"{self.claim.ref} has no contact")

    def comment(self, comment_id: str) -> Comment:
        """The comment by its short id; NotFound lists the ids there are."""
        return _by_id(self.comments, comment_id, f"{self.claim.ref} has no comment")

    @property
    def told_apart(self) -> tuple[Distinction, ...]:
        """The earlier claims that are said to be others, but for those of which that was taken back."""
        return tuple(one for one in self.distinctions if not one.taken_back)

    @property
    def open_comments(self) -> tuple[Comment, ...]:
        """The comments that began a thread and are not resolved, oldest first."""
        return tuple(one for one in self.comments if one.is_open)

    @property
    def held_captures(self) -> tuple[Capture, ...]:
        """The captures of which the archive holds the files: all but those that were taken out for good."""
        return tuple(one for one in self.captures if one.id not in self.gone_captures)

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
        rated_as = self.rated_as
        if rated_as is None or rated_as is self.claim:
            return False
        return signed_fields(rated_as) != signed_fields(self.claim)

    @property
    def retold_since_rated(self) -> tuple[str, ...]:
        """The cited evidence that was taken back, or given another stance, after the verdict in force."""
        return tuple(one for one in self.verdict.cites if one in self.unsettled) if self.verdict else ()

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
        """Whether there is evidence for the claim and evidence against it that a verdict may rest on (rule 2)."""
        stances = {one.stance for one in self.evidence if not one.awaits_a_look}
        return {Stance.SUPPORTS, Stance.REFUTES} <= stances


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


Part = TypeVar("Part", bound=_HasId)


Worked = TypeVar("Worked")


def once_a_record(work: Callable[[Record, Scales], Worked]) -> Callable[[Record, Scales], Worked]:
    """The function, its answer kept with the record: neither records nor scales ever change."""

    @wraps(work)
    def answer(record: Record, scales: Scales) -> Worked:
        known = record.worked_out.get(work.__name__)
        if known is None or known[0] is not scales:
            known = record.worked_out[work.__name__] = (scales, work(record, scales))
        given: Worked = known[1]
        return given

    return answer


def keep_digest(before: Record, after: Record) -> Record:
    """The record after something that leaves what is signed as it was, with its digest if that is known already."""
    known = before.worked_out.get("signing_digest")
    if known:
        after.worked_out["signing_digest"] = known
    return after


def _by_id(parts: Sequence[Part], wanted: str, lacking: str) -> Part:
    for part in parts:
        if part.id == wanted:
            return part
    raise NotFound(f'{lacking} "{wanted}". {did_you_mean(wanted, [part.id for part in parts])}')


def next_id(letter: str, parts: Iterable[object]) -> str:
    """The next short id: the letter and one more than there are."""
    return f"{letter}{sum(1 for _ in parts) + 1}"
