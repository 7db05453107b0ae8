"""A source, where evidence comes from, and a capture, what it gave at one moment."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from factcheck.model.dates import EdtfDate
from factcheck.model.links import Link
from factcheck.model.text import Language, Line, Prose, Sha256, ShortId
from factcheck.model.value import Instant, Value
from factcheck.model.words import Outcome, SourceKind


class Source(Value):
    """A URL, a file or a conversation. `origin` groups copies of one report; `note` is public."""

    id: ShortId
    url: Link | None = None
    title: Line | None = None
    publisher: Line | None = None
    author: Line | None = None
    published_on: EdtfDate | None = None
    kind: SourceKind = SourceKind.OTHER
    origin: Line | None = None
    party_to_dispute: bool = False
    language: Language | None = None
    confidential: bool = False
    note: Prose | None = None

    @model_validator(mode="after")
    def _can_be_named(self) -> Self:
        if not (self.url or self.title):
            raise ValueError("a source needs a link or a title by which a reader can find it")
        return self


class Capture(Value):
    """One file of the archive: `record` is the SHA-256 that names it, `payload_digest` the SHA-256 of its body.

    `size` is in bytes, `fetched_at` the moment it was taken.
    """

    id: ShortId
    source: ShortId
    outcome: Outcome
    fetched_at: Instant
    content_type: Line
    size: Annotated[int, Field(ge=0)]
    payload_digest: Sha256
    record: Sha256
