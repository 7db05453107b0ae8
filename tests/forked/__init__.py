"""Commands of `factcheck` forked from one interpreter that has imported everything, not each started anew.

A command's output, exit code, files and locks are as of a process of its own, at a sixth of its processor time. Not so
for what happens while an interpreter starts: PYTHON… variables, the locale, closed streams; nor for signals sent to
the command. Tests of those start real processes.
"""

import atexit
import subprocess
import sys
from functools import cache
from pathlib import Path
from shlex import quote
from tempfile import mkdtemp

ROOT = Path(__file__).resolve().parents[2]
_CLIENT = Path(__file__).with_name("client.py")


@cache
def forked_program() -> Path:
    """The path of a program that does what `factcheck` does; its folder holds nothing else, so it can be put on PATH.

    The server that it asks is started by the first call, ends with this process and takes the folder away.
    """
    folder = Path(mkdtemp(prefix="factcheck-forked-"))
    program, socket = folder / "bin" / "factcheck", folder / "socket"
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
    atexit.register(server.communicate)
    assert server.stdout
    assert server.stdout.readline() == b"listening\n"
    return program
