"""The tables: each inherits a value's fields and adds keys and what the store caches.

Rows are projections of the histories in `event`, of what lists and look-ups ask for; `verify` folds the histories again
and compares. Fields whose column type SQLModel would guess otherwise (closed words, lists as JSON) stand here again.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    Enum,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Text,
    TypeDecorator,
    text,
)
from sqlmodel import JSON, Field, SQLModel

from factcheck.model.claim import Article, Claim, FormerRef, TextLocator
from factcheck.model.earlier import Distinction
from factcheck.model.evidence import Evidence, Position, Region
from factcheck.model.followed import FollowAct
from factcheck.model.log_leaf import LogLeaf
from factcheck.model.next_step import NextStep
from factcheck.model.publication import Publication
from factcheck.model.source import Browser, Capture, Memento, Proposal, Source
from factcheck.model.verdict import Verdict
from factcheck.model.vocabulary import (
    Act,
    ClaimantType,
    ClaimKind,
    MatchQuality,
    Outcome,
    Priority,
    SourceKind,
    Stance,
    Standing,
    Status,
    Step,
)


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC time; SQLite keeps no zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Only aware times enter."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Only times in UTC leave; PostgreSQL gives them in the zone of its session."""
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


class Names(TypeDecorator[list[str]]):
    """A list of names as the text of a JSON array, which an index can hold on every database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str:
        """Always a list, however short."""
        return json.dumps([*(value or ())])

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[str]:
        """The names in their order."""
        return [*json.loads(value or "[]")]


def words_column(closed: type[StrEnum], name: str, length: int = 20) -> Enum:
    """A column of a closed set of words: stored by value, held by a CHECK."""
    return Enum(
        closed,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=length,
        values_callable=lambda members: [member.value for member in members],
    )


def _of_act(act: Act, column: str) -> Index:
    """The lines of one act alone, which are few among many."""
    lines = text(f"act = '{act}'")
    return Index(f"ix_event_{act}", column, sqlite_where=lines, postgresql_where=lines)


class ArticleRow(Article, table=True):
    """An article as its history tells it."""

    __tablename__ = "article"

    id: UUID = Field(primary_key=True)
    ref: str = Field(unique=True)
    head: str


class ClaimRow(Claim, table=True):
    """A claim as its history tells it, with its status, verdict and whoever gave it and reads it cached for lists."""

    __tablename__ = "claim"

    id: UUID = Field(primary_key=True)
    ref: str = Field(unique=True)
    article: str | None = Field(default=None, foreign_key="article.ref", index=True)
    claimant_type: ClaimantType | None = Field(
        default=None, sa_type=words_column(ClaimantType, "claimant_type")
    )
    kind: ClaimKind | None = Field(default=None, sa_type=words_column(ClaimKind, "claim_kind"))
    priority: Priority = Field(sa_type=words_column(Priority, "claim_priority"))
    place: TextLocator | None = Field(default=None, sa_type=JSON)
    tags: tuple[str, ...] = Field(default=(), sa_type=JSON)
    appearances: tuple[str, ...] = Field(default=(), sa_type=JSON)
    status: Status = Field(sa_type=words_column(Status, "claim_status"), index=True)
    rating: str | None = Field(default=None, index=True)
    scale: str | None = None
    scale_version: int | None = None
    author: str | None = None
    reader: str | None = None
    open_comments: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    wording_digest: str = Field(index=True)
    head: str
    added_at: datetime = Field(sa_type=UtcTime)
    changed_at: datetime = Field(sa_type=UtcTime)


class FormerRefRow(FormerRef, table=True):
    """A ref that a claim had before; it leads to the claim, and no other gets it."""

    __tablename__ = "former_ref"
    __table_args__ = (PrimaryKeyConstraint("claim_id", "id"),)

    claim_id: UUID = Field(foreign_key="claim.id")
    id: str = Field(unique=True)


class DistinctionRow(Distinction, table=True):
    """An earlier claim that is said to be another one."""

    __tablename__ = "distinction"
    __table_args__ = (PrimaryKeyConstraint("claim_id", "id"),)

    claim_id: UUID = Field(foreign_key="claim.id")
    ref: str | None = Field(default=None, index=True)


class SourceRow(Source, table=True):
    """A source of one claim."""

    __tablename__ = "source"
    __table_args__ = (PrimaryKeyConstraint("claim_id", "id"),)

    claim_id: UUID = Field(foreign_key="claim.id")
    kind: SourceKind = Field(sa_type=words_column(SourceKind, "source_kind"))


class CaptureRow(Capture, table=True):
    """What a source gave at one moment."""

    __tablename__ = "capture"
    __table_args__ = (
        PrimaryKeyConstraint("claim_id", "id"),
        ForeignKeyConstraint(["claim_id", "source"], ["source.claim_id", "source.id"]),
    )

    claim_id: UUID
    outcome: Outcome = Field(sa_type=words_column(Outcome, "capture_outcome", length=40))
    fetched_at: datetime = Field(sa_type=UtcTime)
    size: int = Field(sa_type=BigInteger)
    record: str = Field(index=True)
    redirects: tuple[str, ...] = Field(default=(), sa_type=JSON)
    notes: tuple[str, ...] = Field(default=(), sa_type=JSON)
    proposed: Proposal | None = Field(default=None, sa_type=JSON)
    browser: Browser | None = Field(default=None, sa_type=JSON)
    memento: Memento | None = Field(default=None, sa_type=JSON)


_PICTURED = text("picture IS NOT NULL")


class EvidenceRow(Evidence, table=True):
    """A quote that bears on a claim."""

    __tablename__ = "evidence"
    __table_args__ = (
        PrimaryKeyConstraint("claim_id", "id"),
        ForeignKeyConstraint(["claim_id", "source"], ["source.claim_id", "source.id"]),
        ForeignKeyConstraint(["claim_id", "capture"], ["capture.claim_id", "capture.id"]),
        Index("ix_evidence_picture", "picture", sqlite_where=_PICTURED, postgresql_where=_PICTURED),
    )

    claim_id: UUID
    stance: Stance = Field(sa_type=words_column(Stance, "evidence_stance"))
    standing: Standing = Field(sa_type=words_column(Standing, "evidence_standing"))
    match: MatchQuality | None = Field(default=None, sa_type=words_column(MatchQuality, "evidence_match"))
    position: Position | None = Field(default=None, sa_type=JSON)
    region: Region | None = Field(default=None, sa_type=JSON)


class VerdictRow(Verdict, table=True):
    """A rating of a claim's exact wording."""

    __tablename__ = "verdict"
    __table_args__ = (PrimaryKeyConstraint("claim_id", "id"),)

    claim_id: UUID = Field(foreign_key="claim.id")
    cites: tuple[str, ...] = Field(default=(), sa_type=JSON)
    at: datetime = Field(sa_type=UtcTime)


class PublicationRow(Publication, table=True):
    """One printing of a claim's public pages."""

    __tablename__ = "publication"
    __table_args__ = (
        PrimaryKeyConstraint("claim_id", "id"),
        ForeignKeyConstraint(["claim_id", "verdict"], ["verdict.claim_id", "verdict.id"]),
    )

    claim_id: UUID
    pages: dict[str, str] = Field(sa_type=JSON)
    at: datetime = Field(sa_type=UtcTime)
    leaf: LogLeaf | None = Field(default=None, sa_type=JSON)


class NextStepRow(NextStep, table=True):
    """One thing that is to be done about a claim."""

    __tablename__ = "next_step"
    __table_args__ = (
        PrimaryKeyConstraint("claim_id", "id"),
        Index("ix_next_step_urgency", "who", "step", "but_not", "due", "rank", "since"),
    )

    claim_id: UUID = Field(foreign_key="claim.id")
    step: Step = Field(sa_type=words_column(Step, "next_step_step"))
    since: datetime = Field(sa_type=UtcTime)
    but_not: tuple[str, ...] = Field(default=(), sa_type=Names)


class EventRow(SQLModel, table=True):
    """One line of the history of a claim or an article; `body` is the canonical JSON that was hashed."""

    __tablename__ = "event"
    __table_args__ = (
        PrimaryKeyConstraint("subject", "seq"),
        Index("ix_event_at", "at"),
        Index("ix_event_by", "by", "at"),
        _of_act(Act.CORRECT, "at"),
        _of_act(Act.CONTACT, "subject"),
    )

    subject: UUID
    seq: int
    at: datetime = Field(sa_type=UtcTime)
    by: str
    act: Act = Field(sa_type=words_column(Act, "event_act"))
    body: str = Field(sa_type=Text)
    previous: str
    hash: str
    edition: int = Field(sa_column_kwargs={"server_default": "1"})


class LogLeafRow(SQLModel, table=True):
    """One leaf of a public log, so that none is given twice; `entry` is the canonical JSON that the tree is made of.

    Of a leaf whose line this desk does not hold (any more) `subject` and `seq` are blank.
    """

    __tablename__ = "log_leaf"
    __table_args__ = (
        PrimaryKeyConstraint("log", "index"),
        ForeignKeyConstraint(["subject", "seq"], ["event.subject", "event.seq"]),
    )

    log: str
    index: int = Field(sa_type=BigInteger)
    subject: UUID | None = Field(default=None, index=True)
    seq: int | None = None
    entry: str = Field(sa_type=Text)


class LogCheckpointRow(SQLModel, table=True):
    """One state of this desk's own log that was signed: how many leaves, the note, and the public key (hex).

    They are numbered in the order they were signed. The first, of no leaves, has no note: with it the desk began to
    have a log.
    """

    __tablename__ = "log_checkpoint"
    __table_args__ = (PrimaryKeyConstraint("log", "number"),)

    log: str
    number: int = Field(sa_type=BigInteger)
    size: int = Field(sa_type=BigInteger)
    note: str = Field(sa_type=Text)
    public: str


class LogStampRow(SQLModel, table=True):
    """A time stamp on a state of this desk's own log: of how many leaves, and the authority's answer in base64."""

    __tablename__ = "log_stamp"
    __table_args__ = (PrimaryKeyConstraint("log", "size", "number"),)

    log: str
    size: int = Field(sa_type=BigInteger)
    number: int
    reply: str = Field(sa_type=Text)


class SiteFileRow(SQLModel, table=True):
    """One state of a file in the public site: the SHA-256 it has, may have, or a blank where it may not be there."""

    __tablename__ = "site_file"
    __table_args__ = (PrimaryKeyConstraint("name", "sha256"),)

    name: str
    sha256: str


class FollowedRow(SQLModel, table=True):
    """A desk that is followed, by its address: how many lines there are of it, and the hash of the last."""

    __tablename__ = "followed"

    url: str = Field(primary_key=True)
    lines: int
    head: str


class FollowedLineRow(SQLModel, table=True):
    """One line of what was seen of a desk that is followed; `body` is the canonical JSON that was hashed."""

    __tablename__ = "followed_line"
    __table_args__ = (PrimaryKeyConstraint("url", "number"),)

    url: str
    number: int
    at: datetime = Field(sa_type=UtcTime)
    act: FollowAct = Field(sa_type=words_column(FollowAct, "followed_line_act"), index=True)
    subject: str
    body: str = Field(sa_type=Text)
    hash: str
