"""The table of what tasks remember from one time to the next."""

from typing import Any

from sqlmodel import JSON, Field, SQLModel


class TaskMemoryRow(SQLModel, table=True):
    """What one task knows of the last time it ran; without it, it begins anew and no harm is done."""

    __tablename__ = "task_memory"

    name: str = Field(primary_key=True)
    value: dict[str, Any] = Field(sa_type=JSON)
