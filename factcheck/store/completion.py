"""A few words of a desk for a shell to complete, by one small query each; without SQLAlchemy, which is slow to load."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from factcheck.store.read_only import open_read_only

MOST = 200
"""Words that are offered at most."""


_QUERIES = {
    "claims": "SELECT ref, text FROM claim WHERE ref LIKE ? ESCAPE '!' ORDER BY ref",
    "former": "SELECT former_ref.id, ref FROM former_ref JOIN claim ON claim.id = claim_id "
    "WHERE former_ref.id LIKE ? ESCAPE '!' ORDER BY former_ref.id",
    "articles": "SELECT ref, title FROM article WHERE ref LIKE ? ESCAPE '!' ORDER BY ref",
    "assignees": "SELECT DISTINCT assignee, '' FROM claim WHERE assignee LIKE ? ESCAPE '!' ORDER BY assignee",
    "sources": "SELECT source.id, coalesce(source.title, url, '') FROM source JOIN claim ON claim.id = claim_id "
    "WHERE source.id LIKE ? ESCAPE '!' AND ref LIKE ? ESCAPE '!' ORDER BY ref, length(source.id), source.id",
    "evidence": "SELECT evidence.id, exact FROM evidence JOIN claim ON claim.id = claim_id "
    "WHERE evidence.id LIKE ? ESCAPE '!' AND ref LIKE ? ESCAPE '!' ORDER BY ref, length(evidence.id), evidence.id",
}
"""What can be completed, narrowed by a beginning and, of a claim's parts, by that of its ref."""


def find_words(url: str, kind: str, *beginnings: str) -> list[tuple[str, str]]:
    """The words that begin so, each with what helps to tell it; none where the database cannot be asked."""
    wanted = [f"{_literally(one)}%" for one in beginnings]
    query = f"{_QUERIES[kind]} LIMIT {MOST}"
    try:
        found = _sqlite(url, query, wanted) if url.startswith("sqlite:") else _postgres(url, query, wanted)
    except (sqlite3.Error, OSError, ImportError):
        return []
    return [(str(word), str(told)) for word, told in found]


def _sqlite(url: str, query: str, wanted: Sequence[str]) -> list[tuple[str, str]]:
    with closing(open_read_only(Path(url.removeprefix("sqlite:///")), "")) as connection:
        return connection.execute(query, wanted).fetchall()


def _postgres(url: str, query: str, wanted: Sequence[str]) -> list[tuple[str, str]]:
    import psycopg

    try:
        with psycopg.connect(url.replace("+psycopg", "", 1), connect_timeout=1) as connection:
            return connection.execute(query.replace("?", "%s").encode(), wanted).fetchall()
    except psycopg.Error as wrong:
        raise OSError(str(wrong)) from wrong


def _literally(beginning: str) -> str:
    """A beginning as it stands, for LIKE."""
    for mark in "!%_":
        beginning = beginning.replace(mark, f"!{mark}")
    return beginning
