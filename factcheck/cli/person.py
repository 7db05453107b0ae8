"""The people of a desk: person add, person key; what accounts add is in `accounts`."""

import shlex
from datetime import date
from pathlib import Path

import click

from factcheck.cli import start  # noqa: F401 - init stands first in the help
from factcheck.cli.app import Family, cli, find_settings, open_desk, say, say_next

ROLES = ("reporter", "checker", "editor", "admin", "guest")


@cli.group(cls=Family, section="start")
def person() -> None:
    """Who works at the desk."""


@person.command("add")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option("--role", type=click.Choice(ROLES), help="Give an account with this role.")
@click.option("--user", metavar="LOGIN", help="The user of this machine who acts as this person.")
def add_person(names: tuple[str, ...], role: str | None, user: str | None) -> None:
    """Put people on the desk's list in factcheck.toml; nobody else may act then.

    With --role somebody gets an account instead, and a link to set a password is printed. From the first account on,
    which is an admin's, those with accounts are the people of the desk, each acts as the role allows, and --as names
    nobody but whom the user of this machine is mapped to.
    """
    from factcheck.workflow.people.listed import add_people

    if role or user:
        from factcheck.cli.accounts import add_account

        if not role or len(names) != 1:
            raise click.UsageError("An account is given to one person at a time, with --role.")
        add_account(names[0], role, user)
        return
    with open_desk() as desk:
        if desk.accounts:
            raise click.UsageError("This desk has accounts: say with --role what they may do.")
    listed = add_people(find_settings(), names)
    click.echo("\n".join(listed))
    say(f"Who may act from now on: {', '.join(listed)}.")
    say_next(f"list --as {shlex.quote(listed[-1])}")


class _Day(click.ParamType[date]):
    """A day, such as 2026-12-31."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f'"{value}" is no day. Write it like 2026-12-31.', param, ctx)


@person.command("key")
@click.argument("name", metavar="NAME")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--from", "first", metavar="DAY", type=_Day(), help="The first day it holds; else always.")
@click.option("--until", metavar="DAY", type=_Day(), help="End it: the last day it holds.")
@click.option("--lost", metavar="DAY", type=_Day(), help="End it: the day it was lost or stolen.")
def person_key(
    name: str, file: Path | None, first: date | None, until: date | None, lost: date | None
) -> None:
    """Give somebody an ssh key to sign with, from its public file (.pub); or end the one they have."""
    from factcheck.workflow.people.keys import add_key, end_key

    if (first, until, lost).count(None) < 2:
        raise click.UsageError("Give one of --from, --until and --lost.")
    ends = until or lost
    if ends is None:
        if file is None:
            raise click.UsageError(f"Name the public key: factcheck person key {shlex.quote(name)} FILE.pub")
        with open_desk() as desk:
            key = add_key(desk, name, file, first)
        click.echo(key.fingerprint)
        say(f"{name} signs with this key{f' from {first} on' if first else ''}.")
        say_next(f"approve REF --sign --as {shlex.quote(name)}")
        return
    with open_desk() as desk:
        ended = end_key(desk, name, file, "until" if until else "lost", ends)
    click.echo(ended.key.fingerprint)
    if until:
        say(f"The key of {name} ends after {until}; what it signed by then stays signed.")
    else:
        say(
            f"The key of {name} was lost on {lost}. What it signed before counts where the public log shows it."
        )
    say_next("verify")
