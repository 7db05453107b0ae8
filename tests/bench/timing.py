"""What one whole process costs, and two programs measured side by side.

Processes are run as those of an installed program: with bytecode on disk, without the variables that
change how Python starts. The peak a kernel reports for a child is never less than what its parent had in
memory, so whoever measures must stay small: material is made in processes of its own.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
FACTCHECK = (PYTHON, "-m", "factcheck")
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock and on the processor, and the most bytes in memory at once."""

    wall: float
    cpu: float
    peak: int


@dataclass(frozen=True)
class Pairs:
    """Costs of two programs that took turns, ours first, so that each pair had the same machine."""

    ours: tuple[Cost, ...]
    peer: tuple[Cost, ...]

    @property
    def ratios(self) -> list[float]:
        """Our seconds for each of the peer's, pair by pair, in rising order."""
        return sorted(our.wall / peer.wall for our, peer in zip(self.ours, self.peer, strict=True))

    @property
    def cpu_ratio(self) -> float:
        """The median of the same in processor time, which other work on the machine disturbs less."""
        return median(our.cpu / peer.cpu for our, peer in zip(self.ours, self.peer, strict=True))


def seconds(costs: Sequence[Cost]) -> float:
    """The median on the clock."""
    return median(cost.wall for cost in costs)


def peak(costs: Sequence[Cost]) -> int:
    """The highest peak, in bytes."""
    return max(cost.peak for cost in costs)


def run(command: Sequence[str], folder: Path, ends: int = 0) -> Cost:
    """Run a command in a folder and wait for it; what it prints is thrown away unless it ends otherwise."""
    with tempfile.TemporaryFile() as talk:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=talk,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != ends:
            talk.seek(0)
            raise SystemExit(f"{' '.join(command)} failed:\n{talk.read().decode(errors='replace')}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _PEAK_UNIT)


def side_by_side(ours: Callable[[], Cost], peer: Callable[[], Cost], rounds: int) -> Pairs:
    """Both in turns: ours, peer, ours, peer, and so on."""
    pairs = [(ours(), peer()) for _ in range(rounds)]
    return Pairs(tuple(our for our, _ in pairs), tuple(their for _, their in pairs))


def environment() -> dict[str, str]:
    """The environment of a measured process: this working copy, and nobody's settings."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "FACTCHECK_"))
    }
    return {**kept, "PYTHONPATH": str(ROOT)}
