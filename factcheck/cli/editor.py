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
from factcheck.cli.fields import CLAIM_FIELDS
from factcheck.errors import BadInput, FactcheckError, Remedy
from factcheck.model.claim import Claim


@dataclass
class Form:
    """What was written: the fields, and whether the file is to stay because they were not stored."""

    fields: dict[str, Any]
    keep: bool = False


@contextmanager
def write_claim(fields: Mapping[str, Any]) -> Iterator[Form]:
    """The form of a new claim, holding the fields given on the command line already."""
    _need_terminal('Give the claim: factcheck add "TEXT", or factcheck add - for one per line.')
    with _edited(_form({"text": "", **fields})) as form:
        yield form


@contextmanager
def rewrite_claim(claim: Claim) -> Iterator[Form]:
    """The form of a claim there is; fields emptied or taken out come back as None."""
    _need_terminal("Say what to change, such as: factcheck edit REF --text …")
    old = {key: value for key, value in claim.plain().items() if key != "ref"}
    with _edited(_form(old)) as form:
        form.fields = {key: form.fields.get(key) for key in {**old, **form.fields}}
        yield form


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


@contextmanager
def _edited(form: str) -> Iterator[Form]:
    """The form after the editor; its file goes once the fields are stored, and stays when they are refused."""
    handle, name = tempfile.mkstemp(prefix="factcheck-", suffix=".toml")
    path = Path(name)
    with os.fdopen(handle, "wb") as file:
        file.write(form.encode())
    try:
        click.edit(filename=name)
    except click.ClickException:
        path.unlink()
        raise
    content = path.read_bytes()
    if content.strip() in (b"", form.strip().encode()):
        path.unlink()
        raise click.ClickException("The form was left as it was; nothing was stored.")
    try:
        written = Form(_fields(content))
        yield written
    except FactcheckError as wrong:
        wrong.remedies += (Remedy(f"What you wrote is kept in {path}"),)
        raise
    if written.keep:
        say(f"What you wrote is kept in {path}")
    else:
        path.unlink()


def _fields(content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        raise BadInput("The form is not UTF-8; set your editor to save as UTF-8.") from wrong
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise BadInput(f"The form is not TOML: {wrong}. Text goes in quotes.") from wrong
