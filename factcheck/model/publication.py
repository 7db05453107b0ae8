"""What readers have seen: publications, the corrections of what was published, and whom the desk asked to answer."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from factcheck.model.dates import EdtfDate
from factcheck.model.links import Link
from factcheck.model.log_leaf import LogLeaf
from factcheck.model.outside_answer import OutsideAnswer
from factcheck.model.text import ClaimText, Line, Prose, Ref, Sha256, ShortId
from factcheck.model.value import Instant, Value
from factcheck.model.vocabulary import CorrectionKind


class Publication(Value):
    """One printing of a check's public pages: `pages` gives the SHA-256 of each by its path in the site.

    `version` counts what was signed and published; a printing with the same number shows the same check, with
    a notice or a layout that is new. `digest` is that of the sign-off the version rests on, `leaf` where it stands in
    the desk's public log; printings from before there was one have none.
    """

    id: ShortId
    version: Annotated[int, Field(ge=1)]
    verdict: ShortId
    digest: Sha256
    url: Link
    pages: dict[Line, Sha256]
    by: Line
    at: Instant
    leaf: LogLeaf | None = None


class Stated(Value):
    """What a check tells its readers in short: the wording that was rated, the rating, the summary."""

    wording: ClaimText
    rating: Ref
    scale: Ref
    scale_version: int
    summary: Prose | None = None


class Correction(Value):
    """A change of a published check, in the open (schema.org CorrectionComment).

    `before` is what was published, `after` what the version says that carries the correction; a void check
    has none. `version` is that version, none while it is not out yet.
    """

    id: ShortId
    kind: CorrectionKind
    what: Prose
    why: Prose
    before: Stated
    after: Stated | None = None
    version: int | None = None
    by: Line
    at: Instant


class Contact(Value):
    """A person or an institution that was asked to answer: who, how, when, and what came of it.

    Without `public` it never leaves the desk. `asked` and `answered` are the words, where somebody wrote them down.
    `wanted_by` is the last day on which an answer is expected. `answers` are those that came by a link to a draft; they
    stay with the desk in any case, which says in `answered` what of them it tells readers. `noted` is how many of them
    somebody at the desk has taken note of.
    """

    id: ShortId
    who: Line
    how: Line
    asked_on: EdtfDate
    asked: Prose | None = None
    answered_on: EdtfDate | None = None
    answered: Prose | None = None
    no_answer: bool = False
    public: bool = False
    wanted_by: EdtfDate | None = None
    answers: tuple[OutsideAnswer, ...] = ()
    noted: Annotated[int, Field(ge=0)] = 0

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return not self.answered_on and not self.no_answer

    @property
    def has_news(self) -> bool:
        """Whether an answer came by a link that nobody at the desk has taken note of."""
        return len(self.answers) > self.noted

    def for_readers(self) -> "Contact":
        """What of it may be public."""
        return self.model_copy(update={"wanted_by": None, "answers": (), "noted": 0})

    @model_validator(mode="after")
    def _answered_or_not(self) -> Self:
        if self.no_answer and self.answered_on:
            raise ValueError("either there was an answer or there was none; give one of them")
        if self.answered and not self.answered_on:
            raise ValueError("an answer has the day it came, in answered_on")
        return self
