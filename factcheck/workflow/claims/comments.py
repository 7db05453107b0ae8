"""Comments on a claim, its evidence or a place in one of its texts; replies to them, and resolving them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.model.comment import ARTICLE, Comment
from factcheck.model.record import Record, next_id
from factcheck.model.vocabulary import Act, MatchQuality
from factcheck.phrase import say
from factcheck.reading.quote.indexed_text import IndexedText
from factcheck.reading.quote.quote_place import QuotePlace, place_of
from factcheck.reading.quote.quotes import find_quote
from factcheck.workflow.act import OpenClaim, decided_anew, open_claim
from factcheck.workflow.articles.coverage import kept_text
from factcheck.workflow.claims.list import claim_and_article
from factcheck.workflow.evidence.cite import QuoteChoice, the_place
from factcheck.workflow.evidence.record_capture import text_of


@dataclass(frozen=True)
class CommentPlace:
    """What a comment is on: a target (e1, c1, v1, "article"; None for the claim) and maybe words in its text.

    `start` and `end` are the code points between which the words stand, `place` is the number of the place, where they
    stand in several.
    """

    target: str | None = None
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    place: int | None = None


WHOLE_CLAIM = CommentPlace()


@decided_anew
def add_comment(
    desk: Desk, ref: str, body: str, on: CommentPlace = WHOLE_CLAIM, to: str | None = None
) -> Comment:
    """Comment on a claim; `to` is who is to answer, else whoever is in charge of the claim.

    NotFound for a target that is not there, BadInput for words that are not in its text, NotSoNow where they stand in
    several places.
    """
    fields = place_fields(desk, ref, on)
    with open_claim(desk, ref) as claim:
        return put_comment(claim, body, fields, to)


@decided_anew
def reply(desk: Desk, ref: str, comment_id: str, body: str, to: str | None = None) -> Comment:
    """Reply to a comment, or to a reply to it; what was resolved is open again. NotFound where there is none."""
    with open_claim(desk, ref) as claim:
        answered = claim.record.comment(comment_id)
        return put_comment(claim, body, {"reply_to": answered.reply_to or answered.id}, to)


@decided_anew
def resolve(desk: Desk, ref: str, comment_ids: Iterable[str]) -> Record:
    """Resolve comments, all or none. RuleRefused for one that is resolved, MovedSince where somebody replied."""
    with open_claim(desk, ref) as claim:
        for comment_id in dict.fromkeys(comment_ids):
            claim.act(Act.RESOLVE, {"resolved": comment_id})
        return claim.record


def place_fields(desk: Desk, ref: str, on: CommentPlace) -> dict[str, Any]:
    """What a comment is on, as its fields; the words are looked for as quotes are. Raises what `add_comment` does."""
    if not on.quote:
        return {"target": on.target} if on.target else {}
    if on.target is None:
        raise BadInput(say("Say in which text the words stand: a capture, a verdict or the article."))
    text, digest = _text(desk, ref, on.target)
    at = _place(ref, text, on.quote, on)
    words = {"exact": at.exact, "prefix": at.prefix, "suffix": at.suffix, "text_digest": digest}
    told = {name: value for name, value in words.items() if value}
    return {"target": on.target, "selector": {"start": at.start, "end": at.end, **told}}


def _place(ref: str, text: str, quote: str, on: CommentPlace) -> QuotePlace:
    """Where the words stand: between the code points that are given, if they do, else wherever they are found."""
    selected = text[on.start : on.end] if on.start is not None and on.end is not None else ""
    if selected and IndexedText(selected).letters == IndexedText(quote).letters:
        start = on.start or 0
        return place_of(IndexedText(text), start, start + len(selected), selected, MatchQuality.EXACT)
    found = find_quote(IndexedText(text), quote)
    if not found.places:
        raise BadInput(say("These words do not stand in {part} of {ref}.", part=on.target or "", ref=ref))
    return the_place(ref, found, QuoteChoice(place=on.place, start=on.start))


def _text(desk: Desk, ref: str, target: str) -> tuple[str, str | None]:
    """The text of a target, and the digest of one that may be revised."""
    record, article = claim_and_article(desk, ref)
    if target == ARTICLE and article and article.record:
        return kept_text(desk.archive, article), article.text_digest
    if target.startswith("c"):
        return text_of(desk, record.capture(target)) or "", None
    if target.startswith("v"):
        return next((one.rationale for one in record.verdicts if one.id == target), ""), None
    raise BadInput(say("There is no text of “{part}” to find words in.", part=target))


def put_comment(claim: OpenClaim, body: str, fields: dict[str, Any], to: str | None = None) -> Comment:
    """One more comment on a claim that is open for acts; who comments on a head they were shown has read it."""
    desk, number = claim.desk, next_id("m", claim.record.comments)
    named = {} if to is None else {"to": desk.member(to)}
    after = claim.act(Act.COMMENT, {"comment": {"id": number, "body": body, **fields, **named}})
    if desk.seen:
        claim.ledger.read_marks.mark(after.id, desk.author, desk.seen, desk.clock())
    return after.comments[-1]
