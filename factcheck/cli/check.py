"""Publish: check, what stands between claims and their publication."""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING

import click

from factcheck.cli.app import ANSWER_IS_NO, cli, counted, leave, open_desk, say, say_next, say_some
from factcheck.cli.columns import table, wrapped
from factcheck.cli.completion import CLAIM
from factcheck.cli.output import FORMATS, formats, print_json, print_rows, screen_width
from factcheck.cli.refs import whole_refs
from factcheck.cli.remedies import command_of, finding_as_json, in_words

if TYPE_CHECKING:
    from factcheck.model.gate.context import GateFinding
    from factcheck.model.vocabulary import Status
    from factcheck.workflow.claims.gate import GateReport

_COLUMNS = ("level", "code", "where", "message", "mend")

_MOST_NAMED = 20


@cli.command(section="publish")
@click.argument("refs", metavar="[REF…]", type=CLAIM, nargs=-1)
@formats(*FORMATS, "sarif")
def check(refs: Sequence[str], form: str | None) -> None:
    """List what stands between these claims, or all that are rated, and publication; exit 3 if anything blocks."""
    from factcheck.workflow.claims.gate import as_sarif
    from factcheck.workflow.claims.gate import check as ask

    with open_desk() as desk:
        checked = ask(desk, whole_refs(desk, refs))
        if form == "sarif":
            print_json(as_sarif(desk, checked.findings, in_words))
        elif form == "table":
            _print_by_claim(checked.findings)
        else:
            rows = [{**finding_as_json(one.finding), "level": one.level} for one in checked.findings]
            print_rows(rows, "findings", _COLUMNS, form)
    say_unsigned(checked.unsigned)
    _say(checked)
    if checked.blocking:
        leave(ANSWER_IS_NO)


def _print_by_claim(found: "Sequence[GateFinding]") -> None:
    """Each claim once, and below it what was found of it."""
    screen = screen_width()
    room = screen and max(screen - len(_INDENT), 2)
    for number, (ref, of_claim) in enumerate(groupby(found, lambda one: one.ref)):
        rows = [_cells(ref, one) for one in of_claim]
        click.echo(f"\n{ref}" if number else ref)
        lines = (
            _below(rows, room)
            if room and room < _NARROW
            else islice(table(_IN_GROUP, rows, room), bool(room), None)
        )
        for line in lines:
            click.echo(f"{_INDENT}{line}")


def _below(rows: Sequence[Sequence[str]], room: int) -> Iterator[str]:
    """Each finding with its message below it, where there is no room beside it."""
    for *what, message in rows:
        yield from wrapped("  ".join(what), room)
        yield from (f"{_INDENT}{line}" for line in wrapped(message, max(room - len(_INDENT), 2)))


_INDENT = "  "
_NARROW = 60
"""Columns below which a message does not stand beside what it is about."""
_IN_GROUP = ("level", "code", "where", "message")


def _cells(ref: str, one: "GateFinding") -> list[str]:
    finding = one.finding
    where = finding.where.removeprefix(ref).removeprefix(": ")
    return [str(one.level), finding.code, where, f"{finding.message} {in_words(finding.remedies)}".rstrip()]


def _say(checked: "GateReport") -> None:
    """How much was found, and the next step."""
    looked = counted(checked.claims, "claim")
    blocking = checked.blocking
    warnings = counted(len(checked.findings) - len(blocking), "warning")
    if not checked.claims:
        say("No claim is rated yet, so there is nothing to check.")
        say_next('rate REF RATING --because "…"')
    elif blocking:
        claims = len({one.ref for one in blocking})
        things = counted(len(blocking), "thing keeps", "things keep")
        say(f"{looked} checked: {things} {counted(claims, 'claim')} from publication; {warnings}.")
        say_next(_next(blocking[0]))
    else:
        say(
            f"{looked} checked: nothing keeps {'it' if checked.claims == 1 else 'them'} from publication; {warnings}."
        )
        say_next("publish")


def say_unsigned(unsigned: Sequence[tuple[str, "Status"]]) -> None:
    """Which claims are rated and not signed, each with where it stands."""
    if unsigned:
        say(f"Rated and not signed: {counted(len(unsigned), 'claim')}.")
        say_some((f"{ref} ({standing})" for ref, standing in unsigned), _MOST_NAMED)


def _next(blocking: "GateFinding") -> str:
    """The command that mends what blocks, or what shows it."""
    remedies = blocking.finding.remedies
    named = (command_of(one) for one in remedies if one.act)
    return next(filter(None, named), f"show {blocking.ref}")
