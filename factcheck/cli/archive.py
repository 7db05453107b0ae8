"""The archive by itself: checked slice by slice, and copied to another place."""

from typing import TYPE_CHECKING

import click

from factcheck.cli.app import Family, cli, counted, open_desk, say
from factcheck.cli.data import leave_if_any, print_found

if TYPE_CHECKING:
    from factcheck.desk import Desk
    from factcheck.workflow.transfer.archive_slice import ArchiveRound


@cli.group(cls=Family, section="data")
def archive() -> None:
    """The captures of the desk, wherever they are kept."""


@archive.command()
@click.argument("place", metavar="FOLDER|s3://BUCKET/PREFIX")
@click.option("--missing", is_flag=True, help="Copy what is not there, and read nothing again of what is.")
def copy(place: str, missing: bool) -> None:
    """Copy every capture to another folder, or to object storage, and back the same way.

    Each is hashed where it arrives, and what is there already too. It can be stopped, and goes on when it is run again.
    The desk keeps using its own archive until the settings name the other.
    """
    from factcheck.workflow.transfer.archive_copy import copy_archive, place_of

    with open_desk() as desk:
        place = place_of(place)
        done = copy_archive(desk, place, missing_only=missing)
        own = place_of(str(desk.settings.folder / "archive"))
    click.echo(place)
    already = f"{done.there:,} there already{'' if missing else ' and sound'}"
    mended = f", {done.mended:,} there damaged and replaced" if done.mended else ""
    say(f"{counted(done.copied, 'capture')} copied, {already}{mended}.")
    if done.other:
        say(f"{counted(done.other, 'other file')} in the archive, left where they are.")
    if done.findings:
        print_found(done.findings, None)
        leave_if_any(done.findings)
    line = "no line for archive" if place == own else f'archive = "{place}"'
    say(f"To use it, in factcheck.toml: {line}")


def verify_slice(most: int, form: str | None) -> None:
    """Check the next slice of the archive, and tell how far it is."""
    from factcheck.workflow.transfer.archive_slice import check_archive_slice

    with open_desk() as desk:
        done = check_archive_slice(desk, most)
        print_found(done.findings, form)
        say(f"{counted(done.checked, 'capture')} checked.")
        say_rounds(desk)
    leave_if_any(done.findings)


def say_rounds(desk: "Desk") -> None:
    """How far the archive was checked slice by slice, if it ever was."""
    from factcheck.workflow.transfer.archive_slice import archive_rounds

    for one in archive_rounds(desk):
        say(f"The archive slice by slice: {_in_words(one)}.")


def _in_words(one: "ArchiveRound") -> str:
    wrong = f"{one.wrong:,} wrong" if one.wrong else "none wrong"
    checked = f"{counted(one.checked, 'capture')}, {wrong}"
    if one.ended:
        return f"the last whole round from {one.began} to {one.ended}, {checked}"
    return f"{one.percent}% since {one.began}, {checked}"
