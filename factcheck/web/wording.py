"""The words for what is to be done and for the fields of claims; the rest is the report's."""

import re
from collections.abc import Mapping
from typing import Any

from factcheck.model.roles import Role, Scope
from factcheck.model.vocabulary import Priority, RecheckResult, Status, Step
from factcheck.phrase import Message, Run, Said, comma, figure, in_sentence, name, say, say_count, sentences
from factcheck.report.outcomes import RUNG
from factcheck.report.wording import day

PRIORITY: Mapping[Priority, Message] = {
    Priority.HIGH: say("High"),
    Priority.NORMAL: say("Normal"),
    Priority.LOW: say("Low"),
}

ROLE: Mapping[Role, Message] = {
    Role.REPORTER: say("Reporter"),
    Role.CHECKER: say("Checker"),
    Role.EDITOR: say("Editor"),
    Role.ADMIN: say("Admin"),
    Role.GUEST: say("Guest"),
}
ROLE_MAY: Mapping[Role, Message] = {
    Role.REPORTER: say("Reporter: enters claims and articles, records sources and quotes them."),
    Role.CHECKER: say("Checker: the same, and gives verdicts."),
    Role.EDITOR: say("Editor: the same, and signs, publishes and corrects."),
    Role.ADMIN: say("Admin: the same, and looks after the people."),
    Role.GUEST: say("Guest: sees nothing of the desk."),
}
SCOPE: Mapping[Scope, Message] = {
    Scope.READ: say("It may read."),
    Scope.ACT: say("It may do what reporters and checkers may."),
    Scope.SIGN: say("It may do what only editors may."),
}

FIELD: Mapping[str, Message] = {
    "text": say("Claim"),
    "status": say("State"),
    "verdict": say("Verdict"),
    "kind": say("What the claim is about"),
    "priority": say("Priority"),
    "claimant": say("Claimant"),
    "assignee": say("Who checks it"),
    "author": say("Who rated it"),
    "reader": say("Who reads it"),
    "article": say("Article"),
    "tags": say("Filed under"),
    "tag": say("Filed under"),
    "deadline": say("Wanted by"),
    "quote": say("The claimant’s exact words"),
    "claimed_on": say("When it was said"),
    "said_in": say("Where it was said"),
    "appearances": say("Links where it appears"),
    "locator": say("Place in the article"),
    "sentence": say("The words of the article"),
    "context": say("Background"),
    "would_settle": say("What would settle it"),
    "language": say("Language"),
    "note": say("Private note"),
}
"""The labels of the fields of a claim."""

SOURCE_FIELD: Mapping[str, Message] = {
    "url": say("Link"),
    "archived_url": say("Link to a copy that others keep"),
    "title": say("Title"),
    "publisher": say("Publisher"),
    "author": say("Author"),
    "published_on": say("Published on"),
    "kind": say("Kind of source"),
    "origin": say("Label that copies of one report share"),
    "language": say("Language"),
    "note": say("What a reader should know of it"),
    "party_to_dispute": say("A party to the dispute"),
    "confidential": say("A confidential source"),
}
"""The labels of the fields of a source."""

ARTICLE_FIELD: Mapping[str, Message] = {
    "title": say("Title"),
    "url": say("Where it is published"),
    "publisher": say("Publisher"),
    "byline": say("Who wrote it"),
    "published_on": say("Published on"),
    "language": say("Language"),
    "context": say("What a reader needs to know of it"),
}
"""The labels of the fields of an article."""

DATES = say("Such as 2011, 2011-12, 2011-12-25 or 1997/2012.")
ONE_A_LINE = say("One a line.")
WHY = say("The reason")


def reason(fact: Mapping[str, Any], today: str) -> Said:
    """Why somebody has to act, and by when; `fact` is one of what is to be done, `today` a day such as 2026-11-29."""
    due = fact["due"]
    if not due:
        return _reason(fact)
    late = say("Overdue since {day}.", day=day(due)) if due < today else say("Wanted by {day}.", day=day(due))
    return sentences(Run(late, "strong") if due < today else late, _reason(fact))


def _reason(fact: Mapping[str, Any]) -> Message:
    told = {"why": fact["reason"] or "", "person": fact["author"] or ""}
    reader = fact["reader"] or ""
    match fact["step"]:
        case Step.CHECK if fact["status"] is Status.UNVERIFIED:
            return say("Not begun.")
        case Step.CHECK:
            return say("No quote yet.")
        case Step.RATE:
            return say("Quoted, not rated.")
        case Step.SUBMIT | Step.REVIEW:
            return say("Rated by {person}, not signed.", person=told["person"])
        case Step.RETURNED:
            return say("Sent back by {person}: {why}", person=reader, why=told["why"])
        case Step.PUBLISH if fact["reason"]:
            return say("The correction is not published yet: {why}", why=told["why"])
        case Step.PUBLISH:
            return say("Signed by {person}.", person=reader)
        case Step.RECHECK:
            return say("Changed since: {why}.", why=comma([*map(_change, told["why"].split(", "))]))
    return _of_others(fact, told["why"])


def _change(one: str) -> Said:
    """A field that changed as the model names it, or a quote with what was found of it."""
    found = _LOOKED_AT.fullmatch(one)
    if found is None:
        return name(one)
    quote = say("evidence {number}", number=figure(found[1]))
    return say("{act}: {outcome}", act=quote, outcome=in_sentence(RUNG[RecheckResult(found[2])]))


_LOOKED_AT = re.compile(r"evidence e(\d+) \(([a-z-]+)\)")


def _of_others(fact: Mapping[str, Any], why: str) -> Message:
    """What somebody said, or has not said yet; of comments how many are open, and the one that waits longest."""
    match fact["step"]:
        case Step.COMMENT:
            number = fact["open_comments"]
            return say_count(
                number, "{count} comment is open. {why}", "{count} comments are open. {why}", why=why
            )
        case Step.ANSWERED:
            return say("{person} answered.", person=why)
    return say("{person} was asked and has not answered.", person=why)
