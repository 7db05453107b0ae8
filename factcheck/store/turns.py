"""What writers take turns on: names of what they change. Whoever names nothing has the desk alone.

On PostgreSQL each name is an advisory lock of the transaction. All of them are taken at its beginning, in one order and
before anything is read, so two writers never wait for each other, and each reads what those before it left. That is
why statements may each see the newest state (READ COMMITTED): what a writer decides on, nobody else changes meanwhile.
SQLite has one writer at a time by its nature.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection, text

SITE = "site"
"""The public log, and the record of the site's files."""
PEOPLE = "people"
"""Accounts and what lets them in, who is told of what, and what is sent to them."""
EXTERNAL_CHECKS = "external checks"
"""Other desks' checks, and what was seen of desks that are followed."""
QUEUE = "queue"
"""Background jobs and what they remember, where nothing else is changed."""
WORD_BLOCKS = "word blocks"
"""What is made of the words of claims and checks so that all can be weighed at once."""
VECTORS = "vectors"
"""What is made of claims and checks so that they can be looked up by what they mean."""

DESK = 0x66_61_63_74
"""The lock of the desk: every writer shares it, and whoever has the desk alone holds it for itself."""
SILENT_SECONDS = 60
"""For which a writer may say nothing: one that is stopped gives its turns back after so long, and nothing is stored."""
_MOST = 1_000
"""Names beyond which the desk is taken instead; the server keeps locks in memory of a fixed size."""
_NUMBER = re.compile(r"(-\d+)+$")


def of_claim(key: UUID) -> str:
    """The claim with this key, whatever it is called."""
    return f"claim {key}"


def of_article(ref: str) -> str:
    """The article of this ref."""
    return f"article {ref}"


def of_ref(ref: str) -> str:
    """A ref that a claim is about to get, with all that differ from it in numbers at the end: ref-2, ref-3 …."""
    return f"ref {_NUMBER.sub('', ref)}"


def of_wording(digest: str) -> str:
    """The wording of claims that are about to be added, by its digest."""
    return f"wording {digest}"


def of_reader(person: str) -> str:
    """What a person has read."""
    return f"reader {person}"


@dataclass(frozen=True)
class TransactionId:
    """By what a transaction is found again: its number, the process of the server that it runs in, and when it began.

    The time is the server's own.
    """

    number: str
    process: int
    began: datetime


def take_turns(connection: Connection, turns: Collection[str]) -> TransactionId:
    """Wait until nobody else writes any of this or, without names, anything; the id of the transaction."""
    alone = not 0 < len(turns) <= _MOST
    (found,) = connection.execute(
        _ALONE if alone else _BESIDE_OTHERS, {"desk": DESK, "silent": f"{SILENT_SECONDS}s"}
    )
    if not alone:
        connection.execute(_EACH, {"keys": sorted(map(_key, set(turns)))})
    return TransactionId(found.number, found.process, found.began)


_WHICH = (
    "CAST(pg_current_xact_id() AS text) AS number, pg_backend_pid() AS process, now() AS began, "
    "set_config('idle_in_transaction_session_timeout', CAST(CAST(1000 * extract(epoch FROM least("
    "CAST(:silent AS interval), CAST(current_setting('idle_in_transaction_session_timeout') AS interval)"
    ")) AS int) AS text), true)"
)
_ALONE = text(f"SELECT pg_advisory_xact_lock(:desk), {_WHICH}")
_BESIDE_OTHERS = text(f"SELECT pg_advisory_xact_lock_shared(:desk), {_WHICH}")
_EACH = text("SELECT pg_advisory_xact_lock(one) FROM unnest(CAST(:keys AS bigint[])) AS one")


def _key(name: str) -> int:
    return int.from_bytes(sha256(name.encode()).digest()[:8], signed=True)
