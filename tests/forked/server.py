"""Imports everything, then forks for each command that is handed over; ends with whoever started it."""

import atexit
import gc
import marshal
import os
import pkgutil
import runpy
import select
import shutil
import signal
import socket
import sys
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, TextIO

import factcheck

_LATER = (
    "alembic.command",
    "alembic.runtime.migration",
    "brotlicffi",
    "docx",
    "pypdfium2",
    "rapidfuzz.distance",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite",
)
"""What `factcheck` imports within functions."""


class _Command(NamedTuple):
    folder: bytes
    arguments: list[str]
    environment: dict[bytes, bytes]


_NOT_ALONE = ("__main__", "exchange.proof_claims")
"""Modules that are run and not imported: the program, and a part of verify.py, which hands it the other parts."""


def main() -> None:
    """Serve commands, and in each forked process run one as `python -m factcheck` would."""
    for found in pkgutil.walk_packages(factcheck.__path__, "factcheck."):
        if not found.name.startswith("factcheck.store.migrations.") and not found.name.endswith(_NOT_ALONE):
            import_module(found.name)
    for name in _LATER:
        import_module(name)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(sys.argv[1])
        listening.listen(64)
        os.write(1, b"listening\n")
        gc.collect()
        gc.freeze()
        command = _serve(listening)
    if command:
        _become(command)
        _run()
    shutil.rmtree(Path(sys.argv[1]).parent)


def _serve(listening: socket.socket) -> _Command | None:
    """The command that this process was forked for; None in the first one, when nobody needs it any more."""
    waiting: dict[int, socket.socket] = {}

    def tell(*_: object) -> None:
        while waiting and (ended := os.waitpid(-1, os.WNOHANG))[0]:
            with waiting.pop(ended[0]) as client:
                client.sendall(os.waitstatus_to_exitcode(ended[1]).to_bytes(4, "big", signed=True))

    signal.signal(signal.SIGCHLD, tell)
    while listening in select.select([listening, sys.stdin], [], [])[0]:
        client, _ = listening.accept()
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
        if not (child := os.fork()):
            for other in waiting.values():
                other.close()
            return _received(client)
        waiting[child] = client
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
    return None


def _received(client: socket.socket) -> _Command:
    """What the client asks for; its streams become ours."""
    size, streams, _, _ = socket.recv_fds(client, 8, 3)
    left, parts = int.from_bytes(size, "big"), list[bytes]()
    while left:
        parts.append(client.recv(left))
        left -= len(parts[-1])
    client.close()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    return _Command(*marshal.loads(b"".join(parts)))  # noqa: S302 - our own client wrote it


def _become(command: _Command) -> None:
    """The state in which an interpreter begins."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
    os.chdir(command.folder)
    os.environb.clear()
    os.environb.update(command.environment)
    sys.argv[1:] = command.arguments
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = _stream(number)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _stream(number: int) -> TextIO:
    """The interpreter's own stream for a file descriptor."""
    by_line = 1 if os.isatty(number) or number == 2 else -1
    return open(number, "w" if number else "r", by_line if number else -1, "utf-8", closefd=False)


def _run() -> None:
    """Run the program to its end; to take all modules apart afterwards would take longer than most commands."""
    try:
        runpy.run_module("factcheck", run_name="__main__", alter_sys=True)
    except SystemExit as left:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(left.code if isinstance(left.code, int) else left.code is not None)


if __name__ == "__main__":
    main()
