"""The links that claims cite, with what was captured of each so far: what fetching and rechecking choose from."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, Table, select

from factcheck.model.source import Browser
from factcheck.model.vocabulary import Outcome, Status
from factcheck.store.rows import CLAIMS, VERDICTS, some, table_of
from factcheck.store.tables import CaptureRow, EvidenceRow, SourceRow

_SOURCES, _CAPTURES, _EVIDENCE = table_of(SourceRow), table_of(CaptureRow), table_of(EvidenceRow)
Key = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class PastCapture:
    """One capture in brief: how it ended, when, what a server needs to say whether it changed, and who drew it."""

    id: str
    outcome: Outcome
    at: datetime
    etag: str | None
    last_modified: str | None
    browser: Browser | None = None
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class SourceUrl:
    """A source with a link: whose it is, what was captured, whether it is quoted, and whether a verdict rests on it.

    `quoted_in` are the ids of the captures that its quotes were found in.
    """

    ref: str
    source: str
    url: str
    taken: tuple[PastCapture, ...]
    quoted: bool
    rested_on: bool
    quoted_in: frozenset[str] = frozenset()

    @property
    def is_captured(self) -> bool:
        """Whether words of it are in the archive, and not only because the connection broke off."""
        held = (one.outcome for one in self.taken if one.outcome.holds_words)
        return any(outcome is not Outcome.PARTIAL_INCOMPLETE for outcome in held)

    @property
    def baseline(self) -> PastCapture | None:
        """The latest capture that came whole, from the address itself, and that no browser drew."""
        whole = (one for one in reversed(self.taken) if one.outcome.is_whole and one.browser is None)
        return next((one for one in whole if not one.is_copy), None)

    @property
    def browser(self) -> Browser | None:
        """The browser that drew the latest quoted capture of the address itself, where one did.

        Where no capture that was fetched is quoted, the latest that holds words counts.
        """
        own = [one for one in reversed(self.taken) if one.outcome.holds_words and not one.is_copy]
        quoted = [one for one in own if one.id in self.quoted_in and one.outcome is not Outcome.FILED]
        return next((one.browser for one in quoted or own), None)


@dataclass(frozen=True, slots=True)
class ArchivedUrl:
    """A source with the address of a copy that others keep: whose it is, its own address, and what is held.

    `held` are the addresses at which words of a copy were captured.
    """

    ref: str
    source: str
    archived: str
    url: str | None
    held: frozenset[str]


def addresses(connection: Connection) -> Iterator[SourceUrl]:
    """Every source with a link, in the order of entry; withdrawn claims are left out."""
    return _addresses(connection, None)


def addresses_of(
    connection: Connection, refs: Collection[str], urls: Collection[str] = ()
) -> Iterator[SourceUrl]:
    """The same of the claims that have one of these refs, and of those that cite one of these addresses."""
    keys = set[UUID]()
    for batch in some(refs):
        keys.update(connection.execute(select(CLAIMS.c.id).where(CLAIMS.c.ref.in_(batch))).scalars())
    for batch in some(urls):
        citing = select(_SOURCES.c.claim_id).where(_SOURCES.c.url.in_(batch))
        keys.update(connection.execute(citing).scalars())
    for some_keys in some(sorted(keys)):
        yield from _addresses(connection, some_keys)


def archived(connection: Connection, refs: Collection[str] | None) -> Iterator[ArchivedUrl]:
    """Every source with the address of a copy, of all claims or of those with these refs; none of withdrawn ones."""
    query = (
        select(CLAIMS.c.id, CLAIMS.c.ref, _SOURCES.c.id, _SOURCES.c.archived_url, _SOURCES.c.url)
        .join(_SOURCES, _SOURCES.c.claim_id == CLAIMS.c.id)
        .where(CLAIMS.c.status != Status.WITHDRAWN, _SOURCES.c.archived_url.is_not(None))
        .order_by(CLAIMS.c.id, _SOURCES.c.id)
    )
    batches = [query] if refs is None else [query.where(CLAIMS.c.ref.in_(batch)) for batch in some(refs)]
    for batch in batches:
        found = connection.execute(batch).all()
        held = _held(connection, sorted({one[0] for one in found}))
        for claim, ref, source, copy, url in found:
            yield ArchivedUrl(ref, source, copy, url, frozenset(held.get((claim, source), ())))


def _held(connection: Connection, keys: Collection[UUID]) -> dict[Key, set[str]]:
    """The addresses at which words of each source were captured."""
    columns = ("claim_id", "source", "outcome", "requested_url")
    found: dict[Key, set[str]] = defaultdict(set)
    for some_keys in some(keys):
        for claim, source, outcome, url in connection.execute(_columns(some_keys, _CAPTURES, *columns)):
            if url and outcome.holds_words:
                found[claim, source].add(url)
    return found


def _addresses(connection: Connection, keys: Collection[UUID] | None) -> Iterator[SourceUrl]:
    """The sources with a link of the claims that have these keys, or of all."""
    taken = _taken(connection, keys)
    quoted, rested_on = _quoted(connection, keys)
    query = (
        select(CLAIMS.c.id, CLAIMS.c.ref, _SOURCES.c.id, _SOURCES.c.url)
        .join(_SOURCES, _SOURCES.c.claim_id == CLAIMS.c.id)
        .where(CLAIMS.c.status != Status.WITHDRAWN, _SOURCES.c.url.is_not(None))
        .order_by(CLAIMS.c.id)
    )
    query = query if keys is None else query.where(CLAIMS.c.id.in_(keys))
    found = [(claim, ref, source, url) for claim, ref, source, url in connection.execute(query)]
    for claim, ref, source, url in sorted(found, key=lambda one: (one[0], _number(one[2]))):
        key = (claim, source)
        quotes = quoted.get(key)
        yield SourceUrl(
            ref,
            source,
            url,
            tuple(taken.get(key, ())),
            quotes is not None,
            key in rested_on,
            frozenset(quotes or ()),
        )


def _taken(connection: Connection, keys: Collection[UUID] | None) -> dict[Key, list[PastCapture]]:
    columns = (
        "claim_id",
        "source",
        "id",
        "outcome",
        "fetched_at",
        "etag",
        "last_modified",
        "browser",
        "memento",
    )
    found: dict[Key, list[PastCapture]] = defaultdict(list)
    for claim, source, *brief, memento in connection.execute(_columns(keys, _CAPTURES, *columns)):
        brief[-1] = Browser.of(brief[-1]) if brief[-1] else None
        past = PastCapture(*brief)
        found[claim, source].append(replace(past, is_copy=True) if memento else past)
    for captures in found.values():
        captures.sort(key=lambda one: _number(one.id))
    return found


def _quoted(connection: Connection, keys: Collection[UUID] | None) -> tuple[dict[Key, set[str]], set[Key]]:
    """The captures that each quoted source is quoted from, and the sources whose quotes the verdict in force cites."""
    latest: dict[UUID, tuple[int, list[str]]] = {}
    for claim, verdict, cites in connection.execute(_columns(keys, VERDICTS, "claim_id", "id", "cites")):
        latest[claim] = max(latest.get(claim, (0, [])), (_number(verdict), cites))
    quoted, rested_on = defaultdict[Key, set[str]](set), set()
    columns = ("claim_id", "id", "source", "capture")
    for claim, evidence, source, capture in connection.execute(_columns(keys, _EVIDENCE, *columns)):
        quoted[claim, source].update([capture] if capture else ())
        if evidence in latest.get(claim, (0, []))[1]:
            rested_on.add((claim, source))
    return quoted, rested_on


def _columns(keys: Collection[UUID] | None, table: Table, *names: str) -> Select[Any]:
    query = select(*(table.c[name] for name in names))
    return query if keys is None else query.where(table.c.claim_id.in_(keys))


def _number(short_id: str) -> int:
    return int(short_id[1:])
