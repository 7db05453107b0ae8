"""Today: what waits for whoever is here or for somebody who is named, by step, and how much waits for everybody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from factcheck.errors import NotFound
from factcheck.report.phrase import Message, Said, name
from factcheck.web.links import LINKS
from factcheck.web.visit import Visit
from factcheck.web.wording import STEP, reason
from factcheck.workflow.claims.todo import Todo, todo

LIMIT = 100
"""Things that are shown."""


@dataclass(frozen=True, slots=True)
class TodoRow:
    """One thing to do: the claim, why, and who; `who` is blank where anybody may."""

    href: str
    text: str
    lang: str
    who: str
    why: Said


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
    found = _of(visit, person) if person else todo(visit.desk, limit=LIMIT)
    return visit.page(
        "today",
        person=person,
        groups=list(_groups(visit, found)),
        shown=len(found.rows),
        found=found,
        everybody=everybody,
    )


def _of(visit: Visit, person: str) -> Todo:
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
    return TodoRow(href, fact["text"], visit.site.edition.lang(fact["language"]), who, reason(fact, day))
