"""Which addresses are to be visited, for whom, and what their servers need to say whether they changed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from factcheck.desk import Desk
from factcheck.errors import NotFound
from factcheck.model.links import has_scheme
from factcheck.model.redaction import is_redacted_link
from factcheck.model.source import Browser
from factcheck.model.vocabulary import Outcome
from factcheck.model.web_archives import ArchiveCopy
from factcheck.store.source_urls import ArchivedUrl, SourceUrl
from factcheck.workflow.evidence.archive_copies import WantedCopy, copy_at

if TYPE_CHECKING:
    from factcheck.fetch.browser.cookie_file import GivenCookies


@dataclass(frozen=True, slots=True)
class ByBrowser:
    """That a browser draws a page: whether it presses the button that accepts cookies, and whose cookies it brings.

    `logged_in` marks a page that can be had with a person's cookies alone.
    """

    accept_cookies: bool = False
    cookies: "GivenCookies | None" = field(default=None, repr=False)
    logged_in: bool = False


@dataclass(frozen=True, slots=True)
class FetchTask:
    """One URL and the sources that have it, as (ref, source id); a page that nobody cites yet has none.

    `etag` and `last_modified` are those of the capture to compare with, `seen_at` is when that was taken. `copy` is
    whose copy it is, where it is one of an archive. Without `by_browser` a plain request is made.
    """

    url: str
    sources: tuple[tuple[str, str], ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    seen_at: datetime | None = None
    copy: WantedCopy | None = None
    by_browser: ByBrowser | None = None


def missing(desk: Desk) -> list[FetchTask]:
    """Every link of which no words are in the archive, and every copy in other archives that is not."""
    return _tasks(one for one in _addresses(desk, ()) if not one.is_captured) + _copies(desk, None)


def named(desk: Desk, names: Sequence[str]) -> list[FetchTask]:
    """The links of the claims named by their refs, and the addresses named themselves; NotFound for a wrong ref."""
    cited = _addresses(desk, names)
    refs = [name for name in names if not has_scheme(name)]
    with desk.store.reading() as ledger:
        now = {*ledger.called_now({*refs}).values()}
    return _tasks(cited) + _uncited(cited, names) + _copies(desk, now)


def _copies(desk: Desk, refs: Collection[str] | None) -> list[FetchTask]:
    """Copies in archives that are known, of all claims or of these, that were not captured: they stay as they are."""
    with desk.store.reading() as ledger:
        found = ledger.archived(refs)
    wanted: dict[ArchiveCopy, list[ArchivedUrl]] = {}
    for one in found:
        copy = None if is_redacted_link(one.archived) else copy_at(desk, one.archived)
        if copy and copy.request not in one.held:
            wanted.setdefault(copy, []).append(one)
    return [
        FetchTask(
            copy.request,
            tuple((one.ref, one.source) for one in ones),
            copy=WantedCopy(copy, frozenset(one.url for one in ones if one.url)),
        )
        for copy, ones in wanted.items()
    ]


def due(desk: Desk, names: Sequence[str], age: timedelta) -> list[FetchTask]:
    """Links, of the named claims or of all, whose words were last seen longer ago than `age`."""
    long_ago, cited = desk.clock() - age, _addresses(desk, names)
    return _again(one for one in cited if _last_seen(one) <= long_ago) + _uncited(cited, names)


def rested_on(desk: Desk, names: Sequence[str]) -> list[FetchTask]:
    """Links that verdicts rest on; of claims that are named, all that are quoted."""
    return _again(one for one in _addresses(desk, names) if (one.quoted if names else one.rested_on))


def of_sources(
    desk: Desk, sources: Collection[tuple[str, str]], before: datetime | None = None
) -> list[FetchTask]:
    """The links of these sources, each as (ref, source id), as far as they are still there.

    With `before` only what was not visited since then.
    """
    wanted = {*sources}
    with desk.store.reading() as ledger:
        there = ledger.addresses_of({ref for ref, _ in wanted})
    found = (one for one in there if (one.ref, one.source) in wanted and not is_redacted_link(one.url))
    return _again(one for one in found if before is None or all(past.at < before for past in one.taken))


def _uncited(cited: Iterable[SourceUrl], names: Sequence[str]) -> list[FetchTask]:
    """The addresses that are named and that no claim cites."""
    known = {one.url for one in cited}
    return [FetchTask(url) for url in dict.fromkeys(filter(has_scheme, names)) if url not in known]


def _addresses(desk: Desk, names: Sequence[str]) -> list[SourceUrl]:
    """The links of the claims and the addresses that are named, all if nothing is; none that was taken out for good."""
    links = {name for name in names if has_scheme(name)}
    refs = {*names} - links
    with desk.store.reading() as ledger:
        known = ledger.called_now(refs)
        for ref in sorted(refs - known.keys()):
            if "." in ref:
                raise NotFound(f'There is no claim "{ref}". An address begins with https:// or http://')
            ledger.record(ref)
        wanted = set(known.values())
        found = ledger.addresses_of(wanted, links) if names else ledger.addresses()
        there = (one for one in found if not is_redacted_link(one.url))
        return [one for one in there if not names or one.ref in wanted or one.url in links]


def _last_seen(address: SourceUrl) -> datetime:
    """When its words were last seen; before all time where they never were."""
    met = (one.at for one in address.taken if one.outcome.holds_words or one.outcome is Outcome.UNCHANGED)
    return max(met, default=datetime.min.replace(tzinfo=UTC))


def _tasks(addresses: Iterable[SourceUrl]) -> list[FetchTask]:
    """One task for each link, by a plain request, in the order in which they were first cited."""
    return _together((one, None) for one in addresses)


def _again(addresses: Iterable[SourceUrl]) -> list[FetchTask]:
    """One task for each link and each way in which it was captured: quotes are looked for as they were found."""
    return _together((one, _way(one.browser)) for one in addresses)


def _together(ways: Iterable[tuple[SourceUrl, ByBrowser | None]]) -> list[FetchTask]:
    together: dict[tuple[str, ByBrowser | None], list[SourceUrl]] = {}
    for one, way in ways:
        together.setdefault((one.url, way), []).append(one)
    return [_task(url, way, sources) for (url, way), sources in together.items()]


def _way(browser: Browser | None) -> ByBrowser | None:
    return ByBrowser(bool(browser.accepted), logged_in=browser.logged_in) if browser else None


def _task(url: str, way: ByBrowser | None, addresses: list[SourceUrl]) -> FetchTask:
    """The conditions are asked only where all that cite the link compare with the same version of it."""
    sources = tuple((one.ref, one.source) for one in addresses)
    if way:
        return FetchTask(url, sources, by_browser=way)
    baselines = [one.baseline for one in addresses]
    versions = {(one.etag, one.last_modified) if one else None for one in baselines}
    first = baselines[0]
    if first is None or len(versions) > 1:
        return FetchTask(url, sources)
    return FetchTask(url, sources, first.etag, first.last_modified, first.at)
