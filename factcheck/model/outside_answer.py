"""What somebody outside the desk answered, by a link, on the draft of a claim or an article that they were shown."""

from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from factcheck.model.text import Line, Prose, Ref, Sha256
from factcheck.model.value import Instant, Value

GUEST = "guest"
"""Who acts in a line that holds an answer by a link; whose it is, the contact says, so that a law can take it out."""
LONGEST = 10_000
"""Characters of one comment."""

Comment = Annotated[Prose, StringConstraints(max_length=LONGEST)]


class PlaceComment(Value):
    """That something is wrong at one place of a draft, and why; `words` are those that stand there.

    `part` is "text", "rating", "summary", "rationale", "resolves", the id of evidence, or the number of a sentence of
    an article; `ref` is the claim it belongs to, none for a sentence.
    """

    ref: Ref | None = None
    part: Line
    words: Prose
    why: Comment


class OutsideAnswer(Value):
    """One answer: that nothing is wrong (`agreed`), or what is wrong where, or a remark alone.

    `digest` is that of exactly what was read (`model/outside_draft`), `read_at` when it was shown. `name` and
    `affiliation` are what whoever answered said of themselves.
    """

    at: Instant
    read_at: Instant
    digest: Sha256
    agreed: bool = False
    comments: tuple[PlaceComment, ...] = ()
    remark: Comment | None = None
    name: Line | None = None
    affiliation: Line | None = None

    @model_validator(mode="after")
    def _one_or_the_other(self) -> Self:
        if self.agreed and self.comments:
            raise ValueError("either you agree, or something is wrong at a place; say one of them")
        if not (self.agreed or self.comments or self.remark):
            raise ValueError("it says nothing yet; agree, or write what is wrong at its place")
        return self

    def said(self) -> dict[str, object]:
        """What it says of which draft, without the times: the same answer sent twice says the same."""
        return {key: value for key, value in self.plain().items() if key not in ("at", "read_at")}
