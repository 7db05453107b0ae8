"""The closed sets of words the desk uses; each is stored and shown by its value."""

from enum import StrEnum


class Status(StrEnum):
    """Where a claim stands in the work; what was found is its verdict, never mixed with this."""

    UNVERIFIED = "unverified"
    CHECKING = "checking"
    RETURNED = "returned"
    RATED = "rated"
    IN_REVIEW = "in-review"
    SIGNED_OFF = "signed-off"
    PUBLISHED = "published"
    NEEDS_RECHECK = "needs-recheck"
    WITHDRAWN = "withdrawn"

    @property
    def is_signed(self) -> bool:
        """Whether a sign-off binds the verdict as it stands."""
        return self in (Status.SIGNED_OFF, Status.PUBLISHED)

    @property
    def lacks_signature(self) -> bool:
        """Whether there is a verdict and no signature that counts for it."""
        return self in (Status.RETURNED, Status.RATED, Status.IN_REVIEW, Status.NEEDS_RECHECK)


class Step(StrEnum):
    """What is to be done next about a claim."""

    CHECK = "check"
    RATE = "rate"
    SUBMIT = "submit"
    RETURNED = "returned"
    REVIEW = "review"
    PUBLISH = "publish"
    RECHECK = "recheck"
    ASK = "ask"
    ANSWERED = "answered"
    COMMENT = "comment"
    REPEATED = "repeated"


class SentenceState(StrEnum):
    """How far a sentence of an article is checked; "none" is one in which there is nothing to check."""

    OPEN = "open"
    CLAIMED = "claimed"
    RATED = "rated"
    SIGNED_OFF = "signed-off"
    PUBLISHED = "published"
    NEEDS_RECHECK = "needs-recheck"
    SKIPPED = "skipped"
    NONE = "none"


class ClaimKind(StrEnum):
    """What sort of assertion a claim makes."""

    FIGURE = "figure"
    DATE = "date"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    EVENT = "event"
    TITLE = "title"
    STATUS = "status"
    OPINION = "opinion"
    OTHER = "other"


class ClaimantType(StrEnum):
    """What made a claim; readers of ClaimReview tell the two apart (schema.org Person, Organization)."""

    PERSON = "person"
    ORGANIZATION = "organization"


class SentenceKind(StrEnum):
    """What sort of assertion a sentence of an article makes; an opinion and none are not checked.

    Headings and bylines stand among the sentences, numbered like them, and are none.
    """

    FIGURE = "figure"
    DATE = "date"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    EVENT = "event"
    TITLE = "title"
    OPINION = "opinion"
    NONE = "none"
    HEADING = "heading"
    BYLINE = "byline"

    @property
    def is_sentence(self) -> bool:
        """Whether it is a sentence at all."""
        return self not in (SentenceKind.HEADING, SentenceKind.BYLINE)

    @property
    def is_checkable(self) -> bool:
        """Whether somebody can find out if it is so."""
        return self.is_sentence and self not in (SentenceKind.OPINION, SentenceKind.NONE)


class Priority(StrEnum):
    """How soon a claim should be checked."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class SourceKind(StrEnum):
    """What sort of source evidence comes from."""

    PRIMARY = "primary"
    OFFICIAL = "official"
    NEWS = "news"
    REFERENCE = "reference"
    EXPERT = "expert"
    PARTY = "party"
    CONVERSATION = "conversation"
    OTHER = "other"


class Way(StrEnum):
    """How a capture came: by a plain request, drawn by a browser, supplied by a person, or from somebody's archive."""

    PLAIN = "plain"
    BROWSER = "browser"
    SUPPLIED = "supplied"
    ARCHIVE = "archive"


class Stance(StrEnum):
    """Which way a piece of evidence bears on the claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


class Standing(StrEnum):
    """How the desk holds a quote, strongest first (rule 1)."""

    ANCHORED = "anchored"
    FILED = "filed"
    TOLD = "told"
    TRANSCRIBED = "transcribed"

    @property
    def is_held(self) -> bool:
        """Whether it stands in a capture or a document of the desk."""
        return self in (Standing.ANCHORED, Standing.FILED)


class Outcome(StrEnum):
    """How the taking of a capture ended: the family before the colon, the exact case after it."""

    OK = "ok"
    FILED = "filed"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    PARTIAL = "partial"
    PARTIAL_ENCODING = "partial:encoding"
    PARTIAL_INCOMPLETE = "partial:incomplete"
    SOFT_404 = "suspect:soft-404"
    BLOCKED_SCHEME = "blocked:scheme"
    BLOCKED_USERINFO = "blocked:userinfo"
    BLOCKED_PORT = "blocked:port"
    BLOCKED_PRIVATE_ADDRESS = "blocked:private-address"
    BLOCKED_BY_SITE = "blocked:by-site"
    BAD_URL = "error:bad-url"
    TOO_MANY_REDIRECTS = "error:too-many-redirects"
    TLS_EXPIRED = "error:tls:expired"
    TLS_WRONG_HOST = "error:tls:wrong-host"
    TLS_SELF_SIGNED = "error:tls:self-signed"
    TLS_UNKNOWN_CA = "error:tls:unknown-ca"
    TLS_FAILED = "error:tls:failed"
    ENCODING = "error:encoding"
    TIMEOUT = "error:timeout"
    PROTOCOL = "error:protocol"
    DNS = "error:dns"
    CONNECT = "error:connect"
    NOT_FOUND = "error:not-found"
    HTTP = "error:http"
    BROWSER = "error:browser"

    @property
    def is_whole(self) -> bool:
        """Whether what was kept is all the source gave, so that it can be compared with later."""
        return self in (Outcome.OK, Outcome.FILED)

    @property
    def holds_words(self) -> bool:
        """Whether words of the source were kept, whole or in part; nothing else is evidence of anything."""
        return self.is_whole or self.value.startswith("partial")


class MatchQuality(StrEnum):
    """How a quote and the words in a capture agree."""

    EXACT = "exact"
    TYPOGRAPHIC = "typographic"


class RecheckResult(StrEnum):
    """What a recheck found of a quote or a page, from nothing changed to nothing reached."""

    SAME_BYTES = "same-bytes"
    SAME_TEXT = "same-text"
    QUOTE_EXACT = "quote-exact"
    QUOTE_TYPOGRAPHIC = "quote-typographic"
    QUOTE_MOVED = "quote-moved"
    QUOTE_ALTERED = "quote-altered"
    QUOTE_ABSENT = "quote-absent"
    UNDETERMINED = "undetermined"
    GONE = "gone"
    UNREACHABLE = "unreachable"

    @property
    def needs_a_person(self) -> bool:
        """Whether what a verdict rests on may no longer hold."""
        return self in (
            RecheckResult.QUOTE_ALTERED,
            RecheckResult.QUOTE_ABSENT,
            RecheckResult.GONE,
            RecheckResult.UNREACHABLE,
        )


class Band(StrEnum):
    """How near an earlier claim comes; what is folded away is seldom about the same."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    FOLDED = "folded"


class Decision(StrEnum):
    """What a second person decided about a verdict."""

    APPROVE = "approve"
    RETURN = "return"


class CorrectionKind(StrEnum):
    """How much a published check changes, and so where the page says it."""

    MAJOR = "major"
    MINOR = "minor"
    UPDATE = "update"
    VOID = "void"


class Act(StrEnum):
    """What one line of history records."""

    ADD = "add"
    EDIT = "edit"
    RENAME = "rename"
    ASSIGN = "assign"
    NOTE = "note"
    SOURCE = "source"
    CAPTURE = "capture"
    CITE = "cite"
    ANCHOR = "anchor"
    AMEND = "amend"
    DROP = "drop"
    RATE = "rate"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    CONTACT = "contact"
    LINK = "link"
    TAKE_OVER = "take-over"
    PUBLISH = "publish"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    ARTICLE = "article"
    SKIP = "skip"
    UNSKIP = "unskip"
    REDACT = "redact"
    COMMENT = "comment"
    RESOLVE = "resolve"
    DISTINGUISH = "distinguish"
