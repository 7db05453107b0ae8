"""Comments by the API, each with what it is given."""

from typing import ClassVar

from factcheck.errors import BadInput
from factcheck.model.vocabulary import Act
from factcheck.web.api.call import ActBody, Call, Told
from factcheck.web.api.sent import Number, Word, Words
from factcheck.workflow.claims.comments import CommentPlace, add_comment, reply, resolve


class AddComment(ActBody):
    """Comment on a claim, on its evidence, or on a place in a text; no reader ever sees it."""

    act: ClassVar = Act.COMMENT
    needs_head: ClassVar = False
    text: Words
    """What is to be said."""
    on: Word | None = None
    """What it is on: e1, c1, v1 or "article"; else the claim."""
    quote: Words | None = None
    """The place it is on, by its words in that text."""
    place: Number | None = None
    """Which place, where they stand in several."""
    reply: Word | None = None
    """The comment that this answers, which is open again if it was resolved."""
    to: Word | None = None
    """Who is to answer; else whoever is in charge of the claim."""

    def _do(self, call: Call) -> Told:
        if self.reply is None:
            on = CommentPlace(self.on, self.quote, place=self.place)
            return {"comment": add_comment(call.desk, call.ref, self.text, on, self.to).id}
        if self.on or self.quote or self.place:
            raise BadInput("A reply is on what the comment is on; give it alone.")
        return {"comment": reply(call.desk, call.ref, self.reply, self.text, self.to).id}


class Resolve(ActBody):
    """Resolve comments on a claim; a reply opens one again."""

    act: ClassVar = Act.RESOLVE
    comments: tuple[Word, ...]
    """Their ids, such as m1."""

    def _do(self, call: Call) -> Told:
        resolve(call.desk, call.ref, self.comments)
        return {}


ON_COMMENTS: dict[str, type[ActBody]] = {"comment": AddComment, "resolve": Resolve}
"""From the last word of the address to the act."""
