"""Where a claim that was checked is said again, as it was found: proposed, until a person decides."""

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from factcheck.model.dates import EdtfDate
from factcheck.model.links import Link
from factcheck.model.text import ClaimText, Line, Prose, Ref
from factcheck.model.value import Instant, Value
from factcheck.model.vocabulary import Band

MOST_SENTENCE = 2_000


class AppearanceState(StrEnum):
    """What became of a place where a claim seems to be said again.

    Nothing yet, an appearance of the claim, the same claim of which nothing more is made, or another claim.
    """

    OPEN = "open"
    ADDED = "added"
    NOTED = "noted"
    ANOTHER = "another"


class ProposedAppearance(Value):
    """A sentence that seems to say again what was checked: where, by whom, and why it seems so.

    The check is one of this desk (`ref`) or of others (`check_url`); `text`, `rating` and `publisher` are its own.
    `url` is None for what a file holds, which `file` names. The place in it is a `paragraph` (from 1), or `seconds`
    from the beginning of what is heard. `title` and `said_on` are what a feed says of the text. `differs` says what
    differs, in words.
    """

    number: int
    ref: Ref | None = None
    check_url: Link | None = None
    text: ClaimText
    rating: str | None = None
    publisher: Line | None = None
    sentence: Annotated[Prose, StringConstraints(max_length=MOST_SENTENCE)]
    speaker: Line | None = None
    url: Link | None = None
    file: Line | None = None
    paragraph: int | None = None
    seconds: int | None = None
    title: Line | None = None
    said_on: EdtfDate | None = None
    band: Band
    score: str
    why: Prose | None = None
    differs: tuple[Line, ...] = ()
    found_at: Instant
    state: AppearanceState = AppearanceState.OPEN
    by: Line | None = None

    @property
    def place(self) -> str:
        """The address, or the name of the file."""
        return self.url or self.file or ""
