"""Every list and show in every format; the JSON shapes are a contract."""

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from factcheck.cli.output import FORMATS
from tests.cli.conftest import REF, TEXT, Program

CLAIM = {
    *("ref", "text", "quote", "claimant", "claimed_on", "said_in", "appearances", "article", "locator"),
    *("kind", "context", "would_settle", "tags", "priority", "language", "assignee", "status", "verdict"),
}
SOURCE = {
    *("id", "url", "title", "publisher", "author", "published_on", "kind", "origin"),
    *("party_to_dispute", "language", "confidential", "note", "archived_url"),
}
EVIDENCE = {
    *("id", "source", "stance", "standing", "exact", "prefix", "suffix", "capture"),
    *("position", "match", "excerpt", "who", "when", "how", "note", "region", "picture", "machine_read"),
}
VERDICT = {
    *("id", "rating", "scale", "scale_version", "wording", "summary", "rationale"),
    *("cites", "resolves", "by", "at"),
}
REVIEW = {
    *("id", "verdict", "decision", "comment", "digest", "solo", "by", "at", "in_force"),
    *("desk", "signature", "signed_with", "key"),
}
COMMANDS = {"list": ("list",), "show": ("show", REF), "log": ("log", REF), "verify": ("verify",)}


@pytest.fixture(scope="module")
def _full(_new_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = Program(Path(shutil.copytree(_new_desk, tmp_path_factory.mktemp("full") / "desk")))
    desk.signed_off()
    desk.ok("add", "Prices rose | by 3%.", "--claimant", "Lang", "--tag", "a", "--tag", "b")
    return desk.folder


@pytest.fixture
def full(tmp_path: Path, _full: Path) -> Program:
    """A desk with a claim that has gone all the way, and a second one that is new."""
    return Program(Path(shutil.copytree(_full, tmp_path / "full")))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_every_list_and_show_comes_in_every_format(
    full: Program, command: tuple[str, ...], form: str
) -> None:
    ran = full(*command, "--format", form)

    assert ran.code == 0
    assert ran.out.endswith("\n") or (command[0] == "verify" and not ran.out)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_json_is_short_for_format_json(full: Program, command: tuple[str, ...]) -> None:
    ran = full(*command, "--json")

    assert ran.out == full(*command, "--format", "json").out
    assert ran.json["schema"] == 1


def test_an_unknown_format_is_a_usage_error_that_lists_them(full: Program) -> None:
    ran = full("list", "--format", "xml")

    assert (ran.code, ran.out) == (2, "")
    assert all(form in ran.err for form in FORMATS)


# JSON


def test_list_is_claims_that_always_carry_five_words(full: Program) -> None:
    listed = full.json("list")

    assert set(listed) == {"schema", "claims"}
    first, second = listed["claims"]
    assert set(first) == set(second) >= CLAIM
    words = ("ref", "text", "claimant", "status", "verdict")
    assert [first[word] for word in words] == [REF, TEXT, None, "signed-off", "true"]
    assert [second[word] for word in words[2:]] == ["Lang", "unverified", None]
    assert second["tags"] == ["a", "b"]


def test_list_leaves_private_notes_out(full: Program) -> None:
    full.ok("note", REF, "The archivist asked not to be named.")

    for form in FORMATS:
        assert "archivist" not in full.ok("list", "--format", form)


def test_show_is_a_claim_with_its_lists(full: Program) -> None:
    shown = full.json("show", REF)

    assert set(shown) == {"schema", "claim"}
    claim = shown["claim"]
    assert set(claim) >= CLAIM | {"sources", "evidence", "verdicts", "reviews", "corrections"}
    assert [set(one) for one in claim["sources"]] == [SOURCE]
    assert [set(one) for one in claim["evidence"]] == [EVIDENCE]
    assert [set(one) for one in claim["verdicts"]] == [VERDICT]
    assert [set(one) for one in claim["reviews"]] == [REVIEW]
    assert claim["corrections"] == []
    assert [claim["sources"][0]["id"], claim["evidence"][0]["id"]] == ["s1", "e1"]
    assert claim["verdict"] == claim["verdicts"][0]["rating"] == "true"
    assert claim["reviews"][0]["digest"] == claim["digest"]


def test_show_of_a_new_claim_has_the_same_shape(full: Program) -> None:
    old, new = full.claim(), full.claim("prices-rose-by-3-percent")

    assert set(old) == set(new)
    assert (new["verdict"], new["sources"], new["evidence"], new["verdicts"]) == (None, [], [], [])


def test_log_is_events_whose_hashes_chain(full: Program) -> None:
    told = full.json("log", REF)

    assert set(told) == {"schema", "events"}
    events = told["events"]
    assert {frozenset(one) for one in events} == {
        frozenset({"seq", "at", "by", "act", "body", "previous", "hash", "edition"})
    }
    assert [one["seq"] for one in events] == [1, 2, 3, 4, 5, 6]
    assert [one["previous"] for one in events] == ["", *(one["hash"] for one in events[:-1])]


def test_times_are_utc_to_the_second(full: Program) -> None:
    times = [one["at"] for one in full.json("log", REF)["events"]]
    times += [one["added_at"] for one in full.json("list")["claims"]]

    assert all(len(time) == 20 and time[10] == "T" and time.endswith("Z") for time in times)


def test_nothing_found_is_an_empty_list(full: Program) -> None:
    assert full.json("list", "--status", "withdrawn") == {"schema": 1, "claims": []}
    assert full.json("verify") == {"schema": 1, "findings": []}


def test_jsonl_is_one_thing_a_line(full: Program) -> None:
    def lines(*command: str) -> list[Any]:
        return [json.loads(line) for line in full.ok(*command, "--format", "jsonl").splitlines()]

    assert lines("list") == full.json("list")["claims"]
    assert lines("log", REF) == full.json("log", REF)["events"]
    assert lines("show", REF) == [full.claim()]
    assert lines("list", "--status", "withdrawn") == [] or lines("list", "--status", "withdrawn") == [""]


def test_letters_of_every_script_stand_as_they_are_in_json(desk: Program) -> None:
    desk.ok("add", "عدد السكان ثلاثة آلاف.")

    assert "عدد السكان ثلاثة آلاف." in desk.ok("list", "--json")


# Tables of text


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_separated_values_read_back(full: Program, form: str, delimiter: str) -> None:
    names, *rows = csv.reader(io.StringIO(full("list", "--format", form).out), delimiter=delimiter)

    assert names[:5] == ["ref", "status", "verdict", "claimant", "text"]
    assert set(names) >= CLAIM
    assert [row[:5] for row in rows] == [
        [REF, "signed-off", "true", "", TEXT],
        ["prices-rose-by-3-percent", "unverified", "", "Lang", "Prices rose | by 3%."],
    ]
    assert dict(zip(names, rows[1], strict=True))["tags"] == "a; b"


def test_separated_values_of_one_claim_are_its_words(full: Program) -> None:
    full.ok("note", REF, "First line,\nsecond “line”.")

    names, values = csv.reader(io.StringIO(full("show", REF, "--format", "csv").out))

    claim = dict(zip(names, values, strict=True))
    assert (claim["text"], claim["status"], claim["verdict"]) == (TEXT, "signed-off", "true")
    assert claim["note"] == "First line,\nsecond “line”."


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula_to_a_spreadsheet(desk: Program, start: str) -> None:
    formula = f"{start}HYPERLINK(A1)"
    desk.ok("add", "--claimant", formula, "--note", formula, "--", formula)
    ref = desk.refs()[0]

    for command in (("list",), ("show", ref)):
        for form, delimiter in (("csv", ","), ("tsv", "\t")):
            out = desk(*command, "--format", form).out
            cells = [cell for row in csv.reader(io.StringIO(out), delimiter=delimiter) for cell in row]
            assert f"'{formula}" in cells
            assert [cell for cell in cells if cell.startswith(start)] == []


def test_markdown_is_a_table_whose_cells_hold(desk: Program) -> None:
    desk.ok("add", r"Prices \| rose | <b>by</b> `3`.", "--claimant", "[Lang](javascript:alert)")

    lines = desk("list", "--format", "md").lines

    assert lines[:2] == ["| ref | status | verdict | claimant | text |", "| --- | --- | --- | --- | --- |"]
    bars = [at for at, sign in enumerate(lines[2]) if sign == "|" and _escapes_before(lines[2], at) % 2 == 0]
    assert len(bars) == 6


def _escapes_before(line: str, at: int) -> int:
    """How many backslashes stand just before a place."""
    return len(line[:at]) - len(line[:at].rstrip("\\"))


def test_a_line_break_does_not_break_a_row(full: Program) -> None:
    full.ok("note", REF, "First line.\nSecond line.")

    assert "First line.<br>Second line." in full.ok("show", REF, "--format", "md")


def test_show_keeps_a_texts_own_line_breaks(full: Program) -> None:
    full.ok("note", REF, "First line.\nSecond line.")

    first, second = [line for line in full("show", REF).lines if "line." in line]
    assert first.index("First") == second.index("Second")


def test_show_leaves_nothing_out_that_a_person_entered(full: Program) -> None:
    full.ok(
        "source", REF, "https://a.example/", "--title", "Wire", "--origin", "Agency X", "--language", "fr"
    )
    full.ok(
        *("cite", REF, "s2", "--quote", "in 1932", "--prefix", "it was", "--suffix", "at noon"),
        *("--stance", "context"),
    )
    full.ok("withdraw", REF, "--why", "Said by nobody.")

    shown = full.ok("show", REF)

    for word in ("Agency X", "fr", "it was", "at noon", "Said by nobody."):
        assert word in shown


def test_columns_line_up_whatever_the_script(desk: Program) -> None:
    desk.ok("add", "One.", "--claimant", "新华社")
    desk.ok("add", "Two.", "--claimant", "Jose\u0301 N\u0303")
    desk.ok("add", "Three.", "--claimant", "Lang")

    from factcheck.cli.columns import width

    ends = {width(line[: line.rindex("  ")]) for line in desk("list").lines}
    assert len(ends) == 1
