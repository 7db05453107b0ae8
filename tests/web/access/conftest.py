"""A desk with accounts, served under one address over http, and under another behind a proxy with https."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.access.staff_served import StaffServed, serving_staff, with_staff

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
