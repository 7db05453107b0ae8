"""Publish: report."""

import shlex
from pathlib import Path

import click

from factcheck.cli.app import ANSWER_IS_NO, cli, counted, find_settings, leave, open_desk, say, say_next
from factcheck.errors import NotFound


@cli.command(section="publish")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Where to; else the desk's reports folder.")
@click.option("--check", is_flag=True, help="Write nothing; exit 3 when the pages there are stale.")
@click.option("--single", is_flag=True, help="One file with everything, report.html.")
def report(folder: Path | None, out: Path | None, check: bool, single: bool) -> None:
    """Render the desk's claims, or a FOLDER of dossiers, as pages that open without a server."""
    from factcheck.workflow.site.report import ReportRequest, report_desk, report_folder

    if folder is None:
        with open_desk() as desk:
            to = out or desk.settings.reports
            printed = report_desk(desk, ReportRequest(to, single, check))
    else:
        from factcheck.settings import without_desk

        try:
            settings = find_settings()
        except NotFound:
            settings = without_desk(folder)
        to = out or settings.reports
        printed = report_folder(settings, folder, ReportRequest(to, single, check))
    if check and printed.stale:
        for name in printed.stale:
            click.echo(to / name)
        say(f"{counted(len(printed.stale), 'file')} of the report not as it should be.")
        say_next(f"report{_again(folder, out, single)}")
        leave(ANSWER_IS_NO)
    page = to / ("report.html" if single else "index.html")
    click.echo(page)
    say(
        f"{counted(printed.pages, 'page')}, {len(printed.new_pages):,} new or changed, "
        f"{len(printed.removed):,} taken away. Open {page} in a browser."
    )
    say_next("verify" if folder is None else "list")


def _again(folder: Path | None, out: Path | None, single: bool) -> str:
    """The same request as it was made, without --check."""
    said = [str(folder)] if folder else []
    said += ["--out", str(out)] if out else []
    said += ["--single"] if single else []
    return "".join(f" {shlex.quote(word)}" for word in said)
