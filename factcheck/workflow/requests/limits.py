"""How readers' requests are held to a number and to a pace: in memory alone, without keeping whose address it was."""

import hmac
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes
from threading import Lock

from factcheck.desk import Desk
from factcheck.workflow.desk_key import desk_key

LEAST_SECONDS, MOST_SECONDS = 4, 86_400
"""Between which a form is filled in by a person: programs are quicker, and a page is not open for longer than a day."""
MOST_OF_ONE, MOST_IN_ALL = 10, 2_000
"""Requests a day: of one address, and of all together."""


class RequestLimits:
    """Stamps that say when a form was shown, and the count of what came today.

    `key` is a secret of the desk, so that each of its processes knows a stamp of the others. Addresses are counted by a
    hash with a salt that is new each day and is never written anywhere.
    """

    def __init__(self, key: bytes, clock: Callable[[], datetime]) -> None:
        self._key, self._clock = key, clock
        self._turn = Lock()
        self._day, self._salt = clock().date(), token_bytes(16)
        self._counts: Counter[bytes] = Counter()
        self._seen: set[bytes] = set()

    def stamp(self) -> str:
        """A stamp for a form that is shown now."""
        at = str(int(self._clock().timestamp()))
        return f"{at}.{self._signed(at)}"

    def is_in_time(self, stamp: str) -> bool:
        """Whether a form was filled in neither too quickly nor too long ago; no stamp that we did not make is."""
        at, _, signed = stamp.partition(".")
        if not hmac.compare_digest(signed.encode("utf-8", "replace"), self._signed(at).encode()):
            return False
        took = self._clock().timestamp() - int(at)
        return LEAST_SECONDS <= took <= MOST_SECONDS

    def is_within(self, address: str) -> bool:
        """Count what comes from an address; whether it is still within what may come in a day.

        What is more than one address may send does not count for all together, so that none shuts the others out.
        """
        with self._turn:
            self._begin_day()
            key = self._hashed(address)
            if self._counts[key] >= MOST_OF_ONE or self._counts[b""] >= MOST_IN_ALL:
                return False
            self._counts[key] += 1
            self._counts[b""] += 1
            return True

    def was_taken(self, address: str, text: str) -> bool:
        """Whether these words came from this address today already."""
        with self._turn:
            self._begin_day()
            return self._hashed(f"{address}\n{text}") in self._seen

    def taken(self, address: str, text: str) -> None:
        """Note that these words came from this address."""
        with self._turn:
            self._seen.add(self._hashed(f"{address}\n{text}"))

    def _begin_day(self) -> None:
        if (today := self._clock().date()) != self._day:
            self._day, self._salt = today, token_bytes(16)
            self._counts.clear()
            self._seen.clear()

    def _hashed(self, said: str) -> bytes:
        return sha256(self._salt + said.encode("utf-8", "replace")).digest()

    def _signed(self, at: str) -> str:
        return hmac.new(self._key, at.encode("utf-8", "replace"), "sha256").hexdigest()[:32]


def stamp_key(desk: Desk) -> bytes:
    """The secret of the stamps, made with that of the desk; raises what `desk_key` does."""
    return sha256(desk_key(desk).sign(b"factcheck request stamp")).digest()
