"""Looking up what may bear on a claim, the desk's own claims and others' checks alike, on either database.

A database gives candidates and says how common words are; what is best is decided elsewhere, so both find the same.
Candidates are the rows whose words weigh most together, and the newest few, which are read one and all.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, TextClause, select, text

from factcheck.model.lookup import NO_CONTEXT, Candidates, Context, Earlier, WordCounts
from factcheck.model.text import wording_digest
from factcheck.reading.sentence.looked_up import looked_up
from factcheck.reading.sentence.word_weight import word_weight
from factcheck.store.rows import CLAIMS, some
from factcheck.store.search_blocks import heaviest
from factcheck.store.search_tables import ALL, EARLIER, LENGTH, SEARCHABLE
from factcheck.store.word_counts import how_common

_FEWEST, _MOST, _SHARE = 250, 600, 1 / 1_600
"""Candidates whose words weigh most: a part of all, but so many at least and at most."""

_SAME = 50
"""Equal claims of which there are at least so many among the newest; people are shown fifty at most."""


def candidates(
    connection: Connection, wording: str, near: tuple[int, ...] = (), context: Context = NO_CONTEXT
) -> Candidates:
    """What may bear on a claim, those of the keys `near` among it, and how common its words are."""
    asked = looked_up(wording, context)
    counts = _counts(connection, list(asked.weights))
    weights = {
        word: asked.weights[word] * word_weight(word, holders, counts.claims)
        for word, holders in counts.holders.items()
    }
    same = _same(connection, wording)
    best, after = heaviest(connection, weights, max(_FEWEST, min(_MOST, int(counts.claims * _SHARE))))
    wanted = {*best, *same, *near}
    rows: list[Any] = [
        *(_rows(connection, "wanted", sorted(wanted), asked.day is not None) if wanted else ()),
        *(_rows(connection, "after", after, asked.day is not None) if weights else ()),
    ]
    has_none = weights.keys().isdisjoint
    found = {row[0]: row[1] for row in rows if row[0] in wanted or not has_none(row[1].split())}
    days = {row[0]: tuple(filter(None, row[2:])) for row in rows if any(row[2:])}
    held = tuple(key for key in near if key in found)
    return Candidates(counts, list(found.items()), frozenset(same), held, context, days)


def _rows(connection: Connection, which: str, keys: Sequence[int] | int, with_days: bool) -> Sequence[Any]:
    """The keys and words of these, or of all from this key on, and the days on which they were claimed or checked."""
    name = connection.dialect.name
    query = f"{_WITH_DAYS if with_days else _WITHOUT} WHERE searchable.id {_WHICH[which, name]}"
    return connection.execute(text(query), {"keys": json.dumps(keys) if name == "sqlite" else keys}).all()


_WITHOUT = "SELECT searchable.id, searchable.words FROM searchable"
_WITH_DAYS = (
    "SELECT searchable.id, words, claim.claimed_on, earlier_check.claimed_on, earlier_check.published_on "
    "FROM searchable LEFT JOIN claim ON claim.id = claim_id LEFT JOIN earlier_check ON earlier_check.id = check_id"
)
_WHICH = {
    ("wanted", "sqlite"): "IN (SELECT value FROM json_each(:keys))",
    ("wanted", "postgresql"): "= ANY(:keys)",
    ("after", "sqlite"): ">= CAST(:keys AS integer)",
    ("after", "postgresql"): ">= :keys",
}
"""Hundreds of keys as one value, which is several times as fast as hundreds of values."""


def shown(connection: Connection, keys: Sequence[int]) -> dict[int, Earlier]:
    """What people are shown of these, by key."""
    found: dict[int, Earlier] = {}
    for batch in some(keys):
        found.update(_shown(connection, SEARCHABLE.c.id.in_(batch)))
    return found


def _shown(connection: Connection, which: Any) -> Iterator[tuple[int, Earlier]]:
    own = [CLAIMS.c[name] for name in _OWN]
    query = select(SEARCHABLE.c.id, *own).join(CLAIMS, CLAIMS.c.id == SEARCHABLE.c.claim_id).where(which)
    for key, *said in connection.execute(query):
        yield key, Earlier(**dict(zip(_OWN, said, strict=True)))
    others = [EARLIER.c[name] for name in _OTHERS]
    query = select(SEARCHABLE.c.id, *others).join(EARLIER, EARLIER.c.id == SEARCHABLE.c.check_id).where(which)
    for key, *said in connection.execute(query):
        yield key, Earlier(**dict(zip(_OTHERS, said, strict=True)))


_OWN = ("text", "ref", "claimant", "claimed_on", "status", "rating")
_OTHERS = ("text", "url", "title", "claimant", "claimed_on", "rating", "publisher", "published_on")


def _counts(connection: Connection, words: Sequence[str]) -> WordCounts:
    held = how_common(connection, [ALL, LENGTH, *words])
    return WordCounts(held.pop(ALL, 0), held.pop(LENGTH, 0), held)


def _same(connection: Connection, wording: str) -> set[int]:
    """The keys of those with the same normalised wording: of many equal ones the newest few hundred.

    Step by step, since PostgreSQL would rather read all that can be found than join it to a table it knows as empty;
    and without a limit on the first step, for which it would walk along a million claims that are worded otherwise.
    """
    digest, found = wording_digest(wording), set[int]()
    for table, column in ((CLAIMS, SEARCHABLE.c.claim_id), (EARLIER, SEARCHABLE.c.check_id)):
        equal = select(table.c.id).where(table.c.wording_digest == digest).order_by(table.c.id.desc())
        for batch in some(connection.execute(equal).scalars()):
            keys = connection.execute(select(SEARCHABLE.c.id).where(column.in_(batch))).scalars().all()
            found.update(keys)
            if len(keys) >= _SAME:
                break
    return found


def words_asked(connection: Connection, stems: tuple[str, ...]) -> TextClause:
    """That a claim of the desk, not withdrawn, has all of these words."""
    name = connection.dialect.name
    return text(_HAS_ALL[name]).bindparams(all_of_them=_QUERIES[name](stems))


def _to_fts5(words: Iterable[str]) -> str:
    """Every word in quotes, so that none is an operator; words hold no double quote."""
    return " AND ".join(f'"{word}"' for word in words)


def _to_tsquery(words: Iterable[str]) -> str:
    return " & ".join("'" + word.replace("'", "''") + "'" for word in words)


_QUERIES = {"sqlite": _to_fts5, "postgresql": _to_tsquery}

_HAS_ALL = {
    "sqlite": "claim.id IN (SELECT claim_id FROM searchable WHERE id IN "
    "(SELECT rowid FROM searchable_fts WHERE searchable_fts MATCH :all_of_them))",
    "postgresql": "claim.id IN (SELECT claim_id FROM searchable "
    "WHERE array_to_tsvector(string_to_array(words, ' ')) @@ CAST(:all_of_them AS tsquery))",
}
