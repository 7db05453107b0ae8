"""Processes of `factcheck` on a desk in a folder: real ones to be killed, forked ones to run to their end."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.forked import forked_program

ROOT = Path(__file__).resolve().parent.parent
NO_PROCESS = 2**22 + 1
"""No process has this number: Linux goes no higher than 2 ** 22, and the number of one that ended is soon another's."""


def begin_desk(folder: Path, database_url: str | None = None) -> Path:
    """The settings of a desk and nothing else: its database is made by whoever comes first."""
    folder.mkdir(parents=True, exist_ok=True)
    url = f'database_url = "{database_url}"\n' if database_url else ""
    (folder / "factcheck.toml").write_text(f'name = "The desk"\nauthor = "Ana"\n{url}', "utf-8")
    return folder


def start(desk: Path, *arguments: str, forked: bool = False, **how: Any) -> "subprocess.Popen[str]":
    """A running command; signals and limits reach one that is not forked."""
    program = [str(forked_program())] if forked else [sys.executable, "-m", "factcheck"]
    return subprocess.Popen(
        [*program, *arguments],
        cwd=desk,
        env=os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **how,
    )


def run(desk: Path, *arguments: str, said: str | None = None, **how: Any) -> tuple[int, str, str]:
    """The exit code, the results and the talk of one command; one with limits of its own (`how`) is not forked."""
    with start(desk, *arguments, forked=not how, **how) as process:
        out, err = process.communicate(said, timeout=120)
    return process.returncode, out, err


def done(desk: Path, *arguments: str, said: str | None = None) -> str:
    """The results of a command that has to succeed."""
    code, out, err = run(desk, *arguments, said=said)
    assert code == 0, err
    return out


def leftovers(folder: Path) -> list[Path]:
    """Files under temporary names."""
    return [path for path in folder.rglob("*") if path.name.startswith(".incoming")]
