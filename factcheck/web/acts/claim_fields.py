"""The fields of a claim as a form shows them, and what was filled in as fields of a claim."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from factcheck.model.vocabulary import Priority
from factcheck.phrase import Message, say
from factcheck.report.wording import CLAIM_KIND
from factcheck.web.forms import Field, choices, lines
from factcheck.web.visit import Fields
from factcheck.web.wording import DATES, FIELD, ONE_A_LINE, PRIORITY

LISTS = ("appearances", "tags")
_PROSE = ("text", "quote", "sentence", "context", "would_settle", "note")
_CHOICES: Mapping[str, Mapping[Any, Message]] = {"kind": CLAIM_KIND, "priority": PRIORITY}
_HINTS = {
    "claimed_on": DATES,
    "deadline": DATES,
    "appearances": ONE_A_LINE,
    "tags": ONE_A_LINE,
    "note": say("Never shown on a page."),
}
NAMES = (
    *("text", "quote", "claimant", "claimed_on", "said_in", "appearances", "article", "locator", "sentence"),
    *("kind", "context", "would_settle", "tags", "priority", "language", "assignee", "deadline", "note"),
)
"""The fields of a claim that a form has, in its order."""


def claim_fields(values: Mapping[str, str], without: Collection[str] = ()) -> Iterator[Field]:
    """The fields, holding these values, but for some of them."""
    for name in NAMES:
        if name in without:
            continue
        value, hint, label = values.get(name, ""), _HINTS.get(name), FIELD[name]
        kind = "prose" if name in (*_PROSE, *LISTS) else "line"
        if name in _CHOICES:
            yield Field(name, label, "choice", value, choices(_CHOICES[name], value))
        elif hint:
            yield Field(name, label, kind, value, hint=hint)
        else:
            yield Field(name, label, kind, value, needed=name == "text")


def given_values(given: Fields) -> dict[str, str]:
    """What was filled in."""
    return {name: given.get(name, "") for name in NAMES if name in given}


def as_fields(values: Mapping[str, str]) -> dict[str, Any]:
    """Values of a form as fields of a claim: lists of lines, None for what is blank; priority has no blank."""
    read: dict[str, Any] = {}
    for name, value in values.items():
        blank = Priority.NORMAL if name == "priority" else None
        read[name] = lines(value) if name in LISTS else value if value.strip() else blank
    return read
