"""What readers ask to have checked: a message of one of them, and the request of all who ask the same."""

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from factcheck.model.text import Line, Prose
from factcheck.model.value import Instant, Value

LEAST_TEXT, MOST_TEXT, MOST_SEEN = 10, 2_000, 500

RequestText = Annotated[Prose, StringConstraints(min_length=LEAST_TEXT, max_length=MOST_TEXT)]
SeenIn = Annotated[Line, StringConstraints(max_length=MOST_SEEN)]


class RequestState(StrEnum):
    """What the desk made of a request: nothing yet, a claim, or nothing, for a reason."""

    OPEN = "open"
    CLAIMED = "claimed"
    DISMISSED = "dismissed"


class ReaderMessage(Value):
    """What one reader sent: a claim in their words, where they saw it, and a mail address to be told at.

    The address is the reader's own: it is never on a page for readers, and forgotten once they were told.
    """

    text: RequestText
    seen_in: SeenIn | None = None
    address: Line | None = None


class ReaderRequest(Value):
    """What readers asked for, in the words of the first of them, and how many asked, `addresses` of whom want to know.

    `ref` is that of the claim that it became, `like` that of one that was here and is likely the same; `why` is the
    reason for which it was dismissed.
    """

    number: int
    text: RequestText
    count: int
    addresses: int = 0
    first_at: Instant
    last_at: Instant
    state: RequestState
    ref: str | None = None
    like: str | None = None
    why: Prose | None = None
    by: Line | None = None
