"""Opening databases, and what they say put in words that help."""

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from factcheck.errors import BadInput, StorageFailed
from factcheck.store.engine import make_engine, transaction
from factcheck.store.postgres import failure
from factcheck.store.version import bring_up_to_date
from tests.desks import added, opened, records


def test_an_address_without_a_driver_gets_the_one_the_desk_uses() -> None:
    assert make_engine("postgresql://localhost/x").url.drivername == "postgresql+psycopg"
    assert make_engine("postgres://localhost/x").url.drivername == "postgresql+psycopg"


@pytest.mark.parametrize(
    "url", ["", "factcheck.db", "oracle9://x", "mysql://x", "sqlite:", "postgresql://host:port/x"]
)
def test_an_address_of_no_database_is_refused_with_what_to_write(url: str) -> None:
    with pytest.raises(BadInput, match="sqlite:///FILE"):
        make_engine(url)


@pytest.mark.parametrize(
    "url", ["postgresql://ana:secret@127.0.0.1:1/x", "postgresql://127.0.0.1:1/x?password=secret"]
)
def test_a_server_that_does_not_answer_is_told_in_words_and_without_the_password(url: str) -> None:
    with pytest.raises(StorageFailed, match="See that the server runs") as caught:
        bring_up_to_date(make_engine(url))
    assert "secret" not in caught.value.message


def test_of_an_at_sign_in_a_password_it_is_told_how_it_is_written_and_nothing_of_the_password() -> None:
    with pytest.raises(BadInput, match="a password holds an @, which is written %40 there") as caught:
        make_engine("postgresql://ana:se@cret@host.example/x")
    assert "cret" not in caught.value.message


def test_a_server_of_a_name_that_is_unknown_is_told_in_words() -> None:
    engine = make_engine("postgresql://ana:secret@host.example/x")
    unknown = OperationalError(None, None, Exception("failed to resolve host 'host.example': not known"))
    told = failure(engine, unknown, writing=False).message
    assert told.endswith("See that the server runs and that database_url is right.")


def test_a_file_that_is_no_database_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "factcheck.db"
    path.write_bytes(b"This is a letter to the editor. " * 100)
    with pytest.raises(StorageFailed, match="not a database"), opened(f"sqlite:///{path}", tmp_path):
        pass
    assert path.read_bytes().startswith(b"This is a letter")


def test_a_folder_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'none' / 'factcheck.db'}"
    with pytest.raises(StorageFailed, match="See that the folder exists"), opened(url, tmp_path):
        pass


def test_a_torn_database_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "factcheck.db"
    with opened(f"sqlite:///{path}", tmp_path) as desk:
        for number in range(30):
            added(desk, f"Claim {number} is so.")
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(StorageFailed, match="damaged"), opened(f"sqlite:///{path}", tmp_path) as desk:
        records(desk)


def test_sqlite_is_set_up_to_keep_its_word(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'factcheck.db'}")
    with engine.connect() as connection:
        asked = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("foreign_keys", "journal_mode", "busy_timeout")
        }
    engine.dispose()
    assert asked == {"foreign_keys": 1, "journal_mode": "wal", "busy_timeout": 120_000}


def test_the_log_of_sqlite_is_cut_after_a_long_reader_made_it_grow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.store.engine.LOG_BYTES", 100_000)
    engine, log = make_engine(f"sqlite:///{tmp_path / 'factcheck.db'}"), tmp_path / "factcheck.db-wal"
    with transaction(engine, writing=True) as connection:
        connection.execute(text("CREATE TABLE note (text TEXT)"))
        connection.execute(text("INSERT INTO note VALUES ('First.')"))
    with transaction(engine, writing=False) as reader:
        assert reader.execute(text("SELECT count(*) FROM note")).scalar() == 1
        for _ in range(50):
            _note_100_000_letters(engine)
        assert log.stat().st_size > 5_000_000
        assert reader.execute(text("SELECT count(*) FROM note")).scalar() == 1
    for _ in range(2):
        _note_100_000_letters(engine)
    assert log.stat().st_size < 300_000
    engine.dispose()


def _note_100_000_letters(engine: Engine) -> None:
    with transaction(engine, writing=True) as connection:
        connection.execute(text("INSERT INTO note VALUES (:note)"), {"note": "x" * 100_000})


def _change_all_then_fail(connection: Connection) -> None:
    connection.execute(text("UPDATE claim SET text = 'Changed.'"))
    connection.execute(text("UPDATE nothing SET text = 'Changed.'"))


def test_a_transaction_that_fails_leaves_nothing(database_url: str, tmp_path: Path) -> None:
    with opened(database_url, tmp_path) as desk:
        ref = added(desk, "Stored.")
        engine = make_engine(database_url)
        with pytest.raises(StorageFailed), transaction(engine, writing=True) as connection:
            _change_all_then_fail(connection)
        engine.dispose()
        assert [record.claim.ref for record in records(desk)] == [ref]
        assert records(desk)[0].claim.text == "Stored."


def test_a_reader_sees_one_state_though_others_write(database_url: str, tmp_path: Path) -> None:
    with opened(database_url, tmp_path) as reader, opened(database_url, tmp_path) as writer:
        added(reader, "First.")
        writer.new_id()
        with reader.store.reading() as ledger:
            before = ledger.listed(["ref"])
            added(writer, "Second.")
            assert ledger.listed(["ref"]) == before
        assert len(records(reader)) == 2


def test_opening_waits_for_whoever_is_just_making_the_database(tmp_path: Path) -> None:
    """The switch to WAL does not wait by itself: SQLite answers "locked" at once."""
    path = tmp_path / "factcheck.db"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as maker:
        maker.execute("BEGIN IMMEDIATE")
        maker.execute("CREATE TABLE theirs (id INTEGER)")
        letting_go = Timer(0.5, maker.execute, ["COMMIT"])
        letting_go.start()
        try:
            with opened(f"sqlite:///{path}", tmp_path) as desk:
                assert added(desk, "Stored.") == "stored"
        finally:
            letting_go.join()
