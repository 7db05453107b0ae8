"""Drift: what a later capture says of a quote that a verdict rests on."""

from factcheck.model.text import Prose, ShortId
from factcheck.model.value import Value
from factcheck.model.vocabulary import RecheckResult


class Drift(Value):
    """One quote looked up again: `capture` held against `baseline`, and the rung of the ladder it reached.

    `found` is the wording that stands there now where it was altered, `reason` says in words what changed.
    `verdict` is the verdict in force when it was found.
    """

    id: ShortId
    evidence: ShortId
    capture: ShortId
    rung: RecheckResult
    baseline: ShortId | None = None
    verdict: ShortId | None = None
    found: Prose | None = None
    reason: Prose | None = None
