"""The composition root: settings, store, archive, scales, clock and author put together; the only clock is here."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property, partial
from secrets import randbits
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from factcheck.archive.archive import Archive
from factcheck.archive.places import archive_at
from factcheck.dossier.scales import scales_of
from factcheck.errors import BadInput, Finding, Remedy, RoleRefused, RuleRefused, did_you_mean
from factcheck.files import disk_errors_explained
from factcheck.model.account import account_of, active, who_acts
from factcheck.model.event import Event, next_event, runs_back
from factcheck.model.job import Job
from factcheck.model.record import Record
from factcheck.model.roles import Role, Scope, refuse_role, scope_of
from factcheck.model.rules.by_itself import ITSELF, refuse_itself
from factcheck.model.salting import salted
from factcheck.model.scale import Scale, Scales
from factcheck.model.value import is_blank
from factcheck.model.vocabulary import Act, ClaimKind
from factcheck.reading.document.worker_pool import WorkerPool
from factcheck.settings import Rules, Settings
from factcheck.settings.machine_user import machine_user
from factcheck.settings.people import known_person
from factcheck.store.store import Store, open_store

if TYPE_CHECKING:
    from factcheck.fetch.fetcher import Fetcher
    from factcheck.matching.encoder import Encoder
    from factcheck.model.account import Account
    from factcheck.model.gate.levels import PublishPolicy
    from factcheck.model.key_signatures import PersonKey
    from factcheck.store.ledger import Ledger
    from factcheck.store.queue import Enqueued


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


RunJob = Callable[["Desk", Job], Any]
"""Runs a background job at a desk and returns its result."""


def run_no_job(_desk: "Desk", job: Job) -> Any:
    """The RunJob of a desk that was opened without one: RuntimeError."""
    raise RuntimeError(f"This desk was opened without run_job, and is asked to run {job.task}.")


def wanted_encoder() -> "Encoder | None":
    """The encoder of this installation, if there is one and it is wanted; it is not loaded before it is used."""
    if os.environ.get(NO_ENCODER):
        return None
    from factcheck.matching.encoder import installed_encoder

    return installed_encoder()


NO_ENCODER = "NO_SENTENCE_ENCODER"
"""The name in the environment that leaves the encoder out, where it is installed and yet not wanted."""


@dataclass(frozen=True)
class Desk:
    """One newsroom's workspace with everything a workflow needs handed to it.

    `network` is how the fetcher finds names and trusts certificates (`resolve`, `tls`) where not as the system does.
    `seen` is the head of the claim on which the author decides (law 9), where the author says which. `told` is what
    acts brought about that has to be said at once, with what mends it; whoever opened the desk says it. `accounts` are
    those of its people, if it has any: then each acts as the role allows, within `scopes` where it is by a token.
    `run_job` runs a background job where there is no queue; `request` is the id of the request in which all is done.
    `find_encoder` gives what tells which claims mean nearly the same, where that is installed.
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
    told: list[Finding] = field(default_factory=list)
    accounts: "tuple[Account, ...]" = ()
    scopes: frozenset[Scope] = frozenset(Scope)
    run_job: RunJob = run_no_job
    request: str | None = None
    find_encoder: "Callable[[], Encoder | None]" = wanted_encoder

    def enqueue(self, ledger: "Ledger", *jobs: Job) -> "list[Enqueued]":
        """Ask for background jobs as whoever acts, in the transaction of a ledger; see `Ledger.enqueue`."""
        scopes = None if self.scopes == frozenset(Scope) else tuple(sorted(self.scopes))
        asked = [replace(job, by=self.author, scopes=scopes, request=self.request) for job in jobs]
        return ledger.enqueue(asked, partial(self.run_job, self))

    def as_itself(self) -> "Desk":
        """The same desk with no person at it, which may capture pages and mark what changed."""
        settings = replace(self.settings, author=ITSELF, typed=ITSELF, people=())
        return replace(self, settings=settings, accounts=(), scopes=frozenset(Scope), seen=None)

    def day_of(self, moment: datetime) -> date:
        """The day of a moment where the desk is: in the time zone of its settings, else in that of its computer."""
        return moment.astimezone(self.settings.zone).date()

    def today(self) -> date:
        """The day it is where the desk is."""
        return self.day_of(self.clock())

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

    @cached_property
    def keys(self) -> "tuple[PersonKey, ...]":
        """The keys of its people, with the days of the settings as moments where the desk's pages tell their days."""
        return keys_of_people(self.settings)

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
            chromium=wanted.chromium,
            sandbox=wanted.sandbox,
        )
        return Fetcher(policy, self.clock, **self.network)

    def event(self, before: Event | None, act: Act, body: dict[str, Any]) -> Event:
        """The next line of a history, by this author, now; RuleRefused for one who is not of the desk's people.

        So is an act that the author's role does not allow.
        """
        self.check_role(act)
        return next_event(before, self.clock(), self.member(self.author), act, body)

    def tell_of(self, line: Event, before: Sequence[Event]) -> None:
        """Tell what is odd in a new line, which stands all the same, after the lines `before` it.

        It is dated before the last of them, since a clock was wrong then or is now; or it names somebody whose name
        looks like one that they hold.
        """
        from factcheck.model.rules.names import alike_on_record

        if before and (back := runs_back(before[-1], line.at)):
            said = (
                f"The clock of this computer says {line.at:%Y-%m-%d %H:%M} UTC, {back} before what was last done here. "
                "This is on record at that time all the same."
            )
            self.tell(Finding("clock-behind", "", said, "Set the clock if it is wrong."))
        for name, known in alike_on_record(before, line):
            said = f'"{name}" looks like "{known}", who is on record here, in letters of another script.'
            self.tell(Finding("name-alike", "", said))

    def tell(self, found: Finding) -> None:
        """Have whoever acts told of something, once."""
        if found not in self.told:
            self.told.append(found)

    def begun(self, claim: dict[str, Any]) -> Record:
        """A new record that begins with these fields of a claim; raises what `after` does."""
        return self._decided(None, Act.ADD, {"id": str(self.new_id()), "claim": claim})

    def after(self, record: Record, act: Act, body: dict[str, Any]) -> Record:
        """The record after one more act by this author; RuleRefused, BadInput or NotFound where it may not happen."""
        return self._decided(record, act, body)

    def _decided(self, record: Record | None, act: Act, body: dict[str, Any]) -> Record:
        from factcheck.model.decide import decide
        from factcheck.model.rules.names import refuse_unknown

        before = record.events if record else ()
        self._check_members(act, body)
        line = self.event(before[-1] if before else None, act, salted(record, act, body, self._salt))
        refuse_unknown(line)
        after = decide(record, line, self.scales)
        self.tell_of(line, before)
        return after

    def _salt(self) -> str:
        return self.new_id().hex

    @property
    def people(self) -> tuple[str, ...]:
        """The names of those who may act: of its accounts or, where it has none, as its settings list them."""
        return tuple(one.name for one in active(self.accounts)) if self.accounts else self.settings.people

    def member(self, name: str) -> str:
        """Somebody of the desk as its list of people spells them; raises what `known_person` does."""
        return known_person(name, self.people)

    def account(self) -> "Account":
        """The account of whoever acts, at a desk with accounts; RuleRefused where there is none."""
        if found := account_of(self.accounts, self.author):
            return found
        who = f'"{self.author}"' if self.author else f'The user "{machine_user()}" of this machine'
        mend = Remedy.by("person-map", "An admin says whom it acts as.", name=None, user=machine_user())
        raise RuleRefused(3, f"{who} has no account at this desk.", mend if not self.author else "")

    def check_role(self, act: Act) -> None:
        """Raise RoleRefused where the author's role or the scopes of a token do not allow an act.

        RuleRefused where the author is the desk itself, and the act for a person.
        """
        refuse_itself(self.author, act)
        if not self.accounts:
            return
        account = self.account()
        refuse_role(account.name, account.role, act)
        if scope_of(act) not in self.scopes:
            raise RoleRefused(3, f'This token is not for "{act}": that needs the scope {scope_of(act)}.')

    def may(self, act: Act) -> bool:
        """Whether the author's role and the scopes of a token allow an act."""
        try:
            self.check_role(act)
        except RuleRefused:
            return False
        return True

    def check_reading(self) -> None:
        """Raise RoleRefused for a guest, who sees one draft alone, and for a token that is not for reading."""
        if (one := account_of(self.accounts, self.author)) and one.role is Role.GUEST:
            raise RoleRefused(
                3, f"{self.author} is a guest at this desk, who sees what they were asked about."
            )
        if Scope.READ not in self.scopes:
            raise RoleRefused(3, f"This token is not for reading: that needs the scope {Scope.READ}.")

    def check_admin(self, what: str) -> None:
        """Raise RoleRefused where the author is no admin of a desk with accounts; `what` is what they alone may do."""
        if self.accounts and (self.account().role is not Role.ADMIN or Scope.SIGN not in self.scopes):
            raise RoleRefused(3, f"{what} is for an admin of this desk.", "Ask one of them to.")

    def _check_members(self, act: Act, body: Mapping[str, Any]) -> None:
        """Whoever a line names of the desk is on its list; a dossier keeps its spelling, so that it can come again."""
        holder, key = _MEMBERS.get(act, ("", ""))
        told: Any = body.get(holder) if holder else body
        who = told.get(key) if isinstance(told, Mapping) else None
        if self.people and isinstance(who, str) and not is_blank(who):
            self.member(who)
            if act is Act.SUBMIT and (reader := account_of(self.accounts, who)):
                refuse_role(reader.name, reader.role, Act.APPROVE)


def keys_of_people(settings: Settings) -> "tuple[PersonKey, ...]":
    """The keys that the settings give, each from the first moment on and until the moment at which it ends."""
    from factcheck.model.key_signatures import PersonKey

    zone = settings.page_zone or UTC
    return tuple(
        PersonKey(one.name, one.key, *one.moments(zone), is_lost=one.lost is not None)
        for one in settings.keys
    )


_MEMBERS = {
    Act.ADD: ("claim", "assignee"),
    Act.EDIT: ("set", "assignee"),
    Act.ASSIGN: ("", "assignee"),
    Act.RATE: ("verdict", "by"),
    Act.SUBMIT: ("", "to"),
    Act.COMMENT: ("comment", "to"),
}
"""Where an act names somebody of the desk beside whoever acts."""


def _know_kinds(key: str, named: Iterable[str]) -> None:
    kinds = ["default", *(kind.value for kind in ClaimKind)]
    for kind in named:
        if kind not in kinds:
            raise BadInput(
                f'factcheck.toml: {key}: "{kind}" is no kind of claim. {did_you_mean(kind, kinds)}'
            )


def _wishes(rules: Rules) -> "PublishPolicy":
    from factcheck.model.gate.levels import PublishPolicy

    return PublishPolicy.of(rules.sources, rules.recheck_after, rules.levels)


def _with_accounts(desk: Desk) -> Desk:
    """The desk with the accounts it has, and whoever acts at its terminal as these say."""
    with desk.store.reading() as ledger:
        accounts = ledger.accounts.all()
    if not accounts:
        desk.settings.check_author()
        return desk
    author = who_acts(accounts, desk.settings.typed, machine_user())
    return replace(desk, accounts=accounts, settings=replace(desk.settings, author=author))


@contextmanager
def open_desk(settings: Settings, run_job: RunJob = run_no_job) -> Iterator[Desk]:
    """The desk behind the settings, its database opened and up to date; closed on leaving.

    `run_job` runs background jobs, at once where there is no queue.
    """
    scales = scales_of(settings.scales)
    scales.get(settings.scale)
    _know_kinds("reviewers", settings.reviewers)
    _know_kinds("require_signatures", settings.require_signatures)
    if unknown := [*set(settings.second_factor) - {*Role}]:
        near = did_you_mean(str(unknown[0]), [*Role])
        raise BadInput(f'factcheck.toml: second_factor: "{unknown[0]}" is no role. {near}')
    if settings.rules != Rules():
        _wishes(settings.rules)  # told before anything is done under rules that make no sense
    with disk_errors_explained(settings.folder):
        store = open_store(settings.database_url, scales, settings.database_connections)
    with WorkerPool() as readers:
        try:
            desk = Desk(settings, scales, store, archive_at(settings.archive), readers, run_job=run_job)
            yield _with_accounts(desk)
        finally:
            store.close()
