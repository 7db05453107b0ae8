"""The database handle of a desk: opens, migrates, and hands out transactions."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, QueuePool

from factcheck.counters import ACTS
from factcheck.model.scale import Scales
from factcheck.store.engine import connection_name, make_engine, transaction
from factcheck.store.ledger import Ledger
from factcheck.store.postgres import CONNECTIONS
from factcheck.store.search_blocks import make_full_blocks, were_filled
from factcheck.store.version import bring_up_to_date, check_version
from factcheck.store.word_counts import fold_changes, have_gathered

if TYPE_CHECKING:
    from factcheck.store.jobs import JobQueue

_LOG = logging.getLogger(__name__)
_MOST_NAMED = 5
"""Refs that a line of the log names; an import has thousands."""


class Store:
    """One desk's database; `reading` and `writing` each give a Ledger for one transaction."""

    def __init__(self, engine: Engine, scales: Scales) -> None:
        self._engine = engine
        self._scales = scales

    @contextmanager
    def reading(self) -> Iterator[Ledger]:
        """A consistent view that changes nothing."""
        with transaction(self._engine, writing=False) as connection:
            yield Ledger(connection, self._scales)

    @contextmanager
    def writing(self, *turns: str) -> Iterator[Ledger]:
        """A transaction that commits on leaving and rolls back on an exception.

        `turns` name what it changes (see `turns`): on PostgreSQL, writers who name nothing in common write at once.
        Without names it has the desk alone. StorageFailed, as `engine.transaction` has it.
        """
        with transaction(self._engine, writing=True, turns=turns) as connection:
            ledger = Ledger(connection, self._scales)
            yield ledger
            many_counts, filled = have_gathered(connection), were_filled(connection)
        if many_counts:
            fold_changes(self._engine)
        if filled:
            make_full_blocks(self._engine)
        for act, _ in ledger.acts:
            ACTS.add(act)
        if ledger.acts:
            _LOG.info("committed %(acts)s on %(refs)s", _counted(ledger.acts))
        if ledger.run_after:
            from factcheck.store.queue import run_all

            run_all(ledger.run_after)

    def jobs(self) -> "AbstractContextManager[JobQueue]":
        """The queue of background jobs, where there is one, in a transaction of its own; StorageFailed."""
        from factcheck.store.jobs import open_jobs

        return open_jobs(self._engine)

    @property
    def has_queue(self) -> bool:
        """Whether background jobs wait in a queue for a worker, as on PostgreSQL; else they are run at once."""
        return self._engine.dialect.name == "postgresql"

    @property
    def address(self) -> dict[str, Any]:
        """How psycopg's pool reaches a PostgreSQL database, password and all, under the name of this version."""
        url = self._engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        return {"conninfo": url, "kwargs": connection_name()}

    def check_version(self) -> None:
        """StorageFailed where the database does not answer, NotSoNow where this program may not go on with it."""
        with transaction(self._engine, writing=False) as connection:
            check_version(connection)

    def connections(self) -> dict[str, int]:
        """Connections of this process to the database: those that are in use, and those that are kept for the next."""
        pool = self._engine.pool
        if not isinstance(pool, QueuePool):
            return {}
        return {"used": pool.checkedout(), "kept": pool.checkedin()}

    def bring_up_to_date(self) -> None:
        """Make the tables of a new database, or migrate an older one."""
        bring_up_to_date(self._engine, self._scales)

    def copy_to(self, file: Path) -> None:
        """Write all the database holds at this moment to a new SQLite file, while others go on; StorageFailed."""
        from factcheck.store.copies import copy_to_file

        copy_to_file(self._engine, file)

    def fill_from(self, file: Path) -> None:
        """Bring in all of a file that `copy_to` wrote; NotSoNow where there is something already, StorageFailed."""
        from factcheck.store.copies import fill_from_file

        fill_from_file(self._engine, file, self._scales)

    def forget_overwritten(self) -> bool:
        """Leave nothing in the database's own files of what was written over; see `overwritten`."""
        from factcheck.store.overwritten import forget_overwritten

        return forget_overwritten(self._engine)

    def close(self) -> None:
        """Give every connection back."""
        self._engine.dispose()


def _counted(acts: list[tuple[str, str]]) -> dict[str, str]:
    """What a transaction did, in brief: how often which act, and on what."""
    often = Counter(act for act, _ in acts)
    refs = [*dict.fromkeys(ref for _, ref in acts)]
    more = [f"{len(refs) - _MOST_NAMED} more"] if len(refs) > _MOST_NAMED else []
    return {
        "acts": ", ".join(act if count == 1 else f"{act} ({count})" for act, count in often.items()),
        "refs": ", ".join([*refs[:_MOST_NAMED], *more]),
    }


def open_store(url: str, scales: Scales, connections: int = CONNECTIONS) -> Store:
    """The store behind a database URL, its tables made or migrated as needed; with so many connections at most."""
    store = Store(make_engine(url, connections), scales)
    try:
        store.bring_up_to_date()
    except BaseException:
        store.close()
        raise
    return store
