"""Whether a change of what a database holds its rows to, or finds words with, is named."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text

from factcheck.model.scale import NO_SCALES
from factcheck.store.engine import make_engine
from factcheck.store.schema_audit import schema_findings
from factcheck.store.store import Store
from factcheck.store.version import bring_up_to_date
from factcheck.workflow.transfer.verify import verify
from tests.desks import opened

MISSING, CHANGED, EXTRA = "is missing.", "is not as this program made it.", "is not of this program."


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[Engine]:
    engine = make_engine(postgres_url)
    bring_up_to_date(engine)
    yield engine
    engine.dispose()


def _found(url: str) -> list[tuple[str, str]]:
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            return schema_findings(connection)
    finally:
        engine.dispose()


def test_a_database_as_it_was_made_holds(database_url: str, tmp_path: Path) -> None:
    with opened(database_url, tmp_path) as desk:
        assert (verify(desk).findings, verify(desk).uncovered) == ([], [])
    assert _found(database_url) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("DROP INDEX ix_claim_status", ("index ix_claim_status", MISSING)),
        ("DROP TRIGGER searchable_left", ("trigger searchable_left", MISSING)),
        ("DROP TRIGGER body_entered", ("trigger body_entered", MISSING)),
        ("DROP TABLE next_step", ("table next_step", MISSING)),
        ("ALTER TABLE claim ADD COLUMN more TEXT", ("table claim", CHANGED)),
        ("CREATE INDEX more ON claim (head)", ("index more", EXTRA)),
        ("CREATE TRIGGER more AFTER INSERT ON event BEGIN DELETE FROM event; END", ("trigger more", EXTRA)),
        ("DROP TABLE body_fts", ("table body_fts", MISSING)),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_on_sqlite_what_was_dropped_changed_or_added_is_named(
    tmp_path: Path, statement: str, found: tuple[str, str]
) -> None:
    url = f"sqlite:///{tmp_path / 'factcheck.db'}"
    bring_up_to_date(engine := make_engine(url))
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
    assert found in _found(url)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("claim_priority CHECK (priority IN (''high''", "claim_priority CHECK (1 OR priority IN (''high''"),
        ("''withdrawn''", "''withdrawn'', ''gone''"),
        (" NOT NULL", ""),
        ("REFERENCES article", "REFERENCES event"),
    ],
)
def test_on_sqlite_a_rule_that_was_written_over_is_named(tmp_path: Path, old: str, new: str) -> None:
    url = f"sqlite:///{tmp_path / 'factcheck.db'}"
    bring_up_to_date(engine := make_engine(url))
    engine.dispose()
    with closing(sqlite3.connect(make_url(url).database or "")) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        done = raw.execute(
            f"UPDATE sqlite_master SET sql = replace(sql, '{old}', '{new}') WHERE name = 'claim' AND sql LIKE '%{old}%'"  # noqa: S608 - nothing from outside
        )
        assert done.rowcount == 1
        raw.commit()
    assert _found(url) == [("table claim", CHANGED)]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("DROP INDEX ix_claim_status", ("index ix_claim_status", MISSING)),
        ("DROP INDEX searchable_words", ("index searchable_words", MISSING)),
        ("ALTER TABLE claim DROP CONSTRAINT claim_status", ("constraint claim.claim_status", MISSING)),
        (
            "ALTER TABLE claim DROP CONSTRAINT claim_priority,"
            " ADD CONSTRAINT claim_priority CHECK (priority <> 'never')",
            ("constraint claim.claim_priority", CHANGED),
        ),
        ("ALTER TABLE event DROP CONSTRAINT event_pkey CASCADE", ("constraint event.event_pkey", MISSING)),
        ("ALTER TABLE claim ALTER COLUMN head DROP NOT NULL", ("column claim.head", CHANGED)),
        ("ALTER TABLE claim ADD COLUMN more text", ("column claim.more", EXTRA)),
        ("CREATE RULE more AS ON DELETE TO event DO INSTEAD NOTHING", ("rule event.more", EXTRA)),
        ("ALTER TABLE event ENABLE ROW LEVEL SECURITY", ("table event", CHANGED)),
        ("CREATE UNIQUE INDEX more ON claim (head)", ("index more", EXTRA)),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_on_postgresql_what_was_dropped_changed_or_added_is_named(
    postgres: Engine, postgres_url: str, statement: str, found: tuple[str, str]
) -> None:
    with postgres.begin() as connection:
        connection.execute(text(statement))
    assert found in _found(postgres_url)


def test_what_is_somebody_elses_in_the_database_is_left_alone(database_url: str) -> None:
    bring_up_to_date(engine := make_engine(database_url))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (id INTEGER PRIMARY KEY)"))
        connection.execute(text("CREATE VIEW all_of_it AS SELECT * FROM claim"))
    engine.dispose()
    assert _found(database_url) == []


def test_where_no_schema_may_be_made_verify_says_that_this_was_not_checked(
    postgres: Engine, postgres_url: str
) -> None:
    with postgres.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS reader"))
        connection.execute(text("CREATE ROLE reader LOGIN"))
        connection.execute(text("GRANT USAGE ON SCHEMA public TO reader"))
        connection.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"))
    url = make_url(postgres_url).set(username="reader").render_as_string(hide_password=False)
    store = Store(make_engine(url), NO_SCALES)
    with pytest.MonkeyPatch.context() as patch, store.reading() as ledger:
        patch.setattr("factcheck.store.schema_audit._MADE", {})
        audit = ledger.audit()
        assert list(audit.records()) == []
    store.close()
    assert audit.findings == []
    assert [(one.code, one.where) for one in audit.uncovered] == [("schema-unchecked", "database")]


def test_on_postgresql_rules_that_were_read_from_a_dump_hold(postgres: Engine) -> None:
    checks = text(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c' "
        "AND connamespace = current_schema()::regnamespace"
    )
    with postgres.begin() as connection:
        for table, name, definition in connection.execute(checks).all():
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        read_back = {definition for _, _, definition in connection.execute(checks)}
        assert any("('withdrawn'::character varying)::text" in one for one in read_back)
        assert schema_findings(connection) == []
