"""All that is public as a SQLite file of its own, for Datasette and other tools; never the desk's own database."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

_CHECKS = (
    *(
        "ref",
        "url",
        "state",
        "text",
        "quote",
        "sentence",
        "claimant",
        "claimed_on",
        "said_in",
        "kind",
        "context",
    ),
    *("tags", "language", "article", "verdict", "label", "order", "number", "scale", "scale_version"),
    *("summary", "rationale", "resolves", "rated_by", "rated_at", "signed", "version", "published_at"),
    *("changed_at", "digest", "head"),
)


def write_public_database(
    file: Path, checks: Iterable[Mapping[str, Any]], lists: Mapping[str, Sequence[str]]
) -> None:
    """Write public data, as `claims.json` has them, to a new SQLite file: tables by their words, and a search.

    `checks` has a row for each, and each of `lists`, named with its words, a table with a row for each of theirs and
    `ref` as the way back. Lists within a row are JSON. `checks_fts` is what Datasette searches. sqlite3.Error.
    """
    with closing(sqlite3.connect(file)) as database, database:
        _make(database, "checks", _CHECKS, "PRIMARY KEY (ref)")
        for name, columns in lists.items():
            keys = "PRIMARY KEY (ref, id), FOREIGN KEY (ref) REFERENCES checks (ref)"
            _make(database, name, ("ref", *columns), keys)
        for check in checks:
            _fill(database, "checks", [[check.get(name) for name in _CHECKS]])
            for name, columns in lists.items():
                _fill(database, name, [[check["ref"], *map(one.get, columns)] for one in check[name]])
        database.execute(
            "CREATE VIRTUAL TABLE checks_fts USING fts5 (text, claimant, summary, content='checks')"
        )
        database.execute("INSERT INTO checks_fts (checks_fts) VALUES ('rebuild')")


def _make(database: sqlite3.Connection, table: str, columns: Sequence[str], keys: str) -> None:
    named = ", ".join(f'"{name}"' for name in columns)
    database.execute(f"CREATE TABLE {table} ({named}, {keys})")


def _fill(database: sqlite3.Connection, table: str, rows: Sequence[Sequence[Any]]) -> None:
    if rows:
        places = ", ".join("?" * len(rows[0]))
        database.executemany(f"INSERT INTO {table} VALUES ({places})", [[*map(_cell, row)] for row in rows])  # noqa: S608


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
