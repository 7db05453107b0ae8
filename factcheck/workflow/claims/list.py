"""Reading claims: one whole, or some words of each in a list."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound, did_you_mean
from factcheck.model.claim import Article, Claim
from factcheck.model.dates import check_edtf, latest
from factcheck.model.record import Record
from factcheck.model.scale import Scale
from factcheck.model.vocabulary import Status
from factcheck.person_names import same_person
from factcheck.store.listing import ListPage, Narrowed

LISTED = ("ref", "status", "verdict", "claimant", "text")
"""What a list says at least."""

LISTED_WHOLE = (
    *LISTED,
    *(name for name in Claim.model_fields if name not in (*LISTED, "note", "place")),
    "author",
    "reader",
    "open_comments",
    "added_at",
    "changed_at",
    "head",
)
"""All that a list can say; private notes are left out, and positions, which say nothing without the text."""


def show_claim(desk: Desk, ref: str) -> Record:
    """The whole record of one claim; NotFound suggests the near ref."""
    with desk.store.reading() as ledger:
        return ledger.record(ref)


def claim_and_article(desk: Desk, ref: str) -> tuple[Record, Article | None]:
    """The same with the article the claim is from, as both are at one moment."""
    with desk.store.reading() as ledger:
        record = ledger.record(ref)
        named = record.claim.article
        return record, ledger.article(named).article if named else None


def claims_of_refs(desk: Desk, refs: Collection[str]) -> list[Record]:
    """The whole records of some claims, by ref."""
    with desk.store.reading() as ledger:
        return list(ledger.records(refs))


def scales_in_use(desk: Desk) -> list[Scale]:
    """Every version of a scale that verdicts were given on."""
    with desk.store.reading() as ledger:
        return [desk.scales.get(*version) for version in sorted(ledger.scales_in_use())]


@dataclass(frozen=True)
class Wanted:
    """Which claims a list is to have: `where` by the value of a word, all of the `tags`, all of the `words`.

    `due_by` is the last day of what has a deadline until then (EDTF); `overdue` what should be signed by now. Where
    some `statuses` are named, they have one of them.
    """

    where: Mapping[str, str] = field(default_factory=dict)
    tags: Sequence[str] = ()
    words: str | None = None
    due_by: str | None = None
    overdue: bool = False
    statuses: Sequence[str] = ()


MAX_TAGS = 100
"""By which a list is narrowed at once; SQLite takes no more than 1,000 conditions."""


def list_claims(
    desk: Desk, words: Sequence[str] = LISTED_WHOLE, limit: int | None = None, **where: str
) -> list[dict[str, Any]]:
    """These words of every claim, or of the first `limit`, in the order of entry, narrowed by the value of a word.

    People are found in every spelling of their name. NotFound where a rating is of no scale here, or an article is not.
    """
    return list_page(desk, words, Wanted(where), ListPage(limit=limit))


def list_page(desk: Desk, words: Sequence[str], wanted: Wanted, page: ListPage) -> list[dict[str, Any]]:
    """The same of the claims that are wanted, sorted and from one claim on.

    BadInput where `due_by` is no date or there are more than MAX_TAGS, NotFound also where there is no
    claim to go on after.
    """
    if len(wanted.tags) > MAX_TAGS:
        raise BadInput(f"A list is narrowed by at most {MAX_TAGS} tags; {len(wanted.tags)} are named.")
    equal = dict(wanted.where)
    if "verdict" in equal:
        _check_rating(desk, equal["verdict"])
    with desk.store.reading() as ledger:
        if lacking := ledger.no_article(equal.get("article")):
            raise lacking
        among: dict[str, Collection[str]] = {}
        for word in PEOPLE & equal.keys():
            name = equal.pop(word)
            among[word] = [one for one in ledger.values_of(word) if same_person(one, name)]
        if wanted.overdue or wanted.due_by:
            among["deadline"] = _due(desk, wanted, ledger.values_of("deadline"))
        if wanted.overdue or wanted.statuses:
            among["status"] = [one for one in _statuses(wanted) if not wanted.overdue or one not in _DONE]
        narrowed = Narrowed(equal, among, wanted.tags, wanted.words)
        return ledger.list_page(
            words, narrowed, replace(page, ratings=[one.id for one in desk.scale.ratings])
        )


def _due(desk: Desk, wanted: Wanted, deadlines: Iterable[str]) -> list[str]:
    """Of some deadlines those that have passed, or that end by the day which is asked for."""
    last = _last_day(wanted.due_by) if wanted.due_by else None
    found = [one for one in deadlines if last is None or latest(one) <= last]
    return [one for one in found if not wanted.overdue or latest(one) < desk.today()]


def _statuses(wanted: Wanted) -> Sequence[str]:
    return wanted.statuses or [*Status]


def _last_day(text: str) -> date:
    try:
        return latest(check_edtf(text))
    except ValueError as wrong:
        raise BadInput(f'"{text}" is no deadline: {wrong}.') from wrong


PEOPLE = frozenset({"assignee", "claimant", "author", "reader"})
"""What names people, who are found in every spelling of their names."""
_DONE = (Status.SIGNED_OFF, Status.PUBLISHED, Status.WITHDRAWN)


def _check_rating(desk: Desk, rating: str) -> None:
    known = sorted({one.id for scale in desk.scales.by_version.values() for one in scale.ratings})
    if rating not in known:
        raise NotFound(f'"{rating}" is not a rating of any scale here. {did_you_mean(rating, known)}')
