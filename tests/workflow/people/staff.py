"""A desk with accounts for tests: Ada looks after them, and others are added as they are needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from factcheck.desk import Desk
from factcheck.model.roles import Role
from factcheck.workflow.people.accounts import add_account
from factcheck.workflow.people.login import NewPassword, set_password
from factcheck.workflow.people.open_accounts import acting_as
from tests.desks import opened

PASSWORD = "nine grey herons wade"


@contextmanager
def staffed(url: str, folder: Path, **settings: object) -> Iterator[Desk]:
    """A desk with Ada at it, an admin, and Rae, Cy, Ed and Gus with the other roles."""
    with opened(url, folder, "Ada", **settings) as desk:
        add_account(desk, "Ada", Role.ADMIN)
        at = acting_as(desk, "Ada")
        for name, role in (("Rae", "reporter"), ("Cy", "checker"), ("Ed", "editor"), ("Gus", "guest")):
            add_account(at, name, Role(role))
        yield acting_as(desk, "Ada")


def with_password(desk: Desk, name: str, role: Role = Role.EDITOR, password: str = PASSWORD) -> None:
    """Add somebody who has set a password."""
    set_password(desk, add_account(desk, name, role).secret, NewPassword(password))


def later(desk: Desk, seconds: float) -> Desk:
    """The same desk when so much time has passed, its clock standing still from then on."""
    now = desk.clock() + timedelta(seconds=seconds)
    return replace(desk, clock=lambda: now)
