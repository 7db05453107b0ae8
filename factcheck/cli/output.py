"""Results on stdout in the format asked for: table, json, jsonl, csv, tsv or md."""

import csv
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import click

from factcheck.cli.app import Decorated
from factcheck.cli.columns import table
from factcheck.cli.visible import json_whole
from factcheck.model.cell import spreadsheet_cell
from factcheck.model.json_form import SCHEMA, json_word
from factcheck.model.visible import visible

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "md")
Row = Mapping[str, Any]


def format_options(command: Decorated) -> Decorated:
    """Add --format and its short form --json to a command, which gets `form`."""
    return formats(*FORMATS)(command)


def formats(*known: str) -> Callable[[Decorated], Decorated]:
    """The same for a command that has other formats than most."""
    short = click.option("--json", "form", flag_value="json", help="Short for --format json.")
    choice = click.Choice(known)
    given = click.option(
        "--format", "form", type=choice, default="table", show_default=True, help="How to print."
    )
    return lambda command: given(short(command))


def print_rows(
    rows: Sequence[Row], key: str, columns: Sequence[str], form: str | None, also: Row | None = None
) -> None:
    """Many rows: whole under `key` in JSON, with what is said of all of them; their `columns` in other formats."""
    if form == "json":
        print_json({"schema": SCHEMA, key: rows, **(also or {})})
    elif form == "jsonl":
        for row in rows:
            print_line(row)
    elif form in ("csv", "tsv"):
        _print_separated([columns, *(_cells(row, columns) for row in rows)], "," if form == "csv" else "\t")
    elif form == "md":
        _print_markdown([columns, *(_cells(row, columns) for row in rows)])
    else:
        _print_table(columns, [_cells(row, columns) for row in rows])


def print_one(thing: Row, key: str, form: str | None, layout: Callable[[Row], str]) -> None:
    """One thing whole: under `key` in JSON, for a person as `layout` has it, else as words and values."""
    if form == "json":
        print_json({"schema": SCHEMA, key: thing})
    elif form == "jsonl":
        click.echo(_dumps(thing))
    elif form in ("csv", "tsv"):
        flat = [name for name, value in thing.items() if not _is_nested(value)]
        _print_separated([flat, _cells(thing, flat)], "," if form == "csv" else "\t")
    elif form == "md":
        _print_markdown([("field", "value"), *_pairs(thing)])
    else:
        click.echo(layout(thing))


def print_line(row: Row) -> None:
    """One thing whole, as a line of JSON Lines."""
    click.echo(_dumps(row))


def print_json(document: Row) -> None:
    """One document, indented; times as RFC 3339."""
    click.echo(_dumps(document, indent=2))


def _dumps(row: Row, indent: int | None = None) -> str:
    return json_whole(json.dumps(row, ensure_ascii=False, indent=indent, default=json_word))


def _is_nested(value: object) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(one, Mapping) for one in value)


def _pairs(thing: Row) -> Iterable[tuple[str, str]]:
    """Word and value; a list of things becomes a pair for each, under the list's name and the thing's id."""
    for name, value in thing.items():
        if _is_nested(value):
            for number, one in enumerate(value, 1):
                said = (
                    f"{word}: {_cell(part)}" for word, part in one.items() if word != "id" and _cell(part)
                )
                yield f"{name} {one.get('id', number)}", " · ".join(said)
        elif _cell(value):
            yield name, _cell(value)


def _cells(row: Row, columns: Iterable[str]) -> list[str]:
    values = (row.get(column) for column in columns)
    return [value if type(value) is str else _cell(value) for value in values]


def _cell(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _print_separated(rows: Iterable[Sequence[str]], delimiter: str) -> None:
    writer = csv.writer(sys.stdout, delimiter=delimiter, lineterminator="\n")
    writer.writerows([spreadsheet_cell(cell) for cell in row] for row in rows)


def _print_markdown(rows: Sequence[Sequence[str]]) -> None:
    lines = ["| " + " | ".join(map(_markdown, row)) + " |" for row in rows]
    lines.insert(1, "| " + " | ".join("---" for _ in rows[0]) + " |")
    click.echo("\n".join(lines))


def _markdown(cell: str) -> str:
    """A cell of a table that stays one cell, in which HTML is text."""
    for mark, written in (("&", "&amp;"), ("<", "&lt;"), ("\\", "\\\\"), ("|", "\\|"), ("\n", "<br>")):
        cell = cell.replace(mark, written)
    return cell


def _print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns aligned by what they take on a screen; on a terminal under their names, and no wider than it is."""
    if rows:
        flat = [[_on_one_line(cell) for cell in row] for row in rows]
        click.echo("\n".join(table(columns, flat, screen_width())))


def band_told(band: str) -> str:
    """The band of a match in words; "folded" is a word of programs."""
    return "shares little" if band == "folded" else band


def screen_width() -> int | None:
    """How many columns the terminal has that results go to; None where they go elsewhere."""
    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else None


def _on_one_line(cell: str) -> str:
    return cell if cell.isprintable() else visible(" ".join(cell.split()))
