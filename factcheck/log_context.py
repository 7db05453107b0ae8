"""What every line of the log carries of the work it is of: the id of a request, and of a job that came of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from secrets import token_hex
from types import MappingProxyType

_FIELDS: ContextVar[Mapping[str, str]] = ContextVar("log_fields", default=MappingProxyType({}))
_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def log_fields() -> Mapping[str, str]:
    """What the lines carry that are logged now, by name."""
    return _FIELDS.get()


@contextmanager
def logged_with(**fields: str | None) -> Iterator[None]:
    """Have lines carry these too while the block lasts, in threads that it starts as well; without those of None."""
    known = {name: value for name, value in fields.items() if value is not None}
    token = _FIELDS.set({**_FIELDS.get(), **known})
    try:
        yield
    finally:
        _FIELDS.reset(token)


def request_id(given: Sequence[str] = ()) -> str:
    """The one id that was given for a request, where it is well formed, else a new one."""
    return given[0] if len(given) == 1 and _ID.fullmatch(given[0]) else token_hex(8)
