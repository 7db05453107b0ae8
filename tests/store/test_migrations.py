"""Migrations: they lead to the tables the models declare, and a database of another version is told in words."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Inspector, inspect, text
from sqlmodel import SQLModel

from factcheck.errors import NotSoNow, StorageFailed
from factcheck.model.earlier import key_of_check
from factcheck.model.scale import NO_SCALES
from factcheck.model.text import wording_digest
from factcheck.model.vocabulary import Decision
from factcheck.reading.sentence.stemming import stems
from factcheck.store.engine import make_engine, transaction
from factcheck.store.indexing import counted, enter
from factcheck.store.version import bring_up_to_date
from factcheck.store.word_counts import add_to_totals, fold
from factcheck.workflow.claims.list import list_claims
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.verify import verify
from tests.conftest import NewDatabase
from tests.desks import TABLES, added, by, opened, records


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def declared(new_database: NewDatabase) -> Iterator[Inspector]:
    """A database made from the models themselves."""
    with new_database() as url:
        engine = make_engine(url)
        SQLModel.metadata.create_all(engine)
        with engine.connect() as connection:
            yield inspect(connection)
        engine.dispose()


def _versions(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())


def _set_version(engine: Engine, version: str | None) -> None:
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
        if version:
            connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": version})


def test_the_migrations_lead_to_the_tables_of_the_models(engine: Engine) -> None:
    bring_up_to_date(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                "include_name": lambda name, *_: (
                    name is None or (name not in _OF_VERSIONS and not _is_kept_aside(name))
                ),
            },
        )
        assert compare_metadata(context, SQLModel.metadata) == []


_OF_VERSIONS = ("alembic_version", "oldest_program")
"""Tables that are no part of a desk: a copy of it elsewhere has its own."""


def _is_kept_aside(name: str) -> bool:
    """Whether one kind of database alone keeps this, for searching or for background jobs."""
    return name.startswith(("searchable_fts", "body_fts", "procrastinate_", "job_")) or name in (
        "searchable_words",
        "earlier_check_body",
    )


def _shape(inspector: Inspector, table: str) -> dict[str, Any]:
    """All that a table holds its rows to, in an order of its own."""
    return {
        "columns": sorted(
            (one["name"], str(one["type"]), one["nullable"]) for one in inspector.get_columns(table)
        ),
        "checks": sorted(
            (str(one["name"]), one["sqltext"]) for one in inspector.get_check_constraints(table)
        ),
        "unique": sorted(one["column_names"] for one in inspector.get_unique_constraints(table)),
        "indexes": sorted(
            str((one["name"], one["column_names"]))
            for one in inspector.get_indexes(table)
            if not _is_kept_aside(str(one["name"]))
        ),
        "key": inspector.get_pk_constraint(table)["constrained_columns"],
        "foreign": sorted(
            (one["constrained_columns"], one["referred_table"], one["referred_columns"])
            for one in inspector.get_foreign_keys(table)
        ),
    }


def test_the_migrations_hold_rows_to_the_same_rules(engine: Engine, declared: Inspector) -> None:
    bring_up_to_date(engine)
    with engine.connect() as connection:
        migrated = inspect(connection)
        made = {name for name in migrated.get_table_names() if not _is_kept_aside(name)}
        assert made == {*SQLModel.metadata.tables, *_OF_VERSIONS}
        for table in SQLModel.metadata.tables:
            assert _shape(migrated, table) == _shape(declared, table)


def test_every_closed_word_is_held_by_a_check(declared: Inspector) -> None:
    for table in TABLES.values():
        words = [column for column in table.columns if getattr(column.type, "enum_class", None)]
        checks = " ".join(one["sqltext"] for one in declared.get_check_constraints(table.name))
        for column in words:
            assert all(f"'{word.value}'" in checks for word in column.type.enum_class)  # type: ignore[attr-defined]


def test_bringing_up_to_date_twice_changes_nothing(engine: Engine, database_url: str, tmp_path: Path) -> None:
    with opened(database_url, tmp_path) as desk:
        added(desk, "Stored before.")
    bring_up_to_date(engine)
    assert len(_versions(engine)) == 1
    with opened(database_url, tmp_path) as desk:
        assert [record.claim.text for record in records(desk)] == ["Stored before."]


def test_a_database_without_a_version_yet_is_brought_up_to_date(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    bring_up_to_date(engine)
    assert len(_versions(engine)) == 1


def at_version(engine: Engine, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", "factcheck.store:migrations")
    with transaction(engine, writing=True) as connection:
        config.attributes |= {"connection": connection, "scales": NO_SCALES}
        command.upgrade(config, version)


FIRST_ROWS = (
    "INSERT INTO claim (id, ref, text, tags, appearances, priority, status, wording, head, added_at, changed_at)"
    " VALUES (:claim, 'rain', 'It rained.', '[]', '[]', 'normal', 'checking', 'w', 'h', :at, :at)",
    "INSERT INTO source (claim_id, id, kind, party_to_dispute, confidential)"
    " VALUES (:claim, 's1', 'other', false, false)",
    "INSERT INTO capture"
    " (claim_id, id, source, outcome, fetched_at, content_type, size, payload_digest, record)"
    " VALUES (:claim, 'c1', 's1', 'filed', :at, 'text/plain', 3, 'digest', 'record')",
    "INSERT INTO evidence (claim_id, id, source, stance, standing, exact, capture)"
    " VALUES (:claim, 'e1', 's1', 'supports', 'filed', 'rained', 'c1')",
    "INSERT INTO event (subject, seq, at, by, act, body, previous, hash)"
    " VALUES (:claim, 1, :at, 'Ana', 'add', '{}', '', 'hash')",
)


def test_rows_of_the_first_version_survive_the_second(engine: Engine) -> None:
    at_version(engine, "0001")
    with transaction(engine, writing=True) as connection:
        for statement in FIRST_ROWS:
            connection.execute(text(statement), {"claim": UUID(int=7).hex, "at": "2026-11-03"})
    bring_up_to_date(engine)
    with transaction(engine, writing=False) as connection:
        kept = connection.execute(
            text("SELECT id, outcome, redirects, notes, let_through FROM capture")
        ).one()
        assert tuple(kept)[:2] == ("c1", "filed")
        assert connection.execute(text("SELECT capture, match FROM evidence")).one() == ("c1", None)
        assert connection.execute(text("SELECT count(*) FROM event")).scalar() == 1
    with (
        pytest.raises(StorageFailed, match=r"(?i)foreign key"),
        transaction(engine, writing=True) as connection,
    ):
        connection.execute(text("DELETE FROM capture"))


_OF_PEOPLE = (
    *("watched_text", "proposed_appearance"),
    *("task_memory", "reader_message", "reader_request", "read_mark", "draft_link", "notice", "recipient"),
    *("login_attempt", "credential", "account"),
)


def _drop_jobs(connection: Connection) -> None:
    """Take out what the queue of background jobs is made of, where there is one."""
    if connection.dialect.name == "postgresql":
        drop = """
            DO $$ DECLARE one text; BEGIN
                FOR one IN SELECT 'TABLE IF EXISTS ' || oid::regclass FROM pg_class
                    WHERE relkind = 'r' AND (relname LIKE 'procrastinate%' OR relname = 'job_report')
                    UNION ALL SELECT 'FUNCTION IF EXISTS ' || oid::regprocedure FROM pg_proc
                    WHERE proname LIKE 'procrastinate%'
                    UNION ALL SELECT 'TYPE IF EXISTS ' || oid::regtype FROM pg_type
                    WHERE typname LIKE 'procrastinate%' AND (typtype = 'e' OR typname LIKE '%to_defer%')
                LOOP EXECUTE 'DROP ' || one || ' CASCADE'; END LOOP;
            END $$
        """
        connection.execute(text(drop))


def test_what_had_been_sent_back_is_returned_from_then_on(
    tmp_path: Path, database_url: str, engine: Engine
) -> None:
    with opened(database_url, tmp_path) as desk:
        for text_of in ("It rained.", "It snowed."):
            add_source(desk, added(desk, text_of), "https://example.org/log", {})
        rate(desk, "it-rained", "unverifiable", Reasons("The log has no such day."))
        submit(desk, "it-rained")
        review(by(desk, "Ben"), "it-rained", Decision.RETURN, "Which log?", None)
    with transaction(engine, writing=True) as connection:
        fold(connection)
        for table in (
            "search_vector",
            "search_block",
            "search_word_change",
            "next_step",
            "log_leaf",
            "log_checkpoint",
            "former_ref",
            "distinction",
            "site_file",
            "log_stamp",
            "followed",
            "followed_line",
            *_OF_PEOPLE,
            "oldest_program",
        ):
            connection.execute(text(f"DROP TABLE {table}"))
        for index in (
            *("ix_event_at", "ix_event_by", "ix_event_contact", "ix_event_correct"),
            "ix_evidence_picture",
        ):
            connection.execute(text(f"DROP INDEX {index}"))
        connection.execute(text("ALTER TABLE publication DROP COLUMN leaf"))
        for table, columns in {
            "claim": ("author", "reader", "open_comments"),
            "capture": ("browser", "memento"),
            "evidence": ("region", "picture", "machine_read"),
        }.items():
            for column in columns:
                connection.execute(text(f"ALTER TABLE {table} DROP COLUMN {column}"))
        connection.execute(text("UPDATE claim SET status = 'checking'"))
        _drop_jobs(connection)
        connection.execute(text("UPDATE alembic_version SET version_num = '0011'"))
    with opened(database_url, tmp_path) as desk:
        statuses = {row["ref"]: row["status"] for row in list_claims(desk)}
        assert statuses == {"it-rained": "returned", "it-snowed": "checking"}
        assert verify(desk).findings == []


def test_wordings_of_older_versions_are_compared_by_their_signs_from_then_on(engine: Engine) -> None:
    at_version(engine, "0001")
    with transaction(engine, writing=True) as connection:
        for statement in FIRST_ROWS[:1]:
            row = statement.replace("'It rained.'", "'It is in C#.'")
            connection.execute(text(row), {"claim": UUID(int=7).hex, "at": "2026-11-03"})
    at_version(engine, "0008")
    with transaction(engine, writing=True) as connection:
        for number, said in enumerate(("In C#.", "In C\u00ad#."), 1):
            said_so = {"id": number, "url": "https://c.example/", "text": said, "known": f"old-{number}"}
            connection.execute(text(CHECK), said_so)
    bring_up_to_date(engine)
    with transaction(engine, writing=False) as connection:
        claims = connection.execute(text("SELECT wording_digest FROM claim")).scalars().all()
        rows = connection.execute(
            text("SELECT wording_digest, known_by FROM earlier_check ORDER BY id")
        ).all()
    assert claims == [wording_digest("It is in C#.")]
    assert [row[0] for row in rows] == [wording_digest("In C#.")] * 2
    assert [row[1] for row in rows] == [key_of_check("https://c.example/", "In C#."), "old-2"]


def test_words_of_older_versions_that_were_torn_at_their_marks_are_whole_from_then_on(engine: Engine) -> None:
    at_version(engine, "0010")
    texts, stored = ("यह हिन्दी है।", "It rains."), ("यह ह न द ह", "rain")
    with transaction(engine, writing=True) as connection:
        for number, (said, words) in enumerate(zip(texts, stored, strict=True), 1):
            row = {"id": number, "url": "https://c.example/", "text": said, "known": f"key-{number}"}
            connection.execute(text(CHECK), row)
            enter(connection, [{"claim_id": None, "check_id": number, "words": words}], add_to_totals)
    bring_up_to_date(engine)
    with transaction(engine, writing=False) as connection:
        rows = connection.execute(text("SELECT words FROM searchable ORDER BY check_id")).scalars().all()
        counts = connection.execute(text("SELECT word, claims FROM search_word")).all()
    assert [row.split() for row in rows] == [stems("यह हिन्दी है"), ["rain"]]
    assert len(rows[0].split()) == 3
    assert {row.word: row.claims for row in counts} == counted(rows)


CHECK = (
    "INSERT INTO earlier_check (id, text, url, appearances, known_by, digest, wording_digest)"
    " VALUES (:id, :text, :url, '[]', :known, 'digest', 'old')"
)


def test_a_database_newer_than_the_program_is_left_as_it_is(
    engine: Engine, database_url: str, tmp_path: Path
) -> None:
    with opened(database_url, tmp_path) as desk:
        added(desk, "Stored before.")
    _set_version(engine, "9999")
    with (
        pytest.raises(NotSoNow, match=r"version 9999, newer than this program.*pip install --upgrade"),
        opened(database_url, tmp_path),
    ):
        pass
    gc.collect()  # a connection left open would warn here, and a warning is an error
    assert _versions(engine) == ["9999"]


def test_tables_that_are_there_without_a_version_are_told_in_words(
    engine: Engine, database_url: str, tmp_path: Path
) -> None:
    """Somebody's own table of the same name, or a version that was deleted."""
    with opened(database_url, tmp_path) as desk:
        added(desk, "Stored before.")
    version = _versions(engine)[0]
    _set_version(engine, None)
    with pytest.raises(StorageFailed, match="already exists"):
        bring_up_to_date(engine)
    _set_version(engine, version)
    with opened(database_url, tmp_path) as desk:
        assert [record.claim.text for record in records(desk)] == ["Stored before."]


def test_every_migration_since_programs_look_says_which_programs_may_go_on() -> None:
    config = Config()
    config.set_main_option("script_location", "factcheck.store:migrations")
    migrations = {one.revision: one.module for one in ScriptDirectory.from_config(config).walk_revisions()}
    told = {version: module.oldest for version, module in migrations.items() if version > "0026"}

    assert {*told.values()} <= migrations.keys()
    assert all(oldest <= version for version, oldest in told.items())
