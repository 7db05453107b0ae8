"""What the program logs during a test, as JSON Lines."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from factcheck.cli.logs import _JsonLines


@contextmanager
def logged(level: int) -> Iterator[StringIO]:
    """What is logged meanwhile, from this level on."""
    told, program = StringIO(), logging.getLogger("factcheck")
    handler = logging.StreamHandler(told)
    handler.setFormatter(_JsonLines())
    program.addHandler(handler)
    program.setLevel(level)
    try:
        yield told
    finally:
        program.removeHandler(handler)
        program.setLevel(logging.NOTSET)
