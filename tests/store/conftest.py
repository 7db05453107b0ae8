"""An empty desk on each database, and an engine of the test's own beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from factcheck.desk import Desk
from tests.desks import engine_at, opened


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """An empty desk on each database."""
    with opened(database_url, tmp_path) as desk:
        yield desk


@pytest.fixture
def engine(desk: Desk) -> Iterator[Engine]:
    """What looks into the database of the desk, or changes it behind its back."""
    with engine_at(desk.settings.database_url) as engine:
        yield engine
