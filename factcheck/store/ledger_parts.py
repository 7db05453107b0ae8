"""What a ledger holds beside claims and articles, each part as a value of its own in the same transaction."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from factcheck.model.job import Job
from factcheck.model.lookup import NO_CONTEXT, Candidates, Context, Earlier
from factcheck.model.scale import Scales
from factcheck.store.followed_rows import FollowedRows
from factcheck.store.log_rows import LogRows

if TYPE_CHECKING:
    from factcheck.model.earlier import EarlierCheck
    from factcheck.settings.rechecks import Rechecks
    from factcheck.store.accounts import Accounts
    from factcheck.store.appearances import ProposedAppearances
    from factcheck.store.audit import Audit
    from factcheck.store.desk_lines import DeskLine, LinesWanted
    from factcheck.store.distinctions import CheckPlace
    from factcheck.store.draft_links import DraftLinks
    from factcheck.store.due_sources import DueSource
    from factcheck.store.external_checks import Shelved
    from factcheck.store.outbox import Outbox
    from factcheck.store.queue import Enqueued, Run
    from factcheck.store.read_marks import ReadMarks
    from factcheck.store.reader_requests import ReaderRequests
    from factcheck.store.recorded_captures import RecordedCapture
    from factcheck.store.search_vectors import SearchVectors
    from factcheck.store.site_files import SiteFiles
    from factcheck.store.source_urls import ArchivedUrl, SourceUrl
    from factcheck.store.task_memory import TaskMemory


class LedgerParts:
    """The parts of the desk inside one open transaction."""

    def __init__(self, connection: Connection, scales: Scales) -> None:
        self._connection = connection
        self._scales = scales
        self.run_after: list[tuple[Enqueued, Job, Run]] = []
        """Jobs to be run as soon as this transaction is committed."""

    def enqueue(self, jobs: Sequence[Job], run: "Run") -> "list[Enqueued]":
        """Ask for background jobs, which nobody sees where the transaction is rolled back.

        On PostgreSQL they wait in the queue for a worker; on SQLite `run` runs each as soon as this is committed.
        """
        from factcheck.store.queue import Enqueued, enter_jobs

        if self._connection.dialect.name == "postgresql":
            return enter_jobs(self._connection, jobs)
        entered = [Enqueued() for _ in jobs]
        self.run_after += ((one, job, run) for one, job in zip(entered, jobs, strict=True))
        return entered

    @property
    def log(self) -> LogRows:
        """The public log."""
        return LogRows(self._connection)

    @property
    def accounts(self) -> "Accounts":
        """The accounts of the desk's people."""
        from factcheck.store.accounts import Accounts

        return Accounts(self._connection)

    @property
    def outbox(self) -> "Outbox":
        """Who is told of what is to be told, and what there is."""
        from factcheck.store.outbox import Outbox

        return Outbox(self._connection)

    @property
    def draft_links(self) -> "DraftLinks":
        """The links to drafts for people outside."""
        from factcheck.store.draft_links import DraftLinks

        return DraftLinks(self._connection)

    @property
    def read_marks(self) -> "ReadMarks":
        """Who has read which claim, and as it stood when."""
        from factcheck.store.read_marks import ReadMarks

        return ReadMarks(self._connection)

    @property
    def requests(self) -> "ReaderRequests":
        """What readers asked to have checked."""
        from factcheck.store.reader_requests import ReaderRequests

        return ReaderRequests(self._connection)

    def told_apart(self, ref: str) -> "frozenset[CheckPlace]":
        """The earlier claims that are said to be others than the claim with this ref."""
        from factcheck.store.distinctions import told_apart

        return told_apart(self._connection, ref)

    @property
    def appearances(self) -> "ProposedAppearances":
        """Where claims that were checked are said again, as was found, and what was read for it."""
        from factcheck.store.appearances import ProposedAppearances

        return ProposedAppearances(self._connection)

    @property
    def task_memory(self) -> "TaskMemory":
        """What tasks that come back know of the last time."""
        from factcheck.store.task_memory import TaskMemory

        return TaskMemory(self._connection)

    @property
    def search_vectors(self) -> "SearchVectors":
        """What all that can be looked up means, as far as a model told it."""
        from factcheck.store.search_vectors import SearchVectors

        return SearchVectors(self._connection)

    def site_files(self) -> "SiteFiles":
        """The files of the public site, as they are on record."""
        from factcheck.store.site_files import SiteFiles

        return SiteFiles(self._connection)

    def followed(self) -> FollowedRows:
        """What was seen of the desks that are followed."""
        return FollowedRows(self._connection)

    def newest_lines(self, wanted: "LinesWanted", limit: int) -> "list[DeskLine]":
        """The newest lines of all histories that are wanted, the newest first."""
        from factcheck.store.desk_lines import newest_lines

        return newest_lines(self._connection, wanted, limit)

    def names_who_acted(self) -> list[str]:
        """Everybody who ever acted, each spelling once."""
        from factcheck.store.desk_lines import names_who_acted

        return names_who_acted(self._connection)

    def audit(self) -> "Audit":
        """A walk over everything stored."""
        from factcheck.store.audit import Audit

        return Audit(self._connection, self._scales)

    def addresses(self) -> list["SourceUrl"]:
        """Every source with a link, and what was captured of it."""
        from factcheck.store.source_urls import addresses

        return list(addresses(self._connection))

    def addresses_of(self, refs: Collection[str], urls: Collection[str] = ()) -> list["SourceUrl"]:
        """The same of the claims that have one of these refs, and of those that cite one of these addresses."""
        from factcheck.store.source_urls import addresses_of

        return list(addresses_of(self._connection, refs, urls))

    def archived(self, refs: Collection[str] | None = None) -> list["ArchivedUrl"]:
        """Every source with the address of a copy that others keep, of all claims or of these."""
        from factcheck.store.source_urls import archived

        return list(archived(self._connection, refs))

    def recorded_captures(self, after: str, most: int) -> Iterator["RecordedCapture"]:
        """The captures with the next SHA-256 after that one, `most` of them or a few more."""
        from factcheck.store.recorded_captures import recorded_captures

        return recorded_captures(self._connection, after, most)

    def due_sources(self, wanted: "Rechecks", until: datetime, today: date) -> Iterator["DueSource"]:
        """Every source whose page is to be looked at again before a moment."""
        from factcheck.store.due_sources import due_sources

        return due_sources(self._connection, wanted, until, today)

    def candidates(
        self, wording: str, near: tuple[int, ...] = (), context: Context = NO_CONTEXT
    ) -> Candidates:
        """What may bear on a claim, of the desk's own claims and of others' checks, with those of the keys `near`."""
        from factcheck.store.search import candidates

        return candidates(self._connection, wording, near, context)

    def how_common(self, words: Iterable[str]) -> dict[str, int]:
        """How many of all that can be found have each of these words."""
        from factcheck.store.word_counts import how_common

        return how_common(self._connection, words)

    def shown(self, keys: Sequence[int]) -> dict[int, Earlier]:
        """What people are shown of candidates, by key."""
        from factcheck.store.search import shown

        return shown(self._connection, keys)

    def shelve(self, checks: Iterable["EarlierCheck"]) -> "Shelved":
        """Write others' checks to the shelf, each once."""
        from factcheck.store.external_checks import shelve

        return shelve(self._connection, checks)

    def checks_at(self, url: str) -> list["EarlierCheck"]:
        """Others' checks at an address, in the order they came."""
        from factcheck.store.external_checks import checks_at

        return checks_at(self._connection, url)
