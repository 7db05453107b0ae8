"""Where the desks of tests are kept: on SQLite and in folders or, by an option, on PostgreSQL and object storage."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path

OPTION = "--kept-on"


@dataclass
class Large:
    """PostgreSQL in place of each SQLite file, and object storage in place of each folder, as long as it is open."""

    new_postgres: Callable[[], AbstractContextManager[str]]
    new_place: Callable[[], str]
    opened: ExitStack = field(default_factory=ExitStack)
    databases: dict[str, str] = field(default_factory=dict)
    places: dict[Path, str] = field(default_factory=dict)

    def database(self, url: str) -> str:
        """The same database each time for the same SQLite file; a URL of another kind or of a file there is stays."""
        if not url.startswith("sqlite:///") or Path(url.removeprefix("sqlite:///")).exists():
            return url
        if url not in self.databases:
            self.databases[url] = self.opened.enter_context(self.new_postgres())
        return self.databases[url]

    def archive(self, folder: Path) -> str:
        """The same prefix each time for the same folder of a desk, unless the desk has its captures there already."""
        if (folder / "archive").exists():
            return "archive"
        return self.places.setdefault(folder.resolve(), self.new_place())


_large: list[Large] = []


def database_of(url: str) -> str:
    """Where a desk is kept whose test names this URL."""
    return _large[-1].database(url) if _large else url


def archive_of(folder: Path) -> str:
    """Where captures are kept of a desk in this folder, as its settings would name it."""
    return _large[-1].archive(folder) if _large else "archive"


def keep_large(large: Large) -> ExitStack:
    """Keep desks so until what is returned is closed."""
    _large.append(large)
    large.opened.callback(_large.pop)
    return large.opened
