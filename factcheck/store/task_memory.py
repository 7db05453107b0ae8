"""What tasks remember from one time to the next, such as how far they came. It is of no history."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from factcheck.store.rows import TASK_MEMORY


class TaskMemory:
    """The memories inside one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> dict[str, Any]:
        """What was kept last under this name; empty where nothing was."""
        kept = select(TASK_MEMORY.c.value).where(TASK_MEMORY.c.name == name)
        return self._connection.execute(kept).scalar_one_or_none() or {}

    def put(self, name: str, value: Mapping[str, Any]) -> None:
        """Keep this, JSON of a few kilobytes at most, in place of what was kept."""
        self._connection.execute(delete(TASK_MEMORY).where(TASK_MEMORY.c.name == name))
        self._connection.execute(insert(TASK_MEMORY), {"name": name, "value": dict(value)})
