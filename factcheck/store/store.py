"""The database handle of a desk: opens, migrates, and hands out transactions."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from factcheck.model.scale import Scales
from factcheck.store.engine import bring_up_to_date, make_engine, transaction
from factcheck.store.ledger import Ledger


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
    def writing(self) -> Iterator[Ledger]:
        """A transaction that commits on leaving and rolls back on an exception; writers take turns."""
        with transaction(self._engine, writing=True) as connection:
            yield Ledger(connection, self._scales)

    def bring_up_to_date(self) -> None:
        """Make the tables of a new database, or migrate an older one."""
        bring_up_to_date(self._engine)

    def close(self) -> None:
        """Give every connection back."""
        self._engine.dispose()


def open_store(url: str, scales: Scales) -> Store:
    """The store behind a database URL, its tables made or migrated as needed."""
    store = Store(make_engine(url), scales)
    try:
        store.bring_up_to_date()
    except BaseException:
        store.close()
        raise
    return store
