"""What the desk has done, in numbers."""

from collections.abc import Sequence

import click

from factcheck.cli.app import cli, open_desk, say
from factcheck.cli.output import format_options, print_rows

_GROUPS = ("month", "person", "verdict", "status")


@cli.command(section="data")
@click.option(
    "--by", "groups", type=click.Choice(_GROUPS), multiple=True, help="Only by this; repeat it for more."
)
@format_options
def stats(groups: Sequence[str], form: str | None) -> None:
    """Count claims by month, person, verdict and status: of how many, and days from entry to publication."""
    from factcheck.workflow.claims.stats import STATS
    from factcheck.workflow.claims.stats import stats as ask

    with open_desk() as desk:
        rows = ask(desk, groups or _GROUPS)
    print_rows(rows, "stats", STATS, form)
    if not rows:
        say("There is nothing to count yet.")
