"""redact: words and files that a law wants gone, the one thing that ever deletes."""

from collections.abc import Sequence

import click

from factcheck.cli.app import cli, counted, leave, open_desk, say, say_next, say_some
from factcheck.cli.completion import CLAIM
from factcheck.cli.refs import on_terminal, whole_ref
from factcheck.cli.remedies import finding_in_words


@cli.command(section="data")
@click.argument("ref", type=CLAIM)
@click.argument("what", metavar="LINE|CAPTURE…", nargs=-1, required=True)
@click.option("--why", help="The reason; it stays on record and readers may see it, so name nobody.")
def redact(ref: str, what: Sequence[str], why: str | None) -> None:
    """Take the words of a line of a claim's history out for good, or a capture's file.

    LINE is a number that log gives, CAPTURE an id such as c1. The same words go from every line of the claim. What
    was signed, published and hashed stays so: digests, days and who acted are kept, with a line that says why.
    """
    from factcheck.workflow.claims.redact import redact as take_out
    from factcheck.workflow.claims.redact import words_taken

    with open_desk() as desk:
        ref = whole_ref(desk, ref, signs=True)
        if on_terminal():
            say("These go for good, and nothing brings them back:")
            say_some(
                [*words_taken(desk, ref, what), *(f"the file of {one}" for one in what if one[:1] == "c")]
            )
            if not click.confirm("Take them out?", err=True):
                leave(0)
        done = take_out(desk, ref, what, why or "")
    for line in done.lines:
        say(f"{ref} line {line} lacks its words.")
    for capture in done.captures:
        say(f"{ref} {capture} lacks its file.")
    if done.pictures:
        say(f"{counted(done.pictures, 'picture')} of quotes went with them.")
    if not done.is_wiped:
        say(
            "Others are reading what was there before, so the database's log holds it still: give this again."
        )
    if done.elsewhere:
        say("The same words stand elsewhere:")
        say_some(finding_in_words(one) for one in done.elsewhere)
    for path, made_at in done.backups.items():
        say(f"The backup {path}, made {made_at}, holds it still; delete it once there is a newer one.")
    say("Other backups, exports and copies that were made before hold it too; make those anew.")
    say_next("publish" if done.was_public else "report")
