"""Lists of claims: narrowed, sorted and paged by the database itself."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    TextClause,
    and_,
    case,
    cast,
    func,
    or_,
    select,
    text,
)

from factcheck.errors import NotFound, Remedy
from factcheck.model.vocabulary import Priority, Status
from factcheck.reading.sentence.stemming import plain_stems
from factcheck.store.rows import CLAIMS, POSITION, Row
from factcheck.store.search import words_asked


@dataclass(frozen=True)
class Narrowed:
    """Which claims a list has: `equal` by the value of a word, `among` by several, with all of the `tags`.

    `words` are looked for in the wording, in every form of them; claims that were withdrawn are not found by words.
    """

    equal: Mapping[str, str] = field(default_factory=dict)
    among: Mapping[str, Collection[str]] = field(default_factory=dict)
    tags: Sequence[str] = ()
    words: str | None = None


@dataclass(frozen=True)
class ListPage:
    """Which part of a list: sorted by a word, at most `limit`, from the claim on that follows `after`.

    The order of entry comes after each other order. `ratings` are those of the scale, in its order.
    """

    sort: str | None = None
    limit: int | None = None
    after: str | None = None
    ratings: Sequence[str] = ()


def read_list(connection: Connection, words: Sequence[str], narrowed: Narrowed, page: ListPage) -> list[Row]:
    """These words of the claims; NotFound where there is no claim `after` which to go on."""
    keys = [*_keys(page, connection.dialect.name), CLAIMS.c.id]
    query = select(*map(column, words)).where(*_conditions(connection, narrowed))
    if page.after is not None:
        query = query.where(_follows(connection, keys, page.after))
    rows = connection.execute(query.order_by(*keys).limit(page.limit))
    return [dict(zip(words, row, strict=True)) for row in rows]


def values_of(connection: Connection, word: str) -> list[str]:
    """Every value that a word has in some claim, each once."""
    query = select(column(word)).where(column(word).is_not(None)).distinct()
    return list(connection.execute(query).scalars())


def column(word: str) -> Any:
    """The column behind a word; what a list calls the verdict is the rating of the verdict in force."""
    return CLAIMS.c["rating" if word == "verdict" else word]


def _conditions(connection: Connection, narrowed: Narrowed) -> list[ColumnElement[bool] | TextClause]:
    asked: list[ColumnElement[bool] | TextClause] = [
        column(word) == value for word, value in narrowed.equal.items()
    ]
    asked += [column(word).in_(values) for word, values in narrowed.among.items()]
    held = func.lower(cast(CLAIMS.c.tags, String))
    asked += [held.contains(json.dumps(tag).lower(), autoescape=True) for tag in narrowed.tags]
    if narrowed.words is not None:
        stems = tuple(plain_stems(narrowed.words))
        asked.append(words_asked(connection, stems) if stems else text("1 = 0"))
    return asked


def _keys(page: ListPage, dialect: str) -> list[ColumnElement[Any]]:
    """What a list is sorted by, each a value that can be compared with another: what says nothing comes last."""
    if page.sort is None:
        return []
    by = column(page.sort)
    if order := {"status": [*Status], "priority": [*Priority], "verdict": page.ratings}.get(page.sort):
        return [case({one: place for place, one in enumerate(order)}, value=by, else_=len(order))]
    plain = _last_day(by, dialect) if page.sort == "deadline" else cast(by, String)
    return [case((or_(by.is_(None), plain == "[]"), 1), else_=0), func.lower(func.coalesce(plain, ""))]


def _last_day(date: Any, dialect: str) -> Any:
    """The last day that an EDTF date can mean, in a form that sorts: the 31st of any month will do."""
    place = POSITION[dialect](date, "/")
    end = func.substr(date, place + 1)
    length = func.length(end)
    return case((length == len("2026"), end + "-12-31"), (length == len("2026-11"), end + "-31"), else_=end)


def _follows(connection: Connection, keys: Sequence[Any], after: str) -> ColumnElement[bool]:
    found = connection.execute(select(*keys).where(CLAIMS.c.ref == after)).one_or_none()
    if found is None:
        raise NotFound(f'There is no claim "{after}".', remedies=[Remedy.by("list", "See them all.")])
    steps = []
    for place, (key, value) in enumerate(zip(keys, found, strict=True)):
        same = [one == its for one, its in zip(keys[:place], found[:place], strict=True)]
        steps.append(and_(*same, key > value))
    return or_(*steps)
