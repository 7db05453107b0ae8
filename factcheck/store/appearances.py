"""What was read to find claims that are said again, and where they are, in the database."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from factcheck.model.appearance import AppearanceState, ProposedAppearance
from factcheck.store.rows import APPEARANCES, CLAIMS, WATCHED_TEXTS, Row, holds, some

_OWN = {"ref": CLAIMS.c.ref, "text": CLAIMS.c.text, "rating": CLAIMS.c.rating}
"""What is told of a claim of the desk as it stands now."""


class ProposedAppearances:
    """Where claims seem to be said again, inside one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # What was read

    def read(self, ids: Collection[str]) -> dict[str, str]:
        """Of these texts those that were read, each with the digest of what it said then."""
        found: dict[str, str] = {}
        for batch in some(ids):
            query = select(WATCHED_TEXTS.c.id, WATCHED_TEXTS.c.digest).where(WATCHED_TEXTS.c.id.in_(batch))
            found |= {row.id: row.digest for row in self._connection.execute(query)}
        return found

    def put_read(self, text: str, digest: str, at: datetime) -> None:
        """Note that a text was read."""
        self._connection.execute(delete(WATCHED_TEXTS).where(WATCHED_TEXTS.c.id == text))
        self._connection.execute(insert(WATCHED_TEXTS), {"id": text, "digest": digest, "read_at": at})

    # What was found

    def propose(self, rows: Sequence[Row]) -> list[int]:
        """Enter what is not there yet, of several of one wording the first; the numbers of those that are new.

        What a person said is another claim is not entered again, wherever the same words stand.
        """
        known, others = set[str](), set[tuple[Any, ...]]()
        first: dict[str, Row] = {}
        for row in rows:
            first.setdefault(row["known_by"], row)
        for batch in some(rows):
            keys, words = ([one[name] for one in batch] for name in ("known_by", "wording_digest"))
            query = select(APPEARANCES.c.known_by).where(APPEARANCES.c.known_by.in_(keys))
            known.update(self._connection.scalars(query))
            is_another = APPEARANCES.c.state == AppearanceState.ANOTHER
            of_another = select(*_OF_CHECK).where(is_another, APPEARANCES.c.wording_digest.in_(words))
            others.update(tuple(row) for row in self._connection.execute(of_another))
        new = [
            one
            for one in first.values()
            if one["known_by"] not in known and tuple(one[column.name] for column in _OF_CHECK) not in others
        ]
        last = self._connection.execute(select(func.max(APPEARANCES.c.number))).scalar() or 0
        numbered = [{**one, "number": number} for number, one in enumerate(new, last + 1)]
        if numbered:
            self._connection.execute(insert(APPEARANCES), numbered)
        return [one["number"] for one in numbered]

    def decide(self, number: int, state: AppearanceState, by: str, at: datetime) -> None:
        """Enter what a person decided."""
        values = {"state": state, "by": by, "decided_at": at}
        self._connection.execute(update(APPEARANCES).where(APPEARANCES.c.number == number).values(values))

    def take_out(self, words: Sequence[str], claim: UUID | None) -> None:
        """Delete what holds one of these texts, and all places where that claim is said again."""
        dialect = self._connection.dialect.name
        if claim:
            self._connection.execute(delete(APPEARANCES).where(APPEARANCES.c.claim_id == claim))
        for batch in some(words):
            for name in _WORDS:
                held = holds(dialect, APPEARANCES.c[name], batch)
                self._connection.execute(delete(APPEARANCES).where(held))

    # What is shown

    def get(self, number: int) -> ProposedAppearance | None:
        """One by its number."""
        return next(self._read(APPEARANCES.c.number == number, None), None)

    def listed(
        self,
        *states: AppearanceState,
        ref: str | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> list[ProposedAppearance]:
        """Those in these states, the newest first: of one claim of the desk, and with numbers below that one."""
        which: ColumnElement[bool] = APPEARANCES.c.state.in_(states)
        if ref is not None:
            which &= CLAIMS.c.ref == ref
        if before is not None:
            which &= APPEARANCES.c.number < before
        return [*self._read(which, limit)]

    def of_numbers(self, numbers: Collection[int]) -> list[ProposedAppearance]:
        """Those with these numbers, the newest first."""
        newest_first = some(sorted(numbers, reverse=True))
        return [one for batch in newest_first for one in self._read(APPEARANCES.c.number.in_(batch), None)]

    def by_claim(self) -> list[Row]:
        """Each claim of the desk of which something is open: who is in charge, how many, and the first's number."""
        of_claim = [CLAIMS.c[name] for name in ("id", "ref", "text", "language", "assignee", "author")]
        own = select(
            *of_claim[1:4],
            func.coalesce(CLAIMS.c.assignee, CLAIMS.c.author).label("who"),
            func.count().label("count"),
            func.min(APPEARANCES.c.number).label("first"),
            func.min(APPEARANCES.c.found_at).label("since"),
        ).join(APPEARANCES, APPEARANCES.c.claim_id == CLAIMS.c.id)
        query = own.where(APPEARANCES.c.state == AppearanceState.OPEN).group_by(*of_claim)
        return [dict(row) for row in self._connection.execute(query.order_by(CLAIMS.c.ref)).mappings()]

    def _read(self, which: ColumnElement[bool], limit: int | None) -> Iterator[ProposedAppearance]:
        told = [APPEARANCES.c[name] for name in ProposedAppearance.model_fields if name not in _OWN]
        own = [column.label(f"own_{name}") for name, column in _OWN.items()]
        theirs = [APPEARANCES.c.text, APPEARANCES.c.rating]
        query = select(*told, *theirs, *own).outerjoin(CLAIMS, CLAIMS.c.id == APPEARANCES.c.claim_id)
        ordered = query.where(which).order_by(APPEARANCES.c.number.desc()).limit(limit)
        return (_appearance(row) for row in self._connection.execute(ordered).mappings())


_WORDS = ("text", "sentence", "speaker", "title", "file", "why")
_OF_CHECK = (APPEARANCES.c.claim_id, APPEARANCES.c.check_url, APPEARANCES.c.wording_digest)


def _appearance(row: Mapping[Any, Any]) -> ProposedAppearance:
    said = {name: value for name, value in row.items() if not name.startswith("own_")}
    if row["own_ref"] is not None:
        said |= {name: row[f"own_{name}"] for name in _OWN}
    return ProposedAppearance.of(said)
