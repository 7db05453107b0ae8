"""Evidence from the network: fetch, recheck."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.app import ANSWER_IS_NO, NOT_ALL_FETCHED, cli, counted, open_desk, say, say_next
from factcheck.cli.output import format_options, print_rows

if TYPE_CHECKING:
    from factcheck.workflow.visiting import Seen

_COLUMNS = ("outcome", "url", "digest")
_SAVE = "Save the page in a browser and file it: factcheck attach REF FILE"
_LATER = "Try again later; or save the page and file it: factcheck attach REF FILE"
_CORRECT = "Correct the address: factcheck source REF URL"
_ADVICE = {
    "blocked:private-address": "Look at it; your own archive is let through by [fetch] allow in factcheck.toml",
    "blocked:port": "Look at it; a port is opened by [fetch] ports in factcheck.toml",
    "blocked:by-site": _SAVE,
    "blocked": _CORRECT,
    "suspect": "Look at it in a browser; give an archive's address: factcheck source REF SOURCE --archived-url URL",
    "error:not-found": "Look for a copy in a web archive: factcheck source REF SOURCE --archived-url URL",
    "error:bad-url": _CORRECT,
    "error:too-many-redirects": _SAVE,
    "error:tls": "The site cannot prove who it is. Save the page if you trust what you see: factcheck attach REF FILE",
    "error:encoding": _SAVE,
    "error": _LATER,
    "empty": _LATER,
}
"""What to do about an outcome, by its exact words or else by its family."""


@cli.command(section="evidence")
@click.argument("names", metavar="[REF|URL]…", nargs=-1)
@click.option(
    "--due", metavar="AGE", help="Fetch again what was last seen longer ago, such as 30d, 12h or 2w."
)
@click.option("--dry-run", is_flag=True, help="Only tell what would be fetched.")
@format_options
@click.pass_context
def fetch(
    ctx: click.Context, /, names: tuple[str, ...], due: str | None, dry_run: bool, form: str | None
) -> None:
    """Fetch and keep the pages that claims cite: all that have no capture yet, or those that are named."""
    from factcheck.cli.progress import Progress
    from factcheck.workflow.fetching import age_of, to_fetch, visit

    age = age_of(due) if due else None
    with open_desk(ctx) as desk:
        wanted = to_fetch(desk, names, age)
        if dry_run:
            rows = [{"url": one.url, "claims": [ref for ref, _ in one.sources]} for one in wanted]
            print_rows(rows, "captures", ("url", "claims"), form)
            say(f"{counted(len(wanted), 'address', 'addresses')} would be fetched.")
            return
        with Progress(len(wanted)) as progress:
            seen = visit(desk, wanted, progress.tell)
    print_rows(_rows(seen), "captures", _COLUMNS, form)
    if not seen:
        say("Nothing to fetch: every link has its capture.")
    _end(ctx, seen)


@cli.command(section="evidence")
@click.argument("names", metavar="[REF|URL]…", nargs=-1)
@format_options
@click.pass_context
def recheck(ctx: click.Context, /, names: tuple[str, ...], form: str | None) -> None:
    """Fetch again what verdicts rest on, and mark the claims under which something changed."""
    from factcheck.cli.progress import Progress
    from factcheck.workflow.fetching import to_recheck, visit

    with open_desk(ctx) as desk:
        wanted = to_recheck(desk, names)
        with Progress(len(wanted)) as progress:
            seen = visit(desk, wanted, progress.tell)
    print_rows(_rows(seen), "captures", _COLUMNS, form)
    if not seen:
        say("Nothing to recheck: no quoted source has a link.")
    _end(ctx, seen)


def _end(ctx: click.Context, seen: "Sequence[Seen]") -> None:
    """What a person has to do next, and the exit code that says so."""
    noted = [one for page in seen for one in page.noted]
    for one in noted:
        for quote in one.anchored:
            say(
                f"{one.ref}: {quote} was transcribed; its words stand in {one.capture}, so it is held by that now."
            )
    changed = [(one.ref, drift) for one in noted for drift in one.news]
    for ref, drift in changed:
        say(f"{ref} needs a recheck: {drift.evidence} {drift.rung}. {drift.reason or ''}".rstrip())
    failed = [one for one in seen if not one.is_reached]
    for page in failed:
        said = page.as_json()
        say(f"{said['url']}\n  {said['outcome']}: {said['reason'] or ''}\n  {advice(page.outcome)}")
    if failed:
        say(f"{len(failed):,} of {len(seen):,} could not be fetched.")
    if changed:
        say_next(f"show {changed[0][0]}")
        ctx.exit(ANSWER_IS_NO)
    if failed:
        ctx.exit(NOT_ALL_FETCHED)
    say_next(f"find {noted[0].ref}" if noted else "list")


def _rows(seen: "Sequence[Seen]") -> list[dict[str, Any]]:
    """What was seen, each with what to do where it could not be reached."""
    return [one.as_json() | {"mend": None if one.is_reached else advice(one.outcome)} for one in seen]


def advice(outcome: str) -> str:
    """What to do about an outcome: by its exact words, else by its family."""
    words = outcome.split(":")
    families = (":".join(words[:length]) for length in range(len(words), 0, -1))
    return next(_ADVICE[family] for family in families if family in _ADVICE)
