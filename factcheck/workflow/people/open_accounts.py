"""The accounts of a desk in a transaction, and the desk with one of its people at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from factcheck.desk import Desk
from factcheck.errors import NotFound, Remedy, did_you_mean
from factcheck.model.account import Account, account_of, active
from factcheck.model.roles import Scope
from factcheck.store.accounts import Accounts
from factcheck.store.outbox import Outbox
from factcheck.store.turns import PEOPLE


@dataclass(frozen=True)
class OpenAccounts:
    """The accounts in a transaction, as they stand in it, the desk that goes by them, and who is told what waits."""

    desk: Desk
    rows: Accounts
    all: tuple[Account, ...]
    outbox: Outbox

    def named(self, name: str) -> Account:
        """The active account of a person; NotFound names the near one."""
        if found := account_of(self.all, name):
            return found
        names = [one.name for one in active(self.all)]
        mend = did_you_mean(name, names) or Remedy.by(
            "person-add", "Begin with one.", name=name, role="admin"
        )
        raise NotFound(f'Nobody with an account here is called "{name}".', remedies=[mend])

    def own(self, name: str, what: str) -> Account:
        """The same; RuleRefused where it is neither the author's own nor the author an admin, and for most tokens.

        `what` is what is done.
        """
        account = self.named(name)
        if self.desk.account().id != account.id or Scope.SIGN not in self.desk.scopes:
            self.desk.check_admin(what)
        return account


@contextmanager
def open_accounts(desk: Desk, as_admin: str = "") -> Iterator[OpenAccounts]:
    """The accounts in one transaction, read anew, so that of two changes at once the second goes by the first.

    RuleRefused for an author who is no admin, where `as_admin` says what is done.
    """
    with desk.store.writing(PEOPLE) as ledger:
        known = ledger.accounts.all()
        now = replace(desk, accounts=known)
        if as_admin:
            now.check_admin(as_admin)
        yield OpenAccounts(now, ledger.accounts, known, ledger.outbox)


def list_accounts(desk: Desk) -> tuple[Account, ...]:
    """Every account, ended ones too, in the order they were added."""
    with desk.store.reading() as ledger:
        return ledger.accounts.all()


def acting_as(desk: Desk, name: str) -> Desk:
    """The same desk with this person at it, and with the accounts as they are now."""
    return at_desk(desk, name, list_accounts(desk))


def nobody_at(desk: Desk) -> Desk:
    """The same desk with nobody at it, who may therefore do nothing."""
    return at_desk(desk, "", desk.accounts)


def at_desk(desk: Desk, name: str, accounts: tuple[Account, ...]) -> Desk:
    """The same desk with this person at it, and these accounts."""
    settings = replace(desk.settings, author=name, typed=name, is_login=False)
    return replace(desk, settings=settings, accounts=accounts)
