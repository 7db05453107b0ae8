"""One try at a visit: every redirect followed through the same guard, to one named outcome."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from factcheck.fetch.address import Address, read_address, resolve_redirect, shown, storable
from factcheck.fetch.cookies import VisitCookies
from factcheck.fetch.exchange import ExchangeResult, Exchanges, answered_status
from factcheck.fetch.policy import Policy
from factcheck.fetch.politeness import HostScheduler, HostSlot
from factcheck.fetch.robots import Robots
from factcheck.fetch.stopped import Stopped
from factcheck.model.visit import Header, Hop, Visit
from factcheck.model.vocabulary import Outcome, Way

if TYPE_CHECKING:
    from factcheck.fetch.browser.login import Login

MAX_REDIRECTS = 10


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """One address to visit, with the validators of an earlier capture if it is to be compared with one.

    With `one_host` no redirect is followed that leads to another host. `way` is PLAIN or BROWSER; a browser presses the
    button that accepts in a consent banner only with `accept_cookies`, and `login` is for it alone.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    one_host: bool = False
    way: Way = Way.PLAIN
    accept_cookies: bool = False
    login: "Login | None" = field(default=None, repr=False)

    @property
    def conditions(self) -> tuple[Header, ...]:
        """The conditions of a request (RFC 9110, section 13.1); a validator that cannot be sent is left out."""
        asked = (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified))
        return tuple(
            (name, value.strip())
            for name, value in asked
            if value and value.strip() and value.isascii() and value.isprintable()
        )


@dataclass(frozen=True, slots=True)
class FetchContext:
    """What all visits of a fetcher share."""

    policy: Policy
    clock: Callable[[], datetime]
    exchanges: Exchanges
    scheduler: HostScheduler
    robots: Robots


async def post_once(
    context: FetchContext, url: str, content: bytes, extra: Iterable[Header], most: int
) -> Visit:
    """One POST as a Visit; a redirect in the answer is not followed."""
    started = context.clock()
    try:
        answered = await context.exchanges.post(read_address(url), content, extra, most)
    except Stopped as stop:
        return Visit(storable(url, stop.outcome), started, stop.outcome, stop.reason)
    hops = (answered.hop,) if answered.hop else ()
    return Visit(url, started, answered.outcome, answered.reason, hops, answered.let_through)


@dataclass(slots=True)
class RedirectChain:
    """The exchanges of one try so far; `spent` are the seconds it has used the network for."""

    context: FetchContext
    request: FetchRequest
    slot: HostSlot
    hops: list[Hop] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    cookies: VisitCookies = field(default_factory=VisitCookies)
    let_through: bool = False
    robots: str = "unknown"
    spent: float = 0.0

    async def follow(self) -> Visit:
        """Visit the address and everything it redirects to; no answer and no URL makes it raise."""
        started, stopped = self.context.clock(), None
        try:
            outcome, reason = await self._follow(read_address(self.request.url))
        except Stopped as stop:
            outcome, reason = stop.outcome, stop.reason
            stopped = None if self.hops else stop.outcome
        return Visit(
            requested_url=storable(self.request.url, stopped),
            started_at=started,
            outcome=outcome,
            reason=reason,
            hops=tuple(self.hops),
            let_through=self.let_through,
            robots=self.robots,
            notes=tuple(self.notes),
        )

    async def _follow(self, asked: Address) -> tuple[Outcome, str]:
        address = asked
        answered = await self._ask(address, self.request.conditions)
        for _ in range(MAX_REDIRECTS):
            if not answered.location:
                break
            address = self._next(address, answered.location)
            if self.request.one_host and address.host != asked.host:
                raise Stopped(
                    Outcome.HTTP, f"{asked.host} sends its visitors on to another host, {address.host}."
                )
            await self.context.exchanges.check_redirect(asked, address)
            answered = await self._ask(address, self.request.conditions)
        if answered.location:
            raise Stopped(
                Outcome.TOO_MANY_REDIRECTS,
                f"{address.host} redirects more than {MAX_REDIRECTS} times.",
            )
        ended = await self._outcome_of(address, answered)
        if self.hops:
            self.robots = (await self.context.robots.rules(address)).verdict(address.url)
        return ended

    def _next(self, address: Address, location: str) -> Address:
        target = resolve_redirect(address, location)
        if address.scheme == "https" and target.scheme == "http":
            self.notes.append(f"A redirect led from https to http, at {shown(target.url)}.")
        return target

    async def _outcome_of(self, address: Address, answered: ExchangeResult) -> tuple[Outcome, str]:
        """The outcome and its reason; a 304 without a condition of ours that it answers is asked for once more."""
        if answered.hop is None or answered.hop.status != HTTPStatus.NOT_MODIFIED:
            self._note_status(address, answered)
            return answered.outcome, answered.reason
        if self._is_unchanged(answered.hop):
            return Outcome.UNCHANGED, f"{address.host} says that nothing has changed since the last capture."
        self.notes.append(
            f"{address.host} answered 304 Not Modified to another question and was asked again."
        )
        again = await self._ask(address, (("Cache-Control", "no-cache"),))
        if again.hop and again.hop.status == HTTPStatus.NOT_MODIFIED:
            return Outcome.EMPTY, f"{address.host} answers 304 Not Modified whatever is asked, and no page."
        self._note_status(address, again)
        return again.outcome, again.reason

    def _note_status(self, address: Address, answered: ExchangeResult) -> None:
        """A remark on a page that came with a status other than "200 OK", such as 203 from a proxy on the way."""
        if answered.hop and answered.hop.status != HTTPStatus.OK and answered.outcome is Outcome.OK:
            said = answered_status(answered.hop)
            self.notes.append(f"{address.host} answered {said}; the page that came with it was read.")

    def _is_unchanged(self, hop: Hop) -> bool:
        """Whether a 304 is about our capture: otherwise it has another entity tag (RFC 9110, section 15.4.5)."""
        ours, theirs = self.request.etag, hop.header("etag")
        same = not ours or not theirs or ours.strip().removeprefix("W/") == theirs.removeprefix("W/")
        return bool(self.request.conditions) and same

    async def _ask(self, address: Address, extra: tuple[Header, ...]) -> ExchangeResult:
        if self.hops or not self.slot.is_with(address.host_port):
            await self.slot.move(address.host_port)
        if (unreachable := await self._ask_robots(address)) is not None:
            return unreachable
        with self._timed():
            answered = await self.context.exchanges.get(
                address, extra, self._seconds_left, cookies=self.cookies
            )
        self.let_through = self.let_through or answered.let_through
        if answered.hop:
            self.hops.append(answered.hop)
        if answered.mended:
            self.notes.append(f"{address.host} sent lines in the head of its answer that are no headers.")
        return answered

    async def _ask_robots(self, address: Address) -> ExchangeResult | None:
        """Ask for a site's robots.txt before its first page; returns the result where the site cannot be reached."""
        if not self.context.robots.is_new(address):
            return None
        with self._timed():
            rules = await self.context.robots.rules(address)
        if rules.unreachable is None:
            self.context.scheduler.slow_down(address.host_port, rules.crawl_delay)
            await self.slot.start_again(address.host_port)
        return rules.unreachable

    @property
    def _seconds_left(self) -> float:
        return self.context.policy.total_seconds - self.spent

    @contextmanager
    def _timed(self) -> Iterator[None]:
        """Count the block's time towards the limit; time spent waiting for a slot is not counted."""
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            yield
        finally:
            self.spent += clock() - began
