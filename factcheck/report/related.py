"""Which earlier checks a reader of one may want too: of the same article, the same claimant or under the same tags.

A check names earlier ones alone, and of each article, claimant and tag no more than the last few before it. So a new
check changes the page of no other, and one that is corrected those of a few that came next.
"""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from factcheck.model.event import digest
from factcheck.model.public import PublicState
from factcheck.report.edition import Badge, Edition
from factcheck.report.listed_claim import ListedCheck
from factcheck.report.urls import Links

MOST = 4
"""Related checks that a page names, and that are looked at of each article, claimant and tag."""

_TAGS = 5

Group = tuple[str, str]
Order = tuple[str, str]
"""The moment of a check's publication and its ref: no two checks have the same."""


@dataclass(frozen=True, slots=True)
class RelatedCheck:
    """One related check as a page names it."""

    href: str
    text: str
    lang: str
    badge: Badge


class RelatedChecks:
    """The published checks by what relates them; those that were taken back are related to none."""

    def __init__(self) -> None:
        self._checks: dict[Order, ListedCheck] = {}
        self._order: dict[str, Order] = {}
        self._groups: dict[Group, list[Order]] = {}
        self._filled: set[Group] = set()

    def put(self, check: ListedCheck) -> None:
        """Take in a check as it is now, in place of what it was."""
        if before := self._order.pop(check.ref, None):
            for group in groups_of(self._checks.pop(before)):
                members = self._groups.get(group, [])
                at = bisect_left(members, before)
                del members[at : at + (members[at : at + 1] == [before])]
        if check.state is PublicState.VOID:
            return
        order = _order(check)
        self._order[check.ref], self._checks[order] = order, check
        for group in groups_of(check):
            insort(self._groups.setdefault(group, []), order)

    def fill(self, groups: Iterable[Group], checks: Iterable[ListedCheck]) -> None:
        """Take in those of these checks that are in one of the groups, as far as these are not filled yet."""
        found: dict[Group, set[Order]] = {one: set() for one in {*groups} - self._filled}
        names = {name for _, name in found}
        near = (one for one in checks if {one.article, one.claimant, *one.tags} & names) if found else ()
        for check in near:
            for group in groups_of(check):
                if group in found and check.state is not PublicState.VOID:
                    order = _order(check)
                    found[group].add(order)
                    self._order[check.ref], self._checks[order] = order, check
        for group, members in found.items():
            self._groups[group] = sorted(members.union(self._groups.get(group, ())))
        self._filled |= found.keys()

    def after(self, check: ListedCheck) -> set[str]:
        """The checks that may name this one, or would if it were not taken back: those next after it in its groups."""
        order, found = _order(check), set[str]()
        for group in groups_of(check):
            members = self._groups.get(group, [])
            at = bisect_right(members, order)
            found |= {self._checks[one].ref for one in members[at : at + MOST]}
        return found

    def of(self, check: ListedCheck) -> Sequence[ListedCheck]:
        """The earlier checks that share most with this one; of those that share as much, the last ones first."""
        before, shared = _order(check), Counter[Order]()
        for group in groups_of(check):
            members = self._groups.get(group, [])
            at = bisect_left(members, before)
            shared.update(members[max(0, at - MOST) : at])
        nearest = sorted(shared, reverse=True)
        return [self._checks[one] for one in sorted(nearest, key=lambda one: -shared[one])[:MOST]]


def related_views(checks: Sequence[ListedCheck], edition: Edition, to: Links) -> tuple[RelatedCheck, ...]:
    """The related checks as a page names them, in their order."""
    return tuple(
        RelatedCheck(
            to.claim(one.ref),
            one.text,
            edition.lang(one.language),
            edition.badge(*one.verdict) if one.verdict else edition.unverified,
        )
        for one in checks
    )


def related_digest(checks: Sequence[ListedCheck]) -> str:
    """The SHA-256 of all that a page says of related checks; empty where it names none."""
    return digest([[one.ref, one.text, one.language, one.verdict] for one in checks]) if checks else ""


def as_related(check: ListedCheck) -> tuple[object, ...]:
    """All of a check that decides on which pages it is named, and what they say of it."""
    is_out = check.state is not PublicState.VOID
    return is_out, _order(check), tuple(groups_of(check)), check.text, check.language, check.verdict


def _order(check: ListedCheck) -> Order:
    return check.published_at, check.ref


def groups_of(check: ListedCheck) -> Iterator[Group]:
    """What relates a check to others: its article, its claimant, the first of its tags."""
    if check.article:
        yield "article", check.article
    if check.claimant:
        yield "claimant", check.claimant
    yield from (("tag", tag) for tag in check.tags[:_TAGS])
