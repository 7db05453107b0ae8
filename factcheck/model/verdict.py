"""A verdict, the rating of a claim's exact wording with reasons, and a review, a second person's decision on it."""

import re
from collections.abc import Mapping

from factcheck.model.text import ClaimText, Line, Prose, Ref, Sha256, ShortId
from factcheck.model.value import Instant, Value
from factcheck.model.vocabulary import Decision

MARKS = re.compile(r"\s*\[(e[1-9][0-9]*(?:\s*,\s*e[1-9][0-9]*)*)\]")
"""Marks in the reasons of a verdict that point at evidence, such as `[e1]` or `[e1, e2]`."""

_ID = re.compile(r"e[1-9][0-9]*")


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
    """A decision on a verdict; `digest` is the SHA-256 of what was read, `solo` that the desk has one person.

    `signature` is that of the reviewer's own key in the form of ssh-keygen, `desk` the desk it was signed for (the id
    of its log); None where somebody approved by name.
    """

    id: ShortId
    verdict: ShortId
    decision: Decision
    comment: Prose | None = None
    digest: Line
    solo: bool = False
    by: Line
    at: Instant
    desk: Sha256 | None = None
    signature: Prose | None = None


def marked(text: str) -> list[str]:
    """The ids of evidence that are marked in a text."""
    return [one for found in MARKS.finditer(text) for one in _ID.findall(found[1])]


def marked_anew(text: str, ids: Mapping[str, str]) -> str:
    """The text with every mark pointing at the evidence's id on another claim."""
    return MARKS.sub(lambda found: _ID.sub(lambda one: ids.get(one[0], one[0]), found[0]), text)
