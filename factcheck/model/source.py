"""A source, where evidence comes from, and a capture, what it gave at one moment."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, field_serializer, model_validator

from factcheck.model.dates import EdtfDate
from factcheck.model.links import Link
from factcheck.model.text import Language, Line, LongUrl, Prose, Sha256, ShortId
from factcheck.model.value import Instant, Value
from factcheck.model.vocabulary import Outcome, SourceKind, Way

PICTURED = (
    *("image/png", "image/jpeg", "image/gif", "image/webp", "image/tiff", "image/avif"),
    "application/pdf",
)
"""The media types of what has pages to look at, of which a place can be quoted."""

TEXT_CUT = "text:cut"
"""The `text_outcome` of a capture of whose text only the beginning was read."""


class Source(Value):
    """A URL, a file or a conversation. `origin` groups copies of one report; `note` is public.

    `archived_url` is a copy that somebody else keeps (schema.org archivedAt). A confidential one has a random
    `salt`, so that nobody can try names out against a digest it went into.
    """

    id: ShortId
    url: Link | None = None
    archived_url: Link | None = None
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
    salt: Line | None = None

    @model_validator(mode="after")
    def _can_be_named(self) -> Self:
        if not (self.url or self.title):
            raise ValueError("a source needs a link or a title by which a reader can find it")
        return self


class Proposal(Value):
    """What a page or a document says of itself; a person decides whether that is true."""

    title: Line | None = None
    publisher: Line | None = None
    author: Line | None = None
    published_on: EdtfDate | None = None
    language: Language | None = None
    canonical_url: Link | None = None


_BROWSERS = {"HeadlessChrome": "Chromium", "Chrome": "Chromium"}
"""What Chromium and Chrome, which is made of it, call themselves."""


class Browser(Value):
    """The browser that drew a page: its name and version, and the size of its window in CSS pixels.

    `accepted` are the words of the button that was pressed where a page asked for consent. `logged_in` marks a page
    that was asked for with cookies of a person, `sandboxed` is false where the settings let it run without its sandbox.
    """

    product: Line
    width: Annotated[int, Field(ge=1)]
    height: Annotated[int, Field(ge=1)]
    accepted: Line | None = None
    logged_in: bool = False
    sandboxed: bool = True

    @property
    def name(self) -> str:
        """Its name and version as people know them: Chromium 156.0.8078.108."""
        known, _, version = self.product.partition("/")
        return f"{_BROWSERS.get(known, known)} {version}".strip()


class Memento(Value):
    """Which page, and of when, somebody else says that this is (RFC 7089): an archive, or a file that was supplied."""

    original: LongUrl
    at: Instant
    archive: Line | None = None

    @field_serializer("at")
    def _written(self, at: datetime) -> str:
        """As text also in a row, whose column is JSON."""
        return at.isoformat().replace("+00:00", "Z")


class Capture(Value):
    """What a source gave at one moment, and the file of the archive that proves it.

    `record` is the SHA-256 that names the file, `payload_digest` the SHA-256 of the body as it was sent
    (WARC-Payload-Digest), `text_digest` that of the text read from it, `size` the body's bytes. `outcome` says
    how it ended and `reason` why. `redirects` are the addresses between `requested_url` and `final_url`;
    `baseline` is the earlier capture that the server said is unchanged. `content_type` is what the bytes are,
    `declared_type` what the server called them where that differs. `text_outcome` is None where the text was read to
    its end or there is none, "text:cut" where only its beginning was read, "text:failed:<why>" where none was.
    `let_through` marks an address that was reached only because the desk's settings let it through. `browser` is
    the one that drew the page, of whose words as drawn `text_digest` then is; `memento` what others say it is.
    """

    id: ShortId
    source: ShortId
    outcome: Outcome
    fetched_at: Instant
    record: Sha256
    reason: Line | None = None
    requested_url: LongUrl | None = None
    final_url: LongUrl | None = None
    redirects: tuple[LongUrl, ...] = ()
    status: int | None = None
    content_type: Line | None = None
    declared_type: Line | None = None
    charset: Line | None = None
    size: Annotated[int, Field(ge=0)] = 0
    payload_digest: Sha256 | None = None
    text_digest: Sha256 | None = None
    text_outcome: Line | None = None
    etag: Line | None = None
    last_modified: Line | None = None
    baseline: ShortId | None = None
    let_through: bool = False
    notes: tuple[Line, ...] = ()
    proposed: Proposal | None = None
    browser: Browser | None = None
    memento: Memento | None = None

    @property
    def way(self) -> Way:
        """How it came."""
        if self.outcome is Outcome.FILED:
            return Way.SUPPLIED
        if self.browser:
            return Way.BROWSER
        return Way.ARCHIVE if self.memento else Way.PLAIN

    @property
    def is_pictured(self) -> bool:
        """Whether it is a picture, or pages that can be looked at as pictures, and not a page as a browser drew it."""
        return self.outcome.holds_words and self.content_type in PICTURED and self.browser is None

    @property
    def is_whole(self) -> bool:
        """Whether all that the source gave was kept, and its text, if any, read to its end."""
        return self.outcome.is_whole and self.text_outcome != TEXT_CUT

    @model_validator(mode="after")
    def _words_have_a_body(self) -> Self:
        if self.outcome.holds_words and self.payload_digest is None:
            raise ValueError("a capture that holds words of its source has the digest of their bytes")
        return self
