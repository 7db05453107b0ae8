"""A progress bar on the last line of a terminal; messages go on lines above it."""

import logging
import sys
from types import TracebackType
from typing import Self

from factcheck.cli.app import say
from factcheck.cli.visible import write_raw

_WIDTH = 30
_CLEAR = "\r\x1b[2K"


def is_watched() -> bool:
    """Whether a bar is shown: on a terminal only, and not among the lines of a log."""
    return sys.stderr.isatty() and not logging.getLogger("factcheck").isEnabledFor(logging.INFO)


class Bar:
    """The progress of one command; it is drawn anew when it grows, and removed at the end of the block."""

    def __init__(self) -> None:
        self._total = 0
        self._done = 0
        self._drawn = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._clear()

    def begin(self, total: int) -> None:
        """Work on `total` things begins."""
        self._total, self._done = total if is_watched() else 0, 0
        self._draw()

    def step(self, done: str = "") -> None:
        """One more is done; `done` is printed above the bar."""
        self._done += 1
        if self._total and done:
            self._clear()
            say(done)
        self._draw()

    def _draw(self) -> None:
        """Draw the bar where it has changed; of thousands of things, not each one is drawn."""
        filled = _WIDTH * self._done // max(self._total, 1)
        some = self._done % max(self._total // 200, 1) == 0
        if self._total and (some or not self._drawn or self._done == self._total):
            self._clear()
            self._drawn = f"[{'#' * filled}{'-' * (_WIDTH - filled)}] {self._done:,} of {self._total:,}"
            write_raw(sys.stderr, self._drawn)

    def _clear(self) -> None:
        if self._drawn:
            self._drawn = ""
            write_raw(sys.stderr, _CLEAR)
