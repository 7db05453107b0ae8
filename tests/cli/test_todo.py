"""Who does what next at the terminal: `todo`, the program alone on a desk, and a verdict given to a reader by name."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import REF, Program


def told(desk: Program, *arguments: str) -> list[tuple[Any, ...]]:
    """Ref, person and step of each thing that is to be done."""
    found = desk.json("todo", *arguments)
    assert found["schema"] == 1
    assert all(set(one) == {"ref", "who", "step", "since", "why"} for one in found["todo"])
    return [(one["ref"], one["who"], one["step"]) for one in found["todo"]]


def test_alone_on_a_desk_it_says_what_is_to_be_done(desk: Program) -> None:
    desk.submitted()
    ran = desk()

    assert ran.code == 0
    assert re.fullmatch(
        rf"anybody  review  {REF}  \d{{4}}-\d\d-\d\d  rated true by Ana, not signed\n", ran.out
    )
    assert "1 thing to do: anybody 1." in ran.err


def test_alone_outside_of_a_desk_it_helps(program: Program, tmp_path: Path) -> None:
    ran = program.at(tmp_path)()

    assert (ran.code, ran.out[:6]) == (2, "Usage:")


def test_a_desk_without_claims_has_nothing_to_do(desk: Program) -> None:
    ran = desk("todo")

    assert (ran.code, ran.out) == (0, "")
    assert "Nothing is to be done." in ran.err
    assert told(desk) == []


def test_a_verdict_is_given_to_a_reader_and_handed_over(desk: Program) -> None:
    ref = desk.rated()
    assert "with Ben" in desk("submit", ref, "--to", "Ben").err
    desk.ok("add", "It rained.", "--ref", "rain", "--deadline", "2020-01-02")

    assert told(desk) == [(ref, "Ben", "review"), ("rain", None, "check")]
    assert told(desk, "--for", " BEN ") == [(ref, "Ben", "review"), ("rain", None, "check")]
    assert told(desk, "--for", "Ana") == [("rain", None, "check")]
    handed = desk("submit", ref, "--to", "Cem")
    assert "factcheck approve" in handed.err
    assert "--as Cem" in handed.err
    assert told(desk, "--step", "review") == [(ref, "Cem", "review")]
    assert desk("verify").code == 0


def test_what_anybody_may_read_is_not_for_its_author_nor_for_who_signed_it(desk: Program) -> None:
    desk.write("factcheck.toml", (desk.folder / "factcheck.toml").read_text("utf-8") + "reviewers = 2\n")
    ref = desk.submitted()
    desk.ok("approve", ref, "--as", "Ben")
    desk.ok("add", "It rained.", "--ref", "rain", "--as", "Cem")
    desk.ok("assign", "rain", "Cem")

    assert told(desk, "--for", "Ana") == []
    assert told(desk, "--for", "Ben") == []
    assert told(desk, "--for", "Cem") == [("rain", "Cem", "check"), (ref, None, "review")]


def test_why_says_who_returned_it_and_what_is_overdue(desk: Program) -> None:
    ref = desk.submitted()
    desk.ok("return", ref, "--why", "Quote the whole entry.", "--as", "Ben")
    desk.ok("edit", ref, "--deadline", "2020-01-02")

    [only] = desk.json("todo")["todo"]
    assert (only["who"], only["step"]) == ("Ana", "returned")
    assert only["why"] == "overdue since 2020-01-02; returned by Ben: Quote the whole entry."
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", only["since"])
    assert "1 overdue" in desk("todo").err


def test_the_pressing_comes_first(desk: Program) -> None:
    for ref, options in {
        "old": (),
        "low": ("--priority", "low"),
        "high": ("--priority", "high"),
        "late": ("--deadline", "2020-01"),
        "soon": ("--deadline", "2099-01-01", "--priority", "low"),
    }.items():
        desk.ok("add", f"It rained, says {ref}.", "--ref", ref, *options)

    assert [ref for ref, *_ in told(desk)] == ["late", "soon", "high", "old", "low"]
    assert [ref for ref, *_ in told(desk, "--limit", "2")] == ["late", "soon"]
    assert "Shown are the first 2" in desk("todo", "--limit", "2").err


def test_who_was_asked_outside_and_has_not_answered(desk: Program) -> None:
    ref = desk.rated()
    desk.ok("contact", ref, "--who", "The mayor", "--how", "by letter")

    assert told(desk, "--step", "ask") == [(ref, "Ana", "ask")]
    assert "The mayor was asked and has not answered" in desk("todo").out


@pytest.mark.parametrize(("name", "near"), [("Bem", "Ben"), ("Веn", "Ben")])
def test_a_name_that_nobody_has_is_refused_with_the_near_one(desk: Program, name: str, near: str) -> None:
    desk.ok("submit", desk.rated(), "--to", "Ben")
    ran = desk("todo", "--for", name)

    assert (ran.code, ran.out) == (1, "")
    assert f'Nobody here is called "{name}". Did you mean "{near}"?' in ran.err


def test_somebody_known_who_has_nothing_to_do_is_told_so(desk: Program) -> None:
    ref = desk.submitted()
    desk.ok("approve", ref, "--as", "Ben")
    desk.ok("withdraw", ref, "--why", "Said by nobody.")

    ran = desk("todo", "--for", "ben")
    assert (ran.code, ran.out) == (0, "")
    assert "Nothing is to be done by ben." in ran.err


def test_a_reader_who_is_not_of_the_desk_is_refused(desk: Program) -> None:
    ref = desk.rated()
    desk.ok("person", "add", "Ana", "Ben")

    assert desk("submit", ref, "--to", "Ban").code == 3
    assert desk("submit", ref, "--to", " ").code == 1
    assert desk.claim()["status"] == "rated"
    desk.ok("submit", ref, "--to", "BEN")
    assert told(desk) == [(ref, "Ben", "review")]


def test_a_list_goes_on_after_a_claim_and_shows_first_what_it_is_sorted_by(desk: Program) -> None:
    for ref in ("rain", "hail", "snow"):
        desk.ok("add", f"It fell as {ref}.", "--ref", ref, "--deadline", f"2020-01-0{len(ref)}", "--tag", ref)

    first = desk("list", "--limit", "2")
    assert [line.split()[0] for line in first.lines] == ["rain", "hail"]
    assert "For more, add --after hail" in first.err
    assert desk("list", "--after", "ha").lines[0].startswith("snow")
    assert desk("list", "--sort", "deadline", "--tag", "snow").lines[0].startswith("2020-01-04  snow")
    assert "No claim is like that" in desk("list", "--author", "Zoe").err
    assert desk("list", "--deadline", "soon").code == 1


def test_stats_say_of_how_many(desk: Program) -> None:
    assert "nothing to count" in desk("stats").err
    desk.ok("add", "It rained.", "--ref", "rain")
    desk.rated()

    rows = desk.json("stats", "--by", "status", "--by", "person")["stats"]
    assert [(one["by"], one["value"], one["claims"], one["of"]) for one in rows] == [
        ("status", "unverified", 1, 2),
        ("status", "rated", 1, 2),
        ("person", "Ana", 1, 1),
    ]
    assert rows[0]["median_days"] is None
    assert desk("stats", "--by", "verdict").out.split() == ["verdict", "true", "1", "1", "1", "0"]
