"""Backup: the whole desk in one file, and a desk of such a file."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli.app import cli, counted, given_anywhere, open_desk, say, say_next

if TYPE_CHECKING:
    from factcheck.workflow.transfer.backup import BackupSummary


@cli.command(section="data")
@click.argument("place", metavar="FILE|DIR", type=click.Path(path_type=Path))
@click.option(
    "--restore",
    "backup_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Make the desk DIR of this backup.",
)
@click.option("--anyway", is_flag=True, help="Keep or bring back a desk in which something does not hold.")
def backup(place: Path, backup_file: Path | None, anyway: bool) -> None:
    """Write settings, database, archive, dossiers and site to one zip file, or bring one back with --restore.

    Every backup is brought back in a temporary folder and verified before it counts. In a folder it gets a name with
    the day and time.
    """
    from factcheck.workflow.transfer.backup import back_up, restore

    if backup_file:
        made = restore(backup_file, place, given_anywhere("author"), anyway=anyway)
    else:
        with open_desk() as desk:
            made = back_up(desk, place, anyway=anyway)
    click.echo(made.path)
    held = f"{counted(made.claims, 'claim')}, {counted(made.captures, 'capture')}"
    if backup_file:
        say(f"{held}: restored {_verified(made)}, as of {made.made_at}.")
        say("What was taken out for good since then is in it again: import a newer export of the desk first.")
        say(
            "Before you publish: put the folder log of the public site into its site folder; it may be newer."
        )
        say_next(f"{'verify' if made.unsound else 'list'} --desk {shlex.quote(str(made.path))}")
    else:
        say(f"{held}, {_in_bytes(made.size)}: restored on trial {_verified(made)}.")


def _verified(made: "BackupSummary") -> str:
    if not made.unsound:
        return "and verified"
    wrong = counted(made.unsound, "thing")
    return f"as it is, with {wrong} in it that {'does' if made.unsound == 1 else 'do'} not hold"


def _in_bytes(size: int) -> str:
    """Such as "74 kB" and "1,204.3 MB"."""
    return f"{size / 1e3:,.0f} kB" if size < 1e6 else f"{size / 1e6:,.1f} MB"
