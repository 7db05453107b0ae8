"""Fetching the public log of another desk and its checks: through the guard, politely, every file bounded."""

from collections.abc import Iterable
from contextlib import aclosing
from dataclasses import dataclass, field

from factcheck.desk import Desk
from factcheck.exchange.log.growth import from_whole
from factcheck.fetch.fetcher import Fetcher, FetchRequest
from factcheck.model.visit import Visit
from factcheck.model.vocabulary import Outcome
from factcheck.reading.document.content_coding import decode
from factcheck.workflow.site.public_log import LOG

_UNPACKED = 100_000_000
"""Bytes that a file may unpack to."""


class Unfetched(Exception):
    """A file could not be had, though it may be there: the reason in words."""


@dataclass
class FollowedSite:
    """The files of a site below an address, while a fetcher is open; no redirect to another host is followed."""

    desk: Desk
    base: str
    fetcher: Fetcher = field(repr=False)

    async def get(self, path: str) -> bytes | None:
        """One file; None where there is none. Unfetched."""
        return _content(await self.fetcher.visit(self._request(path)))

    async def log_files(self, paths: Iterable[str]) -> dict[str, bytes]:
        """The files of the log that are there, by their path in it; a partial one is taken from the whole one too."""
        wanted = sorted(paths)
        found = await self._all(wanted)
        grown = {path.partition(".p/")[0]: path for path in wanted if path not in found and ".p/" in path}
        for whole, content in (await self._all(sorted(grown))).items():
            try:
                found[grown[whole]] = from_whole(grown[whole], content)
            except ValueError:
                continue  # then the file is missing
        return found

    async def _all(self, paths: list[str]) -> dict[str, bytes]:
        found = dict[str, bytes]()
        self.desk.progress.begin(len(paths))
        names = {request.url: path for path in paths for request in [self._request(f"{LOG}/{path}")]}
        async with aclosing(
            self.fetcher.visits([FetchRequest(url, one_host=True) for url in names])
        ) as visits:
            async for request, visit in visits:
                if (content := _content(visit)) is not None:
                    found[names[request.url]] = content
                self.desk.progress.step()
        return found

    def _request(self, path: str) -> FetchRequest:
        return FetchRequest(f"{self.base}/{path}", one_host=True)


def _content(visit: Visit) -> bytes | None:
    if visit.outcome is Outcome.NOT_FOUND:
        return None
    if visit.last is None or visit.outcome not in (Outcome.OK, Outcome.EMPTY):
        raise Unfetched(f"{visit.requested_url}: {visit.reason or visit.outcome}")
    decoded = decode(visit.last.body, visit.last.list_header("content-encoding"), _UNPACKED)
    if decoded.coding != "ok":
        raise Unfetched(f"{visit.requested_url}: cannot be unpacked ({decoded.coding}).")
    return decoded.body
