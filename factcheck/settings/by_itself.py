"""What a worker does for the desk by itself: `feeds` and `[backup]` in factcheck.toml."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factcheck.errors import Finding
from factcheck.settings.fetching import is_whole
from factcheck.settings.tables import unknown_keys


@dataclass(frozen=True, slots=True)
class Backups:
    """The folder in which a backup is made each day, and how many of them are kept; none is made without a folder."""

    folder: Path | None = None
    keep: int = 7


def backups_of(table: Mapping[str, Any], desk: Path) -> Backups:
    """The settings for which `backup_findings` gives none; a relative folder is taken from the desk's."""
    return Backups(desk / table["folder"] if "folder" in table else None, table.get("keep", 7))


def backup_findings(given: object) -> Iterator[Finding]:
    """A finding for every key that has no meaning, and for every value that cannot be."""
    table = given if isinstance(given, dict) else {}
    yield from unknown_keys("backup", table, ("folder", "keep"))
    folder, keep = table.get("folder"), table.get("keep")
    if folder is not None and not (isinstance(folder, str) and folder.strip()):
        mend = 'Write the path of a folder: "/backups".'
        yield Finding("bad-value", "backup: folder", f"is {folder!r}.", mend)
    if keep is not None and not is_whole(keep, 1, 10_000):
        yield Finding("bad-value", "backup: keep", f"is {keep!r}.", "Write a whole number from 1.")


def feeds_findings(feeds: Sequence[object]) -> Iterator[Finding]:
    """A finding for everything that is no address of a feed, and for each that is named twice."""
    for number, one in enumerate(feeds, 1):
        if not (isinstance(one, str) and one.startswith(("https://", "http://"))):
            mend = 'Write addresses: ["https://example.org/claimreview.json"].'
            yield Finding("bad-value", f"feeds: {number}", f"is {one!r}, which is no address.", mend)
        elif one in feeds[: number - 1]:
            yield Finding("bad-value", f"feeds: {number}", "is named twice.", "Take one of them out.")


def watch_findings(watched: Sequence[object]) -> Iterator[Finding]:
    """A finding for everything that is neither an address nor a folder, and for each that is named twice."""
    for number, one in enumerate(watched, 1):
        if not (isinstance(one, str) and one.strip()) or _is_of_another_scheme(one):
            mend = 'Write addresses of feeds, and folders: ["https://example.org/news.rss", "transcripts"].'
            yield Finding("bad-value", f"watch: {number}", f"is {one!r}.", mend)
        elif one in watched[: number - 1]:
            yield Finding("bad-value", f"watch: {number}", "is named twice.", "Take one of them out.")


def _is_of_another_scheme(place: str) -> bool:
    return "://" in place and not place.startswith(("https://", "http://"))


def watched(place: str, desk: Path) -> str:
    """What is watched: an address as it is, a folder as a path, a relative one taken from the desk's."""
    return place if place.startswith(("https://", "http://")) else str(desk / place)
