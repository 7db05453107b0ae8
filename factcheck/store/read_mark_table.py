"""The table of what people say to have read."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import PrimaryKeyConstraint
from sqlmodel import Field, SQLModel

from factcheck.store.tables import UtcTime


class ReadMarkRow(SQLModel, table=True):
    """Up to which head of a claim somebody says to have read it; `person` is the name as it is compared."""

    __tablename__ = "read_mark"
    __table_args__ = (PrimaryKeyConstraint("claim_id", "person"),)

    claim_id: UUID = Field(foreign_key="claim.id")
    person: str
    head: str
    at: datetime = Field(sa_type=UtcTime)
