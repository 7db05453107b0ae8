"""The composition root: settings, store, archive, scales, clock and author put together; the only clock is here."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from secrets import randbits
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from factcheck.archive.archive import Archive
from factcheck.archive.folder import FolderStorage
from factcheck.dossier.scales import scales_of
from factcheck.errors import BadInput, did_you_mean
from factcheck.files import disk_errors_explained
from factcheck.model.event import Event, next_event
from factcheck.model.record import Record
from factcheck.model.salting import salted
from factcheck.model.scale import Scale, Scales
from factcheck.model.vocabulary import Act, ClaimKind
from factcheck.reading.document.worker_pool import WorkerPool
from factcheck.settings import Rules, Settings
from factcheck.store.store import Store, open_store

if TYPE_CHECKING:
    from factcheck.fetch.fetcher import Fetcher
    from factcheck.model.gate.levels import PublishPolicy


def utc_now() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)


class TimeOrderedIds:
    """UUIDs of version 7 (RFC 9562, section 5.7): those made later sort later, so claims keep the order of entry."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._last = 0
        self._turn = Lock()

    def __call__(self) -> UUID:
        """The next id; within one millisecond it counts on, whichever thread asks."""
        fresh = int(self._clock().timestamp() * 1000) << 12
        with self._turn:
            self._last = last = max(self._last + 1, fresh)
        moment, count = last >> 12, last & 0xFFF
        return UUID(int=moment << 80 | 0x7 << 76 | count << 64 | 0b10 << 62 | randbits(62))


class Progress(Protocol):
    """What is told how far long work is."""

    def begin(self, total: int) -> None:
        """Work on `total` things begins."""

    def step(self, done: str = "") -> None:
        """One more is done; `done` says in a line what became of it, where that is of interest."""


class NobodyWaits:
    """Progress that is not shown."""

    def begin(self, total: int) -> None:
        """Say nothing."""

    def step(self, done: str = "") -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Desk:
    """One newsroom's workspace with everything a workflow needs handed to it.

    `network` is how the fetcher finds names and trusts certificates (`resolve`, `tls`) where not as the system does.
    `seen` is the head of the claim on which the author decides (law 9), where the author says which.
    """

    settings: Settings
    scales: Scales
    store: Store
    archive: Archive
    readers: WorkerPool
    clock: Callable[[], datetime] = utc_now
    new_id: Callable[[], UUID] = field(default_factory=lambda: TimeOrderedIds(utc_now))
    network: Mapping[str, Any] = field(default_factory=dict)
    seen: str | None = None
    progress: Progress = field(default_factory=NobodyWaits)

    @property
    def author(self) -> str:
        """Who acts."""
        return self.settings.author

    @property
    def scale(self) -> Scale:
        """The scale new verdicts are given on: the newest version of the one the settings name."""
        return self.scales.get(self.settings.scale)

    @cached_property
    def wishes(self) -> "PublishPolicy":
        """What the desk asks of a claim before it is published."""
        return _wishes(self.settings.rules)

    def fetcher(self) -> "Fetcher":
        """What fetches pages, under the desk's own settings."""
        from factcheck.fetch.fetcher import Fetcher
        from factcheck.fetch.policy import Policy, parse_allow

        wanted = self.settings.fetch
        policy = Policy(
            allow=parse_allow(wanted.allow),
            ports=frozenset({80, 443, *wanted.ports}),
            per_host=wanted.per_host,
            delay=wanted.delay,
            concurrency=wanted.concurrency,
            proxy=wanted.proxy,
        )
        return Fetcher(policy, self.clock, **self.network)

    def event(self, before: Event | None, act: Act, body: dict[str, Any]) -> Event:
        """The next line of a history, by this author, now."""
        return next_event(before, self.clock(), self.author, act, body)

    def begun(self, claim: dict[str, Any]) -> Record:
        """A new record that begins with these fields of a claim; raises what `after` does."""
        return self._decided(None, Act.ADD, {"id": str(self.new_id()), "claim": claim})

    def after(self, record: Record, act: Act, body: dict[str, Any]) -> Record:
        """The record after one more act by this author; RuleRefused, BadInput or NotFound where it may not happen."""
        return self._decided(record, act, body)

    def _decided(self, record: Record | None, act: Act, body: dict[str, Any]) -> Record:
        from factcheck.model.decide import decide

        before = record.events[-1] if record else None
        line = self.event(before, act, salted(record, act, body, self._salt))
        after = decide(record, line, self.scales)
        if after.claim.assignee != (record and record.claim.assignee):
            self._know_assignee(after)
        return after

    def _salt(self) -> str:
        return self.new_id().hex

    def _know_assignee(self, record: Record) -> None:
        people, who = self.settings.people, record.claim.assignee
        if who and people and who not in people:
            raise BadInput(f'"{who}" is not one of the people of this desk. {did_you_mean(who, people)}')


def _know_kinds(reviewers: Mapping[str, int]) -> None:
    kinds = ["default", *(kind.value for kind in ClaimKind)]
    for kind in reviewers:
        if kind not in kinds:
            raise BadInput(
                f'factcheck.toml: reviewers: "{kind}" is no kind of claim. {did_you_mean(kind, kinds)}'
            )


def _wishes(rules: Rules) -> "PublishPolicy":
    from factcheck.model.gate.levels import PublishPolicy

    return PublishPolicy.of(rules.sources, rules.recheck_after, rules.levels)


@contextmanager
def open_desk(settings: Settings) -> Iterator[Desk]:
    """The desk behind the settings, its database opened and up to date; closed on leaving."""
    scales = scales_of(settings.scales)
    scales.get(settings.scale)
    _know_kinds(settings.reviewers)
    if settings.rules != Rules():
        _wishes(settings.rules)  # told before anything is done under rules that make no sense
    with disk_errors_explained(settings.folder):
        store = open_store(settings.database_url, scales)
    with WorkerPool() as readers:
        try:
            yield Desk(settings, scales, store, Archive(FolderStorage(settings.archive)), readers)
        finally:
            store.close()
