"""redact: what it says of what is gone, of what holds it still, and of what to do next."""

import json
from zipfile import ZipFile

import pytest

from factcheck.workflow.transfer.backup import LABEL
from tests.cli.conftest import REF, Process, Program
from tests.cli.terminal import on_a_terminal

WHY = "A court asked for it."
NAME = "Zebedaios Quillfeather"


@pytest.fixture
def named(desk: Program) -> Program:
    """A claim with a private note about somebody, a source that was filed, and a verdict."""
    desk.rated()
    desk.ok("note", REF, f"{NAME} told us.")
    return desk


def _line(desk: Program, act: str) -> str:
    return str(next(one["seq"] for one in desk.json("log", REF)["events"] if one["act"] == act))


def test_what_is_gone_is_named_and_nothing_shows_it_any_more(named: Program) -> None:
    line = _line(named, "note")

    ran = named("redact", REF, line, "--why", WHY)

    assert (ran.code, ran.out) == (0, "")
    assert f"{REF} line {line} lacks its words." in ran.err
    assert "Next: factcheck report" in ran.err
    assert NAME not in named.ok("show", REF) + named.ok("log", REF, "--json")
    assert named.claim()["status"] == "rated"
    verified = named("verify")
    assert verified.code == 0
    assert f"{REF} line {line}: lacks its words, taken out on" in verified.err
    assert f"by Ana: {WHY}" in verified.err


def test_the_backups_that_hold_it_still_are_named(named: Program) -> None:
    old = named.ok("backup", "old.zip")

    said = named("redact", REF, _line(named, "note"), "--why", WHY).err
    assert f"The backup {named.folder / old}, made 20" in said

    again = named("redact", REF, _line(named, "note"), "--why", WHY)

    assert (again.code, "lacks its words" in again.err) == (0, False)
    assert old in again.err


def test_a_backup_from_before_the_claim_was_entered_is_not_said_to_hold_it(named: Program) -> None:
    old = named.folder / named.ok("backup", "old.zip").strip()
    with ZipFile(old, "w") as zipped:
        zipped.writestr(LABEL, json.dumps({"backup": 1, "made_at": "2019-01-01T00:00:00Z"}))

    assert str(old) not in named("redact", REF, _line(named, "note"), "--why", WHY).err


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("99", "--why", WHY), 1, f"{REF} has no line 99"),
        (("c9", "--why", WHY), 1, "has no capture"),
        (("1",), 3, "words are taken out for good with a reason"),
        ((), 2, "Missing argument"),
    ],
)
def test_what_is_not_there_or_has_no_reason_is_refused(
    named: Program, typed: tuple[str, ...], code: int, said: str
) -> None:
    before = named.json("log", REF)

    ran = named("redact", REF, *typed)

    assert ran.code == code
    assert said in ran.err
    assert named.json("log", REF) == before


def test_a_person_is_shown_what_goes_and_asked(process: Process) -> None:
    process("add", f"{NAME} opened the bridge.", "--ref", "opened")

    shown = on_a_terminal(process, "redact", "opened", "1", "--why", WHY, typed=b"n\n")

    assert f"{NAME} opened the bridge." in shown.text
    assert "Take them out?" in shown.text
    assert NAME in process("show", "opened").out
