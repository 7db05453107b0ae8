"""Changing a desk's rows behind its back: an engine held to no rule, and the rows to put back afterwards."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Executable,
    Table,
    and_,
    create_engine,
    inspect,
    make_url,
    text,
)
from sqlmodel import SQLModel

from factcheck.desk import Desk
from factcheck.errors import Finding
from factcheck.workflow.transfer.verify import verify
from tests import desks
from tests.desks import opened, tell_all
from tests.pictured import tell_drawn

OF_NO_HISTORY = (
    *("account", "credential", "login_attempt", "recipient", "notice", "draft_link"),
    *("reader_request", "reader_message", "read_mark", "task_memory"),
    *("watched_text", "proposed_appearance"),
)
"""Tables of who may act, reads or is told, which follow from no history: only their form is held to anything."""

TABLES = {name: table for name, table in desks.TABLES.items() if name not in OF_NO_HISTORY}
"""Every table whose rows `verify` holds to something, parents first."""

STRANGER = UUID(int=0xDEAD)
"""An id that nothing on the desk has."""

CLAIMS = 9
"""Claims in the story told."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """An open desk with a story on it, an engine that is held to no rule, and the rows as they were."""

    desk: Desk
    engine: Engine
    rows: dict[str, list[Row]]

    def run(self, statement: Executable) -> None:
        """Run what no rule of the database stops."""
        with self.engine.begin() as connection:
            connection.execute(statement)

    def change(self, table: str, row: Row, **values: Any) -> None:
        """Change one row."""
        self.run(TABLES[table].update().where(same(TABLES[table], row)).values(values))

    def whole(self) -> None:
        """Put every row back as it was."""
        with self.engine.begin() as connection:
            for name, rows in self.rows.items():
                connection.execute(TABLES[name].delete())
                if rows:
                    connection.execute(TABLES[name].insert(), rows)

    def holding(self, table: str, column: str) -> Row:
        """A row that holds something in this column."""
        return [row for row in self.rows[table] if row[column] not in (None, [])][-1]

    def expect_named(self, table: str, *rows: Row) -> None:
        """Verify must say which row does not hold, under the name it has or had, or at least which table."""
        findings = self.found()
        names = {f"table {table}", *(name for row in rows for name in self._names(row))}
        assert any(name in str(finding) for finding in findings for name in names), findings

    def _names(self, row: Row) -> set[str]:
        if "name" in row and "sha256" in row:
            return {f"site/{row['name']}"}
        if "lines" in row or ("number" in row and "hash" in row):
            return {f"followed {row['url']}"}
        if "note" in row and "public" in row:
            return {"public log", "site/log/checkpoint"}
        owner = row.get("claim_id") or row.get("subject") or row["id"]
        claims = self.rows["claim"] + self.rows["article"]
        return {
            str(owner),
            *(one["ref"] for one in claims if one["id"] == owner),
            row.get("ref") or str(owner),
        }

    def found(self) -> list[Finding]:
        """What verify finds now, but that no rule holds the rows."""
        return [one for one in verify(self.desk).findings if one.code != "schema-changed"]


@contextmanager
def told_on(url: str, folder: Path) -> Iterator[Told]:
    """A desk on this database with the whole story told, its constraints dropped: a tamperer's first step."""
    with opened(url, folder) as desk:
        tell_all(desk, folder)
        tell_drawn(desk, "bridge-plan")
        verified = verify(desk)
        assert (verified.claims, verified.findings) == (CLAIMS, [])
    engine = create_engine(desk.settings.database_url)
    _drop_rules(engine)
    with engine.connect() as connection:
        rows = {
            name: [*map(dict, connection.execute(table.select()).mappings())]
            for name, table in TABLES.items()
        }
    try:
        with opened(url, folder) as desk:
            yield Told(desk, engine, rows)
    finally:
        engine.dispose()


def _drop_rules(engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            for table in SQLModel.metadata.tables.values():
                _drop_rules_of(table, connection)
        return
    lax = "replace(replace(sql, ' NOT NULL', ''), 'CHECK (', 'CHECK (1 OR ')"
    raw = sqlite3.connect(make_url(str(engine.url)).database or "")
    raw.execute("PRAGMA writable_schema = ON")
    raw.execute(f"UPDATE sqlite_master SET sql = {lax} WHERE type = 'table'")  # noqa: S608 - nothing from outside
    raw.commit()
    raw.close()


def _drop_rules_of(table: Table, connection: Connection) -> None:
    inspector = inspect(connection)
    rules = [*inspector.get_foreign_keys(table.name), *inspector.get_check_constraints(table.name)]
    for rule in rules:
        connection.execute(text(f'ALTER TABLE "{table.name}" DROP CONSTRAINT "{rule["name"]}"'))
    for column in table.columns:
        if not column.primary_key:
            alter = f'ALTER TABLE "{table.name}" ALTER COLUMN "{column.name}" DROP NOT NULL'
            connection.execute(text(alter))


def same(table: Table, row: Row) -> ColumnElement[bool]:
    """The condition that a row is this one."""
    return and_(*(column == row[column.name] for column in table.primary_key.columns))


def other(column: Column[Any], value: Any) -> Any:
    """Another value that the column could as well hold."""
    words = getattr(column.type, "enum_class", None)
    if words is not None:
        return next((word for word in words if word != value), text("'other'"))
    match value:
        case str():
            return f"{value}!"
        case bool():
            return not value
        case int() | float():
            return value + 1
        case datetime():
            return value + timedelta(seconds=1)
        case UUID():
            return STRANGER
    return ["tampered"]
