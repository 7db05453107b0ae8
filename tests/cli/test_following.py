"""The command follow: what it prints, and the exit code that a job of cron looks at."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Process, Program
from tests.desks import opened
from tests.followed_sites import Neighbours, neighbours
from tests.servers import End, ScriptedServer, answer

PATIENCE = 60


@pytest.fixture
def theirs(desk: Program, tmp_path: Path) -> Iterator[Neighbours]:
    """A desk that publishes where ours may fetch."""
    (tmp_path / "theirs").mkdir()
    with (
        ScriptedServer() as server,
        opened(f"sqlite:///{tmp_path / 'theirs.db'}", tmp_path / "theirs") as theirs,
    ):
        both = neighbours(theirs, theirs, server)
        both.publish("old")
        settings = desk.folder / "factcheck.toml"
        allow = f'\n[fetch]\nallow = ["127.0.0.1:{server.port}"]\ndelay = 0\n'
        settings.write_text(settings.read_text("utf-8") + allow, "utf-8")
        yield both


def test_following_says_what_was_taken_and_the_key(desk: Program, theirs: Neighbours) -> None:
    ran = desk("follow", theirs.url)
    assert ran.code == 0
    assert "is followed from now on, 1 leaf in its log" in ran.err
    assert theirs.file("log/keys").decode().strip() in ran.err
    assert "Next: factcheck match REF" in ran.err
    (one,) = desk("follow", "--json").json["followed"]
    assert (one["url"], one["state"], one["leaves"], one["checks"], one["refused"]) == (
        *(theirs.url, "follows", 1, 1),
        [],
    )
    assert one["checkpoint"] == theirs.file("log/checkpoint").decode()


def test_a_job_sees_by_the_exit_code_whether_all_follow(desk: Program, theirs: Neighbours) -> None:
    assert desk("follow", "--check").code == 0
    desk.ok("follow", theirs.url)
    ran = desk("follow", "--check", "--json")
    assert (ran.code, ran.json["schema"]) == (0, 1)
    assert {name: ran.json["followed"][0][name] for name in ("state", "new", "changed", "here")} == {
        "state": "follows",
        "new": 0,
        "changed": 0,
        "here": 1,
    }
    theirs.server.say("/checks/log/checkpoint", answer("later", "403 Forbidden"))
    ran = desk("follow", "--check")
    assert (ran.code, "Not looked at: " in ran.err) == (4, True)
    theirs.server.say("/checks/log/checkpoint", answer("gone", "404 Not Found"))
    ran = desk("follow", "--check", "--json")
    assert ran.code == 3
    (finding,) = ran.json["followed"][0]["findings"]
    assert (finding["code"], finding["remedy"]["text"]) == (
        "log-missing",
        "Both checkpoints are kept here for good.",
    )
    assert f"factcheck follow {theirs.url}" in finding["mend"]
    assert desk("follow", "--json").json["followed"][0]["state"] == "log-missing"


def test_stopping_is_told(desk: Program, theirs: Neighbours) -> None:
    desk.ok("follow", theirs.url)
    assert "is not followed any more" in desk("follow", theirs.url, "--stop").err
    assert desk("follow", "--json").json["followed"][0]["state"] == "stopped"
    assert desk("follow", "--check", "--json").json["followed"] == []
    assert desk("follow", theirs.url, "--stop").code == 1


@pytest.mark.parametrize(
    "wrong", [["--stop"], ["--key", "x"], ["https://a.example", "--check"], ["--check", "--stop"]], ids=str
)
def test_what_does_not_fit_together_is_refused(desk: Program, wrong: list[str]) -> None:
    ran = desk("follow", *wrong)
    assert (ran.code, "factcheck follow --check" in ran.err) == (2, True)


def test_a_site_without_a_log_leads_to_import(desk: Program, theirs: Neighbours) -> None:
    ran = desk("follow", theirs.server.url("/other"))
    assert ran.code == 1
    assert f"factcheck import {theirs.server.url('/other')} --format claimreview" in ran.err


def test_a_look_that_is_killed_half_way_leaves_nothing(
    desk: Program, real_process: Process, theirs: Neighbours
) -> None:
    theirs.server.say("/checks/claims.json", [End.HANG])
    command = real_process.command("follow", theirs.url)
    env, nowhere = real_process.environment(), subprocess.DEVNULL
    running = subprocess.Popen(command, cwd=desk.folder, env=env, stdout=nowhere, stderr=nowhere)
    until = time.monotonic() + PATIENCE
    while (
        not theirs.server.asked("/checks/claims.json") and running.poll() is None and time.monotonic() < until
    ):
        time.sleep(0.01)
    assert running.poll() is None
    running.kill()
    running.wait()
    assert desk("follow", "--json").json["followed"] == []
    assert desk("verify").code == 0
    theirs.serve()
    desk.ok("follow", theirs.url)
