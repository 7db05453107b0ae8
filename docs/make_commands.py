"""Write docs/commands.md from the commands themselves; with --check, exit 1 when it is stale."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from factcheck.cli.app import SECTIONS, cli

PAGE = Path(__file__).resolve().parent / "commands.md"
HEAD = """\
# Commands

Every command, as `factcheck COMMAND -h` tells it. This page is made by `python docs/make_commands.py`.

Results go to stdout, talk to stderr. Exit codes: 0 done; 1 error; 2 usage; 3 the answer is no;
4 some sources could not be fetched; 130 interrupted.

Wherever a REF is asked for, a unique beginning of it will do; what signs or publishes takes it on a terminal only.

To let the shell complete commands, refs, ids, ratings and names, put one line into its settings. For bash, in
`~/.bashrc`: `eval "$(_FACTCHECK_COMPLETE=bash_source factcheck)"`; for zsh, in `~/.zshrc`:
`eval "$(_FACTCHECK_COMPLETE=zsh_source factcheck)"`; for fish, in `~/.config/fish/completions/factcheck.fish`:
`_FACTCHECK_COMPLETE=fish_source factcheck | source`.
"""
SHARED = ("desk", "author", "verbose")
"""Options of every command, told once."""


def page() -> str:
    """The whole page; the same commands always give the same text."""
    parts = [HEAD, _everywhere()]
    for section in SECTIONS:
        commands = [one for one in cli.commands.values() if getattr(one, "section", "") == section]
        told = [_command(name, one) for command in commands for name, one in leaves(command)]
        parts += [f"## {section.capitalize()}\n", *told] if told else []
    return "\n".join(parts)


def leaves(command: click.Command, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """A command under its full name, or those it has of its own."""
    name = f"{before}{command.name}"
    if isinstance(command, click.Group):
        for one in command.commands.values():
            yield from leaves(one, f"{name} ")
    else:
        yield name, command


def _everywhere() -> str:
    shared = [param for param in cli.params if param.name in SHARED]
    table = _table(click.Context(cli, **cli.context_settings), shared)
    return f"Each command takes also `-h` for help, and:\n\n{table}"


def _command(name: str, command: click.Command) -> str:
    ctx = click.Context(command, info_name=f"factcheck {name}", **cli.context_settings)
    usage = " ".join([ctx.command_path, *command.collect_usage_pieces(ctx)])
    options = [param for param in command.params if param.name not in SHARED]
    table = _table(ctx, options)
    parts = [f"### {name}\n", f"```\n{usage}\n```\n", f"{_cell(command.help or '')}\n", table]
    return "\n".join(part for part in parts if part)


def _table(ctx: click.Context, params: Sequence[click.Parameter]) -> str:
    """Options beside what they are for; empty where there is none."""
    rows = [*_rows(ctx, params)]
    if not rows:
        return ""
    return "\n".join(["| option | what it is for |", "| --- | --- |", *rows, ""])


def _rows(ctx: click.Context, params: Sequence[click.Parameter]) -> Iterator[str]:
    """Options only; what stands without a name is in the usage."""
    for param in params:
        record = param.get_help_record(ctx) if isinstance(param, click.Option) else None
        if record:
            yield f"| `{_cell(record[0])}` | {_cell(record[1])} |"


def _cell(text: str) -> str:
    """Text on one line that a table can hold."""
    return " ".join(text.split()).replace("|", "\\|")


def main(arguments: Sequence[str]) -> int:
    """Write the page, or with --check only look whether it is fresh."""
    made = page().encode()
    if list(arguments) == ["--check"]:
        if PAGE.is_file() and PAGE.read_bytes() == made:
            return 0
        print(f"{PAGE.name} is stale. Write it anew: python docs/make_commands.py", file=sys.stderr)
        return 1
    PAGE.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
