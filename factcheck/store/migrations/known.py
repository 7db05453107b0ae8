"""The versions of the database that this program knows."""

from functools import cache
from importlib.resources import files


@cache
def known_versions() -> tuple[str, ...]:
    """The versions, such as `0025`, oldest first; read from file names since importing Alembic is dear."""
    names = (entry.name for entry in (files("factcheck.store.migrations") / "versions").iterdir())
    return tuple(sorted(name[:4] for name in names if name[:4].isdigit()))
