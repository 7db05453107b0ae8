"""Reading claims: one whole, or some words of each in a list."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import NotFound, did_you_mean
from factcheck.model.claim import Claim
from factcheck.model.dates import latest
from factcheck.model.record import Record
from factcheck.model.vocabulary import Status
from factcheck.person_names import same_person

LISTED = ("ref", "status", "verdict", "claimant", "text")
"""What a list says at least."""

LISTED_WHOLE = (
    *LISTED,
    *(name for name in Claim.model_fields if name not in (*LISTED, "note", "place")),
    "added_at",
    "changed_at",
    "head",
)
"""All that a list can say; private notes are left out, and positions, which say nothing without the text."""


def show_claim(desk: Desk, ref: str) -> Record:
    """The whole record of one claim; NotFound suggests the near ref."""
    with desk.store.reading() as ledger:
        return ledger.record(ref)


def list_claims(
    desk: Desk, words: Sequence[str] = LISTED_WHOLE, limit: int | None = None, **where: str
) -> list[dict[str, Any]]:
    """These words of every claim, or of the first `limit`, in the order of entry, narrowed by the value of a word.

    People are found in every spelling of their name. NotFound where a rating is of no scale here, or an article is not.
    """
    if "verdict" in where:
        _check_rating(desk, where["verdict"])
    with desk.store.reading() as ledger:
        if lacking := ledger.no_article(where.get("article")):
            raise lacking
        named = {word: where.pop(word) for word in ("assignee", "claimant") if word in where}
        if not named:
            return ledger.listed(words, limit, **where)
        rows = ledger.listed(tuple(dict.fromkeys((*words, *named))), None, **where)
    found = (row for row in rows if all(row[word] and same_person(row[word], named[word]) for word in named))
    return [{word: row[word] for word in words} for row in islice(found, limit)]


def list_overdue(desk: Desk, words: Sequence[str] = LISTED_WHOLE, **where: str) -> list[dict[str, Any]]:
    """The claims whose deadline has passed, the longest overdue first; what is signed or withdrawn is not late."""
    today = desk.today()
    late = [
        row
        for row in list_claims(desk, (*words, "deadline", "status"), None, **where)
        if row["deadline"] and row["status"] not in _DONE and latest(row["deadline"]) < today
    ]
    return sorted(late, key=lambda row: latest(row["deadline"]))


_DONE = (Status.SIGNED_OFF, Status.PUBLISHED, Status.WITHDRAWN)


def _check_rating(desk: Desk, rating: str) -> None:
    known = sorted({one.id for scale in desk.scales.by_version.values() for one in scale.ratings})
    if rating not in known:
        raise NotFound(f'"{rating}" is not a rating of any scale here. {did_you_mean(rating, known)}')
