"""Earlier checks: match, and what add says of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.app import cli, encoding_option, open_desk, say, say_next, stdin_lines
from factcheck.cli.completion import CLAIM
from factcheck.cli.output import band_told, format_options, print_line, print_one, print_rows, screen_width
from factcheck.cli.refs import whole_ref
from factcheck.cli.show import hanging
from factcheck.model.json_form import SCHEMA

if TYPE_CHECKING:
    from factcheck.desk import Desk
    from factcheck.workflow.earlier.match import MatchAnswer

_COLUMNS = ("claim", "band", "score", "text", "rating", "publisher", "why", "differs")
_LINES = ("asked", *_COLUMNS)
_FOLDED = "folded"


@cli.command(section="earlier checks")
@click.argument("claim", metavar="[TEXT|REF|-]", type=CLAIM, required=False)
@click.option(
    "--limit", type=click.IntRange(1, 50), default=5, show_default=True, help="How many to show for each."
)
@click.option("--all", "folded", is_flag=True, help="Show all that share little, not only the first three.")
@click.option(
    "--watch",
    "watched",
    metavar="FEED|FOLDER|all",
    help="Read what is new there, sentence by sentence, against what was checked before; “all” is what the "
    "settings name.",
)
@click.option(
    "--confirm",
    "other",
    metavar="REF|URL",
    help="Put on record that this earlier claim, or this check of others, says the same as the claim REF.",
)
@click.option(
    "--not",
    "another",
    metavar="REF|URL",
    help="Put on record that this earlier claim, or this check of others, is another claim than REF; it is left out "
    "from then on.",
)
@click.option("--take-back", is_flag=True, help="With --not: take that back, for a reason.")
@click.option("--why", help="With --not: why it is another claim, or why that is taken back.")
@click.option(
    "--take-over", is_flag=True, help="With --confirm: give REF the verdict on that earlier claim too."
)
@encoding_option
@format_options
def match(
    claim: str | None,
    limit: int,
    folded: bool,
    encoding: str | None,
    watched: str | None,
    other: str | None,
    another: str | None,
    take_back: bool,
    why: str | None,
    take_over: bool,
    form: str | None,
) -> None:
    """Look up earlier claims, yours and others', like TEXT or like your claim REF; "-" asks for each line of stdin."""
    _check_together(other, another, take_over=take_over, about_another=take_back or why is not None)
    if watched is not None and claim is other is another is None:
        from factcheck.cli.appearances import watch_sources

        watch_sources(watched, form)
    elif watched is not None or claim is None:
        raise click.UsageError("Give a text, a ref or - to look up, or --watch with a feed or a folder.")
    elif another is not None:
        _tell_apart((claim, another), why, take_back=take_back)
    elif other is not None:
        _confirm((claim, other), take_over, form)
    else:
        _look_up(claim, limit, folded, encoding, form)


@cli.command(section="earlier checks")
@click.option(
    "--rebuild", is_flag=True, help="Make what is missing; stopped half-way, it goes on the next time."
)
def index(rebuild: bool) -> None:
    """Say how many claims and checks can be looked up by what they mean, and make that of the others."""
    from factcheck.workflow.earlier.vectors import count_vectors, encode_all

    with open_desk() as desk:
        done = encode_all(desk) if rebuild else None
        count = count_vectors(desk)
    if count is None:
        say("All are looked up by their words; no encoder is installed, which the extra [semantic] brings.")
        return
    if done:
        say(f"{done.lacking:,} made.")
    say(f"{count.claims - count.lacking:,} of {count.claims:,} can be looked up by meaning ({count.model}).")
    if count.lacking:
        say_next("index --rebuild")


def _check_together(other: str | None, another: str | None, *, take_over: bool, about_another: bool) -> None:
    """UsageError for options that do not go together."""
    if take_over and other is None:
        raise click.UsageError(
            "Say whose verdict is taken over: factcheck match REF --confirm OTHER --take-over"
        )
    if about_another and another is None:
        raise click.UsageError("Say which claim it is about: factcheck match REF --not OTHER --why …")
    if another is not None and other is not None:
        raise click.UsageError(
            "An earlier claim is the same (--confirm) or another one (--not). Give one of them."
        )


def _look_up(claim: str, limit: int, folded: bool, encoding: str | None, form: str | None) -> None:
    from factcheck.workflow.claims.refs import ref_or_words
    from factcheck.workflow.earlier.match import match_lines, match_words

    with open_desk() as desk:
        if claim == "-":
            said = _print_answers(match_lines(desk, stdin_lines(encoding), limit, folded=folded), form)
            for words in said.values():
                say(words)
            return
        answer = match_words(desk, ref_or_words(desk, claim), limit, folded=folded)
    rows = answer.as_json()["matches"]
    said = answer.about_all()
    _print_matches(rows, form, said)
    for words in said.values():
        say(words)
    little = sum(row["band"] == _FOLDED for row in rows)
    if little == len(rows):
        say("No earlier claim is like it, as far as words tell.")
    if little:
        say(
            "What shares little is seldom the same claim; the first three are shown, since now and then it is."
        )
    if answer.folded:
        say("Others share little and are folded away. To see them, add --all.")
    if own := next((row["ref"] for row in rows if "ref" in row and row["band"] != _FOLDED), None):
        say_next(f"show {own}")


def _confirm(pair: tuple[str, str], take_over: bool, form: str | None) -> None:
    from factcheck.workflow.earlier.confirm import confirm

    ref, other = pair
    with open_desk() as desk:
        ref, other = whole_ref(desk, ref), whole_ref(desk, other)
        linked = confirm(desk, ref, other, take_over=take_over)
    link, verdict = linked.link, linked.verdict
    if form in ("json", "jsonl"):
        print_one(link.model_dump(mode="json"), "link", form, str)
    else:
        click.echo(link.id)
    differs = f" They differ: {'; '.join(link.differs)}." if link.differs else ""
    told = f"{ref} says the same as {link.place}" if linked.is_new else f"{link.id} says so already"
    say(f"{told} ({band_told(link.band)}, {link.score}).{differs}")
    if verdict:
        say(f"{ref} is rated {verdict.rating}, as {other} is; it needs a signature of its own.")
        say_next(f"submit {ref}")
    else:
        say_next(f"show {ref}")


def _tell_apart(pair: tuple[str, str], why: str | None, *, take_back: bool) -> None:
    from factcheck.workflow.earlier.tell_apart import take_back_apart, tell_apart

    with open_desk() as desk:
        ref, other = (whole_ref(desk, one) for one in pair)
        if take_back:
            for one in take_back_apart(desk, ref, other, why or ""):
                click.echo(one.id)
            say(f"Whether {ref} and {other} are the same is open again.")
        else:
            told = tell_apart(desk, ref, other, why)
            click.echo(told.distinction.id)
            place = told.distinction.place
            say(f"{ref} is another claim than {place}{'' if told.is_new else ', as is on record already'}.")
    say_next(f"match {ref}")


def _print_answers(answers: Iterator["MatchAnswer"], form: str | None) -> dict[str, str]:
    """One answer a line in JSON Lines, as soon as it is there; else all together, each match with what was asked.

    What is to be said of all of them is returned.
    """
    said: dict[str, str] = {}
    rows: list[dict[str, Any]] = []
    is_below = form == "table" and screen_width()
    for answer in answers:
        said.update(answer.about_all())
        found = answer.as_json()["matches"]
        if form == "jsonl":
            print_line({"schema": SCHEMA, **answer.as_json()})
        elif is_below:
            click.echo(f"{answer.text}\n")
            _print_below(found)
            click.echo()
        else:
            rows += [{"asked": answer.text, **row} for row in found]
    if form != "jsonl" and not is_below:
        print_rows(rows if form == "json" else [_flat(row) for row in rows], "matches", _LINES, form, said)
    return said


def _print_matches(rows: Sequence[Mapping[str, Any]], form: str | None, said: Mapping[str, str]) -> None:
    if form == "table" and screen_width():
        _print_below(rows)
    else:
        whole = form in ("json", "jsonl")
        print_rows(rows if whole else [_flat(row) for row in rows], "matches", _COLUMNS, form, said)


def _print_below(rows: Sequence[Mapping[str, Any]]) -> None:
    """On a terminal: each match beside its band, one thing below the other."""
    for row in rows:
        flat = _flat(row)
        about = " · ".join(filter(None, [flat["claim"], flat.get("rating"), flat.get("publisher")]))
        differs = f"differs: {'; '.join(flat['differs'])}" if flat["differs"] else ""
        label = "little" if row["band"] == _FOLDED else row["band"]
        click.echo(hanging(label, "\n".join(filter(None, [about, flat["text"], flat["why"], differs]))))


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """A match on one line: its ref or address, and what differs in words."""
    differs = [f"{one['what']} {one['here'] or '–'} / {one['there'] or '–'}" for one in row["differs"]]
    return {**row, "band": band_told(row["band"]), "claim": row.get("ref") or row["url"], "differs": differs}


def say_likely(desk: "Desk", refs: Sequence[str]) -> None:
    """What add tells of earlier claims that are likely the same as new ones; nothing where many are added at once."""
    from factcheck.workflow.earlier.match import likely_findings

    for one in likely_findings(desk, refs):
        say(one.message)
