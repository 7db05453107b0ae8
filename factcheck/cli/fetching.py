"""Evidence from the network: fetch, recheck."""

import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.app import ANSWER_IS_NO, NOT_ALL_FETCHED, cli, counted, leave, open_desk, say, say_next
from factcheck.cli.completion import CLAIM
from factcheck.cli.output import format_options, print_rows
from factcheck.cli.refs import whole_refs
from factcheck.cli.remedies import in_words

if TYPE_CHECKING:
    from factcheck.desk import Desk
    from factcheck.workflow.evidence.fetch_queue import FetchTask
    from factcheck.workflow.evidence.fetch_result import CaptureOnClaim, FetchResult


Command = Callable[..., Any]
_COLUMNS = ("outcome", "url", "digest")
_UNSURE = "undetermined"


def _browser_options(command: Command) -> Command:
    """What may be asked of a browser."""
    for option in (
        click.option(
            "--cookies-for",
            metavar="HOST",
            help="The one site that the cookies are sent to, such as www.example.org.",
        ),
        click.option(
            "--cookies",
            metavar="FILE",
            type=click.Path(path_type=Path, dir_okay=False, exists=True),
            help="With a browser: your cookies for one site, as cookies.txt. They are not kept.",
        ),
        click.option(
            "--accept-cookies",
            is_flag=True,
            help="With a browser: press the button that accepts cookies where a page asks; the capture says so.",
        ),
        click.option(
            "--browser", is_flag=True, help="Have a browser draw the pages, with what their scripts fetch."
        ),
    ):
        command = option(command)
    return command


def _by_browser(desk: "Desk", wanted: "list[FetchTask]", asked: Mapping[str, Any]) -> "list[FetchTask]":
    """The same pages drawn by a browser, where that is asked for."""
    file, host = asked["cookies"], asked["cookies_for"]
    if (file is None) != (host is None):
        raise click.UsageError("--cookies and --cookies-for go together.")
    if not asked["browser"]:
        if asked["accept_cookies"] or file:
            raise click.UsageError("--accept-cookies and --cookies go with --browser.")
        return wanted
    from factcheck.workflow.evidence.by_browser import cookies_of, drawn
    from factcheck.workflow.evidence.fetch_queue import ByBrowser

    cookies = cookies_of(desk, file, host) if file else None
    return drawn(desk, wanted, ByBrowser(asked["accept_cookies"], cookies))


@cli.command(section="evidence")
@click.argument("names", metavar="[REF|URL]…", type=CLAIM, nargs=-1)
@click.option(
    "--due", metavar="AGE", help="Fetch again what was last seen longer ago, such as 30d, 12h or 2w."
)
@click.option("--dry-run", is_flag=True, help="Only tell what would be fetched.")
@_browser_options
@format_options
def fetch(names: tuple[str, ...], due: str | None, dry_run: bool, form: str | None, **browser: Any) -> None:
    """Fetch and keep the pages that claims cite: all that have no capture yet, or those that are named."""
    from factcheck.workflow.evidence.fetch_sources import age_of, to_fetch, visit

    age = None if due is None else age_of(due)
    with open_desk() as desk:
        wanted = _by_browser(desk, to_fetch(desk, whole_refs(desk, names), age), browser)
        if dry_run:
            rows = [{"url": one.url, "claims": [ref for ref, _ in one.sources]} for one in wanted]
            print_rows(rows, "captures", ("url", "claims"), form)
            say(f"{counted(len(wanted), 'address', 'addresses')} would be fetched.")
            return
        seen = visit(desk, wanted)
    _report(seen, form)
    if not seen:
        say(f"Nothing to fetch: {_why_nothing(names, due)}")
    refs = [one.ref for page in seen for one in page.noted]
    say_next(f"find {refs[0]}" if refs else "list")


@cli.command(section="evidence")
@click.argument("names", metavar="[REF|URL]…", type=CLAIM, nargs=-1)
@click.option(
    "--due",
    is_flag=True,
    help="Only what is due, by its age and risk, as [recheck] in factcheck.toml has it.",
)
@format_options
def recheck(names: tuple[str, ...], due: bool, form: str | None) -> None:
    """Fetch again what verdicts rest on, and mark the claims under which something changed."""
    from factcheck.workflow.evidence.fetch_sources import due_for_recheck, to_recheck, visit

    if due and names:
        raise click.UsageError("--due goes with no names.")
    with open_desk() as desk:
        seen = visit(desk, due_for_recheck(desk) if due else to_recheck(desk, whole_refs(desk, names)))
    _report(seen, form)
    if not seen:
        say("Nothing is due to be rechecked." if due else "Nothing to recheck: no quoted source has a link.")
    say_next("report")


def _why_nothing(names: Sequence[str], due: str | None) -> str:
    if due is not None:
        return f"nothing was last seen longer than {due} ago."
    if names:
        return f"no link is cited there. Add one: factcheck source {names[0]} URL"
    return "every link has its capture."


def _report(seen: "Sequence[FetchResult]", form: str | None) -> None:
    """The results, unless a table of them was shown as they came; then what a person has to do, and the exit code."""
    from factcheck.cli.progress import is_watched

    if form != "table" or not (seen and is_watched()):
        print_rows([_row(one, form) for one in seen], "captures", _COLUMNS, form)
    noted = [one for page in seen for one in page.noted]
    changed = [one.ref for one in noted if _tell_quotes(one)]
    _tell_taken(noted)
    failed = [one for one in seen if not one.is_reached]
    for page in (*failed, *(one for one in seen if one.is_reached)):
        _tell_page(page)
    if failed:
        say(f"{len(failed):,} of {len(seen):,} could not be fetched.")
    if changed:
        say_next(f"show {changed[0]}")
        leave(ANSWER_IS_NO)
    if failed:
        leave(NOT_ALL_FETCHED)


def _tell_page(page: "FetchResult") -> None:
    """What a person has to know of one page, and what to do about it; nothing of one that came as it should."""
    if not page.is_reached:
        say(f"{page.url}\n  {page.outcome}: {page.reason or ''}\n  {_mend(page)}")
    elif page.outcome.holds_words and page.reason:
        say(f"{page.url}\n  {page.outcome}, but: {page.reason}\n  {_mend(page)}")
    elif page.outcome.holds_words and not page.text_digest:
        said = f": {page.notes[-1]}" if page.notes else ""
        say(f"{page.url}\n  {page.outcome}, but no words could be read from it{said}.\n  {_mend(page)}")
    elif page.may_be_drawn:
        say(f"{page.url}\n  {page.outcome}, but of few words; scripts may draw more.\n  {_mend(page)}")
    if page.is_reached:
        _tell_unsure(page.noted)
    if page.sends_on:
        ref = page.noted[0].ref if page.noted else "REF"
        say(f"  If you mean that page, record it: factcheck source {ref} {shlex.quote(page.sends_on)}")


def _mend(page: "FetchResult") -> str:
    """What to do about a page that did not come as it should."""
    from factcheck.workflow.evidence.advice import mend

    return in_words([mend(page)])


def _tell_unsure(noted: "Sequence[CaptureOnClaim]") -> None:
    """Of which quotes a page that came does not show whether they still stand, and why."""
    for one in noted:
        for drift in one.drift:
            if drift.rung == _UNSURE:
                say(
                    f"{one.ref}: nobody can tell whether {drift.evidence} still stands there. {drift.reason or ''}"
                )
                say(f"  Look yourself: factcheck show {one.ref}")


def _tell_taken(noted: "Sequence[CaptureOnClaim]") -> None:
    """Which blank fields of sources were filled with what their pages say of themselves."""
    taken = [one for one in noted if one.taken]
    if not taken:
        return
    fields = dict.fromkeys(name.replace("_", " ") for one in taken for name in one.taken)
    whose = f"{taken[0].source} of {taken[0].ref}" if len(taken) == 1 else f"{len(taken):,} sources"
    say(f"Taken from what the page says of itself, for {whose}: {', '.join(fields)}.")


def _tell_quotes(noted: "CaptureOnClaim") -> bool:
    """What a capture says of the quotes; whether the claim needs a person for it."""
    ref, capture = noted.ref, noted.capture
    for quote in noted.anchored:
        say(f"{ref}: {quote} was transcribed; its words stand in {capture}, so it is held by that now.")
    for quote in noted.unfound:
        part = "" if noted.is_whole else ", which is only a part"
        say(f"{ref}: {quote} was transcribed; its words do not stand in {capture}{part}.")
    for drift in noted.news:
        say(f"{ref} needs a recheck: {drift.evidence} {drift.rung}. {drift.reason or ''}".rstrip())
    return bool(noted.news or noted.voided)


def _row(seen: "FetchResult", form: str | None) -> dict[str, Any]:
    """What was seen, whole with what to do about it for a program, in brief for a person: the list may be long."""
    if form in ("json", "jsonl"):
        return seen.as_json() | {"mend": None if seen.is_reached else _mend(seen)}
    return {column: getattr(seen, column) for column in _COLUMNS}


def advice(outcome: str) -> str:
    """What to do about an outcome, with the command that does it."""
    from factcheck.workflow.evidence import advice as known

    return in_words([known.advice(outcome)])
