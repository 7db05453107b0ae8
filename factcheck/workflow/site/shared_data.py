"""The public data of every check at hand for the files about all checks, of which memory holds only the rows of lists.

The line of each check in `claims.json` stands in a file without a name, or in the `claims.json` of the last
publication where nothing the line is made of has changed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from io import SEEK_END
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from factcheck.files import disk_errors_explained
from factcheck.model.claim import Article
from factcheck.model.public import PublicCheck
from factcheck.report.edition import Edition
from factcheck.report.listed_claim import ListedCheck
from factcheck.report.outputs.claims_csv import check_row
from factcheck.report.outputs.claims_json import check_data, check_line
from factcheck.report.urls import DATA_JSON


@dataclass(frozen=True, slots=True)
class SharedCheck:
    """What the files about all checks need of one: what lists show, its row of the table, when it last changed."""

    listed: ListedCheck
    row: str
    changed_at: str
    is_corrected: bool

    @classmethod
    def of(cls, data: Mapping[str, Any], edition: Edition) -> "SharedCheck":
        """The check of these public data."""
        listed = ListedCheck.of_data(data)
        return cls(listed, check_row(data, edition), data["changed_at"], bool(data["corrections"]))


class SharedData:
    """The checks of one publication, each by its ref; to be closed when that is done."""

    def __init__(self, folder: Path, articles: Mapping[str, Article], edition: Edition) -> None:
        self._folder, self._articles, self._edition = folder, articles, edition
        self._lines: dict[str, tuple[BinaryIO, int, int]] = {}
        self._new: BinaryIO | None = None
        self._files = ExitStack()
        self.checks: dict[str, SharedCheck] = {}

    def add(self, check: PublicCheck) -> None:
        """Take in the version of a check that is out."""
        data = check_data(check, self._articles, self._edition)
        line = check_line(data).encode()
        with disk_errors_explained(self._folder):
            if self._new is None:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._new = TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed with the others
                self._files.enter_context(self._new)
            at = self._new.seek(0, SEEK_END)
            self._new.write(line)
        self._enter(data, self._new, at, len(line))

    def reuse(self, refs: Iterable[str]) -> None:
        """Take in those of these checks that the `claims.json` in the folder has."""
        wanted = set(refs) - self.checks.keys()
        with disk_errors_explained(self._folder / DATA_JSON):
            old = self._files.enter_context((self._folder / DATA_JSON).open("rb"))
            at = len(old.readline())
            for line in old:
                kept = line.rstrip(b",\n")
                if line.startswith(b'{"ref"') and _ref_of(line) in wanted:
                    self._enter(json.loads(kept), old, at, len(kept))
                at += len(line)

    def _enter(self, data: Mapping[str, Any], file: BinaryIO, at: int, length: int) -> None:
        self._lines[data["ref"]] = (file, at, length)
        self.checks[data["ref"]] = SharedCheck.of(data, self._edition)

    def close(self) -> None:
        """Let go of the files."""
        self._files.close()

    def lines(self) -> Iterator[str]:
        """The line of each check, by ref."""
        for _, (file, at, length) in sorted(self._lines.items()):
            with disk_errors_explained(self._folder):
                file.seek(at)
                yield file.read(length).decode()


def _ref_of(line: bytes) -> str:
    ref: str = json.loads(line[len(b'{"ref": ') : line.index(b",")])
    return ref
