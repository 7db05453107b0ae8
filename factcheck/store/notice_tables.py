"""The tables of who is told, and of what there is to tell: what an act brings about is entered with the act itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import JSON, Field, SQLModel

from factcheck.model.notice import Frequency, NoticeKind, NoticeState, RecipientKind
from factcheck.store.tables import UtcTime, words_column


class RecipientRow(SQLModel, table=True):
    """Who is told: one of the desk's people, by the name as it is compared, or a webhook, by its address."""

    __tablename__ = "recipient"

    id: str = Field(primary_key=True)
    kind: RecipientKind = Field(sa_type=words_column(RecipientKind, "recipient_kind"))
    name: str
    address: str
    frequency: Frequency = Field(sa_type=words_column(Frequency, "recipient_frequency"))


class NoticeRow(SQLModel, table=True):
    """One thing to tell one recipient about a claim or an article, its `subject`.

    `said` is the step with who takes it and since when, or the status. It is not sent before `not_before`: whoever
    sends puts that off while at it. What goes out in one mail shares a `batch`.
    """

    __tablename__ = "notice"

    id: str = Field(primary_key=True)
    recipient: str = Field(foreign_key="recipient.id", index=True)
    kind: NoticeKind = Field(sa_type=words_column(NoticeKind, "notice_kind"))
    subject: UUID
    at: datetime = Field(sa_type=UtcTime)
    said: dict[str, Any] = Field(sa_type=JSON)
    state: NoticeState = Field(sa_type=words_column(NoticeState, "notice_state"), index=True)
    tries: int = 0
    not_before: datetime | None = Field(default=None, sa_type=UtcTime)
    batch: str | None = None
    error: str | None = None
    done_at: datetime | None = Field(default=None, sa_type=UtcTime)
