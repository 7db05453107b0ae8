"""Drift: what became of a quote that a verdict rests on, in a later capture."""

from factcheck.model.text import Prose, ShortId
from factcheck.model.value import Value
from factcheck.model.vocabulary import RecheckResult


class Drift(Value):
    """The recheck of one quote: `capture` compared with `baseline`; `rung` is the result.

    `found` is the new wording if the quote was altered, and `reason` says in words what changed. `verdict` is the
    verdict in force at that time.
    """

    id: ShortId
    evidence: ShortId
    capture: ShortId
    rung: RecheckResult
    baseline: ShortId | None = None
    verdict: ShortId | None = None
    found: Prose | None = None
    reason: Prose | None = None
