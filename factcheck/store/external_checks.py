"""The shelf of checks that others published: each written once, however often a feed brings it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from factcheck.model.earlier import EarlierCheck
from factcheck.model.event import digest
from factcheck.model.text import wording_digest
from factcheck.store.indexing import enter, leave, words_of
from factcheck.store.rows import Row, some
from factcheck.store.search_tables import EARLIER, SEARCHABLE


@dataclass
class Shelved:
    """What came of writing checks to the shelf; the same check twice in one go counts as unchanged."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


def shelve(connection: Connection, checks: Iterable[EarlierCheck]) -> Shelved:
    """Write each check under its key: new ones are added, and one that says something else now is changed."""
    told = Shelved()
    for batch in some(checks):
        rows = {row["known_by"]: row for row in map(to_check_row, batch)}
        known = _known(connection, list(rows))
        new = [row for key, row in rows.items() if key not in known]
        changed = [row for key, row in rows.items() if key in known and known[key][1] != row["digest"]]
        _add(connection, new)
        _change(connection, changed, known)
        told.added += len(new)
        told.changed += len(changed)
        told.unchanged += len(batch) - len(new) - len(changed)
    return told


def to_check_row(check: EarlierCheck) -> Row:
    """The check as stored, with the digests it is known by; its id is the database's."""
    return {
        **check.model_dump(),
        "known_by": check.key,
        "digest": digest_of(check),
        "wording_digest": wording_digest(check.text),
    }


def digest_of(check: EarlierCheck) -> str:
    """SHA-256 (hex) of all that a check says, numbers as text since canonical JSON here holds no fractions."""
    return digest(
        {name: said if isinstance(said, list) else str(said) for name, said in check.plain().items()}
    )


def checks_at(connection: Connection, url: str) -> list[EarlierCheck]:
    """Others' checks at an address, in the order they came; with http or https, with a slash at the end or without."""
    scheme, _, place = url.strip().partition("://")
    plain = place.rstrip("/")
    spelt = [f"{one}://{plain}{end}" for one in ("https", "http") for end in ("", "/")]
    query = select(EARLIER).where(EARLIER.c.url.in_({url, *spelt} if scheme else {url}))
    rows = connection.execute(query.order_by(EARLIER.c.id)).mappings()
    return [from_check_row(dict(row)) for row in rows]


def from_check_row(row: Row) -> EarlierCheck:
    """The check as it was stored."""
    return EarlierCheck.of({name: row[name] for name in EarlierCheck.model_fields})


def _known(connection: Connection, keys: Sequence[str]) -> dict[str, tuple[int, str]]:
    query = select(EARLIER.c.known_by, EARLIER.c.id, EARLIER.c.digest).where(EARLIER.c.known_by.in_(keys))
    return {key: (number, said) for key, number, said in connection.execute(query)}


def _add(connection: Connection, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(EARLIER), rows)
        known = _known(connection, [row["known_by"] for row in rows])
        enter(connection, [_searchable(row, known) for row in rows])


def _change(connection: Connection, rows: Sequence[Row], known: Mapping[str, tuple[int, str]]) -> None:
    for row in rows:
        connection.execute(update(EARLIER).where(EARLIER.c.known_by == row["known_by"]), row)
    if rows:
        leave(connection, SEARCHABLE.c.check_id.in_([known[row["known_by"]][0] for row in rows]))
        enter(connection, [_searchable(row, known) for row in rows])


def _searchable(row: Row, known: Mapping[str, tuple[int, str]]) -> Row:
    return {
        "claim_id": None,
        "check_id": known[row["known_by"]][0],
        "words": words_of(row["text"], row["title"]),
    }
