"""The closed sets of words the desk uses; each is stored and shown by its value."""

from enum import StrEnum


class Status(StrEnum):
    """Where a claim stands in the work; what was found is its verdict, never mixed with this."""

    UNVERIFIED = "unverified"
    CHECKING = "checking"
    RATED = "rated"
    IN_REVIEW = "in-review"
    SIGNED_OFF = "signed-off"
    NEEDS_RECHECK = "needs-recheck"
    WITHDRAWN = "withdrawn"


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


class Outcome(StrEnum):
    """How the taking of a capture ended."""

    FILED = "filed"


class Decision(StrEnum):
    """What a second person decided about a verdict."""

    APPROVE = "approve"
    RETURN = "return"


class Act(StrEnum):
    """What one line of history records."""

    ADD = "add"
    EDIT = "edit"
    ASSIGN = "assign"
    NOTE = "note"
    SOURCE = "source"
    CAPTURE = "capture"
    CITE = "cite"
    RATE = "rate"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW = "withdraw"
    ARTICLE = "article"
