"""A desk with accounts, served under one address over http, and under another behind a proxy with https."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.model.roles import Role
from factcheck.workflow.people.accounts import add_account
from factcheck.workflow.people.login import NewPassword, set_password
from tests.web.access.staff_served import StaffServed, opened_as, serving_staff, with_staff
from tests.workflow.people.staff import PASSWORD

BEHIND_PROXY = "https://desk.example"


@pytest.fixture(scope="session")
def staffed(_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_staff(_made, tmp_path_factory.mktemp("staffed") / "desk")


@pytest.fixture(scope="module")
def staff(staffed: Path) -> Iterator[StaffServed]:
    with serving_staff(staffed) as one:
        yield one


@pytest.fixture(scope="module")
def behind(staffed: Path) -> Iterator[StaffServed]:
    """The desk behind a proxy on this machine."""
    with serving_staff(staffed, BEHIND_PROXY, proxies=("127.0.0.1",)) as one:
        yield one


@pytest.fixture
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of these come from one address, which is not slowed but where that is tried."""
    monkeypatch.setattr("factcheck.workflow.people.login._FREE", 1_000)


@pytest.fixture
def una(staff: StaffServed) -> str:
    """The name of somebody new each time, whom nothing has happened to."""
    at = opened_as(staff, "Ada")
    name = f"Una {len(at.people)}"
    set_password(at, add_account(at, name, Role.EDITOR).secret, NewPassword(PASSWORD))
    return name
