"""What the rows say of the files of captures, by their SHA-256, so that an archive is checked part by part."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, literal, null, select

from factcheck.store.rows import ARTICLES, CLAIMS, table_of
from factcheck.store.tables import CaptureRow, EvidenceRow

_CAPTURES, _EVIDENCE = table_of(CaptureRow), table_of(EvidenceRow)


@dataclass(frozen=True, slots=True)
class RecordedCapture:
    """A capture, the picture of a quote, or the text that an article has now: SHA-256 of its file and what is in it.

    `id` is that of the capture or the quote, and blank for an article.
    """

    record: str
    payload_digest: str | None
    text_digest: str | None
    ref: str
    id: str

    @property
    def where(self) -> str:
        """Where it is recorded, for people."""
        if self.id.startswith("e"):
            return f"{self.ref} evidence {self.id} picture"
        return f"{self.ref} captures {self.id}" if self.id else f"article {self.ref} text"


def recorded_captures(connection: Connection, after: str, most: int) -> Iterator[RecordedCapture]:
    """Those with the next SHA-256 after that one: at least `most` of them, or all there are; at most thrice as many.

    Every row that names one of these is among them.
    """
    columns = (_CAPTURES.c.record, ARTICLES.c.record, _EVIDENCE.c.picture)
    firsts = [_first(connection, column, after, most) for column in columns]
    until = min((found[-1] for found in firsts if len(found) == most), default=None)
    of_claims = select(
        _CAPTURES.c.record, _CAPTURES.c.payload_digest, _CAPTURES.c.text_digest, CLAIMS.c.ref, _CAPTURES.c.id
    ).join(CLAIMS, CLAIMS.c.id == _CAPTURES.c.claim_id)
    of_articles = select(ARTICLES.c.record, null(), ARTICLES.c.text_digest, ARTICLES.c.ref, literal(""))
    of_quotes = select(_EVIDENCE.c.picture, null(), null(), CLAIMS.c.ref, _EVIDENCE.c.id).join(
        CLAIMS, CLAIMS.c.id == _EVIDENCE.c.claim_id
    )
    for query, record in zip((of_claims, of_articles, of_quotes), columns, strict=True):
        within = query.where(record > after, *([record <= until] if until else []))
        for row in connection.execute(within):
            yield RecordedCapture(*row)


def _first(connection: Connection, column: ColumnElement[str], after: str, most: int) -> list[str]:
    return list(
        connection.scalars(select(column).where(column > after).distinct().order_by(column).limit(most))
    )
