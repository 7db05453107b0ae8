"""Whether each file of the public site is the one that is on record, and whether what is on record was published."""

import hashlib
import os
import re
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from factcheck.errors import Finding, Remedy
from factcheck.files import is_aside
from factcheck.store.site_files import GONE, FileStates
from factcheck.workflow.site.build import FOLDERS

_PUBLISH = Remedy.by("publish", "Make it again.")
_SETTLE = Remedy.by("publish", "The next publication puts it right.")
_TAKE_AWAY = "Take it away; or name it under site_own in factcheck.toml, if it is yours."


@dataclass(frozen=True)
class SiteOnRecord:
    """What is on record of the site: the `states` of its files, and all that the histories say was `printed`.

    `printed` has, for each page of a check, every SHA-256 it was published with, the last one last; those
    that the last publication of their check has no more are `left`. `own` are paths of files and folders that the desk
    put there itself.
    """

    states: FileStates
    printed: Mapping[str, list[str]]
    own: tuple[str, ...] = ()
    left: Collection[str] = ()

    def is_own(self, name: str) -> bool:
        """Whether the desk put a file of this path there itself, in none of the folders of pages."""
        if name in self.states or name.partition("/")[0] in FOLDERS:
            return False
        return any(f"{name}/".startswith(f"{one.rstrip('/')}/") for one in self.own)


@dataclass
class SiteCheck:
    """What came of it: the files `held` that are as they are on record, what does not hold, what publishing puts right.

    `own` counts the files that the desk put there itself, which nothing is held to.
    """

    on_record: SiteOnRecord
    where: str
    held: set[str] = field(default_factory=set)
    own: int = 0
    findings: list[Finding] = field(default_factory=list)
    behind: list[Finding] = field(default_factory=list)

    def hold(self, name: str, digest: str) -> None:
        """Hold what stands under the name of a file, or `GONE`, to the record."""
        states = self.on_record.states[name]
        if states == {digest}:
            self.held.add(name)
        elif digest in states:
            self._is_behind(
                "site-unfinished", name, "was being put there when a publication was interrupted."
            )
        elif digest == GONE:
            self.found("page-missing", name, "is not there.", _PUBLISH)
        elif digest in self.on_record.printed.get(name, ()):
            self.found("page-older", name, "is of an earlier publication.", _PUBLISH)
        else:
            self.found("page-changed", name, "is not what was published.", _PUBLISH)

    def found(self, code: str, name: str, message: str, *mends: str | Remedy) -> None:
        """Something that does not hold."""
        self.findings.append(Finding(code, self._place(name), message, *mends))

    def _is_behind(self, code: str, name: str, message: str) -> None:
        self.behind.append(Finding(code, self._place(name), message, _SETTLE))

    def _place(self, name: str) -> str:
        told = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        return f"{self.where}/{told}" if told else self.where

    def hold_record(self) -> None:
        """Hold what is on record of the pages of checks to what the histories say was published."""
        states, printed = self.on_record.states, self.on_record.printed
        for name, digests in sorted(states.items()):
            if _OF_HISTORIES.fullmatch(name) and digests - {GONE} - {*printed.get(name, ())}:
                self.found("site-record", name, "is on record as no history has published it.", _PUBLISH)
        for name, digests_in_order in sorted(printed.items()) if states else ():
            if name not in self.on_record.left and digests_in_order[-1] not in states.get(name, ()):
                self._is_behind("site-behind", name, "was published, and is not on the site yet.")


_OF_HISTORIES = re.compile(
    r"(?:claims|embed)/.*\.html|images/(?!desk\.logo\.)[^/]*\.png|log/stamps/.*", re.DOTALL
)
"""The files that publications name, each with its SHA-256, and those that stand for time stamps on record."""


def check_folder(folder: Path, on_record: SiteOnRecord) -> SiteCheck:
    """Hold everything in the site's folder to the record, file by file and name by name; links are not followed."""
    check = SiteCheck(on_record, folder.name)
    check.hold_record()
    if not folder.is_dir():
        if on_record.states:
            check.found("site-missing", "", "is not there, or is no folder.", _PUBLISH)
        return check
    if on_record.states:
        _check_all(folder, check)
    else:
        _check_unrecorded(folder, check)
    return check


def _check_all(folder: Path, check: SiteCheck) -> None:
    states, seen, links = check.on_record.states, set[str](), list[str]()
    folders = {*FOLDERS, *(str(one) for name in states for one in PurePosixPath(name).parents)}
    for name, mode in _entries(folder, check):
        if stat.S_ISLNK(mode):
            links.append(name)
            check.found("site-not-ours", name, "is a link, and no file or folder of the site.", _TAKE_AWAY)
        elif stat.S_ISREG(mode) and name in states:
            seen.add(name)
            _hold_file(folder, name, check)
        elif check.on_record.is_own(name):
            check.own += stat.S_ISREG(mode)
        elif stat.S_ISREG(mode) and is_aside(name.rpartition("/")[2]):
            check._is_behind("site-unfinished", name, "was left when a publication was interrupted.")
        elif not (stat.S_ISDIR(mode) and name in folders):
            what = next(words for is_kind, words in _KINDS if is_kind(mode))
            check.found("site-not-ours", name, f"is a {what} that is not of the site.", _TAKE_AWAY)
    for name in sorted(states.keys() - seen):
        if not any(name == link or name.startswith(f"{link}/") for link in links):
            check.hold(name, GONE)


_KINDS = (
    (stat.S_ISREG, "file"),
    (stat.S_ISDIR, "folder"),
    (lambda _: True, "pipe, a device or a socket"),
)


def _check_unrecorded(folder: Path, check: SiteCheck) -> None:
    """A site that was made before its files were put on record, or elsewhere: the pages of checks alone are known."""
    unknown = 0
    for name, mode in _entries(folder, check):
        if not stat.S_ISREG(mode):
            continue
        if name not in check.on_record.printed:
            unknown += 1
        elif (digest := _digest_of(folder, name, check)) in check.on_record.printed[name]:
            check.held.add(name)
        elif digest is not None:
            check.found("page-changed", name, "is not what was published.", _PUBLISH)
    if unknown:
        said = f"{unknown:,} of its files are not on record, and were not checked."
        put = Remedy.by("publish", "The next publication puts them on record.")
        check.behind.append(Finding("site-unrecorded", check.where, said, put))


def _entries(folder: Path, check: SiteCheck) -> Iterator[tuple[str, int]]:
    """Everything in a folder and in those below, by its path there, with its mode; what cannot be read is told."""
    waiting = [""]
    while waiting:
        at = waiting.pop()
        try:
            with os.scandir(folder / at) as found:
                entries = sorted(
                    (f"{at}{one.name}", one.stat(follow_symlinks=False).st_mode) for one in found
                )
        except OSError as wrong:
            check.found("site-unreadable", at.rstrip("/"), f"cannot be read: {wrong.strerror}.", _READABLE)
            continue
        yield from entries
        waiting += [f"{name}/" for name, mode in reversed(entries) if stat.S_ISDIR(mode)]


_READABLE = "Let this account read it, or look at the disk."


def _hold_file(folder: Path, name: str, check: SiteCheck) -> None:
    digest = _digest_of(folder, name, check)
    if digest is not None:
        check.hold(name, digest)


def _digest_of(folder: Path, name: str, check: SiteCheck) -> str | None:
    """The SHA-256 of a file, which is no link; None where it cannot be read, which is told."""
    try:
        handle = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb", buffering=0) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as wrong:
        check.found("site-unreadable", name, f"cannot be read: {wrong.strerror}.", _READABLE)
        return None
