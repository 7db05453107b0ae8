"""The files of the site that are about all checks: the front page, articles, corrections, feed, data, own texts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from factcheck.model.claim import Article
from factcheck.model.public import PublicCheck
from factcheck.report import urls
from factcheck.report.edition import Edition
from factcheck.report.frame import TEXTS
from factcheck.report.listed_claim import ListedCheck
from factcheck.report.outputs.claims_csv import claims_csv
from factcheck.report.outputs.claims_json import claim_json, claims_json
from factcheck.report.outputs.feed import atom_feed
from factcheck.report.outputs.sitemap import listed_checks, sitemaps
from factcheck.report.pages import (
    about_page,
    article_page,
    corrections_page,
    guide_page,
    index_page,
    scale_page,
)

Articles = Mapping[str, Article]


@dataclass(frozen=True)
class SharedCheck:
    """What the files about all checks need of one: the check without what it rests on, and its line of the data.

    All of them are in memory at once.
    """

    check: PublicCheck
    line: str


def in_short(check: PublicCheck, articles: Articles, edition: Edition) -> SharedCheck:
    """The version of a check that is out, for the files about all checks."""
    bare = replace(check.record, sources=(), captures=(), evidence=(), drift=(), events=())
    return SharedCheck(replace(check, record=bare), claim_json(check, articles, edition))


def print_sitewide(
    told: Sequence[SharedCheck], articles: Articles, texts: Mapping[str, str], edition: Edition
) -> Iterator[tuple[str, str]]:
    """Each file of the site that is about more than one check, by its path, with what it holds."""
    checks = [one.check for one in told]
    pages = dict(_pages(checks, articles, texts, edition))
    yield from pages.items()
    yield urls.FEED, atom_feed(checks, edition)
    yield urls.DATA_JSON, "".join(claims_json((one.line for one in told), edition))
    yield urls.DATA_CSV, "".join(claims_csv(checks, articles, edition))
    others = [(edition.urls.file(name), None) for name in pages]
    yield from sitemaps([*others, *listed_checks(checks, edition.urls)], edition.urls).items()


def _pages(
    checks: Sequence[PublicCheck], articles: Articles, texts: Mapping[str, str], edition: Edition
) -> Iterator[tuple[str, str]]:
    rows = [ListedCheck.of_check(check) for check in checks]
    used = {(one.scale, one.scale_version) for check in checks for one in check.record.verdicts}
    yield urls.INDEX, index_page(rows, articles, edition)
    yield urls.CORRECTIONS, corrections_page(checks, edition)
    yield urls.SCALE, scale_page(edition, [edition.scales.get(*one) for one in sorted(used)])
    yield urls.GUIDE, guide_page(edition)
    for name, text in texts.items():
        yield TEXTS[name][0], about_page(name, text, edition)
    members: dict[str, list[ListedCheck]] = {}
    for row in rows:
        members.setdefault(row.article or "", []).append(row)
    for ref, its_rows in sorted(members.items()):
        if ref in articles:
            yield urls.article_file(ref), article_page(articles[ref], its_rows, edition)
