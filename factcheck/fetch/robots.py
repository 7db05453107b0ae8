"""What a site's robots.txt says (RFC 9309): asked for once per origin, recorded, and its Crawl-delay kept to."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from http import HTTPStatus

from protego import Protego

from factcheck.fetch.address import Address, follow, read_address
from factcheck.fetch.exchange import ExchangeResult, Exchanges
from factcheck.fetch.policy import AGENT, Policy
from factcheck.fetch.stopped import Stopped
from factcheck.model.vocabulary import Outcome

MAX_CRAWL_DELAY = 30.0
MAX_SIZE = 512_000
MAX_REDIRECTS = 5
_KEPT = 2_000
"""Origins whose rules are kept; the one asked for longest ago is forgotten first."""


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """What is known of one origin: its rules, or the word for there being none to go by.

    `refused` is how asking ended where the site itself could not be reached, as no page of it could be then.
    """

    rules: Protego | None
    word: str
    refused: ExchangeResult | None = None

    @property
    def crawl_delay(self) -> float:
        """Seconds the site wants between visits, at most half a minute; 0 when it says nothing."""
        delay = self.rules.crawl_delay(AGENT) if self.rules else None
        return max(0.0, min(delay or 0.0, MAX_CRAWL_DELAY))

    def verdict(self, url: str) -> str:
        """One word: allowed, disallowed, none (there is no robots.txt) or unknown (it could not be had)."""
        if self.rules is None:
            return self.word
        return "allowed" if self.rules.can_fetch(url, AGENT) else "disallowed"


_NONE, _UNKNOWN = RobotsRules(None, "none"), RobotsRules(None, "unknown")


class Robots:
    """The rules of every origin met so far; whoever comes first to one asks for them."""

    def __init__(self, exchanges: Exchanges, policy: Policy) -> None:
        self._exchanges = exchanges
        self._seconds = min(policy.connect_seconds, policy.total_seconds)
        self._known: OrderedDict[str, asyncio.Future[RobotsRules]] = OrderedDict()

    def is_new(self, address: Address) -> bool:
        """Whether nobody has asked for the rules of this origin."""
        return address.origin not in self._known

    async def rules(self, address: Address) -> RobotsRules:
        """The rules of an origin; who comes second waits for the answer the first one gets."""
        if not self.is_new(address):
            self._known.move_to_end(address.origin)
            return await asyncio.shield(self._known[address.origin])
        future = self._known[address.origin] = asyncio.get_running_loop().create_future()
        rules = _UNKNOWN
        try:
            rules = await self._ask(address)
        finally:
            future.set_result(rules)
            self._forget_oldest()
        return rules

    async def _ask(self, address: Address) -> RobotsRules:
        """Redirects are followed, through the same guard as everything (RFC 9309, section 2.3.1.2)."""
        try:
            there = first = read_address(f"{address.origin}/robots.txt")
            for _ in range(MAX_REDIRECTS + 1):
                answered = await self._exchanges.get(
                    there, [("Accept-Encoding", "identity")], self._seconds, MAX_SIZE
                )
                if not answered.location:
                    return _read(answered, asked=there == first)
                there = follow(there, answered.location)
        except Stopped:
            return _UNKNOWN
        return _UNKNOWN

    def _forget_oldest(self) -> None:
        while len(self._known) > _KEPT and next(iter(self._known.values())).done():
            self._known.popitem(last=False)


def _read(answered: ExchangeResult, *, asked: bool) -> RobotsRules:
    hop = answered.hop
    if hop is None:
        refused = asked and _is_out_of_reach(answered.outcome)
        return RobotsRules(None, "unknown", answered if refused else None)
    if hop.truncated in ("time", "disconnect") or hop.header("content-encoding"):
        return _UNKNOWN
    if hop.status == HTTPStatus.OK:
        return RobotsRules(Protego.parse(hop.body.decode("utf-8", "replace")), "allowed")
    # 429 asks for patience, as the errors of a server do; every other refusal means there are no rules.
    gone = 400 <= hop.status < 500 and hop.status != HTTPStatus.TOO_MANY_REQUESTS
    return _NONE if gone else _UNKNOWN


def _is_out_of_reach(outcome: Outcome) -> bool:
    return outcome in (Outcome.DNS, Outcome.CONNECT) or outcome.startswith(("blocked:", "error:tls:"))
