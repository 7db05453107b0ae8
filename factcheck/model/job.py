"""A background job: one call of a task, with who asked for it, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
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


class JobState(StrEnum):
    """What becomes of a job; a failed one is done by nobody until somebody has it tried again."""

    WAITING = "waiting"
    DOING = "doing"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class JobView:
    """A job that was entered, and how far it is.

    `tries` counts how often it ended, or its worker did; `done` of `total` steps are behind it. `result` is what its
    task told, `wrong` why it failed the last time. `due_at` is when it may begin, `asked_at` when it was asked for.
    """

    number: int
    job: Job
    state: JobState
    asked_at: datetime
    due_at: datetime
    began_at: datetime | None
    ended_at: datetime | None
    tries: int
    done: int | None
    total: int | None
    result: Mapping[str, Any] | None
    wrong: str | None

    def as_json(self) -> dict[str, Any]:
        """The words of the JSON contract."""
        asked = {"number": self.number, "task": self.job.task, "state": self.state, "by": self.job.by}
        told = ("asked_at", "due_at", "began_at", "ended_at", "tries", "done", "total", "result", "wrong")
        about = {"request": self.job.request, "arguments": self.job.arguments}
        return asked | {name: getattr(self, name) for name in told} | about


@dataclass(frozen=True, slots=True)
class QueueView:
    """The jobs of one task: how many wait, since when the first of those that are due does, and the others by state."""

    task: str
    waiting: int
    due: int
    due_since: datetime | None
    doing: int
    failed: int
