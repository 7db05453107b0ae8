"""Accounts of a desk's people: added, given a role, mapped to a machine's user, ended. The first makes them begin.

All raise RuleRefused for an author who is no admin.
"""

from factcheck.desk import Desk
from factcheck.errors import NotSoNow, Remedy, RuleRefused
from factcheck.model.account import Account, CredentialKind, active
from factcheck.model.outside_answer import GUEST
from factcheck.model.roles import Role
from factcheck.model.rules.by_itself import ITSELF
from factcheck.person_names import find_person, folded_name, looks_like, same_person
from factcheck.settings.people import known_person
from factcheck.workflow.people.credentials import GivenSecret, give_link
from factcheck.workflow.people.open_accounts import OpenAccounts, open_accounts


def add_account(desk: Desk, name: str, role: Role, login: str | None = None) -> GivenSecret:
    """Give somebody an account, whose link is to set a password; one that ended begins again.

    The first account is an admin's. NotSoNow where somebody has one already or `login` is another's, BadInput and
    RuleRefused for a name that hides something or looks like another.
    """
    with open_accounts(desk, as_admin="Adding people") as there:
        name = known_person(name, ())
        for taken, who in ((GUEST, "whoever answers by a link"), (ITSELF, "what nobody asked for")):
            if looks_like(name, taken):
                mend = "Write it so that readers tell the two apart."
                raise RuleRefused(3, f'"{taken}" stands in histories for {who}.', mend)
        if not there.all and role is not Role.ADMIN:
            first = Remedy.again("The first account is of somebody who looks after the others.", role="admin")
            raise NotSoNow("This desk has no accounts yet.", remedies=[first])
        near = find_person(name, [one.name for one in there.all])
        known = next((one for one in there.all if one.name == near), None)
        if known and not same_person(name, known.name):
            mend = "Write it so that readers tell the two apart."
            raise RuleRefused(3, f'"{name}" looks like "{known.name}".', mend)
        if known and known.is_active:
            anew = Remedy.by("person-link", "A new link sets another password.", name=known.name)
            raise NotSoNow(f"{known.name} has an account already; nothing was changed.", remedies=[anew])
        if known:
            there.rows.change(known.id, name=name, role=role, ended_at=None)
        else:
            fields = {"id": desk.new_id(), "name": name, "role": role, "added_at": desk.clock()}
            known = Account.of(fields, "account")
            there.rows.add(known)
        if login:
            _map(there, known, login)
        return give_link(there.rows, known, desk.clock())


def change_role(desk: Desk, name: str, role: Role) -> Account:
    """Give somebody another role, which ends their sessions; NotFound, NotSoNow where no admin would be left."""
    with open_accounts(desk, as_admin="Giving roles") as there:
        account = there.named(name)
        if account.role is role:
            return account
        if role is not Role.ADMIN:
            _keep_an_admin(there, account)
        there.rows.change(account.id, role=role)
        there.rows.end_all(account.id, [CredentialKind.SESSION])
        return account.model_copy(update={"role": role})


def end_account(desk: Desk, name: str) -> Account:
    """End an account with all that lets its owner in; the name keeps its history. NotFound and NotSoNow as above."""
    with open_accounts(desk, as_admin="Ending accounts") as there:
        account = there.named(name)
        _keep_an_admin(there, account)
        nothing = {"login": None, "password": None, "code_secret": None}
        there.rows.change(account.id, ended_at=desk.clock(), **nothing)
        there.rows.end_all(account.id)
        there.outbox.forget(folded_name(account.name))
        return account


def map_login(desk: Desk, name: str, login: str | None) -> Account:
    """Let a user of this machine act as somebody at its terminal, instead of another user or, for None, no user.

    NotSoNow where that user acts as somebody else.
    """
    with open_accounts(desk, as_admin="Saying who a machine's user is") as there:
        account = there.named(name)
        _map(there, account, login)
        return account


def new_link(desk: Desk, name: str) -> GivenSecret:
    """A link for somebody to set a new password and second factor; the ones before it are void. NotFound."""
    with open_accounts(desk, as_admin="Giving people a link") as there:
        account = there.named(name)
        return give_link(there.rows, account, desk.clock())


def _map(there: OpenAccounts, account: Account, login: str | None) -> None:
    other = next((one for one in there.all if login and one.login == login and one.id != account.id), None)
    if other:
        said = f'The user "{login}" acts as {other.name} already; one user is one person.'
        raise NotSoNow(
            said, remedies=[Remedy.by("person-map", "Take that back first.", name=other.name, none=True)]
        )
    there.rows.change(account.id, login=login)


def _keep_an_admin(there: OpenAccounts, account: Account) -> None:
    others = [one for one in active(there.all) if one.role is Role.ADMIN and one.id != account.id]
    if account.role is Role.ADMIN and not others:
        mend = Remedy.by("person-role", "Make somebody else one first.", name=None, role="admin")
        raise NotSoNow(f"{account.name} is the only admin of this desk.", remedies=[mend])
