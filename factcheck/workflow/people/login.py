"""Letting people in by name and password: a link to set one, logging in, and attempts that are slowed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotAdmitted, NotSoNow, TriedTooOften
from factcheck.model.account import Account, CredentialKind, account_of
from factcheck.model.text import MAX_LINE
from factcheck.person_names import folded_name
from factcheck.phrase import Message, Run, say
from factcheck.store.accounts import Accounts, Secrets
from factcheck.store.turns import PEOPLE
from factcheck.workflow.people.codes import is_code_secret, step_of
from factcheck.workflow.people.credentials import GivenSecret, find_credential, give_session
from factcheck.workflow.people.passwords import check_password, hash_password, is_password

_FREE = 5
"""Attempts that may fail before the next has to wait."""
_LONGEST_WAIT = {"name": 60, "address": 900}
"""Seconds. Whoever tries another's name from many addresses does not shut that person out for long."""
_FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True)
class LoginForm:
    """What somebody gives to be let in; `address` is where from, `label` what the session is listed as."""

    name: str
    password: str = field(repr=False)
    code: str | None = field(default=None, repr=False)
    address: str | None = None
    label: str | None = None


@dataclass(frozen=True)
class NewPassword:
    """A password to be set, and the secret of an app with a code it made, where a second factor is to be asked for."""

    password: str = field(repr=False)
    code_secret: str | None = field(default=None, repr=False)
    code: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class LinkHolder:
    """Whose a link is, and whether the desk wants a second factor of the role."""

    account: Account
    needs_code: bool


def link_holder(desk: Desk, link: str) -> LinkHolder:
    """Whose a link is; NotAdmitted where it is used, replaced or over. It stays good.

    It is a secret, alone or at the end of an address, behind its `#`.
    """
    with desk.store.reading() as ledger:
        account = _holder(ledger.accounts, link, desk.clock())
    return LinkHolder(account, account.role in desk.settings.second_factor)


def set_password(desk: Desk, link: str, new: NewPassword) -> Account:
    """Set a password, and the second factor or none, by a link, which is used then; all else that let in is ended.

    BadInput for a password that is too short or easily guessed, and for a code that is not the app's; NotAdmitted.
    """
    holder = link_holder(desk, link)
    account = holder.account
    _check(desk, account.name, new.password)
    if holder.needs_code and new.code_secret is None:
        raise BadInput(say("The desk wants a second factor of your role, with a first code."))
    step = 0 if new.code_secret is None else _first_step(desk, new.code_secret, new.code)
    hashed = hash_password(new.password)
    with desk.store.writing(PEOPLE) as ledger:
        rows = ledger.accounts
        account = _holder(rows, link, desk.clock())
        rows.change(account.id, password=hashed, code_secret=new.code_secret, code_step=step)
        rows.end_all(account.id)
        return account


def log_in(desk: Desk, form: LoginForm) -> GivenSecret:
    """A new session for whoever gives the right name, password and, where one is set, code; raises what `_proved` does.

    NotSoNow, after the right password, where the desk wants a second factor that is not set yet.
    """
    with _proved(desk, form) as (rows, account, now):
        if account.role in desk.settings.second_factor and not account.has_code:
            mend = say("Ask an admin for a new link, and set one with it.")
            raise NotSoNow(_wanted(account), remedies=[mend])
        return give_session(rows, account, now, form.label)


def change_password(desk: Desk, form: LoginForm, new: str) -> None:
    """Set another password by the one before; all that let its owner in is ended. BadInput, or as `_proved`."""
    _check(desk, form.name, new)
    hashed = hash_password(new)
    with _proved(desk, form) as (rows, account, _):
        rows.change(account.id, password=hashed)
        rows.end_all(account.id)


def set_second_factor(desk: Desk, form: LoginForm, secret: str, code: str) -> None:
    """Ask for the codes of another app, or of one at all, from now on; all that let its owner in is ended.

    `form` proves who asks, with a code of the app before where there is one; `code` is of the new one. BadInput where
    that is not its code, or as `_proved`.
    """
    step = _first_step(desk, secret, code)
    with _proved(desk, form) as (rows, account, _):
        rows.change(account.id, code_secret=secret, code_step=step)
        rows.end_all(account.id)


def end_second_factor(desk: Desk, form: LoginForm) -> None:
    """Ask for no codes any more; NotSoNow where the desk wants them of the role, or as `_proved`."""
    with _proved(desk, form) as (rows, account, _):
        if account.role in desk.settings.second_factor:
            raise NotSoNow(_wanted(account))
        rows.change(account.id, code_secret=None, code_step=0)
        rows.end_all(account.id)


def _first_step(desk: Desk, secret: str, code: str | None) -> int:
    """The half minute of the first code of an app; BadInput where it is not the app's."""
    step = step_of(code or "", secret, desk.clock()) if is_code_secret(secret) else None
    if step is None:
        mend = say("Give the newest one.")
        raise BadInput(say("The code is not the one that your app shows."), remedies=[mend])
    return step


@contextmanager
def _proved(desk: Desk, form: LoginForm) -> Iterator[tuple[Accounts, Account, datetime]]:
    """Whoever gives the right name, password and code, in a transaction that writes.

    TriedTooOften after many failures of this name or from this address; else NotAdmitted, in the same words and after
    the same work whichever was wrong.
    """
    form = replace(form, name=form.name[:MAX_LINE])  # so that nobody has it folded at length
    keys = dict(_keys(form))
    with desk.store.writing(
        PEOPLE
    ) as ledger:  # counted before it is tried, so that attempts at once are counted too
        _count(ledger.accounts, keys, desk.clock())
        account = account_of(ledger.accounts.all(), form.name)
        kept = ledger.accounts.secrets(account.id) if account else Secrets()
    fits = is_password(form.password, kept.password)
    with desk.store.writing(PEOPLE) as ledger:
        rows, now = ledger.accounts, desk.clock()
        secrets = rows.secrets(account.id) if account else kept
        step = (
            step_of(form.code or "", secrets.code_secret, now, secrets.code_step)
            if secrets.code_secret
            else 0
        )
        if not account or not fits or step is None or secrets.password != kept.password:
            raise NotAdmitted(_WRONG)
        if step:
            rows.change(account.id, code_step=step)
        _forgive(rows, keys, now)
        yield rows, account, now


_WRONG = say("The name, the password or the code is not right.")


def _wanted(account: Account) -> Message:
    return say("The desk wants a second factor of everybody who is {role}.", role=Run(account.role))


def _check(desk: Desk, name: str, password: str) -> None:
    check_password(password, [name, *name.split(), desk.settings.name])


def _holder(rows: Accounts, link: str, now: datetime) -> Account:
    secret = link.rpartition("#")[2].strip()
    known = find_credential(rows, CredentialKind.INVITATION, secret, now)
    return next(one for one in rows.all() if one.id == known.account)


def _keys(form: LoginForm) -> Iterator[tuple[str, str]]:
    """What attempts are counted by, as digests: people type passwords where a name belongs."""
    yield "name", sha256(f"name {folded_name(form.name)}".encode("utf-8", "surrogatepass")).hexdigest()
    if form.address:
        yield "address", sha256(f"address {form.address}".encode("utf-8", "surrogatepass")).hexdigest()


def _count(rows: Accounts, keys: Mapping[str, str], now: datetime) -> None:
    """Count one more failure, which is taken back where none comes of it; TriedTooOften while the wait lasts."""
    rows.forget_failures(now - _FORGOTTEN)
    known = rows.failures([*keys.values()])
    for kind, key in keys.items():
        failures, last_at = known.get(key, (0, now))
        wait = min(2 ** min(failures - _FREE, 20), _LONGEST_WAIT[kind]) if failures >= _FREE else 0
        left = (last_at + timedelta(seconds=wait) - now).total_seconds()
        if wait and left > 0:
            raise TriedTooOften.wait(int(left) + 1)
    for key in keys.values():
        rows.set_failures(key, known.get(key, (0, now))[0] + 1, now)


def _forgive(rows: Accounts, keys: Mapping[str, str], now: datetime) -> None:
    """Forget the failures of a name that was let in; of its address this attempt alone, so that it covers no others."""
    for kind, key in keys.items():
        failures = rows.failures([key]).get(key, (1, now))[0]
        rows.set_failures(key, 0 if kind == "name" else failures - 1, now)
