"""Sheets from the command line: what they would do, what was remembered of them, and corrections."""

import csv
from io import StringIO

import pytest

from tests.cli.conftest import Program


def _corrected(sheet: str, **changes: str) -> str:
    """The sheet with these cells in its first row."""
    rows = list(csv.DictReader(StringIO(sheet)))
    rows[0].update(changes)
    out = StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@pytest.fixture
def listed(desk: Program) -> str:
    """A claim on the desk, and the desk's own sheet of it."""
    desk.ok("add", "It rained 52 mm.", "--ref", "rain", "--claimant", "Ana", "--tag", "wet")
    return desk.ok("list", "--format", "csv")


def test_a_dry_run_shows_what_would_be_and_stores_nothing(desk: Program, listed: str) -> None:
    desk.write("s.csv", _corrected(listed, claimant="Ben") + "\n")
    desk.write("new.csv", "Claim,Rating\nIt snowed.,False\nIt rained 52 mm!,True\n")

    ran = desk("import", "s.csv", "--update", "--dry-run")
    assert (ran.code, ran.lines) == (0, ["change  rain  s.csv line 2  claimant: Ana → Ben"])
    ran = desk("import", "new.csv", "--dry-run")
    assert [line.split("  ")[0] for line in ran.lines] == ["add", "leave"]
    assert '"Rating"' in ran.err
    assert "Nothing was stored." in ran.err
    assert desk.claim("rain")["claimant"] == "Ana"
    assert desk.refs() == ["rain"]


def test_a_corrected_sheet_changes_its_claims_when_that_is_said(desk: Program, listed: str) -> None:
    desk.write("s.csv", _corrected(listed, claimant="Ben", tags="", context="On Monday."))

    ran = desk("import", "s.csv")
    assert ran.code == 3
    assert "claimant: Ben; there: Ana" in ran.err
    assert "add --update" in ran.err
    assert desk.claim("rain")["claimant"] == "Ana"

    assert desk("import", "s.csv", "--update").lines == ["rain"]
    claim = desk.claim("rain")
    assert (claim["claimant"], claim["tags"], claim["context"]) == ("Ben", [], "On Monday.")
    edit = desk.json("log", "rain")["events"][-1]
    assert edit["act"] == "edit"
    assert edit["body"]["set"] == {"claimant": "Ben", "tags": None, "context": "On Monday."}


def test_an_untouched_sheet_changes_nothing(desk: Program, listed: str) -> None:
    desk.write("s.csv", listed)
    desk.ok("edit", "rain", "--claimant", "Cleo")
    ran = desk("import", "s.csv", "--update")
    assert (ran.code, ran.out) == (0, "")
    assert desk.claim("rain")["claimant"] == "Cleo"


def test_a_sheet_of_a_claim_that_was_read_by_a_second_person_comes_back_too(desk: Program) -> None:
    ref = desk.signed_off()
    desk.write("s.csv", listed := desk.ok("list", "--format", "csv"))

    assert desk("import", "s.csv", "--update", "--dry-run").code == 0
    desk.write("s.csv", _corrected(listed, tags="harbour"))
    assert desk("import", "s.csv", "--update").lines == [ref]
    assert desk.claim(ref)["tags"] == ["harbour"]


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "xlsx"])
def test_marks_of_direction_and_semicolons_are_no_corrections(desk: Program, form: str) -> None:
    text = "\u200fقالت \u2067BBC\u2069 إن \u202b12\u202c جسراً أُغلقت."
    link = "https://a.example/x;http://b.example"
    desk.ok("add", text, "--ref", "bridges", "--tag", "a;b", "--tag", "c", "--appearance", link)
    desk.ok("add", "A literal \\u2067 stays.", "--ref", "literal", "--claimant", "\u200eAna")
    if form == "xlsx":
        desk.ok("export", "--format", "xlsx", "s.xlsx")
    else:
        desk.write(f"s.{form}", desk.ok("list", "--format", form))

    ran = desk("import", f"s.{form}", "--update")

    assert (ran.code, ran.out) == (0, "")
    claim = desk.claim("bridges")
    assert (claim["text"], claim["tags"], claim["appearances"]) == (text, ["a;b", "c"], [link])


def test_a_row_undoes_nothing_that_its_writer_did_not_see(desk: Program, listed: str) -> None:
    desk.ok("edit", "rain", "--claimant", "Cleo")
    desk.write("s.csv", _corrected(listed, claimant="Ben"))
    ran = desk("import", "s.csv", "--update")
    assert ran.code == 3
    assert 's.csv line 2: rain: claimant: was "Ana", is "Cleo"' in ran.err
    assert desk.claim("rain")["claimant"] == "Cleo"

    desk.write("s.csv", _corrected(listed, context="On Monday."))
    assert desk("import", "s.csv", "--update").lines == ["rain"]
    assert (desk.claim("rain")["claimant"], desk.claim("rain")["context"]) == ("Cleo", "On Monday.")


@pytest.mark.usefixtures("listed")
def test_a_sheet_without_heads_is_only_shown(desk: Program) -> None:
    desk.write("s.csv", "ref,text,claimant\nrain,It rained 62 mm.,Ana\n")
    ran = desk("import", "s.csv", "--update")
    assert (ran.code, ran.out) == (3, "")
    assert "text: It rained 62 mm.; there: It rained 52 mm." in ran.err
    assert 'Without a "head"' in ran.err
    assert desk.claim("rain")["text"] == "It rained 52 mm."


@pytest.mark.usefixtures("listed")
def test_a_row_that_stands_twice_or_has_no_text_changes_nothing(desk: Program) -> None:
    head = desk.json("log", "rain")["events"][-1]["hash"]
    desk.write("s.csv", f"ref,text,head\nrain,A.,{head}\nrain,B.,{head}\n")
    assert "stands in a row above too" in desk("import", "s.csv", "--update").err
    desk.write("s.csv", f"ref,text,head\nrain,,{head}\n")
    ran = desk("import", "s.csv", "--update")
    assert ran.code == 1
    assert "s.csv line 2" in ran.err
    assert desk.claim("rain")["text"] == "It rained 52 mm."


def test_columns_are_remembered_for_the_next_sheet(desk: Program) -> None:
    desk.write("a.csv", "Wording,Who,Result\nIt rose.,Ana,True\n")
    assert 'no header says "text"' in desk("import", "a.csv").err
    desk.ok("import", "a.csv", "--columns", "Wording=text,Who=claimant")
    desk.write("b.csv", "Wording,Who\nIt fell.,Ben\n")
    ran = desk("import", "b.csv")
    assert ran.lines == ["it-fell"]
    assert desk.claim("it-fell")["claimant"] == "Ben"
    settings = (desk.folder / "factcheck.toml").read_text("utf-8")
    assert settings.endswith('[columns]\n"Wording" = "text"\n"Who" = "claimant"\n')


def test_a_dry_run_remembers_nothing(desk: Program) -> None:
    desk.write("a.csv", "Wording\nIt rose.\n")
    desk.ok("import", "a.csv", "--columns", "Wording=text", "--dry-run")
    assert "[columns]" not in (desk.folder / "factcheck.toml").read_text("utf-8")


def test_a_mapping_to_a_field_that_is_not_there_is_told_the_near_one(desk: Program) -> None:
    desk.write("a.csv", "Wording\nIt rose.\n")
    ran = desk("import", "a.csv", "--columns", "Wording=txt")
    assert ran.code == 1
    assert '"txt" is no field of a claim. Did you mean "text"?' in ran.err
