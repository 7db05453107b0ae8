"""Rows of lines whose words were taken out, and where the same words or files are held still."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from factcheck.model.event import canonical
from factcheck.model.record import Record
from factcheck.store.rows import ARTICLES, CLAIMS, EVENTS, Row, holds, some, table_of, to_event_row
from factcheck.store.tables import CaptureRow

_CAPTURES = table_of(CaptureRow)


def changed_lines(before: Record, after: Record) -> Iterator[Row]:
    """The rows of lines that are on record and hold something else now, under the hash that they had."""
    for old, new in zip(before.events, after.events, strict=False):
        if old is not new and old.body != new.body:
            yield to_event_row(after.id, new)


def lines_with(connection: Connection, words: Iterable[str]) -> list[tuple[str, int]]:
    """The ref and the number of every line of a claim or an article in which one of these texts stands."""
    found: set[tuple[str, int]] = set()
    for batch in some(canonical(word)[1:-1] for word in words):
        held = holds(connection.dialect.name, EVENTS.c.body, batch)
        for table in (CLAIMS, ARTICLES):
            query = select(table.c.ref, EVENTS.c.seq).join(table, table.c.id == EVENTS.c.subject)
            found.update((ref, seq) for ref, seq in connection.execute(query.where(held)))
    return sorted(found)


def holders_of(connection: Connection, record: str) -> list[tuple[str, str]]:
    """The ref and the id of every capture of that file (SHA-256); the ref of an article whose text it is, and ""."""
    of_claim = select(CLAIMS.c.ref, _CAPTURES.c.id).join(_CAPTURES, CLAIMS.c.id == _CAPTURES.c.claim_id)
    of_article = select(ARTICLES.c.ref).join(EVENTS, ARTICLES.c.id == EVENTS.c.subject).distinct()
    captures = connection.execute(of_claim.where(_CAPTURES.c.record == record))
    texts = connection.scalars(of_article.where(EVENTS.c.body.contains(record)))
    return [*((ref, one) for ref, one in captures), *((ref, "") for ref in texts)]
