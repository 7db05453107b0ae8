"""Commands of `factcheck` forked from one interpreter that has imported everything, not each started anew.

A command's output, exit code, files and locks are as of a process of its own, at a sixth of its processor time. Not so
for what happens while an interpreter starts: PYTHON… variables, the locale, closed streams; nor for signals sent to
the command. Tests of those start real processes.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
_CLIENT = Path(__file__).with_name("client.py")


@contextmanager
def forking() -> Iterator[Path]:
    """The path of a program that does what `factcheck` does, as long as the block lasts.

    Its folder holds nothing else, so it can be put on PATH.
    """
    with TemporaryDirectory(prefix="factcheck-forked-") as folder:
        socket, program = Path(folder, "socket"), Path(folder, "bin", "factcheck")
        program.parent.mkdir()
        words = (sys.executable, "-I", "-S", str(_CLIENT), str(socket))
        program.write_text(f'#!/bin/sh\nexec {" ".join(map(quote, words))} "$@"\n', "utf-8")
        program.chmod(0o755)
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.forked.server", str(socket)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        with server:
            assert server.stdin
            assert server.stdout
            assert server.stdout.readline() == b"listening\n"
            yield program
            server.stdin.close()
