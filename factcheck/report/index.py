"""The index: claims by article in reading order, counted by verdict and by state."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from factcheck.model.claim import Article
from factcheck.model.record import Record, status
from factcheck.model.scale import Scales
from factcheck.model.vocabulary import Status
from factcheck.report.chart import Segment, Tally, segments, share
from factcheck.report.edition import Badge, Edition
from factcheck.report.fragment import host_of, live_link
from factcheck.report.phrase import NOTHING, Message, Phrase, Run, Said, name
from factcheck.report.urls import Links
from factcheck.report.wording import SENT_BACK, STATUS, counted, day, in_sentence, listed

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
    title: str
    lang: str
    about: Phrase
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

    title: str
    lang: str
    lead: str
    about: Phrase
    context: str
    signed: str
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
        title=only.title if only else "The claims under check" if rows else "No claims yet",
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
    look = {(rating.label, str(rating.colour), str(rating.icon)): rating.id for rating in current.ratings}
    badges: dict[Verdict, Badge] = {}
    for verdict in verdicts:
        badge = edition.badge(*verdict) if verdict else edition.unverified
        same = (
            look.get((badge.label, badge.colour, badge.icon))
            if verdict and verdict[0] == current.id
            else None
        )
        badges[verdict] = edition.badge(current.id, current.version, same) if same else badge
    return badges


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


def _lead(rows: Sequence[IndexRow], tallies: Sequence[Tally]) -> str:
    """What was checked and what was found, in one sentence with its numbers."""
    articles = len({row.article for row in rows if row.article})
    loose = any(row.article is None for row in rows)
    source = f" from {'one article' if articles == 1 else f'{articles:,} articles'}" if articles else ""
    found = [f"{tally.count:,}\u00a0{in_sentence(tally.badge.label)}" for tally in tallies if tally.count]
    withdrawn = len(rows) - sum(tally.count for tally in tallies)
    aside = f" {withdrawn:,} more {'was' if withdrawn == 1 else 'were'} withdrawn." if withdrawn else ""
    where = f"{source}{' and from outside any article' if articles and loose else ''}"
    if not found:
        return aside.strip()
    return f"{counted(len(rows) - withdrawn, 'claim')}{where}: {listed(found)}.{aside}"


def _signed(standing: Sequence[IndexRow], edition: Edition) -> str:
    """How many are signed, with the denominator."""
    if not standing:
        return ""
    signed = sum(row.status.is_signed for row in standing)
    by = "at a desk of one" if edition.solo else "by a second person"
    number = f"{signed:,}" if signed else "None"
    return f"{number} of {counted(len(standing), 'claim')} {'is' if signed < 2 else 'are'} signed {by}."


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
            yield Group(anchor, "Its claims, as the text runs", "", NOTHING, "", lines, copy)
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
            yield Group(anchor, ref or "Claims from no article", "", NOTHING, "", lines)


def _reading_key(row: IndexRow) -> tuple[object, ...]:
    located = row.locator is None
    return (row.article is None, row.article or "", located, _natural(row.locator or ""), row.ref)


def _natural(text: str) -> tuple[tuple[bool, int, str], ...]:
    """A key that puts "paragraph 5" before "paragraph 12"."""
    parts = _NUMBER.split(text.casefold())
    return tuple((False, int(part), "") if part.isdecimal() else (True, 0, part) for part in parts if part)


def about_article(article: Article) -> Phrase:
    """Who published a text, who wrote it, when, and where it stands."""
    said: list[tuple[Said, ...]] = []
    if article.publisher:
        said.append((name(article.publisher),))
    if article.byline:
        said.append((Run("by "), name(article.byline)))
    if article.published_on:
        said.append((day(article.published_on),))
    link = live_link(article.url) if article.url else None
    if article.url and link:
        said.append((Run(host_of(article.url), "away", link),))
    return Phrase(tuple(run for part in said for run in (Run(" · "), *part))[1:])


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
