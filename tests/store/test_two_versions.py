"""A newer program beside this one on one database: what each may do, and what a migration that is killed leaves."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text

from factcheck.errors import NotSoNow
from factcheck.store.engine import transaction
from factcheck.store.migrations.known import known_versions
from factcheck.store.version import bring_up_to_date
from factcheck.workflow.transfer.verify import verify
from tests.desks import added, engine_at, opened, records
from tests.store.newer import Newer, said

NOW = known_versions()[-1]
PATIENCE = 60
"""Seconds after which a test gives up."""
EXPANDS = f"""
oldest = "{NOW}"
def upgrade():
    op.create_table("mood", sa.Column("claim_id", sa.Uuid(), nullable=False))
    op.add_column("claim", sa.Column("mood", sa.String(), nullable=True))
"""
CONTRACTS = """
oldest = "9999"
def upgrade():
    op.drop_table("read_mark")
"""
HANGS = (
    EXPANDS
    + """
    import pathlib, time
    pathlib.Path("begun").touch()
    time.sleep(600)
"""
)


def _version(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())


def test_this_program_goes_on_while_a_newer_one_has_expanded_its_database(
    database_url: str, tmp_path: Path
) -> None:
    with opened(database_url, tmp_path) as desk, engine_at(database_url) as engine:
        added(desk, "Before it.")
        assert Newer(tmp_path / "newer", NOW, EXPANDS).opens(database_url) == ""
        assert _version(engine) == "9999"
        added(desk, "Beside it.")
        with opened(database_url, tmp_path) as again:
            again.new_id(), again.new_id()
            added(again, "Started after it.")
            assert len(records(again)) == 3
            found = verify(again)
        assert found.findings == []
        assert [one.code for one in found.uncovered if one.where == "database"] == ["schema-unchecked"]
        assert _version(engine) == "9999"


def test_this_program_leaves_a_database_that_was_contracted_as_it_is(
    database_url: str, tmp_path: Path
) -> None:
    with engine_at(database_url) as engine:
        bring_up_to_date(engine)
    assert Newer(tmp_path / "newer", NOW, CONTRACTS).opens(database_url) == ""
    with (
        engine_at(database_url) as engine,
        pytest.raises(NotSoNow, match=r"version 9999, newer than this program.*pip install --upgrade"),
    ):
        bring_up_to_date(engine)


def test_no_database_is_contracted_while_a_program_is_connected_that_could_not_go_on(
    postgres_url: str, tmp_path: Path
) -> None:
    newer = Newer(tmp_path / "newer", NOW, CONTRACTS)
    with opened(postgres_url, tmp_path) as desk, engine_at(postgres_url) as engine:
        added(desk, "Before it.")
        assert "End them first, on every machine" in newer.opens(postgres_url)
        assert _version(engine) == NOW
        added(desk, "After it.")
    assert newer.opens(postgres_url) == ""


def test_a_migration_that_is_killed_half_way_leaves_nothing_and_is_done_again(
    database_url: str, tmp_path: Path
) -> None:
    with opened(database_url, tmp_path) as desk:
        added(desk, "Before it.")
    newer = Newer(tmp_path / "newer", NOW, HANGS)
    hanging, _ = newer.start(database_url)
    _wait_until((newer.folder / "begun").exists)
    hanging.kill()
    with opened(database_url, tmp_path) as desk, engine_at(database_url) as engine:
        desk.new_id()
        added(desk, "After it.")
        assert verify(desk).findings == []
        assert not inspect(engine).has_table("mood")
        assert _version(engine) == NOW
        assert Newer(tmp_path / "again", NOW, EXPANDS).opens(database_url) == ""
        assert inspect(engine).has_table("mood")


def test_a_migration_that_waits_for_somebody_who_reads_lets_others_read_meanwhile(
    postgres_url: str, tmp_path: Path
) -> None:
    with opened(postgres_url, tmp_path) as desk, engine_at(postgres_url) as engine:
        ref = added(desk, "Before it.")
        with desk.store.reading() as ledger:
            ledger.record(ref)
            waiting, told = Newer(tmp_path / "newer", NOW, EXPANDS).start(postgres_url)
            _wait_until(lambda: _waits(engine))
            assert len(records(desk)) == 1  # it waits behind the migration, and no longer than that
            assert not told.poll()
        assert said(waiting, told) == ""
        assert _version(engine) == "9999"


def _waits(engine: Engine) -> bool:
    """Whether somebody waits for a table."""
    with transaction(engine, writing=False) as connection:
        query = text("SELECT count(*) FROM pg_locks WHERE locktype = 'relation' AND NOT granted")
        return bool(connection.execute(query).scalar())


def _wait_until(so: Callable[[], bool]) -> None:
    due = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < due
        time.sleep(0.02)
