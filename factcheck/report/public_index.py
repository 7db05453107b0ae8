"""The front page and the article pages of the site: published checks counted honestly, and listed as the texts run."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from factcheck.model.claim import Article
from factcheck.model.public import PublicCheck, PublicState
from factcheck.model.vocabulary import CorrectionKind, Status
from factcheck.report.chart import Segment, Tally, segments
from factcheck.report.edition import Badge, Edition
from factcheck.report.index import (
    IndexRow,
    Verdict,
    about_article,
    badges_worn,
    in_reading_order,
    in_truth_order,
    verdict_of,
)
from factcheck.report.phrase import NOTHING, Phrase
from factcheck.report.public_words import STATE
from factcheck.report.urls import Links
from factcheck.report.wording import counted, day, in_sentence, listed


@dataclass(frozen=True)
class PublicRow(IndexRow):
    """What the lists need of one published check; `changed` is "Corrected", "Updated" or empty."""

    summary: str
    tags: tuple[str, ...]
    state: PublicState
    published_on: str
    changed: str

    @classmethod
    def from_check(cls, check: PublicCheck) -> "PublicRow":
        """The row of the version that is out."""
        claim, verdict = check.record.claim, check.record.verdicts[-1]
        return cls(
            ref=claim.ref,
            text=claim.text,
            claimant=claim.claimant,
            status=Status.PUBLISHED,
            rating=verdict.rating,
            scale=verdict.scale,
            scale_version=verdict.scale_version,
            article=claim.article,
            locator=claim.locator,
            language=claim.language,
            summary=verdict.summary or "",
            tags=claim.tags,
            state=check.state,
            published_on=check.first_at.date().isoformat(),
            changed=_changed(check),
        )


def _changed(check: PublicCheck) -> str:
    kinds = {one.kind for one in check.corrections}
    if kinds & {CorrectionKind.MAJOR, CorrectionKind.MINOR}:
        return CORRECTED
    return "Updated" if CorrectionKind.UPDATE in kinds else ""


CORRECTED = "Corrected"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One line of a list; `rank`, `claimant_at`, `tags_at` and `article_at` place it in the filters."""

    href: str
    text: str
    lang: str
    summary: str
    claimant: str
    where: str
    badge: Badge
    state: str
    stands: bool
    published: Phrase
    published_on: str
    rank: int
    claimant_at: int | None
    tags_at: str
    article_at: int


@dataclass(frozen=True, slots=True)
class Group:
    """The checks of one article in reading order, or those of none; `href` leads to the article's own page."""

    anchor: str
    title: str
    lang: str
    href: str
    about: Phrase
    rows: tuple[CheckRow, ...]


@dataclass(frozen=True, slots=True)
class Outside:
    """How many checks wear a verdict that stands outside the order from true to false."""

    badge: Badge
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of a list of checks, every one with its denominator.

    `rated` of `standing` checks have a verdict in the order from true to false, `bar` divides them; `outside` are
    the others. Checks that were taken back are in neither.
    """

    lead: str
    aside: str
    standing: int
    rated: int
    bar: tuple[Segment, ...]
    outside: tuple[Outside, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything the front page shows; the last five are what its filters offer."""

    counts: Counts
    groups: tuple[Group, ...]
    total: int
    verdicts: tuple[Badge, ...]
    topics: tuple[str, ...]
    claimants: tuple[str, ...]
    articles: tuple[str, ...]
    days: tuple[str, str]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """Everything the page of an article shows; the text itself will stand beside the rows."""

    title: str
    lang: str
    about: Phrase
    context: str
    counts: Counts
    rows: tuple[CheckRow, ...]


def home_view(
    rows: Sequence[PublicRow], articles: Mapping[str, Article], edition: Edition, to: Links
) -> HomeView:
    """The front page of any number of checks."""
    lists = _Lists(rows, edition, to)
    ordered = groupby(in_reading_order(rows), key=lambda row: row.article)
    groups = tuple(
        lists.group(place, ref, articles.get(ref or ""), list(members))
        for place, (ref, members) in enumerate(ordered)
    )
    days = sorted(row.published_on for row in rows)
    return HomeView(
        counts=_counts(rows, lists),
        groups=groups,
        total=len(rows),
        verdicts=tuple(lists.order),
        topics=tuple(lists.topics),
        claimants=tuple(lists.claimants),
        articles=tuple(group.title for group in groups),
        days=(days[0], days[-1]) if days else ("", ""),
    )


def article_view(article: Article, rows: Sequence[PublicRow], edition: Edition, to: Links) -> ArticleView:
    """The page of one article: what it is, and its checks as its text runs."""
    lists = _Lists(rows, edition, to)
    return ArticleView(
        title=article.title,
        lang=edition.lang(article.language),
        about=about_article(article),
        context=article.context or "",
        counts=_counts(rows, lists),
        rows=tuple(lists.row(row, 0) for row in in_reading_order(rows)),
    )


class _Lists:
    """Makes the lines of one page; the places of verdicts, topics and claimants are looked up, not searched."""

    def __init__(self, rows: Sequence[PublicRow], edition: Edition, to: Links) -> None:
        self.worn = badges_worn({verdict_of(row) for row in rows}, edition)
        self.order = in_truth_order(set(self.worn.values()), edition)
        self.topics = sorted({tag for row in rows for tag in row.tags}, key=_alphabetical)
        self.claimants = sorted({row.claimant for row in rows if row.claimant}, key=_alphabetical)
        self._rank = {badge: rank for rank, badge in enumerate(self.order)}
        self._topic = {topic: place for place, topic in enumerate(self.topics)}
        self._claimant = {claimant: place for place, claimant in enumerate(self.claimants)}
        self.edition = edition
        self._to = to

    def group(self, place: int, ref: str | None, article: Article | None, rows: list[PublicRow]) -> Group:
        """The checks of one article."""
        lines = tuple(self.row(row, place) for row in rows)
        anchor = f"article.{ref or ''}"
        if article is None:
            return Group(anchor, ref or "From no article", "", "", NOTHING, lines)
        lang = self.edition.lang(article.language)
        return Group(
            anchor, article.title, lang, self._to.article(article.ref), about_article(article), lines
        )

    def row(self, row: PublicRow, place: int) -> CheckRow:
        """The line of one check."""
        badge = self.worn[verdict_of(row)]
        return CheckRow(
            href=self._to.claim(row.ref),
            text=row.text,
            lang=self.edition.lang(row.language),
            summary=row.summary,
            claimant=row.claimant or "",
            where=row.locator or "",
            badge=badge,
            state=_state(row),
            stands=row.state is not PublicState.VOID,
            published=Phrase.of(day(row.published_on)),
            published_on=row.published_on,
            rank=self._rank[badge],
            claimant_at=self._claimant.get(row.claimant or ""),
            tags_at=" ".join(str(self._topic[tag]) for tag in row.tags),
            article_at=place,
        )


def _alphabetical(text: str) -> tuple[str, str]:
    return text.casefold(), text


def _state(row: PublicRow) -> str:
    """What a reader of a list must know of a check beside its verdict; nothing where it simply stands."""
    if row.state is not PublicState.CURRENT:
        return STATE[row.state].text.removeprefix("Published, ").capitalize()
    return row.changed


def _counts(rows: Sequence[PublicRow], lists: _Lists) -> Counts:
    standing = [row for row in rows if row.state is not PublicState.VOID]
    tally = Counter(lists.worn[verdict_of(row)] for row in standing)
    ordered = {lists.worn[one] for one in lists.worn if _has_order(one, lists.edition)}
    rated = [Tally(badge, tally[badge]) for badge in lists.order if badge in ordered and tally[badge]]
    outside = [Outside(badge, tally[badge]) for badge in lists.order if badge not in ordered and tally[badge]]
    return Counts(
        lead=_lead(standing, rated, outside),
        aside=" ".join(_aside(rows, standing)),
        standing=len(standing),
        rated=sum(one.count for one in rated),
        bar=tuple(segments(rated)),
        outside=tuple(outside),
    )


def _has_order(verdict: Verdict, edition: Edition) -> bool:
    """Whether a verdict stands in the order from true to false."""
    if verdict is None:
        return False
    scale, version, rating = verdict
    return edition.scales.get(scale, version).rating(rating).order is not None


def _lead(standing: Sequence[PublicRow], rated: Sequence[Tally], outside: Sequence[Outside]) -> str:
    """What was checked and what was found, in a sentence or two with their numbers."""
    if not standing:
        return ""
    total, number = counted(len(standing), "published check"), sum(one.count for one in rated)
    found = listed(map(_told, rated)) if rated else ""
    others = listed(map(_told, outside)) if outside else ""
    if not others:
        return f"{total}: {found}."
    if not found:
        return f"{total}, none of them rated from true to false: {others}."
    rest = len(standing) - number
    return (
        f"{total}. {number:,} of {len(standing):,} {_is(number)} rated from true to false: {found}. "
        f"{rest:,} of {len(standing):,} {_is(rest)} not: {others}."
    )


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _told(one: Tally | Outside) -> str:
    return f"{one.count:,}\u00a0{in_sentence(one.badge.label)}"


def _aside(rows: Sequence[PublicRow], standing: Sequence[PublicRow]) -> Iterator[str]:
    """How many were corrected, are looked at again, or were taken back."""
    if not rows:
        return
    corrected = sum(row.changed == CORRECTED for row in standing)
    if standing:
        told = f"{corrected:,} of {len(standing):,}" if corrected else f"None of {len(standing):,}"
        yield f"{told} {'was' if corrected < 2 else 'were'} corrected since publication."
    open_again = sum(row.state in (PublicState.RECHECK, PublicState.UNDER_CORRECTION) for row in standing)
    if open_again:
        yield f"{open_again:,} of {len(standing):,} {_is(open_again)} being looked at again."
    void = len(rows) - len(standing)
    if void:
        yield f"{void:,} more {_was(void)} taken back and {_is(void)} not counted."
