"""A backup each day: one, whoever asks how often, and as many kept as the desk wants."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import NotFound
from factcheck.settings.by_itself import Backups
from factcheck.workflow.transfer.daily_backup import back_up_daily
from tests.desks import added, opened


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk that keeps two backups in a folder, which holds other files too."""
    folder, kept = tmp_path / "desk", tmp_path / "kept"
    kept.mkdir()
    (kept / "desk-2020-01-01T000000Z.zip").write_text("This is no backup.")
    (kept / "notes.txt").write_text("These are ours.")
    with opened(f"sqlite:///{tmp_path / 'desk.db'}", folder, backup=Backups(kept, 2)) as desk:
        (folder / "factcheck.toml").write_text('name = "The test desk"\n', "utf-8")
        added(desk, "It rained.")
        yield desk


def _on(desk: Desk, day: int, hour: int = 1) -> dict[str, object]:
    return {**back_up_daily(replace(desk, clock=lambda: datetime(2026, 11, day, hour, tzinfo=UTC)))}


def _kept(desk: Desk) -> list[str]:
    folder = desk.settings.backup.folder
    assert folder
    return sorted(path.name for path in folder.iterdir())


def test_one_is_made_a_day_and_the_oldest_goes(desk: Desk) -> None:
    assert _on(desk, 3) == {"made": "desk-2026-11-03T010000Z.zip", "removed": []}
    assert _on(desk, 3, hour=23) == {"made": None, "removed": []}
    _on(desk, 4)
    assert _on(desk, 6)["removed"] == ["desk-2026-11-03T010000Z.zip"]

    assert _kept(desk) == [
        "desk-2020-01-01T000000Z.zip",
        "desk-2026-11-04T010000Z.zip",
        "desk-2026-11-06T010000Z.zip",
        "notes.txt",
    ]


def test_none_is_made_where_its_disk_is_not_there_or_nobody_wants_one(desk: Desk, tmp_path: Path) -> None:
    elsewhere = replace(desk, settings=replace(desk.settings, backup=Backups(tmp_path / "disk")))
    with pytest.raises(NotFound, match="mount its disk"):
        back_up_daily(elsewhere)
    assert not (tmp_path / "disk").exists()
    assert back_up_daily(replace(desk, settings=replace(desk.settings, backup=Backups()))) == {}
