"""A bar on a terminal's last line, with a line above it for each address that was visited."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from factcheck.cli.app import say

if TYPE_CHECKING:
    from factcheck.workflow.evidence.fetch_result import FetchResult

_WIDTH = 30
_CLEAR = "\r\x1b[2K"


class Progress:
    """`shown` on a terminal only; elsewhere it is silent."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self.shown = total > 0 and sys.stderr.isatty()

    def __enter__(self) -> Self:
        self._draw()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write(_CLEAR)

    def tell(self, seen: "FetchResult") -> None:
        """One more address is on record."""
        self._done += 1
        if self.shown:
            self._write(_CLEAR)
            say(f"{seen.outcome:<24} {seen.url}")
            self._draw()

    def _draw(self) -> None:
        filled = _WIDTH * self._done // max(self._total, 1)
        self._write(f"[{'#' * filled}{'-' * (_WIDTH - filled)}] {self._done:,} of {self._total:,}")

    def _write(self, text: str) -> None:
        if self.shown:
            sys.stderr.write(text)
            sys.stderr.flush()
