"""The pages that list claims: those of the desk by article as its text runs, published checks newest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from factcheck.model.claim import Article
from factcheck.phrase import NOTHING, Message, Phrase, Run, Said, link, listed, name, say, sentences
from factcheck.report.claim_counts import NO_COUNTS, ClaimCounts, counted_checks, counted_claims
from factcheck.report.edition import Edition
from factcheck.report.fragment import host_of, live_link
from factcheck.report.list_rows import ListRow, ListRows, ListTools, in_reading_order
from factcheck.report.listed_claim import IndexedClaim, ListedCheck
from factcheck.report.parts import IsWanted, every_file, in_part, parts_of
from factcheck.report.urls import FROM_FOLDER, FROM_ROOT, INDEX, Links, article_file, list_file
from factcheck.report.wording import day

NEWEST = 50
"""Checks on the front page."""

AT_ONCE = 200
"""Checks on each page of the list of all."""


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
class PageLink:
    """A link to one page of a list that stands on several; `current` where it is the page itself."""

    href: str
    number: int
    current: bool


@dataclass(frozen=True, slots=True)
class ClaimList:
    """Everything a page that lists claims shows; `page_title` is what a tab shows, `bar` and `tables` count.

    `of_article` tells the page of one article from the list of all claims; `file` is where the page stands, and
    `pages` are the links to those that stand beside it.
    """

    page_title: str | Message
    title: str | Message
    groups: tuple[ListGroup, ...]
    counts: ClaimCounts = NO_COUNTS
    lang: str = ""
    about: Said = NOTHING
    byline: Said = NOTHING
    aside: Said = NOTHING
    context: str = ""
    tools: ListTools | None = None
    pages: tuple[PageLink, ...] = ()
    of_article: bool = False
    file: str = INDEX

    @property
    def told(self) -> bool:
        """Whether rows have their summaries."""
        return any(row.summary for group in self.groups for row in group.rows)


def desk_list(
    claims: Sequence[IndexedClaim], articles: Mapping[str, Article], edition: Edition, to: Links
) -> ClaimList:
    """Every claim of the desk, by article as its text runs."""
    rows = ListRows(claims, edition, to)
    only = _only_article(claims, articles)
    title = only.title if only else say("The claims under check") if claims else say("No claims yet")
    return ClaimList(
        page_title=title,
        title=title,
        lang=edition.lang(only.language) if only else "",
        about=about_article(only) if only else NOTHING,
        context=(only.context or "") if only else "",
        counts=counted_claims(claims, rows.badges, rows.order, edition),
        groups=tuple(_desk_groups(claims, articles, rows, only is not None)),
        tools=rows.desk_tools() if claims and not to.single else None,
    )


def site_lists(
    newest: Sequence[ListedCheck],
    articles: Mapping[str, Article],
    edition: Edition,
    is_wanted: IsWanted = every_file,
) -> Iterator[ClaimList]:
    """The front page with the newest published checks and, where there are more, a page for every `AT_ONCE`.

    `newest` are all of them, newest first. Pages are numbered from the oldest check on, so that a new check changes
    the last one alone. TypeError for a claim that is no published check.
    """
    if not all(issubclass(kind, ListedCheck) for kind in {*map(type, newest)}):
        raise TypeError("a public list is made of published checks alone")
    many = parts_of(len(newest), AT_ONCE) if len(newest) > NEWEST else 0
    pages = [list_file(number) for number in range(many, 0, -1)]
    rows = ListRows(newest, edition, FROM_ROOT)
    tools = rows.site_tools(newest, articles)
    if is_wanted(INDEX, newest, None):
        yield _front_page(newest, rows, tools, pages)
    rows = rows.linked(FROM_FOLDER)
    for number, file in enumerate(pages):
        shown = in_part(newest, len(pages) - number, AT_ONCE)
        if not is_wanted(file, shown, (tools, len(pages))):
            continue
        days = say("{first} to {last}", first=day(shown[-1].published_on), last=day(shown[0].published_on))
        yield ClaimList(
            page_title=say("Fact checks: {days}", days=days),
            title=say("Fact checks: {days}", days=days),
            groups=_page(shown, rows, say("Newest first")),
            tools=tools,
            pages=tuple(_page_links(pages, FROM_FOLDER, file)),
            file=file,
        )


def _front_page(
    newest: Sequence[ListedCheck], rows: ListRows, tools: ListTools | None, pages: Sequence[str]
) -> ClaimList:
    """The newest checks, and all of them counted."""
    counts = counted_checks(newest, rows.badges, rows.order, rows.edition)
    all_corrections = link(FROM_ROOT.corrections, say("All corrections"))
    return ClaimList(
        page_title=say("Fact checks"),
        title=say("What was claimed, and what we found"),
        counts=counts,
        aside=sentences(counts.aside, all_corrections) if newest else NOTHING,
        groups=_page(newest[:NEWEST], rows, say("Newest first")),
        tools=tools,
        pages=tuple(_page_links(pages, FROM_ROOT)),
    )


def article_list(article: Article, checks: Sequence[ListedCheck], edition: Edition) -> ClaimList:
    """The published checks of one article, as its text runs."""
    rows = ListRows(checks, edition, FROM_FOLDER)
    counts = counted_checks(checks, rows.badges, rows.order, edition)
    return ClaimList(
        page_title=say("Fact checks of {title}", title=article.title),
        title=article.title,
        lang=edition.lang(article.language),
        about=about_article(article),
        byline=_checked_by(checks),
        aside=counts.aside,
        context=article.context or "",
        counts=counts,
        groups=(
            ListGroup(
                "", say("Its claims, as the text runs"), tuple(map(rows.in_article, in_reading_order(checks)))
            ),
        ),
        of_article=True,
        file=article_file(article.ref),
    )


def _checked_by(checks: Sequence[ListedCheck]) -> Said:
    """Who gave the verdicts of these checks, by name."""
    people = sorted({check.author for check in checks}, key=lambda name: (name.casefold(), name))
    return say("Checked by {person}.", person=listed(people)) if people else NOTHING


def _page(checks: Sequence[ListedCheck], rows: ListRows, title: Message) -> tuple[ListGroup, ...]:
    return (ListGroup("", title, tuple(map(rows.check, checks))),) if checks else ()


def _page_links(files: Sequence[str], to: Links, here: str = "") -> Iterator[PageLink]:
    """A link to each page of the list by its number, the newest first; `here` is the page they stand on."""
    for place, file in enumerate(files):
        yield PageLink(to.file(file), len(files) - place, file == here)


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


def _only_article(claims: Sequence[IndexedClaim], articles: Mapping[str, Article]) -> Article | None:
    """The article that all claims belong to, if they belong to one."""
    refs = {claim.article for claim in claims}
    return articles.get(next(iter(refs)) or "") if len(refs) == 1 else None


def _desk_groups(
    claims: Sequence[IndexedClaim], articles: Mapping[str, Article], rows: ListRows, alone: bool
) -> Iterator[ListGroup]:
    """One for each article; where there is but one, the title of the page names it already."""
    for ref, members in groupby(in_reading_order(claims), key=lambda claim: claim.article):
        lines = tuple(map(rows.row, members))
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
