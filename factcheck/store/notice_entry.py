"""Entering what acts bring about to tell, in their own transaction: for desks that have anyone to be told alone."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select

from factcheck.model.notice import Notice, NoticeState, RecipientKind, article_notices, notices, told_of
from factcheck.model.record import ArticleRecord, Record
from factcheck.model.roles import Role
from factcheck.model.scale import Scales
from factcheck.model.vocabulary import Status
from factcheck.store.reader_requests import ReaderRequests
from factcheck.store.rows import ACCOUNTS, NOTICES, RECIPIENTS, Row, some


def enter_notices(
    connection: Connection, changes: Sequence[tuple[Record | None, Record]], scales: Scales
) -> None:
    """Enter what each change (a claim before, None where it is new, and after) brings to somebody's notice."""
    if known := recipients_by_kind(connection):
        found = ((after, notices(before, after, scales)) for before, after in changes)
        _enter(connection, known, found)


def enter_article_notices(connection: Connection, before: ArticleRecord | None, after: ArticleRecord) -> None:
    """The same of an article."""
    found = list(article_notices(before, after))
    if found and (known := recipients_by_kind(connection)):
        _enter(connection, known, [(after, found)])


def _enter(
    connection: Connection,
    known: Mapping[RecipientKind, Sequence[str]],
    found: Iterable[tuple[Record | ArticleRecord, Iterable[Notice]]],
) -> None:
    """Enter these notices, each for those who are to be told, what they are about as it is after the acts."""
    recipients_of = those_told(connection, known)
    has_readers = RecipientKind.READER in known
    rows: list[Row] = []
    for after, several in found:
        for notice in several:
            told = recipients_of(notice)
            if has_readers and notice.status is Status.PUBLISHED:
                told += [one.id for one in ReaderRequests(connection).readers_of(after.id)]
            rows += notice_rows(after.id, notice, told, after.head)
    there = _still_told(connection, {row["recipient"] for row in rows})
    if rows := [row for row in rows if row["recipient"] in there]:
        connection.execute(insert(NOTICES), rows)


def _still_told(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of these recipients whom nobody has forgotten meanwhile, and who stay until the notices are stored."""
    found: set[str] = set()
    for batch in some(sorted(ids)):
        these = select(RECIPIENTS.c.id).where(RECIPIENTS.c.id.in_(batch)).order_by(RECIPIENTS.c.id)
        found.update(connection.execute(these.with_for_update(read=True, key_share=True)).scalars())
    return found


def recipients_by_kind(connection: Connection) -> Mapping[RecipientKind, Sequence[str]]:
    """The ids of those who are told, by their kind."""
    found: dict[RecipientKind, list[str]] = {}
    for kind, one in connection.execute(select(RECIPIENTS.c.kind, RECIPIENTS.c.id)):
        found.setdefault(kind, []).append(one)
    return found


def those_told(
    connection: Connection, known: Mapping[RecipientKind, Sequence[str]]
) -> Callable[[Notice], list[str]]:
    """What gives the recipients of a notice: the people among these whom it is for, and every webhook."""
    people = _with_roles(connection, known.get(RecipientKind.PERSON, ()))
    webhooks = known.get(RecipientKind.WEBHOOK, ())
    return lambda notice: [*told_of(notice, people), *webhooks]


def _with_roles(connection: Connection, people: Iterable[str]) -> Mapping[str, Role | None]:
    """These people with their roles; at a desk with accounts those alone who may still act."""
    accounts = connection.execute(select(ACCOUNTS.c.folded, ACCOUNTS.c.role, ACCOUNTS.c.ended_at)).all()
    roles = {name: role for name, role, ended in accounts if ended is None}
    return {one: roles.get(one) for one in people if not accounts or one in roles}


def notice_rows(
    subject: UUID, notice: Notice, recipients: Iterable[str], head: str | None = None
) -> Iterator[Row]:
    """The rows of one notice for each recipient; `head` is that of the claim or article if an act brought it about."""
    said = _said(notice)
    what = [said.get("who"), said.get("due")] if head is None else [said, head]
    for one in recipients:
        told = json.dumps([str(subject), notice.kind, *what, one])
        yield {
            "id": sha256(told.encode()).hexdigest()[:32],
            "recipient": one,
            "kind": notice.kind,
            "subject": subject,
            "at": notice.at,
            "said": said,
            "state": NoticeState.WAITING,
            "tries": 0,
        }


def _said(notice: Notice) -> dict[str, Any]:
    step = notice.step
    if step is None:
        return {"status": notice.status}
    return {"step": step.step, "who": step.who, "since": _moment(step.since), "due": step.due}


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
