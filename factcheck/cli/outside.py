"""Ask: somebody outside is shown a draft by a link, and answers."""

from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.app import cli, counted, open_desk, say, say_next
from factcheck.cli.completion import CLAIM
from factcheck.cli.output import format_options, print_json, print_rows
from factcheck.cli.refs import whole_article, whole_ref
from factcheck.model.json_form import SCHEMA

if TYPE_CHECKING:
    from factcheck.desk import Desk
    from factcheck.workflow.outside.ask import GivenLink
    from factcheck.workflow.outside.listed import AskedPage

_COLUMNS = ("id", "who", "asked_on", "link", "until", "answers", "new")
_OF_ONE = ("again", "withdraw", "noted")
_DAYS = 7
_ADDRESS = "http://127.0.0.1:8420"
"""Where the desk is served if nobody says otherwise."""


@cli.command(section="publish")
@click.argument("ref", type=CLAIM)
@click.argument("contact_id", metavar="[ID]", required=False)
@click.option("--of", "who", metavar="NAME", help="Whom to ask: give a link to the draft.")
@click.option("--question", help="What you want to know of them; they are shown it above the draft.")
@click.option(
    "--days", type=int, default=_DAYS, show_default=True, metavar="N", help="How long the link is good."
)
@click.option("--again", is_flag=True, help="Give another link to the one who was asked; the old one ends.")
@click.option("--withdraw", is_flag=True, help="End the link of the one who was asked.")
@click.option("--noted", is_flag=True, help="Say that you have read the answers of the one who was asked.")
@click.option("--preview", is_flag=True, help="Print what they would see, as it is digested (JSON).")
@click.option("--article", "is_article", is_flag=True, help="REF is an article: all of it and its claims.")
@format_options
def ask(ref: str, contact_id: str | None, is_article: bool, form: str | None, **told: Any) -> None:
    """Ask somebody outside to read the draft of a claim or an article, by a link.

    Whoever opens the link sees the draft and nothing else, and may answer that nothing is wrong, or what is wrong
    where, until the link ends. Without options the command lists who was asked; with an ID, their answers.
    """
    from factcheck.workflow.outside import ask as outside
    from factcheck.workflow.outside.listed import asked_page

    acts = [name for name in ("who", "preview", *_OF_ONE) if told[name]]
    if len(acts) > 1:
        raise click.UsageError("Give one of --of, --again, --withdraw, --noted and --preview.")
    act = acts[0] if acts else ""
    if act and (act in _OF_ONE) != bool(contact_id):
        raise click.UsageError(
            "The ID of who was asked goes with --again, --withdraw and --noted, and only with them."
        )
    with open_desk() as desk:
        ref = whole_article(desk, ref) if is_article else whole_ref(desk, ref)
        if act == "who":
            asking = outside.Asking(told["who"], told["question"], told["days"])
            _give(desk, ref, outside.ask(desk, ref, asking, is_article=is_article))
        elif act == "again":
            given = outside.ask_again(desk, ref, str(contact_id), told["days"], is_article=is_article)
            _give(desk, ref, given)
        elif act == "withdraw":
            known = outside.withdraw_link(desk, ref, str(contact_id), is_article=is_article)
            say(f"The link that {known.who} has shows nothing more.")
        elif act == "noted":
            known = outside.take_note(desk, ref, str(contact_id), is_article=is_article)
            say(f"{counted(known.noted, 'answer')} of {known.who} noted.")
        else:
            _show(asked_page(desk, ref, is_article=is_article), contact_id, form, preview=act == "preview")


def _give(desk: "Desk", ref: str, given: "GivenLink") -> None:
    from factcheck.workflow.outside.ask import draft_path

    click.echo(f"{desk.settings.web.address or _ADDRESS}{draft_path(given.secret)}")
    until = f"{given.link.expires_at:%Y-%m-%d %H:%M} UTC"
    say(f"Send it to {given.contact.who}: it is shown this once, and is good until {until}.")
    say_next(f"ask {ref}")


def _show(page: "AskedPage", contact_id: str | None, form: str | None, *, preview: bool) -> None:
    if preview:
        print_json({"schema": SCHEMA, "draft": page.draft.plain(), "digest": page.draft.digest})
        return
    rows = [one.as_json() for one in page.asked if contact_id in (None, one.contact.id)]
    if contact_id and not rows:
        page.record.contact(contact_id)
    if form in ("json", "jsonl"):
        print_rows(rows, "asked", _COLUMNS, form)
        return
    print_rows([_in_a_row(row) for row in rows], "asked", _COLUMNS, form)
    for row in rows if contact_id else ():
        for one in row["answers"]:
            say(_in_words(one))


def _in_a_row(asked: dict[str, Any]) -> dict[str, Any]:
    until = f"{asked['until']:%Y-%m-%d}" if asked["until"] else None
    return {**asked, "until": until, "answers": len(asked["answers"])}


def _in_words(answer: dict[str, Any]) -> str:
    """An answer in lines."""
    who = ", ".join(filter(None, (answer.get("name"), answer.get("affiliation"))))
    older = "" if answer["is_current"] else ", on an older version of the draft"
    said = "agreed" if answer.get("agreed") else "answered"
    lines = [f"{answer['at'][:16].replace('T', ' ')} UTC: {said}{f' ({who})' if who else ''}{older}."]
    for one in answer.get("comments", ()):
        place = " ".join(filter(None, (one.get("ref"), one["part"])))
        lines.append(f"  {place}, “{one['words']}”: wrong here, because {one['why']}")
    if answer.get("remark"):
        lines.append(f"  {answer['remark']}")
    return "\n".join(lines)
