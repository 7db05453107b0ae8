"""A link by which somebody outside the desk reads one draft and answers; its secret is no part of this value."""

from datetime import datetime
from uuid import UUID

from factcheck.model.text import Line, ShortId
from factcheck.model.value import Instant, Value


class DraftLink(Value):
    """A link that was given for one contact of a claim or an article, by whom, and until when it may be used.

    `ended_at` is when it was withdrawn or replaced by another.
    """

    id: str
    subject: UUID
    contact: ShortId
    made_by: Line
    made_at: Instant
    expires_at: Instant
    ended_at: Instant | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether it can be used."""
        return self.ended_at is None and now < self.expires_at
