"""Claims: add, list, show, edit, rename, assign, note, log, withdraw."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.app import (
    ANSWER_IS_NO,
    ERROR,
    MAX_FINDINGS_SHOWN,
    cli,
    encoding_option,
    head_option,
    leave,
    open_desk,
    say,
    say_next,
    stdin_lines,
)
from factcheck.cli.completion import CLAIM, CLAIM_OR_NAME, NAME
from factcheck.cli.fields import field_options, given_fields
from factcheck.cli.matching import say_likely
from factcheck.cli.output import format_options, print_one, print_rows
from factcheck.cli.refs import whole_ref, whole_refs
from factcheck.model.field_help import CLAIM_FIELDS
from factcheck.model.list_words import EQUAL, SORTS
from factcheck.model.vocabulary import ClaimKind, Priority, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.desk import Desk
    from factcheck.workflow.claims.add import AddResult, AlreadyHere

_FORM = click.Path(path_type=Path, exists=True, dir_okay=False)
_EDITABLE = {name: explained for name, explained in CLAIM_FIELDS.items() if name != "ref"}


appearances_option = click.option(
    "--as-appearance",
    "appearances",
    is_flag=True,
    help="Where the same wording is here already, add what is said otherwise to that claim: its links, and a note.",
)


@cli.command(section="claims")
@click.argument("text", required=False)
@field_options(CLAIM_FIELDS, of="claim")
@click.option("--anyway", is_flag=True, help="Store it though the same wording is here already.")
@appearances_option
@click.option("--form", "form_file", type=_FORM, help="Take a form that was kept.")
@encoding_option
def add(text: str | None, form_file: Path | None, encoding: str | None, **options: Any) -> None:
    """Add a claim: TEXT, "-" for one per line from stdin, or nothing to open an editor."""
    if text is not None and form_file:
        raise click.UsageError("The claim is given as TEXT or in a form, not in both.")
    fields = given_fields(options)
    same = {name: options[name] for name in ("anyway", "appearances")}
    if text == "-":
        stored = _add(_lines(fields, encoding), "The claims", same)
    elif form_file or (text is None and "quote" not in fields):
        from factcheck.cli.editor import write_claim

        with write_claim(fields, form_file) as form:
            stored = _add([("", form.fields)], "The form", same)
            form.keep = not stored
    else:
        wording = fields["quote"] if text is None else text
        stored = _add([("", {**fields, "text": wording})], "The claim", same)
    if not stored:
        leave(ANSWER_IS_NO)


def _lines(fields: dict[str, Any], encoding: str | None) -> list[tuple[str, dict[str, Any]]]:
    """One claim for each line of stdin that holds something, with the number of the line."""
    lines = enumerate(stdin_lines(encoding), 1)
    return [(f"line {number}", {**fields, "text": line}) for number, line in lines if line.strip()]


def _add(claims: list[tuple[str, dict[str, Any]]], what: str, same: dict[str, bool]) -> bool:
    """Store the claims and say what came of it; whether all of them were stored."""
    from factcheck.workflow.claims.add import add_claims

    with open_desk() as desk:
        taken = add_claims(desk, claims, what, **same)
        return tell_taken(desk, taken, kept=same["appearances"])


def tell_taken(desk: "Desk", taken: "AddResult", *, kept: bool = False) -> bool:
    """Print the new refs and say what was checked or entered before; whether nothing of any claim was left out.

    `kept` says that what is said otherwise was added to the claims that are here.
    """
    for ref in taken.refs:
        click.echo(ref)
    say_likely(desk, taken.refs)
    tell_alike(taken.alike, kept=kept)
    if not taken.alike and taken.refs:
        say_next(f"source {taken.refs[-1]} URL")
    elif not taken.alike:
        say("No line held a claim; nothing was stored.")
        leave(ERROR)
    return kept or not taken.alike


def tell_alike(alike: "Sequence[AlreadyHere]", *, kept: bool) -> None:
    """Say which claims were not stored since their wording is here, what they say otherwise, and what to do with it."""
    for one in alike[:MAX_FINDINGS_SHOWN]:
        place = f" ({one.where})" if one.where else ""
        did = "Added to what is here" if kept and one.differs else "Not stored"
        say(f"{did}{place}: {one.ref} ({one.status}) says the same: {one.text}")
        for name, there, given in one.differs:
            say(f"  {name}: {given}" + (f"; there: {there}" if there else ""))
    if len(alike) > MAX_FINDINGS_SHOWN:
        say(f"  … and {len(alike) - MAX_FINDINGS_SHOWN:,} more")
    if any(one.differs for one in alike) and not kept:
        say("To add what is said otherwise to the claim that is here, add --as-appearance.")
    if alike and not kept:
        say(f"To store it all the same, add --anyway. To see the other: factcheck show {alike[0].ref}")


@cli.command("list", section="claims")
@click.option(
    "--status",
    "statuses",
    type=click.Choice([word.value for word in Status]),
    multiple=True,
    metavar="STATUS",
    help=f"Where it stands in the work: {', '.join(Status)}; repeat it for one or another.",
)
@click.option("--verdict", help="The rating it was given.")
@click.option(
    "--kind", type=click.Choice([word.value for word in ClaimKind]), help="What sort of assertion it is."
)
@click.option(
    "--priority", type=click.Choice([word.value for word in Priority]), help="How soon it should be checked."
)
@click.option("--claimant", help="Who made it.")
@click.option("--assignee", help="Who checks it.")
@click.option("--author", help="Who gave the verdict.")
@click.option("--reader", help="Who is to read the verdict, or decided on it last.")
@click.option("--article", help="The article it is from.")
@click.option("--tag", "tags", multiple=True, help="A tag it has; repeat it for more.")
@click.option(
    "--words", "wording", metavar="WORDS", help="Words of its wording, in any form; not of withdrawn ones."
)
@click.option("--deadline", "due_by", metavar="DAY", help="Only those wanted by this day or sooner.")
@click.option("--overdue", is_flag=True, help="Only those whose deadline has passed, the latest last.")
@click.option(
    "--sort", type=click.Choice(SORTS), metavar="WORD", help=f"By {', '.join(SORTS)}; else as entered."
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many.")
@click.option("--after", metavar="REF", help="Go on after this claim, in the same order.")
@format_options
def list_(form: str | None, **options: Any) -> None:
    """List claims in the order of entry, or sorted."""
    from factcheck.store.listing import ListPage
    from factcheck.workflow.claims.list import LISTED, LISTED_WHOLE, Wanted, list_page

    where = {name: options[name] for name in EQUAL if options[name] is not None}
    overdue, limit = options["overdue"], options["limit"]
    narrowing = (options[name] for name in ("tags", "wording", "due_by", "overdue", "statuses"))
    wanted = Wanted(where, *narrowing)
    sort = options["sort"] or ("deadline" if overdue else None)
    words = LISTED if form in ("table", "md") else LISTED_WHOLE
    shown = words if words is LISTED_WHOLE else _columns(words, sort)
    narrowed = wanted != Wanted() or options["after"]
    with open_desk() as desk:
        after = whole_ref(desk, options["after"]) if options["after"] else None
        rows = list_page(desk, list(dict.fromkeys((*shown, "ref"))), wanted, ListPage(sort, limit, after))
        print_rows(rows, "claims", shown, form)
        if len(rows) == limit:
            say(f"For more, add --after {rows[-1]['ref']}")
        if not rows and overdue:
            say("Nothing is overdue.")
        elif not rows and narrowed:
            say("No claim is like that. See them all: factcheck list")
        elif not rows:
            say("This desk has no claims yet.")
            dossiers = any(desk.settings.claims.glob("*.toml"))
            say_next("import claims" if dossiers else 'add "The claim as it was made"')


def _columns(words: "Sequence[str]", sort: str | None) -> "Sequence[str]":
    """What a list for people shows: what it is sorted by comes first."""
    return words if sort is None or sort in words else (sort, *words)


@cli.command(section="claims")
@click.argument("ref", type=CLAIM)
@click.option("--text", "capture", metavar="CAPTURE", help="Show the text that was read from this capture.")
@click.option("--main", is_flag=True, help="With --text: the article alone, without menus and the like.")
@format_options
def show(ref: str, capture: str | None, main: bool, form: str | None) -> None:
    """Show one claim with its sources, evidence, verdicts and reviews; or the text of one of its captures."""
    from factcheck.cli.show import layout
    from factcheck.model.status import as_json
    from factcheck.workflow.claims.list import show_claim
    from factcheck.workflow.claims.refs import tell_renamed_links

    with open_desk() as desk:
        ref = whole_ref(desk, ref)
        if capture:
            from factcheck.workflow.evidence.find import capture_text

            click.echo(capture_text(desk, ref, capture, main=main))
            return
        record = show_claim(desk, ref)
        tell_renamed_links(desk, record)
        print_one(as_json(record, desk.scales, desk.keys), "claim", form, layout)


@cli.command(section="claims")
@click.argument("refs", metavar="REF…", type=CLAIM, nargs=-1, required=True)
@click.option("--text", "field_text", help="The wording.")
@field_options(_EDITABLE, of="claim", blank=True)
@click.option("--why", help="The reason; needed when a verdict rests on what changes.")
@click.option(
    "--form", "form_file", type=_FORM, help="Take a form that was kept; what it changed is changed."
)
@head_option
def edit(refs: tuple[str, ...], why: str | None, form_file: Path | None, **options: Any) -> None:
    """Change fields of a claim, or the same of several; without options, in an editor. A blank value clears a field."""
    from factcheck.workflow.claims.edit import edit_claims

    changes = given_fields(options)
    if changes and form_file:
        raise click.UsageError("The fields are given in options or in a form, not in both.")
    with open_desk() as desk:
        named = whole_refs(desk, refs)
        if changes:
            changed = edit_claims(desk, named, changes, why)
        elif len(named) > 1:
            raise click.UsageError(
                "In an editor one claim is changed at a time; for several give what changes."
            )
        else:
            changed = [_edit_form(desk, named[0], why, form_file)]
    for ref, fields in zip(named, changed, strict=True):
        _tell_changed(ref, fields)
    if any(changed):
        last = next(ref for ref, fields in zip(named, changed, strict=True) if fields)
        say_next(f'rate {last} RATING --because "…"' if why else f"show {last}")


def _edit_form(desk: "Desk", ref: str, why: str | None, form_file: Path | None) -> list[str]:
    """What changed in the form of a claim, which an editor shows."""
    from factcheck.cli.editor import rewrite_claim
    from factcheck.workflow.claims.edit import edit_claim
    from factcheck.workflow.claims.list import show_claim

    with rewrite_claim(show_claim(desk, ref), form_file) as form:
        seen = form.head if desk.seen is None else desk.seen
        return edit_claim(replace(desk, seen=seen), ref, form.fields, why)


def _tell_changed(ref: str, fields: "Sequence[str]") -> None:
    if not fields:
        say(f"{ref} says that already; nothing was changed.")
        return
    click.echo(ref)
    say(f"Changed: {', '.join(fields)}.")


@cli.command(section="claims")
@click.argument("ref", type=CLAIM)
@click.argument("new")
@head_option
def rename(ref: str, new: str) -> None:
    """Give a claim another ref before it is published; the old one stays reserved and leads to it."""
    from factcheck.workflow.claims.edit import rename_claim

    with open_desk() as desk:
        old = whole_ref(desk, ref)
        now = rename_claim(desk, old, new).claim.ref
    click.echo(now)
    say(f"{old} is called {now} now, and leads to it.")
    say_next(f"show {now}")


@cli.command(section="claims")
@click.argument("refs", metavar="REF…", type=CLAIM_OR_NAME, nargs=-1, required=True)
@click.argument("who", type=NAME)
@head_option
def assign(refs: tuple[str, ...], who: str) -> None:
    """Give claims to somebody to check."""
    from factcheck.workflow.claims.edit import assign_claims

    with open_desk() as desk:
        assigned = assign_claims(desk, whole_refs(desk, refs), who)
    for one in assigned:
        say(f"{one.claim.ref} is with {one.claim.assignee}.")
    say_next(f"source {assigned[0].claim.ref} URL")


@cli.command(section="claims")
@click.argument("refs", metavar="REF…", type=CLAIM, nargs=-1, required=True)
@click.argument("text")
@head_option
def note(refs: tuple[str, ...], text: str) -> None:
    """Add a private note to a claim, or to several; it is never shown on a page."""
    from factcheck.workflow.claims.edit import note_claims

    with open_desk() as desk:
        noted = note_claims(desk, whole_refs(desk, refs), text)
    say("Noted." if len(noted) == 1 else f"Noted on {len(noted):,} claims.")
    say_next(f"show {noted[0].claim.ref}")


@cli.command(section="claims")
@click.argument("ref", type=CLAIM)
@format_options
def log(ref: str, form: str | None) -> None:
    """Show a claim's history, line by line, with the hashes that chain it."""
    from factcheck.model.key_signatures import signed_with
    from factcheck.workflow.claims.list import show_claim

    with open_desk() as desk:
        ref = whole_ref(desk, ref)
        record, keys = show_claim(desk, ref), desk.keys
    rows = [{**event.model_dump(mode="json"), "digest": event.hash[:12]} for event in record.events]
    if form in ("json", "jsonl"):
        for row in rows:
            del row["digest"]
    else:
        stands = {one.id: signed_with(record, one, keys) for one in record.reviews}
        for row in rows:
            row["signed_with"] = stands.get(row["body"].get("review", {}).get("id"))
    has_keys = keys or any(one.signature for one in record.reviews)
    more = ("signed_with",) if has_keys else ()
    print_rows(rows, "events", ("seq", "at", "by", "act", *more, "digest"), form)


@cli.command(section="claims")
@click.argument("ref", type=CLAIM)
@click.option("--why", help="The reason; it stays on record.")
@head_option
def withdraw(ref: str, why: str | None) -> None:
    """Take a claim out of the work, with a reason; nothing is deleted."""
    from factcheck.workflow.claims.edit import withdraw_claim

    with open_desk() as desk:
        ref = whole_ref(desk, ref, signs=True)
        withdraw_claim(desk, ref, why or "")
    say(f"{ref} is withdrawn and stays on record.")
    say_next(f"log {ref}")
