"""The tables of a new desk: the migrations make them once, and they are copied at a twentieth of the time."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, event, inspect

from factcheck.store.engine import make_engine
from factcheck.store.version import bring_up_to_date

_POSTGRES: list[str] = []
"""What the migrations said to the first PostgreSQL database."""


def make_tables(url: str) -> None:
    """Put today's tables into the database behind a SQLAlchemy URL, if it is empty."""
    engine = make_engine(url)
    if engine.dialect.name == "sqlite":
        path = Path(engine.url.database or "")
        if path.parent.is_dir() and not path.exists():
            path.write_bytes(_sqlite_file())
    elif not inspect(engine).get_table_names():
        _make_postgres_tables(engine)
    engine.dispose()


@cache
def _sqlite_file() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "new.db")
        engine = make_engine(f"sqlite:///{path}")
        bring_up_to_date(engine)
        engine.dispose()
        return path.read_bytes()


def _make_postgres_tables(engine: Engine) -> None:
    if _POSTGRES:
        with engine.begin() as connection:
            connection.exec_driver_sql(";".join(_POSTGRES))
        return
    said: list[str] = []
    event.listen(engine, "after_cursor_execute", lambda *told: said.append(told[2]))
    bring_up_to_date(engine)
    _POSTGRES.extend(one for one in said if not one.lstrip().upper().startswith("SELECT"))
