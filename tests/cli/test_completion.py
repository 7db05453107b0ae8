"""What a shell is offered for the words of a command."""

import subprocess
import sys
from dataclasses import replace

import pytest

from tests.cli.conftest import REF, Process, Program


def _offered(process: Process, *typed: str) -> list[str]:
    words = "\n".join(("factcheck", *typed))
    ran = process(_FACTCHECK_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(len(typed)))
    assert (ran.code, ran.err) == (0, "")
    return [line.partition(",")[2] for line in ran.lines if line]


@pytest.fixture
def rated(process: Process) -> Process:
    desk = Program(process.folder)
    desk.ok("person", "add", "Ana", "Ben", "علی‌رضا", "O'Neil (Ann)")
    desk.rated()
    desk.ok("add", "The debt was 30% of it.", "--ref", "debt-1")
    desk.ok("add", "The debt is gone.", "--ref", "debt-2")
    return process


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (("show", "debt"), ["debt-1", "debt-2"]),
        (("show", "the-"), [REF]),
        (("show", "%"), []),
        (("show", "_"), []),
        (("show", "DEBT"), []),
        (("note", "debt-1", "debt-2"), ["debt-2"]),
        (("cite", REF, "s"), ["s1"]),
        (("cite", "debt-1", "s"), []),
        (("drop", REF, "e"), ["e1"]),
        (("rate", REF, "mostly"), ["mostly-true", "mostly-false"]),
        (("assign", REF, "b"), ["Ben"]),
        (("assign", REF, "o"), ["O\\'Neil\\ \\(Ann\\)"]),
        (("assign", REF, '"o'), ["O'Neil (Ann)"]),
        (("assign", REF, "ع"), ["علی‌رضا"]),
        (("show", "--as", "An"), ["Ana"]),
        (("withd",), ["withdraw"]),
        (("add", "--assignee", "B"), ["Ben"]),
    ],
)
def test_the_shell_is_offered_what_fits(rated: Process, typed: tuple[str, ...], offered: list[str]) -> None:
    assert _offered(rated, *typed) == offered


def test_an_old_ref_is_offered_where_no_other_begins_so(rated: Process) -> None:
    desk = Program(rated.folder)
    desk.ok("rename", REF, "bridge-of-1932")
    desk.ok("rename", "debt-2", "owed")

    assert _offered(rated, "show", "the-br") == [REF]
    assert _offered(rated, "show", "debt") == ["debt-1"]
    assert _offered(rated, "cite", REF, "s") == ["s1"]
    assert _offered(rated, "drop", "bridge", "e") == ["e1"]


def test_words_come_with_what_helps_to_tell_them(rated: Process) -> None:
    ran = rated(_FACTCHECK_COMPLETE="zsh_complete", COMP_WORDS="factcheck show debt-2", COMP_CWORD="2")

    assert ran.lines[1:3] == ["debt-2", "The debt is gone."]


def test_where_there_is_no_desk_nothing_is_offered_and_nothing_said(process: Process) -> None:
    nowhere = replace(process, folder=process.folder.parent)

    assert _offered(nowhere, "show", "d") == []
    assert _offered(nowhere, "sho") == ["show"]


def test_a_database_that_is_not_one_offers_nothing(rated: Process) -> None:
    for one in rated.folder.glob("*.db*"):
        one.write_bytes(b"no database")

    assert _offered(rated, "show", "d") == []


def test_files_are_offered_where_one_may_stand_and_no_claim_begins_so(rated: Process) -> None:
    words = "factcheck\nattach\ndebt-1\nno"
    ran = rated(_FACTCHECK_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD="3")
    assert ran.lines == ["file,no"]
    assert _offered(rated, "attach", "debt-1", "debt-2") == ["debt-2"]


def test_commas_and_backslashes_stay_in_what_the_scripts_take(process: Process) -> None:
    assert 'string split --max 1 ","' in process(_FACTCHECK_COMPLETE="fish_source").out
    assert "read -r type value" in process(_FACTCHECK_COMPLETE="bash_source").out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(process: Process, shell: str) -> None:
    ran = process(_FACTCHECK_COMPLETE=f"{shell}_source")

    assert (ran.code, ran.err) == (0, "")
    assert f"_FACTCHECK_COMPLETE={shell}_complete" in ran.out


def test_nothing_heavy_is_loaded_to_complete_a_word() -> None:
    code = (
        "import sys, factcheck.cli, factcheck.workflow.completion, factcheck.cli.completion;"
        "print([one for one in ('sqlalchemy', 'sqlmodel', 'pydantic', 'httpx', 'jinja2') if one in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"
