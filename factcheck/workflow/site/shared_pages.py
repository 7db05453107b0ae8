"""The files of the site that are about all checks: the front page, articles, corrections, feed, data, own texts."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from factcheck.model.claim import Article
from factcheck.model.public import PublicCheck
from factcheck.report import urls
from factcheck.report.edition import Edition
from factcheck.report.finder import finder_files
from factcheck.report.frame import TEXTS
from factcheck.report.listed_claim import ListedCheck
from factcheck.report.outputs.claims_csv import claims_csv
from factcheck.report.outputs.claims_json import claims_json
from factcheck.report.outputs.feed import NEWEST, atom_feed
from factcheck.report.outputs.sitemap import robots, sitemaps
from factcheck.report.pages import (
    about_page,
    article_page,
    corrections_page,
    guide_page,
    missing_page,
    scale_page,
    site_list_pages,
)
from factcheck.workflow.site.build import SiteBuild
from factcheck.workflow.site.shared_data import SharedData

Articles = Mapping[str, Article]
Checks = Callable[[Collection[str]], Iterable[PublicCheck]]
"""Reads the version of each of these checks that is out, with all it rests on."""


class SharedPages:
    """The files about all checks of one publication; `members` are the refs of the checks of each article."""

    def __init__(
        self,
        data: SharedData,
        articles: Articles,
        members: Mapping[str, Collection[str]],
        texts: Mapping[str, str],
        edition: Edition,
    ) -> None:
        self._data, self._articles, self._members = data, articles, members
        self._texts, self._edition = texts, edition

    def print_article(self, build: SiteBuild, ref: str, key: str) -> None:
        """Print the page of one article, made from what `key` stands for."""
        checks = [self._data.checks[member].listed for member in sorted(self._members[ref])]
        build.print(urls.article_file(ref), key, article_page(self._articles[ref], checks, self._edition))

    def print_all(self, build: SiteBuild, key: str, checks: Checks) -> None:
        """Print every other file, made from what `key` stands for."""
        shared = [one for _, one in sorted(self._data.checks.items())]
        full = list(checks(self._shown_in_full()))
        listed = [one.listed for one in shared]
        pages = dict(self._pages(listed, full))
        for name, page in chain(pages.items(), finder_files(listed, self._articles, self._edition)):
            build.print(name, key, page)
        build.print(urls.FEED, key, atom_feed(full, self._edition))
        build.print_pieces(urls.DATA_JSON, key, claims_json(self._data.lines(), self._edition))
        build.print_pieces(urls.DATA_CSV, key, claims_csv(one.row for one in shared))
        site = self._edition.urls
        names = [*pages, *(urls.article_file(ref) for ref in self._members)]
        changed = [(site.claim(one.listed.ref), one.changed_at) for one in shared]
        for name, page in ((urls.MISSING, missing_page(self._edition)), (urls.ROBOTS, robots(site))):
            if build.is_free(name):
                build.print(name, key, page)
        for name, page in sitemaps([*((site.file(name), None) for name in names), *changed], site).items():
            build.print(name, key, page)

    def _shown_in_full(self) -> set[str]:
        """The checks of which more is shown than lists have: those in the feed, and those with a correction."""
        checks = self._data.checks
        newest = sorted(checks, key=lambda ref: (checks[ref].changed_at, ref), reverse=True)[:NEWEST]
        return {*newest, *(ref for ref, one in checks.items() if one.is_corrected)}

    def _pages(self, listed: Sequence[ListedCheck], full: Sequence[PublicCheck]) -> Iterator[tuple[str, str]]:
        edition = self._edition
        used = {one.verdict[:2] for one in listed if one.verdict}
        used |= {(one.scale, one.scale_version) for check in full for one in check.record.verdicts}
        yield from site_list_pages(listed, self._articles, edition)
        yield urls.CORRECTIONS, corrections_page(full, edition)
        yield urls.SCALE, scale_page(edition, [edition.scales.get(*one) for one in sorted(used)])
        yield urls.GUIDE, guide_page(edition)
        for name, text in self._texts.items():
            yield TEXTS[name][0], about_page(name, text, edition)
