"""Today: what waits for whoever is here or for somebody who is named, by step, and how much waits for everybody."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.responses import Response

from factcheck.errors import BadInput, NotFound, did_you_mean
from factcheck.model.vocabulary import Step
from factcheck.phrase import Message, Said, name, say, say_count
from factcheck.report.wording import STEP
from factcheck.web.acts.on_evidence import SOURCE
from factcheck.web.acts.on_published import ANSWER
from factcheck.web.acts.on_verdicts import RATE, SUBMIT
from factcheck.web.links import LINKS
from factcheck.web.pages.history import desk_line_row
from factcheck.web.pages.jobs import jobs_beside
from factcheck.web.pages.outside import ANSWERS, ASKED
from factcheck.web.visit import Visit
from factcheck.web.wording import reason
from factcheck.workflow.claims.history import NarrowedHistory, newest_lines
from factcheck.workflow.claims.todo import Today, Todo, todo
from factcheck.workflow.claims.todo import today as find_today

MOST, MOST_OF_ONE = 10, 100
"""Things that are shown of each step, and of one that is asked for alone."""
LAST = 10
"""Acts of one's own that are shown."""
Found = TypeVar("Found", Today, Todo)


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
    """What is to be done by the same step: the first, how many in all and at the whole desk, and the link to all."""

    step: str
    title: Message
    rows: tuple[TodoRow, ...]
    number: int
    of: int
    overdue: int
    all: str


def today(visit: Visit) -> Response:
    """`/`: what is to be done, by whoever is here; `?for=NAME` by somebody else, `?for=` by everybody.

    `?step=STEP` shows more of that step alone.
    """
    person, step = visit.query.get("for", visit.desk.author), visit.query.get("step", "")
    if step and step not in [*Step]:
        raise BadInput(f'"{step}" is no step. {did_you_mean(step, [*Step])}')
    most = MOST_OF_ONE if step else MOST
    found = _of(visit, person, lambda name: find_today(visit.desk, name, most))
    mine = NarrowedHistory(visit.desk.author)
    return visit.page(
        "today",
        person=person,
        step=step,
        groups=list(_groups(visit, found, person, step)),
        found=found,
        jobs=jobs_beside(visit),
        last=[desk_line_row(visit, one) for one in newest_lines(visit.desk, LAST, mine)] if not step else [],
    )


def waiting(visit: Visit, person: str) -> Todo:
    """What a person may do, in one list, the most pressing first."""
    return _of(visit, person, lambda name: todo(visit.desk, name, limit=MOST_OF_ONE))


def _of(visit: Visit, person: str, find: Callable[[str | None], Found]) -> Found:
    """What is found of a person; of whoever is here what is found of everybody, where no name is known here yet."""
    try:
        return find(person or None)
    except NotFound:
        if person != visit.desk.author:
            raise
        return find(None)


def _groups(visit: Visit, found: Today, person: str, step: str) -> Iterator[TodoGroup]:
    by_step = {one.step: one for one in found.steps}
    for of, title in STEP.items():
        one = by_step[of]
        if one.number and step in ("", of):
            rows = tuple(todo_row(visit, fact) for fact in one.facts)
            link = LINKS.todo(person, of) if len(rows) < one.number and not step else ""
            yield TodoGroup(str(of), title, rows, one.number, one.of, one.overdue, link)


def todo_row(visit: Visit, fact: Mapping[str, Any]) -> TodoRow:
    """One of what is to be done as a list of the desk shows it."""
    day = visit.desk.today().isoformat()
    href, who = LINKS.claim(fact["ref"]), fact["who"] or ""
    if fact["step"] is Step.REPEATED:
        places = say_count(fact["count"], "In {count} place.", "In {count} places.")
        look = (LINKS.appearances(fact["ref"]), say("Look and decide"))
        return TodoRow(href, fact["text"], visit.site.edition.lang(fact["language"]), who, places, look)
    if "text" not in fact:  # of a check of others that changed, which tells its reason itself
        return TodoRow(href, fact["ref"], "", who, name(fact["why"], "en"))
    if fact["step"] is Step.COMMENT:
        href = LINKS.comment(fact["ref"], fact["id"])
    lang, page = visit.site.edition.lang(fact["language"]), _PAGES.get(fact["step"])
    if fact.get("is_article"):
        there = LINKS.article_act(fact["ref"], "ask")
        label = ANSWERS if fact["step"] is Step.ANSWERED else ASKED
        about = (LINKS.article(fact["ref"]), fact["text"], lang)
        return TodoRow(*about, who, reason(fact, day), (there, label))
    asked = f"?contact={fact['id']}" if fact["step"] is Step.ASK else ""
    done = (f"{LINKS.act(fact['ref'], page[0])}{asked}", page[1]) if page else None
    return TodoRow(href, fact["text"], lang, who, reason(fact, day), done)


_PAGES = {
    Step.CHECK: ("source", SOURCE.title),
    Step.RATE: ("rate", RATE.title),
    Step.SUBMIT: ("submit", SUBMIT.title),
    Step.REVIEW: ("review", say("Read and sign")),
    Step.PUBLISH: ("publish", say("Publish")),
    Step.ANSWERED: ("ask", ANSWERS),
    Step.ASK: ("answer", ANSWER.title),
}
"""Where a step is taken; what was returned or has changed is to be read first."""
