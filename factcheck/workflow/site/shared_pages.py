"""The files of the site that are about all checks: the front page, articles, corrections, feed, data, own texts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from factcheck.model.claim import Article
from factcheck.model.public import PublicCheck
from factcheck.report import place
from factcheck.report.feed import atom_feed
from factcheck.report.public_data import claim_json, claims_json
from factcheck.report.public_index import PublicRow
from factcheck.report.public_pages import (
    about_page,
    article_page,
    corrections_page,
    home_page,
    public_guide_page,
    public_scale_page,
)
from factcheck.report.public_table import claims_csv
from factcheck.report.site import TEXTS, Site
from factcheck.report.sitemap import listed_checks, sitemaps

Articles = Mapping[str, Article]


@dataclass(frozen=True)
class ListedCheck:
    """What the files about all checks need of one: the check without what it rests on, and its line of the data.

    All of them are in memory at once.
    """

    check: PublicCheck
    line: str


def in_short(check: PublicCheck, articles: Articles, site: Site) -> ListedCheck:
    """The version of a check that is out, for the files about all checks."""
    bare = replace(check.record, sources=(), captures=(), evidence=(), drift=(), events=())
    return ListedCheck(replace(check, record=bare), claim_json(check, articles, site))


def print_sitewide(
    told: Sequence[ListedCheck], articles: Articles, texts: Mapping[str, str], site: Site
) -> Iterator[tuple[str, str]]:
    """Each file of the site that is about more than one check, by its path, with what it holds."""
    checks = [one.check for one in told]
    pages = dict(_pages(checks, articles, texts, site))
    yield from pages.items()
    yield place.FEED, atom_feed(checks, site)
    yield place.DATA_JSON, "".join(claims_json((one.line for one in told), site))
    yield place.DATA_CSV, "".join(claims_csv(checks, articles, site))
    others = [(site.address.home if name == place.INDEX else site.address.page(name), None) for name in pages]
    yield from sitemaps([*others, *listed_checks(checks, site.address)], site.address).items()


def _pages(
    checks: Sequence[PublicCheck], articles: Articles, texts: Mapping[str, str], site: Site
) -> Iterator[tuple[str, str]]:
    rows = [PublicRow.from_check(check) for check in checks]
    used = {(one.scale, one.scale_version) for check in checks for one in check.record.verdicts}
    yield place.INDEX, home_page(rows, articles, site)
    yield place.CORRECTIONS, corrections_page(checks, site)
    yield place.SCALE, public_scale_page([site.edition.scales.get(*one) for one in sorted(used)], site)
    yield place.GUIDE, public_guide_page(site)
    for name, text in texts.items():
        yield TEXTS[name][0], about_page(name, text, site)
    members: dict[str, list[PublicRow]] = {}
    for row in rows:
        members.setdefault(row.article or "", []).append(row)
    for ref, its_rows in sorted(members.items()):
        if ref in articles:
            yield place.article_file(ref), article_page(articles[ref], its_rows, site)
