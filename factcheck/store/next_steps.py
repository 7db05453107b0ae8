"""Reading what is to be done next, for everybody or for one person, the most pressing first.

Steps are read group by group, each in the order of an index, so that of many only the first are read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from factcheck.model.vocabulary import Step
from factcheck.store.desk_lines import names_who_acted
from factcheck.store.rows import CLAIMS, NEXT_STEPS, Row

_STEP = tuple(
    NEXT_STEPS.c[name] for name in ("id", "step", "who", "since", "reason", "due", "rank", "claim_id")
)
_CLAIM = tuple(
    CLAIMS.c[name]
    for name in ("ref", "text", "language", "status", "rating", "author", "reader", "open_comments")
)
_KINDS = (NEXT_STEPS.c.who, NEXT_STEPS.c.step, NEXT_STEPS.c.but_not)


@dataclass(frozen=True)
class StepGroup:
    """The steps of one kind that one person takes next, or anybody but some: how many, and how many are overdue."""

    who: str | None
    step: Step
    but_not: tuple[str, ...]
    number: int
    overdue: int


def step_groups(connection: Connection, today: str) -> list[StepGroup]:
    """All there are, by name and last what anybody may do; overdue is what was due before this day."""
    late = func.count().filter(NEXT_STEPS.c.due < today)
    found = connection.execute(select(*_KINDS, func.count(), late).group_by(*_KINDS))
    groups = [
        StepGroup(who, step, tuple(but_not), number, overdue) for who, step, but_not, number, overdue in found
    ]
    return sorted(groups, key=lambda one: (one.who is None, one.who or "", [*Step].index(one.step)))


def read_steps(connection: Connection, groups: Iterable[StepGroup], limit: int | None = None) -> list[Row]:
    """The first `limit` steps of these groups, the most pressing first.

    Each with its claim's ref, wording, language, status, rating, author, reader and number of open comments.
    """
    rows = [row for one in groups for row in _first(connection, one, limit)] if limit != 0 else []
    return sorted(rows, key=_urgency)[:limit]


def _first(connection: Connection, group: StepGroup, limit: int | None) -> list[Row]:
    """The most pressing of one group: first those that have a day, each part in the order of the index.

    Claims are looked up for these alone: many steps wait since the same moment, as after an import.
    """
    who = NEXT_STEPS.c.who.is_(None) if group.who is None else NEXT_STEPS.c.who == group.who
    query = select(*_STEP).where(who, NEXT_STEPS.c.step == group.step, NEXT_STEPS.c.but_not == group.but_not)
    rows: list[Row] = []
    for has_day in (NEXT_STEPS.c.due.is_not(None), NEXT_STEPS.c.due.is_(None)):
        left = None if limit is None else limit - len(rows)
        if left == 0:
            break
        first = query.where(has_day).order_by(*_ORDER).limit(left).subquery()
        told = select(*first.c, *_CLAIM).join(CLAIMS, CLAIMS.c.id == first.c.claim_id)
        found = [dict(row._mapping) for row in connection.execute(told)]
        rows += sorted(found, key=_urgency)
    return rows


_ORDER = tuple(NEXT_STEPS.c[name] for name in ("due", "rank", "since", "claim_id", "id"))


def _urgency(row: Row) -> tuple[Any, ...]:
    """By the day it is wanted, then by priority, then by how long it has waited."""
    return (
        row["due"] is None,
        row["due"] or "",
        *(row[name] for name in ("rank", "since", "claim_id", "id")),
    )


def names_on_record(connection: Connection) -> list[str]:
    """Everybody who ever acted, or was given something to do."""
    named = {*names_who_acted(connection)}
    for column in (CLAIMS.c.assignee, CLAIMS.c.reader):
        named.update(connection.execute(select(column).where(column.is_not(None)).distinct()).scalars())
    return sorted(named)
