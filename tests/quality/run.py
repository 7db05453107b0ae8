"""Measure the quality of what is found on data that people judged, and write the answers for the data's own scorers.

    python -m tests.quality.run DATA [--out DIR] [NAME ...]

DATA is a folder of folders, one for each set of judgements: `evidence_*` (SPLIT.jsonl with claim, passages, gold_sets),
`numbers_*` (SPLIT.jsonl with claim, claim_tokens, non_supported_spans, evidence), `checkworthy_*` (SPLIT.tsv, or a
folder SPLIT with a .tsv for each debate: id, speaker, sentence, 1 or 0) and `match_*` (claims.tsv with id, claim,
title; queries.SPLIT.tsv and qrels.SPLIT.tsv). Every split found is measured.
Where DATA has a folder `scorers`, its scripts judge the written answers too, and their own words are printed.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # also when it is run as a file

from tests.quality.checkworthy import CHECKWORTHY
from tests.quality.figures import FIGURES
from tests.quality.matches import MATCHES
from tests.quality.passages import PASSAGES
from tests.quality.tasks import Row, Split, Task, judged

TASKS: tuple[Task, ...] = (PASSAGES, FIGURES, CHECKWORTHY, MATCHES)

_HEAD = ("task", "split", "n", "figures", "target", "met", "published")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every split in the folder, print the table, and say where the answers lie; 1 where a floor is missed."""
    asked = _arguments(arguments)
    chosen = [task for task in TASKS if not asked.names or task.name in asked.names]
    found = [(task, split) for task in chosen for split in task.splits(asked.data)]
    if not found:
        raise SystemExit(_nothing_in(asked.data, chosen))
    asked.out.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    said: list[str] = []
    for task, split in found:
        sys.stderr.write(f"Measuring {task.name} on {split.name} …\n")
        run = task.run_file(split, asked.out)
        rows += task.measure(split, task.read(split, task.needs), run)
        said.append(f"{run}{_scored(asked.data / 'scorers' / task.scorer, split, run, task.tells)}")
    sys.stdout.write("\n".join((*_lines_of(rows), "", "Answers:", *said, "")))
    if missed := [f"{row.task} on {row.split}" for row in rows if row.met == judged(False)]:
        raise SystemExit(f"Below the floor: {', '.join(missed)}.")


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.quality.run",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, metavar="DATA", help="the folder of judged data")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"one of: {', '.join(task.name for task in TASKS)}"
    )
    parser.add_argument("--out", type=Path, default=Path("build/quality"), help="where answers are written")
    asked = parser.parse_args(arguments)
    if unknown := {*asked.names} - {task.name for task in TASKS}:
        parser.error(f"there is no task {', '.join(sorted(unknown))}; leave the names out for all")
    if not asked.data.is_dir():
        parser.error(
            f"{asked.data} is not a folder; name the folder that holds evidence_…, numbers_… and others"
        )
    return asked


def _nothing_in(data: Path, chosen: Sequence[Task]) -> str:
    wanted = ", ".join(f"{task.folders}/{task.files[0].replace('*', 'SPLIT')}" for task in chosen)
    return f"{data} holds nothing to measure on; looked for {wanted}."


def _scored(scorer: Path, split: Split, run: Path, tells: tuple[str, ...]) -> str:
    """What the data's own scorer says of the answers, where there is one."""
    if not scorer.is_file():
        return ""
    command = [sys.executable, str(scorer), str(split.path), str(run), *tells]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    answer = done.stdout.strip() if done.returncode == 0 else f"failed: {done.stderr.strip()[-200:]}"
    return f"\n    {scorer.name}: {answer}"


def _lines_of(rows: Sequence[Row]) -> Iterator[str]:
    """The table, its columns aligned."""
    table = [_HEAD, *(tuple(map(str, astuple(row))) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for line in table:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


if __name__ == "__main__":
    main()
