"""Comments: comment, resolve; and what changed since one last read a claim."""

from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.app import cli, counted, head_option, open_desk, say, say_next
from factcheck.cli.completion import CLAIM, NAME
from factcheck.cli.output import format_options, print_rows
from factcheck.cli.refs import whole_ref

if TYPE_CHECKING:
    from factcheck.workflow.claims.read_since import ReadSince


@cli.command(section="claims")
@click.argument("ref", type=CLAIM)
@click.argument("text")
@click.option(
    "--on",
    metavar="ID",
    help='What it is on: e1, c1, v1 or "article"; else the claim, or what --reply names.',
)
@click.option("--quote", metavar="WORDS", help="The place it is on, by its words in that text.")
@click.option(
    "--place", type=click.IntRange(1), metavar="N", help="Which place, where they stand in several."
)
@click.option(
    "--reply", metavar="ID", help="The comment that this answers; it is open again if it was resolved."
)
@click.option(
    "--to", metavar="NAME", type=NAME, help="Who is to answer; else whoever is in charge of the claim."
)
@head_option
def comment(ref: str, text: str, reply: str | None, to: str | None, **place: Any) -> None:
    """Comment on a claim, on its evidence, or on a place in a text; no reader ever sees it."""
    from factcheck.workflow.claims.comments import CommentPlace, add_comment
    from factcheck.workflow.claims.comments import reply as answer

    if reply and any(place.values()):
        raise click.UsageError("A reply is on what the comment is on; give --reply alone.")
    with open_desk() as desk:
        ref = whole_ref(desk, ref)
        if reply:
            said = answer(desk, ref, reply, text, to)
        else:
            on = CommentPlace(place["on"], place["quote"], place=place["place"])
            said = add_comment(desk, ref, text, on, to)
    click.echo(said.id)
    say_next(f"resolve {ref} {said.reply_to or said.id}")


@cli.command(section="claims")
@click.argument("ref", type=CLAIM)
@click.argument("comments", metavar="ID…", nargs=-1, required=True)
@head_option
def resolve(ref: str, comments: tuple[str, ...]) -> None:
    """Resolve comments on a claim; a reply opens one again."""
    from factcheck.workflow.claims.comments import resolve as settle

    with open_desk() as desk:
        ref = whole_ref(desk, ref)
        left = settle(desk, ref, comments).open_comments
    more = f"{counted(len(left), 'comment is', 'comments are')} still open" if left else "no comment is open"
    say(f"{', '.join(comments)} resolved; {more}.")
    say_next(f"show {ref}")


@cli.command(section="claims")
@click.argument("ref", type=CLAIM)
@click.option(
    "--since", metavar="HASH", help="Since this line of the history; else since you last read the claim."
)
@click.option("--read", is_flag=True, help="Say that you have read it now; nobody else sees that.")
@format_options
def changes(ref: str, since: str | None, read: bool, form: str | None) -> None:
    """Show what others changed in a claim since you last read it: what it was, what it is, by whom."""
    from factcheck.workflow.claims.list import show_claim
    from factcheck.workflow.claims.read_since import mark_read, read_since

    with open_desk() as desk:
        record = show_claim(desk, whole_ref(desk, ref))
        found = read_since(desk, record, since)
        rows = found.as_json()
        if form not in ("json", "jsonl"):
            rows = [{**row, "then": _short(row["then"]), "now": _short(row["now"])} for row in rows]
        print_rows(rows, "changes", ("place", "then", "now", "by", "at"), form)
        _say(record.claim.ref, found)
        if read:
            mark_read(desk, record.claim.ref, record.head)
            say(f"Read as it stands now: {record.head[:12]}.")


def _short(value: Any) -> str:
    """A value on a line."""
    from factcheck.workflow.act import telling

    return "" if value is None else telling(value)


def _say(ref: str, found: "ReadSince") -> None:
    last = found.last
    if last is None:
        say(f"You have not said that you read {ref} yet.")
        say(f"Once you have read it: factcheck changes {ref} --read")
        say_next(f"show {ref}")
    else:
        number = counted(len(found.changes), "change") if found.changes else "Nothing changed"
        say(f"{number} since line {last.seq} of its history ({last.at:%Y-%m-%d %H:%M} UTC).")
