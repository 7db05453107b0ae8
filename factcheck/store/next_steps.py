"""Reading what is to be done next, for everybody or for one person, the most pressing first."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, and_, cast, func, not_, or_, select

from factcheck.model.vocabulary import Step
from factcheck.store.rows import CLAIMS, EVENTS, NEXT_STEPS, Row

_STEP = tuple(NEXT_STEPS.c[name] for name in ("step", "who", "since", "reason", "due"))
_CLAIM = tuple(CLAIMS.c[name] for name in ("ref", "text", "language", "status", "rating", "author", "reader"))
_URGENCY = (
    *(NEXT_STEPS.c.due.is_(None), NEXT_STEPS.c.due, NEXT_STEPS.c.rank),
    *(NEXT_STEPS.c.since, NEXT_STEPS.c.claim_id, NEXT_STEPS.c.id),
)
"""By the day it is wanted, then by priority, then by how long it has waited."""


@dataclass(frozen=True)
class WhoseSteps:
    """Which steps are asked for: those of a person under all `names` she is known by, then what anybody may do.

    Without `names` everybody's, person by person. `is_kept` tells whether one of these people keeps her from signing.
    """

    names: Collection[str] | None = None
    steps: Collection[Step] = ()
    is_kept: Callable[[Sequence[str]], bool] = lambda _: False


def read_steps(connection: Connection, whose: WhoseSteps, limit: int | None) -> list[Row]:
    """The first `limit` steps, each with its claim's ref, wording, language, status, rating, author and reader."""
    query = select(*_STEP, *_CLAIM).join(CLAIMS, CLAIMS.c.id == NEXT_STEPS.c.claim_id)
    person = () if whose.names is not None else (NEXT_STEPS.c.who,)
    query = query.where(*_which(connection, whose)).limit(limit)
    ordered = query.order_by(NEXT_STEPS.c.who.is_(None), *person, *_URGENCY)
    return [dict(row._mapping) for row in connection.execute(ordered)]


def count_steps(connection: Connection, whose: WhoseSteps, today: str) -> list[tuple[str | None, int, int]]:
    """For everybody who has something to do: the name, how many things, how many of them overdue on this day."""
    late = func.count().filter(NEXT_STEPS.c.due < today)
    query = select(NEXT_STEPS.c.who, func.count(), late).where(*_which(connection, whose))
    grouped = query.group_by(NEXT_STEPS.c.who).order_by(NEXT_STEPS.c.who.is_(None), NEXT_STEPS.c.who)
    return [(who, number, overdue) for who, number, overdue in connection.execute(grouped)]


def names_with_steps(connection: Connection) -> list[str]:
    """Everybody who acts next on something."""
    query = select(NEXT_STEPS.c.who).where(NEXT_STEPS.c.who.is_not(None)).distinct()
    return sorted(connection.execute(query).scalars())


def names_on_record(connection: Connection) -> list[str]:
    """Everybody who ever acted, or was given something to do."""
    named: set[str] = set()
    for column in (EVENTS.c.by, CLAIMS.c.assignee, CLAIMS.c.reader):
        named.update(connection.execute(select(column).where(column.is_not(None)).distinct()).scalars())
    return sorted(named)


def _which(connection: Connection, whose: WhoseSteps) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if whose.steps:
        asked.append(NEXT_STEPS.c.step.in_(whose.steps))
    if whose.names is not None:
        free = and_(NEXT_STEPS.c.who.is_(None), not_(_kept(connection, whose)))
        asked.append(or_(NEXT_STEPS.c.who.in_(whose.names), free))
    return asked


def _kept(connection: Connection, whose: WhoseSteps) -> ColumnElement[bool]:
    """What she may not do though nobody is named: the lists of names are few, however many the steps."""
    lists: Any = cast(NEXT_STEPS.c.but_not, String)
    known = connection.execute(select(lists).where(NEXT_STEPS.c.step == Step.REVIEW).distinct()).scalars()
    return or_(lists.in_([one for one in known if whose.is_kept(json.loads(one))]))
