"""Whether what a database holds its rows to, and keeps in step by itself, is what this program made of it.

What that is, the migrations say: they are run in memory on SQLite, on PostgreSQL in a schema that is rolled back.
Tables and views that are somebody else's are left alone.
"""

import re
from collections.abc import Mapping
from uuid import uuid4

from sqlalchemy import Connection, create_engine, text

from factcheck.model.scale import NO_SCALES

Definitions = Mapping[str, tuple[str, str]]
"""For each table, constraint, index and trigger, by its kind and name, the table it is of, and its definition."""

_SQLITE = """
    SELECT type || ' ' || name, tbl_name, sql FROM sqlite_master
    WHERE sql IS NOT NULL AND type IN ('table', 'index', 'trigger') AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
"""
_POSTGRESQL = """
    WITH t AS (SELECT oid, relname, relrowsecurity FROM pg_class
               WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p'))
    SELECT 'table ' || relname, relname, relrowsecurity::text FROM t
    UNION ALL SELECT 'column ' || relname || '.' || attname, relname,
        concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid))
        FROM t JOIN pg_attribute a ON a.attrelid = t.oid AND attnum > 0 AND NOT attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    UNION ALL SELECT 'constraint ' || relname || '.' || conname, relname, pg_get_constraintdef(c.oid)
        FROM t JOIN pg_constraint c ON c.conrelid = t.oid WHERE contype IN ('c', 'f', 'p', 'u', 'x')
    UNION ALL SELECT 'index ' || indexrelid::regclass::text, relname,
        concat_ws(' ', replace(pg_get_indexdef(indexrelid), quote_ident(current_schema()) || '.', ''), indisvalid)
        FROM t JOIN pg_index ON indrelid = t.oid
    UNION ALL SELECT 'trigger ' || relname || '.' || tgname, relname, pg_get_triggerdef(g.oid, true) || tgenabled::text
        FROM t JOIN pg_trigger g ON tgrelid = t.oid WHERE NOT tgisinternal
    UNION ALL SELECT 'switched-off constraint ' || relname || '.' || conname, relname, tgenabled::text
        FROM t JOIN pg_trigger g ON tgrelid = t.oid JOIN pg_constraint c ON c.oid = tgconstraint
        WHERE tgisinternal AND tgenabled <> 'O'
    UNION ALL SELECT 'rule ' || relname || '.' || rulename, relname, pg_get_ruledef(r.oid)
        FROM t JOIN pg_rewrite r ON ev_class = t.oid
"""
_MADE: dict[tuple[object, ...], Definitions] = {}
"""What the migrations make, by kind and version of the database: they run once in a process."""


def schema_findings(connection: Connection) -> list[tuple[str, str]]:
    """The place and the message of each table, constraint, index and trigger that is missing, changed or not ours.

    DBAPIError where PostgreSQL does not let the program make a schema to compare with.
    """
    made, there = _made(connection), _definitions(connection)
    tables = {table for table, _ in made.values()}
    found = [(name, "is missing.") for name in made.keys() - there.keys()]
    found += [
        (name, "is not as this program made it.")
        for name in made
        if there.get(name, made[name]) != made[name]
    ]
    found += [
        (name, "is not of this program.") for name in there.keys() - made.keys() if there[name][0] in tables
    ]
    return sorted(found)


def _definitions(connection: Connection) -> Definitions:
    query = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL
    return {name: (table, _plain(said)) for name, table, said in connection.execute(text(query))}


def _plain(definition: str) -> str:
    """Without blanks, quotes around names and casts of words, and the parts of a table in an order of their own.

    These differ with the version of what wrote it, where a table was made anew for a migration, and where PostgreSQL
    read a list of words from a dump: it casts each of them there, and the whole list otherwise.
    """
    said = _CASTS.sub("", re.sub(r'[\s"]+', "", definition))
    said = _LISTED.sub(r"ANY(\1)", _BRACKETED.sub(r"\1", said))
    begins, opening, rest = said.partition("(")
    if not begins.startswith("CREATETABLE"):
        return said
    inner, closing, ends = rest.rpartition(")")
    return "".join((begins, opening, ",".join(sorted(_PARTS.split(inner))), closing, ends))


_CASTS = re.compile(r"::(?:charactervarying|text)(?:\[\])?")
_BRACKETED = re.compile(r"\(('(?:[^']|'')*')\)")
"""A word alone in brackets."""
_LISTED = re.compile(r"ANY\(\((ARRAY\[[^]]*\])\)\)")
_PARTS = re.compile(r",(?![^()]*\))")


def _made(connection: Connection) -> Definitions:
    kind = (connection.dialect.name, connection.dialect.server_version_info)
    if kind not in _MADE:
        _MADE[kind] = _made_in_memory() if kind[0] == "sqlite" else _made_aside(connection)
    return _MADE[kind]


def _made_in_memory() -> Definitions:
    from factcheck.store.migrations.run import upgrade

    engine = create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            upgrade(connection, NO_SCALES)
            return _definitions(connection)
    finally:
        engine.dispose()


def _made_aside(connection: Connection) -> Definitions:
    from factcheck.store.migrations.run import upgrade

    aside = f"factcheck_{uuid4().hex}"
    with connection.engine.connect() as other, other.begin() as turn:
        other.exec_driver_sql(f"CREATE SCHEMA {aside}")
        other.exec_driver_sql(f"SET LOCAL search_path TO {aside}")
        upgrade(other, NO_SCALES)
        made = _definitions(other)
        turn.rollback()
    return made
