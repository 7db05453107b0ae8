"""Keeping what can be looked up in step, in the claim's own transaction: its words, and how common each is."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Uuid, column, delete, func, insert, select, table, text

from factcheck.model.record import Record
from factcheck.model.vocabulary import Status
from factcheck.reading.sentence.stemming import index_stems
from factcheck.store.rows import AT_ONCE, some
from factcheck.store.search_blocks import forget, note_entered
from factcheck.store.search_tables import ALL, LENGTH, SEARCHABLE
from factcheck.store.word_counts import add_to_totals, count


def words_of(wording: str, title: str | None = None) -> str:
    """What is stored of a claim: its words, and after a line end those of its title; spaces around each."""
    return " ".join([*index_stems(wording), *(["\n", *index_stems(title)] if title else [])])


def searched(record: Record | None) -> str | None:
    """What can be found of a desk's own claim; None where there is none or it was withdrawn."""
    return words_of(record.claim.text) if record and not record.withdrawal else None


def keep_in_step(connection: Connection, before: Record | None, after: Record) -> None:
    """Let a claim be found by what it says now, and no more once it is withdrawn."""
    old, new = searched(before), searched(after)
    if old == new:
        return
    if old is not None:
        for key, words in leave(connection, SEARCHABLE.c.claim_id == after.id):
            forget(connection, key, words)
    if new is not None:
        enter(connection, [{"claim_id": after.id, "check_id": None, "words": new}])


def enter_all(connection: Connection, records: Iterable[Record]) -> None:
    """Let many new claims be found."""
    known = ((record.id, searched(record)) for record in records)
    enter(
        connection,
        [{"claim_id": key, "check_id": None, "words": words} for key, words in known if words is not None],
    )


_Counting = Callable[[Connection, Mapping[str, int]], None]


def _keep_count(connection: Connection, more: Mapping[str, int]) -> None:
    count(connection, more)
    if more.get(ALL, 0) > 0:
        note_entered(connection, more[ALL])


def enter(
    connection: Connection, rows: Sequence[Mapping[str, Any]], counting: _Counting = _keep_count
) -> None:
    """Store new rows of what can be found, and count their words."""
    if rows:
        connection.execute(insert(SEARCHABLE), rows)
        counting(connection, counted(row["words"] for row in rows))


def leave(
    connection: Connection, which: ColumnElement[bool], counting: _Counting = _keep_count
) -> list[tuple[int, str]]:
    """Take these out of what can be found; their keys and words."""
    gone = [
        (key, words)
        for key, words in connection.execute(select(SEARCHABLE.c.id, SEARCHABLE.c.words).where(which))
    ]
    connection.execute(delete(SEARCHABLE).where(which))
    counting(connection, {word: -claims for word, claims in counted(words for _, words in gone).items()})
    return gone


def counted(stored: Iterable[str]) -> Counter[str]:
    """In how many of these each word stands, with the two totals."""
    counts: Counter[str] = Counter()
    for words in stored:
        held = words.split()
        counts.update(set(held))
        counts[ALL] += 1
        counts[LENGTH] += len(held)
    return counts


def index_all(connection: Connection) -> None:
    """Let every claim of a desk be found that was made before there was a search; for the migration."""
    rows = connection.execute(
        text("SELECT id, text FROM claim WHERE status <> :gone ORDER BY id").columns(
            id=SEARCHABLE.c.claim_id.type
        ),
        {"gone": Status.WITHDRAWN},
    ).all()
    for batch in some(rows):
        known = [{"claim_id": key, "check_id": None, "words": words_of(said)} for key, said in batch]
        enter(connection, known, add_to_totals)


_OWNERS = (
    (SEARCHABLE.c.claim_id, table("claim", column("id", Uuid()), column("text")), None),
    (SEARCHABLE.c.check_id, table("earlier_check", *map(column, ("id", "text", "title"))), "title"),
)


def index_anew(connection: Connection) -> None:
    """Store anew the words of what was stored with other stems than it has now; for migrations."""
    last = connection.execute(select(func.max(SEARCHABLE.c.id))).scalar() or 0
    for held_by, owner, title in _OWNERS:
        said = (owner.c.text, owner.c[title] if title else owner.c.text)
        query = select(SEARCHABLE.c.id, held_by, SEARCHABLE.c.words, *said).join(owner, owner.c.id == held_by)
        some_of_them, after = query.order_by(SEARCHABLE.c.id).limit(AT_ONCE), 0
        while batch := connection.execute(some_of_them.where(SEARCHABLE.c.id.between(after + 1, last))).all():
            after = batch[-1].id
            stale = [
                (key, {"claim_id": None, "check_id": None, held_by.name: known, "words": words})
                for key, known, stored, wording, named in batch
                if (words := words_of(wording, named if title else None)) != stored
            ]
            if stale:
                leave(connection, SEARCHABLE.c.id.in_([key for key, _ in stale]), add_to_totals)
                enter(connection, [row for _, row in stale], add_to_totals)
