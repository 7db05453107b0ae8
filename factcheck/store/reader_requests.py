"""What readers asked for, in the database: bounded, so that nobody can fill it, addresses kept until they served."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from factcheck.model.notice import Recipient, RecipientKind
from factcheck.model.reader_request import ReaderMessage, ReaderRequest, RequestState
from factcheck.store.rows import CLAIMS, MESSAGES, REQUESTS, Row

MOST_REQUESTS, MOST_MESSAGES, MOST_OF_ONE = 5_000, 50_000, 100
"""Requests that are open, messages in all, and messages kept of one request; those beyond are counted alone."""
_COMPARED = 2_000
"""Requests, the newest, with which a new message is compared."""


class ReaderRequests:
    """The requests inside one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_full(self) -> bool:
        """Whether no more is taken for now."""
        still_open = select(func.count()).where(REQUESTS.c.state == RequestState.OPEN)
        messages = select(func.count()).select_from(MESSAGES)
        counts = [self._connection.execute(one).scalar_one() for one in (still_open, messages)]
        return counts[0] >= MOST_REQUESTS or counts[1] >= MOST_MESSAGES

    # What is the same

    def worded(self, digest: str) -> int | None:
        """The request of a message with this wording (its digest), None where there is none."""
        query = select(MESSAGES.c.request).where(MESSAGES.c.digest == digest).limit(1)
        return self._connection.execute(query).scalar()

    def about(self, claim: UUID) -> int | None:
        """The request that became this claim, or is likely the same."""
        these = (REQUESTS.c.claim_id == claim) | (REQUESTS.c.like == claim)
        return self._connection.execute(select(REQUESTS.c.number).where(these).limit(1)).scalar()

    def newest(self) -> list[tuple[int, str]]:
        """The number and the stems of the newest requests."""
        query = select(REQUESTS.c.number, REQUESTS.c.stems).order_by(REQUESTS.c.last_at.desc())
        return [(number, stems) for number, stems in self._connection.execute(query.limit(_COMPARED))]

    # What comes

    def begin(self, message: ReaderMessage, stems: str, like: UUID | None, at: datetime) -> int:
        """A new request, which nobody counts for yet; its number."""
        last = self._connection.execute(select(func.max(REQUESTS.c.number))).scalar() or 0
        row = {"number": last + 1, "text": message.text, "stems": stems, "count": 0, "like": like}
        times = {"first_at": at, "last_at": at, "state": RequestState.OPEN}
        self._connection.execute(insert(REQUESTS), {**row, **times})
        return last + 1

    def add(self, number: int, message: ReaderMessage, row: Row) -> None:
        """Count a message for a request, and keep it while there is room; `row` has its id, moment and digest."""
        kept = self._count(MESSAGES.c.request == number)
        here = REQUESTS.c.number == number
        grown = {"count": REQUESTS.c.count + 1, "last_at": row["at"]}
        self._connection.execute(update(REQUESTS).where(here).values(grown))
        if kept < MOST_OF_ONE:
            self._connection.execute(insert(MESSAGES), {**message.model_dump(), **row, "request": number})

    # What the desk makes of it

    def listed(self, *states: RequestState, limit: int | None = None) -> list[ReaderRequest]:
        """Requests in these states, those that most asked for first, of the same number the newest."""
        return list(self._read(REQUESTS.c.state.in_(states), limit))

    def get(self, number: int) -> ReaderRequest | None:
        """One request, None where there is none of this number."""
        return next(self._read(REQUESTS.c.number == number, 1), None)

    def messages(self, number: int) -> list[Row]:
        """The messages of a request, oldest first: id, moment, text, where it was seen, and the address."""
        columns = (MESSAGES.c[name] for name in ("id", "at", "text", "seen_in", "address"))
        query = select(*columns).where(MESSAGES.c.request == number).order_by(MESSAGES.c.at, MESSAGES.c.id)
        return [dict(row) for row in self._connection.execute(query).mappings()]

    def decide(self, number: int, **values: Any) -> None:
        """Enter what the desk made of a request."""
        self._connection.execute(update(REQUESTS).where(REQUESTS.c.number == number).values(values))

    def readers_of(self, claim: UUID) -> list[Recipient]:
        """Whoever is to be told of a claim."""
        joined = select(MESSAGES.c.id, MESSAGES.c.address).join(
            REQUESTS, REQUESTS.c.number == MESSAGES.c.request
        )
        rows = self._connection.execute(
            joined.where(REQUESTS.c.claim_id == claim, MESSAGES.c.address.is_not(None))
        )
        return [reader(message, address) for message, address in rows]

    # What is forgotten

    def addresses(self, number: int | None = None, before: datetime | None = None) -> list[str]:
        """The ids of messages that have an address: of one request, or from before a moment."""
        which: list[ColumnElement[bool]] = [MESSAGES.c.address.is_not(None)]
        if number is not None:
            which.append(MESSAGES.c.request == number)
        if before is not None:
            which.append(MESSAGES.c.at < before)
        return list(self._connection.execute(select(MESSAGES.c.id).where(*which)).scalars())

    def forget(self, message: str) -> None:
        """Forget the address of a message."""
        self._connection.execute(update(MESSAGES).where(MESSAGES.c.id == message).values(address=None))

    def sweep(self, before: datetime) -> None:
        """Take out the messages of what was decided before a moment; the request itself stays."""
        decided = select(REQUESTS.c.number).where(REQUESTS.c.decided_at < before)
        self._connection.execute(delete(MESSAGES).where(MESSAGES.c.request.in_(decided)))

    def _count(self, which: ColumnElement[bool]) -> int:
        return self._connection.execute(select(func.count()).select_from(MESSAGES).where(which)).scalar_one()

    def _read(self, which: ColumnElement[bool], limit: int | None) -> Iterator[ReaderRequest]:
        like = CLAIMS.alias()
        wanting = (
            select(func.count(MESSAGES.c.address))
            .where(MESSAGES.c.request == REQUESTS.c.number)
            .scalar_subquery()
        )
        told = [
            REQUESTS.c[name] for name in ReaderRequest.model_fields if name in REQUESTS.c and name != "like"
        ]
        query = select(*told, CLAIMS.c.ref, like.c.ref.label("like"), wanting.label("addresses"))
        joined = query.outerjoin(CLAIMS, CLAIMS.c.id == REQUESTS.c.claim_id)
        joined = joined.outerjoin(like, like.c.id == REQUESTS.c.like).where(which)
        ordered = joined.order_by(REQUESTS.c.count.desc(), REQUESTS.c.last_at.desc()).limit(limit)
        return (ReaderRequest.of(dict(row)) for row in self._connection.execute(ordered).mappings())


def reader(message: str, address: str) -> Recipient:
    """The reader who sent a message, as somebody to be told."""
    said = {"id": reader_id(message), "kind": RecipientKind.READER, "name": address, "address": address}
    return Recipient.of(said)


def reader_id(message: str) -> str:
    """The id of the reader who sent a message, among those who are told."""
    return f"{_READER}{message}"


def message_id(recipient: str) -> str:
    """The id of the message of a reader who is told."""
    return recipient.removeprefix(_READER)


_READER = "reader:"
