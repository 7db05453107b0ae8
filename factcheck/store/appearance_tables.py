"""The tables of texts that were read for claims that are said again, and where they are; they are of no history."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Text
from sqlmodel import JSON, Field, SQLModel

from factcheck.model.appearance import AppearanceState
from factcheck.model.vocabulary import Band
from factcheck.store.tables import UtcTime, words_column


class WatchedTextRow(SQLModel, table=True):
    """A text that was read, by a digest of where it is, and the digest of what it said then."""

    __tablename__ = "watched_text"

    id: str = Field(primary_key=True)
    digest: str
    read_at: datetime = Field(sa_type=UtcTime)


class ProposedAppearanceRow(SQLModel, table=True):
    """A sentence that seems to say a checked claim again; of a check of others it holds what that was then.

    `known_by` is a digest of the place, the check and the wording, so that nothing is told twice; `wording_digest` is
    that of the sentence.
    """

    __tablename__ = "proposed_appearance"

    number: int = Field(primary_key=True)
    known_by: str = Field(unique=True)
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id", index=True)
    check_url: str | None = None
    text: str = Field(sa_type=Text)
    rating: str | None = None
    publisher: str | None = None
    sentence: str = Field(sa_type=Text)
    wording_digest: str = Field(index=True)
    speaker: str | None = None
    url: str | None = None
    file: str | None = None
    paragraph: int | None = None
    seconds: int | None = None
    title: str | None = Field(default=None, sa_type=Text)
    said_on: str | None = None
    band: Band = Field(sa_type=words_column(Band, "proposed_appearance_band"))
    score: str
    why: str | None = Field(default=None, sa_type=Text)
    differs: tuple[str, ...] = Field(default=(), sa_type=JSON)
    found_at: datetime = Field(sa_type=UtcTime)
    state: AppearanceState = Field(
        sa_type=words_column(AppearanceState, "proposed_appearance_state"), index=True
    )
    by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=UtcTime)
