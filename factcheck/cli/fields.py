"""The options that are fields: one table for claims and one for sources, named as the model names them."""

from collections.abc import Callable
from typing import Any

import click

from factcheck.cli.app import Decorated
from factcheck.cli.completion import ARTICLE, NAME
from factcheck.model.vocabulary import ClaimantType, ClaimKind, Priority, SourceKind

_LISTS = frozenset({"appearances", "tags"})
_FLAGS = frozenset({"party_to_dispute", "confidential"})
_SHORT = {"appearances": "--appearance", "tags": "--tag"}
_CHOICES = {
    ("claim", "kind"): ClaimKind,
    ("claim", "claimant_type"): ClaimantType,
    ("claim", "priority"): Priority,
    ("source", "kind"): SourceKind,
}


def field_options(
    fields: dict[str, str], of: str, *, blank: bool = False
) -> Callable[[Decorated], Decorated]:
    """Options for every field of the table; with `blank`, an empty word of a closed set clears it too."""

    def decorate(command: Decorated) -> Decorated:
        for name, explained in reversed(fields.items()):
            command = _option(name, explained, of, blank)(command)
        return command

    return decorate


def _option(name: str, explained: str, of: str, blank: bool) -> Callable[[Decorated], Decorated]:
    flags = [f"--{name.replace('_', '-')}", *([_SHORT[name]] if name in _SHORT else [])]
    # A source's author must not be taken for the author who acts, so every field keeps its own name.
    names = [*flags, f"field_{name}"]
    if name in _FLAGS:
        flag = f"--{name.replace('_', '-')}"
        return click.option(
            f"{flag}/{flag.replace('--', '--no-', 1)}", names[-1], default=None, help=explained
        )
    closed = _CHOICES.get((of, name))
    words = [word.value for word in closed or ()]
    kind = click.Choice([*words, ""] if blank else words) if closed else None
    metavar = f"[{'|'.join(words)}]" if closed else None
    offered = kind or {"assignee": NAME, "article": ARTICLE}.get(name)
    return click.option(*names, type=offered, metavar=metavar, multiple=name in _LISTS, help=explained)


def given_fields(options: dict[str, Any]) -> dict[str, Any]:
    """The fields that were given, by their names; a list of blanks is an empty list."""
    return {
        name.removeprefix("field_"): tuple(filter(str.strip, value)) if isinstance(value, tuple) else value
        for name, value in options.items()
        if name.startswith("field_") and value not in (None, ())
    }
