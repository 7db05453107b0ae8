"""The rows of lists of claims, the orders they stand in, and what a reader can find and sort by."""

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TypeVar

from factcheck.model.claim import Article
from factcheck.model.public import PublicState
from factcheck.model.vocabulary import CorrectionKind
from factcheck.phrase import Message, Run, Said, say
from factcheck.report.edition import Badge, Edition
from factcheck.report.listed_claim import STAGES, IndexedClaim, ListedCheck, badges_of, in_truth_order
from factcheck.report.parts import parts_of
from factcheck.report.urls import Links
from factcheck.report.wording import STATE, day

_NUMBER = re.compile(r"(\d+)")
FOUND_AT_ONCE = 1_000
"""Rows of one file of `finder`."""

_MOST_CHOICES = 100
"""Above this many values a choice is no help, and finding by words serves better."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One claim in the list; `alert` is what stands out beside the verdict, `detail` the stage or the day."""

    href: str
    text: str
    lang: str
    claimant: str
    where: str
    badge: Badge
    detail: Said
    alert: Said | None = None
    taken_back: bool = False
    summary: str = ""


BLANK = ListRow("#", "", "", " ", " ", Badge(" ", "grey", "dash", "", ""), Run(" "), Run(" "), False, " ")
"""A row in which every part stands, for the script of the page to fill."""


@dataclass(frozen=True, slots=True)
class ListFilter:
    """A choice among the values that the rows have under this name in `finder`."""

    name: str
    label: Message
    options: tuple[str | Message, ...]
    everything: Message


@dataclass(frozen=True, slots=True)
class ListTools:
    """What a reader can find and sort by, among the rows of all pages, which stand in as many `parts`.

    `order` is how rows stand where nobody sorts them, `days` the first and the last on which a check was published.
    """

    label: Message
    filters: tuple[ListFilter, ...]
    order: Message
    sorts: tuple[tuple[str, Message], ...]
    parts: int
    days: tuple[str, str] | None = None


Listed = TypeVar("Listed", bound=IndexedClaim)


def in_reading_order(claims: Iterable[Listed]) -> list[Listed]:
    """Articles by ref, in each as the text runs; last what belongs to none."""
    return sorted(claims, key=_reading_key)


def _reading_key(claim: IndexedClaim) -> tuple[object, ...]:
    unplaced = claim.locator is None
    return (claim.article is None, claim.article or "", unplaced, _natural(claim.locator or ""), claim.ref)


def _natural(text: str) -> tuple[tuple[bool, int, str], ...]:
    """A key that puts "paragraph 5" before "paragraph 12"."""
    parts = _NUMBER.split(text.casefold())
    return tuple((False, int(part), "") if part.isdecimal() else (True, 0, part) for part in parts if part)


def newest_first(checks: Iterable[ListedCheck]) -> list[ListedCheck]:
    """By the day on which they were first published, those of one day by ref."""
    return sorted(sorted(checks, key=attrgetter("ref")), key=attrgetter("published_on"), reverse=True)


class ListRows:
    """Makes the rows of one list, with links as the page has them that they stand on."""

    def __init__(self, claims: Sequence[IndexedClaim], edition: Edition, to: Links) -> None:
        self.badges = badges_of({claim.verdict for claim in claims}, edition)
        self.order = in_truth_order(set(self.badges.values()), edition)
        self.edition, self.to = edition, to
        self._claims = claims

    def linked(self, to: Links) -> "ListRows":
        """The same on a page in another place."""
        rows = copy(self)
        rows.to = to
        return rows

    def row(self, claim: IndexedClaim) -> ListRow:
        """The row of a claim of the desk with how far the work has come, or that of a published check."""
        return self.check(claim) if isinstance(claim, ListedCheck) else self._row(claim, claim.stage)

    def check(self, check: ListedCheck) -> ListRow:
        """The row of a published check, with its summary, its day and whether it still stands."""
        row = self._row(check, day(check.published_on))
        taken_back = check.state is PublicState.VOID
        return replace(row, where="", alert=_alert(check), taken_back=taken_back, summary=check.summary)

    def in_article(self, check: ListedCheck) -> ListRow:
        """The same with its place in the text, for the page of that."""
        return replace(self.check(check), where=check.locator or "")

    def _row(self, claim: IndexedClaim, detail: Said) -> ListRow:
        return ListRow(
            href=self.to.claim(claim.ref),
            text=claim.text,
            lang=self.edition.lang(claim.language),
            claimant=claim.claimant or "",
            where=claim.locator or "",
            badge=self.badges[claim.verdict],
            detail=detail,
        )

    def desk_tools(self) -> ListTools:
        """What the list of the desk can be narrowed to and sorted by."""
        stages = {claim.stage for claim in self._claims}
        by_state = ListFilter("state", say("State"), tuple(one for one in STAGES if one in stages), _ALL)
        return ListTools(
            say("Find and sort claims"),
            (self._by_verdict(), by_state),
            say("Reading order"),
            (_SORT_VERDICT, ("state", say("State")), _SORT_CLAIMANT, _SORT_CLAIM),
            parts_of(len(self._claims), FOUND_AT_ONCE),
        )

    def site_tools(self, checks: Sequence[ListedCheck], articles: Mapping[str, Article]) -> ListTools | None:
        """What the list of checks, newest first, can be narrowed to and sorted by; None where there is nothing."""
        if not checks:
            return None
        taken = {one.article for one in checks}
        titles = {article.title for ref, article in articles.items() if ref in taken}
        filters = (
            self._by_verdict(),
            _choice("topic", say("Topic"), {tag for one in checks for tag in one.tags}, _ALL),
            _choice("by", say("Said by"), {one.claimant for one in checks if one.claimant}, say("Everybody")),
            _choice("article", say("Article"), titles, _ALL),
        )
        return ListTools(
            say("Find and sort checks"),
            tuple(one for one in filters if one),
            say("Newest first"),
            (_SORT_VERDICT, _SORT_CLAIMANT, _SORT_CLAIM),
            parts_of(len(checks), FOUND_AT_ONCE),
            (checks[-1].published_on, checks[0].published_on),
        )

    def _by_verdict(self) -> ListFilter:
        labels = dict.fromkeys(badge.label for badge in self.order)
        return ListFilter("verdict", say("Verdict"), tuple(labels), _ALL)


_ALL = say("All")
_SORT_VERDICT = ("verdict", say("Verdict"))
_SORT_CLAIMANT = ("claimant", say("Claimant"))
_SORT_CLAIM = ("claim", say("Claim, A to Z"))

_OPEN_AGAIN = {
    PublicState.RECHECK: say("Being looked at again"),
    PublicState.UNDER_CORRECTION: say("Being corrected"),
}


def _choice(name: str, label: Message, values: set[str], everything: Message) -> ListFilter | None:
    """A choice among these values; None where there is none, or more than anybody would look through."""
    options = tuple(sorted(values, key=lambda text: (text.casefold(), text)))
    return ListFilter(name, label, options, everything) if 0 < len(options) <= _MOST_CHOICES else None


def _alert(check: ListedCheck) -> Message | None:
    """What a reader of a list must know of a check beside its verdict; nothing where it holds as it was."""
    if check.state is not PublicState.CURRENT:
        return _OPEN_AGAIN.get(check.state, STATE[check.state])
    if check.is_corrected:
        return say("Corrected")
    return say("Updated") if CorrectionKind.UPDATE in check.kinds else None
