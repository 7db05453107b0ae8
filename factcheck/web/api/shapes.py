"""What the API answers with, as types made of the desk's own values; the description of the API is made of them.

Nothing is written through them: answers are the JSON of the desk's workflows, and tests hold them to these.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from factcheck.matching.differences import DifferenceKind
from factcheck.model.claim import Claim
from factcheck.model.comment import Comment
from factcheck.model.dates import EdtfDate
from factcheck.model.drift import Drift
from factcheck.model.earlier import Distinction, EarlierMatch
from factcheck.model.event import Event
from factcheck.model.evidence import Evidence
from factcheck.model.gate.levels import Level
from factcheck.model.job import JobState
from factcheck.model.publication import Contact, Correction, Publication
from factcheck.model.roles import Role, Scope
from factcheck.model.scale import Rating
from factcheck.model.source import Capture, Source
from factcheck.model.text import Line, Ref, Sha256, ShortId
from factcheck.model.value import Instant
from factcheck.model.verdict import Review, Verdict
from factcheck.model.vocabulary import (
    Act,
    Band,
    Status,
    Step,
)
from factcheck.reading.figure.agreement import Agreement


class Shown(BaseModel):
    """What an answer holds."""

    model_config = ConfigDict(defer_build=True)


class Answer(Shown):
    """A document; `schema` is the version of the contract."""

    schema_: Literal[1] = Field(alias="schema")


class RemedyShown(Shown):
    """What mends it, as data: an act with its arguments; null stands for what whoever acts fills in."""

    act: str | None
    """None is the same act again, with these arguments."""
    arguments: dict[str, Any]
    text: str
    method: Literal["GET", "POST"] | None
    address: str | None
    """Where it is done; null where it is done at the desk itself."""


class FindingShown(Shown):
    """One thing that does not hold, or that is to be known."""

    code: str
    where: str
    message: str
    remedies: list[RemedyShown]


class Problem(Shown):
    """Why a request was not done, and what mends it (RFC 9457)."""

    type: str
    """Leads to what this kind of problem is, in this description."""
    title: str
    status: int
    detail: str
    findings: list[FindingShown]
    remedies: list[RemedyShown]
    head: Sha256 | None = None
    """Where the claim moved: what stands for it now."""
    claim: "WholeClaim | None" = None
    """The claim as it is now, for whoever may read it."""


# Claims


class ListedClaim(Claim):
    """A claim in a list."""

    status: Status
    verdict: Ref | None
    author: Line | None
    reader: Line | None
    open_comments: int
    added_at: Instant
    changed_at: Instant
    head: Sha256


class ReviewShown(Review):
    """A review, and whether it counts."""

    in_force: bool
    signed_with: str | None
    key: str | None


class Withdrawal(Shown):
    """Why a claim was taken out of the work."""

    why: str | None
    by: str
    at: Instant


class WholeClaim(Claim):
    """A claim with all there is about it."""

    status: Status
    verdict: Ref | None
    sources: list[Source]
    captures: list[Capture]
    evidence: list[Evidence]
    drift: list[Drift]
    verdicts: list[Verdict]
    reviews: list[ReviewShown]
    comments: list[Comment]
    contacts: list[Contact]
    publications: list[Publication]
    corrections: list[Correction]
    links: list[EarlierMatch]
    distinctions: list[Distinction]
    changed_since_signed: list[str]
    withdrawal: Withdrawal | None
    digest: str | None
    head: Sha256
    former_refs: tuple[Ref, ...] = ()


class Claims(Answer):
    """Claims in their order; `next` is the address at which the list goes on."""

    claims: list[ListedClaim]
    next: str | None


class OneClaim(Answer):
    """One claim."""

    claim: WholeClaim


class Log(Answer):
    """The lines of a claim's history, oldest first."""

    events: list[Event]
    next: str | None


class ChangeShown(Shown):
    """A place in a claim that changed: what it was, what it is, and the line that changed it last."""

    place: str
    then: Any
    now: Any
    act: Act
    by: Line
    at: Instant


class Changes(Answer):
    """What others changed; nothing where it was never read."""

    changes: list[ChangeShown]


class CapturedText(Answer):
    """The text that was read from a capture, in which quotes are looked for."""

    capture: ShortId
    text: str


class FigureShown(Shown):
    """A figure of the claim held against one of the passage."""

    claim: str
    passage: str
    agreement: Agreement


class PassageShown(Shown):
    """A passage of a source that bears on the claim."""

    number: int
    source: ShortId
    capture: ShortId
    text: str
    start: int
    end: int
    score: float
    why: str
    words: list[str]
    names: list[str]
    figures: list[FigureShown]
    missing: list[str]
    """The parts of the claim's figures that stand nowhere in the source."""
    restates: bool
    shares_little: bool
    region: str | None
    """Where on a picture a program read it, as a media fragment; null for one that stands in a text."""
    heading: str
    """The heading that it stands under; "" where there is none."""
    closeness: float | None = None
    """How close it is to the claim in meaning, -1 to 1; left out where that is not known."""


class Passages(Answer):
    """Passages, best first."""

    passages: list[PassageShown]
    words_alone: str | None = None
    """Why meanings were not compared, where an encoder is installed that could not."""


class GateFindingShown(FindingShown):
    """What stands between a claim and its publication."""

    level: Level


class Findings(Answer):
    """Everything that does; nothing where the claim can be published."""

    findings: list[GateFindingShown]


class JobShown(Shown):
    """A background job: who asked for it, how far it is, what it told, and why it failed the last time."""

    number: int
    task: str
    state: JobState
    by: Line
    asked_at: Instant
    due_at: Instant
    began_at: Instant | None
    ended_at: Instant | None
    tries: int
    done: int | None
    total: int | None
    result: dict[str, Any] | None
    wrong: str | None
    request: str | None
    arguments: dict[str, Any]


class Jobs(Answer):
    """The newest jobs; none at a desk that does each at once."""

    jobs: list[JobShown]


class OneJob(Answer):
    """One of them."""

    job: JobShown


class TodoShown(Shown):
    """One thing to be done; `who` is null where anybody may."""

    ref: str
    who: Line | None
    step: Step
    since: Instant | None
    why: str


class Todos(Answer):
    """What is to be done, the most pressing first; `total` counts what is not among these too.

    `jobs` are those that whoever asks has waiting, or that failed.
    """

    todo: list[TodoShown]
    jobs: list[JobShown]
    total: int


class DifferenceShown(Shown):
    """How two claims differ."""

    what: DifferenceKind
    here: str
    there: str


class MatchShown(Shown):
    """An earlier claim of this desk (`ref`), or a check of others (`url`)."""

    ref: Ref | None = None
    url: str | None = None
    text: str
    score: float
    band: Band
    why: str
    differs: list[DifferenceShown]
    title: str | None = None
    claimant: str | None = None
    claimed_on: EdtfDate | None = None
    status: Status | None = None
    rating: str | None = None
    publisher: str | None = None
    published_on: EdtfDate | None = None


class Matches(Answer):
    """Earlier claims like this one, the likeliest first."""

    matches: list[MatchShown]


class Ratings(Answer):
    """The ratings of the desk's scale."""

    scale: Ref
    version: int
    ratings: list[Rating]


class Whoever(Answer):
    """Whose token it is, and what it may be used for."""

    name: Line
    role: Role
    scopes: list[Scope]
    desk: str
