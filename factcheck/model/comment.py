"""A comment on a claim or a place in it, with the terms of the W3C Web Annotation model: body, target, selector."""

from collections.abc import Iterable, Sequence
from typing import Annotated

from pydantic import StringConstraints

from factcheck.model.evidence import Position
from factcheck.model.text import Line, Prose, Sha256, ShortId, one_line
from factcheck.model.value import Instant, Value
from factcheck.person_names import same_person

ARTICLE = "article"
"""The target of a comment on the article that the claim was taken from."""

CommentTarget = Annotated[str, StringConstraints(pattern=rf"^({ARTICLE}|[ecv][1-9][0-9]*)$")]
"""What a comment is on: evidence (e1), a capture (c1), the reasons of a verdict (v1), or the article."""


class TextSelector(Position):
    """Words with their place in a text and what stands on either side (TextPositionSelector, TextQuoteSelector).

    `text_digest` names the text where it may be revised, as that of an article.
    """

    exact: Prose
    prefix: Prose | None = None
    suffix: Prose | None = None
    text_digest: Sha256 | None = None


class Comment(Value):
    """What somebody said of a claim; it never leaves the desk.

    Without a `target` it is on the claim; `selector` is the place in the target's text. A reply names in `reply_to`
    the comment that began the thread, and has no target of its own. `to` is who is to answer. Of a comment that began
    a thread, `resolved_by` and `resolved_at` say who resolved it; None while it is open.
    """

    id: ShortId
    body: Prose
    target: CommentTarget | None = None
    selector: TextSelector | None = None
    reply_to: ShortId | None = None
    to: Line | None = None
    by: Line
    at: Instant
    resolved_by: Line | None = None
    resolved_at: Instant | None = None

    @property
    def motivation(self) -> str:
        """Why it was written, in the words of the W3C: "commenting" or "replying"."""
        return "replying" if self.reply_to else "commenting"

    @property
    def is_open(self) -> bool:
        """Whether it began a thread that nobody resolved."""
        return self.reply_to is None and self.resolved_at is None


_SHORT = 200
Thread = Sequence[Comment]
"""A comment with the replies to it, oldest first."""


def threads(comments: Iterable[Comment]) -> list[Thread]:
    """Comments, oldest first, each with the replies to it."""
    found: dict[str, list[Comment]] = {}
    for one in comments:
        found.setdefault(one.reply_to or one.id, []).append(one)
    return [*found.values()]


def shortened(comment: Comment) -> str:
    """What it says, on one line of at most 200 characters."""
    said = one_line(comment.body)
    return said if len(said) <= _SHORT else f"{said[: _SHORT - 1]}…"


def who_answers(thread: Thread, owner: str) -> str:
    """For whom an open thread waits: whom its last comment names, else whoever spoke before that.

    What nobody else has answered yet waits for `owner`, who is in charge of the claim.
    """
    last = thread[-1]
    others = (one.by for one in reversed(thread) if not same_person(one.by, last.by))
    return last.to or next(others, owner)
