"""check: what it prints, in which forms, and how it ends."""

import json

import pytest

from tests.cli.conftest import REF, Program
from tests.exchange.test_sarif import checked

FULL = ("--because", "The register says so [e1].", "--summary", "It did.")


def _let_through(desk: Program) -> str:
    """A claim that nothing keeps from publication."""
    desk.added()
    desk.write("log.txt", "The bridge was opened in 1932.")
    desk.ok("source", REF, "log.txt", "--kind", "primary")
    desk.ok("cite", REF, "s1", "--quote", "opened in 1932", "--stance", "supports")
    desk.ok("rate", REF, "true", *FULL)
    desk.ok("submit", REF)
    desk.ok("approve", REF, "--as", "Ben")
    return REF


def test_a_claim_that_lacks_nothing_is_let_through(desk: Program) -> None:
    ran = desk("check", _let_through(desk))

    assert (ran.code, ran.out) == (0, "")
    assert "1 claim checked: nothing keeps it from publication; 0 warnings." in ran.err
    assert "Next: factcheck publish" in ran.err


def test_what_blocks_is_listed_and_the_answer_is_no(desk: Program) -> None:
    ran = desk("check", desk.rated(), "--json")

    assert ran.code == 3
    assert ran.json["schema"] == 1
    assert {tuple(one) for one in ran.json["findings"]} == {
        ("code", "where", "message", "mend", "remedy", "level")
    }
    levels = {one["code"]: one["level"] for one in ran.json["findings"]}
    assert levels == {
        "nothing-held": "block",
        "no-summary": "block",
        "too-few-sources": "warn",
        "quote-not-anchored": "warn",
        "never-captured": "block",
        "bare-host": "warn",
        "not-signed": "block",
    }
    assert "1 claim checked: 4 things keep 1 claim from publication; 3 warnings." in ran.err
    assert f"Next: factcheck fetch {REF}" in ran.err


def test_warnings_alone_are_no_refusal(desk: Program) -> None:
    _let_through(desk)
    desk.ok("contact", REF, "--who", "The mayor", "--how", "by e-mail", "--asked", "2026-01-01")

    ran = desk("check", REF, "--json")

    assert (ran.code, [one["level"] for one in ran.json["findings"]]) == (0, ["warn"])
    assert "nothing keeps it from publication; 1 warning." in ran.err


def test_every_rated_claim_is_checked_where_none_is_named(desk: Program) -> None:
    desk.rated()
    desk.ok("add", "Another claim.")

    assert "1 claim checked" in desk("check").err


def test_a_desk_without_a_verdict_has_nothing_to_check(desk: Program) -> None:
    ran = desk("check")

    assert (ran.code, ran.out) == (0, "")
    assert "No claim is rated yet" in ran.err


def test_a_misspelt_claim_is_named(desk: Program) -> None:
    desk.rated()
    ran = desk("check", f"{REF}x")

    assert ran.code == 1
    assert f'Did you mean "{REF}"?' in ran.err


@pytest.mark.parametrize(
    ("form", "first"),
    [
        ("csv", "level,code,where,message,mend"),
        ("tsv", "level\tcode\twhere\tmessage\tmend"),
        ("md", "| level | code | where | message | mend |"),
        ("table", f"{REF}\n  block  nothing-held        verdicts: v1: cites  "),
        ("jsonl", '{"code": "nothing-held"'),
    ],
)
def test_findings_come_in_every_form(desk: Program, form: str, first: str) -> None:
    ran = desk("check", desk.rated(), "--format", form)

    assert ran.code == 3
    assert ran.out.startswith(first)


def test_findings_stand_below_the_claim_that_they_are_of(desk: Program) -> None:
    desk.rated()
    desk.ok("add", "It rained.", "--ref", "rain")
    desk.ok("source", "rain", "--kind", "conversation", "--title", "A talk")
    told = ("--who", "Eve", "--when", "2026-01-01", "--how", "by phone")
    desk.ok("cite", "rain", "s1", "--quote", "It rained.", "--stance", "supports", *told)
    desk.ok("rate", "rain", "true", "--because", "She says so.")

    lines = desk("check").out.splitlines()

    assert [line for line in lines if line and not line.startswith("  ")] == ["rain", REF]
    assert lines.count("") == 1
    assert all(REF not in line.split("  ")[3] for line in lines if line.startswith("  "))


def test_findings_come_as_sarif_for_editors(desk: Program) -> None:
    desk.rated()
    desk.ok("export")

    ran = desk("check", "--format", "sarif")

    assert ran.code == 3
    results = {one["ruleId"]: one for one in checked(json.loads(ran.out))}
    place = results["no-summary"]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == f"claims/{REF}.toml"
    lines = (desk.folder / "claims" / f"{REF}.toml").read_text("utf-8").split("\n")
    assert lines[place["region"]["startLine"] - 1] == "[[verdicts]]"


def test_sarif_of_a_clean_desk_holds_no_result(desk: Program) -> None:
    ran = desk("check", _let_through(desk), "--format", "sarif")

    assert (ran.code, checked(json.loads(ran.out))) == (0, [])


def test_no_other_command_speaks_sarif(desk: Program) -> None:
    assert desk("list", "--format", "sarif").code == 2


def test_the_desk_sets_what_blocks(desk: Program) -> None:
    _let_through(desk)
    path = desk.folder / "factcheck.toml"
    before = path.read_text("utf-8")
    path.write_text(f'{before}\n[rules]\nsources = "2 independent"\n', "utf-8")
    assert desk("check", REF).code == 3
    path.write_text(f'{before}\n[rules]\nsources = "2 independent"\ntoo-few-sources = "off"\n', "utf-8")
    assert desk("check", REF).code == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('no-sumary = "off"', 'Did you mean "no-summary"?'),
        ('no-summary = "maybe"', 'Write "block", "warn" or "off".'),
        ('not-signed = "off"', "always blocks: only what a second person signed is published (rule 3)"),
        ('sources = "lots"', 'Write such as "1 primary or 2 independent"'),
    ],
)
def test_rules_that_make_no_sense_stop_every_command_in_words(desk: Program, line: str, said: str) -> None:
    path = desk.folder / "factcheck.toml"
    path.write_text(f"{path.read_text('utf-8')}\n[rules]\n{line}\n", "utf-8")

    ran = desk("list")

    assert ran.code == 1
    assert said in ran.err
