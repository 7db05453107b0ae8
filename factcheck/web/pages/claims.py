"""The list of claims: narrowed, sorted and paged by the address, which can be kept and passed on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from factcheck.errors import BadInput, did_you_mean
from factcheck.model.list_words import EQUAL, SORTS
from factcheck.model.vocabulary import ClaimKind, Priority, Status
from factcheck.phrase import Message, Said, comma, say, say_count
from factcheck.report.edition import Badge
from factcheck.report.list_rows import ListRow
from factcheck.report.wording import CLAIM_KIND, STATUS, day
from factcheck.store.listing import ListPage
from factcheck.web.forms import Choice, choices
from factcheck.web.links import LINKS
from factcheck.web.pages.selected import pick_of
from factcheck.web.visit import Visit
from factcheck.web.wording import FIELD, PRIORITY
from factcheck.workflow.claims.list import Wanted, list_page

LIMIT = 50
"""Claims of one page."""
_WORDS = (
    "ref",
    "text",
    "language",
    "claimant",
    "status",
    "verdict",
    "assignee",
    "deadline",
    "article",
    "head",
    "open_comments",
)
_KNOWN = ("status", *EQUAL, "words", "tag", "deadline", "overdue", "sort", "after")


@dataclass(frozen=True, slots=True)
class Filter:
    """A field by which the list is narrowed; with `choices` one of them, else what is typed."""

    name: str
    label: Message
    value: str
    choices: tuple[Choice, ...] = ()


def claims(visit: Visit) -> Response:
    """`/claims`: claims in the order of entry or sorted; the address has the names of the command's options."""
    given = {name: value for name, value in visit.query.items() if name in _KNOWN and value.strip()}
    _check_choices(given)
    tags = [one for one in visit.query.getlist("tag") if one.strip()]
    equal = {name: given[name] for name in EQUAL if name in given}
    statuses = [given["status"]] if "status" in given else []
    wanted = Wanted(
        equal, tags, given.get("words"), given.get("deadline"), "overdue" in given, statuses=statuses
    )
    sort = given.get("sort") or ("deadline" if wanted.overdue else None)
    rows = list_page(visit.desk, _WORDS, wanted, ListPage(sort, LIMIT + 1, given.get("after")))
    shown = rows[:LIMIT]
    chosen = {**given, "tag": tags}
    return visit.page(
        "claims",
        rows=[(_row(visit, row), pick_of(row["ref"], row["head"])) for row in shown],
        all_ticked="all" in visit.query,
        tick_all=LINKS.claims(**chosen, all="1"),
        back=urlencode(chosen, doseq=True),
        filters=list(_filters(visit, given, tags)),
        sorts=choices({word: FIELD[word] for word in SORTS}, given.get("sort")),
        given=given,
        narrowed=bool(given.keys() - {"sort", "after"}),
        more=LINKS.claims(**chosen | {"after": shown[-1]["ref"]}) if len(rows) > LIMIT else "",
        first=LINKS.claims(**{name: one for name, one in chosen.items() if name != "after"}),
    )


def _check_choices(given: Mapping[str, str]) -> None:
    """BadInput where the address holds a word that is none of those there are; a form offers only these."""
    closed = {"status": Status, "kind": ClaimKind, "priority": Priority, "sort": SORTS}
    for name, words in closed.items():
        known = [str(word) for word in words]
        if name in given and given[name] not in known:
            raise BadInput(f'"{given[name]}" is no {name}. {did_you_mean(given[name], known)}')


def _filters(visit: Visit, given: Mapping[str, str], tags: Sequence[str]) -> Iterator[Filter]:
    """The fields in their order; of tags each that is asked for, and one more."""
    said = visit.site.edition.words.rating
    labels: Mapping[str, Mapping[Any, str | Message]] = {
        "status": STATUS,
        "verdict": {one.id: said(one.label) for one in visit.desk.scale.ratings},
        "kind": CLAIM_KIND,
        "priority": PRIORITY,
    }
    for name in ("status", *EQUAL, "deadline"):
        value = given.get(name, "")
        yield Filter(name, FIELD[name], value, choices(labels.get(name, {}), value))
    yield from (Filter("tag", FIELD["tag"], one) for one in (*tags, ""))


def _row(visit: Visit, row: Mapping[str, Any]) -> ListRow:
    edition = visit.site.edition
    due = [say("wanted by {day}", day=day(row["deadline"]))] if row["deadline"] else []
    said = row["open_comments"]
    open_ones = [say_count(said, "{count} open comment", "{count} open comments")] if said else []
    told: list[str | Said] = [STATUS[row["status"]], *filter(None, [row["assignee"]]), *due, *open_ones]
    return ListRow(
        href=LINKS.claim(row["ref"]),
        text=row["text"],
        lang=edition.lang(row["language"]),
        claimant=row["claimant"] or "",
        where=row["article"] or "",
        badge=badge_of(visit, row["verdict"]),
        detail=comma(told),
    )


def badge_of(visit: Visit, rating: str | None) -> Badge:
    """How the verdict is shown; a rating that the current scale has no more is told by its name."""
    edition, scale = visit.site.edition, visit.desk.scale
    if rating is None:
        return edition.unverified
    if any(one.id == rating for one in scale.ratings):
        return edition.badge(scale.id, scale.version, rating)
    return Badge(rating, "grey", "dash", "", "")
