"""Whether a process is ready: what is away, what hangs, what is late; asked often, looked at once."""

from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text

from factcheck.desk import Desk
from factcheck.errors import StorageFailed
from factcheck.model.job import Job
from factcheck.store.engine import make_engine
from factcheck.workflow.running import readiness
from factcheck.workflow.running.readiness import WEB, WORKER, Readiness
from tests.desks import opened


@pytest.fixture(autouse=True)
def _asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answer is of now."""
    monkeypatch.setattr(readiness, "_GOOD_FOR", 0.0)


def test_a_desk_whose_parts_answer_is_ready(database_url: str, tmp_path: Path) -> None:
    with opened(database_url, tmp_path) as desk:
        assert Readiness(desk, WORKER).answer() == (200, {"ready": True, "reasons": []})


def test_each_part_that_is_away_is_named(postgres_url: str, tmp_path: Path) -> None:
    with opened(postgres_url, tmp_path) as desk:
        asked = Readiness(desk, {**WEB, "archive": _away})
        assert asked.reasons() == ("archive",)
        _change(postgres_url, "UPDATE alembic_version SET version_num = '9999'")
        assert asked.reasons() == ("program-too-old", "archive")
        _change(
            postgres_url,
            "ALTER TABLE alembic_version RENAME TO gone",
            "CREATE TABLE alembic_version (other text)",
        )
        assert asked.reasons() == ("database", "archive")


def test_a_fault_nobody_foresaw_is_an_answer_too_and_is_asked_after_again(
    database_url: str, tmp_path: Path
) -> None:
    faults = [ZeroDivisionError(), None]

    def odd(_: Desk) -> None:
        if fault := faults.pop(0):
            raise fault

    with opened(database_url, tmp_path) as desk:
        ready = Readiness(desk, {"archive": odd})
        assert [ready.reasons(), ready.reasons()] == [("archive",), ()]


def _change(url: str, *statements: str) -> None:
    engine = make_engine(url)
    with engine.begin() as connection:
        for one in statements:
            connection.execute(text(one))
    engine.dispose()


def _away(_: Desk) -> None:
    raise StorageFailed("It does not answer.")


def test_what_hangs_is_named_and_is_not_asked_again_meanwhile(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "_PATIENCE", 0.05)
    hanging, asked = Event(), []

    def hangs(_: Desk) -> None:
        asked.append(1)
        hanging.wait(60)

    with opened(database_url, tmp_path) as desk:
        ready = Readiness(desk, {"archive": hangs})
        assert [ready.reasons() for _ in range(3)] == [("archive",)] * 3
        assert len(asked) == 1
        hanging.set()
        monkeypatch.setattr(readiness, "_PATIENCE", 60)
        assert ready.reasons() == ()


def test_an_answer_is_given_again_for_a_while(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "_GOOD_FOR", 3600.0)
    asked: list[Desk] = []
    with opened(database_url, tmp_path) as desk:
        ready = Readiness(desk, {"archive": asked.append})
        assert [ready.reasons() for _ in range(5)] == [()] * 5
    assert len(asked) == 1


def test_a_process_that_is_told_to_end_is_ready_no_more(database_url: str, tmp_path: Path) -> None:
    with opened(database_url, tmp_path) as desk:
        ready = Readiness(desk, WEB)
        ready.stopping.set()
        assert ready.answer()[0] == 503
        assert ready.reasons() == ("stopping",)


def test_a_queue_that_is_late_is_told_of_a_worker_alone(postgres_url: str, tmp_path: Path) -> None:
    with opened(postgres_url, tmp_path) as desk:
        with desk.store.writing() as ledger:
            desk.enqueue(ledger, Job("fetch", {"names": ["rain"]}))
        assert Readiness(desk, WORKER).reasons() == ()
        _change(postgres_url, "UPDATE procrastinate_events SET at = at - interval '16 minutes'")
        assert Readiness(desk, WORKER).reasons() == ("queue-late",)
        assert Readiness(desk, WEB).reasons() == ()


def test_of_a_queue_that_nobody_can_ask_it_is_not_said_that_it_is_late(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(postgres_url, tmp_path) as desk, monkeypatch.context() as elsewhere:
        elsewhere.setattr(desk.store, "_engine", make_engine("postgresql://127.0.0.1:1/x"))
        assert Readiness(desk, WORKER).reasons() == ("database",)
