"""Feeds of news that are watched: their new entries, each page fetched at the pace of the desk, so many at a time."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from http import HTTPStatus

from factcheck.archive.capture_contents import read_capture
from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.model.event import digest
from factcheck.model.links import check_link
from factcheck.reading.document.feed import FeedEntry
from factcheck.reading.document.worker_pool import Hints
from factcheck.store.turns import QUEUE
from factcheck.workflow.earlier.feeds import asked_since, memory_of
from factcheck.workflow.earlier.watched_texts import Unread, WatchedText, said_in_article
from factcheck.workflow.evidence.fetch_queue import FetchTask
from factcheck.workflow.evidence.fetch_result import FetchResult
from factcheck.workflow.evidence.fetch_sources import visit
from factcheck.workflow.evidence.make_capture import payload_of

MOST_PAGES = 50
"""Entries of a feed that are read at a time; the others are read the next time."""


def feed_texts(desk: Desk, url: str) -> Iterator[WatchedText | Unread]:
    """The new entries of a feed that changed since the last time, in its order. BadInput for no link of the web."""
    if _link(url) is None:
        raise BadInput(f"{url} is no link that can be read; it begins with https:// or http://")
    with desk.store.reading() as ledger:
        before = ledger.task_memory.get(_key(url))
    (seen,) = visit(desk, [asked_since(url, before)])
    if seen.digest is not None and seen.digest == before.get("digest"):
        return
    found = _entries(desk, seen)
    if isinstance(found, str):
        yield Unread(url, f"It gave no feed: {found.removesuffix('.')}.")
        return
    new = _new(desk, found)
    yield from _read(desk, url, new[:MOST_PAGES])
    if len(new) > MOST_PAGES:
        yield Unread(url, f"{len(new) - MOST_PAGES:,} more entries are new; they are read the next time.")
        return
    with desk.store.writing(QUEUE) as ledger:
        ledger.task_memory.put(_key(url), memory_of(seen))


def _entries(desk: Desk, seen: FetchResult) -> list[FeedEntry] | str:
    """The entries of a feed that was fetched, or why there are none."""
    if seen.status != HTTPStatus.OK:
        return seen.reason or str(seen.outcome)
    payload, hints = payload_of(desk, seen.record)
    return desk.readers.feed(payload.getvalue(), hints)


def _new(desk: Desk, entries: Sequence[FeedEntry]) -> list[FeedEntry]:
    """Each entry once that was not read yet, last those that could not be; one without an address also if it changed.

    An entry is known by its address, else by its id, else by its words.
    """
    by_id = {_id_of(one): one for one in reversed(entries)}
    with desk.store.reading() as ledger:
        known = ledger.appearances.read(by_id)
    fresh = [(place, one) for place, one in reversed(by_id.items()) if not _is_read(one, known.get(place))]
    return [one for _, one in sorted(fresh, key=lambda one: one[0] in known)]


def _is_read(entry: FeedEntry, known: str | None) -> bool:
    return known not in (None, UNREAD) and (bool(entry.url) or known == _digest_of(entry))


UNREAD = ""
"""What stands as the digest of a text that could not be read."""


def _digest_of(entry: FeedEntry) -> str:
    return digest(["words", entry.title, entry.words])


def _id_of(entry: FeedEntry) -> str:
    known_by = [entry.url] if entry.url else [entry.id] if entry.id else [entry.title, entry.words]
    return digest(["entry", *known_by])


def _read(desk: Desk, feed: str, entries: Sequence[FeedEntry]) -> Iterator[WatchedText | Unread]:
    latest = (desk.today() + timedelta(days=1)).isoformat()
    seen = {
        one.url: one
        for one in visit(desk, [FetchTask(url) for url in {one.url for one in entries if one.url}])
    }
    for entry in entries:
        place, page = _id_of(entry), seen.get(entry.url)
        text = _page_text(desk, page) if page else ""
        text = text or _entry_text(desk, entry, feed)
        if text:
            url = (page.final_url or page.url) if page else feed
            day = entry.day if "" < entry.day <= latest else None
            told = {"url": _link(url) or feed, "title": entry.title or None, "day": day}
            yield WatchedText(place, _digest_of(entry), said_in_article(text), **told)
        else:
            why = (
                (page.reason or str(page.outcome)) if page else "The entry has neither an address nor words."
            )
            yield Unread(entry.url or feed, why, place)


def _link(url: str) -> str | None:
    """An address that can be kept."""
    try:
        return check_link(url)
    except ValueError:
        return None


def _page_text(desk: Desk, page: FetchResult) -> str:
    """The article of a page, else all its words; blank where it gave none."""
    if not page.outcome.holds_words:
        return ""
    payload, hints = payload_of(desk, page.record)
    return (
        desk.readers.main_text(payload.getvalue(), hints)
        or read_capture(desk.archive, page.record).text
        or ""
    )


def _entry_text(desk: Desk, entry: FeedEntry, feed: str) -> str:
    """What the feed itself says in an entry."""
    page = f"<p>{entry.words}</p>".encode("utf-8", "replace")
    return desk.readers.read(page, Hints("text/html; charset=utf-8", url=feed)).text or ""


def _key(url: str) -> str:
    return f"watch {url}"
