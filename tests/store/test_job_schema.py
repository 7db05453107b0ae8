"""Whether the installed procrastinate is the one whose tables a desk has."""

from pathlib import Path

import pytest

from factcheck.errors import BadInput
from factcheck.store import job_schema
from factcheck.store.job_schema import KNOWN, changes, check_installed


def test_the_locked_procrastinate_has_no_change_that_no_migration_of_ours_brings_in() -> None:
    assert changes(KNOWN) == [], "Write a migration that runs these, and move KNOWN."
    check_installed()


def test_another_procrastinate_is_refused_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_schema, "_folder", lambda: tmp_path)
    (tmp_path / "03.03.00_01_pre_some.sql").write_text("SELECT 1")
    with pytest.raises(BadInput, match=r"too old.*pip install 'factcheck-desk\[postgres\]'"):
        check_installed()
    (tmp_path / f"{KNOWN}_post_more.sql").write_text("SELECT 2")
    assert changes("", KNOWN) == ["SELECT 1", "SELECT 2"]
    check_installed()
    (tmp_path / "04.00.00_01_pre_more.sql").write_text("SELECT 3")
    with pytest.raises(BadInput, match="newer than this program knows"):
        check_installed()
