import re
import shlex

import pytest

from tests.cli.conftest import Program

pytestmark = pytest.mark.slow


def test_what_demo_says_to_open_and_to_try_is_there_and_can_be_done_in_that_order(program: Program) -> None:
    ran = program("demo", "my town")
    assert (ran.code, ran.out) == (0, "my town\n")
    town = program.at(program.folder / "my town")

    pages = re.findall(r":  +(\S.*index\.html)", ran.err)
    assert [(program.folder / page).is_file() for page in pages] == [True, True]
    tried = re.findall(r"^  factcheck (.+?)  +\S", ran.err, re.MULTILINE)
    assert len(tried) == 9
    for command in tried:
        assert town(*shlex.split(command)).code == 0, command
    assert [one["step"] for one in town.json("todo")["todo"]] == ["returned", "check", "recheck", "rate"]
    assert town("verify").code == 0


def test_demo_into_a_folder_that_is_not_empty_says_no_and_leaves_it(program: Program) -> None:
    program.write("note.txt", "mine")

    ran = program("demo", ".")

    assert (ran.code, ran.out) == (3, "")
    assert "is not empty" in ran.err
    assert [path.name for path in program.folder.iterdir()] == ["note.txt"]


def test_demo_in_a_language_without_pages_names_those_there_are(program: Program) -> None:
    ran = program("demo", "--language", "xx")

    assert (ran.code, ran.out) == (1, "")
    assert "ar, de, en, es, fa, fr, pt" in ran.err
    assert list(program.folder.iterdir()) == []


def test_demo_never_touches_a_database_that_the_environment_names(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", "sqlite:///real.db")

    ran = program("demo")

    assert (ran.code, ran.out) == (1, "")
    assert "Unset it" in ran.err
    assert list(program.folder.iterdir()) == []
