"""A claim, one checkable assertion in its asserted form, and the article it was taken from."""

from typing import Annotated, Any, Self

from pydantic import AfterValidator, model_validator

from factcheck.model.dates import EdtfDate
from factcheck.model.evidence import Position
from factcheck.model.links import Link, check_place
from factcheck.model.text import ClaimText, Language, Line, Prose, Ref, Sha256, ShortId
from factcheck.model.value import Instant, Value
from factcheck.model.vocabulary import ClaimantType, ClaimKind, Priority


class Article(Value):
    """A text under check, draft or published; `context` is what a reader needs to know of it.

    `record` is the SHA-256 that names the file of the archive that holds the text, `text_digest` that of the text
    itself, `text_from` the file or the link it came from; an article may be known without its text.
    """

    ref: Ref
    title: Line
    url: Link | None = None
    publisher: Line | None = None
    byline: Line | None = None
    published_on: EdtfDate | None = None
    language: Language | None = None
    context: Prose | None = None
    record: Sha256 | None = None
    text_digest: Sha256 | None = None
    text_from: Line | None = None

    @model_validator(mode="after")
    def _text_is_kept_whole(self) -> Self:
        if (self.record is None) != (self.text_digest is None):
            raise ValueError("a text has both the file that holds it (record) and its digest (text_digest)")
        return self


class TextLocator(Position):
    """Where words stood in the text of that digest when somebody pointed at them, with the words on either side.

    W3C TextPositionSelector and the context of TextQuoteSelector, up to 32 characters: in a revised text the words
    are looked for anew.
    """

    text_digest: Sha256
    prefix: Prose | None = None
    suffix: Prose | None = None


class SkippedSentence(Value):
    """A sentence of an article that somebody set aside: its exact words, where they stood, and why."""

    id: ShortId
    exact: Prose
    place: TextLocator
    why: Prose
    by: Line
    at: Instant


class Claim(Value):
    """One checkable assertion: its wording, who made it, when and where, and how it is being worked on.

    Three things are kept apart: `text` is the assertion, `quote` the claimant's exact words, `sentence` the words of
    the article, whoever's they are. `said_in` is a link or words for the place, `locator` the place in the article in
    words and `place` by position, `note` private, `would_settle` what
    would decide it, `deadline` the day by which the check is wanted.
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
    sentence: Prose | None = None
    place: TextLocator | None = None
    kind: ClaimKind | None = None
    context: Prose | None = None
    would_settle: Prose | None = None
    tags: tuple[Line, ...] = ()
    priority: Priority = Priority.NORMAL
    language: Language | None = None
    assignee: Line | None = None
    deadline: EdtfDate | None = None
    note: Prose | None = None


class FormerRef(Value):
    """A ref that a claim had before it was renamed: it stays reserved, and leads to the claim."""

    id: Ref


def article_words(claim: Claim) -> str:
    """The words by which a claim is found in its article: the sentence it was taken from, else what was quoted."""
    return claim.sentence or claim.quote or claim.text


SIGNED = frozenset({"text", "quote", "claimant", "claimed_on", "said_in"})
"""The fields of a claim that a verdict rests on and a sign-off binds."""


def signed_fields(claim: Claim) -> dict[str, Any]:
    """What of a claim a verdict rests on, as far as it is given."""
    return claim.model_dump(mode="json", include=set(SIGNED), exclude_defaults=True)
