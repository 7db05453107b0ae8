"""Looking up what may bear on a claim, the desk's own claims and others' checks alike, on either database.

A database gives candidates and says how common words are; what is best is decided elsewhere, so both find the same.
The rarest words of a claim are asked for alone, commoner ones only in pairs, until a few thousand are expected:
whatever shares only words that tens of thousands share cannot be among the best.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, TextClause, select, text

from factcheck.model.lookup import NO_CONTEXT, Candidates, Context, Earlier, WordCounts
from factcheck.model.text import wording_digest
from factcheck.reading.sentence.looked_up import looked_up
from factcheck.store.rows import CLAIMS, some
from factcheck.store.search_tables import ALL, EARLIER, LENGTH, SEARCHABLE
from factcheck.store.word_counts import how_common

_FEWEST, _MOST, _SHARE = 1_500, 2_500, 1 / 400
"""Candidates that are asked for: a part of all, but so many at least and at most. 1,500 are read and ranked in some
10 ms, wherever they stand; asking for more finds nothing better among 20,000 claims, for fewer it does."""

_ASKED, _PAIRED = 64, 12
"""The rarest words of a claim that are asked for at all, and the rarest of the common ones that are paired."""

_SAME = 50
"""Equal claims of which there are at least so many among the newest; people are shown fifty at most."""

_TOGETHER = 4
"""How many times as often two words of one claim stand together as they would by chance."""


def candidates(
    connection: Connection, wording: str, near: tuple[int, ...] = (), context: Context = NO_CONTEXT
) -> Candidates:
    """What may bear on a claim, those of the keys `near` among it, and how common its words are."""
    words = list(looked_up(wording, context).weights)
    counts = _counts(connection, words)
    same = _same(connection, wording)
    asked = plan(words, counts)
    found = dict(_run(connection, asked, 2 * enough(counts.claims))) if asked else {}
    for missing in some((same | set(near)) - found.keys()):
        query = select(SEARCHABLE.c.id, SEARCHABLE.c.words).where(SEARCHABLE.c.id.in_(missing))
        found.update((key, stored) for key, stored in connection.execute(query))
    held = tuple(key for key in near if key in found)
    return Candidates(counts, list(found.items()), frozenset(same), held, context)


def enough(claims: int) -> int:
    """How many candidates are asked for among so many claims."""
    return max(_FEWEST, min(_MOST, int(claims * _SHARE)))


def plan(words: Iterable[str], counts: WordCounts) -> list[tuple[str, ...]]:
    """The words to ask for, alone or in pairs that must stand together, until enough candidates are expected."""
    known = sorted((count, word) for word in words if (count := counts.holders.get(word)))[:_ASKED]
    asked: list[tuple[str, ...]] = []
    expected, at, most = 0.0, 0, enough(counts.claims)
    for count, word in known:
        if asked and expected + count > most:
            break
        asked.append((word,))
        expected, at = expected + count, at + 1
    pairs = (
        (min(one, other, _TOGETHER * one * other / counts.claims), (word, with_word))
        for (one, word), (other, with_word) in combinations(known[at : at + _PAIRED], 2)
    )
    for guess, pair in sorted(pairs):
        if expected + guess > most:
            break
        asked.append(pair)
        expected += guess
    return asked


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


def days_said(connection: Connection, keys: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The days (EDTF) on which these, by key, were claimed or checked; those without any are left out."""
    found: dict[int, tuple[str, ...]] = {}
    for table, held_by, names in _DAYS:
        query = select(SEARCHABLE.c.id, *(table.c[name] for name in names)).join(table, table.c.id == held_by)
        for key, *said in connection.execute(query.where(SEARCHABLE.c.id.in_(keys))):
            found[key] = tuple(filter(None, said))
    return found


_DAYS = (
    (CLAIMS, SEARCHABLE.c.claim_id, ("claimed_on",)),
    (EARLIER, SEARCHABLE.c.check_id, ("claimed_on", "published_on")),
)


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


# The two databases


def _run(connection: Connection, asked: Sequence[tuple[str, ...]], most: int) -> Sequence[tuple[int, str]]:
    """Key and words of what has these words; the newest, where a guess was wrong and there are more than `most`."""
    name = connection.dialect.name
    query = {"asked": _QUERIES[name](asked), "most": most}
    with _by_its_index(connection):
        return [(key, words) for key, words in connection.execute(text(_STATEMENTS[name]), query)]


@contextmanager
def _by_its_index(connection: Connection) -> Iterator[None]:
    """PostgreSQL takes reading every row for cheap, not knowing what taking its words apart costs."""
    if connection.dialect.name != "postgresql":
        yield
        return
    connection.execute(text("SET LOCAL enable_seqscan = off"))
    yield
    connection.execute(text("SET LOCAL enable_seqscan = on"))


_STATEMENTS = {
    "sqlite": "SELECT searchable.id, searchable.words FROM searchable_fts JOIN searchable "
    "ON searchable.id = searchable_fts.rowid WHERE searchable_fts MATCH :asked "
    "ORDER BY searchable_fts.rowid DESC LIMIT :most",
    # In a step of its own, or the planner walks a million claims backwards in the hope of meeting enough soon.
    "postgresql": "WITH found AS MATERIALIZED (SELECT id, words FROM searchable "
    "WHERE array_to_tsvector(string_to_array(words, ' ')) @@ CAST(:asked AS tsquery)) "
    "SELECT id, words FROM found ORDER BY id DESC LIMIT :most",
}


def _to_fts5(asked: Iterable[tuple[str, ...]]) -> str:
    """Every word in quotes, so that none is an operator; words hold no double quote."""
    return " OR ".join("(" + " AND ".join(f'"{word}"' for word in together) + ")" for together in asked)


def _to_tsquery(asked: Iterable[tuple[str, ...]]) -> str:
    quoted = (
        "(" + " & ".join("'" + word.replace("'", "''") + "'" for word in together) + ")" for together in asked
    )
    return " | ".join(quoted)


_QUERIES = {"sqlite": _to_fts5, "postgresql": _to_tsquery}


def words_asked(connection: Connection, stems: tuple[str, ...]) -> TextClause:
    """That a claim of the desk, not withdrawn, has all of these words."""
    name = connection.dialect.name
    return text(_HAS_ALL[name]).bindparams(all_of_them=_QUERIES[name]([stems]))


_HAS_ALL = {
    "sqlite": "claim.id IN (SELECT claim_id FROM searchable WHERE id IN "
    "(SELECT rowid FROM searchable_fts WHERE searchable_fts MATCH :all_of_them))",
    "postgresql": "claim.id IN (SELECT claim_id FROM searchable "
    "WHERE array_to_tsvector(string_to_array(words, ' ')) @@ CAST(:all_of_them AS tsquery))",
}
