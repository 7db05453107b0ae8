"""Who does what next, alone or as what the program says first on a desk."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from factcheck.cli.app import cli, counted, open_desk, say, say_next, say_some
from factcheck.cli.output import format_options, print_json, print_rows
from factcheck.model.json_form import SCHEMA
from factcheck.model.vocabulary import Step

if TYPE_CHECKING:
    from factcheck.model.job import JobView
    from factcheck.workflow.claims.todo import Todo

_SHOWN = 50
"""Rows that a table for people has where nobody says how many."""
_NEXT = {
    Step.CHECK: "source {ref} URL",
    Step.RATE: 'rate {ref} RATING --because "…"',
    Step.SUBMIT: "submit {ref}",
    Step.PUBLISH: "publish",
    Step.ANSWERED: "ask {ref}",
    Step.REPEATED: "appearance list",
}
"""The command that takes a step; for the others the claim is to be read first."""


@cli.command(section="claims")
@click.option("--for", "person", metavar="NAME", help="What is this person's, then what anybody may do.")
@click.option(
    "--step",
    "steps",
    type=click.Choice([word.value for word in Step]),
    multiple=True,
    help="Only this step; repeat it for more.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help=f"At most so many; else {_SHOWN} in a table."
)
@format_options
def todo(person: str | None, steps: Sequence[str], limit: int | None, form: str | None) -> None:
    """Show who does what next: the person, the step, since when and why, the most pressing first."""
    from factcheck.workflow.claims.todo import TODO
    from factcheck.workflow.claims.todo import todo as ask
    from factcheck.workflow.jobs import open_jobs

    is_table = form in ("table", "md")
    with open_desk() as desk:
        most = _SHOWN if limit is None and is_table else limit
        found = ask(desk, person, [Step(step) for step in steps], most)
        jobs = open_jobs(desk)
    if form == "json":
        print_json({"schema": SCHEMA, "todo": found.rows, "jobs": [one.as_json() for one in jobs]})
        _say(found, person, narrowed=bool(steps))
        return
    shown = found.rows
    if is_table:
        shown = [
            {**row, "who": row["who"] or "anybody", "since": f"{row['since']:%Y-%m-%d}"} for row in shown
        ]
    print_rows(shown, "todo", ("who", "step", "ref", "since", "why") if is_table else TODO, form)
    say_some(_job_in_words(one) for one in jobs)
    _say(found, person, narrowed=bool(steps))


def _job_in_words(one: "JobView") -> str:
    """What became so far of something that whoever is here asked for."""
    about = " ".join(map(str, one.job.arguments.get("names") or one.job.arguments.get("refs") or ()))
    done = f", {one.done:,} of {one.total:,} done" if one.total and one.state == "doing" else ""
    why = f": {one.wrong.partition(chr(10))[0]}" if one.wrong else ""
    after = f" Try it again: factcheck work --retry {one.number}" if one.state == "failed" else ""
    return f"Job {one.number}, {' '.join(filter(None, (one.job.task, about)))}: {one.state}{done}{why}{after}"


def _say(found: "Todo", person: str | None, *, narrowed: bool) -> None:
    """How much is to be done, by whom, and the first step."""
    if not found.total:
        say(
            f"Nothing like that is to be done{f' by {person}' if person else ''}."
            if narrowed
            else _nothing(person)
        )
        return
    each = ", ".join(f"{who or 'anybody'} {number:,}" for who, number, _ in found.counts)
    late = f"; {found.overdue:,} overdue" if found.overdue else ""
    say(f"{counted(found.total, 'thing')} to do: {each}{late}.")
    if len(found.rows) < found.total:
        say(
            f"Shown are the first {len(found.rows):,}; see more with --limit, or narrow them with --for and --step."
        )
    first, is_article = found.rows[0], found.facts[0].get("is_article")
    usual = "ask {ref} --article" if is_article else _NEXT.get(first["step"], "show {ref}")
    say_next(usual.format(ref=first["ref"]))


def _nothing(person: str | None) -> str:
    return f"Nothing is to be done by {person}." if person else "Nothing is to be done."
