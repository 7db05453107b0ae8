"""Random secrets that let people in: links to set a password, sessions, tokens of the API.

Each is told once, when it is made; the desk keeps its SHA-256, so that nobody who reads the database can use it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import NotAdmitted, NotFound
from factcheck.model.account import Account, Credential, CredentialKind
from factcheck.model.roles import Scope
from factcheck.model.value import Instant
from factcheck.phrase import say
from factcheck.store.accounts import Accounts
from factcheck.store.turns import PEOPLE
from factcheck.workflow.people.open_accounts import at_desk, open_accounts
from factcheck.workflow.secret import new_secret, secret_digest

LINK_LASTS, SESSION_LASTS = timedelta(days=3), timedelta(days=7)
IDLE = timedelta(hours=24)
"""A session that is not used for so long is over."""
_TOUCHED_EVERY = timedelta(minutes=10)
_BEGINS = "factcheck_"
"""What every token of the API begins with, so that those who look for leaked secrets know one."""


@dataclass(frozen=True)
class GivenSecret:
    """A secret as it is told, once, and what the desk keeps of it."""

    secret: str = field(repr=False)
    kept: Credential


@dataclass(frozen=True)
class LetIn:
    """Who a secret lets in, and by what; `desk` has this person at it, within the scopes of the secret."""

    account: Account
    by: Credential
    desk: Desk


def give_link(rows: Accounts, account: Account, now: datetime) -> GivenSecret:
    """A link that lets somebody set a password; those given before are void."""
    rows.end_all(account.id, [CredentialKind.INVITATION])
    return _give(rows, account, CredentialKind.INVITATION, now, expires_at=now + LINK_LASTS)


def give_session(rows: Accounts, account: Account, now: datetime, label: str | None) -> GivenSecret:
    """A session for somebody who was let in; `label` says from where, such as the name of a browser."""
    return _give(rows, account, CredentialKind.SESSION, now, expires_at=now + SESSION_LASTS, label=label)


def make_token(
    desk: Desk, name: str, label: str, scopes: Sequence[Scope], lasts: timedelta | None = None
) -> GivenSecret:
    """A token of the API for somebody, until it is ended; for another than the author by an admin alone. NotFound."""
    with open_accounts(desk) as there:
        account = there.own(name, "Making a token for somebody else")
        now = desk.clock()
        said = {"label": label, "scopes": tuple(dict.fromkeys(scopes)), "expires_at": lasts and now + lasts}
        return _give(there.rows, account, CredentialKind.TOKEN, now, **said)


def let_in(desk: Desk, kind: CredentialKind, secret: str) -> LetIn:
    """Whoever a session or a token belongs to; NotAdmitted where it is over, was ended, or never was."""
    now = desk.clock()
    with desk.store.reading() as ledger:
        known = find_credential(ledger.accounts, kind, secret, now)
        accounts = ledger.accounts.all()
    account = next(one for one in accounts if one.id == known.account)
    if known.used_at is None or now - known.used_at >= _TOUCHED_EVERY:
        with desk.store.writing(PEOPLE) as ledger:
            ledger.accounts.touch(known.id, now)
    scopes = frozenset(known.scopes) if kind is CredentialKind.TOKEN else frozenset(Scope)
    return LetIn(account, known, replace(at_desk(desk, account.name, accounts), scopes=scopes))


def find_credential(rows: Accounts, kind: CredentialKind, secret: str, now: datetime) -> Credential:
    """What a secret was given for; NotAdmitted where it lets nobody in at this moment."""
    known = rows.credential(secret_digest(secret))
    if known is None or known.kind is not kind or (known.expires_at and known.expires_at <= now):
        raise NotAdmitted(_OVER[kind])
    if kind is CredentialKind.SESSION and now - (known.used_at or known.made_at) > IDLE:
        raise NotAdmitted(_OVER[kind])
    return known


_OVER = {
    CredentialKind.INVITATION: say(
        "This link is used, replaced or over. Ask an admin of the desk for another."
    ),
    CredentialKind.SESSION: say("You are not logged in any more. Log in again."),
    CredentialKind.TOKEN: say("This token is not good, or no longer."),
}


def list_credentials(desk: Desk, name: str, kind: CredentialKind) -> tuple[Credential, ...]:
    """The sessions or tokens of somebody; RuleRefused where that is somebody else, for all but admins."""
    with open_accounts(desk) as there:
        account = there.own(name, "Seeing what lets others in")
        return there.rows.credentials(account.id, kind)


def end_credential(
    desk: Desk, name: str, kind: CredentialKind, which: str | None = None, *, but: str | None = None
) -> int:
    """End one session or token of somebody by its id, or all `but` one; how many.

    NotFound, and RuleRefused as for the list.
    """
    with open_accounts(desk) as there:
        account = there.own(name, "Ending what lets others in")
        every = there.rows.credentials(account.id, kind)
        theirs = [one for one in every if which in (None, one.id) and one.id != but]
        if which and not theirs:
            raise NotFound(f'{account.name} has no {kind} "{which}".')
        for one in theirs:
            there.rows.end(one.id)
        return len(theirs)


def log_out(desk: Desk, secret: str) -> None:
    """End the session that a secret is of, if there is one."""
    with desk.store.writing(PEOPLE) as ledger:
        known = ledger.accounts.credential(secret_digest(secret))
        if known and known.kind is CredentialKind.SESSION:
            ledger.accounts.end(known.id)


def _give(rows: Accounts, account: Account, kind: CredentialKind, now: Instant, **said: Any) -> GivenSecret:
    secret = (_BEGINS if kind is CredentialKind.TOKEN else "") + new_secret()
    fields = {"id": token_hex(5), "kind": kind, "account": account.id, "made_at": now, **said}
    kept = Credential.of(fields, str(kind))
    rows.give(kept, secret_digest(secret))
    return GivenSecret(secret, kept)
