"""Evidence: a quote that bears on a claim, and how the desk holds it."""

from typing import Self

from pydantic import model_validator

from factcheck.model.dates import EdtfDate
from factcheck.model.text import Line, Prose, ShortId
from factcheck.model.value import Value
from factcheck.model.words import Stance, Standing


class Evidence(Value):
    """A quote (W3C TextQuoteSelector: exact, prefix, suffix) with its stance and standing.

    `who` read it (transcribed) or told it (told), `when`, and `how` it was told; `note` says in the
    desk's words what the source reports.
    """

    id: ShortId
    source: ShortId
    stance: Stance
    standing: Standing
    exact: Prose
    prefix: Prose | None = None
    suffix: Prose | None = None
    capture: ShortId | None = None
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
