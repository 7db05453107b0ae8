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
    found,
    in_reading_order,
    in_truth_order,
    verdict_of,
)
from factcheck.report.phrase import NOTHING, Message, Said, say, say_count, sentences
from factcheck.report.public_words import STATE
from factcheck.report.urls import Links
from factcheck.report.wording import day


@dataclass(frozen=True)
class PublicRow(IndexRow):
    """What the lists need of one published check; `changed` tells whether it was corrected or updated."""

    summary: str
    tags: tuple[str, ...]
    state: PublicState
    published_on: str
    changed: Said

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


def _changed(check: PublicCheck) -> Said:
    kinds = {one.kind for one in check.corrections}
    if kinds & {CorrectionKind.MAJOR, CorrectionKind.MINOR}:
        return CORRECTED
    return say("Updated") if CorrectionKind.UPDATE in kinds else NOTHING


CORRECTED = say("Corrected")


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
    state: Said
    stands: bool
    published: Said
    published_on: str
    rank: int
    claimant_at: int | None
    tags_at: str
    article_at: int


@dataclass(frozen=True, slots=True)
class Group:
    """The checks of one article in reading order, or those of none; `href` leads to the article's own page."""

    anchor: str
    title: str | Message
    lang: str
    href: str
    about: Said
    rows: tuple[CheckRow, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of a list of checks, every one with its denominator.

    `rated` of `standing` checks have a verdict in the order from true to false, `bar` divides them; `outside` are
    the others. Checks that were taken back are in neither.
    """

    lead: Said
    aside: Said
    standing: int
    rated: int
    bar: tuple[Segment, ...]
    outside: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything the front page shows; the last five are what its filters offer."""

    counts: Counts
    groups: tuple[Group, ...]
    total: int
    verdicts: tuple[Badge, ...]
    topics: tuple[str, ...]
    claimants: tuple[str, ...]
    articles: tuple[str | Message, ...]
    days: tuple[str, str]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """Everything the page of an article shows; the text itself will stand beside the rows."""

    title: str
    lang: str
    about: Said
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
            return Group(anchor, ref or say("From no article"), "", "", NOTHING, lines)
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
            published=day(row.published_on),
            published_on=row.published_on,
            rank=self._rank[badge],
            claimant_at=self._claimant.get(row.claimant or ""),
            tags_at=" ".join(str(self._topic[tag]) for tag in row.tags),
            article_at=place,
        )


def _alphabetical(text: str) -> tuple[str, str]:
    return text.casefold(), text


_OPEN_AGAIN = {
    PublicState.RECHECK: say("Being looked at again"),
    PublicState.UNDER_CORRECTION: say("Being corrected"),
}


def _state(row: PublicRow) -> Said:
    """What a reader of a list must know of a check beside its verdict; nothing where it simply stands."""
    if row.state is PublicState.CURRENT:
        return row.changed
    return _OPEN_AGAIN.get(row.state, STATE[row.state])


def _counts(rows: Sequence[PublicRow], lists: _Lists) -> Counts:
    standing = [row for row in rows if row.state is not PublicState.VOID]
    tally = Counter(lists.worn[verdict_of(row)] for row in standing)
    ordered = {lists.worn[one] for one in lists.worn if _has_order(one, lists.edition)}
    rated = [Tally(badge, tally[badge]) for badge in lists.order if badge in ordered and tally[badge]]
    outside = [Tally(badge, tally[badge]) for badge in lists.order if badge not in ordered and tally[badge]]
    return Counts(
        lead=_lead(standing, rated, outside),
        aside=sentences(*_aside(rows, standing)),
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


def _lead(standing: Sequence[PublicRow], rated: Sequence[Tally], outside: Sequence[Tally]) -> Said:
    """What was checked and what was found, in a sentence or two with their numbers."""
    if not standing:
        return NOTHING
    total = len(standing)
    checks = say_count(total, "{count} published check", "{count} published checks")
    number = sum(one.count for one in rated)
    if not outside:
        return say("{checks}: {found}.", checks=checks, found=found(rated))
    if not rated:
        return say(
            "{checks}, none of them rated from true to false: {found}.", checks=checks, found=found(outside)
        )
    return sentences(
        say("{checks}.", checks=checks),
        say_count(
            number,
            "{count} of {total} is rated from true to false: {found}.",
            "{count} of {total} are rated from true to false: {found}.",
            total=total,
            found=found(rated),
        ),
        say_count(
            total - number,
            "{count} of {total} is not: {found}.",
            "{count} of {total} are not: {found}.",
            total=total,
            found=found(outside),
        ),
    )


def _aside(rows: Sequence[PublicRow], standing: Sequence[PublicRow]) -> Iterator[Message]:
    """How many were corrected, are looked at again, or were taken back."""
    total = len(standing)
    corrected = sum(row.changed == CORRECTED for row in standing)
    if corrected:
        yield say_count(
            corrected,
            "{count} of {total} was corrected since publication.",
            "{count} of {total} were corrected since publication.",
            total=total,
        )
    elif standing:
        yield say("None of {total} was corrected since publication.", total=total)
    if open_again := sum(row.state in _OPEN_AGAIN for row in standing):
        yield say_count(
            open_again,
            "{count} of {total} is being looked at again.",
            "{count} of {total} are being looked at again.",
            total=total,
        )
    if void := len(rows) - total:
        yield say_count(
            void,
            "{count} more was taken back and is not counted.",
            "{count} more were taken back and are not counted.",
        )
