"""PostgreSQL that refuses, waits, fills up or is lost: told in words, nothing lost, nothing stored twice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pytest
from sqlalchemy import Engine, text

from factcheck.errors import CommitUnknown, StorageFailed
from factcheck.store import postgres, turns
from factcheck.store.engine import make_engine, transaction
from tests.desks import added, opened, records
from tests.lossy_proxy import Lost, lossy


@contextmanager
def opened_engine(url: str, connections: int = 5) -> Iterator[Engine]:
    """An engine that is closed in the end."""
    engine = make_engine(url, connections)
    try:
        yield engine
    finally:
        engine.dispose()


def _nothing() -> None:
    pass


def _write(engine: Engine, *statements: str, then: Callable[[], object] = _nothing) -> None:
    """Run statements in one transaction, and then do something before it is committed."""
    with transaction(engine, writing=True, turns=["this"]) as connection:
        for one in statements:
            connection.execute(text(one))
        then()


def _run(url: str, *statements: str, then: Callable[[], object] = _nothing) -> None:
    with opened_engine(url) as engine:
        _write(engine, *statements, then=then)


@pytest.fixture
def table(postgres_url: str) -> str:
    """The URL of a database with one table of numbers."""
    _run(postgres_url, "CREATE TABLE number (one int)")
    return postgres_url


def _numbers(url: str) -> list[int]:
    with opened_engine(url) as engine, transaction(engine, writing=False) as connection:
        return list(connection.execute(text("SELECT one FROM number ORDER BY one")).scalars())


@pytest.mark.parametrize("lost", Lost)
def test_a_commit_whose_connection_is_lost_is_done_or_told_to_be_not(table: str, lost: Lost) -> None:
    with lossy(table) as (proxy, url):
        proxy.lose = lost
        if lost is Lost.ANSWER:
            _run(url, "INSERT INTO number VALUES (1)")
        else:
            with pytest.raises(StorageFailed, match="Nothing was stored"):
                _run(url, "INSERT INTO number VALUES (1)")
        assert proxy.lost.is_set()
    assert _numbers(table) == [1] * (lost is Lost.ANSWER)


def test_where_nobody_can_say_whether_a_commit_was_done_that_is_told(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "_PATIENCE", 0.5)
    with lossy(table) as (proxy, url):
        proxy.lose = Lost.ANSWER
        with pytest.raises(CommitUnknown, match="See whether it is there"):
            _run(url, "INSERT INTO number VALUES (1)", then=lambda: setattr(proxy, "answers", False))
    assert _numbers(table) == [1]


def test_an_act_whose_commit_was_done_without_an_answer_is_there_once(
    postgres_url: str, tmp_path: Path
) -> None:
    with lossy(postgres_url) as (proxy, url), opened(url, tmp_path) as desk:
        proxy.lose = Lost.ANSWER
        assert added(desk, "The bridge opened in 1932.", ref="bridge") == "bridge"
        assert [one.claim.ref for one in records(desk)] == ["bridge"]


_END_OTHERS = text(
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def _end_others(url: str) -> None:
    """End every other connection to the database, as a server does that is shut down."""
    with opened_engine(url) as engine, engine.connect() as connection:
        connection.execute(_END_OTHERS)


def test_a_server_that_ends_a_transaction_is_told_in_words_and_the_next_act_is_done(table: str) -> None:
    with opened_engine(table) as engine:
        with pytest.raises(StorageFailed, match="Nothing was stored"):
            _write(engine, "INSERT INTO number VALUES (1)", then=lambda: _end_others(table))
        _write(engine, "INSERT INTO number VALUES (2)")
        _end_others(table)
        _write(engine, "INSERT INTO number VALUES (3)")
    assert _numbers(table) == [2, 3]


_SORTED = "SELECT count(*) FROM (SELECT * FROM generate_series(1, 99999) AS one ORDER BY md5(one::text)) AS s"


@pytest.mark.parametrize(
    ("option", "statement", "words"),
    [
        ("statement_timeout=50", "SELECT pg_sleep(5)", r"statement timeout.*in a while"),
        ("default_transaction_read_only=on", "INSERT INTO number VALUES (1)", "a copy that can only be read"),
        ("temp_file_limit=0 -c work_mem=64", _SORTED, "temp_file_limit"),
        ("idle_in_transaction_session_timeout=50", "SELECT 1", "Nothing was stored"),
    ],
)
def test_what_the_server_refuses_is_told_in_words(
    table: str, option: str, statement: str, words: str
) -> None:
    with pytest.raises(StorageFailed, match=words):
        _run(f"{table}&options=-c%20{option}", statement, then=lambda: sleep(0.5))


def test_a_writer_that_waits_too_long_is_told_so(table: str) -> None:
    with pytest.raises(StorageFailed, match="Somebody else has been writing"):
        _run(table, then=lambda: _run(f"{table}&options=-c%20lock_timeout=50"))


def test_a_writer_that_is_stopped_gives_its_turns_back_and_stores_nothing(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "SILENT_SECONDS", 1)
    with pytest.raises(StorageFailed, match="Nothing was stored"):
        _run(
            table,
            "INSERT INTO number VALUES (1)",
            then=lambda: _run(table, "INSERT INTO number VALUES (2)"),
        )
    assert _numbers(table) == [2]


def test_too_many_connections_are_told_with_what_to_lower(table: str) -> None:
    _run(table, "CREATE ROLE crowd LOGIN CONNECTION LIMIT 0")
    try:
        with pytest.raises(StorageFailed, match=r"too many connections.*database_connections"):
            _run(table.replace("postgres@", "crowd@"))
    finally:
        _run(table, "DROP ROLE crowd")


def test_a_process_that_needs_more_connections_than_it_may_have_is_told_so(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "WAIT_SECONDS", 0.05)
    with (
        opened_engine(table, 1) as engine,
        pytest.raises(StorageFailed, match="raise database_connections"),
    ):
        _write(engine, then=lambda: _write(engine))
