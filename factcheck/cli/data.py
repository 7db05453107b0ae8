"""Data: import, export, verify."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli.app import ANSWER_IS_NO, MAX_FINDINGS_SHOWN, cli, counted, open_desk, say, say_next
from factcheck.cli.output import format_options, print_rows

if TYPE_CHECKING:
    from factcheck.desk import Desk


@cli.command("import", section="data")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["dossiers", "csv"]), help="Else known by what it is.")
@click.option("--anyway", is_flag=True, help="Store claims of a CSV though the same wording is here already.")
@click.pass_context
def import_(ctx: click.Context, path: Path, form: str | None, anyway: bool) -> None:
    """Bring in a folder of dossiers, one dossier, or a CSV whose headers are the fields of a claim."""
    from factcheck.workflow.imports import import_csv, import_dossiers

    is_csv = form == "csv" or (form is None and path.is_file() and path.suffix not in (".toml", ".jsonl"))
    with open_desk(ctx) as desk:
        brought = import_csv(desk, path, anyway=anyway) if is_csv else import_dossiers(desk, path)
    if brought.told:
        say(brought.told)
    for ref in (*brought.added, *brought.changed):
        click.echo(ref)
    for alike in brought.alike[:MAX_FINDINGS_SHOWN]:
        say(f"Here already ({alike.where}): {alike.ref} says the same: {alike.text}")
    here = brought.unchanged + len(brought.alike)
    say(f"{len(brought.added):,} added, {len(brought.changed):,} changed, {here:,} here already.")
    if brought.articles:
        say(f"{counted(brought.articles, 'article')} new or changed.")
    say_next("list")


@cli.command(section="data")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["dossiers", "warc", "wacz", "proof"]),
    default="dossiers",
    help="What to write: dossiers, the captures as one WARC or WACZ, or a proof bundle.",
)
@click.option(
    "--timestamp", metavar="URL", help="For a proof bundle: have this RFC 3161 authority vouch for it."
)
@click.pass_context
def export(ctx: click.Context, path: Path | None, form: str, timestamp: str | None) -> None:
    """Write the desk out as dossiers, to PATH or to the desk's claims folder; or its captures as a web archive.

    A proof bundle is one zip of all that is published and what it rests on, with a program that checks it.
    """
    from factcheck.workflow.exports import export_captures, export_dossiers

    if timestamp and form != "proof":
        raise click.UsageError("--timestamp goes with --format proof.")
    with open_desk(ctx) as desk:
        if form == "proof":
            _export_proof(desk, path or desk.settings.folder / "proof.zip", timestamp)
            return
        if form != "dossiers":
            out = path or desk.settings.folder / CAPTURES[form]
            written = export_captures(desk, out, form)
            click.echo(out)
            say(f"{counted(written, 'capture')}.")
            return
        folder = path or desk.settings.claims
        exported = export_dossiers(desk, folder)
    click.echo(folder)
    say(f"{counted(exported.claims, 'claim')}; {counted(len(exported.written), 'file')} new or changed.")
    say_next(f"report {folder}")


def _export_proof(desk: "Desk", out: Path, timestamp: str | None) -> None:
    from factcheck.workflow.proving import prove

    proven = prove(desk, out, timestamp)
    click.echo(out)
    held = (
        counted(proven.claims, "claim"),
        counted(proven.pages, "page"),
        counted(proven.captures, "capture"),
    )
    say(f"{', '.join(held)}.")
    if proven.missing:
        say(f"No longer in the site, and so not in the bundle: {counted(proven.missing, 'published page')}.")
    if proven.stamped_at:
        say(f"Time-stamped at {proven.stamped_at}.")
    say(
        f"Anybody can check it with Python alone: unpack it, then python verify.py, or python verify.py {out.name}"
    )


CAPTURES = {"warc": "captures.warc.gz", "wacz": "captures.wacz"}
"""What a web archive is called when nobody says."""


@cli.command(section="data")
@format_options
@click.pass_context
def verify(ctx: click.Context, form: str | None) -> None:
    """Check every history, row, archived file and quote found in one, and name what does not hold."""
    from factcheck.workflow.verifying import verify as walk

    with open_desk(ctx) as desk:
        verified = walk(desk)
    findings = [one.as_json() for one in verified.findings]
    print_rows(findings, "findings", ("code", "where", "message", "mend"), form)
    if findings:
        say("1 thing does not hold." if len(findings) == 1 else f"{len(findings):,} things do not hold.")
        ctx.exit(ANSWER_IS_NO)
    walked = (
        counted(verified.claims, "claim"),
        counted(verified.captures, "capture"),
        counted(verified.quotes, "quote"),
    )
    say(f"{', '.join(walked)}: every history, row, archived file and quote holds.")
