"""What people say to have read: of each claim the head that somebody last read it at. It is of no history."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, and_, delete, insert, select

from factcheck.person_names import folded_name
from factcheck.store.rows import READ_MARKS


class ReadMarks:
    """The marks inside one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def head_read(self, claim: UUID, person: str) -> str | None:
        """The head of a claim that a person read; None where they never said so."""
        theirs = and_(READ_MARKS.c.claim_id == claim, READ_MARKS.c.person == folded_name(person))
        return self._connection.execute(select(READ_MARKS.c.head).where(theirs)).scalar_one_or_none()

    def mark(self, claim: UUID, person: str, head: str, at: datetime) -> None:
        """A person has read a claim as it stands at this head."""
        key = {"claim_id": claim, "person": folded_name(person)}
        self._connection.execute(delete(READ_MARKS).filter_by(**key))
        self._connection.execute(insert(READ_MARKS), {**key, "head": head, "at": at})
