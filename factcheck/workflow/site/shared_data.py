"""The public data of every check at hand for the files about all checks, of which memory holds only the rows of lists.

The line of each check in `claims.json` stands in a file without a name, or in the data of the last publication where
nothing the line is made of has changed.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import fields
from functools import lru_cache
from io import SEEK_END
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, NamedTuple

from factcheck.files import INCOMING, disk_errors_explained
from factcheck.model.claim import Article
from factcheck.model.public import PublicCheck, PublicState
from factcheck.model.vocabulary import CorrectionKind, Status
from factcheck.report.edition import Edition
from factcheck.report.listed_claim import ListedCheck
from factcheck.report.outputs.claims_csv import check_row
from factcheck.report.outputs.claims_json import check_data, check_line

_SHOWN = ("text", "language", "locator", "author", "summary", "sources")
"""What is needed of a check only where it is shown."""
_COUNTED = tuple(field.name for field in fields(ListedCheck) if field.name not in ("status", *_SHOWN))
"""What counts, orders and choices among all checks are made of."""
_NO_KINDS = frozenset[CorrectionKind]()
_STATES = {one.value: one for one in PublicState}
ScaleVersion = tuple[str, int]


class SharedCheck(NamedTuple):
    """What the files about all checks need of one.

    `listed` is what lists show, `row` its line of the table, `changed_at` when it last changed, `scales` are the
    versions that its verdicts were given on.
    """

    listed: ListedCheck
    row: str
    changed_at: str
    has_corrections: bool
    scales: tuple[ScaleVersion, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any], scales: Iterable[ScaleVersion], edition: Edition) -> "SharedCheck":
        """The check of these public data."""
        listed, row = ListedCheck.of_data(data), check_row(data, edition)
        return cls(listed, row, data["changed_at"], bool(data["corrections"]), tuple(sorted(set(scales))))

    def counted(self) -> list[Any]:
        """What is needed of all checks but their rows, as JSON has it."""
        told = [getattr(self.listed, name) for name in _COUNTED]
        plain = [sorted(one) if isinstance(one, frozenset) else one for one in told]
        scales = "\n".join(f"{scale} {version}" for scale, version in self.scales)
        return [self.changed_at, self.has_corrections, scales, *plain]

    def shown(self) -> list[str | None]:
        """What is needed of a check where it is shown."""
        return [getattr(self.listed, name) for name in _SHOWN]

    @classmethod
    def kept(cls, row: str, counted: Sequence[Any], read: "ReadShown") -> "SharedCheck":
        """The check of which `counted` told; what is shown of it is read when that is first asked for."""
        changed_at, has_corrections, scales, *plain = counted
        listed = object.__new__(_KeptCheck)  # a third of the time of its constructor, for tens of thousands
        values = vars(listed)
        values.update(zip(_COUNTED, plain, strict=True))
        values["status"], values["_read"] = Status.PUBLISHED, read
        values["tags"], values["state"] = tuple(values["tags"]), _STATES[values["state"]]
        values["kinds"] = frozenset(map(CorrectionKind, values["kinds"])) if values["kinds"] else _NO_KINDS
        return cls(listed, row, changed_at, has_corrections, _scales_of(scales))


@lru_cache(maxsize=1_000)
def _scales_of(told: str) -> tuple[ScaleVersion, ...]:
    parts = (one.rpartition(" ") for one in told.split("\n"))
    return tuple((scale, int(version)) for scale, _, version in parts)


ReadShown = Callable[[str], Sequence[Any]]
"""Reads what `SharedCheck.shown` told of the check with this ref."""


class _KeptCheck(ListedCheck):
    """A check of which what is shown is read when that is first asked for."""

    def __getattr__(self, name: str) -> Any:
        values = vars(self)
        if name not in _SHOWN:
            raise AttributeError(name)
        values.update(zip(_SHOWN, values["_read"](values["ref"]), strict=True))
        return values[name]

    def __reduce__(self) -> tuple[type[ListedCheck], tuple[Any, ...]]:
        return ListedCheck, tuple(getattr(self, field.name) for field in fields(ListedCheck))


class SharedData:
    """The checks of one publication, each by its ref; to be closed when that is done."""

    def __init__(self, folder: Path, articles: Mapping[str, Article], edition: Edition) -> None:
        self._folder, self._articles, self._edition = folder, articles, edition
        self._lines: dict[str, tuple[BinaryIO, int, int]] = {}
        self._new: BinaryIO | None = None
        self._files = ExitStack()
        self._path: Path | None = None
        self.checks: dict[str, SharedCheck] = {}

    def add(self, check: PublicCheck) -> None:
        """Take in the version of a check that is out."""
        data = check_data(check, self._articles, self._edition)
        self.put(self._shared(check, data), check_line(data).encode())

    def check(self, check: PublicCheck) -> SharedCheck:
        """What the files about all checks need of one."""
        return self._shared(check, check_data(check, self._articles, self._edition))

    def _shared(self, check: PublicCheck, data: Mapping[str, Any]) -> SharedCheck:
        scales = ((one.scale, one.scale_version) for one in check.record.verdicts)
        return SharedCheck.of(data, scales, self._edition)

    def put(self, check: SharedCheck, line: bytes) -> None:
        """The same of a check with its line of the data."""
        ref = check.listed.ref
        with disk_errors_explained(self._folder):
            if self._new is None:
                self._folder.mkdir(parents=True, exist_ok=True)
                file = self._path.open("w+b") if self._path else TemporaryFile(dir=self._folder)  # noqa: SIM115
                self._new = self._files.enter_context(file)
            self._lines[ref] = self._new, self._new.seek(0, SEEK_END), len(line)
            self._new.write(line)
        self.checks[ref] = check

    def file_of(self, process: int) -> Path:
        """Where a process that helps keeps the lines it makes; swept away with what others left unfinished."""
        return self._folder / f"{INCOMING}{process}-data"

    def write_to(self, path: Path) -> None:
        """Keep the lines that are added in this file, for `adopt` in another process."""
        self._path = path

    def entries(self) -> list[tuple[SharedCheck, int, int]]:
        """Every check that was added, with the place of its line and how long that is."""
        return [(self.checks[ref], at, length) for ref, (_, at, length) in self._lines.items()]

    def adopt(self, path: Path, entries: Iterable[tuple[SharedCheck, int, int]]) -> None:
        """Take in what another process added; its file has no name from then on."""
        with disk_errors_explained(path):
            if not path.exists():
                return
            file = self._files.enter_context(path.open("rb"))
            path.unlink()
        for check, at, length in entries:
            self.checks[check.listed.ref] = check
            self._lines[check.listed.ref] = file, at, length

    def read(self, name: str) -> None:
        """Find the lines of checks in the data that the last publication left under this name, but of those added."""
        with disk_errors_explained(self._folder / name):
            old = self._files.enter_context((self._folder / name).open("rb"))
            at = len(old.readline())
            for line in old:
                if line.startswith(b'{"ref"'):
                    self._lines.setdefault(_ref_of(line), (old, at, len(line.rstrip(b",\n"))))
                at += len(line)

    def without_line(self, refs: Iterable[str]) -> list[str]:
        """Those of these checks of which no line was added or found."""
        return [ref for ref in refs if ref not in self._lines]

    def reuse(self, refs: Collection[str]) -> None:
        """Take in those of these checks of which a line was found, and that have one version alone."""
        for ref in refs:
            if ref in self._lines and len((data := json.loads(self.line(ref)))["versions"]) == 1:
                scales = [(data["scale"], data["scale_version"])]
                self.checks[ref] = SharedCheck.of(data, scales, self._edition)

    def close(self) -> None:
        """Let go of the files."""
        self._files.close()

    def line(self, ref: str) -> bytes:
        """The line of a check."""
        file, at, length = self._lines[ref]
        with disk_errors_explained(self._folder):
            file.seek(at)
            return file.read(length)

    def lines(self, refs: Iterable[str]) -> Iterator[str]:
        """The line of each of these checks."""
        return (self.line(ref).decode() for ref in refs)


def _ref_of(line: bytes) -> str:
    ref: str = json.loads(line[len(b'{"ref": ') : line.index(b",")])
    return ref
