"""Who is told, what is to be told, and what became of it; a notice is sent at least once, under one id."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from factcheck.model.next_step import NextStep
from factcheck.model.notice import (
    Frequency,
    Notice,
    NoticeKind,
    NoticeState,
    Recipient,
    RecipientKind,
)
from factcheck.model.vocabulary import Step
from factcheck.store.notice_entry import notice_rows, recipients_by_kind, those_told
from factcheck.store.rows import ARTICLES, AT_ONCE, CLAIMS, NEXT_STEPS, NOTICES, RECIPIENTS, Row, some

MOST_TRIES = 8
_AFTER = (1, 5, 30, 120, 360, 720, 1440)
"""Minutes from each try to the next."""
_LEASE = timedelta(minutes=10)
"""For which whoever sends has a parcel for itself; longer than any try takes."""
_KEPT = timedelta(days=30)
"""For which what was sent, given up or past is listed."""


@dataclass(frozen=True)
class Parcel:
    """What is sent in one go: the notices for one recipient.

    Each is a row with the ref of the claim or article, and the status of the claim. `batch` is the same whenever it is
    sent again.
    """

    batch: str
    recipient: Recipient
    notices: Sequence[Row]


@dataclass(frozen=True)
class Sending:
    """What may be sent: what waits at `now` and, of daily mails, what came before `daily`; not to those left out."""

    now: datetime
    daily: datetime
    kinds_out: Collection[RecipientKind] = ()
    out: Collection[str] = field(default_factory=set)


class Outbox:
    """The notices and those they are for, inside one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # Who is told

    def recipients(self) -> list[Recipient]:
        """Everybody who is told, by kind and name."""
        rows = self._connection.execute(select(RECIPIENTS).order_by(RECIPIENTS.c.kind, RECIPIENTS.c.name))
        return [Recipient.of(dict(row)) for row in rows.mappings()]

    def recipient(self, one: str) -> Recipient | None:
        """Somebody who is told, by the id; None where nobody has it."""
        row = self._connection.execute(select(RECIPIENTS).where(RECIPIENTS.c.id == one)).mappings().first()
        return Recipient.of(dict(row)) if row else None

    def keep(self, recipient: Recipient) -> None:
        """Enter somebody, or what is new about them."""
        values = recipient.model_dump()
        if self.recipient(recipient.id):
            same = RECIPIENTS.c.id == recipient.id
            self._connection.execute(update(RECIPIENTS).where(same).values(values))
        else:
            self._connection.execute(insert(RECIPIENTS), values)

    def forget(self, one: str) -> None:
        """Tell somebody no more, and keep nothing of them."""
        held = select(RECIPIENTS.c.id).where(RECIPIENTS.c.id == one).with_for_update()
        self._connection.execute(held)  # first, so that whoever enters notices meanwhile is waited for
        self._connection.execute(delete(NOTICES).where(NOTICES.c.recipient == one))
        self._connection.execute(delete(RECIPIENTS).where(RECIPIENTS.c.id == one))

    # What is sent

    def has_due(self, sending: Sending) -> bool:
        """Whether anything may be sent now."""
        return self._connection.execute(self._due(sending).limit(1)).first() is not None

    def take(self, sending: Sending, new_batch: str) -> Parcel | None:
        """The next parcel, which is nobody else's for ten minutes; None where nothing may be sent.

        All that waits for one person goes into one mail, a webhook gets each notice by itself.
        """
        first = self._connection.execute(self._due(sending).limit(1)).mappings().first()
        if first is None:
            return None
        if first["kind_of_recipient"] is RecipientKind.WEBHOOK:
            these = NOTICES.c.id == first["id"]
            new_batch = first["id"]
        elif first["batch"] is not None:
            these = and_(NOTICES.c.batch == first["batch"], NOTICES.c.state == NoticeState.WAITING)
            new_batch = first["batch"]
        else:
            waiting = self._due(sending).with_only_columns(NOTICES.c.id)
            whose = and_(NOTICES.c.recipient == first["recipient"], NOTICES.c.batch.is_(None))
            these = NOTICES.c.id.in_(waiting.where(whose).limit(AT_ONCE))
        taken = {"batch": new_batch, "not_before": sending.now + _LEASE, "tries": NOTICES.c.tries + 1}
        self._connection.execute(update(NOTICES).where(these).values(taken))
        recipient = self.recipient(first["recipient"])
        assert recipient is not None  # noqa: S101 - a foreign key holds it
        here = and_(NOTICES.c.batch == new_batch, NOTICES.c.state == NoticeState.WAITING)
        return Parcel(new_batch, recipient, self._with_refs(here))

    def still_waits(self, notices: Iterable[Row]) -> set[str]:
        """The ids of those notices whose step is still to be done, by the same person since the same moment.

        Of the comments that wait for somebody on a claim there is one step, so any of them counts.
        """
        known = list(notices)
        query = select(NEXT_STEPS).where(NEXT_STEPS.c.claim_id.in_([one["subject"] for one in known]))
        there: dict[Any, list[tuple[str, str | None, str]]] = {}
        for row in self._connection.execute(query).mappings():
            step = _key(row["step"], row["who"], f"{row['since']:%Y-%m-%dT%H:%M:%SZ}")
            there.setdefault(row["claim_id"], []).append(step)
        return {
            one["id"]
            for one in known
            if one["kind"] is NoticeKind.ANSWERED
            or one["said"].get("step") == Step.REPEATED
            or one["said"].get("status") == one["status"]
            or _key(*(one["said"].get(key) for key in ("step", "who", "since")))
            in there.get(one["subject"], ())
        }

    def done(self, ids: Collection[str], state: NoticeState, now: datetime) -> None:
        """Say that these were sent, or are past."""
        values = {"state": state, "done_at": now, "error": None}
        self._connection.execute(update(NOTICES).where(NOTICES.c.id.in_(ids)).values(values))

    def failed(self, parcel: Parcel, why: str, now: datetime, *, for_good: bool = False) -> bool:
        """Say that a try came to nothing; whether it was the last, after which nothing is tried by itself."""
        tries = max(one["tries"] for one in parcel.notices)
        is_last = for_good or tries >= MOST_TRIES
        values: dict[str, Any] = {"error": why}
        if is_last:
            values |= {"state": NoticeState.FAILED, "done_at": now}
        else:
            values |= {"not_before": now + timedelta(minutes=_AFTER[min(tries, len(_AFTER)) - 1])}
        ids = [one["id"] for one in parcel.notices]
        self._connection.execute(update(NOTICES).where(NOTICES.c.id.in_(ids)).values(values))
        return is_last

    def retry(self, ids: Collection[str] = ()) -> int:
        """Let these, or all that failed or wait for their next try, be tried now; how many there are."""
        again = or_(
            NOTICES.c.state == NoticeState.FAILED,
            and_(NOTICES.c.state == NoticeState.WAITING, NOTICES.c.error.is_not(None)),
        )
        which = and_(again, NOTICES.c.id.in_(ids)) if ids else again
        values = {"state": NoticeState.WAITING, "tries": 0, "not_before": None, "done_at": None}
        return self._connection.execute(update(NOTICES).where(which).values(values)).rowcount

    def listed(self, *states: NoticeState, limit: int | None = None) -> list[Row]:
        """The notices in one of these states, or the first `limit`, oldest first, each with the ref of its claim."""
        return self._with_refs(NOTICES.c.state.in_(states), limit)

    def sweep(self, now: datetime) -> None:
        """Take out what was done with a month ago."""
        self._connection.execute(delete(NOTICES).where(NOTICES.c.done_at < now - _KEPT))

    def clear(self) -> None:
        """Take out all that there is to tell."""
        self._connection.execute(delete(NOTICES))

    # Days that come near

    def new_due(self, today: date, now: datetime) -> list[Row]:
        """What is wanted by tomorrow and what is overdue for a week at most, for each who is told and was not yet."""
        known = recipients_by_kind(self._connection)
        if not known:
            return []
        recipients_of = those_told(self._connection, known)
        first, last = ((today + timedelta(days=days)).isoformat() for days in (-7, 1))
        steps = self._connection.execute(select(NEXT_STEPS).where(NEXT_STEPS.c.due.between(first, last)))
        rows: dict[str, Row] = {}
        for row in steps.mappings():
            step = NextStep.of({key: row[key] for key in NextStep.model_fields})
            kind = NoticeKind.OVERDUE if row["due"] < today.isoformat() else NoticeKind.DUE
            notice = Notice(kind, "", now, step)
            rows |= {one["id"]: one for one in notice_rows(row["claim_id"], notice, recipients_of(notice))}
        return self._new(rows)

    def enter_new(self, rows: Iterable[Row]) -> None:
        """Enter those notices that are not there yet."""
        if new := self._new({one["id"]: one for one in rows}):
            self._connection.execute(insert(NOTICES), new)

    def enter_found(self, subject: UUID, notice: Notice, found: str) -> None:
        """Enter what was found about a claim, known by `found`, for whoever is in charge of it and for webhooks."""
        recipients_of = those_told(self._connection, recipients_by_kind(self._connection))
        self.enter_new(notice_rows(subject, notice, recipients_of(notice), f"found {found}"))

    def _new(self, rows: dict[str, Row]) -> list[Row]:
        known: set[str] = set()
        for ids in some(list(rows)):
            there = select(NOTICES.c.id).where(NOTICES.c.id.in_(ids))
            known.update(self._connection.execute(there).scalars())
        return [row for one, row in rows.items() if one not in known]

    def _due(self, sending: Sending) -> Any:
        waits = [
            NOTICES.c.state == NoticeState.WAITING,
            or_(NOTICES.c.not_before.is_(None), NOTICES.c.not_before <= sending.now),
            or_(RECIPIENTS.c.frequency == Frequency.AT_ONCE, NOTICES.c.at < sending.daily),
            RECIPIENTS.c.kind.not_in(sending.kinds_out),
            NOTICES.c.recipient.not_in(sending.out),
        ]
        query = select(NOTICES, RECIPIENTS.c.kind.label("kind_of_recipient"))
        joined = query.join(RECIPIENTS, RECIPIENTS.c.id == NOTICES.c.recipient)
        return joined.where(*waits).order_by(NOTICES.c.at, NOTICES.c.id)

    def _with_refs(self, which: ColumnElement[bool], limit: int | None = None) -> list[Row]:
        query = (
            select(NOTICES, func.coalesce(CLAIMS.c.ref, ARTICLES.c.ref).label("ref"), CLAIMS.c.status)
            .outerjoin(CLAIMS, CLAIMS.c.id == NOTICES.c.subject)
            .outerjoin(ARTICLES, ARTICLES.c.id == NOTICES.c.subject)
            .where(which)
        )
        rows = self._connection.execute(query.order_by(NOTICES.c.at, NOTICES.c.id).limit(limit)).mappings()
        return [dict(row) for row in rows]


def _key(step: str, who: str | None, since: str) -> tuple[str, str | None, str]:
    return str(step), who, "" if step == Step.COMMENT else since
