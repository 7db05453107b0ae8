"""Readers' requests: what readers asked to have checked, and what is made of it."""

import shlex
from typing import TYPE_CHECKING

import click

from factcheck.cli import notify  # noqa: F401 - it stands before in the help
from factcheck.cli.app import Family, cli, counted, open_desk, say, say_next
from factcheck.cli.completion import CLAIM
from factcheck.cli.output import format_options, print_one, print_rows
from factcheck.cli.refs import whole_ref

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

STATES = ("open", "claimed", "dismissed")
_COLUMNS = ("number", "count", "last_at", "claim", "text")


@cli.group(cls=Family, section="serve")
def request() -> None:
    """What readers asked to have checked, where [requests] in factcheck.toml lets them."""


@request.command("list")
@click.option(
    "--state", type=click.Choice(STATES), default="open", show_default=True, help="What was made of them."
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many.")
@format_options
def list_requests(state: str, limit: int | None, form: str | None) -> None:
    """List requests: how many readers asked, since when, and a claim that is likely the same; most asked for first."""
    from factcheck.model.reader_request import RequestState
    from factcheck.workflow.requests import decide

    with open_desk() as desk:
        rows = [
            one.model_dump(mode="json")
            for one in decide.list_requests(desk, RequestState(state), limit=limit)
        ]
    if form in ("table", "md"):
        rows = [{**row, "claim": row["ref"] or row["like"]} for row in rows]
    if not rows:
        say(f"No request is {state}.")
    print_rows(rows, "requests", _COLUMNS if form in ("table", "md") else [*rows[0]] if rows else (), form)


@request.command("show")
@click.argument("number", type=click.IntRange(1))
@format_options
def show_request(number: int, form: str | None) -> None:
    """Show one request with what each reader wrote, and where they saw it."""
    from factcheck.workflow.requests import decide

    with open_desk() as desk:
        found = decide.request_details(desk, number)
    messages = [
        {
            "at": one["at"],
            "text": one["text"],
            "seen_in": one["seen_in"],
            "wants_answer": bool(one["address"]),
        }
        for one in found.messages
    ]
    print_one({**found.request.model_dump(mode="json"), "messages": messages}, "request", form, _layout)


def _layout(row: "Mapping[str, Any]") -> str:
    asked = counted(row["count"], "reader")
    claim = row["ref"] or (f"likely {row['like']}" if row["like"] else "")
    head = [row["text"], "", f"{asked} asked; {row['state']}", *filter(None, [claim, row["why"]])]
    told = [f"- {one['text']}{_seen(one)}" for one in row["messages"]]
    return "\n".join([*head, "", *told])


def _seen(message: "Mapping[str, Any]") -> str:
    return f" ({message['seen_in']})" if message["seen_in"] else ""


@request.command("claim")
@click.argument("number", type=click.IntRange(1))
@click.option("--text", metavar="TEXT", help="The claim in the desk's words; else in the first reader's.")
def make_claim(number: int, text: str | None) -> None:
    """Make a claim of a request; prints its ref."""
    from factcheck.workflow.requests import decide

    with open_desk() as desk:
        ref = decide.make_claim(desk, number, text)
    click.echo(ref)
    say_next(f"edit {ref}")


@request.command("link")
@click.argument("number", type=click.IntRange(1))
@click.argument("ref", metavar="REF", type=CLAIM)
def link_request(number: int, ref: str) -> None:
    """Say that a request is a claim that is here already."""
    from factcheck.workflow.requests import decide

    with open_desk() as desk:
        now = decide.link_request(desk, number, whole_ref(desk, ref))
    say(f"Request {number} is the claim {now}; who left a mail address is told when it is published.")
    say_next(f"show {now}")


@request.command("dismiss")
@click.argument("number", type=click.IntRange(1))
@click.option("--why", required=True, help="The reason, which stays at the desk.")
def dismiss_request(number: int, why: str) -> None:
    """Make nothing of a request; mail addresses of those who asked are forgotten."""
    from factcheck.workflow.requests import decide

    with open_desk() as desk:
        decide.dismiss_request(desk, number, why)
    say(f"Nothing is made of request {number}.")
    say_next("request list")


@request.command("forget")
@click.argument("number", type=click.IntRange(1))
def forget_addresses(number: int) -> None:
    """Forget the mail addresses of those who asked."""
    from factcheck.workflow.requests import decide

    with open_desk() as desk:
        count = decide.forget_addresses(desk, number)
    say(f"Forgotten: {counted(count, 'mail address', 'mail addresses')}.")
    say_next(f"request show {shlex.quote(str(number))}")
