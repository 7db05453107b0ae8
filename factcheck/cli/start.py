"""Start: init."""

import shlex
from pathlib import Path

import click

from factcheck.cli.app import cli, given_anywhere, say, say_next


@cli.command(section="start")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--name", help="The newsroom's name; else the folder's.")
@click.option(
    "--scale", default="seven-step", show_default=True, help="seven-step, six-step, four-step or your own."
)
@click.option("--solo", is_flag=True, help="Declare a desk of one person; every page then says so.")
def init(folder: Path, name: str | None, scale: str, solo: bool) -> None:
    """Make a desk: settings, database and folders."""
    from factcheck.workflow.new_desk import NewDesk, make_desk

    author = given_anywhere("author")
    made = make_desk(folder, NewDesk(name=name, scale=scale, solo=solo, author=author))
    click.echo(made)
    say("Its settings are in factcheck.toml.")
    there = "" if folder.resolve() == Path.cwd() else f" --desk {shlex.quote(str(folder))}"
    say_next(f'add "The claim as it was made" --claimant "Who made it"{there}')
