"""What a task of the quality run is: splits found in a folder of data, measured into rows of one table."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Record = dict[str, Any]
"""One line of a file of judgements, as others wrote it."""


@dataclass(frozen=True)
class Split:
    """One file of a data folder, or a folder of files, measured as one split: `evidence_wice/dev.jsonl`."""

    path: Path

    @property
    def name(self) -> str:
        return f"{self.path.parent.name} {self.part}"

    @property
    def part(self) -> str:
        """Which part of the data it is: `dev`."""
        return self.path.stem.rpartition(".")[2]


@dataclass(frozen=True)
class Row:
    """One line of the table, in words; `met` is "" where the target is about other material."""

    task: str
    split: str
    count: int
    figures: str
    target: str
    met: str
    published: str


def records(split: Split, needs: tuple[str, ...]) -> list[Record]:
    """The lines of a split; ends the run with a message where one is not as it must be."""
    found = []
    for number, line in enumerate(split.path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as wrong:
            raise SystemExit(f"{split.path}, line {number}, is not JSON: {wrong}.") from None
        lacking = [key for key in needs if not isinstance(record, dict) or key not in record]
        if lacking:
            raise SystemExit(f"{split.path}, line {number}, lacks {', '.join(lacking)}.")
        found.append(record)
    return found


@dataclass(frozen=True)
class Task:
    """A kind of measurement: which splits it knows, what it needs of each line, and what it makes of one.

    `measure` writes the run file and gives the rows; `scorer` is the script of the data's own that reads it, and what
    it is told besides. A split is one of the `files` in one of the `folders`, or, for `*/*.tsv`, a folder of them.
    """

    name: str
    folders: str
    needs: tuple[str, ...]
    measure: Callable[[Split, list[Record], Path], Iterable[Row]]
    scorer: str
    tells: tuple[str, ...] = ()
    files: tuple[str, ...] = ("*.jsonl",)
    read: Callable[[Split, tuple[str, ...]], list[Record]] = records

    def splits(self, data: Path) -> Iterator[Split]:
        """The splits of this task in a data folder, in order."""
        found = {
            path.parent if "/" in files else path
            for files in self.files
            for path in data.glob(f"{self.folders}/{files}")
        }
        yield from map(Split, sorted(found))

    def run_file(self, split: Split, out: Path) -> Path:
        """Where the answers for a split are written: `evidence_wice.dev.jsonl`."""
        return out / f"{split.path.parent.name}.{split.part}{Path(self.files[0]).suffix}"


def write_run(path: Path, answers: Iterable[Mapping[str, object]]) -> None:
    """The answers, one JSON object a line."""
    path.write_text("".join(f"{json.dumps(answer)}\n" for answer in answers), "utf-8")


def judged(is_met: bool) -> str:
    return "met" if is_met else "MISSED"
