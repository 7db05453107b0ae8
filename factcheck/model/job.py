"""A background job: one call of a task, with who asked for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Job:
    """One call of a task by its name, with arguments that JSON can hold.

    Of jobs with one `lock` one runs at a time, in the order in which they were asked for. While a job with this `once`
    waits, no other one is entered. `by` is the person who asked, None for the desk itself; `scopes` are those of the
    token they asked with, None where that was no token. `request` is the id of the request in which they did.
    """

    task: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    lock: str | None = None
    once: str | None = None
    by: str | None = None
    scopes: tuple[str, ...] | None = None
    request: str | None = None
