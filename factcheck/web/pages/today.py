"""Today: what waits for whoever is here or for somebody who is named, by step, and how much waits for everybody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from factcheck.errors import NotFound
from factcheck.model.vocabulary import Step
from factcheck.phrase import Message, Said, name, say
from factcheck.report.wording import STEP
from factcheck.web.acts.on_evidence import SOURCE
from factcheck.web.acts.on_verdicts import RATE, SUBMIT
from factcheck.web.links import LINKS
from factcheck.web.pages.outside import ANSWERS, TITLE
from factcheck.web.visit import Visit
from factcheck.web.wording import reason
from factcheck.workflow.claims.todo import Todo, todo

LIMIT = 100
"""Things that are shown."""


@dataclass(frozen=True, slots=True)
class TodoRow:
    """One thing to do: the claim, why, and who; `who` is blank where anybody may.

    `page` is where it is done, and what that page is called; None where the claim is to be read first.
    """

    href: str
    text: str
    lang: str
    who: str
    why: Said
    page: tuple[str, Message] | None = None


@dataclass(frozen=True, slots=True)
class TodoGroup:
    """What is to be done by the same step."""

    step: str
    title: Message
    rows: tuple[TodoRow, ...]


def today(visit: Visit) -> Response:
    """`/`: what is to be done, by whoever is here; `?for=NAME` by somebody else, `?for=` by everybody."""
    person: str | None = visit.query.get("for", visit.desk.author)
    everybody = todo(visit.desk, limit=0)
    found = waiting(visit, person) if person else todo(visit.desk, limit=LIMIT)
    return visit.page(
        "today",
        person=person,
        groups=list(_groups(visit, found)),
        shown=len(found.rows),
        found=found,
        everybody=everybody,
    )


def waiting(visit: Visit, person: str) -> Todo:
    """What a person may do; whoever is here may have no name that this desk knows yet."""
    try:
        return todo(visit.desk, person, limit=LIMIT)
    except NotFound:
        if person != visit.desk.author:
            raise
        return todo(visit.desk, limit=LIMIT)


def _groups(visit: Visit, found: Todo) -> Iterator[TodoGroup]:
    day = visit.desk.today().isoformat()
    for step, title in STEP.items():
        rows = tuple(_row(visit, fact, day) for fact in found.facts if fact["step"] is step)
        if rows:
            yield TodoGroup(str(step), title, rows)


def _row(visit: Visit, fact: Mapping[str, Any], day: str) -> TodoRow:
    href, who = LINKS.claim(fact["ref"]), fact["who"] or ""
    if "text" not in fact:  # of a check of others that changed, which tells its reason itself
        return TodoRow(href, fact["ref"], "", who, name(fact["why"], "en"))
    lang, page = visit.site.edition.lang(fact["language"]), _PAGES.get(fact["step"])
    if fact.get("is_article"):
        there = LINKS.article_act(fact["ref"], "ask")
        return TodoRow(
            LINKS.article(fact["ref"]), fact["text"], lang, who, reason(fact, day), (there, ANSWERS)
        )
    done = (LINKS.act(fact["ref"], page[0]), page[1]) if page else None
    return TodoRow(href, fact["text"], lang, who, reason(fact, day), done)


_PAGES = {
    Step.CHECK: ("source", SOURCE.title),
    Step.RATE: ("rate", RATE.title),
    Step.SUBMIT: ("submit", SUBMIT.title),
    Step.REVIEW: ("review", say("Read and sign")),
    Step.PUBLISH: ("publish", say("Publish")),
    Step.ASK: ("ask", TITLE),
    Step.ANSWERED: ("ask", ANSWERS),
}
"""Where a step is taken; what was returned or has changed is to be read first."""
