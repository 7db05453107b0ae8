"""The log on stderr for whoever runs a desk: lines for people, or one JSON object a line."""

import json
import logging
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import click

from factcheck.log_context import log_fields

FORMS = ("text", "json")
_PROGRAM = logging.getLogger("factcheck")
_CONTROLS = dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)})


def begin_log(verbosity: int, form: str) -> Callable[[], None]:
    """Write what happens from "info" on, from "debug" on where `verbosity` is 2 or more; returns what ends it.

    `form` is "text" or "json"; click.UsageError for another.
    """
    if form not in FORMS:
        raise click.UsageError(f'FACTCHECK_LOG is "{form}". Write one of: {", ".join(FORMS)}.')
    _end_log()
    handler = _Handler(sys.stderr)
    handler.setFormatter(_JsonLines() if form == "json" else _Lines())
    _PROGRAM.addHandler(handler)
    _PROGRAM.setLevel(logging.DEBUG if verbosity > 1 else logging.INFO)
    return _end_log


def _end_log() -> None:
    for handler in [one for one in _PROGRAM.handlers if isinstance(one, _Handler)]:
        _PROGRAM.removeHandler(handler)
    _PROGRAM.setLevel(logging.NOTSET)


class _Handler(logging.StreamHandler[Any]):
    """What cannot be written, such as to a full disk, stops no command."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Go on."""


class _Lines(logging.Formatter):
    """Time (UTC), level, logger and message; what it repeats cannot command a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        message = record.getMessage().translate(_CONTROLS)
        of = "".join(f" ({name} {value})" for name, value in log_fields().items())
        return f"{at:%H:%M:%S} {record.levelname.lower():<7} {record.name}: {message}{of}"


class _JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, the request or job, and the message's values."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        line = {
            "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **log_fields(),
            "fields": dict(record.args) if isinstance(record.args, Mapping) else {},
        }
        return json.dumps(line, default=str)
