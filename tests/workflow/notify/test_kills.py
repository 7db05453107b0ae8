"""What is to be told when the program that acts, or the one that sends, is killed at some moment, or told to end."""

import json
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from factcheck.desk import open_desk, utc_now
from factcheck.model.notice import NoticeState
from factcheck.settings import load
from factcheck.store.rows import Row
from factcheck.workflow.notify.send import send_due
from tests.commands import begin_desk, done, start
from tests.mail_servers import MailServer, mail_server

MANY = 400
PATIENCE = 60


@pytest.fixture
def mails() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path, mails: MailServer) -> Path:
    desk = begin_desk(tmp_path / "desk")
    settings = desk / "factcheck.toml"
    mail = f'[mail]\nhost = "127.0.0.1"\nport = {mails.port}\nsecurity = "none"\nsender = "desk@courier.example"\n'
    settings.write_text(f"{settings.read_text('utf-8')}{mail}", "utf-8")
    done(desk, "person", "notify", "Ben", "--mail", "ben@courier.example")
    return desk


def _notices(desk: Path) -> list[Row]:
    with open_desk(load(desk)) as opened, opened.store.reading() as ledger:
        return ledger.outbox.listed(*NoticeState)


def _send_later(desk: Path, hours: int = 1) -> None:
    """Send what is due some hours from now."""
    with open_desk(load(desk)) as opened:
        later = replace(opened, clock=lambda: utc_now() + timedelta(hours=hours))
        assert [one.why for one in send_due(later) if one.why] == []


def _given_to_ben(desk: Path) -> None:
    done(desk, "add", "The bridge opened in 1932.", "--ref", "bridge")
    done(desk, "assign", "bridge", "Ben")


@pytest.mark.parametrize("spilled", [1, 200_000])
def test_an_import_that_is_killed_tells_of_all_its_claims_or_of_none(desk: Path, spilled: int) -> None:
    lines = [f"Claim number {number} is so.,Ben" for number in range(MANY)]
    (desk / "claims.csv").write_text("\n".join(["text,assignee", *lines, ""]), "utf-8")
    log = desk / "factcheck.db-wal"
    with start(desk, "import", "claims.csv") as process:
        while process.poll() is None and not (log.exists() and log.stat().st_size > spilled):
            time.sleep(0.002)
        process.kill()
    stored = len(json.loads(done(desk, "list", "--json"))["claims"])

    assert stored in (0, MANY)
    assert len(_notices(desk)) == stored


def test_a_sender_that_is_killed_after_the_server_took_a_mail_sends_it_again_under_the_same_id(
    desk: Path, mails: MailServer
) -> None:
    _given_to_ben(desk)
    with start(desk, "notify", "--once") as process:
        mails.on_mail = process.kill
        process.wait(PATIENCE)
    assert process.returncode == -signal.SIGKILL
    mails.on_mail = lambda: None
    assert [one["state"] for one in _notices(desk)] == [NoticeState.WAITING]
    _send_later(desk, hours=0)
    assert len(mails.mails) == 1  # whoever took it may still be at it
    _send_later(desk)

    first, again = mails.mails
    assert first["Message-ID"] == again["Message-ID"]
    assert [one["state"] for one in _notices(desk)] == [NoticeState.SENT]


def test_whoever_is_killed_at_each_mail_leaves_nobody_untold(desk: Path, mails: MailServer) -> None:
    people = ("Ben", "Cem", "Dan", "Eve")
    for name in people:
        done(desk, "person", "notify", name, "--mail", f"{name.lower()}@courier.example")
        done(desk, "add", f"The bridge opened for {name}.", "--ref", name.lower(), "--assignee", name)
    for _ in people[1:]:
        with start(desk, "notify", "--once") as process:
            mails.on_mail = process.kill
            process.wait(PATIENCE)
    mails.on_mail = lambda: None
    _send_later(desk)

    assert {*mails.recipients} == {f"{name.lower()}@courier.example" for name in people}
    ids = {(mail["To"], mail["Message-ID"]) for mail in mails.mails}
    assert len(ids) == len(people)
    assert {one["state"] for one in _notices(desk)} == {NoticeState.SENT}


def test_a_sender_that_is_told_to_end_sends_to_its_end_and_takes_nothing_more(
    desk: Path, mails: MailServer
) -> None:
    done(desk, "person", "notify", "Cem", "--mail", "cem@courier.example")
    _given_to_ben(desk)
    done(desk, "add", "The bridge opened in 1933.", "--ref", "other")
    done(desk, "assign", "other", "Cem")
    with start(desk, "notify") as process:
        mails.on_mail = process.terminate
        _, err = process.communicate(timeout=PATIENCE)

    assert (process.returncode, "Traceback" in err) == (0, False)
    assert sorted(one["state"] for one in _notices(desk)) == [NoticeState.SENT, NoticeState.WAITING]
    mails.on_mail = lambda: None
    _send_later(desk)
    assert len(mails.mails) == 2


def test_the_desk_in_a_browser_sends_what_others_bring_about_meanwhile(desk: Path, mails: MailServer) -> None:
    with start(desk, "serve", "--port", "0") as process:
        assert process.stdout
        process.stdout.readline()
        _given_to_ben(desk)
        until = time.monotonic() + PATIENCE
        while not mails.mails and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=PATIENCE)

    assert mails.recipients == ["ben@courier.example"]
    assert "Traceback" not in err
