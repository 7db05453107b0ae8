"""Sheets: what is said of one that is imported, and the table of what it would do."""

import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.app import (
    ANSWER_IS_NO,
    ERROR,
    NOT_ALL_FETCHED,
    Decorated,
    counted,
    leave,
    open_desk,
    say,
    say_next,
    say_some,
)
from factcheck.cli.claims import tell_alike
from factcheck.cli.output import print_json, print_rows
from factcheck.cli.remedies import finding_in_words
from factcheck.model.json_form import SCHEMA

if TYPE_CHECKING:
    from factcheck.desk import Desk
    from factcheck.workflow.transfer.sheets import SheetImport, SheetWishes


_SHOWN = 20
"""Rows of the table that is shown before it is asked."""

_DATES = ("dmy", "mdy", "1900", "1904")


def sheet_options(command: Decorated) -> Decorated:
    """Add the options that a sheet may need to the command that imports it."""
    for option in (
        click.option("--yes", is_flag=True, help="On a terminal: store it without asking."),
        click.option("--dry-run", "dry", is_flag=True, help="Show what a sheet would do, and store nothing."),
        click.option(
            "--why",
            help="The reason for what --update or a dossier changes; needed where it was rated or signed.",
        ),
        click.option(
            "--update", is_flag=True, help="Change the claims whose rows in the sheet were corrected."
        ),
        click.option(
            "--sheet", metavar="NAME", help="Which sheet of a workbook; else the first that is shown."
        ),
        click.option(
            "--dates",
            type=click.Choice(_DATES),
            multiple=True,
            help="How 03/04/2024 is meant, for the whole sheet; or the year from which numbers of days count.",
        ),
        click.option(
            "--columns",
            metavar="HEADER=FIELD,…",
            help='What columns give, such as "Claim=text,Speaker=claimant"; "-" passes one over. Remembered.',
        ),
    ):
        command = option(command)
    return command


def import_sheet(path: Path, place: str, options: dict[str, Any], as_json: bool) -> None:
    """Import a sheet from a file or a link; on a terminal its table is shown and asked about first."""
    from factcheck.model.links import has_scheme
    from factcheck.workflow.transfer import sheets

    asks = (
        not (options.pop("yes") or options["dry"] or as_json) and sys.stdin.isatty() and sys.stdout.isatty()
    )
    wishes = _wishes(options)
    with open_desk() as desk:
        source = _fetched(desk, place) if has_scheme(place) else path
        brought = sheets.import_sheet(desk, source, replace(wishes, dry=wishes.dry or asks), where=place)
        if asks and not brought.is_empty:
            _show(brought, _SHOWN)
            _tell_passed_over(brought)
            if not click.confirm("Store this?", err=True):
                say("Nothing was stored.")
                leave(ANSWER_IS_NO)
            brought = sheets.import_sheet(desk, source, wishes, where=place)
        elif wishes.dry and not as_json:
            _show(brought)
    _tell(brought, place, wishes, as_json)


def _fetched(desk: "Desk", link: str) -> bytes:
    from factcheck.workflow.transfer.fetch_sheet import fetch_sheet

    seen, content = fetch_sheet(desk, link)
    if not content:
        say(
            f"{seen.url}\n  {seen.outcome}: {seen.reason or ''}\n  Download it with a browser and import that file."
        )
        leave(NOT_ALL_FETCHED)
    return content


def export_sheet(out: Path | None) -> None:
    """Write all claims to a workbook."""
    from factcheck.workflow.transfer import sheets

    with open_desk() as desk:
        path = out or desk.settings.folder / "claims.xlsx"
        written = sheets.export_sheet(desk, path)
    click.echo(path)
    say(f"{counted(written, 'claim')}.")
    say_next(f"import {shlex.quote(str(path))} --update --dry-run")


def _wishes(options: dict[str, Any]) -> "SheetWishes":
    from factcheck.exchange.sheet_headers import columns_told
    from factcheck.workflow.transfer.sheets import SheetWishes

    columns = columns_told(options.pop("columns") or "")
    return SheetWishes(**{**options, "dates": frozenset(options["dates"]), "columns": columns})


def _show(brought: "SheetImport", most: int | None = None) -> None:
    """What would be added, changed and left, one a line."""
    rows = [
        *({"does": "add", "ref": ref, "where": where, "what": ""} for where, ref in brought.stored),
        *(
            {"does": "change" if one.ref in brought.changed else "leave", "ref": one.ref, "where": one.where}
            | {
                "what": "; ".join(
                    f"{name}: {_cell(old)} → {_cell(new)}" for name, (old, new) in one.changed.items()
                )
            }
            for one in brought.corrections
        ),
        *(
            {"does": "leave", "ref": one.ref, "where": one.where} | {"what": f"says the same: {one.text}"}
            for one in brought.alike
        ),
    ]
    print_rows(rows[:most], "rows", ("does", "ref", "where", "what"), "table")
    if most and len(rows) > most:
        say(f"  … and {len(rows) - most:,} more")


def _cell(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "blank")


def _tell_passed_over(brought: "SheetImport") -> None:
    if brought.passed_over:
        say("Passed over:")
        say_some(brought.passed_over)


def _tell(brought: "SheetImport", place: str, wishes: "SheetWishes", as_json: bool) -> None:
    if as_json:
        print_json({"schema": SCHEMA, "imported": {**brought.as_json(), "dry_run": wishes.dry}})
    elif not wishes.dry:
        for ref in (*brought.added, *brought.changed):
            click.echo(ref)
    if brought.is_empty:
        say(f"{place} holds no row with a claim, only headers; nothing was stored.")
        leave(ERROR)
    _tell_passed_over(brought)
    say_some(map(finding_in_words, brought.verdicts))
    tell_alike(brought.alike, kept=wishes.appearances)
    _tell_waiting(brought, wishes)
    here = brought.unchanged + len(brought.alike) + len(brought.waiting)
    would = "Would be: " if wishes.dry else ""
    say(f"{would}{len(brought.added):,} added, {len(brought.changed):,} changed, {here:,} here already.")
    if wishes.dry:
        say("Nothing was stored.")
    else:
        say_next("list")
    if brought.waiting or (any(one.differs for one in brought.alike) and not wishes.appearances):
        leave(ANSWER_IS_NO)


def _tell_waiting(brought: "SheetImport", wishes: "SheetWishes") -> None:
    """What rows say otherwise than the claims they name, which was not changed."""
    waiting = brought.waiting
    if not waiting:
        return
    say(
        f"{counted(len(waiting), 'row')} of claims that are here say something else; nothing of them was changed:"
    )
    say_some(
        f"{one.where}: {one.ref}: "
        + "; ".join(f"{name}: {_cell(new)}; there: {_cell(old)}" for name, (old, new) in one.changed.items())
        for one in waiting
    )
    if any(one.head is None for one in waiting):
        say(
            'Without a "head" of this desk nobody can tell what was there when they were written. '
            "Correct a sheet from factcheck list --format csv, or use factcheck edit"
        )
    elif not wishes.update:
        say("To change them, add --update.")
