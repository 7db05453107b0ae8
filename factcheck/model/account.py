"""The accounts of a desk's people, and what they are let in by; secrets are no part of these values."""

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from factcheck.errors import Remedy, RuleRefused
from factcheck.model.roles import Role, Scope
from factcheck.model.text import Line
from factcheck.model.value import Instant, Value
from factcheck.person_names import find_person, same_person


class Account(Value):
    """Somebody who may act at the desk; one that ended keeps its name, which stands in histories.

    `login` is the user of a machine who acts as this person at its terminal. `has_password` and `has_code` say whether
    a password is set, and whether a second factor is asked for beside it.
    """

    id: UUID
    name: Line
    role: Role
    login: Line | None = None
    added_at: Instant
    ended_at: Instant | None = None
    has_password: bool = False
    has_code: bool = False

    @property
    def is_active(self) -> bool:
        """Whether this person may still act."""
        return self.ended_at is None


class CredentialKind(StrEnum):
    """What a random secret lets its owner do: set a password, be logged in, or use the API."""

    INVITATION = "invitation"
    SESSION = "session"
    TOKEN = "token"  # noqa: S105 - a word, no secret


class Credential(Value):
    """A random secret that was given to somebody once; only its SHA-256 is kept.

    `label` says what it is for or from where it came; `used_at` is when it was last used, to ten minutes.
    """

    id: str
    kind: CredentialKind
    account: UUID
    label: Line | None = None
    scopes: tuple[Scope, ...] = ()
    made_at: Instant
    used_at: Instant | None = None
    expires_at: Instant | None = None


def active(accounts: Sequence[Account]) -> tuple[Account, ...]:
    """The accounts that have not ended."""
    return tuple(one for one in accounts if one.is_active)


def account_of(accounts: Sequence[Account], name: str) -> Account | None:
    """The active account of a person, however the name is spelled; None where there is none."""
    return next((one for one in active(accounts) if same_person(one.name, name)), None)


def who_acts(accounts: Sequence[Account], typed: str | None, login: str) -> str:
    """The name of whoever acts at a terminal of a desk with accounts; "" for a machine's user who is mapped to nobody.

    `typed` is who is said to act, None where nobody is; RuleRefused where that is somebody else than the machine's user
    is mapped to.
    """
    mapped = next((one.name for one in active(accounts) if one.login == login), "")
    if typed is None or (mapped and same_person(typed, mapped)):
        return mapped
    whom = mapped or "nobody"
    near = find_person(typed, [one.name for one in active(accounts)])
    raise RuleRefused(
        3,
        f'This desk has accounts, and the user "{login}" of this machine acts here as {whom}, not as "{typed}".',
        Remedy.by(
            "person-map", "An admin says whom the machine's user acts as.", name=near or typed, user=login
        ),
    )
