"""The tables of people who may act, what lets them in, and links for those outside; they follow from no history."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Text
from sqlmodel import Field, SQLModel

from factcheck.model.account import CredentialKind
from factcheck.model.roles import Role
from factcheck.store.tables import UtcTime, words_column


class AccountRow(SQLModel, table=True):
    """Somebody who may act at the desk; the only place of a password's hash and of the secret behind codes.

    `folded` is the name as it is compared, `code_step` the last half minute whose code was used, `told` what their next
    page has to say.
    """

    __tablename__ = "account"

    id: UUID = Field(primary_key=True)
    name: str
    folded: str = Field(unique=True)
    role: Role = Field(sa_type=words_column(Role, "account_role"))
    login: str | None = Field(default=None, unique=True)
    password: str | None = Field(default=None, sa_type=Text)
    code_secret: str | None = None
    code_step: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})
    told: list[Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    added_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)


class CredentialRow(SQLModel, table=True):
    """A random secret that lets its owner in; of itself only its SHA-256 is here."""

    __tablename__ = "credential"

    id: str = Field(primary_key=True)
    digest: str = Field(unique=True)
    kind: CredentialKind = Field(sa_type=words_column(CredentialKind, "credential_kind"))
    account: UUID = Field(foreign_key="account.id", index=True)
    label: str | None = None
    scopes: tuple[str, ...] = Field(default=(), sa_type=JSON)
    made_at: datetime = Field(sa_type=UtcTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcTime)


class LoginAttemptRow(SQLModel, table=True):
    """How often somebody failed to log in, by the SHA-256 of the name or the address that was tried."""

    __tablename__ = "login_attempt"

    key: str = Field(primary_key=True)
    failures: int
    last_at: datetime = Field(sa_type=UtcTime, index=True)


class DraftLinkRow(SQLModel, table=True):
    """A link to a draft for somebody outside; of its secret only the SHA-256 is here. It follows from no history."""

    __tablename__ = "draft_link"

    id: str = Field(primary_key=True)
    digest: str = Field(unique=True)
    subject: UUID = Field(index=True)
    contact: str
    made_by: str
    made_at: datetime = Field(sa_type=UtcTime)
    expires_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
