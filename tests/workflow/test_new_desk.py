"""Making a desk."""

from pathlib import Path

import pytest

from factcheck.desk import open_desk
from factcheck.errors import NotFound, NotSoNow
from factcheck.settings import load
from factcheck.workflow.new_desk import NewDesk, make_desk
from tests.desks import tree


def test_a_new_desk_has_settings_a_database_and_its_folders(tmp_path: Path) -> None:
    folder = make_desk(tmp_path / "new" / "desk", NewDesk("The Times", "four-step", True, "Ana"))
    settings = load(folder, environ={})
    assert (settings.name, settings.scale, settings.solo, settings.author) == (
        "The Times",
        "four-step",
        True,
        "Ana",
    )
    assert {path.name for path in folder.iterdir()} >= {"claims", "reports", "archive", "factcheck.db"}
    assert settings.log_key.stat().st_mode & 0o777 == 0o600
    with open_desk(settings) as desk:
        assert desk.scale.id == "four-step"


def test_a_name_with_quotes_and_line_breaks_survives(tmp_path: Path) -> None:
    name = 'The "Daily"\nPlanet \\ Ünion'
    assert load(make_desk(tmp_path, NewDesk(name)), environ={}).name == name


def test_a_desk_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    make_desk(tmp_path, NewDesk("First"))
    before = tree(tmp_path)
    with pytest.raises(NotSoNow, match="is a desk already"):
        make_desk(tmp_path, NewDesk("Second"))
    assert tree(tmp_path)["factcheck.toml"] == before["factcheck.toml"]


def test_a_scale_that_is_not_there_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="six-step"):
        make_desk(tmp_path / "desk", NewDesk(scale="sixstep"))
    assert not (tmp_path / "desk").exists()
