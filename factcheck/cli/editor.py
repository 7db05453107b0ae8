"""The dossier form in the user's editor: what is written there is never lost, even when it does not fit."""

import os
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from factcheck.cli.fields import CLAIM_FIELDS
from factcheck.errors import BadInput
from factcheck.model.claim import Claim


def write_claim(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a new claim, from a form that holds those given on the command line already."""
    _need_terminal('Give the claim: factcheck add "TEXT", or factcheck add - for one per line.')
    return _edited(_form({"text": "", **fields}))


def rewrite_claim(claim: Claim) -> dict[str, Any]:
    """The fields of a claim after editing; those emptied or taken out come back as None."""
    _need_terminal("Say what to change, such as: factcheck edit REF --text …")
    old = {key: value for key, value in claim.plain().items() if key != "ref"}
    new = _edited(_form(old))
    return {key: new.get(key) for key in {**old, **new}}


def _need_terminal(instead: str) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(f"There is no terminal to open an editor on. {instead}")


def _form(fields: Mapping[str, Any]) -> str:
    """Given fields as TOML, and below them every other field as a comment that says what it is for."""
    import tomli_w

    given = tomli_w.dumps(
        {key: list(value) if isinstance(value, tuple) else value for key, value in fields.items()}
    )
    rest = "".join(
        f"# {name} = {'[]' if name in ('tags', 'appearances') else chr(34) * 2}    # {explained}\n"
        for name, explained in CLAIM_FIELDS.items()
        if name not in fields and name != "ref"
    )
    return f"# Write the claim, save and close. Lines that begin with # are left out.\n\n{given}\n{rest}"


def _edited(form: str) -> dict[str, Any]:
    written = click.edit(form, extension=".toml")
    if written is None or written == form:
        raise click.Abort
    try:
        fields = tomllib.loads(written)
        Claim.of({"ref": "form", **fields}, "form")
    except (tomllib.TOMLDecodeError, BadInput) as wrong:
        handle, kept = tempfile.mkstemp(prefix="factcheck-", suffix=".toml")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(written)
        findings = wrong.findings if isinstance(wrong, BadInput) else ()
        raise BadInput(
            f"The form does not fit: {wrong} What you wrote is kept in {Path(kept)}.", findings
        ) from wrong
    return fields
