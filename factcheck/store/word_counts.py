"""How many searchable claims have each word, kept in the transaction of whoever changes a claim.

On PostgreSQL writers work side by side, and would wait for one another at the rows of common words. There each adds
one row of what it changed; whoever finds that many have gathered adds them up in a transaction of its own. Who brings
many words adds them up at once, since look-ups read whatever has gathered. The counts are the sum of both, so they are
exact at every moment.
"""

import json
import logging
from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Engine, Executable, delete, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from factcheck.errors import Remedy, StorageFailed
from factcheck.store.rows import some
from factcheck.store.search_tables import WORD_CHANGES, WORDS

_LOG = logging.getLogger(__name__)
_MANY = 16_000
"""Bytes of changes that may gather, those of some sixty claims: reading them takes well under a millisecond."""

_MANY_WORDS = 500
"""Words of one change that are too many to lie there until somebody adds them up."""

_GATHERED = "search_word_change is long"
"""Under this name a connection remembers that its transaction found many."""

_FOLDING = 0x66_61_63_75
"""The advisory lock of whoever adds up."""


def count(connection: Connection, more: Mapping[str, int]) -> None:
    """Count so many claims more, or fewer, for each word."""
    if connection.dialect.name == "sqlite":
        add_to_totals(connection, more)
    elif len(more) > _MANY_WORDS:
        _take_turn(connection)
        add_to_totals(connection, more)
    elif more:
        connection.execute(insert(WORD_CHANGES), {"counts": dict(more)})
        size = select(func.sum(func.pg_column_size(WORD_CHANGES.c.counts)))
        connection.info[_GATHERED] = connection.execute(size).scalar_one() > _MANY


def _take_turn(connection: Connection) -> None:
    """Wait for whoever adds up: the last that anybody waits for, so nobody waits for those who wait here."""
    connection.execute(select(func.pg_advisory_xact_lock(_FOLDING)))


def add_to_totals(connection: Connection, more: Mapping[str, int]) -> None:
    """The same in the rows of the words themselves, on either database; a word that no claim has is left out."""
    changed = sorted((word, claims) for word, claims in more.items() if claims)
    if not changed:
        return
    connection.execute(text(_ADD[connection.dialect.name]), {"changed": json.dumps(changed)})
    for batch in some(word for word, claims in changed if claims < 0):
        connection.execute(delete(WORDS).where(WORDS.c.word.in_(batch), WORDS.c.claims == 0))


_ADD = {
    "sqlite": "INSERT INTO search_word (word, claims) "
    "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:changed) WHERE true "
    "ON CONFLICT (word) DO UPDATE SET claims = search_word.claims + excluded.claims",
    "postgresql": "INSERT INTO search_word (word, claims) "
    "SELECT value ->> 0, CAST(value ->> 1 AS bigint) FROM json_array_elements(CAST(:changed AS json)) "
    "ON CONFLICT (word) DO UPDATE SET claims = search_word.claims + excluded.claims",
}
"""Many at once as one value, which is ten times as fast as one after another."""


def how_common(connection: Connection, words: Iterable[str]) -> dict[str, int]:
    """How many of all that can be found have each of these words; a word that none has is left out.

    StorageFailed where somebody damaged a change.
    """
    asked = list(words)
    if connection.dialect.name == "sqlite":
        found = connection.execute(_COUNTED["sqlite"], {"asked": json.dumps(asked)})
        return {row.word: row.claims for row in found}
    rows = connection.execute(_COUNTED["postgresql"], {"asked": asked}).all()
    totals = {word: claims for word, claims, _ in rows if word is not None}
    changes = _summed(changed for word, _, changed in rows if word is None)
    for word in changes.keys() & set(asked):
        totals[word] = totals.get(word, 0) + changes[word]
    return {word: claims for word, claims in totals.items() if claims}


_COUNTED: Mapping[str, Executable] = {
    "sqlite": text(
        "SELECT word, claims FROM search_word WHERE word IN (SELECT value FROM json_each(:asked))"
    ),
    # In one statement, which sees a change in one of the two places and never in both.
    "postgresql": text(
        "SELECT word, claims, CAST(NULL AS json) AS counts FROM search_word WHERE word = ANY(:asked) "
        "UNION ALL SELECT NULL, NULL, counts FROM search_word_change"
    ).columns(WORDS.c.word, WORDS.c.claims, WORD_CHANGES.c.counts),
}
"""A thousand words as one value, which is several times as fast as a thousand values."""


def have_gathered(connection: Connection) -> bool:
    """Whether this transaction changed counts, and found so many changes that they are to be added up after it."""
    return bool(connection.info.pop(_GATHERED, False))


def fold_changes(engine: Engine) -> None:
    """Add up what gathered, unless somebody is at it; what fails is left for the next, since no count is lost.

    It takes its turn with no writer: what it changes, no writer does, and what writers enter meanwhile it leaves.
    """
    try:
        with engine.begin() as connection:
            if connection.execute(select(func.pg_try_advisory_xact_lock(_FOLDING))).scalar():
                connection.execute(_BRIEFLY)
                fold(connection)
    except (SQLAlchemyError, StorageFailed) as wrong:
        _LOG.warning(
            "left the counts of words as they are: %(why)s", {"why": str(getattr(wrong, "orig", wrong))}
        )


_BRIEFLY = text(
    "SELECT set_config('lock_timeout', '300ms', true),"
    " set_config('idle_in_transaction_session_timeout', '10s', true)"
)
"""A program of an earlier version changes the totals itself, and is not to be the one that is stopped when both wait
for each other; and who is frozen while adding up keeps nobody for long."""


def fold_all(engine: Engine) -> None:
    """Add up every change that is committed, after whoever is at it."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            _take_turn(connection)
        fold(connection)


def fold(connection: Connection) -> None:
    """Add the changes to the totals, on either database; StorageFailed where somebody damaged one."""
    changes = connection.execute(delete(WORD_CHANGES).returning(WORD_CHANGES.c.counts)).scalars()
    add_to_totals(connection, _summed(changes))


def _summed(changes: Iterable[Mapping[str, int]]) -> Counter[str]:
    """All changes as one; StorageFailed where somebody damaged one."""
    more = Counter[str]()
    try:
        for changed in changes:
            more.update(changed)
    except (TypeError, ValueError) as wrong:
        said = f"The table search_word_change does not hold counts: {wrong}."
        raise StorageFailed(said, remedies=[Remedy.by("verify", "See all.")]) from wrong
    return more
