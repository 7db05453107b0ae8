"""Checks of the verdict in force: whether it still holds, who signed it, and who still has to answer."""

from collections.abc import Iterator

from factcheck.errors import Remedy
from factcheck.model.decide import older_lines
from factcheck.model.editions import OLDER
from factcheck.model.gate.context import CheckResult, GateContext
from factcheck.model.gate.remedies import rate, rate_again
from factcheck.model.key_signatures import IN_WORDS, SignedWith, signed_with
from factcheck.model.vocabulary import CorrectionKind, Status
from factcheck.phrase import Message, Run, comma, listed, say, say_count

_SIGNED = (Status.SIGNED_OFF, Status.PUBLISHED, Status.NEEDS_RECHECK)


def not_signed(asked: GateContext) -> Iterator[CheckResult]:
    """Rule 3: everybody who has to sign has signed."""
    if asked.standing not in _SIGNED:
        place = ("verdicts", asked.verdict.id) if asked.verdict else ("text",)
        yield CheckResult(place, *_lacking(asked))


def _lacking(asked: GateContext) -> tuple[Message, tuple[Remedy]]:
    ref, review, standing = asked.ref, asked.record.review, asked.standing
    if standing is Status.RATED:
        return say("No second person has read the verdict."), (
            Remedy.by("submit", say("Submit it."), ref=ref),
        )
    if standing is Status.IN_REVIEW:
        said = say(
            "{count} of {needed} have signed the verdict.",
            count=len(asked.record.approvals),
            needed=asked.record.reviewers_needed,
        )
        return said, (Remedy.by("approve", say("Sign it."), ref=ref, by=None),)
    if standing is Status.WITHDRAWN:
        return say("The claim is withdrawn."), (
            Remedy.by("add", say("Add it anew under another ref."), text=None),
        )
    if review:
        said = say("{person} returned the verdict: {why}", person=review.by, why=review.comment or "")
        return said, (rate(say("Rate it again."), ref),)
    return say("There is no verdict yet."), (rate(say("Rate it."), ref),)


def signature_void(asked: GateContext) -> Iterator[CheckResult]:
    """Rule 3: a signature counts for what was read."""
    if asked.changed and asked.verdict:
        names = listed([one.by for one in asked.record.approvals])
        yield CheckResult(
            ("verdicts", asked.verdict.id),
            say(
                "{names} signed the verdict, and since then changed: {changed}.",
                names=names,
                changed=comma(asked.changed),
            ),
            rate_again(asked.record),
        )


def verdict_outdated(asked: GateContext) -> Iterator[CheckResult]:
    """Rule 3: a verdict is about the claim and the evidence as they stand."""
    record, verdict = asked.record, asked.verdict
    if not verdict or asked.changed:
        return
    place = ("verdicts", verdict.id)
    if record.changed_since_rated:
        said = say("What the verdict is about was changed after it was given.")
        yield CheckResult(place, said, rate_again(record))
    for retold in record.retold_since_rated:
        gone = all(one.id != retold for one in record.evidence)
        said = (
            say("{evidence} was taken back after the verdict was given.", evidence=retold)
            if gone
            else say("{evidence} was given another stance after the verdict was given.", evidence=retold)
        )
        yield CheckResult(place, said, rate_again(record))
    for drift in record.unjudged_drift:
        said = say(
            "{evidence} is {rung} since the verdict was given.", evidence=drift.evidence, rung=drift.rung
        )
        yield CheckResult(("drift", drift.id, "rung"), said, rate_again(record))
    if record.is_void and record.version and record.version.first.verdict == verdict.id:
        void = next(one for one in record.corrections_since if one.kind is CorrectionKind.VOID)
        yield CheckResult(
            ("corrections", void.id), say("The check was taken back (void)."), rate_again(record)
        )


def too_few_signatures(asked: GateContext) -> Iterator[CheckResult]:
    """What was signed before the desk asked for more signatures gets them before it is published."""
    signed = len(asked.record.approvals)
    if asked.verdict and asked.standing is Status.SIGNED_OFF and signed < asked.reviewers:
        yield CheckResult(
            ("verdicts", asked.verdict.id),
            say(
                "{signed} signed the verdict; the desk asks for {reviewers} by now.",
                signed=signed,
                reviewers=asked.reviewers,
            ),
            (*rate_again(asked.record), Remedy.by("submit", say("Then submit it."), ref=asked.ref)),
        )


def unproved_signature(asked: GateContext) -> Iterator[CheckResult]:
    """Where the desk asks for it, everybody signed with their own key, which held on that day."""
    if not (asked.wants_key and asked.verdict and asked.standing is Status.SIGNED_OFF):
        return
    for review in asked.record.approvals:
        stands = signed_with(asked.record, review, asked.keys)
        if stands and stands is not SignedWith.KEY:
            yield CheckResult(
                ("reviews", review.id),
                say(
                    "{person} signed with {what}; the desk asks for a signature with a key.",
                    person=review.by,
                    what=IN_WORDS[stands],
                ),
                (
                    *rate_again(asked.record),
                    Remedy.by("submit", say("Then submit it."), ref=asked.ref),
                    Remedy.by("approve", say("And sign it."), ref=asked.ref, sign=True, by=None),
                ),
            )


def rating_retired(asked: GateContext) -> Iterator[CheckResult]:
    """A rating is one that the newest version of its scale still has."""
    verdict = asked.verdict
    if not verdict:
        return
    newest = asked.scales.get(verdict.scale)
    if verdict.rating not in {one.id for one in newest.ratings}:
        yield CheckResult(
            ("verdicts", verdict.id, "rating"),
            say(
                '"{rating}" is no rating of version {version} of {title}.',
                rating=verdict.rating,
                version=newest.version,
                title=newest.title,
            ),
            rate_again(asked.record, retired=True),
        )


def contact_open(asked: GateContext) -> Iterator[CheckResult]:
    """Whoever was asked to answer answered, or the desk says that no answer came; what came by a link was noted."""
    for contact in asked.record.contacts:
        if contact.has_news:
            yield CheckResult(
                ("contacts", contact.id),
                say("{contact} answered by a link, and nobody has taken note of it.", contact=contact.id),
                (
                    Remedy.by(
                        "ask",
                        say("Read the answer, and say so."),
                        ref=asked.ref,
                        contact=contact.id,
                        noted=True,
                    ),
                ),
            )
        elif contact.is_open:
            yield CheckResult(
                ("contacts", contact.id),
                say(
                    "{contact} was asked on {day}; what came of it is not recorded.",
                    contact=contact.id,
                    day=Run(contact.asked_on, "day"),
                ),
                (
                    Remedy.by(
                        "contact", say("Record the answer."), ref=asked.ref, contact=contact.id, answered=None
                    ),
                    Remedy.again(say("Or say that none came."), no_answer=True),
                ),
            )


def comments_open(asked: GateContext) -> Iterator[CheckResult]:
    """Every comment is resolved; what it says stays out of the finding, which other programs get too."""
    ref, waiting = asked.ref, asked.record.open_comments
    for comment in waiting[:_MOST_COMMENTS]:
        day = Run(str(asked.day_of(comment.at)), "day")
        said = say(
            "{comment}, by {person} on {day}, is not resolved.",
            comment=comment.id,
            person=comment.by,
            day=day,
        )
        mend = Remedy.by("resolve", say("Where it is settled, resolve it."), ref=ref, comments=comment.id)
        yield CheckResult(("comments", comment.id), said, (mend,))
    if more := waiting[_MOST_COMMENTS:]:
        said = say_count(len(more), "{count} more comment is open.", "{count} more comments are open.")
        yield CheckResult(("comments", more[0].id), said, ())


_MOST_COMMENTS = 20


def same_wording(asked: GateContext) -> Iterator[CheckResult]:
    """One wording has one verdict on the desk."""
    for other in asked.alike:
        if asked.verdict and other.rating != asked.verdict.rating:
            yield CheckResult(
                ("text",),
                say(
                    "{other} says the same and is rated {rating}, not {ours}.",
                    other=other.ref,
                    rating=other.rating,
                    ours=asked.verdict.rating,
                ),
                (Remedy.by("show", say("Read both."), ref=other.ref),),
            )


def relied_on_changed(asked: GateContext) -> Iterator[CheckResult]:
    """What another desk takes back or corrects is looked at where a verdict here relies on it."""
    for one in asked.relied:
        ref, seen = asked.ref, f"{one.url} was looked at again; the verdict stands."
        stands = Remedy.by(
            "note", say("Or, where the verdict stands, note that you saw it."), ref=ref, text=seen
        )
        said = say("Relies on {url}, a check of another desk that {what}.", url=one.url, what=one.what)
        yield CheckResult(("verdicts",), said, (*rate_again(asked.record), stands))


def older_rule(asked: GateContext) -> Iterator[CheckResult]:
    """A line that an older edition of the rules let through is named where today's would not."""
    for line, broken in older_lines(asked.record, asked.scales):
        yield CheckResult((f"history line {line.seq}",), OLDER.format(broken), ())
