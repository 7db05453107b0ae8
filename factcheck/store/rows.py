"""Records and events to rows, and rows back to events; the two directions stay side by side."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from pydantic_core import from_json
from sqlalchemy import (
    ColumnElement,
    RowMapping,
    String,
    Table,
    bindparam,
    false,
    func,
    or_,
    select,
    type_coerce,
)
from sqlmodel import SQLModel

from factcheck.errors import FactcheckError, Remedy, StorageFailed
from factcheck.model.claim import FormerRef
from factcheck.model.event import Event, canonical
from factcheck.model.next_step import author_of, next_steps, reader_of
from factcheck.model.record import ArticleRecord, Record
from factcheck.model.scale import Scales
from factcheck.model.status import status
from factcheck.model.stored import made
from factcheck.model.text import wording_digest
from factcheck.model.value import Value
from factcheck.model.vocabulary import Act
from factcheck.store.account_tables import AccountRow, CredentialRow, DraftLinkRow, LoginAttemptRow
from factcheck.store.appearance_tables import ProposedAppearanceRow, WatchedTextRow
from factcheck.store.notice_tables import NoticeRow, RecipientRow
from factcheck.store.read_mark_table import ReadMarkRow
from factcheck.store.request_tables import ReaderMessageRow, ReaderRequestRow
from factcheck.store.tables import (
    ArticleRow,
    CaptureRow,
    ClaimRow,
    DistinctionRow,
    EventRow,
    EvidenceRow,
    FollowedLineRow,
    FollowedRow,
    FormerRefRow,
    LogCheckpointRow,
    LogLeafRow,
    LogStampRow,
    NextStepRow,
    PublicationRow,
    SiteFileRow,
    SourceRow,
    VerdictRow,
)
from factcheck.store.task_memory_table import TaskMemoryRow

Row = dict[str, Any]


def table_of(row: type[SQLModel]) -> Table:
    """The Core table behind a row class."""
    table: Table = row.__table__  # type: ignore[attr-defined]
    return table


Item = TypeVar("Item")
AT_ONCE = 500
"""Claims in one query or one writing of files; bounds memory, and the parameters a query may have."""


def some(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items, a bounded number at a time."""
    waiting = iter(items)
    while batch := list(islice(waiting, AT_ONCE)):
        yield batch


POSITION = {"sqlite": func.instr, "postgresql": func.strpos}
"""By the name of a dialect what gives the place of a text in another, from 1; 0 where it is not there."""


def holds(dialect: str, column: ColumnElement[Any], words: Iterable[str]) -> ColumnElement[bool]:
    """That a column holds one of these texts as it is written, however long; not more than some at a time."""
    return or_(false(), *(POSITION[dialect](column, word) > 0 for word in words))


ARTICLES, CLAIMS = table_of(ArticleRow), table_of(ClaimRow)
EVENTS, VERDICTS = table_of(EventRow), table_of(VerdictRow)
PUBLICATIONS, NEXT_STEPS = table_of(PublicationRow), table_of(NextStepRow)
LOG_LEAVES, LOG_CHECKPOINTS = table_of(LogLeafRow), table_of(LogCheckpointRow)
FORMER_REFS = table_of(FormerRefRow)
DISTINCTIONS = table_of(DistinctionRow)
LOG_STAMPS = table_of(LogStampRow)
SITE_FILES = table_of(SiteFileRow)
FOLLOWED, FOLLOWED_LINES = table_of(FollowedRow), table_of(FollowedLineRow)
ACCOUNTS, CREDENTIALS = table_of(AccountRow), table_of(CredentialRow)
LOGIN_ATTEMPTS = table_of(LoginAttemptRow)
RECIPIENTS, NOTICES = table_of(RecipientRow), table_of(NoticeRow)
DRAFT_LINKS = table_of(DraftLinkRow)
READ_MARKS = table_of(ReadMarkRow)
APPEARANCES, WATCHED_TEXTS = table_of(ProposedAppearanceRow), table_of(WatchedTextRow)
TASK_MEMORY = table_of(TaskMemoryRow)
REQUESTS, MESSAGES = table_of(ReaderRequestRow), table_of(ReaderMessageRow)

CHILDREN: Mapping[str, type[SQLModel]] = {
    "sources": SourceRow,
    "captures": CaptureRow,
    "evidence": EvidenceRow,
    "verdicts": VerdictRow,
    "publications": PublicationRow,
    "next_steps": NextStepRow,
    "former_refs": FormerRefRow,
    "distinctions": DistinctionRow,
}
"""The lists of a record that others look things up in, and their tables, parents before what points at them."""
_MAY_GO = ("evidence", "next_steps", "former_refs")
"""Lists that things leave again, which nothing points at."""


UNREADABLE = (FactcheckError, LookupError, ValueError, TypeError, RecursionError)
"""What `from_event_row` raises for a row that somebody damaged."""


@contextmanager
def damage_in_words(ref: str) -> Iterator[None]:
    """Say of which claim or article a row was that cannot be read; StorageFailed."""
    try:
        yield
    except UNREADABLE as wrong:
        said = f"The history of {ref} does not hold: {wrong}"
        raise StorageFailed(said, remedies=[Remedy.by("verify", "See all.")]) from wrong


def to_event_row(subject: UUID, event: Event) -> Row:
    """The event as stored: its body as the canonical text that was hashed."""
    return {**event.model_dump(exclude={"body"}), "subject": subject, "body": canonical(event.body)}


LINE = tuple(
    type_coerce(EVENTS.c[name], String) if name in ("at", "act") else EVENTS.c[name]
    for name in Event.model_fields
)
"""The columns that are a line, in the order of its fields, the time and the act as the database has them."""
HISTORY_AT = select(*LINE).where(EVENTS.c.subject == bindparam("key")).order_by(EVENTS.c.seq)
"""The lines of the claim or article with this key."""
HISTORY_OF = (
    select(*LINE)
    .join(CLAIMS, CLAIMS.c.id == EVENTS.c.subject)
    .where(CLAIMS.c.ref == bindparam("ref"))
    .order_by(EVENTS.c.seq)
)
"""The lines of the claim of this ref."""
_ACTS = {act.value: act for act in Act}


def from_event_row(row: Sequence[Any]) -> Event:
    """The line in a row that begins with `LINE`, as it was; whoever walks the chain checks its hash."""
    seq, at, by, act, written, previous, hashed, edition, *_ = row
    body = from_json(written)
    if not isinstance(body, dict):
        raise ValueError(f"line {seq} has no body.")
    # SQLite has times as text without a zone, PostgreSQL as times in the zone of its session
    at = datetime.fromisoformat(f"{at}+00:00") if isinstance(at, str) else at.astimezone(UTC)
    told = {"seq": seq, "at": at, "by": by, "act": _ACTS[act], "body": body, "previous": previous}
    told["hash"], told["edition"] = hashed, edition
    return made(Event, told)


def checked_event(row: RowMapping) -> Event:
    """The line in a row, its fields validated; BadInput or ValueError where they are not what a line has."""
    fields = {key: value for key, value in row.items() if key != "subject"}
    return Event.of({**fields, "body": from_json(row["body"])})


def from_event_rows(rows: Iterable[Sequence[Any]]) -> Iterator[Event]:
    """The lines of one history; ValueError where one does not follow from the one before."""
    number, previous = 1, ""
    for row in rows:
        event = from_event_row(row)
        if event.seq != number or event.previous != previous:
            raise ValueError(f"line {number} does not follow from the line before it.")
        number, previous = number + 1, event.hash
        yield event


def to_claim_row(record: Record, scales: Scales) -> Row:
    """The claim with what lists need at hand: status, verdict, wording digest, first and last act."""
    verdict, standing = record.verdict, status(record, scales)
    return {
        **record.claim.model_dump(),
        "id": record.id,
        "status": standing,
        "rating": verdict.rating if verdict else None,
        "scale": verdict.scale if verdict else None,
        "scale_version": verdict.scale_version if verdict else None,
        "author": author_of(record),
        "reader": reader_of(record, standing),
        "open_comments": len(record.open_comments),
        "wording_digest": wording_digest(record.claim.text),
        "head": record.head,
        "added_at": record.events[0].at,
        "changed_at": record.events[-1].at,
    }


def to_article_row(record: ArticleRecord) -> Row:
    """The article as it stands."""
    return {**record.article.model_dump(), "id": record.id, "head": record.head}


def to_child_rows(record: Record, scales: Scales) -> Iterator[tuple[str, Row]]:
    """Every row of a claim's lists, each with the list's name."""
    for name in CHILDREN:
        for part in _parts(record, name, scales):
            yield name, _to_child_row(record.id, part)


def new_child_rows(
    before: Record | None, after: Record, scales: Scales
) -> Iterator[tuple[type[SQLModel], Row, bool]]:
    """The rows that one or more acts changed: table, row, and whether the row is new."""
    for name, table in CHILDREN.items():
        old = {part.id: part for part in _parts(before, name, scales)} if before else {}
        for part in _parts(after, name, scales):
            known = old.get(part.id)
            if known is not part and known != part:
                yield table, _to_child_row(after.id, part), known is None


def gone_child_keys(
    before: Record | None, after: Record, scales: Scales
) -> Iterator[tuple[type[SQLModel], Row]]:
    """The keys of the rows that one or more acts took away."""
    for name in _MAY_GO if before else ():
        there = {part.id for part in _parts(after, name, scales)}
        for part in _parts(before, name, scales) if before else ():
            if part.id not in there:
                yield CHILDREN[name], {"claim_id": after.id, "id": part.id}


def _parts(record: Record, name: str, scales: Scales) -> Sequence[Any]:
    """One of the lists: as the record has it, or what is to be done next, which follows from all of it."""
    if name == "next_steps":
        return next_steps(record, scales)
    if name == "former_refs":
        return [made(FormerRef, {"id": ref}) for ref in record.former_refs]
    parts: Sequence[Any] = getattr(record, name)
    return parts


def _to_child_row(claim_id: UUID, part: Value) -> Row:
    return {**part.model_dump(), "claim_id": claim_id}
