"""Evidence: source, cite."""

from typing import Any

import click

from factcheck.cli.app import cli, open_desk, say_next
from factcheck.cli.fields import SOURCE_FIELDS, field_options, given_fields
from factcheck.model.words import Stance, Standing


@cli.command(section="evidence")
@click.argument("ref")
@click.argument("location", metavar="URL|FILE", required=False)
@field_options(SOURCE_FIELDS, of="source")
@click.pass_context
def source(ctx: click.Context, /, ref: str, location: str | None, **options: Any) -> None:
    """Record a source: a link, a file to keep in the archive, or with --kind conversation neither."""
    from factcheck.workflow.evidence import add_source

    with open_desk(ctx) as desk:
        source_id = add_source(desk, ref, location, given_fields(options))
    click.echo(source_id)
    say_next(f'cite {ref} {source_id} --quote "…" --stance supports|refutes|context')


@cli.command(section="evidence")
@click.argument("ref")
@click.argument("source_id", metavar="SOURCE")
@click.option("--quote", "--exact", "exact", required=True, help="The words, as they stand in the source.")
@click.option(
    "--stance",
    required=True,
    type=click.Choice([word.value for word in Stance]),
    help="Which way they bear on it.",
)
@click.option(
    "--standing",
    type=click.Choice([word.value for word in Standing]),
    help="How the desk holds them; else what the source allows.",
)
@click.option("--prefix", help="The words just before the quote.")
@click.option("--suffix", help="The words just after it.")
@click.option("--who", "--read-by", "--told-by", "who", help="Who read it, or who told it.")
@click.option("--when", "--read-on", "--told-on", "when", help="The day it was read or told.")
@click.option("--how", help="How it was told, such as by phone.")
@click.option("--note", help="What the source reports, in your words; shown on pages.")
@click.pass_context
def cite(ctx: click.Context, /, ref: str, source_id: str, **fields: str | None) -> None:
    """Quote a source as evidence for, against or around a claim."""
    from factcheck.workflow.evidence import cite as cite_source

    with open_desk(ctx) as desk:
        click.echo(cite_source(desk, ref, source_id, fields))
    say_next(f'rate {ref} RATING --summary "…" --because "…"')
