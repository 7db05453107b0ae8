"""Data: import, export, verify."""

import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.app import (
    ANSWER_IS_NO,
    ERROR,
    cli,
    counted,
    encoding_option,
    leave,
    open_desk,
    say,
    say_next,
    say_some,
)
from factcheck.cli.claims import appearances_option
from factcheck.cli.output import format_options, print_json, print_rows
from factcheck.cli.refs import whole_ref
from factcheck.cli.remedies import finding_as_json, finding_in_words
from factcheck.cli.sheets import export_sheet, import_sheet, sheet_options
from factcheck.model.json_form import SCHEMA

if TYPE_CHECKING:
    from factcheck.desk import Desk
    from factcheck.errors import Finding
    from factcheck.workflow.transfer.imports import ImportResult
    from factcheck.workflow.transfer.verify import Verified


PUBLIC_FORMS = {
    "csl-json": "sources.json",
    "biblatex": "sources.bib",
    "annotations": "annotations.jsonld",
    "markdown": "markdown",
    "sqlite": "checks.db",
}
"""The forms of what is public, and the name of each, where none is given."""


@cli.command("import", section="data")
@click.argument("place", metavar="PATH|URL")
@click.option(
    "--format",
    "form",
    type=click.Choice(["dossiers", "sheet", "csv", "claimreview", "csl-json", "warc", "wacz"]),
    help="Else known by what it is.",
)
@click.option(
    "--for", "ref", metavar="REF", help="The claim whose sources a CSL-JSON file, or a web archive, holds."
)
@click.option(
    "--page", "pages", metavar="URL", multiple=True, help="Of a web archive this page alone; may be repeated."
)
@click.option("--anyway", is_flag=True, help="Store claims of a CSV though the same wording is here already.")
@appearances_option
@encoding_option
@sheet_options
@click.option("--json", "as_json", is_flag=True, help="Print what came in as JSON.")
def import_(
    place: str, form: str | None, ref: str | None, pages: tuple[str, ...], as_json: bool, **wishes: Any
) -> None:
    """Bring in dossiers, a sheet of claims, or checks that others published.

    A sheet is CSV, TSV, a workbook (.xlsx, .xls, .ods), JSON or JSON Lines; its headers name the fields of a claim, and
    what is passed over is named. It is a file or a link; a Google sheet that is shared comes as CSV.
    Dossiers are a folder or one of them. Checks of others (ClaimReview) are a feed, single items or a page, as a file
    or an address; they are kept apart from the desk's own claims, for match and source. Sources of a claim come as
    CSL-JSON, which reference managers such as Zotero write, or as pages of a web archive (WARC, WACZ), each of which is
    filed as supplied by hand.
    """
    from factcheck.model.links import has_scheme
    from factcheck.workflow.earlier.import_claimreview import form_of

    with _readable(place) as path:
        form = form or form_of(str(path))
        if pages and form not in ("warc", "wacz"):
            raise click.UsageError("--page goes with a web archive (WARC, WACZ).")
        if form in ("warc", "wacz"):
            _import_pages(Path(path), ref, pages, as_json)
        elif ref or form == "csl-json":
            _import_sources(Path(path), ref, as_json)
        elif form == "claimreview":
            _import_checks(path, place, as_json)
        elif form in ("sheet", "csv"):
            import_sheet(Path(path), place, wishes, as_json)
        elif has_scheme(place):
            raise click.UsageError("Dossiers are not imported from an address.")
        else:
            _import_dossiers(Path(path), wishes["why"], as_json)


@contextmanager
def _readable(place: str) -> Iterator[str]:
    """The place itself or, for stdin and pipes, which can be read but once, a file with what came from there."""
    from factcheck.files import pipe_content

    content = sys.stdin.buffer.read() if place == "-" else pipe_content(Path(place))
    if content is None:
        yield place
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "input"
        path.write_bytes(content)
        yield str(path)


def _import_sources(path: Path, ref: str | None, as_json: bool) -> None:
    from factcheck.workflow.transfer.other_forms import import_sources

    if ref is None:
        raise click.UsageError("Sources belong to a claim: import FILE --for REF")
    with open_desk() as desk:
        ref = whole_ref(desk, ref)
        ids = import_sources(desk, ref, path)
    _print_sources(ref, ids, as_json)
    say(f"{counted(len(ids), 'source')} of {ref}.")
    say_next(f"fetch {ref}")


def _import_pages(path: Path, ref: str | None, pages: tuple[str, ...], as_json: bool) -> None:
    from factcheck.workflow.evidence.web_archive_pages import import_pages

    if ref is None:
        raise click.UsageError("Pages of a web archive are sources of a claim: import FILE --for REF")
    with open_desk() as desk:
        ref = whole_ref(desk, ref)
        filed = import_pages(desk, ref, path, pages)
    _print_sources(ref, [source for source, _ in filed], as_json)
    say(f"{counted(len(filed), 'page')} of {ref}, supplied by hand.")
    say_next(f"find {ref}")


def _print_sources(ref: str, ids: Sequence[str], as_json: bool) -> None:
    """The sources of a claim that were imported."""
    if as_json:
        print_json({"schema": SCHEMA, "imported": {"ref": ref, "sources": list(ids)}})
    else:
        for one in ids:
            click.echo(one)


def _import_checks(path: str, place: str, as_json: bool) -> None:
    from factcheck.cli.external_checks import tell_brought
    from factcheck.model.links import has_scheme
    from factcheck.workflow.earlier.import_claimreview import import_address, import_checks

    with open_desk() as desk:
        brought = import_address(desk, place) if has_scheme(place) else import_checks(desk, Path(path))
    if as_json:
        print_json({"schema": SCHEMA, "imported": brought.as_json()})
    tell_brought(brought, place)


def _import_dossiers(path: Path, why: str | None, as_json: bool) -> None:
    from factcheck.workflow.transfer.imports import import_dossiers

    with open_desk() as desk:
        brought = import_dossiers(desk, path, why)
    _tell_imported(brought, as_json)
    if brought.is_empty:
        say(f"{path} holds no dossier (REF.toml, REF.history.jsonl); nothing was stored.")
        others = sorted(
            one.name for one in path.iterdir() if one.suffix in (".csv", ".tsv", ".json", ".jsonl")
        )
        if others:
            say_some(others, 5)
            say_next(f"import {shlex.quote(str(path / others[0]))}")
        leave(ERROR)


def _tell_imported(brought: "ImportResult", as_json: bool) -> None:
    say_some(map(finding_in_words, brought.backward))
    if as_json:
        print_json({"schema": SCHEMA, "imported": brought.as_json()})
    else:
        for ref in (*brought.added, *brought.changed):
            click.echo(ref)
    if brought.is_empty:
        return
    say(
        f"{len(brought.added):,} added, {len(brought.changed):,} changed, {brought.unchanged:,} here already."
    )
    if brought.articles:
        say(f"{counted(brought.articles, 'article')} new or changed.")
    say_next("list")


@cli.command(section="data")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["dossiers", "xlsx", "warc", "wacz", "proof", *PUBLIC_FORMS]),
    default="dossiers",
    help="What to write; else dossiers.",
)
@click.option(
    "--timestamp", metavar="URL", help="For a proof bundle: have this RFC 3161 authority vouch for it."
)
@click.option(
    "--originals",
    is_flag=True,
    help="In a proof bundle: also what may tell of people: pictures and scans as they came, pages got with cookies.",
)
def export(path: Path | None, form: str, timestamp: str | None, originals: bool) -> None:
    """Write the desk out as dossiers, to PATH or to the desk's claims folder; or its captures as a web archive.

    A workbook (xlsx) holds all claims, to be corrected and imported with --update.
    A proof bundle is one zip of all that is published and what it rests on, with a program that checks it. What is
    public goes out in other forms too: its sources as CSL-JSON or BibLaTeX, its quotes as Web Annotations, each check
    as Markdown with footnotes in a folder, everything as a SQLite file for Datasette.
    """
    from factcheck.workflow.transfer.exports import export_captures, export_dossiers

    if (timestamp or originals) and form != "proof":
        raise click.UsageError(f"--{'timestamp' if timestamp else 'originals'} goes with --format proof.")
    if form == "xlsx":
        export_sheet(path)
        return
    with open_desk() as desk:
        if form == "proof":
            _export_proof(desk, path or desk.settings.folder / "proof.zip", timestamp, originals)
            return
        if form in PUBLIC_FORMS:
            _export_public(desk, path or desk.settings.folder / PUBLIC_FORMS[form], form)
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
    if exported.moved:
        say(f"Of claims that were renamed, {counted(len(exported.moved), 'file')} went with the old ref.")
    say_next(f"report {folder}")


def _export_proof(desk: "Desk", out: Path, timestamp: str | None, originals: bool) -> None:
    from factcheck.workflow.transfer.proof_bundle import prove

    proven = prove(desk, out, timestamp, originals=originals)
    click.echo(out)
    held = (
        counted(proven.claims, "claim"),
        counted(proven.pages, "page"),
        counted(proven.captures, "capture"),
    )
    say(f"{', '.join(held)}.")
    if proven.missing:
        say(f"No longer in the site, and so not in the bundle: {counted(proven.missing, 'published page')}.")
    if proven.withheld:
        files = counted(proven.withheld, "original")
        say(f"Not in it, since a picture or a page got with cookies may tell of people: {files}.")
        say("--originals gives them.")
    if proven.stamped_at:
        say(f"Time-stamped at {proven.stamped_at}.")
    say(
        f"Anybody can check it with Python alone: unpack it, then python verify.py, or python verify.py {out.name}"
    )


def _export_public(desk: "Desk", out: Path, form: str) -> None:
    from factcheck.workflow.transfer.other_forms import export_form

    written = export_form(desk, out, form)
    click.echo(out)
    say(f"{counted(written, 'published check')}.")


CAPTURES = {"warc": "captures.warc.gz", "wacz": "captures.wacz"}
"""The name of a web archive, where none is given."""


@cli.command(section="data")
@click.option(
    "--site", metavar="URL", help="Fetch the site at this address instead, and hold each file to the record."
)
@click.option(
    "--slice",
    "most",
    metavar="N",
    type=click.IntRange(1),
    help="Check the next N captures of the archive alone, from where the last slice ended.",
)
@format_options
def verify(site: str | None, most: int | None, form: str | None) -> None:
    """Check every history, row, archived file, quote found in one, and file of the site; name what does not hold."""
    from factcheck.cli.archive import say_rounds, verify_slice
    from factcheck.workflow.transfer.verify import verify as walk

    if site is not None:
        _verify_site(site, form)
        return
    if most is not None:
        verify_slice(most, form)
        return
    with open_desk() as desk:
        verified = walk(desk)
        say_rounds(desk)
    print_found(verified.told, form)
    leave_if_any(verified.findings)
    if verified.redacted:
        say("Taken out for good; digests, chain and signatures hold:")
        say_some(finding_in_words(one) for one in verified.redacted)
    if verified.older:
        lines = counted(len(verified.older), "line")
        say(f"{lines} made before a rule of today, by which it would be refused; not proved, and no damage.")
    _say_times(verified)
    _say_behind(verified.behind)
    _say_signed(verified)
    if verified.unchecked:
        lines = counted(verified.unchecked, "quote")
        say(f"{lines} not checked: no words, or not these, were read from the documents they are from.")
    if verified.uncovered:
        say(f"{counted(len(verified.uncovered), 'thing')} not checked, as told above.")
    if verified.own:
        say(f"{counted(verified.own, 'file')} of the site put there by the desk itself, and not checked.")
    if verified.files:
        say(f"{counted(verified.files, 'file')} of the site, each as it is on record.")
    say(f"{', '.join(_walked(verified))}: every history, row, archived file and quote holds.")


def _walked(verified: "Verified") -> Iterator[str]:
    """How much was looked at."""
    yield counted(verified.claims, "claim")
    yield counted(verified.captures, "capture")
    yield counted(verified.quotes, "quote")
    if verified.pictures:
        yield counted(verified.pictures, "picture")


def _say_times(verified: "Verified") -> None:
    lines = sum(one.code == "time-backwards" for one in verified.backward)
    if lines:
        said = (
            "dated before the line above: a clock was wrong. Their order holds; their times are not proved."
        )
        say(f"{counted(lines, 'line')} {said}")
    if stamps := len(verified.backward) - lines:
        say(f"{counted(stamps, 'time stamp')} dated before what was stamped: a clock was wrong.")
    if verified.stamped_at:
        stamped = counted(verified.stamps, "time stamp")
        say(f"{stamped} on the public log verified, the last of {verified.stamped_at:%Y-%m-%d %H:%M} UTC.")


def _verify_site(url: str, form: str | None) -> None:
    from factcheck.workflow.site.check_address import check_address

    with open_desk() as desk:
        check = check_address(desk, url)
    print_found((*check.findings, *check.behind), form)
    say("What else stands there cannot be listed over the web, and was not looked for.")
    leave_if_any(check.findings)
    _say_behind(check.behind)
    say(f"{counted(len(check.held), 'file')} at {check.where}, each as it is on record.")


def print_found(found: "Iterable[Finding]", form: str | None) -> None:
    """Print findings as rows."""
    print_rows(
        [finding_as_json(one) for one in found], "findings", ("code", "where", "message", "mend"), form
    )


def leave_if_any(findings: "Sequence[Finding]") -> None:
    """Say how many things do not hold and leave, where any does not."""
    if findings:
        many = len(findings)
        say("1 thing does not hold." if many == 1 else f"{many:,} things do not hold.")
        leave(ANSWER_IS_NO)


def _say_signed(verified: "Verified") -> None:
    """How many signatures are by people's own keys, and of how many that cannot be told."""
    if verified.unproved:
        many = counted(len(verified.unproved), "signature")
        say(f"By a key of which it cannot be told that it was theirs then: {many}.")
    if verified.signed:
        say(f"By people's own keys: {counted(verified.signed, 'signature')}.")


def _say_behind(behind: "Sequence[Finding]") -> None:
    if behind:
        things = counted(len(behind), "thing")
        say(f"{things} of the site that the next publication puts right: factcheck publish")
