"""The gate asked about a claim's history, as a test tells it."""

from datetime import date
from typing import Any

from factcheck.cli.remedies import in_words
from factcheck.model.gate.checks import findings
from factcheck.model.gate.context import GateContext, GateFinding
from factcheck.model.gate.levels import PublishPolicy
from tests.records import SCALES, Told

TODAY = date(2026, 3, 3)


def found(told: Told, **asked: Any) -> list[GateFinding]:
    """Everything the gate finds; `asked` are parts of the question that are not as usual."""
    usual = {"scales": SCALES, "wishes": PublishPolicy.of(), "today": TODAY}
    return [*findings(GateContext(told.record, **{**usual, **asked}))]


def codes(told: Told, **asked: Any) -> set[str]:
    """The codes of what the gate finds."""
    return {one.finding.code for one in found(told, **asked)}


def only(told: Told, code: str, **asked: Any) -> GateFinding:
    """The one finding of a code."""
    [one] = [one for one in found(told, **asked) if one.finding.code == code]
    return one


def mend(found: GateFinding) -> str:
    """What mends it, as the terminal writes it."""
    return in_words(found.finding.remedies)
