"""A verdict, the rating of a claim's exact wording with reasons, and a review, a second person's decision on it."""

from factcheck.model.text import ClaimText, Line, Prose, Ref, ShortId
from factcheck.model.value import Instant, Value
from factcheck.model.words import Decision


class Verdict(Value):
    """A rating with its reasons; `wording` is the exact text that was rated, `cites` the evidence ids it rests on."""

    id: ShortId
    rating: Ref
    scale: Ref
    scale_version: int
    wording: ClaimText
    summary: Prose | None = None
    rationale: Prose
    cites: tuple[ShortId, ...] = ()
    resolves: Prose | None = None
    by: Line
    at: Instant


class Review(Value):
    """A decision on a verdict; `digest` is the SHA-256 of what was read, `solo` that the desk has one person."""

    id: ShortId
    verdict: ShortId
    decision: Decision
    comment: Prose | None = None
    digest: Line
    solo: bool = False
    by: Line
    at: Instant
