"""The command `work`."""

from pathlib import Path

from tests.cli.conftest import Program
from tests.commands import begin_desk, done, run


def test_on_sqlite_it_says_that_it_needs_postgresql(desk: Program) -> None:
    ran = desk("work", "--once")
    assert (ran.code, ran.out) == (2, "")
    assert "needs a desk on PostgreSQL (database_url in factcheck.toml)" in ran.err


def test_on_postgresql_it_ends_when_nothing_is_left_to_do(tmp_path: Path, postgres_url: str) -> None:
    desk = begin_desk(tmp_path, postgres_url)
    assert done(desk, "work", "--once") == ""
    code, _, err = run(desk, "work", "--queues", "fetch, publsh")
    assert (code, 'There is no queue "publsh". Did you mean "publish"?' in err) == (1, True)
