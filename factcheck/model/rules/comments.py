"""What a comment is on and what is replied to is on record, and only an open comment is resolved."""

from factcheck.errors import BadInput, NotFound, Remedy, RuleRefused
from factcheck.model.claim_step import ClaimStep
from factcheck.model.comment import ARTICLE
from factcheck.model.record import Record
from factcheck.phrase import say


def comment_is_on_what_is_there(step: ClaimStep) -> None:
    """Its target is on record, also where it was taken back since; a place is one in a text."""
    record, comment = step.before, step.part
    target = comment.target
    if comment.selector and (target is None or target.startswith("e")):
        raise BadInput(say("A comment on a place names the text: a capture, a verdict or the article."))
    if target and target not in _targets(record):
        on, ref = ", ".join(_targets(record)), record.claim.ref
        known = [say("Comment on: {parts}.", parts=on)] if on else [say("Comment on the claim itself.")]
        raise NotFound(say("{ref} has no “{part}” to comment on.", ref=ref, part=target), remedies=known)


def _targets(record: Record) -> list[str]:
    """Everything that a comment can be on beside the claim."""
    evidence = [one.id for one in (*record.evidence, *record.dropped)]
    texts = [*(one.id for one in record.captures), *(one.id for one in record.verdicts)]
    return [*evidence, *texts, *([ARTICLE] if record.claim.article else [])]


def reply_is_to_a_comment(step: ClaimStep) -> None:
    """A reply is to a comment that began a thread, and is on what that is on."""
    comment = step.part
    if comment.reply_to is None:
        return
    if comment.target or comment.selector:
        raise BadInput(
            say("A reply is on what {comment} is on; it names nothing else.", comment=comment.reply_to)
        )
    if first := step.before.comment(comment.reply_to).reply_to:
        raise BadInput(
            say("{reply} is a reply itself. Reply to {comment}.", reply=comment.reply_to, comment=first)
        )


def resolved_comment_is_open(step: ClaimStep) -> None:
    """What is resolved began a thread and is open."""
    record = step.before
    comment = record.comment(str(step.line.body.get("resolved")))
    if comment.reply_to:
        raise BadInput(
            say("{reply} is a reply. Resolve {comment}.", reply=comment.id, comment=comment.reply_to)
        )
    if not comment.is_open:
        again = Remedy.by(
            "comment", say("Reply to open it again."), ref=record.claim.ref, text=None, reply=comment.id
        )
        by = comment.resolved_by or ""
        raise RuleRefused(
            5, say("{comment} was resolved by {person} already.", comment=comment.id, person=by), again
        )
