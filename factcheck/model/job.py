"""A background job: one call of a task, with who asked for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Job:
    """One call of a task by its name, with arguments that JSON can hold.

    Of jobs with one `lock` one runs at a time, in the order in which they were asked for. While a job with this `once`
    waits, no other one is entered. It does not begin before `at`. `by` is who asked, be it the desk itself, `scopes`
    those of the token they did it with, None where that was none, and `request` the id of the request.
    """

    task: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    lock: str | None = None
    once: str | None = None
    at: datetime | None = None
    by: str = ""
    scopes: tuple[str, ...] | None = None
    request: str | None = None
