"""The time zone of a desk: by its IANA name, and refused with the near one."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from factcheck.errors import BadInput
from factcheck.settings import Settings, load
from tests.records import findings_of


def _desk(folder: Path, zone: str) -> Settings:
    (folder / "factcheck.toml").write_text(f'timezone = "{zone}"', "utf-8")
    return load(folder, "Ana", {})


@pytest.mark.parametrize(
    "zone", ["Pacific/Auckland", "America/Argentina/Buenos_Aires", "Etc/UTC", "Asia/Kathmandu"]
)
def test_a_zone_is_known_by_its_name(tmp_path: Path, zone: str) -> None:
    assert _desk(tmp_path, zone).zone == ZoneInfo(zone)


def test_without_one_it_is_that_of_the_computer(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text("", "utf-8")

    assert load(tmp_path, "Ana", {}).zone is None


@pytest.mark.parametrize(
    ("zone", "near"),
    [
        ("Pacific/Aukland", "Pacific/Auckland"),
        ("pacific auckland", "Pacific/Auckland"),
        ("Auckland", "Pacific/Auckland"),
        ("berlin", "Europe/Berlin"),
        ("Tehran", "Asia/Tehran"),
        ("Asia/New York", "America/New_York"),
    ],
)
def test_a_zone_there_is_not_is_refused_with_the_near_one(tmp_path: Path, zone: str, near: str) -> None:
    [found] = findings_of(lambda: _desk(tmp_path, zone))

    assert found == f'timezone: "{zone}" is no time zone. Did you mean "{near}"?'


@pytest.mark.parametrize(
    "zone", ["", "xqzw", "../../etc/passwd", "/etc/localtime", "Europe", "Europe/Berlin/x", "+02:00"]
)
def test_what_is_like_no_zone_is_refused_in_words(tmp_path: Path, zone: str) -> None:
    with pytest.raises(BadInput) as refused:
        _desk(tmp_path, zone)

    assert f'"{zone}" is no time zone.' in str(refused.value.findings[0])


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text("timezone = 2", "utf-8")

    assert findings_of(lambda: load(tmp_path, "Ana", {})) == ["timezone: is 2. Write text in quotes."]
