"""The units of systemd that the pages show: what they start is started with the program of these tests."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import contextmanager
from pathlib import Path

from tests.web.served import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def unit(file: Path) -> ConfigParser:
    read = ConfigParser(strict=False, interpolation=None, comment_prefixes=("#",))
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string(file.read_text("utf-8"))
    return read


def started(file: Path, **instead: str) -> list[str]:
    """The command that a unit starts, with the program of these tests."""
    words = unit(file)["Service"]["ExecStart"].split()
    assert words[0] == "/opt/factcheck/bin/factcheck"
    return [sys.executable, "-m", "factcheck", *(instead.get(one, one) for one in words[1:])]


@contextmanager
def running(command: list[str], port: int, folder: Path, **env: str) -> Iterator[None]:
    """A program that answers at a port while the block runs."""
    log = folder / f"{port}.log"
    with (
        log.open("wb") as told,
        subprocess.Popen(
            command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT), **env}, stdout=told, stderr=told
        ) as program,
    ):
        try:
            due = time.monotonic() + PATIENCE
            while not _answers(port):
                assert program.poll() is None, log.read_text("utf-8")
                assert time.monotonic() < due, log.read_text("utf-8")
                time.sleep(0.05)
            yield
        finally:
            program.terminate()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
