"""The people of a desk: person add."""

import shlex

import click

from factcheck.cli import start  # noqa: F401 - init stands first in the help
from factcheck.cli.app import Family, cli, find_settings, say, say_next


@cli.group(cls=Family, section="start")
def person() -> None:
    """Who works at the desk."""


@person.command("add")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
def add_person(names: tuple[str, ...]) -> None:
    """Put people on the desk's list in factcheck.toml; nobody else may act then."""
    from factcheck.workflow.people import add_people

    listed = add_people(find_settings(), names)
    click.echo("\n".join(listed))
    say(f"Who may act from now on: {', '.join(listed)}.")
    say_next(f"list --as {shlex.quote(listed[-1])}")
