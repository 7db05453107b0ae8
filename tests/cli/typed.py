"""Commands as somebody would type them, held to what the program knows."""

import shlex
from collections.abc import Iterator

import click

from factcheck.cli.app import cli


def unknown(command: str) -> Iterator[str]:
    """What of a command line the program does not know: its name, an option, or a word too many."""
    known: click.Command | None = cli
    words = shlex.split(command)
    while isinstance(known, click.Group):
        name, *words = words or [""]
        known = known.commands.get(name)
        if known is None:
            yield f"{command}: no such command as {name}"
            return
    assert known is not None
    try:
        _, left, _ = known.make_parser(click.Context(known, **cli.context_settings)).parse_args(words)
    except click.UsageError as wrong:
        yield f"{command}: {wrong.format_message()}"
        return
    if left:
        yield f"{command}: too many words: {left}"
