"""Evidence: a quote that bears on a claim, and how the desk holds it."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from factcheck.model.dates import EdtfDate
from factcheck.model.text import Line, Prose, ShortId
from factcheck.model.value import Value
from factcheck.model.vocabulary import MatchQuality, Stance, Standing


class Position(Value):
    """Where a quote stands in a capture's text: code points from its start (W3C TextPositionSelector)."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.end <= self.start:
            raise ValueError("a position ends after it starts")
        return self


class Evidence(Value):
    """A quote (W3C TextQuoteSelector: exact, prefix, suffix) with its stance and standing.

    `position` is where it stands in the text of `capture`, `match` how closely it was quoted, `excerpt` the
    capture's own text around it. `who` read it (transcribed) or told it (told), `when`, and `how` it was told;
    `note` says in the desk's words what the source reports.
    """

    id: ShortId
    source: ShortId
    stance: Stance
    standing: Standing
    exact: Prose
    prefix: Prose | None = None
    suffix: Prose | None = None
    capture: ShortId | None = None
    position: Position | None = None
    match: MatchQuality | None = None
    excerpt: Prose | None = None
    who: Line | None = None
    when: EdtfDate | None = None
    how: Line | None = None
    note: Prose | None = None

    @model_validator(mode="after")
    def _standing_is_complete(self) -> Self:
        needed = {
            Standing.TOLD: ("who", "when", "how"),
            Standing.TRANSCRIBED: ("who", "when"),
        }.get(self.standing, ())
        lacking = [name for name in needed if getattr(self, name) is None]
        if lacking:
            options = " ".join(f"--{name}" for name in lacking)
            raise ValueError(f"evidence that is {self.standing} says also: {', '.join(lacking)} ({options})")
        return self
