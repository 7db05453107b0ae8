"""Accounts at the terminal: who acts is whom the machine's user is mapped to, and what is told of it."""

import json

import pytest

from tests.cli.conftest import REF, TEXT, Program

PASSWORD = b"nine grey herons wade"


@pytest.fixture(autouse=True)
def user(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which user of the machine runs the program: the last of the list."""
    users = ["ada"]
    monkeypatch.setattr("factcheck.desk.machine_user", lambda: users[-1])
    monkeypatch.setattr("factcheck.settings.machine_user.machine_user", lambda: users[-1])
    return users


@pytest.fixture
def staffed(desk: Program) -> Program:
    """A desk with accounts, where the machine's users ada, rae and ed act as Ada, Rae and Ed."""
    desk.write("factcheck.toml", 'author = "Ana"\npeople = ["Ana", "Ben"]\n')
    desk.ok("person", "add", "Ada", "--role", "admin")
    desk.ok("person", "add", "Rae", "--role", "reporter", "--user", "rae")
    desk.ok("person", "add", "Ed", "--role", "editor", "--user", "ed")
    return desk


def _by(desk: Program) -> str:
    return str(desk.json("log", REF)["events"][-1]["by"])


def test_the_first_account_is_an_admins_and_whoever_gives_it_acts_as_that_person(
    desk: Program,
) -> None:
    ran = desk("person", "add", "Ada", "--role", "editor")
    assert (ran.code, ran.out) == (3, "")
    assert "The first account is of somebody who looks after the others: --role admin" in ran.err
    ran = desk("person", "add", "Ada", "--role", "admin")
    assert (ran.code, len(ran.lines)) == (0, 1)
    assert "the user ada acts here as Ada" in ran.err
    desk.ok("add", TEXT)
    assert _by(desk) == "Ada"


def test_the_list_of_people_counts_no_more(staffed: Program) -> None:
    staffed.ok("add", TEXT, "--assignee", "rae")
    assert staffed.claim()["assignee"] == "Rae"
    assert staffed("assign", REF, "Ben").code == 3
    assert staffed("person", "add", "Cem").code == 2


def test_a_typed_name_is_refused_unless_the_machines_user_is_mapped_to_it(
    staffed: Program, user: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    staffed.ok("add", TEXT, "--as", "ADA")
    for name in ("Rae", "Ana", "Zed"):
        ran = staffed("note", REF, "Seen.", "--as", name)
        assert (ran.code, ran.out) == (3, "")
        assert f'the user "ada" of this machine acts here as Ada, not as "{name}"' in ran.err
    user.append("rae")
    staffed.ok("note", REF, "Seen.")
    assert _by(staffed) == "Rae"
    monkeypatch.setenv("FACTCHECK_AUTHOR", "Ada")
    assert staffed("note", REF, "Seen again.").code == 3
    monkeypatch.setenv("USER", "ada")
    monkeypatch.delenv("FACTCHECK_AUTHOR")
    staffed.ok("note", REF, "Seen again.")
    assert _by(staffed) == "Rae"


def test_a_user_who_is_mapped_to_nobody_reads_and_does_not_act(staffed: Program, user: list[str]) -> None:
    staffed.added()
    user.append("ana")
    assert staffed.refs() == [REF]
    assert staffed("todo").code == 0
    ran = staffed("note", REF, "Seen.")
    assert ran.code == 3
    assert 'The user "ana" of this machine has no account at this desk.' in ran.err
    assert "factcheck person map NAME --user ana" in ran.err
    ran = staffed("note", REF, "Seen.", "--as", "Ada")
    assert (ran.code, 'acts here as nobody, not as "Ada"' in ran.err) == (3, True)


def test_what_a_role_may_not_do_is_refused_with_who_may(staffed: Program, user: list[str]) -> None:
    user.append("rae")
    staffed.cited()
    ran = staffed("rate", REF, "true", "--because", "The register says so [e1].")
    assert (ran.code, ran.out) == (3, "")
    assert 'Rae is a reporter at this desk, who may not do "rate"; checker, editor or admin may.' in ran.err
    assert "factcheck person role Rae checker|editor|admin" in ran.err
    assert staffed("person", "role", "Rae", "admin").code == 3
    user.append("ada")
    staffed.ok("person", "role", "Rae", "checker")
    user.append("rae")
    staffed.ok("rate", REF, "true", "--because", "The register says so [e1].")


def test_the_list_says_who_has_which_role_and_no_secret(staffed: Program) -> None:
    link = staffed.ok("person", "link", "Ed").encode()
    staffed.ok("person", "password", stdin=link + b"\n" + PASSWORD + b"\n")
    shown = staffed.ok("person", "list", "--json")
    people = json.loads(shown)["people"]
    assert [(one["name"], one["role"], one["login"], one["password"]) for one in people] == [
        ("Ada", "admin", "ada", False),
        ("Rae", "reporter", "rae", False),
        ("Ed", "editor", "ed", True),
    ]
    assert "argon2" not in shown


def test_a_password_is_set_once_by_a_link(staffed: Program) -> None:
    link = staffed.ok("person", "link", "Ed").encode()
    for typed, code, said in (
        (link + b"\ntoo short\n", 1, "it needs 15 or more"),
        (link + b"\n", 2, "Give the link, the new password"),
        (link + b"\n" + PASSWORD + b"\n", 0, "The password of Ed is set."),
        (link + b"\n" + PASSWORD + b"\n", 3, "This link is used, replaced or over."),
    ):
        ran = staffed("person", "password", stdin=typed)
        assert (ran.code, said in ran.err) == (code, True), ran.err
        assert PASSWORD.decode() not in ran.err + ran.out


def test_a_token_is_shown_once_and_ended(staffed: Program) -> None:
    token = staffed.ok("person", "token", "Ada", "--add", "A script", "--scope", "act", "--days", "30")
    assert token.startswith("factcheck_")
    shown = staffed.ok("person", "token", "Ada", "--json")
    (listed,) = json.loads(shown)["tokens"]
    assert (listed["label"], listed["scopes"], token in shown) == ("A script", ["act"], False)
    assert staffed("person", "token", "Ada", "--end", "nothing").code == 1
    assert "Ended 1 token of Ada." in staffed("person", "token", "Ada", "--end", listed["id"]).err
    assert staffed.json("person", "token", "Ada")["tokens"] == []
    assert staffed.json("person", "sessions", "Ada")["sessions"] == []
    assert staffed("person", "token", "Ada", "--days", "3").code == 2


def test_an_account_ends_and_the_only_admins_does_not(staffed: Program, user: list[str]) -> None:
    ran = staffed("person", "end", "Ada")
    assert (ran.code, "Ada is the only admin of this desk." in ran.err) == (3, True)
    assert staffed("person", "end", "Rae").code == 0
    user.append("rae")
    assert staffed("add", TEXT).code == 3


def test_a_machines_user_is_one_person(staffed: Program, user: list[str]) -> None:
    ran = staffed("person", "map", "Ada", "--user", "ed")
    assert (ran.code, "factcheck person map Ed --none" in ran.err) == (3, True)
    assert staffed("person", "map", "Ed").code == 2
    staffed.ok("person", "map", "Ed", "--none")
    staffed.ok("person", "map", "Rae", "--user", "ed")
    user.append("ed")
    staffed.ok("add", TEXT)
    assert _by(staffed) == "Rae"


def test_a_role_that_there_is_not_is_named_in_the_settings(staffed: Program) -> None:
    staffed.write("factcheck.toml", 'second_factor = ["editr"]\n')
    ran = staffed("list")
    assert (ran.code, 'Did you mean "editor"?' in ran.err) == (1, True)


def test_without_accounts_all_is_as_it_was(desk: Program) -> None:
    desk.ok("add", TEXT, "--as", "Anybody")
    assert _by(desk) == "Anybody"
    assert desk.json("person", "list")["people"] == []
    ran = desk("person", "role", "Ana", "editor")
    assert (ran.code, "factcheck person add Ana --role admin" in ran.err) == (1, True)


def test_where_the_desk_has_an_address_the_link_is_a_full_one(staffed: Program) -> None:
    settings = '[web]\naddresses = ["https://desk.example/"]\nproxies = ["127.0.0.1"]\n'
    staffed.write("factcheck.toml", settings)
    link = staffed.ok("person", "link", "Ed")
    address, _, secret = link.partition("#")
    assert address == "https://desk.example/set-password"
    ran = staffed("person", "password", stdin=b"%s\n%s\n" % (link.encode(), PASSWORD))
    assert (ran.code, "The password of Ed is set" in ran.err) == (0, True)
    assert staffed("person", "password", stdin=b"%s\n%s\n" % (secret.encode(), PASSWORD)).code == 3
