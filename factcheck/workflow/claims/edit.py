"""Entering claims and working on them: add, edit, assign, note, withdraw, list, show."""

from collections.abc import Mapping, Sequence
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import NotFound, did_you_mean
from factcheck.model.claim import Claim
from factcheck.model.dates import latest
from factcheck.model.record import Record
from factcheck.model.vocabulary import Act, Status
from factcheck.store.ledger import Ledger

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
    """The whole record of one claim."""
    with desk.store.reading() as ledger:
        return ledger.record(ref)


def list_claims(desk: Desk, words: Sequence[str] = LISTED_WHOLE, **where: str) -> list[dict[str, Any]]:
    """These words of every claim, in the order of entry, narrowed by the value of a word."""
    if "verdict" in where:
        _check_rating(desk, where["verdict"])
    with desk.store.reading() as ledger:
        check_article(ledger, where.get("article"))
        return ledger.listed(words, **where)


def list_overdue(desk: Desk, words: Sequence[str] = LISTED_WHOLE, **where: str) -> list[dict[str, Any]]:
    """The claims whose deadline has passed, the longest overdue first; what is signed or withdrawn is not late."""
    today = desk.clock().date()
    late = [
        row
        for row in list_claims(desk, (*words, "deadline", "status"), **where)
        if row["deadline"] and row["status"] not in _DONE and latest(row["deadline"]) < today
    ]
    return sorted(late, key=lambda row: latest(row["deadline"]))


_DONE = (Status.SIGNED_OFF, Status.PUBLISHED, Status.WITHDRAWN)


def _check_rating(desk: Desk, rating: str) -> None:
    known = sorted({one.id for scale in desk.scales.by_version.values() for one in scale.ratings})
    if rating not in known:
        raise NotFound(f'"{rating}" is not a rating of any scale here. {did_you_mean(rating, known)}')


def check_article(ledger: Ledger, ref: str | None) -> None:
    """NotFound, with the near one, when a claim names an article that is not here."""
    known = [record.article.ref for record in ledger.articles()] if ref else []
    if ref and ref not in known:
        raise NotFound(f'There is no article "{ref}". {did_you_mean(ref, known) or "Import it first."}')


def edit_claim(desk: Desk, ref: str, changes: Mapping[str, Any], why: str | None = None) -> list[str]:
    """Change fields of a claim (None or blank clears one); returns the names of those that really changed."""
    with desk.store.writing() as ledger:
        before = ledger.record(ref)
        proposed = type(before.claim).of({**before.claim.model_dump(), **changes}, ref)
        if proposed.article != before.claim.article:
            check_article(ledger, proposed.article)
        old, new = before.claim.plain(), proposed.plain()
        changed = {key: new.get(key) for key in changes if old.get(key) != new.get(key)}
        if changed:
            body = {"set": changed, **({"why": why} if why else {})}
            ledger.append(before, desk.after(before, Act.EDIT, body))
        return sorted(changed)


def act_on(desk: Desk, ref: str, act: Act, body: Mapping[str, Any]) -> Record:
    """One act on one claim in one transaction; returns the record after it."""
    with desk.store.writing() as ledger:
        before = ledger.record(ref)
        after = desk.after(before, act, dict(body))
        ledger.append(before, after)
        return after


def assign_claim(desk: Desk, ref: str, who: str) -> Record:
    """Give a claim to somebody to check."""
    return act_on(desk, ref, Act.ASSIGN, {"assignee": who})


def note_claim(desk: Desk, ref: str, note: str) -> Record:
    """Add a private note below those there are."""
    return act_on(desk, ref, Act.NOTE, {"note": note})


def withdraw_claim(desk: Desk, ref: str, why: str) -> Record:
    """Take a claim out of the work, with a reason; it stays on record."""
    return act_on(desk, ref, Act.WITHDRAW, {"why": why})
