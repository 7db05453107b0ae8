"""Readers' requests at a terminal."""

from factcheck.desk import open_desk
from factcheck.settings import load
from factcheck.workflow.requests.receive import ReaderForm, receive
from tests.cli.conftest import Program

CLAIM = "The mayor said that the bridge over the delta opened in 1932 already."
OTHER = "Somebody told me that all the tram drivers of Porto are on strike tomorrow."


def _asked(desk: Program, *texts: str) -> None:
    with open_desk(load(desk.folder)) as opened:
        for text in texts:
            receive(opened, ReaderForm(text, "The Delta Times"))


def test_requests_are_listed_shown_and_made_claims_of(desk: Program) -> None:
    _asked(desk, OTHER, CLAIM, CLAIM)
    (first, second) = desk.json("request", "list")["requests"]
    assert (first["number"], first["count"], second["number"]) == (2, 2, 1)
    shown = desk.json("request", "show", "2")["request"]
    assert [one["text"] for one in shown["messages"]] == [CLAIM, CLAIM]
    assert f"- {CLAIM} (The Delta Times)" in desk.ok("request", "show", "2")
    assert (
        desk.ok("request", "claim", "2", "--text", "The bridge opened in 1932.")
        == "the-bridge-opened-in-1932"
    )
    assert desk.refs() == ["the-bridge-opened-in-1932"]
    assert [
        one["ref"] for one in desk.json("request", "list", "--state", "claimed")["requests"]
    ] == desk.refs()


def test_a_request_is_linked_dismissed_and_its_readers_forgotten(desk: Program) -> None:
    _asked(desk, OTHER, CLAIM)
    desk.ok("add", "The bridge opened in 1932.", "--ref", "bridge")
    assert "Request 2 is the claim bridge" in desk("request", "link", "2", "brid").err
    assert "Nothing is made of request 1." in desk("request", "dismiss", "1", "--why", "About tomorrow.").err
    assert "Forgotten: 0 mail addresses." in desk("request", "forget", "2").err
    again = desk("request", "claim", "1")
    assert (again.code, "Ana dismissed it: About tomorrow." in again.err) == (3, True), again.err
    gone = desk("request", "show", "9")
    assert (gone.code, "factcheck request list" in gone.err) == (1, True), gone.err
