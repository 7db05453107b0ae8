"""The command `work`."""

import json
from pathlib import Path

from factcheck.model.job import Job
from tests.cli.conftest import Program
from tests.commands import begin_desk, done, run
from tests.desks import opened


def test_on_sqlite_it_says_that_it_needs_postgresql(desk: Program) -> None:
    ran = desk("work", "--once")
    assert (ran.code, ran.out) == (2, "")
    assert "needs a desk on PostgreSQL (database_url in factcheck.toml)" in ran.err


def test_on_postgresql_it_ends_when_nothing_is_left_to_do(tmp_path: Path, postgres_url: str) -> None:
    desk = begin_desk(tmp_path, postgres_url)
    assert done(desk, "work", "--once") == ""
    code, _, err = run(desk, "work", "--queues", "fetch, publsh")
    assert (code, 'There is no queue "publsh". Did you mean "publish"?' in err) == (1, True)


def test_what_was_given_up_is_listed_with_what_mends_it(tmp_path: Path, postgres_url: str) -> None:
    desk = begin_desk(tmp_path, postgres_url)
    with opened(postgres_url, tmp_path) as one, one.store.writing() as ledger:
        entered = one.enqueue(ledger, Job("fetch", {"names": ["rian"]}), Job("newer-task"))
    assert [job.number for job in entered] == [1, 2]
    done(desk, "work", "--once")
    (failed,) = json.loads(done(desk, "work", "--failed", "--json"))["jobs"]
    assert (failed["number"], failed["state"], failed["tries"]) == (1, "failed", 1)
    assert failed["wrong"].startswith('There is no claim "rian".')
    assert failed["remedy"]["arguments"] == {"retry": "1"}
    code, table, err = run(desk, "work", "--failed")
    assert (code, 'There is no claim "rian".' in table) == (0, True)
    assert "Have it tried again: factcheck work --retry 1" in err
    code, _, err = run(desk, "work", "--status")
    assert (code, "This version does not know newer-task" in err) == (0, True)
    status = json.loads(done(desk, "work", "--status", "--json"))
    assert [(one["task"], one["waiting"], one["failed"]) for one in status["queues"]] == [
        ("fetch", 0, 1),
        ("newer-task", 1, 0),
    ]
    done(desk, "work", "--drop", "1")
    assert json.loads(done(desk, "work", "--failed", "--json"))["jobs"] == []
    assert run(desk, "work", "--retry", "1")[0] == 3
    assert run(desk, "work", "--retry", "1", "--drop", "1")[0] == 2
