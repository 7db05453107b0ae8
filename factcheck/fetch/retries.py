"""When a visit that failed is tried again, and how long it waits before."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import SystemRandom

from factcheck.fetch.policy import Policy
from factcheck.model.visit import Visit
from factcheck.model.vocabulary import Outcome

TRIES = 3
MAX_RETRY_AFTER = 120.0
_MIN_WAIT = 0.05
_PASSING = (429, 502, 503, 504)
_chance = SystemRandom()


def pause(visit: Visit, tried: int, policy: Policy, clock: Callable[[], datetime]) -> float | None:
    """Seconds to wait before the next try; None when there is to be none.

    Only what may pass is tried again: no connection, and the answers 429, 502, 503 and 504. A site that says
    when to come back (Retry-After, RFC 9110, section 10.2.3) is taken at its word up to two minutes.
    """
    if tried >= TRIES or not _may_pass(visit):
        return None
    wait = max(policy.delay, _MIN_WAIT) * tried * _chance.uniform(0.5, 1.5)
    asked = _retry_after(visit, clock)
    if asked is None:
        return wait
    return max(asked, wait) if asked <= MAX_RETRY_AFTER else None


def _may_pass(visit: Visit) -> bool:
    if visit.outcome is Outcome.CONNECT:
        return True
    return visit.outcome is Outcome.HTTP and visit.last is not None and visit.last.status in _PASSING


def _retry_after(visit: Visit, clock: Callable[[], datetime]) -> float | None:
    """The header in seconds, given as a number or as a date; None when there is none that can be read."""
    value = visit.last.header("retry-after").strip() if visit.last else ""
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - clock()).total_seconds())
