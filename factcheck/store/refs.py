"""Refs of claims, those in use and those that claims had before: look-ups by them, and none is given twice."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select, union_all

from factcheck.errors import BadInput, Remedy
from factcheck.model.record import Record
from factcheck.store.rows import CLAIMS, FORMER_REFS, some

_OF_FORMER = FORMER_REFS.join(CLAIMS, CLAIMS.c.id == FORMER_REFS.c.claim_id)


class ClaimPlace(NamedTuple):
    """The claim behind a ref: its key, the ref it has now, and its head."""

    key: UUID
    ref: str
    head: str


def places(connection: Connection, refs: Iterable[str]) -> dict[str, ClaimPlace]:
    """The claim behind each of the refs that one has or had."""
    found: dict[str, ClaimPlace] = {}
    for batch in some(refs):
        found |= _where(connection, lambda ref: ref.in_(batch))  # noqa: B023 - it is asked at once
    return found


def called_now(connection: Connection, refs: Iterable[str]) -> dict[str, str]:
    """Each of the refs that a claim has or had, with the ref of that claim now."""
    return {ref: place.ref for ref, place in places(connection, refs).items()}


def refs_like(connection: Connection, start: str) -> dict[str, str]:
    """The same for every ref that begins with `start`."""
    found = _where(connection, lambda ref: ref.startswith(start, autoescape=True))
    return {ref: place.ref for ref, place in found.items()}


def _where(connection: Connection, is_asked: Callable[[Any], ColumnElement[bool]]) -> dict[str, ClaimPlace]:
    """One query for both kinds of ref, so that a claim which is renamed just now is found by both."""
    what = (CLAIMS.c.id, CLAIMS.c.ref, CLAIMS.c.head)
    former = select(FORMER_REFS.c.id, *what).select_from(_OF_FORMER).where(is_asked(FORMER_REFS.c.id))
    own = select(CLAIMS.c.ref.label("asked"), *what).where(is_asked(CLAIMS.c.ref))
    return {ref: ClaimPlace(*place) for ref, *place in connection.execute(union_all(former, own))}


def hold_refs(connection: Connection, changes: Sequence[tuple[Record | None, Record]]) -> None:
    """BadInput where a claim would get a ref that another has or had; `changes` are not stored yet."""
    owners = {ref: after for before, after in changes for ref in _new_refs(before, after)}
    for ref, now in called_now(connection, owners).items():
        if now not in (before.claim.ref for before, after in changes if before and after is owners[ref]):
            raise BadInput(taken(ref, now), remedies=[Remedy.by("show", "See that one.", ref=now)])


def taken(ref: str, now: str) -> str:
    """What is said of a ref that the claim `now` has, or had and which leads to it."""
    if ref == now:
        return f'The ref "{ref}" is taken. Choose another.'
    return f'The ref "{ref}" was that of {now} and leads to it, so no other claim gets it. Choose another.'


def _new_refs(before: Record | None, after: Record) -> set[str]:
    return set(after.refs) - set(before.refs if before else ())
