"""PostgreSQL as a desk uses it: its limits on time, what it says put in words, and a commit whose answer was lost."""

from collections.abc import Mapping
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from factcheck.errors import StorageFailed, WriteConflict
from factcheck.store.turns import TransactionId

WAIT_SECONDS = 120
"""For which a writer waits for others, and anybody for a free connection."""
_LIMITS = {
    "lock_timeout": f"{WAIT_SECONDS}s",
    "statement_timeout": "15min",
    "idle_in_transaction_session_timeout": "15min",
}
_PATIENCE = 30.0
"""Seconds for which a server that was lost in the middle of a commit is asked what became of it."""
CONNECTIONS = 20
"""Connections that one process has at most, where the settings do not say."""


def engine_options(url: URL, name: Mapping[str, str], connections: int) -> dict[str, Any]:
    """How connections of this name are made: with limits on time, and lost ones noticed; the URL's parameters win.

    A limit is set otherwise by `options` in the URL, such as `?options=-c lock_timeout=5s`.
    """
    limits = " ".join(f"-c {name}={value}" for name, value in _LIMITS.items())
    own = url.query.get("options", "")
    lost = {
        "connect_timeout": "10",
        "keepalives_idle": "30",
        "keepalives_interval": "10",
        "keepalives_count": "3",
    }
    said = {**name, **lost, **url.query, "options": f"{limits} {own}".strip()}
    return {
        "connect_args": said,
        "pool_size": connections,
        "max_overflow": 0,
        "pool_timeout": WAIT_SECONDS,
        "pool_pre_ping": True,
    }


_FATE = text(
    "SELECT pg_xact_status(CAST(:number AS xid8)) AS status, stats_reset > :began AS crashed FROM pg_stat_bgwriter"
)
"""A server that crashed begins its statistics anew; one that was stopped goes on with them."""
_NO_SUCH_NUMBER = "22023"
_END = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE pid = :process AND backend_xid = CAST(CAST(:number AS xid8) AS xid)"
)


def has_lost_server(wrong: DBAPIError) -> bool:
    """Whether an error came with the end of the connection or of the server, so that it does not say what was done."""
    severity = getattr(getattr(wrong.orig, "diag", None), "severity_nonlocalized", None)
    return wrong.connection_invalidated or severity in ("FATAL", "PANIC")


def was_committed(engine: Engine, lost: TransactionId) -> bool | None:
    """Whether a transaction is there whose connection was lost in the middle of its commit; None if nobody can say.

    What is still open is ended, so that the answer stays what it is. A server that crashed gives numbers anew that
    nothing on its disk names: such a number tells what is not there, and not what is.
    """
    until = monotonic() + _PATIENCE
    while monotonic() < until:
        try:
            with engine.connect() as connection:
                status, crashed = connection.execute(_FATE, vars(lost)).one()
                if crashed or status != "in progress":
                    is_there = None if crashed else True
                    return is_there if status == "committed" else None if status is None else False
                connection.execute(_END, vars(lost))
        except SQLAlchemyError as wrong:  # it is down, or comes up just now
            if getattr(getattr(wrong, "orig", None), "sqlstate", None) == _NO_SUCH_NUMBER:
                return False
        sleep(0.2)
    return None


def failure(engine: Engine, wrong: DBAPIError, *, writing: bool) -> StorageFailed:
    """What the server said, where it is, and what to do about it; never a password, which a query may hold too.

    Who was reading is not told that nothing was stored, as that may come after an act that was.
    """
    said = str(wrong.orig).strip().splitlines()[0]
    state = getattr(wrong.orig, "sqlstate", None)
    mend = _MENDS.get(state or "") or next((hint for sign, hint in _SIGNS.items() if sign in said), "")
    words = f"The database {engine.url.set(query={})} said: {said}. {_NOT_STORED * writing}{mend}".strip()
    return (WriteConflict if state in _CONFLICTS else StorageFailed)(words)


_NOT_STORED = "Nothing was stored. "
_CONFLICTS = ("40001", "40P01")
_AGAIN = "Do it again."
_UNREACHABLE = "See that the server runs and that database_url is right."
_LATER = "Do it again in a while, and ask whoever runs the server if it stays so."
_CROWDED = (
    "Lower database_connections in factcheck.toml, or let whoever runs the server raise its max_connections."
)
_MENDS = {
    **dict.fromkeys(_CONFLICTS, _AGAIN),
    "25P03": _AGAIN,
    "25006": "It is a copy that can only be read: let database_url lead to the server that is written.",
    "42501": "Let whoever runs the server allow the user in database_url to do that.",
    "53100": "Make room on the disk of the server and do it again.",
    "53200": _LATER,
    "53300": _CROWDED,
    "55P03": f"Somebody else has been writing for {WAIT_SECONDS} seconds. {_LATER}",
    "57014": _LATER,
    "57P01": _LATER,
    "57P02": _LATER,
    "57P03": _LATER,
}
"""What to do about an error, by its code (SQLSTATE)."""
_SIGNS = {
    "too many": _CROWDED,
    "connection slots": _CROWDED,
    "starting up": _LATER,
    "shutting down": _LATER,
    "recovery": _LATER,
    "not yet accepting": _LATER,
    "connection": _UNREACHABLE,
    "resolve host": _UNREACHABLE,
}
"""The same by words, for an error in connecting, which comes without a code."""
