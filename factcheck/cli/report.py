"""Publish: report."""

from pathlib import Path

import click

from factcheck.cli.app import ANSWER_IS_NO, cli, find_settings, open_desk, say
from factcheck.errors import NotFound


@cli.command(section="publish")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Where to; else the desk's reports folder.")
@click.option("--check", is_flag=True, help="Write nothing; exit 3 when the pages there are stale.")
@click.option("--single", is_flag=True, help="One file with everything, report.html.")
@click.pass_context
def report(ctx: click.Context, folder: Path | None, out: Path | None, check: bool, single: bool) -> None:
    """Render the desk's claims, or a FOLDER of dossiers, as pages that open without a server."""
    from factcheck.workflow.reporting import Order, report_desk, report_folder

    if folder is None:
        with open_desk(ctx) as desk:
            to = out or desk.settings.reports
            printed = report_desk(desk, Order(to, single, check))
    else:
        from factcheck.settings import without_desk

        try:
            settings = find_settings(ctx)
        except NotFound:
            settings = without_desk(folder)
        to = out or settings.reports
        printed = report_folder(settings, folder, Order(to, single, check))
    if check and printed.stale:
        for name in printed.stale:
            click.echo(to / name)
        say(f"{len(printed.stale):,} of {printed.pages:,} pages are stale. Render them: factcheck report")
        ctx.exit(ANSWER_IS_NO)
    click.echo(to / ("report.html" if single else "index.html"))
    say(f"{printed.pages:,} pages; {len(printed.written):,} written, {len(printed.removed):,} taken away.")
