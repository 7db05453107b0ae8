"""The sitemap (sitemaps.org protocol 0.9): which pages there are, and when each last changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from markupsafe import escape

from factcheck.model.public import PublicCheck
from factcheck.report.urls import SITEMAP, SiteUrls
from factcheck.report.wording import utc

Listed = tuple[str, datetime | None]
"""A page's URL, and when it changed if that is known."""

MOST = 50_000
"""So many pages one file lists; more are told in several, under an index."""

_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def listed_checks(checks: Iterable[PublicCheck], site: SiteUrls) -> Iterator[Listed]:
    """The page of each check; versions that were replaced are found from there and not listed."""
    for one in checks:
        if not one.superseded:
            yield site.claim(one.record.claim.ref), one.changed_at


def sitemaps(pages: Sequence[Listed], site: SiteUrls) -> Mapping[str, str]:
    """The files by their name in the site: `sitemap.xml`, and when it has to be an index `sitemap-1.xml` and on."""
    parts = [pages[at : at + MOST] for at in range(0, len(pages), MOST)] or [pages]
    if len(parts) == 1:
        return {SITEMAP: _list("urlset", "url", pages)}
    files = {f"sitemap-{number}.xml": part for number, part in enumerate(parts, 1)}
    index = [(site.file(name), _newest(part)) for name, part in files.items()]
    return {
        SITEMAP: _list("sitemapindex", "sitemap", index),
        **{name: _list("urlset", "url", part) for name, part in files.items()},
    }


def _newest(pages: Sequence[Listed]) -> datetime | None:
    return max((at for _, at in pages if at), default=None)


def _list(root: str, item: str, pages: Sequence[Listed]) -> str:
    lines = (f"<{item}><loc>{escape(url)}</loc>{_changed(at)}</{item}>" for url, at in pages)
    return "\n".join((_XML, f'<{root} xmlns="{_NAMESPACE}">', *lines, f"</{root}>", ""))


def _changed(at: datetime | None) -> str:
    """W3C Datetime, as the protocol asks."""
    return f"<lastmod>{utc(at)}</lastmod>" if at else ""
