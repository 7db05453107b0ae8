"""The files of the site that are about all checks: the front page, articles, corrections, feed, data, own texts.

Each has the key of what it is made of, so that a correction prints the few that show it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from typing import Any

from factcheck.model.event import digest
from factcheck.model.public import PublicCheck
from factcheck.report import urls
from factcheck.report.finder import finder_files
from factcheck.report.frame import TEXTS
from factcheck.report.list_rows import newest_first
from factcheck.report.listed_claim import ListedCheck
from factcheck.report.outputs.claims_csv import claims_csv
from factcheck.report.outputs.claims_json import DATA_AT_ONCE, claims_index, claims_json
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
from factcheck.report.parts import in_part, parts_of
from factcheck.workflow.site.build import SiteBuild
from factcheck.workflow.site.publish_claims import ClaimsOut

Checks = Callable[[Collection[str]], Iterable[PublicCheck]]
"""Reads the version of each of these checks that is out, with all it rests on."""

FindLines = Callable[[str, Sequence[str]], None]
"""Has the line of each of these checks at hand, for the data of this name."""


class SharedPages:
    """The files about all checks of one publication; `members` are the refs of the checks of each article.

    `key` stands for all that is out.
    """

    def __init__(
        self,
        build: SiteBuild,
        out: ClaimsOut,
        members: Mapping[str, Collection[str]],
        texts: Mapping[str, str],
        key: str,
    ) -> None:
        self._build, self._out, self._members, self._texts, self._key = build, out, members, texts, key
        self._checks = out.data.checks
        self._keys = out.done.keys
        self._made_of: dict[str, str] = {}

    def print_article(self, ref: str, key: str) -> None:
        """Print the page of one article, made from what `key` stands for."""
        checks = [self._checks[member].listed for member in sorted(self._members[ref])]
        page = article_page(self._out.article_of[ref], checks, self._out.edition)
        self._build.print(urls.article_file(ref), key, page)

    def print_all(self, checks: Checks, find_lines: FindLines) -> None:
        """Print every other file that is not there as it should be."""
        newest = newest_first(one.listed for one in self._checks.values())
        articles, edition = self._out.article_of, self._out.edition
        self._print(site_list_pages(newest, articles, edition, self._is_wanted))
        self._print(self._pages(checks))
        pages = [*self._made_of]
        self._print(finder_files(newest, articles, edition, self._is_wanted))
        self._print(self._feed(checks))
        self._print_data(newest, find_lines)
        self._print(self._for_machines(pages))

    def _print(self, files: Iterable[tuple[str, str]]) -> None:
        for name, page in files:
            self._build.print(name, self._made_of[name], page)

    def _is_wanted(self, name: str, shown: Sequence[ListedCheck], beside: object) -> bool:
        return self._moved(name, *self._keys_of(one.ref for one in shown), repr(beside))

    def _keys_of(self, refs: Iterable[str]) -> list[str]:
        return [self._keys[ref] for ref in refs]

    def _moved(self, name: str, *made_of: Any) -> bool:
        """Whether a file is to be made, since it is not there as it was made of these."""
        self._made_of[name] = digest([self._out.made_with, name, *made_of])
        return not self._build.keeps(name, self._made_of[name])

    def _pages(self, checks: Checks) -> Iterator[tuple[str, str]]:
        edition = self._out.edition
        corrected = sorted(ref for ref, one in self._checks.items() if one.has_corrections)
        if self._moved(urls.CORRECTIONS, *self._keys_of(corrected)):
            yield urls.CORRECTIONS, corrections_page(checks(corrected), edition)
        used = sorted({version for one in self._checks.values() for version in one.scales})
        if self._moved(urls.SCALE, used):
            yield urls.SCALE, scale_page(edition, [edition.scales.get(*one) for one in used])
        if self._moved(urls.GUIDE):
            yield urls.GUIDE, guide_page(edition)
        for name, text in self._texts.items():
            if self._moved(TEXTS[name][0], text):
                yield TEXTS[name][0], about_page(name, text, edition)

    def _feed(self, checks: Checks) -> Iterator[tuple[str, str]]:
        newest = [
            ref for _, ref in nlargest(NEWEST, ((one.changed_at, ref) for ref, one in self._checks.items()))
        ]
        if self._moved(urls.FEED, *self._keys_of(newest)):
            yield urls.FEED, atom_feed(checks(newest), self._out.edition)

    def _print_data(self, newest: Sequence[ListedCheck], find_lines: FindLines) -> None:
        """All data: in one file or, where there are more checks than that holds, in parts that it names."""
        edition = self._out.edition
        parts = parts_of(len(newest), DATA_AT_ONCE)
        if parts <= 1:
            self._print_lines(urls.DATA_JSON, sorted(one.ref for one in newest), find_lines)
        else:
            names = [urls.data_file(number) for number in range(1, parts + 1)]
            for number, name in enumerate(names, 1):
                refs = [one.ref for one in in_part(newest, number, DATA_AT_ONCE)]
                self._print_lines(name, refs, find_lines)
            if self._moved(urls.DATA_JSON, names):
                self._print([(urls.DATA_JSON, claims_index(names, edition))])
        if not self._build.keeps(urls.DATA_CSV, self._key):
            rows = (one.row for _, one in sorted(self._checks.items()))
            self._build.print_pieces(urls.DATA_CSV, self._key, claims_csv(rows))

    def _print_lines(self, name: str, refs: Sequence[str], find_lines: FindLines) -> None:
        if self._moved(name, *self._keys_of(refs)):
            find_lines(name, refs)
            lines = claims_json(self._out.data.lines(refs), self._out.edition)
            self._build.print_pieces(name, self._made_of[name], lines)

    def _for_machines(self, pages: Sequence[str]) -> Iterator[tuple[str, str]]:
        """What tells of all pages, and what a server gives where there is none."""
        edition, site = self._out.edition, self._out.edition.urls
        for name, page in ((urls.MISSING, missing_page(edition)), (urls.ROBOTS, robots(site))):
            if self._build.is_free(name) and self._moved(name):
                yield name, page
        names = [*pages, *(urls.article_file(ref) for ref in self._members)]
        home = site.file("")
        changed = [
            (f"{home}{urls.claim_file(ref)}", one.changed_at) for ref, one in sorted(self._checks.items())
        ]
        for name, page in sitemaps([*((site.file(name), None) for name in names), *changed], site).items():
            self._made_of[name] = self._key
            yield name, page
