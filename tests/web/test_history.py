"""The histories in the browser: of one claim, line by line and as it was, and of the desk, by person and by day."""

import html
import re

import pytest

from tests.cli.conftest import Program
from tests.web.forms import quoted, words_of
from tests.web.served import HOSTILE, Served, serving


@pytest.fixture
def program(program: Program) -> Program:
    """The desk with a claim that has a source and a quote."""
    return quoted(program)


# Of one claim


def test_every_line_says_who_did_what_when_and_what_changed(program: Program, ana: Served) -> None:
    program.ok("edit", "bridge", "--claimant", "The council", "--note", "Ask again.", "--as", "Ben")
    lines = program.json("log", "bridge")["events"]
    page = ana.get("/claims/bridge/history").body
    assert re.findall(r'id="line-(\d+)"', page) == [str(one["seq"]) for one in reversed(lines)]
    assert all(one["hash"] in page for one in lines)
    newest = words_of(page).partition("The claim as it then was")[0]
    assert "Ben changed the claimant and private note" in newest
    assert "<del><bdi>The mayor</bdi></del>" in page
    assert "<ins><bdi>The council</bdi></ins>" in page
    assert "<ins><bdi>Ask again.</bdi></ins>" in page


def test_the_claim_is_shown_as_it_was_after_a_line(program: Program, ana: Served) -> None:
    program.ok("edit", "bridge", "--text", "The bridge opened in 1933.", "--as", "Ben")
    then = ana.get("/claims/bridge/history?at=1").body
    assert "The bridge opened in 1932." in then
    assert "1933" not in then
    assert "No quote is on record yet." in then
    assert "1933" in ana.get("/claims/bridge/history?at=5").body


@pytest.mark.parametrize(
    "query", ["at=0", "at=99", "at=x", "at=-1", "at=%D9%A1", "before=0", "before=x", "at=1e1"]
)
def test_a_line_that_there_is_not_is_not_found(ana: Served, query: str) -> None:
    assert ana.get(f"/claims/bridge/history?{query}").status == 404


def test_a_long_history_goes_on_where_it_stopped(program: Program, ana: Served) -> None:
    program.ok("add", "-", "--as", "Ana", stdin=b"Another claim.")
    for number in range(60):
        ana.post("/claims/another-claim/note", note=f"Note {number}.")
    path, seen = "/claims/another-claim/history", []
    while path:
        page = ana.get(path).body
        seen += [int(one) for one in re.findall(r'id="line-(\d+)"', page)]
        more = re.search(r'<a href="([^"]+)" rel="next"', page)
        path = html.unescape(more[1]) if more else ""
    assert seen == list(range(61, 0, -1))


def test_a_former_ref_leads_on_to_the_history(program: Program, ana: Served) -> None:
    program.ok("rename", "bridge", "the-bridge")
    assert ana.get("/claims/bridge/history")["location"] == "/claims/the-bridge/history"


def test_what_was_taken_out_is_not_in_the_history(program: Program, ana: Served) -> None:
    program.ok("note", "bridge", "Call Zoe Ashgrove on 555 0199.")
    line = len(program.json("log", "bridge")["events"])
    program.ok("redact", "bridge", str(line), "--why", "She asked for it.")
    page = ana.get("/claims/bridge/history").body
    assert "Zoe" not in page
    assert "[redacted 1]" in page
    assert ana.get(f"/claims/bridge/history?at={line}").status == 200


def test_hostile_words_stay_words_in_the_histories(served: Served) -> None:
    for path in ("/claims/hostile/history", "/claims/hostile/history?at=3", "/history"):
        page = served.get(path).body
        assert HOSTILE not in page
        assert "\u202e" not in page


# Of the desk


def test_the_desk_tells_what_was_done_newest_first_by_person_and_by_day(
    program: Program, ana: Served
) -> None:
    program.ok("add", "The tower is new.", "--as", "Ben")
    page = ana.get("/history").body
    said = words_of(page)
    assert (
        said.index("Ben entered the claim")
        < said.index("Ana quoted a source")
        < said.index("Ana entered the claim")
    )
    assert '<option value="Ben"' in page
    assert "Ana" not in words_of(ana.get("/history?by=ben").body).partition("Show")[2]
    day = program.json("log", "bridge")["events"][0]["at"][:10]
    assert "Ana entered the claim" in words_of(ana.get(f"/history?by=Ana&day={day}").body)
    assert "Nothing like that is on record" in ana.get("/history?day=1999-12-31").body
    assert "Nothing like that is on record" in ana.get("/history?by=Nobody").body


def test_the_history_of_the_desk_is_paged_by_a_cursor(program: Program, ana: Served) -> None:
    text = "\n".join(f"Claim number {number} is so." for number in range(60))
    program.ok("add", "-", stdin=text.encode())
    path, seen = "/history?by=Ana", []
    while path:
        page = ana.get(path).body
        seen += re.findall(r"Claim number (\d+) is so", page)
        more = re.search(r'<a href="([^"]+)" rel="next"', page)
        path = html.unescape(more[1]) if more else ""
    assert seen == [str(number) for number in range(59, -1, -1)]


@pytest.mark.parametrize(
    "query",
    [
        "day=tomorrow",
        "day=2026-02-30",
        "day=0001-01-01",
        "day=9999-12-31",
        "before=x",
        "before=1-2-3",
        "day=%D9%A1",
    ],
)
def test_a_day_or_a_place_that_is_none_is_named(served: Served, query: str) -> None:
    assert served.get(f"/history?{query}").status in (200, 422)


def test_articles_are_told_of_too(program: Program, ana: Served) -> None:
    program.write("draft.txt", "The tower is new. It is tall.")
    program.ok("article", "add", "draft.txt", "--ref", "draft")
    page = ana.get("/history").body
    assert "Ana entered or changed the article" in words_of(page)
    assert 'href="/articles/draft"' in page


# Today


def test_today_tells_each_step_with_how_much_there_is_and_what_one_did_last(
    program: Program, ana: Served
) -> None:
    text = "\n".join(f"Claim number {number} is so." for number in range(13))
    program.ok("add", "-", "--assignee", "Ana", stdin=text.encode())
    program.ok("add", "Ben has this.", "--assignee", "Ben")
    program.ok("contact", "bridge", "--who", "The mayor", "--how", "by letter")
    page = ana.get("/").body
    steps = {
        name: words_of(f"<main{part}</main>")
        for name, part in re.findall(r'aria-labelledby="step-(\w+)"(.*?)</section>', page, re.DOTALL)
    }
    assert [*steps] == ["rate", "check", "ask"]
    assert "13 of 14 at the desk." in steps["check"]
    assert steps["check"].count("Claim number") == 10
    assert 'href="/claims/bridge/answer?contact=q1">Say what came of it' in page
    assert (
        len(re.findall(r" Ana (entered|recorded|quoted)", words_of(page).partition("What you did last")[2]))
        == 10
    )
    more = ana.get("/?for=Ana&step=check").body
    assert more.count("Claim number") == 13
    assert "step-ask" not in more
    assert ana.get("/?step=nothing").status == 422
    everybody = ana.get("/?for=").body
    assert "14 at the desk." in everybody


def test_what_was_returned_to_me_stands_first_with_its_reason(program: Program) -> None:
    program.ok("rate", "bridge", "true", "--because", "So it is [e1].")
    program.ok("submit", "bridge")
    program.ok("return", "bridge", "--why", "Which register?", "--as", "Ben")
    program.ok("add", "Something to check.", "--assignee", "Ana")
    with serving(program.folder) as ana:
        page = words_of(ana.get("/").body)
    assert page.index("Sent back by Ben: Which register?") < page.index("Something to check.")
