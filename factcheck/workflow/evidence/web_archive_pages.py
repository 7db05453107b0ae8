"""Pages of web archives that others made (WARC, WACZ), filed page by page under the sources that they are of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from factcheck.archive.outside_pages import WebArchive, web_archive
from factcheck.archive.record_writer import sha256
from factcheck.archive.supplied_warc import SuppliedFile
from factcheck.archive.surt import page_key
from factcheck.desk import Desk
from factcheck.errors import BadInput, Finding, Remedy
from factcheck.model.record import Record
from factcheck.model.source import Source
from factcheck.model.visit import Hop
from factcheck.workflow.act import OpenClaim, for_each
from factcheck.workflow.evidence.make_capture import NewCapture, keep_page
from factcheck.workflow.evidence.own_details import take_own_details
from factcheck.workflow.evidence.record_capture import put_capture
from factcheck.workflow.evidence.sources import SourceEntry, filed_already, lost_files, opened_file

MOST_PAGES = 1_000
"""Pages that are taken from one file at a time."""
_MOST_TOLD = 20
_MOST_CAPTURES = 50
"""Captures of one address that are taken, the newest."""
_TOGETHER = 20
"""Pages whose captures are put on record in one transaction; bounds memory."""


def attach_pages(
    desk: Desk, refs: Sequence[str], path: Path, source_id: str | None, page: str | None
) -> list[tuple[str, str]]:
    """File on claims, on all or none, the page of a web archive that a source of each has as its address, or `page`.

    Returns the ids of the source and of the newest capture of each; where the file has several captures of the page,
    each is filed. BadInput where it does not have that page, or nobody said which of its pages is meant: it lists them.
    """
    with desk.store.reading() as ledger:
        records = [ledger.record(ref) for ref in refs]
    urls = [one.url for record in records for one in record.sources if one.url]
    with _opened(desk, path, [page] if page else urls) as (held, origin):
        chosen = {one.claim.ref: _chosen(one, held, source_id, page) for one in records}
        into = [(one, chosen[one.claim.ref][0]) for one in records]
        caught = {
            url: _captures(desk, into, held, origin, url) for url in {url for _, url in chosen.values()}
        }

    def file(claim: OpenClaim) -> tuple[str, str]:
        source, url = chosen[claim.record.claim.ref]
        return _file(claim, source, url, caught[url])

    return for_each(desk, refs, file)


def import_pages(desk: Desk, ref: str, path: Path, pages: Sequence[str] = ()) -> list[tuple[str, str]]:
    """File every page of a web archive, or these, each under the claim's source with its address or a new one.

    Returns the ids of each source and its newest capture. A page that cannot be read is told and passed over. A few at
    a time are put on record, so that a file of any size takes little memory; the same again adds nothing. BadInput
    where no page can be taken, or there are more than are taken at a time.
    """
    with desk.store.reading() as ledger:
        record = ledger.record(ref)
    known = [one.url for one in record.sources if one.url]
    filed: list[tuple[str, str]] = []
    with _opened(desk, path, [*pages, *known]) as (held, origin):
        urls = list(pages) or [one.url for one in held.pages]
        if not 0 < len(urls) <= MOST_PAGES:
            raise _choose(
                held, f"It holds {len(held.pages):,} pages, and {MOST_PAGES:,} are taken at a time."
            )
        desk.progress.begin(len(urls))
        for first in range(0, len(urls), _TOGETHER):
            caught = dict(_readable(desk, record, held, origin, urls[first : first + _TOGETHER]))
            filed += for_each(desk, [ref], partial(_file_each, caught=caught))[0]
    if not filed:
        raise BadInput(f"No page of {path.name} could be taken; nothing was stored.", desk.told)
    return filed


Into = Sequence[tuple[Record, str | None]]
"""Claims, each with the id of the source that a page is filed under, None for a new one."""
Caught = Mapping[str, Sequence[tuple[str, NewCapture | None]]]
"""By the address of a page its captures, oldest first: the digest of each, and what was kept where it is new."""


def _file_each(claim: OpenClaim, caught: Caught) -> list[tuple[str, str]]:
    return [_file(claim, _with_address(claim.record, url), url, found) for url, found in caught.items()]


def _file(
    claim: OpenClaim, source: str | None, url: str, caught: Sequence[tuple[str, NewCapture | None]]
) -> tuple[str, str]:
    """Put what is new on record under a source, or one that is made with the address."""
    into, capture = source or SourceEntry({"url": url}).on(claim, None), ""
    for digest, kept in caught:
        if kept is None:
            capture = filed_already(claim.record, into, digest, set()) or capture
        else:
            capture = put_capture(claim, into, kept)
            take_own_details(claim, capture)
    return into, capture


@contextmanager
def _opened(desk: Desk, path: Path, wanted: Iterable[str]) -> Iterator[tuple[WebArchive, SuppliedFile]]:
    with web_archive(path, wanted) as held:
        if held.damage:
            said = f"is damaged: {held.damage}. What could be read before that was."
            desk.told.append(
                Finding("damaged-file", path.name, said, "Get it again, whole, if it can be had.")
            )
        yield held, SuppliedFile.of("application/warc", partial(opened_file, path))


def _captures(
    desk: Desk, into: Into, held: WebArchive, origin: SuppliedFile, url: str
) -> list[tuple[str, NewCapture | None]]:
    """Every capture of a page; BadInput where there is none."""
    found = held.captures_of(url)[-_MOST_CAPTURES:]
    if not found:
        statuses = ", ".join(map(str, filter(None, held.other_answers(url))))
        raise _choose(held, f"{url} is not a page in it{f': it answered {statuses}' if statuses else ''}.")
    return [_capture(desk, into, held.read(one), origin) for one in found]


def _capture(
    desk: Desk, into: Into, read: tuple[Hop, Mapping[str, str]], origin: SuppliedFile
) -> tuple[str, NewCapture | None]:
    page, said = read
    if not page.body:
        raise BadInput(f"{page.url} is empty in it, so it is evidence of nothing.")
    digest = sha256(page.body)
    lost = lost_files(desk, [record for record, _ in into], digest)
    is_filed = all(source and filed_already(record, source, digest, lost) for record, source in into)
    return digest, None if is_filed else keep_page(desk, page, origin, said)


def _readable(
    desk: Desk, record: Record, held: WebArchive, origin: SuppliedFile, urls: Sequence[str]
) -> Iterator[tuple[str, list[tuple[str, NewCapture | None]]]]:
    """The captures of each page that can be read; of each that cannot, it is told why."""
    for url in urls:
        try:
            Source.of({"id": "s1", "url": url}, url)
            into = [(record, _with_address(record, url))]
            yield url, _captures(desk, into, held, origin, url)
        except BadInput as wrong:
            said = wrong.findings[0].said if wrong.findings and not wrong.remedies else wrong.said
            desk.told.append(Finding("page-not-taken", url, said))
        desk.progress.step()


def _with_address(record: Record, url: str) -> str | None:
    """The claim's source with an address, as replay tools compare addresses."""
    return next((one.id for one in record.sources if one.url and page_key(one.url) == page_key(url)), None)


def _chosen(
    record: Record, held: WebArchive, source_id: str | None, page: str | None
) -> tuple[str | None, str]:
    """The source under which a page is filed, None for a new one, and the address of the page."""
    if source_id:
        source = record.source(source_id)
        if not (url := page or source.url):
            raise _choose(held, f"{source_id} has no address, by which its page could be found.")
        return source_id, url
    if page:
        return _with_address(record, page), page
    there = [one for one in record.sources if one.url and held.captures_of(one.url)]
    if len(there) > 1:
        raise BadInput(
            f"{held.path.name} has the pages of {len(there)} sources of {record.claim.ref}.",
            [Finding("several-sources", one.id, one.url or "") for one in there],
            [
                Remedy.again("Say which one is meant.", source=None),
                Remedy.by("import", "Or take in all.", path=held.path.name, **{"for": record.claim.ref}),
            ],
        )
    if there:
        return there[0].id, there[0].url or ""
    if len(held.pages) == 1:
        return None, held.pages[0].url
    raise _choose(held, f"None of its pages has the address of a source of {record.claim.ref}.")


def _choose(held: WebArchive, why: str) -> BadInput:
    """Nobody can tell which page is meant: those there are."""
    more = len(held.pages) - _MOST_TOLD
    listed = [Finding("page", f"{one.at:%Y-%m-%d}", one.url) for one in held.pages[:_MOST_TOLD]]
    rest = [Finding("page", "", f"and {more:,} more")] if more > 0 else []
    return BadInput(
        f"{held.path.name}: {why} Nothing was stored.",
        [*listed, *rest],
        [Remedy.again("Say which page is meant.", page=None)],
    )
