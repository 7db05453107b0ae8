"""A proxy that says who somebody is: it counts from named addresses, once, and of people with accounts alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.model.roles import Role
from factcheck.workflow.people.accounts import end_account
from tests.web.access.staff_served import StaffServed, opened_as, serving_staff, with_staff

HEADER = "X-Remote-User"
ADDRESS = "https://desk.example"


@pytest.fixture(scope="module")
def named(_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaffServed]:
    folder = with_staff(_made, tmp_path_factory.mktemp("named") / "desk")
    with serving_staff(folder, ADDRESS, proxies=("127.0.0.0/8",), person_header=HEADER) as one:
        yield one


@pytest.mark.parametrize(
    "field", [f"{HEADER}: Ed", "x-remote-user: ed", f"{HEADER}: \uff25\uff44".encode().decode("latin-1")]
)
def test_whoever_it_names_acts(named: StaffServed, field: str) -> None:
    page = named.page("/", "", field)
    assert page.status == 200
    assert "You act as <bdi>Ed</bdi>." in page.body
    assert "Log out" not in page.body
    assert named.send("/claims/tower/note", {"note": "seen"}, "", field).status == 303


@pytest.mark.parametrize(
    "fields",
    [
        [],
        [f"{HEADER}: "],
        [f"{HEADER}: Zed"],
        [f"{HEADER}: Ed", f"{HEADER}: Ada"],
        [f"{HEADER}: Ed, Ada"],
        [f"{HEADER}: Ed\xff"],
        ["X_Remote_User: Ed"],
        ["X-Remote-Users: Ed"],
    ],
)
def test_nobody_else_does(named: StaffServed, fields: list[str]) -> None:
    answer = named.page("/claims/bridge", "", *fields)
    assert answer.status == 401
    assert "bridge opened" not in answer.body
    assert named.page("/login", "", *fields).status == 401


def test_a_page_from_elsewhere_changes_nothing_by_it(named: StaffServed) -> None:
    for origin in (f"http://{named.at}", "https://evil.example", f"https://{named.at}:8443"):
        assert _note(named, f"Origin: {origin}") == 403
    assert _note(named, f"Origin: {ADDRESS}") == 303


def _note(named: StaffServed, *fields: str) -> int:
    form = ("Content-Type: application/x-www-form-urlencoded", "Content-Length: 6", f"{HEADER}: Ed")
    return named.ask_as("POST /claims/tower/note", "", *form, *fields, body=b"note=x").status


def test_from_an_address_that_is_not_named_it_does_not_count(staffed: Path) -> None:
    with serving_staff(staffed, ADDRESS, proxies=("192.0.2.1",), person_header=HEADER) as unnamed:
        assert unnamed.page("/", "", f"{HEADER}: Ed").status == 401


def test_without_the_setting_it_does_not_count(behind: StaffServed) -> None:
    assert behind.page("/", "", f"{HEADER}: Ed").status == 401


def test_an_account_that_ended_is_named_in_vain(named: StaffServed) -> None:
    end_account(opened_as(named, "Ada"), "Rae")
    assert named.page("/", "", f"{HEADER}: Rae").status == 401


def test_a_guest_sees_no_page_of_the_desk(named: StaffServed) -> None:
    assert str(Role.GUEST) == "guest"
    assert named.page("/claims", "", f"{HEADER}: Gus").status == 403
