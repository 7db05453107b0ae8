"""How the database is: which, whether whole, whether somebody holds it, and what it needs of the computer."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, String, and_, cast, exists, func, select

from factcheck.model.scale import Scales
from factcheck.store.engine import make_engine, transaction
from factcheck.store.rows import EVENTS, table_of
from factcheck.store.tables import CaptureRow, EvidenceRow
from factcheck.store.turns import DESK
from factcheck.store.version import bring_up_to_date

_PATIENCE = 2_000
"""Milliseconds after which another program is said to hold the database."""


@dataclass(frozen=True, slots=True)
class Condition:
    """`kind` with its version, `damage` in the database's own words, `last_act` as the newest line has it.

    `is_drawn` says whether quotes stand in pages that a browser drew, which a recheck has drawn again.
    """

    kind: str
    damage: str | None
    is_held: bool
    last_act: datetime | None
    is_drawn: bool


def condition_of(url: str, scales: Scales) -> Condition:
    """How the database behind a URL is, once brought up to date; StorageFailed where it cannot be read at all."""
    engine = make_engine(url)
    try:
        bring_up_to_date(engine, scales)
        with transaction(engine, writing=False) as connection:
            version = ".".join(map(str, connection.dialect.server_version_info or ()))
            name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.dialect.name]
            last = connection.execute(select(func.max(EVENTS.c.at))).scalar()
            damage, is_drawn = _damage(connection), _is_drawn(connection)
        return Condition(f"{name} {version}", damage, _is_held(engine), last, is_drawn)
    finally:
        engine.dispose()


def _damage(connection: Connection) -> str | None:
    """What SQLite finds wrong with its own file; PostgreSQL's server looks after that itself."""
    if connection.dialect.name != "sqlite":
        return None
    found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
    return None if found == "ok" else found


def _is_drawn(connection: Connection) -> bool:
    quotes, captures = table_of(EvidenceRow).c, table_of(CaptureRow).c
    theirs = and_(quotes.claim_id == captures.claim_id, quotes.capture == captures.id)
    drawn = theirs & (cast(captures.browser, String) != "null")
    return bool(connection.execute(select(exists().where(drawn))).scalar())


def _is_held(engine: Engine) -> bool:
    """Whether no writer would get its turn within some seconds."""
    if engine.dialect.name == "postgresql":
        with transaction(engine, writing=False) as connection:
            return not connection.execute(select(func.pg_try_advisory_xact_lock_shared(DESK))).scalar()
    with closing(engine.raw_connection()) as connection:
        run: Any = connection.driver_connection
        run.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
        try:
            run.execute("BEGIN IMMEDIATE")
            run.execute("ROLLBACK")
        except sqlite3.OperationalError as wrong:
            return "locked" in str(wrong)
    return False
