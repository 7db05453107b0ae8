"""Real processes of `python -m factcheck`, started on a desk in a folder."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def begin_desk(folder: Path, database_url: str | None = None) -> Path:
    """The settings of a desk and nothing else: its database is made by whoever comes first."""
    folder.mkdir(parents=True, exist_ok=True)
    url = f'database_url = "{database_url}"\n' if database_url else ""
    (folder / "factcheck.toml").write_text(f'name = "The desk"\nauthor = "Ana"\n{url}', "utf-8")
    return folder


def start(desk: Path, *arguments: str, **how: Any) -> "subprocess.Popen[str]":
    """A running command."""
    return subprocess.Popen(
        [sys.executable, "-m", "factcheck", *arguments],
        cwd=desk,
        env=os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **how,
    )


def run(desk: Path, *arguments: str, said: str | None = None, **how: Any) -> tuple[int, str, str]:
    """The exit code, the results and the talk of one command."""
    with start(desk, *arguments, **how) as process:
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
