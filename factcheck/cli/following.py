"""Earlier checks: follow, which keeps an eye on the public logs of other desks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.app import (
    ANSWER_IS_NO,
    NOT_ALL_FETCHED,
    cli,
    counted,
    leave,
    open_desk,
    say,
    say_next,
    say_some,
)
from factcheck.cli.output import format_options, print_rows
from factcheck.cli.remedies import finding_as_json, finding_in_words

if TYPE_CHECKING:
    from factcheck.model.followed import Followed
    from factcheck.workflow.earlier.follow import FollowResult

_COLUMNS = ("url", "state", "leaves", "new", "changed")
_LISTED = ("url", "state", "leaves", "checks", "since", "seen")


@cli.command(section="earlier checks")
@click.argument("url", required=False)
@click.option("--key", metavar="VKEY", help="The key of its log, where you have it from the desk itself.")
@click.option("--check", "every", is_flag=True, help="Look at all that are followed, as a job by cron does.")
@click.option("--stop", is_flag=True, help="Follow it no more; what was seen of it is kept.")
@format_options
def follow(url: str | None, key: str | None, every: bool, stop: bool, form: str | None) -> None:
    """Follow another desk at its public site: take its checks, and hold its log to what it said before.

    Alone it lists who is followed. It ends with 3 where a log does not follow from what was seen of it, and with 4
    where one could not be fetched.
    """
    from factcheck.workflow.earlier.follow import check_followed, list_followed, stop_following
    from factcheck.workflow.earlier.follow import follow as look

    if (url is None and (stop or key is not None)) or (url and every) or (stop and key is not None):
        raise click.UsageError(
            "Say factcheck follow URL, with --key VKEY or --stop; or factcheck follow --check"
        )
    with open_desk() as desk:
        if url is None and not every:
            rows = [_listed(one) for one in list_followed(desk)]
            if form in ("table", "md"):
                rows = [
                    {**row, **{name: f"{row[name]:%Y-%m-%d}" for name in ("since", "seen")}} for row in rows
                ]
            print_rows(rows, "followed", _LISTED, form)
            return
        if stop and url:
            stop_following(desk, url)
            say(f"{url} is not followed any more; what was seen of it is kept.")
            return
        results = check_followed(desk) if url is None else [look(desk, url, key)]
    _print(results, form)
    _leave(results)


def _listed(one: "Followed") -> dict[str, Any]:
    from factcheck.workflow.earlier.follow import FOLLOWS, STOPPED, checkpoint_of

    kept = checkpoint_of(one.note)
    return {
        "url": one.url,
        "state": STOPPED if one.is_stopped else one.why or FOLLOWS,
        "log": kept.origin,
        "leaves": kept.size,
        "checks": len(one.checks),
        "keys": list(one.keys),
        "since": one.since,
        "seen": one.seen,
        "checkpoint": one.note,
        "refused": [{"code": code, "checkpoint": note} for code, note in one.refused],
    }


def _print(results: Sequence["FollowResult"], form: str | None) -> None:
    rows = [{**one.as_json(), "findings": [*map(finding_as_json, one.findings)]} for one in results]
    print_rows(rows, "followed", _COLUMNS, form)
    for one in results:
        for finding in one.findings:
            say(finding_in_words(finding))
        if one.reason:
            say(f"Not looked at: {one.reason}")
        if one.is_new:
            say(
                f"{one.url} is followed from now on, {counted(one.leaves, 'leaf', 'leaves')} in its log. Its key was "
                f"taken on trust where you did not name it; compare it with what the desk says: {one.keys[-1]}"
            )
        say_some(f"{line.body['url']} {line.body['told']}" for line in one.changes)
        for claim in one.relied:
            say(f"{claim.ref} relies on {claim.url}, which {claim.what}")
        say_some(map(finding_in_words, one.left_out))


def _leave(results: Sequence["FollowResult"]) -> None:
    """The next step, or the exit code that says what went wrong."""
    if any(one.findings for one in results):
        leave(ANSWER_IS_NO)
    if any(one.reason for one in results):
        leave(NOT_ALL_FETCHED)
    if any(one.relied for one in results):
        say_next("todo --step recheck")
    elif any(one.shelved.added for one in results):
        say_next("match REF")
