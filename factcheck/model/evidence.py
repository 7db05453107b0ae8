"""Evidence: a quote that bears on a claim, and how the desk holds it."""

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import Field, model_validator

from factcheck.model.dates import EdtfDate
from factcheck.model.text import Line, Prose, Sha256, ShortId
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


class Region(Value):
    """Where a quote stands on a picture or a page of one (W3C Media Fragments, `xywh`).

    In pixels from the upper left corner: of a picture, of a page as a browser drew it (CSS pixels), of a page of a PDF
    drawn with 72 pixels an inch. `page` counts from 1.
    """

    x: Annotated[int, Field(ge=0)]
    y: Annotated[int, Field(ge=0)]
    width: Annotated[int, Field(ge=1)]
    height: Annotated[int, Field(ge=1)]
    page: Annotated[int, Field(ge=1)] = 1

    @classmethod
    def around(cls, regions: Sequence["Region"]) -> "Region":
        """The smallest region that holds all of these, which are on one page; ValueError where there is none."""
        left, top = min(one.x for one in regions), min(one.y for one in regions)
        right, bottom = max(one.x + one.width for one in regions), max(one.y + one.height for one in regions)
        return cls(x=left, y=top, width=right - left, height=bottom - top, page=regions[0].page)

    def touches(self, other: "Region") -> bool:
        """Whether both are on one page and have a pixel in common."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return self.page == other.page and across > 0 and down > 0

    @property
    def fragment(self) -> str:
        """As the fragment of an address: xywh=10,20,300,40, with page=2& before it on a further page."""
        place = f"xywh={self.x},{self.y},{self.width},{self.height}"
        return place if self.page == 1 else f"page={self.page}&{place}"


class Evidence(Value):
    """A quote (W3C TextQuoteSelector: exact, prefix, suffix) with its stance and standing.

    `position` is where it stands in the text of `capture`, `match` how closely it was quoted, `excerpt` the
    capture's own text around it. `region` is where on a picture of it the quote stands, `picture` the SHA-256 of
    the archive's file that holds that place, cut out. `who` read it (transcribed, or on a picture) or told it (told),
    `when`, and `how` it was told; `note` says in the desk's words what the source reports. `machine_read` is the
    program that read the words on a picture: nothing rests on them before somebody (`who`) has looked.
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
    region: Region | None = None
    picture: Sha256 | None = None
    machine_read: Line | None = None

    @property
    def awaits_a_look(self) -> bool:
        """Whether a program read the words on a picture, and nobody has held them against it yet."""
        return self.machine_read is not None and self.who is None

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
