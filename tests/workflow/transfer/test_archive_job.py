"""The check of the archive that comes back: a part each time, and what does not hold is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import NotSoNow
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.archive_job import run_archive_check
from tests.desks import added, capture_path, opened, records, take


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(f"sqlite:///{tmp_path / 'desk.db'}", tmp_path) as desk:
        added(desk, "It is lit.", ref="lamps")
        add_source(desk, "lamps", "https://example.org/lamps", {})
        take(desk, "lamps", b"It is lit by four lamps.")
        yield desk


def test_what_holds_is_counted_each_time(desk: Desk) -> None:
    assert run_archive_check(desk) == {"checked": 1, "percent": 100}
    assert run_archive_check(desk) == {"checked": 1, "percent": 100}


def test_what_does_not_hold_is_named(desk: Desk) -> None:
    capture_path(desk, records(desk)[0].captures[0].record).write_bytes(b"something else")
    with pytest.raises(NotSoNow, match="does not hold") as wrong:
        run_archive_check(desk)
    assert wrong.value.findings[0].where == "lamps captures c1"
