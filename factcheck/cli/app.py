"""The group of commands, what they all share, and the one table from error to exit code."""

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, TypeVar

import click

from factcheck import __version__
from factcheck.cli.completion import NAME
from factcheck.cli.remedies import error_in_words, finding_in_words
from factcheck.cli.visible import make_visible
from factcheck.errors import FactcheckError, NotFound, NotSoNow, RuleRefused

if TYPE_CHECKING:
    from factcheck.desk import Desk
    from factcheck.errors import Finding
    from factcheck.settings import Settings

DONE, ERROR, USAGE, ANSWER_IS_NO, NOT_ALL_FETCHED, INTERRUPTED = 0, 1, 2, 3, 4, 130
EXIT_CODES: dict[type[FactcheckError], int] = {RuleRefused: ANSWER_IS_NO, NotSoNow: ANSWER_IS_NO}
"""Errors that are answers; every other one is an error."""

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

MAX_FINDINGS_SHOWN = 50
SECTIONS = (
    "start",
    "claims",
    "articles",
    "evidence",
    "verdict",
    "publish",
    "earlier checks",
    "data",
    "serve",
)


class _Everywhere(click.Command):
    """A command with a section of the help, which takes --desk, --as and -v wherever they stand."""

    def __init__(self, *args: Any, section: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        self.params += [
            click.Option(["--desk"], metavar="DIR", expose_value=False, callback=_remember, help=_DESK_HELP),
            click.Option(
                ["--as", "author"],
                metavar="NAME",
                type=NAME,
                expose_value=False,
                callback=_remember,
                help=_AS_HELP,
            ),
            click.Option(
                ["-v", "--verbose"], count=True, expose_value=False, callback=_log, help=_VERBOSE_HELP
            ),
        ]


class Command(_Everywhere):
    """A command."""


class Family(_Everywhere, click.Group):
    """A command that has commands of its own, listed in the order they were added."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order they were added."""
        return list(self.commands)


class Group(click.Group):
    """The top group: its help lists the commands by section."""

    command_class = Command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands under the headings of the design, in the order they were added."""
        for section in SECTIONS:
            commands = [one for one in self.commands.values() if getattr(one, "section", "") == section]
            with formatter.section(section.capitalize()):
                formatter.write_dl([(one.name or "", one.get_short_help_str(90)) for one in commands])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order they were added."""
        return list(self.commands)


_VERBOSE_HELP = "Log what happens to stderr; twice for more. FACTCHECK_LOG=json gives JSON Lines."
_DESK_HELP = "The desk's folder; else FACTCHECK_DESK, else the nearest factcheck.toml upwards."
_AS_HELP = "Who acts; else FACTCHECK_AUTHOR, else the desk's author."


def _remember(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.ensure_object(dict)[param.name] = value


def head_option(command: Decorated) -> Decorated:
    """Add --head to a command that acts on one claim; the desk that `open_desk` gives has it as `seen`."""
    return click.option(
        "--head",
        metavar="HASH",
        expose_value=False,
        callback=_remember,
        help="The head of the claim you decide on, as log gives it; else what it is now.",
    )(command)


def _log(ctx: click.Context, _param: click.Parameter, given: int) -> None:
    """Begin the log, or make it more verbose: every -v counts, wherever it stands. The log ends with the command."""
    chosen = ctx.ensure_object(dict)
    form = os.environ.get("FACTCHECK_LOG")
    if given or (form and "verbosity" not in chosen):
        from factcheck.cli.logs import begin_log

        chosen["verbosity"] = chosen.get("verbosity", 0) + given
        ctx.call_on_close(begin_log(chosen["verbosity"], form or "text"))


@click.group(
    cls=Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--desk", metavar="DIR", expose_value=False, callback=_remember, help=_DESK_HELP)
@click.option(
    "--as", "author", metavar="NAME", type=NAME, expose_value=False, callback=_remember, help=_AS_HELP
)
@click.option("-v", "--verbose", count=True, expose_value=False, callback=_log, help=_VERBOSE_HELP)
@click.version_option(__version__, prog_name="factcheck")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Track claims from first mention to verdict, with the evidence kept and every step on record."""
    if ctx.invoked_subcommand is None:
        if not _is_on_a_desk():
            raise click.exceptions.NoArgsIsHelpError(ctx)
        ctx.invoke(cli.commands["todo"], form="table")


def _is_on_a_desk() -> bool:
    from factcheck.settings import find_desk

    if given_anywhere("desk") or os.environ.get("FACTCHECK_DESK"):
        return True
    try:
        find_desk(Path.cwd())
    except NotFound:
        return False
    return True


def given_anywhere(name: str) -> str | None:
    """The value of an option that every command takes, or of --head; None where it was not given."""
    given: str | None = click.get_current_context().ensure_object(dict).get(name)
    return given


def find_settings() -> "Settings":
    """The settings of the desk the user means."""
    from factcheck.settings import find_desk, load

    named = given_anywhere("desk") or os.environ.get("FACTCHECK_DESK")
    folder = Path(named) if named else find_desk(Path.cwd())
    return load(folder, given_anywhere("author"))


@contextmanager
def open_desk() -> Iterator["Desk"]:
    """The desk the user means, open until the block ends; a bar on a terminal shows how far long work is."""
    from factcheck.cli.progress import Bar
    from factcheck.desk import open_desk as opened
    from factcheck.work.at_once import run_job_at_once

    with opened(find_settings(), run_job_at_once) as desk, Bar() as bar:
        yield replace(desk, seen=given_anywhere("head"), progress=bar)
    _tell(desk.told)


def _tell(told: Sequence["Finding"]) -> None:
    """What acts brought about; where a signature is void that is what to see to next, and no other step is named."""
    for one in told[:MAX_FINDINGS_SHOWN]:
        say(finding_in_words(one))
    if len(told) > MAX_FINDINGS_SHOWN:
        say(f"… and {len(told) - MAX_FINDINGS_SHOWN:,} more; see them with factcheck check.")
    if any(one.code == "signature-void" for one in told):
        click.get_current_context().ensure_object(dict)["is_void"] = True


def leave(code: int) -> NoReturn:
    """End the command with this exit code."""
    click.get_current_context().exit(code)


def say(text: str) -> None:
    """Print a message on stderr, so that stdout holds results alone."""
    try:
        click.echo(text, err=True)
    except OSError:  # nobody can read it, which is no reason to stop
        _drop(sys.stderr)


def say_some(lines: Iterable[str], most: int = MAX_FINDINGS_SHOWN) -> None:
    """The first of many lines, each indented, and how many more there are."""
    given = list(lines)
    for line in given[:most]:
        say(f"  {line}")
    if len(given) > most:
        say(f"  … and {len(given) - most:,} more")


encoding_option = click.option(
    "--encoding",
    metavar="NAME",
    help="How the letters are encoded, such as windows-1252, where it is not UTF-8.",
)
"""For commands that read text from a file or from stdin."""


def stdin_lines(encoding: str | None) -> list[str]:
    """What comes on stdin, line by line; BadInput where it is not clearly UTF-8 and no encoding was named."""
    from factcheck.exchange.decoding import decode

    return decode(sys.stdin.buffer.read(), encoding, "stdin").splitlines()


def counted(number: int, thing: str, things: str = "") -> str:
    """Such as "1 claim" and "2,000 claims"; `things` is the plural where it is not made with an s."""
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"


def say_next(command: str) -> None:
    """The next step, after a success; none where something else is to be seen to first, and was said."""
    if not given_anywhere("is_void"):
        say(f"Next: factcheck {command}")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit code; no traceback reaches a user."""
    gc.set_threshold(50_000)  # a command is soon over; collecting while modules load costs it a twentieth
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started us; results then go nowhere
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        else:
            make_visible(stream)
    sys.exit(_run(list(sys.argv[1:] if arguments is None else arguments)))


def _run(arguments: Sequence[str]) -> int:
    try:
        return _invoke(arguments)
    except click.ClickException as wrong:
        said = StringIO()
        wrong.show(said)
        say(said.getvalue().rstrip())
        return wrong.exit_code
    except (SystemExit, BrokenPipeError):  # SystemExit is click's own answer to a reader that went away
        _drop(sys.stdout)
        return DONE
    except FactcheckError as wrong:
        _show(wrong)
        return next((code for kind, code in EXIT_CODES.items() if isinstance(wrong, kind)), ERROR)
    except (KeyboardInterrupt, click.Abort):
        say("Interrupted; what was acknowledged before is stored.")
        return INTERRUPTED
    except OSError as wrong:
        named = f"{wrong.filename} {wrong.strerror or wrong}" if wrong.filename else _not_written(wrong)
        say(f"Error: {_unwritten() or named}")
        return ERROR
    except Exception as wrong:
        if os.environ.get("FACTCHECK_DEBUG"):
            raise
        say(f"Error: something in factcheck itself went wrong ({type(wrong).__name__}: {wrong}).")
        say(
            "Run it again with FACTCHECK_DEBUG=1 and report what it prints; factcheck verify tells whether all holds."
        )
        return ERROR


def _invoke(arguments: Sequence[str]) -> int:
    """Run the command until its last result is written."""
    _check_encoding(arguments)
    color = False if "NO_COLOR" in os.environ else None
    try:
        code = cli.main(arguments, prog_name="factcheck", standalone_mode=False, color=color)
    except click.exceptions.NoArgsIsHelpError as wanted:
        click.echo(wanted.ctx.get_help() if wanted.ctx else wanted.message)
        code = USAGE
    sys.stdout.flush()
    return code if isinstance(code, int) else DONE


def _unwritten() -> str:
    """Why results could not be written, "" if they could; Python would try again at exit, with a message of its own."""
    try:
        sys.stdout.flush()
    except OSError as wrong:
        _drop(sys.stdout)
        return _not_written(wrong)
    return ""


def _not_written(wrong: OSError) -> str:
    return f"the results could not be written: {wrong.strerror or wrong}. Make room, or send them somewhere else."


def _drop(stream: TextIO) -> None:
    """Discard what is still to be written to a stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _check_encoding(arguments: Sequence[str]) -> None:
    if any("\ud800" <= letter <= "\udfff" for argument in arguments for letter in argument):
        raise click.UsageError("An argument is not UTF-8. Type it again, or set the terminal to UTF-8.")


def _show(wrong: FactcheckError) -> None:
    say(f"Error: {error_in_words(wrong)}")
    say_some(map(finding_in_words, wrong.findings))
