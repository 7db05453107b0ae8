"""Rules 1 to 3 of verdicts: what a rating rests on, that conflict stays visible, and that a second person signs."""

from collections.abc import Callable, Iterator

from factcheck.errors import BadInput, Remedy, RuleRefused
from factcheck.model.claim_step import ClaimStep
from factcheck.model.next_step import may_not_sign, named_reader
from factcheck.model.signing import scale_of
from factcheck.model.status import status
from factcheck.model.vocabulary import Act, Decision, Status
from factcheck.person_names import looks_like, same_person
from factcheck.phrase import Said, listed, name, say, say_count


def wording_is_the_claims(step: ClaimStep) -> None:
    """Rule 1: a verdict rates the claim's exact wording."""
    record, verdict = step.before, step.part
    if verdict.wording != record.claim.text:
        raise RuleRefused(
            1,
            say("this verdict rates another wording than {ref} has.", ref=record.claim.ref),
            say("Rate the claim as it stands."),
        )


def has_grounds(step: ClaimStep) -> None:
    """Rule 1: a rating rests on cited evidence; one outside the truth order on a recorded attempt."""
    record, verdict = step.before, step.part
    rating = scale_of(verdict, step.scales).rating(verdict.rating)
    if rating.order is not None and not verdict.cites:
        raise RuleRefused(
            1,
            say('"{rating}" rests on no evidence.', rating=verdict.rating),
            Remedy.by(
                "cite",
                say("Quote some first."),
                ref=record.claim.ref,
                source=None,
                quote=None,
                stance="supports",
            ),
        )
    if not record.sources:
        raise RuleRefused(
            1,
            say('"{rating}" needs at least one recorded attempt to find out.', rating=verdict.rating),
            Remedy.by("source", say("Record where you looked."), ref=record.claim.ref, url=None),
        )


def cites_what_was_looked_at(step: ClaimStep) -> None:
    """Rule 1: words that a program read on a picture are no evidence before a person has held them against it."""
    record = step.before
    unseen = [one.id for one in record.cited(step.part) if one.awaits_a_look]
    if unseen:
        ref = record.claim.ref
        raise RuleRefused(
            1,
            say(
                "a program read the words of {evidence} on a picture, and nobody has held them against it.",
                evidence=listed(unseen),
            ),
            Remedy.by("amend", say("Look at it and say so."), ref=ref, evidence=unseen[0], looked=True),
            Remedy.by("drop", say("Or take it back."), ref=ref, evidence=unseen[0], why=None),
        )


def conflict_is_resolved(step: ClaimStep) -> None:
    """Rule 2: with evidence for and against, a verdict says how it settles that."""
    record, verdict = step.before, step.part
    if record.in_conflict and not verdict.resolves:
        raise RuleRefused(
            2,
            say("{ref} has evidence for and against it.", ref=record.claim.ref),
            Remedy.again(say("Say in words how the verdict settles that."), resolves=None),
        )


def only_what_is_rated_is_submitted(step: ClaimStep) -> None:
    """Rule 3: a second person reads a verdict that stands as it was given; while it is read, it may be handed over."""
    ref, standing = step.before.claim.ref, status(step.before, step.scales)
    handed_over = standing is Status.IN_REVIEW and "to" in step.line.body
    if standing is not Status.RATED and not handed_over:
        raise RuleRefused(
            3,
            say(
                "only a rated claim can be read by a second person, and {ref} is {standing}.",
                ref=ref,
                standing=standing,
            ),
            *_towards_review(ref, standing),
        )


def verdict_in_force_is_in_review(step: ClaimStep) -> None:
    """Rule 3: what is decided on is the verdict in force, and it was submitted."""
    record = step.before
    ref, standing = record.claim.ref, status(record, step.scales)
    if standing is not Status.IN_REVIEW:
        raise RuleRefused(
            3,
            say("{ref} is {standing}, not in review.", ref=ref, standing=standing),
            *_towards_review(ref, standing),
        )
    if not record.verdict or step.part.verdict != record.verdict.id:
        raise RuleRefused(
            3,
            say("another verdict on {ref} was read than the one in force.", ref=ref),
            Remedy.by("show", say("Read it again."), ref=ref),
        )


def _towards_review(ref: str, standing: Status) -> Iterator[Remedy]:
    """What brings a claim that is not there yet before a second person."""
    match standing:
        case Status.RATED:
            yield Remedy.by("submit", say("Submit it first."), ref=ref)
        case Status.IN_REVIEW:
            yield Remedy.by("approve", say("It is with the reviewer already; sign it."), ref=ref)
            yield Remedy.by("return", say("Or send it back."), ref=ref, why=None)
        case Status.SIGNED_OFF:
            yield Remedy.by("publish", say("It is signed already. Publish it."), ref=ref)
        case Status.PUBLISHED:
            yield Remedy.by("correct", say("It is published already. Correct it."), ref=ref)
        case _:
            yield Remedy.by("rate", say("Rate it first."), ref=ref, rating=None, because=None)


def named_reader_may_sign(step: ClaimStep) -> None:
    """Rule 3: whoever is named as the reader did not give or enter the verdict, and has not signed it already."""
    record, body = step.before, step.line.body
    if "to" not in body:
        return
    reader, ref = body["to"], record.claim.ref
    if not isinstance(reader, str) or not reader.strip():
        raise BadInput(say("Say who is to read {ref}; the name is blank.", ref=ref))
    before = next((one for one in may_not_sign(record) if looks_like(reader, one)), None)
    if before:
        raise RuleRefused(
            3,
            say("{person} gave this verdict or signed it already.", person=_named(reader, before)),
            Remedy.again(say("Name another."), to=None),
        )
    asked = named_reader(record)
    if asked and status(record, step.scales) is Status.IN_REVIEW and same_person(asked, reader):
        raise RuleRefused(
            3,
            say("{ref} is with {person} already.", ref=ref, person=asked),
            Remedy.again(say("Name another."), to=None),
        )


def reader_is_a_second_person(step: ClaimStep) -> None:
    """Rule 3: neither who gave the verdict nor who entered it signs it, unless the desk is declared solo.

    Where it was taken over, whoever gave it there gave it.
    """
    _is_not_by_the_author(step, _written_alike)


def reader_is_nobody_alike(step: ClaimStep) -> None:
    """Rule 3: nor does anybody whose name is another spelling of theirs, or only looks like theirs."""
    _is_not_by_the_author(step, looks_like)


def _is_not_by_the_author(step: ClaimStep, alike: Callable[[str, str], bool]) -> None:
    record, review = step.before, step.part
    rated = [event for event in record.events if event.act is Act.RATE][-1]
    gave = [rated.by, record.verdicts[-1].by, *([record.taken_over.by] if record.taken_over else ())]
    author = next((one for one in gave if alike(review.by, one)), None)
    if author and not review.solo and review.decision is Decision.APPROVE:
        raise RuleRefused(
            3,
            say("{person} gave this verdict and cannot sign it too.", person=_named(review.by, author)),
            Remedy.again(say("Let a second person sign."), by=None),
            say("A desk of one says so in factcheck.toml: solo = true"),
        )


def nobody_signs_twice(step: ClaimStep) -> None:
    """Rule 3: where several have to sign, each signature is another person's."""
    _did_not_sign(step, _written_alike)


def nobody_alike_signs_twice(step: ClaimStep) -> None:
    """Rule 3: and none of them has a name that is another spelling of one before, or only looks like it."""
    _did_not_sign(step, looks_like)


def _did_not_sign(step: ClaimStep, alike: Callable[[str, str], bool]) -> None:
    record, review = step.before, step.part
    before = next((one.by for one in record.approvals if alike(review.by, one.by)), None)
    if before and review.decision is Decision.APPROVE:
        more = record.reviewers_needed - len(record.approvals)
        raise RuleRefused(
            3,
            say("{person} has signed {ref} already.", person=_named(review.by, before), ref=record.claim.ref),
            Remedy.again(
                say_count(more, "It needs {count} more person.", "It needs {count} more people."),
                by=None,
            ),
        )


def _named(person: str, known: str) -> Said:
    """Who acts, as the one who acted before: the name alone, or both where they are written in two ways."""
    if person == known:
        return name(person)
    if same_person(person, known):
        return say("{person} (another spelling of {known})", person=person, known=known)
    return say("{person} (which looks like {known})", person=person, known=known)


def _written_alike(name: str, other: str) -> bool:
    """The same person as the first two editions had it: case and white space apart, letter by letter."""
    return " ".join(name.casefold().split()) == " ".join(other.casefold().split())
