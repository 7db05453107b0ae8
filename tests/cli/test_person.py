"""Who may act at a desk and where it is: people in the settings, names that enter, and what init writes of both."""

import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import REF, TEXT, Process, Program
from tests.cli.terminal import on_a_terminal
from tests.ssh import make_key, public


def _by(desk: Program) -> str:
    return str(desk.json("log", REF)["events"][-1]["by"])


@pytest.fixture
def people(desk: Program) -> Program:
    """A desk that lists its people."""
    desk.write("factcheck.toml", 'author = "Ana"\npeople = ["Ana", "Ben"]\n')
    return desk


def test_only_the_people_of_the_desk_act(people: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    people.ok("add", TEXT, "--as", " Ben ")
    assert _by(people) == "Ben"

    misspelt = people("note", REF, "Seen.", "--as", "Benn")
    assert misspelt.code == 3
    assert "Rule 3" in misspelt.err
    assert '"Benn"' in misspelt.err
    assert "Ben" in misspelt.err.replace('"Benn"', "")

    monkeypatch.setenv("FACTCHECK_AUTHOR", "Zed")
    assert people("note", REF, "Seen.").code == 3


def test_a_claim_is_assigned_to_people_of_the_desk_alone(people: Program) -> None:
    people.added()

    assert f"{REF} is with Ben." in people("assign", REF, "ben").err
    ran = people("assign", REF, "Zed")
    assert ran.code == 3
    assert "Ana, Ben" in ran.err


def test_assignee_as_an_option_is_held_to_the_people_too(people: Program) -> None:
    assert people("add", TEXT, "--assignee", "Zed").code != 0


@pytest.mark.parametrize("typed", ["BEN", "Ｂｅｎ", "ben"])
def test_another_spelling_of_somebody_listed_is_that_person(people: Program, typed: str) -> None:
    people.ok("add", TEXT, "--as", typed, "--assignee", typed)

    assert _by(people) == "Ben"
    assert people.json("show", REF)["claim"]["assignee"] == "Ben"
    assert [one["ref"] for one in people.json("list", "--assignee", "bEn")["claims"]] == [REF]


def test_a_name_that_looks_like_somebody_listed_is_refused_with_that_one(people: Program) -> None:
    ran = people("add", TEXT, "--as", "Веn")

    assert (ran.code, ran.out) == (3, "")
    assert 'It looks like "Ben", in letters of another script.' in ran.err
    assert "factcheck person add" in ran.err


def test_who_is_only_logged_in_reads_and_does_not_act_where_people_are_listed(desk: Program) -> None:
    desk.added()
    desk.write("factcheck.toml", 'people = ["Ana", "Ben"]\n')

    assert desk("list").code == 0
    ran = desk("note", REF, "Seen.")
    assert ran.code == 3
    assert "is not one of the people of this desk" in ran.err


@pytest.mark.parametrize(
    "name", ["Ana\u200b", "A\u202ena", "Ana\u3164", "Ana\ufe0f", "A\u200dna", "Ana\U000e0041"]
)
def test_a_name_that_hides_something_enters_by_no_option(desk: Program, name: str) -> None:
    desk.added()
    desk.ok("source", REF, "--kind", "conversation", "--title", "A clerk")
    told = ("--stance", "supports", "--standing", "told", "--when", "2026-10-30", "--how", "by phone")
    doors = [
        ("note", REF, "Seen.", "--as", name),
        ("add", "It rained in May.", "--assignee", name),
        ("edit", REF, "--assignee", name),
        ("assign", REF, name),
        ("contact", REF, "--who", name, "--how", "phone", "--asked", "Why?"),
        ("cite", REF, "s1", "--quote", "It was open.", "--who", name, *told),
    ]
    for door in doors:
        ran = desk(*door)
        assert (door[0], ran.code, ran.out) == (door[0], 1, "")
        assert 'The name "Ana" holds U+' in ran.err
    assert desk.refs() == [REF]


def test_a_name_that_hides_something_enters_by_no_sheet_and_the_row_is_named(desk: Program) -> None:
    desk.write("claims.csv", "text,assignee\nIt rained in May.,Ben\nIt rained in June.,Be\u200bn\n")

    ran = desk("import", "claims.csv")

    assert ran.code == 1
    assert "claims.csv line 3" in ran.err
    assert 'The name "Ben" holds U+200B (zero width space), which nobody sees.' in ran.err
    assert desk.refs() == []


def test_a_name_that_looks_like_one_on_record_is_noted_and_the_act_goes_on(desk: Program) -> None:
    desk.added()

    ran = desk("note", REF, "Seen.", "--as", "Аna")

    assert ran.code == 0
    assert '"Аna" looks like "Ana", who is on record here, in letters of another script.' in ran.err
    assert "looks like" not in desk("note", REF, "Seen.", "--as", "Ben").err


# Who works here


def _settings(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "factcheck.toml").read_text("utf-8"))


@pytest.mark.parametrize("typed", ["Ana,Ben", " Ana , Ben,", "Ana،Ben"])
def test_init_writes_its_people(program: Program, typed: str) -> None:
    program.ok("init", "--people", typed, "--as", "ana")

    made = _settings(program.folder)
    assert (made["people"], made["author"]) == (["Ana", "Ben"], "Ana")
    assert program("add", TEXT, "--as", "Ben").code == 0
    assert program("add", "It rained.", "--as", "Cem").code == 3


def test_init_without_people_leaves_the_desk_open(program: Program) -> None:
    program.ok("init", "--as", "Ana")

    assert "people" not in _settings(program.folder)
    assert program("add", TEXT, "--as", "Anybody").code == 0


def test_the_one_person_of_a_desk_acts_when_nobody_is_named(program: Program) -> None:
    program.ok("init", "--people", "Ana", "--solo")

    program.ok("add", TEXT)
    assert _by(program) == "Ana"


@pytest.mark.parametrize(
    ("people", "author", "code", "said"),
    [
        ("Ana,Ben", "Anna", 3, 'Did you mean "Ana"?'),
        ("Ana,Аna", "Ana", 1, '"Аna" looks like "Ana".'),
        ("Ana,ANA", "Ana", 1, '"ANA" is another spelling of "Ana".'),
        ("Ana,Be\u200bn", "Ana", 1, '"Ben" holds U+200B'),
    ],
)
def test_init_with_people_that_cannot_be_makes_nothing(
    program: Program, people: str, author: str, code: int, said: str
) -> None:
    ran = program("init", "--people", people, "--as", author)

    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert list(program.folder.iterdir()) == []


def test_person_add_puts_names_on_the_list_and_keeps_the_file(desk: Program) -> None:
    desk.write("factcheck.toml", '# Ours.\nauthor = "Ana"\npeople = [\n  "Ana",  # edits\n]\n[rules]\n')

    assert desk.ok("person", "add", "Ben", "José Ruiz").splitlines() == ["Ana", "Ben", "José Ruiz"]
    text = (desk.folder / "factcheck.toml").read_text("utf-8")
    assert text == (
        '# Ours.\nauthor = "Ana"\npeople = [\n  "Ana",  # edits\n  "Ben",\n  "José Ruiz",\n]\n[rules]\n'
    )
    assert desk("add", TEXT, "--as", "Ben").code == 0


def test_the_first_person_on_the_list_is_whoever_adds_others(desk: Program) -> None:
    ran = desk("person", "add", "Ben")

    assert (ran.code, ran.out) == (0, "Ana\nBen\n")
    assert "Who may act from now on: Ana, Ben." in ran.err
    assert desk("add", TEXT, "--as", "Cem").code == 3


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("ana", 3, "listed already; nothing was changed"),
        ("Аna", 3, '"Аna" looks like "Ana".'),
        ("Be\u200bn", 1, 'The name "Ben" holds U+200B'),
        (" ", 1, "blank"),
    ],
)
def test_person_add_refuses_who_is_there_looks_alike_or_hides_something(
    people: Program, name: str, code: int, said: str
) -> None:
    before = (people.folder / "factcheck.toml").read_bytes()

    ran = people("person", "add", name)

    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert (people.folder / "factcheck.toml").read_bytes() == before


def test_of_people_who_are_added_at_once_nobody_is_lost(process: Process) -> None:
    names = ["Ben", "Cora", "Dan", "Eve"]
    with ThreadPoolExecutor() as several:
        ran = list(several.map(lambda name: process("person", "add", name), names))
    assert [one.code for one in ran] == [0, 0, 0, 0]
    written = tomllib.loads((process.folder / "factcheck.toml").read_text("utf-8"))
    assert written["people"][0] == "Ana"
    assert sorted(written["people"]) == ["Ana", *names]


def test_person_add_by_somebody_not_listed_is_refused(people: Program) -> None:
    assert people("person", "add", "Cem", "--as", "Zed").code == 3


def test_init_asks_who_works_here_on_a_terminal(process: Process) -> None:
    shown = on_a_terminal(process, "init", "asked", "--as", "Ana", typed="Ana, Béla\n".encode())
    assert (shown.code, _settings(process.folder / "asked")["people"]) == (0, ["Ana", "Béla"])

    shown = on_a_terminal(process, "init", "open", "--as", "Ana", typed=b"\n")
    assert (shown.code, "people" in _settings(process.folder / "open")) == (0, False)


# Where it is


def test_init_writes_the_time_zone_that_is_named(program: Program) -> None:
    program.ok("init", "--timezone", "Pacific/Auckland")

    assert _settings(program.folder)["timezone"] == "Pacific/Auckland"


def test_init_with_a_time_zone_there_is_not_names_the_near_one_and_makes_nothing(program: Program) -> None:
    ran = program("init", "--timezone", "Pacific/Aukland")

    assert (ran.code, ran.out) == (1, "")
    assert 'Did you mean "Pacific/Auckland"?' in ran.err
    assert list(program.folder.iterdir()) == []


@pytest.mark.parametrize("zone", ["Asia/Tehran", "Pacific/Kiritimati"])
def test_init_writes_the_time_zone_of_the_computer(real_process: Process, zone: str) -> None:
    real_process("init", "here", "--as", "Ana", TZ=zone)

    assert _settings(real_process.folder / "here")["timezone"] == zone


def _keys(desk: Program) -> list[dict[str, Any]]:
    keys: list[dict[str, Any]] = tomllib.loads((desk.folder / "factcheck.toml").read_text("utf-8"))["keys"]
    return keys


def test_a_key_is_given_to_somebody_and_ended(people: Program, tmp_path: Path) -> None:
    key = make_key(tmp_path, "ben")
    ran = people("person", "key", "Ben", f"{key}.pub", "--from", "2026-11-01")

    assert (ran.code, ran.lines) == (0, [public(key).fingerprint])
    assert _keys(people) == [{"name": "Ben", "key": public(key).line, "from": date(2026, 11, 1)}]

    ran = people("person", "key", "ben", "--until", "2026-12-31")
    assert ran.code == 0, ran.err
    assert _keys(people)[0]["until"] == date(2026, 12, 31)
    ended = people("person", "key", "Ben", "--lost", "2026-12-31")
    assert (ended.code, ended.err) == (1, "Error: The settings give no such key of Ben that has not ended.\n")

    people.ok("person", "key", "Ben", f"{key}.pub", "--from", "2027-01-01")
    people.ok("person", "key", "Ben", "--lost", "2027-02-01")
    assert [one.get("lost") for one in _keys(people)] == [None, date(2027, 2, 1)]
    assert people("list").code == 0


def test_of_several_keys_the_one_that_ends_is_named(people: Program, tmp_path: Path) -> None:
    one, two = (make_key(tmp_path, name) for name in ("one", "two"))
    for key in (one, two):
        people.ok("person", "key", "Ben", f"{key}.pub")

    ran = people("person", "key", "Ben", "--lost", "2026-12-31")
    assert ran.code == 3
    assert ran.err == (
        f"Error: Ben has several keys: {public(one).fingerprint}, {public(two).fingerprint}. "
        "Name the file of the one you mean: factcheck person key Ben FILE\n"
    )
    people.ok("person", "key", "Ben", f"{one}.pub", "--lost", "2026-12-31")
    assert ["lost" in key for key in _keys(people)] == [True, False]


def test_a_key_that_cannot_be_given_is_refused_and_nothing_is_written(
    people: Program, tmp_path: Path
) -> None:
    key = make_key(tmp_path, "ben")
    people.ok("person", "key", "Ben", f"{key}.pub")
    before = (people.folder / "factcheck.toml").read_bytes()
    (tmp_path / "note.pub").write_text("Call Ana.", "utf-8")

    for arguments, code, said in (
        (("Ana", f"{key}.pub"), 1, "is the key of Ben already"),
        (("Ben", f"{key}.pub"), 1, "stands here twice for Ben for the same days"),
        (("Zed", f"{key}.pub"), 1, '"Zed" is not one of the people of this desk.'),
        (("Ben", str(tmp_path / "note.pub")), 1, "is no public key"),
        (("Ben",), 2, "Name the public key: factcheck person key Ben FILE.pub"),
        (("Ben", "--until", "soon"), 2, '"soon" is no day. Write it like 2026-12-31.'),
        (
            ("Ben", "--until", "2026-12-31", "--lost", "2026-12-31"),
            2,
            "Give one of --from, --until and --lost.",
        ),
    ):
        ran = people("person", "key", *arguments)
        assert (ran.code, said in ran.err) == (code, True), ran.err
    assert (people.folder / "factcheck.toml").read_bytes() == before


def test_keys_written_in_another_way_are_left_to_whoever_wrote_them(people: Program, tmp_path: Path) -> None:
    one, two = make_key(tmp_path, "one"), make_key(tmp_path, "two")
    path = people.folder / "factcheck.toml"
    people.write(
        "factcheck.toml", f'keys = [{{name = "Ben", key = "{public(one).line}"}}]\n{path.read_text()}'
    )
    before = path.read_bytes()

    for arguments in (("Ana", f"{two}.pub"), ("Ben", "--lost", "2026-12-31")):
        ran = people("person", "key", *arguments)
        assert ran.code == 1
        assert "is written in a way that this program cannot add to" in ran.err
    assert path.read_bytes() == before
