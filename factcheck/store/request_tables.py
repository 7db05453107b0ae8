"""The tables of what readers ask to have checked, which follow from no history and never leave the desk."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from factcheck.model.reader_request import RequestState
from factcheck.store.tables import UtcTime, words_column


class ReaderRequestRow(SQLModel, table=True):
    """One request; `stems` are the words by which another is found to be the same, `like` a claim that is likely it."""

    __tablename__ = "reader_request"

    number: int = Field(primary_key=True)
    text: str = Field(sa_type=Text)
    stems: str = Field(sa_type=Text)
    count: int
    first_at: datetime = Field(sa_type=UtcTime)
    last_at: datetime = Field(sa_type=UtcTime, index=True)
    state: RequestState = Field(sa_type=words_column(RequestState, "reader_request_state"), index=True)
    like: UUID | None = Field(default=None, foreign_key="claim.id")
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id", index=True)
    why: str | None = Field(default=None, sa_type=Text)
    by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=UtcTime)


class ReaderMessageRow(SQLModel, table=True):
    """What one reader sent, and the mail address until it is forgotten; `digest` is that of the wording."""

    __tablename__ = "reader_message"

    id: str = Field(primary_key=True)
    request: int = Field(foreign_key="reader_request.number", index=True)
    at: datetime = Field(sa_type=UtcTime)
    text: str = Field(sa_type=Text)
    seen_in: str | None = Field(default=None, sa_type=Text)
    address: str | None = None
    digest: str = Field(index=True)
