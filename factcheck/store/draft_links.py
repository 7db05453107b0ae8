"""Links to drafts for people outside the desk: known by the SHA-256 of their secret, which is nowhere here."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from factcheck.model.draft_link import DraftLink
from factcheck.store.rows import DRAFT_LINKS

REMEMBERED = timedelta(days=365)
"""For so long after its end whoever opens a link is told that it is over."""
_KEPT = [DRAFT_LINKS.c[name] for name in DraftLink.model_fields]


class DraftLinks:
    """The links inside one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def give(self, link: DraftLink, digest: str) -> None:
        """Keep the digest (SHA-256, hex) of a link's secret; the links before it of the same contact end."""
        self.end(link.subject, link.contact, link.made_at)
        old = DRAFT_LINKS.c.expires_at < link.made_at - REMEMBERED
        self._connection.execute(delete(DRAFT_LINKS).where(old))
        self._connection.execute(insert(DRAFT_LINKS), {**link.model_dump(), "digest": digest})

    def end(self, subject: UUID, contact: str, at: datetime) -> int:
        """End the links of a contact that have not ended; how many."""
        theirs = (DRAFT_LINKS.c.subject == subject, DRAFT_LINKS.c.contact == contact)
        still = (DRAFT_LINKS.c.ended_at.is_(None), DRAFT_LINKS.c.expires_at > at)
        return self._connection.execute(
            update(DRAFT_LINKS).where(*theirs, *still).values(ended_at=at)
        ).rowcount

    def find(self, digest: str) -> DraftLink | None:
        """The link whose secret has this digest, ended or not."""
        return next(self._read(DRAFT_LINKS.c.digest == digest), None)

    def of(self, subject: UUID) -> dict[str, DraftLink]:
        """The newest link of each contact of a claim or an article."""
        return {one.contact: one for one in self._read(DRAFT_LINKS.c.subject == subject)}

    def forget_all(self) -> None:
        """Forget every link."""
        self._connection.execute(delete(DRAFT_LINKS))

    def _read(self, which: ColumnElement[bool]) -> Iterator[DraftLink]:
        query = select(*_KEPT).where(which).order_by(DRAFT_LINKS.c.made_at, DRAFT_LINKS.c.ended_at.is_(None))
        return (DraftLink.of(dict(row)) for row in self._connection.execute(query).mappings())
