"""Accounts of people: person list, role, end, map, link, password, sessions, token."""

import shlex
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.app import Decorated, counted, open_desk, say, say_next
from factcheck.cli.completion import NAME
from factcheck.cli.output import format_options, print_rows
from factcheck.cli.person import ROLES, person

if TYPE_CHECKING:
    from factcheck.model.account import Account, Credential, CredentialKind
    from factcheck.workflow.people.credentials import GivenSecret

SCOPES = ("read", "act", "sign")
_COLUMNS = ("name", "role", "login", "password", "second_factor", "added_at", "ended_at")
_CREDENTIALS = ("id", "label", "scopes", "made_at", "used_at", "expires_at")


def add_account(name: str, role: str, login: str | None) -> None:
    """Give somebody an account and print the link to set a password."""
    from factcheck.model.roles import Role
    from factcheck.settings.machine_user import machine_user
    from factcheck.workflow.people import accounts

    with open_desk() as desk:
        is_first = not desk.accounts
        login = login or (machine_user() if is_first else None)
        given = accounts.add_account(desk, name, Role(role), login)
        listed, addresses = desk.settings.people, desk.settings.web.addresses
    if is_first:
        say(
            f"From now on the people of this desk are those with accounts; the user {login} acts here as {name}."
        )
        if listed:
            say("The list of people in factcheck.toml counts no more; take it out.")
    elif login:
        say(f"The user {login} of this machine acts here as {name}.")
    _give_link(name, given, addresses)


@person.command("list")
@format_options
def list_accounts(form: str | None) -> None:
    """List the accounts: who has which role, and who acts at this machine's terminal."""
    with open_desk() as desk:
        print_rows([_row(one) for one in desk.accounts], "people", _COLUMNS, form)


def _row(account: "Account") -> dict[str, Any]:
    shown = account.model_dump(mode="json", exclude={"id", "has_password", "has_code"})
    return {**shown, "password": account.has_password, "second_factor": account.has_code}


@person.command("role")
@click.argument("name", metavar="NAME", type=NAME)
@click.argument("role", type=click.Choice(ROLES))
def change_role(name: str, role: str) -> None:
    """Give somebody another role; whoever is logged in by that name has to log in again."""
    from factcheck.model.roles import Role
    from factcheck.workflow.people import accounts

    with open_desk() as desk:
        account = accounts.change_role(desk, name, Role(role))
    say(f"{account.name}: {account.role}.")
    say_next("person list")


@person.command("end")
@click.argument("name", metavar="NAME", type=NAME)
def end_account(name: str) -> None:
    """End somebody's account; the name keeps its history."""
    from factcheck.workflow.people import accounts

    with open_desk() as desk:
        account = accounts.end_account(desk, name)
    say(f"{account.name} may not act here any more. What was done under this name stays.")
    say_next(f"todo --for {shlex.quote(account.name)}")


@person.command("map")
@click.argument("name", metavar="NAME", type=NAME)
@click.option("--user", metavar="LOGIN", help="The user of this machine who acts as this person.")
@click.option("--none", "nobody", is_flag=True, help="No user of this machine does any more.")
def map_login(name: str, user: str | None, nobody: bool) -> None:
    """Say which user of this machine acts as somebody; on a desk with accounts nobody else does."""
    from factcheck.workflow.people import accounts

    if (user is None) != nobody:
        raise click.UsageError("Give either --user or --none.")
    with open_desk() as desk:
        account = accounts.map_login(desk, name, user)
    say(f"The user {user} acts here as {account.name}." if user else f"No user acts here as {account.name}.")


@person.command("link")
@click.argument("name", metavar="NAME", type=NAME)
def new_link(name: str) -> None:
    """Make a link for somebody to set a new password; the one before is void, the old password still good."""
    from factcheck.workflow.people import accounts

    with open_desk() as desk:
        given = accounts.new_link(desk, name)
        addresses = desk.settings.web.addresses
    _give_link(name, given, addresses)


def _give_link(name: str, given: "GivenSecret", addresses: Sequence[str]) -> None:
    from factcheck.web.links import password_link

    click.echo(password_link(addresses, given.secret))
    say(
        f"Hand this to {name}, and nobody else: it sets a password, once, until {_moment(given.kept.expires_at)}."
    )
    say_next("serve" if addresses else "person password")


@person.command("password")
@click.option("--second-factor", is_flag=True, help="Set up an app that makes codes, too.")
def set_password(second_factor: bool) -> None:
    """Set a password with the link that an admin gave; asks for both, or reads them from two lines of stdin."""
    from factcheck.workflow.people.codes import code_address, new_code_secret
    from factcheck.workflow.people.login import NewPassword, link_holder
    from factcheck.workflow.people.login import set_password as set_by_link

    with open_desk() as desk:
        link = _asked("Link")
        holder = link_holder(desk, link)
        password = _asked("New password")
        secret, code = None, None
        if second_factor or holder.needs_code:
            secret = new_code_secret()
            say("Give this to your app: " + code_address(secret, holder.account.name, desk.settings.name))
            code = _asked("Code that the app shows")
        account = set_by_link(desk, link, NewPassword(password, secret, code))
    say(f"The password of {account.name} is set. Wherever {account.name} was logged in, that is over.")


def _asked(what: str) -> str:
    """What is typed without being shown, or the next line of stdin."""
    if sys.stdin.isatty():
        typed: str = click.prompt(what, hide_input=True, err=True)
        return typed.strip() if what == "Link" else typed
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise click.UsageError("Give the link, the new password and the code, each on a line of stdin.")
    return line


def _which(command: Decorated) -> Decorated:
    for option in (
        click.option("--end", "ended", metavar="ID", help="End this one."),
        click.option("--end-all", is_flag=True, help="End all of them."),
    ):
        command = option(command)
    return format_options(command)


@person.command("sessions")
@click.argument("name", metavar="NAME", type=NAME)
@_which
def sessions(name: str, ended: str | None, end_all: bool, form: str | None) -> None:
    """List where somebody is logged in; or end that."""
    from factcheck.model.account import CredentialKind

    _show_or_end(name, CredentialKind.SESSION, ended, end_all, form)


@person.command("token")
@click.argument("name", metavar="NAME", type=NAME)
@click.option("--add", "label", metavar="LABEL", help="Make one, for what LABEL says; it is shown once.")
@click.option(
    "--scope", "scopes", multiple=True, type=click.Choice(SCOPES), help="What it may do; repeatable."
)
@click.option("--days", type=click.IntRange(1), help="For how long it is good; else until it is ended.")
@_which
def token(
    name: str,
    label: str | None,
    scopes: tuple[str, ...],
    days: int | None,
    ended: str | None,
    end_all: bool,
    form: str | None,
) -> None:
    """List somebody's tokens of the API; make one, or end one."""
    from datetime import timedelta

    from factcheck.model.account import CredentialKind
    from factcheck.model.roles import Scope
    from factcheck.workflow.people.credentials import make_token

    if label is None:
        if scopes or days:
            raise click.UsageError("--scope and --days go with --add.")
        _show_or_end(name, CredentialKind.TOKEN, ended, end_all, form)
        return
    with open_desk() as desk:
        wanted = [Scope(one) for one in scopes or ("read",)]
        given = make_token(desk, name, label, wanted, timedelta(days=days) if days else None)
    click.echo(given.secret)
    say(f"Keep it where the program finds it: it is not shown again. End it by its id, {given.kept.id}.")


def _show_or_end(
    name: str, kind: "CredentialKind", ended: str | None, end_all: bool, form: str | None
) -> None:
    from factcheck.workflow.people.credentials import end_credential, list_credentials

    if ended and end_all:
        raise click.UsageError("Give either --end or --end-all.")
    with open_desk() as desk:
        if ended or end_all:
            count = end_credential(desk, name, kind, ended)
            say(f"Ended {counted(count, kind)} of {name}.")
            return
        rows = [_credential_row(one) for one in list_credentials(desk, name, kind)]
        print_rows(rows, f"{kind}s", _CREDENTIALS, form)


def _credential_row(credential: "Credential") -> dict[str, Any]:
    return credential.model_dump(mode="json", exclude={"kind", "account"})


def _moment(at: Any) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
