"""A command run on a terminal of its own, with a script for an editor."""

import contextlib
import os
import pty
import select
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.cli.conftest import Process

_PATIENCE = 60


@dataclass(frozen=True)
class Shown:
    """What stood on the terminal, results and talk together, and the exit code."""

    code: int
    text: str


def on_a_terminal(process: Process, *arguments: str, typed: bytes = b"", **env: str) -> Shown:
    """Run one command with a terminal for stdin, stdout and stderr."""
    ours, theirs = pty.openpty()
    environment = process.environment(TERM="xterm-256color", **env)
    running = subprocess.Popen(
        process.command(*arguments),
        cwd=process.folder,
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        if typed:
            os.write(ours, typed)
        text = _read_to_the_end(ours)
        return Shown(running.wait(_PATIENCE), text.replace("\r\n", "\n"))
    finally:
        running.kill()
        running.wait()
        os.close(ours)


def _read_to_the_end(terminal: int) -> str:
    read = b""
    with contextlib.suppress(OSError):  # a terminal that nobody holds any more gives EIO
        while select.select([terminal], [], [], _PATIENCE)[0] and (chunk := os.read(terminal, 65_536)):
            read += chunk
    return read.decode()


def editor(folder: Path, script: str) -> str:
    """An EDITOR that runs `script` with the form's path in $1."""
    path = folder.parent / "editor.sh"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)
