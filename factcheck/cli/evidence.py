"""Evidence: source, attach, find, cite, amend, drop."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from factcheck.cli.app import ANSWER_IS_NO, ERROR, cli, head_option, leave, open_desk, say, say_next
from factcheck.cli.completion import CLAIM, CLAIM_OR_FILE, EVIDENCE, SOURCE
from factcheck.cli.fields import field_options, given_fields
from factcheck.cli.output import format_options, print_rows
from factcheck.cli.refs import whole_ref, whole_refs
from factcheck.model.field_help import SOURCE_FIELDS
from factcheck.model.vocabulary import Stance, Standing


@cli.command(section="evidence")
@click.argument("words", metavar="[REF…] [URL|FILE|SOURCE]", type=CLAIM_OR_FILE, nargs=-1)
@click.option(
    "--for", "refs", metavar="REF,…", multiple=True, help="The claims it is a source of, where several."
)
@field_options(SOURCE_FIELDS, of="source")
@click.option(
    "--proposed", is_flag=True, help="Fill what is blank with what the captured page says of itself."
)
@click.option("--why", help="The reason; needed where what was signed changes.")
@head_option
def source(
    words: tuple[str, ...], refs: tuple[str, ...], proposed: bool, why: str | None, **options: Any
) -> None:
    """Record a source: a link, a file to keep in the archive, or with --kind conversation neither.

    Given once for several claims, by their refs or with --for, it has its line in the history of each. With the id of
    a source that is on record, its fields are changed. Of a check of others that was imported the title, publisher,
    date and language are known.
    """
    from factcheck.workflow.evidence.sources import SourceChange, add_sources, proposed_by_check
    from factcheck.workflow.evidence.unread import remarks_on_source

    given = given_fields(options)
    typed, location = _claims_and_location(words, refs)
    with open_desk() as desk:
        named = whole_refs(desk, typed)
        known = proposed_by_check(desk, named, location)
        source_ids = add_sources(desk, named, location, given, SourceChange(proposed, why, known))
        ref, source_id = named[0], source_ids[0]
        is_filed = location is None or Path(location).is_file()
        remarks = remarks_on_source(desk, ref, source_id) if is_filed else ()
    for one in source_ids:
        click.echo(one)
    for remark in remarks:
        say(remark)
    if taken := [name.replace("_", " ") for name in known if name not in given]:
        say(f"A check of others that was imported; taken from it: {', '.join(taken)}.")
    say_next(f'cite {ref} {source_id} --quote "…" --stance {_STANCES}' if is_filed else f"fetch {ref}")


def _claims_and_location(words: Sequence[str], refs: Sequence[str]) -> tuple[list[str], str | None]:
    """The claims that are named, and the source: without --for the last word, if there is more than one."""
    listed = [one.strip() for part in refs for one in part.split(",") if one.strip()]
    if listed and len(words) > 1:
        raise click.UsageError(
            "The claims are named before the source or with --for, not both: factcheck source URL --for REF,…"
        )
    if listed:
        return listed, words[0] if words else None
    if not words:
        raise click.UsageError(
            "Name the claim: factcheck source REF URL, or factcheck source URL --for REF,…"
        )
    return ([*words], None) if len(words) == 1 else ([*words[:-1]], words[-1])


_STANCES = "|".join(Stance)


@cli.command(section="evidence")
@click.argument("refs", metavar="REF…", type=CLAIM_OR_FILE, nargs=-1, required=True)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--source",
    "source_id",
    metavar="SOURCE",
    help="The source it was saved from; else the only one that waits.",
)
@click.option("--page", metavar="URL", help="Which page of a web archive; else that of the source.")
@head_option
def attach(refs: tuple[str, ...], file: Path, source_id: str | None, page: str | None) -> None:
    """File a page, PDF, picture or document that you saved yourself; it is marked as supplied by hand.

    For several claims it is filed once, on the record of each. Of a web archive (WARC, WACZ) the page is filed that a
    source has as its address.
    """
    from factcheck.workflow.evidence.attach import attach_each
    from factcheck.workflow.evidence.unread import remarks_on_source

    with open_desk() as desk:
        named = whole_refs(desk, refs)
        filed = attach_each(desk, named, file, source_id, page)
        ref, source_id = named[0], filed[0][0]
        remarks = remarks_on_source(desk, ref, source_id)
    for of_claim, (source, capture) in zip(named, filed, strict=True):
        click.echo(source)
        on = f" on {of_claim}" if len(named) > 1 else ""
        say(f"Filed as {capture}{on}, supplied by hand.")
    for remark in remarks:
        say(remark)
    say_next(f'cite {ref} {source_id} --quote "…" --stance {_STANCES}')


@cli.command("save-page", section="evidence")
@click.argument("ref", type=CLAIM)
@click.argument("source_id", metavar="SOURCE", type=SOURCE)
@click.option("--job", metavar="ID", help="Ask what became of this job of the archive.")
def save_page(ref: str, source_id: str, job: str | None) -> None:
    """Ask an archive (Save Page Now) to keep the page of a source; [archives] save in factcheck.toml lets you.

    It tells others which page you look at. The address of the copy becomes that of the source's copy.
    """
    from factcheck.workflow.evidence.save_page import ask_to_save

    with open_desk() as desk:
        ref = whole_ref(desk, ref)
        entered = ask_to_save(desk, ref, source_id, job)
    if entered.number is not None:
        say(f"Asked for in the background as job {entered.number}.")
        say_next("work --status")
    elif entered.result is None:
        leave(ERROR)
    else:
        _tell_saved(ref, source_id, entered.result)


def _tell_saved(ref: str, source_id: str, result: Mapping[str, Any]) -> None:
    say(str(result["said"]))
    if result["archived_url"]:
        click.echo(result["archived_url"])
        say_next(f"fetch {ref}")
        return
    say_next(f"save-page {ref} {source_id}{' --job ' + result['job'] if result['job'] else ''}")
    leave(ANSWER_IS_NO)


@cli.command(section="evidence")
@click.argument("claim", metavar="REF|TEXT", type=CLAIM)
@click.option(
    "--in",
    "file",
    type=click.Path(path_type=Path),
    help="Look in this html, pdf, docx, odt, eml or txt file; CLAIM is then words.",
)
@click.option("--source", "source_id", metavar="SOURCE", help="Look in this source only.")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="How many to show.")
@format_options
def find(claim: str, file: Path | None, source_id: str | None, limit: int, form: str | None) -> None:
    """Show the passages of captured sources that bear on a claim; it suggests, you decide."""
    from factcheck.workflow.evidence.find import find_in_file, find_passages
    from factcheck.workflow.evidence.pictures import FIRST_PAGES
    from factcheck.workflow.evidence.unread import unsearched

    if file:
        found, unread = find_in_file(claim, file, limit), []
    else:
        with open_desk() as desk:
            claim = whole_ref(desk, claim)
            found, unread = find_passages(desk, claim, source_id, limit), unsearched(desk, claim, source_id)
    rows = [one.as_json() for one in found.passages]
    columns = ("number", *(() if file else ("source",)), "text", "why", "shares_little")
    if form == "table":
        _show_passages(rows)
    else:
        print_rows(rows, "passages", columns, form)
    if found.words_alone:
        say(str(found.words_alone))
    read = {one.capture for one in found.passages if one.region}
    for capture in unread:
        if capture.id in read:
            say(f"A program read {capture.id}, its first {FIRST_PAGES} pages at most.")
        else:
            say(f"Not searched: no words could be read from {capture.id} of {capture.source}.")
    if all(row["shares_little"] for row in rows):
        say("Nothing in it bears on the claim, as far as words tell.")
    elif not file:
        say_next(f"cite {claim} --passage 1 --stance {_STANCES}")


@cli.command(section="evidence")
@click.argument("ref", type=CLAIM)
@click.argument("capture_id", metavar="CAPTURE")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True, help="Which page.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the page there, as png.")
@click.option("--read", is_flag=True, help="Show the words that a program reads on it, and where.")
def picture(ref: str, capture_id: str, page: int, out: Path | None, read: bool) -> None:
    """Show of a picture or scan how large it is and what its file says of itself; readers are never shown that."""
    from factcheck.files import write_whole
    from factcheck.reading.document.worker_pool import RenderOptions
    from factcheck.workflow.evidence.pictures import lines_of, picture_of, read_pages, seen_capture

    with open_desk() as desk:
        record, capture = seen_capture(desk, whole_ref(desk, ref), capture_id)
        seen = picture_of(desk, capture, RenderOptions(page))
        words = [*read_pages(desk, record, capture, page)] if read else []
    click.echo(f"Page {page} of {seen.pages}: {seen.width} by {seen.height}")
    for name, said in seen.said.items():
        click.echo(f"{name}: {said}")
    for number, one in words:
        click.echo(f"Read by {one.program}:")
        for region, line in lines_of(one, number):
            click.echo(f"  {region:<28} {line}")
    if out:
        write_whole(out, seen.image)
        say(f"Written to {out}, without what the file says of itself.")
    say_next(f'cite {ref} {capture.source} --quote "…" --region "xywh=…" --stance {_STANCES}')


def _show_passages(rows: list[dict[str, Any]]) -> None:
    from factcheck.cli.show import passage

    relevant = [one["number"] for one in rows if not one["shares_little"]]
    first_little = max(relevant, default=0) + 1
    for row in rows:
        if row["number"] == first_little:
            click.echo("Shares little with the claim:")
        click.echo(passage(row))


@cli.command(section="evidence")
@click.argument("ref", type=CLAIM)
@click.argument("source_id", metavar="SOURCE", type=SOURCE, required=False)
@click.option("--quote", "--exact", "exact", help="The words, as they stand in the source.")
@click.option(
    "--stance",
    required=True,
    type=click.Choice([word.value for word in Stance]),
    help="Which way they bear on it.",
)
@click.option("--passage", type=click.IntRange(1), help="Quote this passage of what find shows.")
@click.option("--nearest", is_flag=True, help="Where the wording differs, quote what the source says.")
@click.option("--place", type=click.IntRange(1), help="Which place, where the quote stands in several.")
@click.option("--capture", metavar="CAPTURE", help="Look in this capture only.")
@click.option(
    "--standing",
    type=click.Choice([word.value for word in Standing]),
    help="How the desk holds them; else what the source allows.",
)
@click.option(
    "--region", metavar="PLACE", help="Where on a picture they stand: xywh=10,20,300,40 or page=2&xywh=…"
)
@click.option("--page", type=click.IntRange(1), help="The page of a scan on which a program looks for them.")
@click.option("--looked", is_flag=True, help="What a program read there, you have held against the picture.")
@click.option("--prefix", help="The words just before the quote.")
@click.option("--suffix", help="The words just after it.")
@click.option("--who", "--read-by", "--told-by", "who", help="Who read it, or who told it.")
@click.option("--when", "--read-on", "--told-on", "when", help="The day it was read or told.")
@click.option("--how", help="How it was told, such as by phone.")
@click.option("--note", help="What the source reports, in your words; shown on pages.")
@click.option("--why", help="The reason; needed where what was signed then has evidence for and against.")
@head_option
def cite(
    ref: str,
    source_id: str | None,
    passage: int | None,
    nearest: bool,
    place: int | None,
    why: str | None,
    region: str | None,
    page: int | None,
    looked: bool,
    **fields: str | None,
) -> None:
    """Quote a source as evidence for, against or around a claim; the words are looked for in its capture.

    On a picture or a scan you say where they stand, or a program reads it; what it read is no evidence before you have
    looked.
    """
    from factcheck.workflow.evidence.cite import QuoteChoice
    from factcheck.workflow.evidence.cite import cite as cite_source
    from factcheck.workflow.evidence.unread import remark_on_quote

    if (fields["exact"] is None) == (passage is None):
        raise click.UsageError(
            'Give the words with --quote "…", or a passage that find showed with --passage N.'
        )
    if source_id is None and passage is None:
        raise click.UsageError("Name the source that is quoted: factcheck cite REF SOURCE --quote …")
    with open_desk() as desk:
        ref = whole_ref(desk, ref)
        choice = QuoteChoice(nearest, place, passage, why=why, region=region, page=page, looked=looked)
        evidence_id = cite_source(desk, ref, source_id, fields, choice)
        awaits_a_look, remark = remark_on_quote(desk, ref, evidence_id)
    click.echo(evidence_id)
    if remark:
        say(remark)
    rating = f'rate {ref} RATING --summary "…" --because "…"'
    say_next(f"amend {ref} {evidence_id} --looked" if awaits_a_look else rating)


@cli.command(section="evidence")
@click.argument("ref", type=CLAIM)
@click.argument("evidence_id", metavar="EVIDENCE", type=EVIDENCE)
@click.option(
    "--stance", type=click.Choice([word.value for word in Stance]), help="Which way it bears on the claim."
)
@click.option("--note", help="What the source reports, in your words; shown on pages. Blank takes it away.")
@click.option(
    "--standing", type=click.Choice([word.value for word in Standing]), help="How the desk holds the words."
)
@click.option("--who", "--read-by", "--told-by", "who", help="Who read it, or who told it.")
@click.option("--when", "--read-on", "--told-on", "when", help="The day it was read or told.")
@click.option("--how", help="How it was told, such as by phone.")
@click.option("--looked", is_flag=True, help="You have held what a program read against the picture.")
@click.option(
    "--quote", "exact", help="With --looked: the words as they stand on the picture, if it misread them."
)
@click.option("--why", help="The reason; it stays on record.")
@head_option
def amend(ref: str, evidence_id: str, why: str | None, looked: bool, **fields: str | None) -> None:
    """Correct what is said of a quote: its stance, its note, how the desk holds it. The words stay.

    Only what a program read on a picture is put right with them, by whoever has looked.
    """
    from factcheck.workflow.evidence.take_back import amend_evidence

    with open_desk() as desk:
        ref = whole_ref(desk, ref)
        after = amend_evidence(desk, ref, evidence_id, {**fields, "looked": looked or None}, why)
    click.echo(after.id)
    say(f"{after.id} now: {after.stance}, {after.standing}. What it was before stays on record.")
    say_next(f'rate {ref} RATING --summary "…" --because "…"')


@cli.command(section="evidence")
@click.argument("ref", type=CLAIM)
@click.argument("evidence_id", metavar="EVIDENCE", type=EVIDENCE)
@click.option("--why", help="The reason; it stays on record.")
@head_option
def drop(ref: str, evidence_id: str, why: str | None) -> None:
    """Take a quote back that was entered by mistake; it stays on record, and leaves the rules and the pages."""
    from factcheck.workflow.evidence.take_back import drop_evidence

    with open_desk() as desk:
        ref = whole_ref(desk, ref)
        left = drop_evidence(desk, ref, evidence_id, why)
    click.echo(evidence_id)
    say(f"{evidence_id} is taken back; it counts no more and is shown on no page to come.")
    say_next(f'rate {ref} RATING --summary "…" --because "…"' if left.retold_since_rated else f"show {ref}")
