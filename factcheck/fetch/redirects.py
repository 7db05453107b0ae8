"""One try at an order: from hop to hop, each through the same guard, to one named outcome."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from time import monotonic

from factcheck.fetch.address import Address, follow, read_address, shown, storable
from factcheck.fetch.exchange import ExchangeResult, Exchanges
from factcheck.fetch.policy import Policy
from factcheck.fetch.politeness import HostSlot, Turns
from factcheck.fetch.robots import Robots
from factcheck.fetch.stopped import Stopped
from factcheck.model.visit import Header, Hop, Visit
from factcheck.model.vocabulary import Outcome

MAX_REDIRECTS = 10


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """One address to visit, with the validators of an earlier capture if it is to be compared with one."""

    url: str
    etag: str | None = None
    last_modified: str | None = None

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
    """What every journey travels with."""

    policy: Policy
    clock: Callable[[], datetime]
    exchanges: Exchanges
    turns: Turns
    robots: Robots


async def hand_over(means: FetchContext, url: str, content: bytes, content_type: str, most: int) -> Visit:
    """One request that hands something over, told as a Visit; where the answer leads elsewhere, nobody follows."""
    started = means.clock()
    try:
        answered = await means.exchanges.post(read_address(url), content, content_type, most)
    except Stopped as stop:
        return Visit(storable(url, stop.outcome), started, stop.outcome, stop.reason)
    hops = (answered.hop,) if answered.hop else ()
    return Visit(url, started, answered.outcome, answered.reason, hops, answered.let_through)


@dataclass(slots=True)
class RedirectChain:
    """The way so far; `travel` goes to its end and tells it as a Visit."""

    means: FetchContext
    order: FetchRequest
    place: HostSlot
    hops: list[Hop] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    let_through: bool = False
    robots: str = "unknown"
    spent: float = 0.0

    async def travel(self) -> Visit:
        """Visit the address and everything it redirects to."""
        started, stopped = self.means.clock(), None
        try:
            outcome, reason = await self._go(read_address(self.order.url))
        except Stopped as stop:
            outcome, reason = stop.outcome, stop.reason
            stopped = None if self.hops else stop.outcome
        return Visit(
            requested_url=storable(self.order.url, stopped),
            started_at=started,
            outcome=outcome,
            reason=reason,
            hops=tuple(self.hops),
            let_through=self.let_through,
            robots=self.robots,
            notes=tuple(self.notes),
        )

    async def _go(self, address: Address) -> tuple[Outcome, str]:
        answered = await self._ask(address, self.order.conditions)
        for _ in range(MAX_REDIRECTS):
            if not answered.location:
                break
            address = self._next(address, answered.location)
            answered = await self._ask(address, self.order.conditions)
        if answered.location:
            raise Stopped(
                Outcome.TOO_MANY_REDIRECTS,
                f"{address.host} sends the visitor on and on, more than {MAX_REDIRECTS} times.",
            )
        ended = await self._settle(address, answered)
        if self.hops:
            self.robots = (await self.means.robots.rules(address)).verdict(address.url)
        return ended

    def _next(self, address: Address, location: str) -> Address:
        target = follow(address, location)
        if address.scheme == "https" and target.scheme == "http":
            self.notes.append(f"A redirect led from https to http, at {shown(target.url)}.")
        return target

    async def _settle(self, address: Address, answered: ExchangeResult) -> tuple[Outcome, str]:
        """The outcome; "not modified" counts only as the answer to what was asked, else it is asked for again."""
        if answered.hop is None or answered.hop.status != HTTPStatus.NOT_MODIFIED:
            return answered.outcome, answered.reason
        if self._is_answer(answered.hop):
            return Outcome.UNCHANGED, f"{address.host} says that nothing has changed since the last capture."
        self.notes.append(f"{address.host} answered 304 Not Modified out of turn and was asked again.")
        again = await self._ask(address, (("Cache-Control", "no-cache"),))
        if again.hop and again.hop.status == HTTPStatus.NOT_MODIFIED:
            return Outcome.EMPTY, f"{address.host} answers 304 Not Modified whatever is asked, and no page."
        return again.outcome, again.reason

    def _is_answer(self, hop: Hop) -> bool:
        """Whether a 304 is about what we hold: it names another entity tag if not (RFC 9110, section 15.4.5)."""
        held, named = self.order.etag, hop.header("etag")
        same = not held or not named or held.strip().removeprefix("W/") == named.removeprefix("W/")
        return bool(self.order.conditions) and same

    async def _ask(self, address: Address, extra: tuple[Header, ...]) -> ExchangeResult:
        if self.hops or not self.place.is_with(address.place):
            await self.place.move(address.place)
        if (refused := await self._greet(address)) is not None:
            return refused
        with self._counted():
            answered = await self.means.exchanges.get(address, extra, self._left)
        self.let_through = self.let_through or answered.let_through
        if answered.hop:
            self.hops.append(answered.hop)
        return answered

    async def _greet(self, address: Address) -> ExchangeResult | None:
        """Whoever is first at a site asks for its robots.txt before anything else; a failure if that is the end."""
        if not self.means.robots.is_new(address):
            return None
        with self._counted():
            rules = await self.means.robots.rules(address)
        if rules.refused is None:
            self.means.turns.slow_down(address.place, rules.crawl_delay)
            await self.place.begin_again(address.place)
        return rules.refused

    @property
    def _left(self) -> float:
        return self.means.policy.total_seconds - self.spent

    @contextmanager
    def _counted(self) -> Iterator[None]:
        """Time with the network counts towards the limit; time spent waiting for one's turn does not."""
        began = monotonic()
        yield
        self.spent += monotonic() - began
