"""The pages of the site that are about all checks: the front page, articles, corrections, and the desk's own texts."""

from collections.abc import Iterator, Mapping, Sequence

from factcheck.model.claim import Article
from factcheck.model.public import PublicCheck
from factcheck.report import place
from factcheck.report.public_index import PublicRow
from factcheck.report.public_pages import (
    about_page,
    article_page,
    corrections_page,
    home_page,
    public_guide_page,
    public_scale_page,
)
from factcheck.report.site import TEXTS, Site


def print_sitewide(
    checks: Sequence[PublicCheck], articles: Mapping[str, Article], texts: Mapping[str, str], site: Site
) -> Iterator[tuple[str, str]]:
    """Each file of the site that is about more than one check, by its path, with what it holds."""
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
