"""A site's robots.txt (RFC 9309): asked for once per origin, recorded, and its Crawl-delay respected."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from http import HTTPStatus

from protego import Protego

from factcheck.fetch.address import Address, read_address, resolve_redirect
from factcheck.fetch.exchange import ExchangeResult, Exchanges
from factcheck.fetch.policy import AGENT, Policy
from factcheck.fetch.stopped import Stopped
from factcheck.model.vocabulary import Outcome

MAX_CRAWL_DELAY = 30.0
MAX_SIZE = 512_000
MAX_REDIRECTS = 5
_CACHED = 2_000
"""Origins whose rules are cached; the least recently used is dropped first."""


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """What is known of one origin: its rules, or the word for why there are none.

    `unreachable` is how asking ended where the site could not be reached, since none of its pages could be then.
    """

    rules: Protego | None
    word: str
    unreachable: ExchangeResult | None = None

    @property
    def crawl_delay(self) -> float:
        """Seconds that the site asks for between visits, at most 30; 0 when it says nothing."""
        delay = self.rules.crawl_delay(AGENT) if self.rules else None
        return max(0.0, min(delay or 0.0, MAX_CRAWL_DELAY))

    def verdict(self, url: str) -> str:
        """One word: allowed, disallowed, none (there is no robots.txt) or unknown (it could not be had)."""
        if self.rules is None:
            return self.word
        return "allowed" if self.rules.can_fetch(url, AGENT) else "disallowed"


_NONE, _UNKNOWN = RobotsRules(None, "none"), RobotsRules(None, "unknown")


class Robots:
    """The rules of every origin so far, each asked for once."""

    def __init__(self, exchanges: Exchanges, policy: Policy) -> None:
        self._exchanges = exchanges
        self._seconds = min(policy.connect_seconds, policy.total_seconds)
        self._known: OrderedDict[str, asyncio.Future[RobotsRules]] = OrderedDict()

    def is_new(self, address: Address) -> bool:
        """Whether the rules of this origin have not been asked for."""
        return address.origin not in self._known

    async def rules(self, address: Address) -> RobotsRules:
        """The rules of an origin; calls at the same time share one request."""
        if not self.is_new(address):
            self._known.move_to_end(address.origin)
            return await asyncio.shield(self._known[address.origin])
        future = self._known[address.origin] = asyncio.get_running_loop().create_future()
        rules = _UNKNOWN
        try:
            rules = await self._ask(address)
        finally:
            future.set_result(rules)
            self._drop_oldest()
        return rules

    async def _ask(self, address: Address) -> RobotsRules:
        """Redirects are followed, through the same guard as everything (RFC 9309, section 2.3.1.2)."""
        try:
            address_now = first = read_address(f"{address.origin}/robots.txt")
            for _ in range(MAX_REDIRECTS + 1):
                answered = await self._exchanges.get(
                    address_now, [("Accept-Encoding", "identity")], self._seconds, MAX_SIZE
                )
                if not answered.location:
                    return _read(answered, asked=address_now == first)
                address_now = resolve_redirect(address_now, answered.location)
                await self._exchanges.check_redirect(first, address_now)
        except Stopped:
            return _UNKNOWN
        return _UNKNOWN

    def _drop_oldest(self) -> None:
        while len(self._known) > _CACHED and next(iter(self._known.values())).done():
            self._known.popitem(last=False)


def _read(answered: ExchangeResult, *, asked: bool) -> RobotsRules:
    hop = answered.hop
    if hop is None:
        unreachable = asked and _is_unreachable(answered.outcome)
        return RobotsRules(None, "unknown", answered if unreachable else None)
    if hop.truncated in ("time", "disconnect") or hop.header("content-encoding"):
        return _UNKNOWN
    if hop.status == HTTPStatus.OK:
        return RobotsRules(Protego.parse(hop.body.decode("utf-8", "replace")), "allowed")
    # 429 is temporary, as errors of the server are; every other 4xx means that there are no rules (RFC 9309, 2.3.1.3).
    gone = 400 <= hop.status < 500 and hop.status != HTTPStatus.TOO_MANY_REQUESTS
    return _NONE if gone else _UNKNOWN


def _is_unreachable(outcome: Outcome) -> bool:
    return outcome in (Outcome.DNS, Outcome.CONNECT) or outcome.startswith(("blocked:", "error:tls:"))
