"""Where claims that were checked are said again, by the API: the list, and what a person makes of each."""

from typing import Annotated, ClassVar

from pydantic import Field

from factcheck.errors import NotFound
from factcheck.model.appearance import AppearanceState, ProposedAppearance
from factcheck.model.vocabulary import Act
from factcheck.web.api.call import ActBody, Call, Told
from factcheck.web.api.reads import Document, Limit, next_address
from factcheck.web.api.sent import Sent, Word
from factcheck.web.api.shapes import Answer
from factcheck.workflow.earlier.appearances import (
    add_appearance,
    call_another,
    list_appearances,
    note_appearance,
)


class AppearancesAsked(Sent):
    """Which places."""

    state: AppearanceState = AppearanceState.OPEN
    """What was made of them."""
    claim: Word | None = None
    """Where this claim of the desk is said again."""
    limit: Limit = 100
    """At most so many."""
    after: Annotated[int, Field(ge=0, le=1_000_000_000)] = 0
    """Go on after the place with this number."""


class Appearances(Answer):
    """Where claims seem to be said again, the newest first; `next` is the address at which the list goes on."""

    appearances: list[ProposedAppearance]
    next: str | None


def appearances(call: Call, asked: AppearancesAsked) -> Document:
    """List where claims that were checked seem to be said again, as feeds and folders that are watched have it."""
    found = list_appearances(
        call.desk, asked.state, ref=asked.claim, before=asked.after or None, limit=asked.limit + 1
    )
    shown = [one.model_dump(mode="json") for one in found[: asked.limit]]
    more = next_address(call, asked, shown[-1]["number"]) if len(found) > asked.limit else None
    return Document({"appearances": shown, "next": more})


class _OnAppearance(ActBody):
    act: ClassVar = Act.EDIT
    needs_head: ClassVar = False


class AddAppearance(_OnAppearance):
    """Put on the claim's record that it was made there too."""

    url: Word | None = None
    """Where it can be found; needed for what was found in a file."""

    def _do(self, call: Call) -> Told:
        return {"ref": add_appearance(call.desk, _number(call), self.url)}


class NoteAppearance(_OnAppearance):
    """Say that it is the same claim, of which nothing more is made."""

    def _do(self, call: Call) -> Told:
        note_appearance(call.desk, _number(call))
        return {}


class CallAnother(_OnAppearance):
    """Say that it is another claim; the same words are not told of that check again."""

    def _do(self, call: Call) -> Told:
        call_another(call.desk, _number(call))
        return {}


def _number(call: Call) -> int:
    given = call.named["number"]
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise NotFound("There is nothing found under that number.")
    return int(given)


ON_APPEARANCES: dict[str, type[ActBody]] = {
    "add": AddAppearance,
    "noted": NoteAppearance,
    "another": CallAnother,
}
"""From the last word of the address to the act."""
