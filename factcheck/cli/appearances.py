"""Where claims that were checked are said again: what was found in feeds and folders, and what is made of it."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import matching  # noqa: F401 - it stands before in the help
from factcheck.cli.app import Family, cli, counted, open_desk, say, say_next
from factcheck.cli.output import format_options, print_rows

if TYPE_CHECKING:
    from factcheck.model.appearance import ProposedAppearance

STATES = ("open", "added", "noted", "another")
_COLUMNS = ("number", "claim", "rating", "sentence", "speaker", "where", "differs")


def watch_sources(watched: str, form: str | None) -> None:
    """Read what is new in a feed or a folder, or in all that the settings name, and show what was found."""
    from factcheck.workflow.earlier.appearances import found_by
    from factcheck.workflow.earlier.watch import watch, watch_all

    with open_desk() as desk:
        told = watch_all(desk) if watched == "all" else [watch(desk, watched)]
        found = found_by(desk, [number for one in told for number in one.numbers])
    _print(found, form)
    read, sentences = sum(one.texts for one in told), sum(one.sentences for one in told)
    say(
        f"Read {counted(read, 'new text')}, {counted(sentences, 'sentence')}; found {counted(len(found), 'place')}."
    )
    if words_alone := next((one.words_alone for one in told if one.words_alone), None):
        say(str(words_alone))
    for one in (unread for result in told for unread in result.unread):
        say(f"{one.place}: {one.why}")
    if not told:
        say('Nothing is watched: name feeds and folders under "watch" in factcheck.toml.')
    if found:
        say_next(_next(found))


@cli.group(cls=Family, section="earlier checks")
def appearance() -> None:
    """Where claims that were checked are said again, as match --watch found it; a person decides."""


@appearance.command("list")
@click.option(
    "--state", type=click.Choice(STATES), default="open", show_default=True, help="What was made of them."
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many.")
@format_options
def list_appearances(state: str, limit: int | None, form: str | None) -> None:
    """List what was found, the newest first: the claim, its rating, the sentence, who says it and where."""
    from factcheck.model.appearance import AppearanceState
    from factcheck.workflow.earlier.appearances import list_appearances as listed

    with open_desk() as desk:
        found = listed(desk, AppearanceState(state), limit=limit)
    _print(found, form)
    if not found:
        say(f"Nothing is {'called another claim' if state == 'another' else state}.")
    elif state == "open":
        say_next(_next(found))


@appearance.command("add")
@click.argument("number", type=click.IntRange(1))
@click.option("--url", metavar="URL", help="Where it can be found, if it was found in a file.")
def add_appearance(number: int, url: str | None) -> None:
    """Put on the claim's record that it was made there too; prints the claim's ref."""
    from factcheck.workflow.earlier.appearances import add_appearance as add

    with open_desk() as desk:
        ref = add(desk, number, url)
    click.echo(ref)
    say_next(f"show {ref}")


@appearance.command("noted")
@click.argument("number", type=click.IntRange(1))
def note_appearance(number: int) -> None:
    """Say that it is the same claim, and that nothing more is made of it."""
    from factcheck.workflow.earlier.appearances import note_appearance as note

    with open_desk() as desk:
        note(desk, number)
    say("It is noted.")
    say_next("appearance list")


@appearance.command("another")
@click.argument("number", type=click.IntRange(1))
def another_claim(number: int) -> None:
    """Say that it is another claim; the same words are not told of that check again."""
    from factcheck.workflow.earlier.appearances import call_another

    with open_desk() as desk:
        call_another(desk, number)
    say("It is another claim; these words are not told of that check again.")
    say_next("appearance list")


def _next(found: Iterable["ProposedAppearance"]) -> str:
    own = next((one.number for one in found if one.ref and one.url), None)
    return f"appearance add {own}" if own else "appearance list"


def _print(found: Iterable["ProposedAppearance"], form: str | None) -> None:
    rows = [one.model_dump(mode="json") for one in found]
    if form in ("json", "jsonl"):
        print_rows(rows, "appearances", (), form)
    else:
        print_rows([_flat(row) for row in rows], "appearances", _COLUMNS, form)


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """One place on one line: what was checked, and where it is said again."""
    from factcheck.reading.document.transcript import clock_time

    place = row["url"] or row["file"]
    at = f"paragraph {row['paragraph']}" if row["paragraph"] else ""
    at = clock_time(row["seconds"]) if row["seconds"] is not None else at
    where = f"{place}, {at}" if at else place
    return {
        **row,
        "claim": row["ref"] or row["check_url"],
        "where": where,
        "differs": "; ".join(row["differs"]),
    }
