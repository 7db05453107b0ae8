"""The sitemap (sitemaps.org protocol 0.9): which pages there are, and when each last changed."""

from collections.abc import Mapping, Sequence

from markupsafe import escape

from factcheck.report.urls import SITEMAP, SiteUrls

Listed = tuple[str, str | None]
"""A page's URL, and when it changed (RFC 3339, UTC, which is a W3C Datetime) if that is known."""

MOST = 50_000
"""Pages in one file at most; more are listed in several files, under an index."""

_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def robots(site: SiteUrls) -> str:
    """`robots.txt` (RFC 9309): everything may be read, and this is what there is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.file(SITEMAP)}\n"


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


def _newest(pages: Sequence[Listed]) -> str | None:
    return max((at for _, at in pages if at), default=None)


def _list(root: str, item: str, pages: Sequence[Listed]) -> str:
    urls = escape("\n".join([url for url, _ in pages])).split("\n")  # one by one takes ten times as long
    told = zip(urls, pages, strict=True)
    lines = [f"<{item}><loc>{url}</loc>{_changed(at)}</{item}>" for url, (_, at) in told]
    return "\n".join((_XML, f'<{root} xmlns="{_NAMESPACE}">', *lines, f"</{root}>", ""))


def _changed(at: str | None) -> str:
    return f"<lastmod>{at}</lastmod>" if at else ""
