"""Start: init, demo, doctor."""

import re
import shlex
import sys
from pathlib import Path

import click

from factcheck.cli.app import ANSWER_IS_NO, cli, find_settings, given_anywhere, leave, say, say_next, say_some
from factcheck.cli.output import format_options, print_rows
from factcheck.cli.remedies import finding_as_json
from factcheck.cli.serve import port_option, serve_desk

_ASKED = "Who works at this desk? Names, with commas between; Enter for anybody"


@cli.command(section="start")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--name", help="The newsroom's name; else the folder's.")
@click.option(
    "--scale", default="seven-step", show_default=True, help="seven-step, six-step, four-step or your own."
)
@click.option("--solo", is_flag=True, help="Declare a desk of one person; every page then says so.")
@click.option("--people", metavar="NAME,NAME", help="Who works at the desk; nobody else may act then.")
@click.option(
    "--timezone", metavar="ZONE", help="Where the desk is, such as Pacific/Auckland; else as this computer."
)
def init(
    folder: Path, name: str | None, scale: str, solo: bool, people: str | None, timezone: str | None
) -> None:
    """Make a desk: settings, database and folders."""
    from factcheck.workflow.new_desk import NewDesk, make_desk

    author = given_anywhere("author")
    new = NewDesk(name, scale, solo, author, _names(people or ""), timezone)
    made = make_desk(folder, new, _ask if people is None and not solo else None)
    click.echo(made)
    say("Its settings are in factcheck.toml.")
    there = "" if folder.resolve() == Path.cwd() else f" --desk {shlex.quote(str(folder))}"
    say_next(f'add "The claim as it was made" --claimant "Who made it"{there}')


@cli.command(section="start")
@click.argument("folder", metavar="[DIR]", default="factcheck-demo", type=click.Path(path_type=Path))
@click.option(
    "--language", default="en", show_default=True, help="Language of the pages: ar, de, en, es, fa, fr or pt."
)
@click.option(
    "--serve",
    "served",
    is_flag=True,
    help="Open it in a browser at once, with something to do at each step; the link is the first line.",
)
@port_option
def demo(folder: Path, language: str, served: bool, port: int) -> None:
    """Make a finished desk of an invented town to look at, in an empty folder; needs no network."""
    from factcheck.cli.progress import Bar
    from factcheck.workflow.demo.make_demo import make_demo

    with Bar() as bar:
        made = make_demo(folder, language, bar, waiting=served)
    if served:
        from factcheck.desk import open_desk

        say(f"The desk of a town that does not exist, in {made.folder}. All of it is invented.")
        with open_desk(made) as desk:
            from factcheck.web.server import Serving

            serve_desk(desk, Serving("127.0.0.1", port))
        return
    click.echo(made.folder)
    say("The desk of a town that does not exist: an article, 13 claims, three people. All of it is invented.")
    say(f"Its report, for the desk:  {made.reports / 'index.html'}")
    say(f"Its site, for readers:     {made.site / 'index.html'}")
    say(f"Go there: cd {shlex.quote(str(folder))}. Then try these:")
    say_some(f"factcheck {command:<40}{why}" for command, why in _TO_TRY)
    say_next(f"todo --desk {shlex.quote(str(folder))}")


_TO_TRY = (
    ("todo", "who does what next"),
    ("list", "what there is, and how far each claim is"),
    ("show library-hours", "a page that changed after its check was out"),
    ("log trees-planted", "a check that was corrected in the open"),
    ("show festival-visitors", "quoted, and still to be rated"),
    ("show school-lunch", "returned by its reader, with a reason"),
    ('approve rents-doubled --as "Sanaz Kia"', "rated, and waits for a second person"),
    ('publish --as "Sanaz Kia"', "the site, with what is signed by then"),
    ("export --format proof", "what a stranger checks it with"),
)


@cli.command(section="start")
@format_options
def doctor(form: str | None) -> None:
    """Look whether this computer lets the desk work, and say what mends what does not; exit 3 if something stops it."""
    from factcheck.desk import utc_now
    from factcheck.workflow.doctor import look_over

    checked = list(look_over(find_settings(), utc_now))
    for one in checked:
        say(f"{one.name}: {one.said}.")
    rows = [
        {**finding_as_json(one.finding), "level": "stops" if one.stops else "note"}
        for one in checked
        if one.finding
    ]
    print_rows(rows, "findings", ("level", "code", "where", "message", "mend"), form)
    if any(one.stops for one in checked):
        leave(ANSWER_IS_NO)
    say("Nothing keeps this desk from working.")


def _ask() -> tuple[str, ...]:
    """The names that somebody at a terminal types; none without one."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return ()
    return _names(click.prompt(_ASKED, default="", show_default=False, err=True))


def _names(typed: str) -> tuple[str, ...]:
    """The names between commas, of Latin, Arabic and East Asian writing."""
    return tuple(one.strip() for one in re.split("[,،，、]", typed) if one.strip())
