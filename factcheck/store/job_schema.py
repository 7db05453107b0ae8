"""The tables of procrastinate, which keeps background jobs on PostgreSQL: how they come into a desk's database.

procrastinate ships each change of its tables as a file of SQL, named by the version it came with, and keeps them all.
A migration of ours runs those from one name up to another, so it does the same whichever later version is installed.
"""

from importlib.util import find_spec
from pathlib import Path

from factcheck.errors import BadInput

KNOWN = "03.04.00_50"
"""The last of procrastinate's changes that a migration of ours has brought in."""


def changes(after: str, to: str = "~") -> list[str]:
    """The SQL of every change that comes after one of them, up to another; BadInput where procrastinate lacks that."""
    files = {path.name: path for path in sorted(_folder().glob("*.sql"))}
    found = [path for name, path in files.items() if after < name[: len(KNOWN)] <= to]
    if to != "~" and not (found and found[-1].name.startswith(to)):
        raise BadInput(f"The installed procrastinate is too old for this program. {_INSTALL}")
    return [path.read_text("utf-8") for path in found]


def check_installed() -> None:
    """BadInput where the installed procrastinate is not the one whose tables this program makes."""
    if changes(KNOWN):
        raise BadInput(f"The installed procrastinate is newer than this program knows. {_INSTALL}")
    changes("", KNOWN)


def _folder() -> Path:
    found = find_spec("procrastinate")
    if found is None or not found.submodule_search_locations:
        raise BadInput(f"PostgreSQL needs one more package. {_INSTALL}")
    return Path(found.submodule_search_locations[0]) / "sql" / "migrations"


_INSTALL = "Install what this version needs: pip install 'factcheck-desk[postgres]'"
