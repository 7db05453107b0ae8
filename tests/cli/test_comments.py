"""Comments at the terminal: said, answered, resolved, shown before signing; and what changed since one last read."""

import pytest

from tests.cli.conftest import Program


@pytest.fixture
def bridge(desk: Program) -> Program:
    """A desk with a claim that waits for a second person."""
    desk.ok("add", "The bridge opened in 1932.", "--ref", "bridge")
    desk.ok("attach", "bridge", str(desk.write("log.txt", "The bridge over the delta opened in 1932.")))
    desk.ok("cite", "bridge", "s1", "--quote", "opened in 1932", "--stance", "supports")
    desk.ok("rate", "bridge", "true", "--because", "The log says so [e1].", "--summary", "It did.")
    desk.ok("submit", "bridge")
    return desk


def test_a_comment_is_said_answered_resolved_and_opened_again(bridge: Program) -> None:
    said = bridge(
        "comment", "bridge", "Which?", "--on", "c1", "--quote", "over the delta", "--to", "Cem", "--as", "Ben"
    )
    assert (said.code, said.out) == (0, "m1\n")
    assert bridge("comment", "bridge", "The old one.", "--reply", "m1", "--as", "Cem").out == "m2\n"
    assert "m1 resolved; no comment is open." in bridge("resolve", "bridge", "m1").err

    again = bridge("resolve", "bridge", "m1")
    assert again.code == 3
    assert "Reply to open it again: factcheck comment bridge TEXT --reply m1" in again.err
    assert bridge("comment", "bridge", "Not that one.", "--reply", "m2", "--as", "Ben").code == 0

    shown = bridge.json("show", "bridge")["claim"]["comments"]
    assert [(one["id"], one["motivation"], one["reply_to"], one["body"]) for one in shown] == [
        ("m1", "commenting", None, "Which?"),
        ("m2", "replying", "m1", "The old one."),
        ("m3", "replying", "m1", "Not that one."),
    ]
    assert (shown[0]["target"], shown[0]["to"], shown[0]["resolved_by"]) == ("c1", "Cem", None)
    assert shown[0]["selector"]["exact"] == "over the delta"
    laid_out = bridge("show", "bridge").out
    for words in ("Comments", "on c1 · to Cem · open", "“over the delta”", "reply to m1"):
        assert words in laid_out
    assert bridge("verify").code == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("Why?", "--on", "e9"), 1),
        (("Why?", "--on", "c1", "--quote", "nowhere"), 1),
        (("Why?", "--quote", "opened"), 1),
        (("Why?", "--reply", "m9"), 1),
        (("Why?", "--reply", "m1", "--on", "e1"), 2),
        ((" ",), 1),
    ],
)
def test_what_cannot_be_commented_on_is_said_and_nothing_is_stored(
    bridge: Program, arguments: tuple[str, ...], code: int
) -> None:
    ran = bridge("comment", "bridge", *arguments)

    assert (ran.code, ran.out) == (code, "")
    assert bridge.json("show", "bridge")["claim"]["comments"] == []


def test_what_is_open_is_listed_before_signing_and_told_on_signing(bridge: Program) -> None:
    bridge.ok("comment", "bridge", "Which log?", "--on", "v1", "--as", "Ben")

    checked = bridge("check", "bridge", "--json").json["findings"]
    [found] = [one for one in checked if one["code"] == "comments-open"]
    assert found["where"] == "bridge: comments: m1"
    assert "Which log?" not in str(checked), "other programs read the findings"
    assert found["mend"].endswith("factcheck resolve bridge m1")
    assert bridge.json("list")["claims"][0]["open_comments"] == 1
    assert [one["who"] for one in bridge.json("todo", "--step", "comment")["todo"]] == ["Ana"]

    signed = bridge("approve", "bridge", "--as", "Ben")
    assert signed.code == 0
    assert "1 comment was open when it was signed, m1 by Ben: Which log?" in signed.err


def test_a_verdict_is_sent_back_for_a_reason_at_a_place(bridge: Program) -> None:
    back = (
        "return",
        "bridge",
        "--why",
        "Which log?",
        "--on",
        "v1",
        "--quote",
        "The log says so",
        "--as",
        "Ben",
    )
    assert bridge(*back).code == 0

    claim = bridge.json("show", "bridge")["claim"]
    assert claim["reviews"][0]["comment"] == claim["comments"][0]["body"] == "Which log?"
    assert claim["comments"][0]["selector"]["exact"] == "The log says so"


def test_what_changed_since_one_last_read_is_ones_own_to_know(bridge: Program) -> None:
    asked = bridge("changes", "bridge", "--as", "Ben")
    assert "You have not said that you read bridge yet." in asked.err
    assert bridge("changes", "bridge", "--read", "--as", "Ben").code == 0
    bridge.ok("edit", "bridge", "--context", "The old bridge was wood.")

    [change] = bridge.json("changes", "bridge", "--as", "Ben")["changes"]
    assert {key: change[key] for key in ("place", "then", "now", "act", "by")} == {
        "place": "context",
        "then": None,
        "now": "The old bridge was wood.",
        "act": "edit",
        "by": "Ana",
    }
    assert "1 change since line" in bridge("changes", "bridge", "--as", "Ben").err
    assert "You have not said" in bridge("changes", "bridge", "--as", "Cem").err
    first = bridge.json("log", "bridge")["events"][0]["hash"]
    assert len(bridge.json("changes", "bridge", "--since", first[:12])["changes"]) > 5
    assert bridge("changes", "bridge", "--since", "0" * 12).code == 1
