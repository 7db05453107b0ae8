"""Whether a visit that failed is tried again, and after how many seconds."""

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
_TEMPORARY = (429, 502, 503, 504)
_random = SystemRandom()


def retry_wait(visit: Visit, tries: int, policy: Policy, clock: Callable[[], datetime]) -> float | None:
    """Seconds to wait before the next try; None when there is to be none.

    Only temporary failures are tried again: no connection, and the answers 429, 502, 503 and 504. What a site
    asks for (Retry-After, RFC 9110, section 10.2.3) is respected up to two minutes; beyond, there is no next try.
    """
    if tries >= TRIES or not _is_temporary(visit):
        return None
    wait = max(policy.delay, _MIN_WAIT) * tries * _random.uniform(0.5, 1.5)
    retry_after = _retry_after(visit, clock)
    if retry_after is None:
        return wait
    return max(retry_after, wait) if retry_after <= MAX_RETRY_AFTER else None


def _is_temporary(visit: Visit) -> bool:
    if visit.outcome is Outcome.CONNECT:
        return True
    return visit.outcome is Outcome.HTTP and visit.last is not None and visit.last.status in _TEMPORARY


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
