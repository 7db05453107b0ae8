"""Acts on several claims at once, each decided by itself: none of them signs or publishes anything."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.model.vocabulary import Act, Priority
from factcheck.phrase import Message, say
from factcheck.web.forms import Field, choices, lines
from factcheck.web.visit import Fields
from factcheck.web.wording import DATES, FIELD, ONE_A_LINE, PRIORITY
from factcheck.workflow.claims.edit import assign_claim, edit_claim, note_claim
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.claims.verdicts import submit


@dataclass(frozen=True)
class SeveralAct:
    """One act: its title, the act of a history that it is, its fields, and what it does to one claim with them."""

    title: Message
    is_a: Act
    fields: Callable[[Fields], Iterable[Field]]
    do: Callable[[Desk, str, Fields], object]


def _line(name: str, label: Message) -> Callable[[Fields], Iterable[Field]]:
    return lambda given: [Field(name, label, value=given.get(name, ""), needed=True)]


def _tag(desk: Desk, ref: str, given: Fields) -> object:
    """Add tags to those there are; or take them away."""
    named = lines(given.get("tags", ""))
    if not named:
        raise BadInput(say("Name the tags, one a line."))
    there, folded = show_claim(desk, ref).claim.tags, {one.casefold() for one in named}
    if given.get("away"):
        kept: tuple[str, ...] = tuple(one for one in there if one.casefold() not in folded)
    else:
        known = {one.casefold() for one in there}
        kept = (*there, *(one for one in named if one.casefold() not in known))
    return edit_claim(desk, ref, {"tags": kept})


def _tag_fields(given: Fields) -> Iterable[Field]:
    yield Field("tags", FIELD["tags"], "prose", given.get("tags", ""), hint=ONE_A_LINE, needed=True)
    yield Field("away", say("Take them away instead"), "flag", given.get("away", ""))


def _prioritise(desk: Desk, ref: str, given: Fields) -> object:
    return edit_claim(desk, ref, {"priority": given.get("priority") or Priority.NORMAL})


def _priority_fields(given: Fields) -> Iterable[Field]:
    options = choices(PRIORITY, given.get("priority", ""))
    yield Field("priority", FIELD["priority"], "choice", choices=options, needed=True)


def _set_deadline(desk: Desk, ref: str, given: Fields) -> object:
    return edit_claim(desk, ref, {"deadline": given.get("deadline", "").strip() or None})


def _deadline_fields(given: Fields) -> Iterable[Field]:
    yield Field("deadline", FIELD["deadline"], value=given.get("deadline", ""), hint=DATES)


def _submit(desk: Desk, ref: str, given: Fields) -> object:
    return submit(desk, ref, given.get("deadline", "").strip() or None, given.get("to", "").strip() or None)


def _submit_fields(given: Fields) -> Iterable[Field]:
    hint = say("Blank for anybody but you.")
    yield Field("to", say("Who is to read it"), value=given.get("to", ""), hint=hint)
    yield Field("deadline", FIELD["deadline"], value=given.get("deadline", ""), hint=DATES)


SEVERAL: Mapping[str, SeveralAct] = {
    "assign": SeveralAct(
        say("Give them to somebody to check"),
        Act.ASSIGN,
        _line("who", FIELD["assignee"]),
        lambda desk, ref, given: assign_claim(desk, ref, given.get("who", "")),
    ),
    "submit": SeveralAct(say("Give them to a second person"), Act.SUBMIT, _submit_fields, _submit),
    "deadline": SeveralAct(say("Set the day they are wanted by"), Act.EDIT, _deadline_fields, _set_deadline),
    "priority": SeveralAct(
        say("Set how soon they should be checked"), Act.EDIT, _priority_fields, _prioritise
    ),
    "tag": SeveralAct(say("Add tags"), Act.EDIT, _tag_fields, _tag),
    "note": SeveralAct(
        say("Add a private note to each"),
        Act.NOTE,
        _line("note", FIELD["note"]),
        lambda desk, ref, given: note_claim(desk, ref, given.get("note", "")),
    ),
}
"""Every act on several claims, by the word that stands in its address."""
