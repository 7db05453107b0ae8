"""A command run on a terminal of its own."""

import contextlib
import os
import pty
import select
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

_PATIENCE = 300
"""Seconds without a word after which nothing more is waited for."""


def run_on_a_terminal(
    command: Sequence[str | bytes], folder: Path, environment: Mapping[str, str], typed: bytes | None = None
) -> tuple[int, str]:
    """Its exit code, and what stood on the terminal, results and talk together. Without `typed` nothing can be read."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL if typed is None else theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        if typed:
            os.write(ours, typed)
        text = _read_to_the_end(ours)
        return running.wait(_PATIENCE), text.replace("\r\n", "\n")
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
