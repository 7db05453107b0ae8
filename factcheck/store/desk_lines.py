"""The newest lines of all histories of a desk, a bounded number at a time; in the order of an index, however many."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, and_, or_, select, text

from factcheck.model.event import Event
from factcheck.model.vocabulary import Act
from factcheck.store.rows import ARTICLES, CLAIMS, EVENTS, LINE, damage_in_words, from_event_row

Place = tuple[datetime, UUID, int]
"""Where a line stands among all: its time, then the key of what it is about, then its number."""


@dataclass(frozen=True)
class LinesWanted:
    """Which lines: of these names, of one act, from a moment on, until another, older than the line at a place."""

    names: Sequence[str] | None = None
    act: Act | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: Place | None = None


@dataclass(frozen=True)
class DeskLine:
    """A line, its place, and the claim or the article it is about: ref, wording or title, language."""

    event: Event
    place: Place
    ref: str
    text: str
    language: str | None = None
    of_article: bool = field(default=False)


def newest_lines(connection: Connection, wanted: LinesWanted, limit: int) -> list[DeskLine]:
    """The newest `limit` of the lines that are wanted, the newest first."""
    names: Sequence[str | None] = [None] if wanted.names is None else wanted.names
    found = [line for name in names for line in _newest_of(connection, wanted, name, limit)]
    return sorted(found, key=lambda one: one.place, reverse=True)[:limit]


def _newest_of(connection: Connection, wanted: LinesWanted, name: str | None, limit: int) -> list[DeskLine]:
    """Those of one name, or of all. Claims are looked up for these alone: after an import many lines have one time."""
    newest = (EVENTS.c.at.desc(), EVENTS.c.subject.desc(), EVENTS.c.seq.desc())
    query = select(*_KEY).order_by(*newest).limit(limit)
    if name is not None:
        query = query.where(EVENTS.c.by == name)
    if wanted.act is not None:
        query = query.where(text("act = :act").bindparams(act=wanted.act.value))
    if wanted.since is not None:
        query = query.where(EVENTS.c.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(EVENTS.c.at < wanted.until)
    if wanted.before is not None:
        at, subject, seq = wanted.before
        beside = or_(EVENTS.c.subject < subject, and_(EVENTS.c.subject == subject, EVENTS.c.seq < seq))
        query = query.where(EVENTS.c.at <= at, or_(EVENTS.c.at < at, beside))
    first = query.subquery()
    told = (
        select(*LINE, EVENTS.c.subject, *_ABOUT)
        .join(first, and_(first.c.subject == EVENTS.c.subject, first.c.seq == EVENTS.c.seq))
        .outerjoin(CLAIMS, CLAIMS.c.id == EVENTS.c.subject)
        .outerjoin(ARTICLES, ARTICLES.c.id == EVENTS.c.subject)
        .order_by(*newest)
    )
    with damage_in_words("the histories"):
        return [_line(row) for row in connection.execute(told)]


_KEY = (EVENTS.c.subject, EVENTS.c.seq)
_ABOUT = (CLAIMS.c.ref, CLAIMS.c.text, CLAIMS.c.language, ARTICLES.c.ref, ARTICLES.c.title)


def _line(row: Sequence[object]) -> DeskLine:
    event = from_event_row(row)
    subject, ref, wording, language, article, title = row[len(LINE) :]
    place = (event.at, UUID(str(subject)), event.seq)
    if article is not None:
        return DeskLine(event, place, str(article), str(title), of_article=True)
    return DeskLine(event, place, str(ref or ""), str(wording or ""), str(language) if language else None)


def names_who_acted(connection: Connection) -> list[str]:
    """Everybody who ever acted, each spelling once; the index is asked for one name after the other."""
    return list(connection.execute(_NAMES).scalars())


_NAMES = text("""
    WITH RECURSIVE acted(name) AS (
        SELECT min("by") FROM event
        UNION ALL SELECT (SELECT min("by") FROM event WHERE "by" > name) FROM acted WHERE name IS NOT NULL
    ) SELECT name FROM acted WHERE name IS NOT NULL
""")
