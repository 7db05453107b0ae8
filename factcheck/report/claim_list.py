"""The list of claims: those of the desk or those that are published, counted, and by article as its text runs."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from factcheck.model.claim import Article
from factcheck.model.public import PublicState
from factcheck.model.vocabulary import CorrectionKind
from factcheck.report.chart import Segment
from factcheck.report.claim_counts import CountTable, counted_checks, counted_claims
from factcheck.report.edition import Badge, Edition
from factcheck.report.fragment import host_of, live_link
from factcheck.report.listed_claim import STAGES, ListedCheck, ListedClaim, badges_of, in_truth_order
from factcheck.report.phrase import NOTHING, Message, Phrase, Run, Said, link, name, say, sentences
from factcheck.report.urls import Links
from factcheck.report.wording import STATE, day

_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class ListRow:
    """One claim in the list.

    `keys` are what filters and sorting look at, by letter: `v`erdict, `s`tage of the work, `a`rticle, `d`ay,
    `c`laimant, `t`opics. `alert` is what stands out beside the verdict, `detail` the stage or the day.
    """

    href: str
    text: str
    lang: str
    claimant: str
    where: str
    badge: Badge
    keys: tuple[tuple[str, str], ...]
    detail: Said
    alert: Message | None = None
    taken_back: bool = False
    summary: str = ""


@dataclass(frozen=True, slots=True)
class ListGroup:
    """The claims of one article as its text runs, or those of none.

    `href` leads to the page of the article, `annotated` to its text with the claims beside it.
    """

    anchor: str
    title: str | Message
    rows: tuple[ListRow, ...]
    lang: str = ""
    about: Said = NOTHING
    context: str = ""
    href: str = ""
    annotated: str = ""


@dataclass(frozen=True, slots=True)
class ListFilter:
    """A choice among the values of one key of the rows; the number of an option is the value."""

    name: str
    label: Message
    key: str
    options: tuple[str | Message, ...]
    everything: Message


@dataclass(frozen=True, slots=True)
class ListTools:
    """What a reader can find and sort by; `days` are the first and the last on which a check was published."""

    label: Message
    filters: tuple[ListFilter, ...]
    sorts: tuple[tuple[str, Message], ...]
    days: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ClaimList:
    """Everything a page that lists claims shows; `page_title` is what a tab shows, `bar` and `tables` count.

    `of_article` tells the page of one article, on which every row has its summary, from the list of all claims.
    """

    page_title: str | Message
    kicker: Message
    title: str | Message
    lead: Said
    counting: Message
    bar: tuple[Segment, ...]
    tables: tuple[CountTable, ...]
    groups: tuple[ListGroup, ...]
    lang: str = ""
    about: Said = NOTHING
    aside: Said = NOTHING
    context: str = ""
    tools: ListTools | None = None
    of_article: bool = False


def claim_list(
    claims: Sequence[ListedClaim], articles: Mapping[str, Article], edition: Edition, to: Links
) -> ClaimList:
    """Every claim of the desk, or every published check; a public list of anything else is a TypeError."""
    if not edition.is_public:
        return _desk_list(claims, articles, edition, to)
    checks = [claim for claim in claims if isinstance(claim, ListedCheck)]
    if len(checks) < len(claims):
        raise TypeError("a public list is made of published checks alone")
    return _site_list(checks, articles, edition, to)


def _desk_list(
    claims: Sequence[ListedClaim], articles: Mapping[str, Article], edition: Edition, to: Links
) -> ClaimList:
    rows = _Rows(claims, edition, to)
    counts = counted_claims(claims, rows.badges, rows.order, edition)
    only = _only_article(claims, articles)
    title = only.title if only else say("The claims under check") if claims else say("No claims yet")
    return ClaimList(
        page_title=title,
        kicker=say("Fact check"),
        title=title,
        lang=edition.lang(only.language) if only else "",
        about=about_article(only) if only else NOTHING,
        context=(only.context or "") if only else "",
        lead=counts.lead,
        counting=say("How many claims by verdict and by state"),
        bar=counts.bar,
        tables=counts.tables,
        groups=tuple(_desk_groups(claims, articles, rows, only is not None)),
        tools=rows.desk_tools() if claims else None,
    )


def _site_list(
    checks: Sequence[ListedCheck], articles: Mapping[str, Article], edition: Edition, to: Links
) -> ClaimList:
    rows = _Rows(checks, edition, to)
    counts = counted_checks(checks, rows.badges, rows.order, edition)
    groups = tuple(_site_groups(checks, articles, rows))
    return ClaimList(
        page_title=say("Fact checks"),
        kicker=say("Fact checks"),
        title=say("What was claimed, and what we found"),
        lead=counts.lead if checks else say("Nothing is published yet."),
        aside=sentences(counts.aside, link(to.corrections, say("All corrections"))) if checks else NOTHING,
        counting=say("How many checks by verdict"),
        bar=counts.bar,
        tables=counts.tables,
        groups=groups,
        tools=rows.site_tools(checks, [group.title for group in groups]) if checks else None,
    )


def article_list(article: Article, checks: Sequence[ListedCheck], edition: Edition, to: Links) -> ClaimList:
    """The published checks of one article, each with its summary."""
    rows = _Rows(checks, edition, to)
    counts = counted_checks(checks, rows.badges, rows.order, edition)
    lines = tuple(rows.check(check, 0, check.summary) for check in in_reading_order(checks))
    return ClaimList(
        page_title=say("Fact checks of {title}", title=article.title),
        kicker=say("Its claims, checked"),
        title=article.title,
        lang=edition.lang(article.language),
        about=about_article(article),
        lead=counts.lead,
        aside=counts.aside,
        context=article.context or "",
        counting=say("How many checks by verdict"),
        bar=counts.bar,
        tables=counts.tables,
        groups=(ListGroup("", say("As the text runs"), lines),),
        of_article=True,
    )


Listed = TypeVar("Listed", bound=ListedClaim)


def in_reading_order(claims: Iterable[Listed]) -> list[Listed]:
    """Articles by ref, in each as the text runs; last what belongs to none."""
    return sorted(claims, key=_reading_key)


def _reading_key(claim: ListedClaim) -> tuple[object, ...]:
    unplaced = claim.locator is None
    return (claim.article is None, claim.article or "", unplaced, _natural(claim.locator or ""), claim.ref)


def _natural(text: str) -> tuple[tuple[bool, int, str], ...]:
    """A key that puts "paragraph 5" before "paragraph 12"."""
    parts = _NUMBER.split(text.casefold())
    return tuple((False, int(part), "") if part.isdecimal() else (True, 0, part) for part in parts if part)


def about_article(article: Article) -> Phrase:
    """Who published a text, who wrote it, when, and where it is."""
    link = live_link(article.url) if article.url else None
    facts: list[Said] = [
        *([name(article.publisher)] if article.publisher else ()),
        *([say("by {author}", author=article.byline)] if article.byline else ()),
        *([day(article.published_on)] if article.published_on else ()),
        *([Run(host_of(article.url), "away", link)] if article.url and link else ()),
    ]
    return Phrase.of(*[part for fact in facts for part in (" · ", fact)][1:])


def _only_article(claims: Sequence[ListedClaim], articles: Mapping[str, Article]) -> Article | None:
    """The article that all claims belong to, if they belong to one."""
    refs = {claim.article for claim in claims}
    return articles.get(next(iter(refs)) or "") if len(refs) == 1 else None


def _desk_groups(
    claims: Sequence[ListedClaim], articles: Mapping[str, Article], rows: "_Rows", alone: bool
) -> Iterator[ListGroup]:
    """One for each article; where there is but one, the title of the page names it already."""
    for ref, members in groupby(in_reading_order(claims), key=lambda claim: claim.article):
        lines = tuple(map(rows.claim, members))
        article, anchor = articles.get(ref or ""), f"article.{ref or ''}"
        if article is None:
            yield ListGroup(anchor, ref or say("Claims from no article"), lines)
            continue
        annotated = "" if rows.to.single else rows.to.article(article.ref)
        if alone:
            yield ListGroup(anchor, say("Its claims, as the text runs"), lines, annotated=annotated)
        else:
            context = article.context or ""
            lang, about = rows.edition.lang(article.language), about_article(article)
            yield ListGroup(anchor, article.title, lines, lang, about, context, annotated=annotated)


def _site_groups(
    checks: Sequence[ListedCheck], articles: Mapping[str, Article], rows: "_Rows"
) -> Iterator[ListGroup]:
    """One for each article, with a link to its own page."""
    by_article = groupby(in_reading_order(checks), key=lambda check: check.article)
    for place, (ref, members) in enumerate(by_article):
        lines = tuple(rows.check(check, place) for check in members)
        article, anchor = articles.get(ref or ""), f"article.{ref or ''}"
        if article is None:
            yield ListGroup(anchor, ref or say("From no article"), lines)
        else:
            lang, about = rows.edition.lang(article.language), about_article(article)
            yield ListGroup(anchor, article.title, lines, lang, about, href=rows.to.article(article.ref))


class _Rows:
    """Makes the rows of one list; the places of verdicts, stages, topics and claimants are looked up, not searched."""

    def __init__(self, claims: Sequence[ListedClaim], edition: Edition, to: Links) -> None:
        self.badges = badges_of({claim.verdict for claim in claims}, edition)
        self.order = in_truth_order(set(self.badges.values()), edition)
        stages = {claim.stage for claim in claims}
        self._stages = [stage for stage in STAGES if stage in stages]
        checks = [claim for claim in claims if isinstance(claim, ListedCheck)]
        self._topics = sorted({tag for check in checks for tag in check.tags}, key=_alphabetical)
        self._claimants = sorted({claim.claimant for claim in claims if claim.claimant}, key=_alphabetical)
        self._rank = _places(self.order)
        self._stage, self._topic = _places(self._stages), _places(self._topics)
        self._claimant = _places(self._claimants)
        self.edition, self.to = edition, to

    def claim(self, claim: ListedClaim) -> ListRow:
        """The row of a claim of the desk, with how far the work has come."""
        badge = self.badges[claim.verdict]
        keys = (("v", str(self._rank[badge])), ("s", str(self._stage[claim.stage])))
        return ListRow(
            href=self.to.claim(claim.ref),
            text=claim.text,
            lang=self.edition.lang(claim.language),
            claimant=claim.claimant or "",
            where=claim.locator or "",
            badge=badge,
            keys=keys,
            detail=claim.stage,
        )

    def check(self, check: ListedCheck, article: int, summary: str = "") -> ListRow:
        """The row of a published check, with its day and whether it still stands; `article` is the group's place."""
        badge = self.badges[check.verdict]
        return ListRow(
            href=self.to.claim(check.ref),
            text=check.text,
            lang=self.edition.lang(check.language),
            claimant=check.claimant or "",
            where=check.locator or "",
            badge=badge,
            keys=tuple(self._keys(check, badge, article)),
            detail=day(check.published_on),
            alert=_alert(check),
            taken_back=check.state is PublicState.VOID,
            summary=summary,
        )

    def _keys(self, check: ListedCheck, badge: Badge, article: int) -> Iterator[tuple[str, str]]:
        yield "v", str(self._rank[badge])
        yield "a", str(article)
        yield "d", check.published_on
        if check.claimant:
            yield "c", str(self._claimant[check.claimant])
        if check.tags:
            yield "t", " ".join(str(self._topic[tag]) for tag in check.tags)

    def desk_tools(self) -> ListTools:
        """What the list of the desk can be narrowed to and sorted by."""
        by_state = ListFilter("state", say("State"), "s", tuple(self._stages), _ALL)
        sorts = (_SORT_VERDICT, ("state", say("State")), _SORT_CLAIMANT, _SORT_CLAIM)
        return ListTools(say("Find and sort claims"), (self._by_verdict(), by_state), sorts)

    def site_tools(self, checks: Sequence[ListedCheck], articles: Sequence[str | Message]) -> ListTools:
        """What the list of the site can be narrowed to and sorted by; `articles` are the titles of its groups."""
        filters = [self._by_verdict()]
        if self._topics:
            filters.append(ListFilter("topic", say("Topic"), "t", tuple(self._topics), _ALL))
        if self._claimants:
            everybody = say("Everybody")
            filters.append(ListFilter("claimant", say("Said by"), "c", tuple(self._claimants), everybody))
        if len(articles) > 1:
            filters.append(ListFilter("article", say("Article"), "a", tuple(articles), _ALL))
        sorts = (_SORT_VERDICT, _SORT_CLAIMANT, _SORT_CLAIM, ("newest", say("Newest first")))
        days = sorted(check.published_on for check in checks)
        return ListTools(say("Find and sort checks"), tuple(filters), sorts, (days[0], days[-1]))

    def _by_verdict(self) -> ListFilter:
        return ListFilter("verdict", say("Verdict"), "v", tuple(badge.label for badge in self.order), _ALL)


_ALL = say("All")
_SORT_VERDICT = ("verdict", say("Verdict"))
_SORT_CLAIMANT = ("claimant", say("Claimant"))
_SORT_CLAIM = ("claim", say("Claim, A to Z"))

_OPEN_AGAIN = {
    PublicState.RECHECK: say("Being looked at again"),
    PublicState.UNDER_CORRECTION: say("Being corrected"),
}


def _alert(check: ListedCheck) -> Message | None:
    """What a reader of a list must know of a check beside its verdict; nothing where it holds as it was."""
    if check.state is not PublicState.CURRENT:
        return _OPEN_AGAIN.get(check.state, STATE[check.state])
    if check.is_corrected:
        return say("Corrected")
    return say("Updated") if CorrectionKind.UPDATE in check.kinds else None


Item = TypeVar("Item")


def _places(items: Sequence[Item]) -> dict[Item, int]:
    return {item: place for place, item in enumerate(items)}


def _alphabetical(text: str) -> tuple[str, str]:
    return text.casefold(), text
