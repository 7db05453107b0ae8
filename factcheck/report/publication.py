"""What readers of a published check are told around its record: its versions, whether it holds, and who was asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.model.public import PublicCheck, PublicState
from factcheck.model.publication import Contact
from factcheck.phrase import NOTHING, Message, Said, figure, link, lowered, say
from factcheck.report.urls import Links
from factcheck.report.wording import day_of, when


@dataclass(frozen=True, slots=True)
class Reply:
    """Somebody the desk asked to answer; `asked` and `answered` are the words, where they were written down."""

    who: str
    how: Said
    asked: str
    came: Said
    answered: str


def published_on(check: PublicCheck) -> Message:
    """When it went out; of a later version also when the first one did."""
    if check.version == 1:
        return say("Published on {day}.", day=day_of(check.at))
    return say(
        "First published on {first}. Version {number} came out on {day}.",
        first=day_of(check.first_at),
        number=figure(check.version),
        day=day_of(check.at),
    )


def state_notice(check: PublicCheck, to: Links) -> Said:
    """That the check does not stand, or that somebody is at it."""
    if check.state is not PublicState.SUPERSEDED:
        return _NOTICES.get(check.state, NOTHING)
    now = to.claim(check.record.claim.ref)
    return say(
        "An earlier version, replaced on {day}. <now>The check as it stands now</now>, and <why>what changed</why>.",
        day=day_of(dict(check.versions)[check.version + 1]),
        now=link(now),
        why=link(f"{now}#corrections"),
    )


def redaction_notices(check: PublicCheck) -> Iterator[Said]:
    """That words of the check were taken out for good, with the day, the person and the reason."""
    for one in check.redactions:
        yield say(
            "Taken out of this check for good on {day}, by {person}: {why}",
            day=day_of(one.at),
            person=one.by,
            why=one.why,
        )


_NOTICES = {
    PublicState.VOID: say(
        "The desk has taken this check back. It stays here so that you can see what it said; do not rely on it."
    ),
    PublicState.UNDER_CORRECTION: say(
        "This check is being corrected. It stands here as it was published until then."
    ),
    PublicState.RECHECK: say(
        "Something this check rests on has changed since it was published. The desk is looking at it again."
    ),
}


def reply(contact: Contact, check: PublicCheck) -> Reply:
    """What was asked of somebody, and what came of it."""
    asked = when(contact.asked_on)
    how = say("Asked {when}, {how}.", when=asked, how=lowered(contact.how))
    if contact.answered_on:
        came = say("Answered {when}.", when=when(contact.answered_on))
    elif contact.no_answer:
        came = say("Did not answer.")
    else:
        came = say("Had not answered when this was published on {day}.", day=day_of(check.at))
    return Reply(contact.who, how, contact.asked or "", came, contact.answered or "")


def other_versions(check: PublicCheck, to: Links) -> Iterator[Message]:
    """Every other version, newest first, with the time it stood."""
    ref, ends = check.record.claim.ref, dict(check.versions)
    for number, out in reversed(check.versions):
        if number == check.version:
            continue
        if end := ends.get(number + 1):
            said = say("<version>Version {number}</version>, published on {day} and replaced on {end}.")
            places = {"version": link(to.version(ref, number)), "end": day_of(end)}
        else:
            said = say("<version>Version {number}</version>, published on {day}, the check as it stands now.")
            places = {"version": link(to.claim(ref))}
        yield said.at(number=figure(number), day=day_of(out), **places)
