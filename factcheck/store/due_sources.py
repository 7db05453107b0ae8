"""Which pages are to be looked at again, read from the rows of the whole desk in one query."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
)

from factcheck.model.next_step import WORK
from factcheck.model.vocabulary import Outcome, Status
from factcheck.settings.rechecks import Rechecks
from factcheck.store.rows import CLAIMS, NEXT_STEPS, PUBLICATIONS, VERDICTS, table_of
from factcheck.store.tables import CaptureRow, EvidenceRow, SourceRow, UtcTime

_SOURCES, _CAPTURES, _EVIDENCE = table_of(SourceRow), table_of(CaptureRow), table_of(EvidenceRow)
_CAME = [one for one in Outcome if one.holds_words or one is Outcome.UNCHANGED]
_SOON = timedelta(days=7)
_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True, order=True)
class DueSource:
    """A source whose page is to be looked at again from `due` on."""

    due: datetime
    url: str
    ref: str
    source: str


def due_sources(
    connection: Connection, wanted: Rechecks, until: datetime, today: date
) -> Iterator[DueSource]:
    """Every source with a link that was visited and is to be visited again before `until`, in no order.

    Left out are withdrawn claims and confidential sources.
    """
    seen = _seen()
    cutoff = _cutoff(seen, wanted, until, today)
    query = _joined(select(seen.c.seen, cutoff, _SOURCES.c.url, CLAIMS.c.ref, _SOURCES.c.id), seen)
    found = connection.execution_options(yield_per=_AT_ONCE).execute(query.where(seen.c.seen <= cutoff))
    for at, before, url, ref, source in found:
        yield DueSource(until - (before - at), url, ref, source)


def _seen() -> Subquery:
    """Of every source when it was visited last, whether that failed, and whether its words ever changed."""
    at, words = _CAPTURES.c.fetched_at, _CAPTURES.c.text_digest
    came = func.max(at).filter(_CAPTURES.c.outcome.in_(_CAME))
    return (
        select(
            _CAPTURES.c.claim_id,
            _CAPTURES.c.source,
            func.max(at, type_=UtcTime).label("seen"),
            or_(came.is_(None), came < func.max(at), func.min(words) != func.max(words)).label("restless"),
        )
        .group_by(_CAPTURES.c.claim_id, _CAPTURES.c.source)
        .subquery("seen")
    )


def _joined(query: Select[Any], seen: Subquery) -> Select[Any]:
    work = and_(NEXT_STEPS.c.claim_id == CLAIMS.c.id, NEXT_STEPS.c.id == WORK)
    return (
        query.select_from(seen)
        .join(_SOURCES, and_(_SOURCES.c.claim_id == seen.c.claim_id, _SOURCES.c.id == seen.c.source))
        .join(CLAIMS, CLAIMS.c.id == seen.c.claim_id)
        .outerjoin(NEXT_STEPS, work)
        .where(CLAIMS.c.status != Status.WITHDRAWN, _SOURCES.c.url.is_not(None), ~_SOURCES.c.confidential)
    )


def _cutoff(seen: Subquery, wanted: Rechecks, until: datetime, today: date) -> ColumnElement[datetime]:
    """The moment before which a source must have been visited last, to be visited again before `until`."""

    def before(days: int) -> ColumnElement[Any]:
        if not days:
            return null()
        age = timedelta(days=days)
        return case((seen.c.restless, literal(until - age / 2, UtcTime)), else_=literal(until - age, UtcTime))

    is_soon = NEXT_STEPS.c.due.between(today.isoformat(), (today + _SOON).isoformat())
    return case(
        (is_soon, before(wanted.deadline)),
        (_is_cited() & _is_published(), before(wanted.published)),
        (_is_cited(), before(wanted.cited)),
        else_=before(wanted.others),
    )


def _is_cited() -> ColumnElement[bool]:
    named = literal('%"') + _EVIDENCE.c.id + '"%'
    return exists().where(
        _EVIDENCE.c.claim_id == _SOURCES.c.claim_id,
        _EVIDENCE.c.source == _SOURCES.c.id,
        VERDICTS.c.claim_id == _SOURCES.c.claim_id,
        cast(VERDICTS.c.cites, String).like(named),
    )


def _is_published() -> ColumnElement[bool]:
    return exists().where(PUBLICATIONS.c.claim_id == CLAIMS.c.id)
