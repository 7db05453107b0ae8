"""The processes that read, as the system sees them (Linux only)."""

import os
from pathlib import Path

import pytest

_MODULE = b"factcheck.reading.document.worker"

needs_proc = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="This system has no /proc to look at processes through."
)


def workers() -> list[int]:
    """The ids of the processes this one started for reading and that still run."""
    return [int(place.name) for place in Path("/proc").glob("[0-9]*") if _is_ours(place)]


def _is_ours(place: Path) -> bool:
    try:
        parent, command = _told(place, "PPid"), (place / "cmdline").read_bytes()
    except (OSError, StopIteration):
        return False
    return int(parent) == os.getpid() and _MODULE in command


def peak_memory(process: int) -> int:
    """The most bytes of memory the process has held so far."""
    return int(_told(Path("/proc") / str(process), "VmHWM").split()[0]) * 1024


def _told(place: Path, name: str) -> str:
    lines = (place / "status").read_text("utf-8").splitlines()
    return next(line.partition(":")[2].strip() for line in lines if line.startswith(f"{name}:"))
