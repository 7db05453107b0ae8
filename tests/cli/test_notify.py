"""Notifications at a terminal: who is told, what was sent and what was not, and what to do about it."""

from collections.abc import Iterator

import pytest

from tests.cli.conftest import REF, TEXT, Program
from tests.mail_servers import MailServer, mail_server


@pytest.fixture
def mails() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def mailing(desk: Program, mails: MailServer) -> Program:
    """A desk with a mail server."""
    settings = (desk.folder / "factcheck.toml").read_text("utf-8")
    server = f'host = "127.0.0.1"\nport = {mails.port}\nsecurity = "none"\nsender = "desk@courier.example"\n'
    desk.write("factcheck.toml", f"{settings}\n[mail]\n{server}")
    return desk


def test_whoever_is_told_is_sent_what_waits(mailing: Program, mails: MailServer) -> None:
    assert mailing.ok("person", "notify", "Ben", "--mail", "ben@courier.example") == (
        "Ben  ben@courier.example  at-once"
    )
    mailing.ok("add", TEXT)
    mailing.ok("assign", REF, "Ben")
    (waiting,) = mailing.json("notify", "--list")["notices"]
    assert (waiting["to"], waiting["ref"], waiting["state"]) == ("Ben", REF, "waiting")
    sent = mailing("notify", "--once")

    assert (sent.code, sent.out, sent.err) == (0, "Ben: 1 notice sent\n", "Sent: 1 notice.\n")
    assert mails.recipients == ["ben@courier.example"]
    assert mailing.json("notify", "--list")["notices"] == []


def test_what_was_not_sent_says_why_and_how_to_go_on(mailing: Program, mails: MailServer) -> None:
    mailing.ok("person", "notify", "Ben", "--mail", "ben@courier.example")
    mails.refusals = {"ben@courier.example": "550 No such user"}
    mailing.ok("add", TEXT)
    mailing.ok("assign", REF, "Ben")
    failed = mailing("notify", "--once")

    assert failed.code == 1
    assert failed.err.splitlines() == [
        "Ben: 1 notice not sent, given up: The mail server answered 550: No such user",
        "Sent: 0 notices.",
        "Next: factcheck notify --list",
    ]
    (listed,) = mailing.json("notify", "--list")["notices"]
    assert (listed["state"], listed["error"]) == ("failed", "The mail server answered 550: No such user")
    mails.refusals = {}
    again = mailing("notify", "--once", "--retry")
    assert (again.code, again.err.splitlines()[0]) == (0, "To be tried again: 1 notice.")


def test_of_what_waits_no_more_is_listed_than_is_asked_for(mailing: Program) -> None:
    mailing.ok("person", "notify", "Ben", "--mail", "ben@courier.example")
    for number in range(3):
        mailing.ok("add", f"The ferry has {number} decks.", "--ref", f"f{number}")
        mailing.ok("assign", f"f{number}", "Ben")
    whole = mailing.json("notify", "--list")["notices"]
    assert {one["ref"] for one in whole} == {"f0", "f1", "f2"}
    assert mailing.json("notify", "--list", "--limit", "2")["notices"] == whole[:2]


def test_a_mail_is_sent_as_a_test(mailing: Program, mails: MailServer) -> None:
    assert "No mail address of Ben is known." in mailing("notify", "--test", "Ben").err
    mailing.ok("person", "notify", "Ben", "--mail", "ben@courier.example")
    assert "was taken by the mail server" in mailing("notify", "--test", "Ben").err
    assert [mail["To"] for mail in mails.mails] == ["Ben <ben@courier.example>"]
    mails.answer = "451 Later"
    refused = mailing("notify", "--test", "Ben")
    assert (refused.code, "The mail server answered 451: Later" in refused.err) == (1, True), refused.err


def test_a_choice_is_shown_changed_and_taken_back(mailing: Program) -> None:
    assert "Ben is told nothing." in mailing("person", "notify", "Ben").err
    mailing.ok("person", "notify", "Ben", "--mail", "ben@courier.example")
    assert mailing.ok("person", "notify", "Ben", "--daily") == "Ben  ben@courier.example  daily"
    assert mailing.ok("person", "notify", "ben") == "Ben  ben@courier.example  daily"
    assert "Ben is told nothing more." in mailing("person", "notify", "Ben", "--never").err
    assert "Ben was told nothing." in mailing("person", "notify", "Ben", "--never").err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("person", "notify", "Ben", "--daily"), 3, "Say where mails go: --mail"),
        (("person", "notify", "Ben", "--mail", "ben"), 1, "no mail address that can be written to"),
        (("person", "notify", "Ben", "--mail", "a@b.c\nBcc: x@y.z"), 1, "no mail address"),
        (("person", "notify", "Ben", "--never", "--daily"), 2, "--never goes with nothing else"),
        (("notify", "--list", "--once"), 2, "--list goes with nothing else"),
        (("notify", "--once", "--limit", "5"), 2, "--limit goes with --list"),
    ],
)
def test_what_cannot_be_is_refused(
    mailing: Program, arguments: tuple[str, ...], code: int, said: str
) -> None:
    refused = mailing(*arguments)

    assert (refused.code, said in refused.err) == (code, True), refused.err


def test_without_a_mail_server_and_webhooks_nothing_is_sent(desk: Program) -> None:
    for arguments in (("notify", "--once"), ("person", "notify", "Ben", "--mail", "ben@courier.example")):
        refused = desk(*arguments)
        assert (refused.code, "[mail]" in refused.err) == (3, True), refused.err
