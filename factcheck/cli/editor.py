"""The dossier form in the user's editor: what is written there is never lost, even when it is refused."""

import os
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from factcheck.cli.app import say
from factcheck.errors import BadInput
from factcheck.model.field_help import CLAIM_FIELDS
from factcheck.model.moved import claim_at, lines_seen
from factcheck.model.record import Record


@dataclass
class Form:
    """What was written: the fields, and whether the file is to stay because they were not stored.

    `head` is that of the claim as the form showed it, None for a new claim.
    """

    fields: dict[str, Any]
    head: str | None = None
    keep: bool = False


@contextmanager
def write_claim(fields: Mapping[str, Any], kept: Path | None = None) -> Iterator[Form]:
    """The form of a new claim, holding the fields given on the command line already; or the one in a file."""
    if kept is None:
        _need_terminal('Give the claim: factcheck add "TEXT", or factcheck add - for one per line.')
        kept = _edited(_form({"text": "", **fields}))
        fields = {}
    with _sent(kept, f"factcheck add --form {kept}") as form:
        form.fields = {**form.fields, **fields}
        yield form


@contextmanager
def rewrite_claim(record: Record, kept: Path | None = None) -> Iterator[Form]:
    """The form of a claim there is, or the one in a file; its fields are those that differ from what it showed.

    Fields emptied or taken out come back as None. NotFound where the form shows a head that the claim never had.
    """
    if kept is None:
        _need_terminal("Say what to change, such as: factcheck edit REF --text …")
        kept = _edited(_form({"head": record.head, **_shown(record, len(record.events))}))
    with _sent(kept, f"factcheck edit {record.claim.ref} --form {kept}") as form:
        form.head = str(form.fields.pop("head", ""))
        shown = _shown(record, lines_seen(record, form.head))
        written = {**dict.fromkeys(shown), **form.fields}
        form.fields = {key: value for key, value in written.items() if value != shown.get(key)}
        yield form


def _shown(record: Record, lines: int) -> dict[str, Any]:
    """What a form shows of a claim after so many lines of its history."""
    fields = claim_at(record, lines)
    return {name: fields[name] for name in ("text", *CLAIM_FIELDS) if name in fields and name != "ref"}


def _need_terminal(instead: str) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(f"There is no terminal to open an editor on. {instead}")


def _form(fields: Mapping[str, Any]) -> str:
    """Given fields as TOML, and below them every other field as a comment that says what it is for."""
    import tomli_w

    lists = {key: list(value) for key, value in fields.items() if isinstance(value, tuple)}
    given = tomli_w.dumps({**fields, **lists})
    rest = "".join(
        f"# {name} = {'[]' if name in ('tags', 'appearances') else chr(34) * 2}    # {explained}\n"
        for name, explained in CLAIM_FIELDS.items()
        if name not in fields and name != "ref"
    )
    return f"# Write the claim, save and close. Lines that begin with # are left out.\n\n{given}\n{rest}"


def _edited(form: str) -> Path:
    """The file of the form after the editor; it goes where nothing was written in it."""
    handle, name = tempfile.mkstemp(prefix="factcheck-", suffix=".toml")
    path = Path(name)
    with os.fdopen(handle, "wb") as file:
        file.write(form.encode())
    try:
        click.edit(filename=name)
    except click.ClickException as wrong:
        if path.read_bytes() == form.encode():
            path.unlink()
            raise
        raise click.ClickException(f"{wrong.message} What you wrote is kept in {path}") from wrong
    if path.read_bytes().strip() in (b"", form.strip().encode()):
        path.unlink()
        raise click.ClickException("The form was left as it was; nothing was stored.")
    return path


@contextmanager
def _sent(path: Path, again: str) -> Iterator[Form]:
    """The form in a file, which goes once the fields are stored; it stays, and is named, when they are not."""
    form, stored = Form({}), False
    try:
        form.fields = _fields(path.read_bytes())
        yield form
        stored = not form.keep
    finally:
        if stored:
            path.unlink()
        else:
            say(f"What you wrote is kept in {path}\nTo send it again: {again}")


def _fields(content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        raise BadInput("The form is not UTF-8; set your editor to save as UTF-8.") from wrong
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise BadInput(f"The form is not TOML: {wrong}. Text goes in quotes.") from wrong
