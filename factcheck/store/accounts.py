"""Accounts of people, the secrets that let them in, and how often somebody failed to log in.

Nothing here tells a secret: passwords are hashes, and secrets that were given out are known by their SHA-256.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from factcheck.model.account import Account, Credential, CredentialKind
from factcheck.person_names import folded_name
from factcheck.store.rows import ACCOUNTS, CREDENTIALS, LOGIN_ATTEMPTS

_OPEN = [ACCOUNTS.c[name] for name in ("id", "name", "role", "login", "added_at", "ended_at")]
_KEPT = [CREDENTIALS.c[name] for name in Credential.model_fields]


@dataclass(frozen=True)
class Secrets:
    """What an account is proved by: the hash of its password, and the secret and the last used step of its codes."""

    password: str | None = field(default=None, repr=False)
    code_secret: str | None = field(default=None, repr=False)
    code_step: int = 0


class Accounts:
    """The accounts inside one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Account, ...]:
        """Every account, ended ones too, in the order they were added."""
        shown = (ACCOUNTS.c.password.is_not(None), ACCOUNTS.c.code_secret.is_not(None))
        query = select(*_OPEN, *(one.label(name) for one, name in zip(shown, _SHOWN, strict=True)))
        rows = self._connection.execute(query.order_by(ACCOUNTS.c.added_at, ACCOUNTS.c.id)).mappings()
        return tuple(Account.of(dict(row)) for row in rows)

    def add(self, account: Account) -> None:
        """Enter a new account, without a password."""
        fields = account.model_dump(exclude={*_SHOWN})
        self._connection.execute(insert(ACCOUNTS), {**fields, "folded": folded_name(account.name)})

    def change(self, account: UUID, **values: Any) -> None:
        """Give columns of an account these values."""
        self._connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == account).values(values))

    def told(self, account: UUID) -> list[Any]:
        """What the next page of somebody has to say, as JSON."""
        query = select(ACCOUNTS.c.told).where(ACCOUNTS.c.id == account)
        return self._connection.execute(query).scalar() or []

    def secrets(self, account: UUID) -> Secrets:
        """What an account is proved by."""
        columns = (ACCOUNTS.c.password, ACCOUNTS.c.code_secret, ACCOUNTS.c.code_step)
        return Secrets(*self._connection.execute(select(*columns).where(ACCOUNTS.c.id == account)).one())

    # Secrets that were given out

    def give(self, credential: Credential, digest: str) -> None:
        """Keep the digest (SHA-256, hex) of a secret; what expired before it was made is taken out."""
        expired = CREDENTIALS.c.expires_at <= credential.made_at
        self._connection.execute(delete(CREDENTIALS).where(expired))
        self._connection.execute(insert(CREDENTIALS), {**credential.model_dump(), "digest": digest})

    def credential(self, digest: str) -> Credential | None:
        """What a secret with this digest was given for, expired or not."""
        row = (
            self._connection.execute(select(*_KEPT).where(CREDENTIALS.c.digest == digest)).mappings().first()
        )
        return Credential.of(dict(row)) if row else None

    def credentials(self, account: UUID, *kinds: CredentialKind) -> tuple[Credential, ...]:
        """All of some kinds that somebody has, oldest first."""
        theirs = select(*_KEPT).where(CREDENTIALS.c.account == account, CREDENTIALS.c.kind.in_(kinds))
        rows = self._connection.execute(theirs.order_by(CREDENTIALS.c.made_at, CREDENTIALS.c.id)).mappings()
        return tuple(Credential.of(dict(row)) for row in rows)

    def touch(self, credential: str, at: datetime) -> None:
        """Note when a secret was last used."""
        self._connection.execute(update(CREDENTIALS).where(CREDENTIALS.c.id == credential).values(used_at=at))

    def end(self, credential: str) -> None:
        """Forget one secret, which lets nobody in from now on."""
        self._connection.execute(delete(CREDENTIALS).where(CREDENTIALS.c.id == credential))

    def forget_all(self, *kinds: CredentialKind) -> None:
        """Forget every secret of some kinds, whoever has it."""
        self._connection.execute(delete(CREDENTIALS).where(CREDENTIALS.c.kind.in_(kinds)))

    def end_all(self, account: UUID, kinds: Sequence[CredentialKind] = tuple(CredentialKind)) -> None:
        """Forget every secret of some kinds that somebody has."""
        theirs = (CREDENTIALS.c.account == account, CREDENTIALS.c.kind.in_(kinds))
        self._connection.execute(delete(CREDENTIALS).where(*theirs))

    # Attempts to log in

    def failures(self, keys: Sequence[str]) -> Mapping[str, tuple[int, datetime]]:
        """For each of these keys that failed: how often, and when it last did."""
        rows = self._connection.execute(select(LOGIN_ATTEMPTS).where(LOGIN_ATTEMPTS.c.key.in_(keys)))
        return {key: (failures, last_at) for key, failures, last_at in rows}

    def set_failures(self, key: str, failures: int, at: datetime) -> None:
        """Say how often a key failed, the last time now; none is forgotten."""
        self._connection.execute(delete(LOGIN_ATTEMPTS).where(LOGIN_ATTEMPTS.c.key == key))
        if failures > 0:
            row = {"key": key, "failures": failures, "last_at": at}
            self._connection.execute(insert(LOGIN_ATTEMPTS), row)

    def forget_failures(self, before: datetime) -> None:
        """Forget those that failed last before a moment."""
        self._connection.execute(delete(LOGIN_ATTEMPTS).where(LOGIN_ATTEMPTS.c.last_at < before))


_SHOWN = ("has_password", "has_code")
