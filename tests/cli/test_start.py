from pathlib import Path

import pytest

from factcheck import __version__
from tests.cli.conftest import REF, TEXT, Program


def test_init_makes_a_desk_and_prints_its_folder_alone(program: Program) -> None:
    ran = program("init", "desk", "--as", "Ana")

    assert (ran.code, ran.out) == (0, "desk\n")
    assert "factcheck.toml" in ran.err
    made = program.folder / "desk"
    assert {"factcheck.toml", "factcheck.db", "claims", "reports", "archive"} <= {
        one.name for one in made.iterdir()
    }
    assert 'author = "Ana"' in (made / "factcheck.toml").read_text("utf-8")


def test_init_without_a_folder_makes_one_here(program: Program) -> None:
    program.ok("init")

    assert (program.folder / "factcheck.toml").is_file()
    assert program.refs() == []


def test_what_init_says_next_can_be_done_from_where_one_stands(program: Program) -> None:
    told = program("init", "desk", "--as", "Ana").err
    command = told.split("Next: ")[1].splitlines()[0]

    stands_in = program.at(program.folder / "desk") if "cd desk" in command else program
    named = ("--desk", "desk") if "--desk desk" in command else ()
    assert stands_in("add", TEXT, *named).code == 0


@pytest.mark.parametrize("scale", ["seven-step", "six-step", "four-step"])
def test_init_takes_a_name_and_a_scale(program: Program, scale: str) -> None:
    program.ok("init", "--name", 'The "Evening" Desk', "--scale", scale)

    settings = (program.folder / "factcheck.toml").read_text("utf-8")
    assert f'scale = "{scale}"' in settings
    assert program("list").code == 0


def test_init_with_an_unknown_scale_names_the_known_ones_and_makes_nothing(program: Program) -> None:
    ran = program("init", "--scale", "five-step")

    assert ran.code == 1
    assert "seven-step" in ran.err
    assert list(program.folder.iterdir()) == []


def test_init_twice_says_no_and_changes_nothing(desk: Program) -> None:
    before = (desk.folder / "factcheck.toml").read_bytes()

    ran = desk("init", "--name", "Another")

    assert (ran.code, ran.out) == (3, "")
    assert "is a desk already" in ran.err
    assert (desk.folder / "factcheck.toml").read_bytes() == before


def test_init_where_a_file_stands_says_so(program: Program) -> None:
    program.write("taken", "a file")

    ran = program("init", "taken")

    assert ran.code == 1
    assert "taken" in ran.err
    assert "Move it away" in ran.err


# Which desk


def test_the_nearest_desk_upwards_is_used(desk: Program) -> None:
    below = desk.folder / "claims" / "deep"
    below.mkdir(parents=True)
    desk.added()

    assert desk.at(below).refs() == [REF]


def test_without_a_desk_the_error_says_how_to_make_or_name_one(program: Program) -> None:
    ran = program("list")

    assert (ran.code, ran.out) == (1, "")
    assert str(program.folder) in ran.err
    assert "factcheck init" in ran.err
    assert "--desk" in ran.err


@pytest.mark.parametrize(
    "place", [("--desk", "DESK", "list"), ("list", "--desk", "DESK")], ids=["before", "after"]
)
def test_desk_is_named_before_or_after_the_command(
    desk: Program, program: Program, place: tuple[str, ...]
) -> None:
    desk.added()

    assert program.ok(*(str(desk.folder) if word == "DESK" else word for word in place)).startswith(REF)


def test_the_environment_names_the_desk_and_the_option_goes_before_it(
    desk: Program, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.added()
    program.ok("init", "other")

    monkeypatch.setenv("FACTCHECK_DESK", str(desk.folder))

    assert program.refs() == [REF]
    assert program.at(program.folder / "other").refs() == [REF]
    assert program("list", "--desk", "other").out == ""


def test_a_desk_that_is_not_there_is_named(program: Program) -> None:
    ran = program("list", "--desk", "nowhere")

    assert ran.code == 1
    assert "nowhere" in ran.err
    assert "factcheck init nowhere" in ran.err


@pytest.mark.parametrize(
    "settings",
    [
        "name = ",
        'nane = "The desk"',
        'people = "Ana"',
        "people = [1]",
        'scale = "ten-step"',
        "solo = 1",
        "deep = " + "[" * 10_000,
        b"name = '\xff'",
        'database_url = "nonsense"',
    ],
    ids=lambda text: str(text)[:16],
)
def test_settings_that_do_not_fit_are_named_with_what_to_do(desk: Program, settings: str | bytes) -> None:
    desk.write("factcheck.toml", settings)

    ran = desk("list")

    assert (ran.code, ran.out) == (1, "")
    assert any(word in ran.err for word in ("factcheck.toml", "scale", "database_url"))


# Who acts


def _by(desk: Program) -> str:
    events = desk.json("log", REF)["events"]
    return str(events[-1]["by"])


def test_the_desks_author_acts_when_nobody_else_is_named(desk: Program) -> None:
    desk.added()

    assert _by(desk) == "Ana"


@pytest.mark.parametrize(
    "words", [("--as", "Ben", "add", TEXT), ("add", TEXT, "--as", "Ben")], ids=["before", "after"]
)
def test_as_names_who_acts_before_or_after_the_command(desk: Program, words: tuple[str, ...]) -> None:
    desk.ok(*words)

    assert _by(desk) == "Ben"


def test_as_at_the_command_goes_before_as_in_front(desk: Program) -> None:
    desk.ok("--as", "Ben", "add", TEXT, "--as", "Cleo")

    assert _by(desk) == "Cleo"


def test_the_environment_names_who_acts_and_as_goes_before_it(
    desk: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_AUTHOR", "Dana")
    desk.added()
    assert _by(desk) == "Dana"

    desk.ok("note", REF, "Seen.", "--as", "Ben")
    assert _by(desk) == "Ben"


def test_a_name_of_spaces_alone_is_refused_in_words_about_the_name(desk: Program) -> None:
    ran = desk("add", TEXT, "--as", "  ")

    assert ran.code != 0 or _by(desk) == "Ana"
    assert ran.code == 0 or "name" in ran.err or "--as" in ran.err


# What it says of itself


def test_version_is_the_packages(program: Program) -> None:
    ran = program("--version")

    assert (ran.code, ran.out, ran.err) == (0, f"factcheck, version {__version__}\n", "")


def test_a_desk_newer_than_the_program_says_to_update_and_is_left_alone(desk: Program) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(desk.folder / "factcheck.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    before = (desk.folder / "factcheck.db").read_bytes()

    ran = desk("add", TEXT)

    assert (ran.code, ran.out) == (3, "")
    assert "newer than this program" in ran.err
    assert "Update factcheck" in ran.err
    assert (desk.folder / "factcheck.db").read_bytes() == before


def test_a_database_that_is_something_else_is_named(desk: Program) -> None:
    Path(desk.folder / "factcheck.db").write_bytes(b"a letter, not a database; " * 100)

    ran = desk("list")

    assert ran.code == 1
    assert "factcheck.db" in ran.err
    assert "restore a backup" in ran.err


def test_the_doctor_of_a_healthy_desk_says_what_it_looked_at(desk: Program) -> None:
    ran = desk("doctor")
    assert ran.code == 0
    for name in (
        "version",
        "disk",
        "database",
        "lock",
        "clock",
        "archive",
        "time zone",
        "certificates",
        "guard",
        "images",
        "browser",
    ):
        assert f"{name}: " in ran.err
    assert ran.err.endswith("Nothing keeps this desk from working.\n")


def test_the_doctor_ends_with_3_where_something_stops_the_desk(desk: Program) -> None:
    for left in desk.folder.glob("factcheck.db*"):
        left.unlink()
    desk.write("factcheck.db", "no database at all " * 500)
    ran = desk("doctor", "--json")
    assert ran.code == 3
    (stops,) = [one for one in ran.json["findings"] if one["level"] == "stops"]
    assert stops["code"] == "database-unreadable"
    assert "restore a backup" in stops["message"]
