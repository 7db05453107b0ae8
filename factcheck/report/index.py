"""The index: claims by article in reading order, counted by verdict and by state."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from factcheck.model.claim import Article
from factcheck.model.record import Record
from factcheck.model.scale import Scales
from factcheck.model.status import status
from factcheck.model.vocabulary import Status
from factcheck.report.chart import Segment, Tally, segments, share
from factcheck.report.edition import Badge, Edition
from factcheck.report.fragment import host_of, live_link
from factcheck.report.phrase import (
    NOTHING,
    Listing,
    Message,
    Phrase,
    Run,
    Said,
    listed,
    name,
    say,
    say_count,
    sentences,
)
from factcheck.report.translator import lowered
from factcheck.report.urls import Links
from factcheck.report.wording import SENT_BACK, STATUS, day

_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True)
class IndexRow:
    """What the index needs of one claim; can be built from a database row without the whole record."""

    ref: str
    text: str
    claimant: str | None
    status: Status
    rating: str | None
    scale: str | None
    scale_version: int | None
    article: str | None
    locator: str | None
    language: str | None

    @classmethod
    def of(cls, record: Record, scales: Scales) -> "IndexRow":
        """The row of a whole record."""
        claim, verdict = record.claim, record.verdict
        return cls(
            ref=claim.ref,
            text=claim.text,
            claimant=claim.claimant,
            status=status(record, scales),
            rating=verdict.rating if verdict else None,
            scale=verdict.scale if verdict else None,
            scale_version=verdict.scale_version if verdict else None,
            article=claim.article,
            locator=claim.locator,
            language=claim.language,
        )


@dataclass(frozen=True, slots=True)
class RowView:
    """One line of the index; `rank` and `stage` place its verdict and its state in their orders."""

    href: str
    text: str
    lang: str
    claimant: str
    badge: Badge
    rank: int
    state: Message
    stage: int
    where: str


@dataclass(frozen=True, slots=True)
class Group:
    """The claims of one article in reading order, or those of none; `copy` leads to its annotated copy."""

    anchor: str
    title: str | Message
    lang: str
    about: Said
    context: str
    rows: tuple[RowView, ...]
    copy: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """How many claims are in one state."""

    label: Message
    count: int
    share: Message


@dataclass(frozen=True, slots=True)
class IndexView:
    """Everything the index shows; `bar` leaves out what is withdrawn."""

    title: str | Message
    lang: str
    lead: Said
    about: Said
    context: str
    signed: Said
    bar: tuple[Segment, ...]
    verdicts: tuple[Badge, ...]
    states: tuple[State, ...]
    groups: tuple[Group, ...]
    total: int


Verdict = tuple[str, int, str] | None
"""A verdict as a row names it: scale, version, rating; None where there is none yet."""


def index_view(
    rows: Sequence[IndexRow], articles: Mapping[str, Article], edition: Edition, to: Links
) -> IndexView:
    """The index of any number of claims."""
    worn = badges_worn({verdict_of(row) for row in rows}, edition)
    order = in_truth_order(set(worn.values()), edition)
    states = [state for state in _STATES if state in set(map(_state, rows))]
    standing = [row for row in rows if row.status is not Status.WITHDRAWN]
    counts = Counter(worn[verdict_of(row)] for row in standing)
    tallies = [Tally(badge, counts[badge]) for badge in order]
    in_state = Counter(map(_state, rows))
    only = only_article(rows, articles)
    view = _RowViews(worn, order, states, edition, to)
    return IndexView(
        title=only.title if only else say("The claims under check") if rows else say("No claims yet"),
        lang=edition.lang(only.language) if only else "",
        lead=_lead(rows, tallies),
        about=about_article(only) if only else NOTHING,
        context=(only.context or "") if only else "",
        signed=_signed(standing, edition),
        bar=tuple(segments(tallies)),
        verdicts=tuple(order),
        states=tuple(State(state, in_state[state], share(in_state[state], len(rows))) for state in states),
        groups=tuple(_groups(rows, articles, edition, view)),
        total=len(rows),
    )


Listed = TypeVar("Listed", bound=IndexRow)


def in_reading_order(rows: Sequence[Listed]) -> list[Listed]:
    """Articles by ref, in each as the text runs; last what belongs to none."""
    return sorted(rows, key=_reading_key)


def verdict_of(row: IndexRow) -> Verdict:
    """The verdict as the row names it."""
    return (
        (row.scale, row.scale_version, row.rating) if row.scale and row.scale_version and row.rating else None
    )


def badges_worn(verdicts: set[Verdict], edition: Edition) -> dict[Verdict, Badge]:
    """The badge each verdict wears; the same word in an older version of the scale is the same verdict."""
    current = edition.scale
    look = {_look(edition.badge(current.id, current.version, one.id)): one.id for one in current.ratings}
    badges: dict[Verdict, Badge] = {}
    for verdict in verdicts:
        badge = edition.badge(*verdict) if verdict else edition.unverified
        same = look.get(_look(badge)) if verdict and verdict[0] == current.id else None
        badges[verdict] = edition.badge(current.id, current.version, same) if same else badge
    return badges


def _look(badge: Badge) -> tuple[str, str, str]:
    return badge.label, badge.colour, badge.icon


def in_truth_order(badges: set[Badge], edition: Edition) -> list[Badge]:
    """The current scale's from true to false, then other scales', last the claims without a verdict."""
    current = [
        edition.badge(edition.scale.id, edition.scale.version, one.id) for one in edition.scale.ratings
    ]
    known = [badge for badge in current if badge in badges]
    foreign = sorted(badges - {*current, edition.unverified}, key=lambda badge: badge.anchor)
    return [*known, *foreign, *({edition.unverified} & badges)]


_STATES = [*STATUS.values()]
_STATES.insert(2, SENT_BACK)


def _state(row: IndexRow) -> Message:
    return SENT_BACK if row.status is Status.CHECKING and row.rating else STATUS[row.status]


def only_article(rows: Sequence[IndexRow], articles: Mapping[str, Article]) -> Article | None:
    """The article all rows belong to, if they belong to one."""
    refs = {row.article for row in rows}
    return articles.get(next(iter(refs)) or "") if len(refs) == 1 else None


def _lead(rows: Sequence[IndexRow], tallies: Sequence[Tally]) -> Said:
    """What was checked and what was found, in one sentence with its numbers."""
    standing = sum(tally.count for tally in tallies)
    withdrawn = len(rows) - standing
    return sentences(
        _where(rows).at(
            claims=say_count(standing, "{count} claim", "{count} claims"),
            articles=say_count(_articles(rows), "one article", "{count} articles"),
            found=found(tallies),
        )
        if standing
        else NOTHING,
        say_count(withdrawn, "{count} more was withdrawn.", "{count} more were withdrawn.")
        if withdrawn
        else NOTHING,
    )


def _articles(rows: Sequence[IndexRow]) -> int:
    return len({row.article for row in rows if row.article})


def _where(rows: Sequence[IndexRow]) -> Message:
    if not _articles(rows):
        return say("{claims}: {found}.")
    if any(row.article is None for row in rows):
        return say("{claims} from {articles} and from outside any article: {found}.")
    return say("{claims} from {articles}: {found}.")


def found(tallies: Iterable[Tally]) -> Listing:
    """`8 true, 5 mostly true and 1 false`; a number stays with its verdict."""
    return listed(
        [
            say("{count}\u00a0{verdict}", count=one.count, verdict=Run(lowered(one.badge.label)))
            for one in tallies
            if one.count
        ]
    )


def _signed(standing: Sequence[IndexRow], edition: Edition) -> Said:
    """How many are signed, with the denominator."""
    if not standing:
        return NOTHING
    signed = sum(row.status.is_signed for row in standing)
    claims = say_count(len(standing), "{count} claim", "{count} claims")
    if not signed:
        none = say("None of {claims} is signed by a second person.")
        return (say("None of {claims} is signed at a desk of one.") if edition.solo else none).at(
            claims=claims
        )
    if edition.solo:
        return say_count(
            signed,
            "{count} of {claims} is signed at a desk of one.",
            "{count} of {claims} are signed at a desk of one.",
            claims=claims,
        )
    return say_count(
        signed,
        "{count} of {claims} is signed by a second person.",
        "{count} of {claims} are signed by a second person.",
        claims=claims,
    )


def _groups(
    rows: Sequence[IndexRow], articles: Mapping[str, Article], edition: Edition, view: "_RowViews"
) -> Iterator[Group]:
    """One for each article; where there is but one, the page's own title names it already."""
    alone = only_article(rows, articles) is not None
    for ref, members in groupby(in_reading_order(rows), key=lambda row: row.article):
        lines = tuple(map(view.of, members))
        article = articles.get(ref or "")
        anchor = f"article.{ref or ''}"
        copy = view.to.article(ref) if article and ref and not view.to.single else ""
        if alone:
            yield Group(anchor, say("Its claims, as the text runs"), "", NOTHING, "", lines, copy)
        elif article:
            yield Group(
                anchor,
                article.title,
                edition.lang(article.language),
                about_article(article),
                article.context or "",
                lines,
                copy,
            )
        else:
            yield Group(anchor, ref or say("Claims from no article"), "", NOTHING, "", lines)


def _reading_key(row: IndexRow) -> tuple[object, ...]:
    located = row.locator is None
    return (row.article is None, row.article or "", located, _natural(row.locator or ""), row.ref)


def _natural(text: str) -> tuple[tuple[bool, int, str], ...]:
    """A key that puts "paragraph 5" before "paragraph 12"."""
    parts = _NUMBER.split(text.casefold())
    return tuple((False, int(part), "") if part.isdecimal() else (True, 0, part) for part in parts if part)


def about_article(article: Article) -> Phrase:
    """Who published a text, who wrote it, when, and where it stands."""
    said: list[Said] = []
    if article.publisher:
        said.append(name(article.publisher))
    if article.byline:
        said.append(say("by {author}", author=article.byline))
    if article.published_on:
        said.append(day(article.published_on))
    link = live_link(article.url) if article.url else None
    if article.url and link:
        said.append(Run(host_of(article.url), "away", link))
    return Phrase(tuple(run for part in said for run in (Run(" · "), part))[1:])


class _RowViews:
    """Makes the lines of one index; the orders of verdicts and states are looked up, not searched."""

    def __init__(
        self,
        worn: Mapping[Verdict, Badge],
        order: Sequence[Badge],
        states: Sequence[Message],
        edition: Edition,
        to: Links,
    ) -> None:
        self._worn = worn
        self._rank = {badge: rank for rank, badge in enumerate(order)}
        self._stage = {state: stage for stage, state in enumerate(states)}
        self._edition = edition
        self.to = to

    def of(self, row: IndexRow) -> RowView:
        """The line of one claim."""
        badge, state = self._worn[verdict_of(row)], _state(row)
        return RowView(
            href=self.to.claim(row.ref),
            text=row.text,
            lang=self._edition.lang(row.language),
            claimant=row.claimant or "",
            badge=badge,
            rank=self._rank[badge],
            state=state,
            stage=self._stage[state],
            where=row.locator or "",
        )
