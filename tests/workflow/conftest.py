"""A desk with one claim, and a server on loopback whose pages it may fetch."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.settings import Fetching
from factcheck.workflow.claims.add import add_claims
from tests.desks import opened
from tests.servers import ScriptedServer, answer
from tests.workflow.fetched import PAGE


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer({"/rain": answer(PAGE)}) as server:
        yield server


@pytest.fixture
def desk(
    database_url: str, tmp_path: Path, server: ScriptedServer, request: pytest.FixtureRequest
) -> Iterator[Desk]:
    """On SQLite with its captures in a folder, and on PostgreSQL with them on object storage."""
    is_large = database_url.startswith("postgresql")
    place = request.getfixturevalue("objects_url") if is_large else "archive"
    fetch = Fetching(allow=(f"127.0.0.1:{server.port}",), delay=0)
    with opened(database_url, tmp_path, fetch=fetch, archive_at=place) as desk:
        add_claims(desk, [("here", {"text": "It rained 52 mm.", "ref": "rain"})], "here")
        yield desk
