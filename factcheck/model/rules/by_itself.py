"""What the desk does by itself, without a person: it captures pages and marks what changed; all else is a person's."""

from typing import Any

from factcheck.errors import RuleRefused
from factcheck.model.editions import HistoryStep
from factcheck.model.vocabulary import Act
from factcheck.person_names import same_person
from factcheck.phrase import say

ITSELF = "The desk itself"
"""Who acts in a line that no person asked for."""
BY_ITSELF = (Act.CAPTURE, Act.ANCHOR)
"""What the desk may do by itself: a capture, with the drift that it marks, and quotes that stand in it."""


def only_captures(step: HistoryStep[Any]) -> None:
    """Rule 3: whatever is more than a capture, a person does."""
    refuse_itself(step.line.by, step.line.act)


def refuse_itself(by: str, act: Act) -> None:
    """RuleRefused where the desk itself would do what is for a person."""
    if act not in BY_ITSELF and same_person(by, ITSELF):
        raise RuleRefused(
            3,
            say("the desk by itself captures pages and marks what changed, and does nothing else."),
            say("Have a person do it."),
        )
