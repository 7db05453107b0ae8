"""A command run on a terminal of its own, with a script for an editor."""

import stat
from dataclasses import dataclass
from pathlib import Path

from tests.cli.conftest import Process
from tests.terminals import run_on_a_terminal


@dataclass(frozen=True)
class Shown:
    """What stood on the terminal, results and talk together, and the exit code."""

    code: int
    text: str


def on_a_terminal(process: Process, *arguments: str, typed: bytes = b"", **env: str) -> Shown:
    """Run one command with a terminal for stdin, stdout and stderr."""
    environment = process.environment(TERM="xterm-256color", **env)
    return Shown(*run_on_a_terminal(process.command(*arguments), process.folder, environment, typed))


def editor(folder: Path, script: str) -> str:
    """An EDITOR that runs `script` with the form's path in $1."""
    path = folder.parent / "editor.sh"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)
