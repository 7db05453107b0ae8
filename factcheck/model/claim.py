"""A claim, one checkable assertion in its asserted form, and the article it was taken from."""

from typing import Annotated

from pydantic import AfterValidator

from factcheck.model.dates import EdtfDate
from factcheck.model.links import Link, check_place
from factcheck.model.text import ClaimText, Language, Line, Prose, Ref
from factcheck.model.value import Value
from factcheck.model.words import ClaimantType, ClaimKind, Priority


class Article(Value):
    """A text under check, draft or published; `context` is what a reader needs to know of it."""

    ref: Ref
    title: Line
    url: Link | None = None
    publisher: Line | None = None
    byline: Line | None = None
    published_on: EdtfDate | None = None
    language: Language | None = None
    context: Prose | None = None


class Claim(Value):
    """One checkable assertion: its wording, who made it, when and where, and how it is being worked on.

    `text` is the assertion as it was made, `quote` the exact words, `said_in` a link or words for the
    place, `locator` the place in the article, `note` private, `would_settle` what would decide it, `deadline` the
    day by which the check is wanted.
    """

    ref: Ref
    text: ClaimText
    quote: Prose | None = None
    claimant: Line | None = None
    claimant_type: ClaimantType | None = None
    claimed_on: EdtfDate | None = None
    said_in: Annotated[Line, AfterValidator(check_place)] | None = None
    appearances: tuple[Link, ...] = ()
    article: Ref | None = None
    locator: Line | None = None
    kind: ClaimKind | None = None
    context: Prose | None = None
    would_settle: Prose | None = None
    tags: tuple[Line, ...] = ()
    priority: Priority = Priority.NORMAL
    language: Language | None = None
    assignee: Line | None = None
    deadline: EdtfDate | None = None
    note: Prose | None = None
