"""The settings of other archives."""

from pathlib import Path

import pytest

from factcheck.errors import BadInput
from factcheck.settings import load
from factcheck.settings.archives import Archives


def _load(folder: Path, written: str) -> Archives:
    (folder / "factcheck.toml").write_text(written, "utf-8")
    return load(folder, environ={}).archives


def test_further_archives_are_named_by_how_their_addresses_begin(tmp_path: Path) -> None:
    assert _load(tmp_path, "") == Archives()
    assert not Archives().save
    known = _load(tmp_path, '[archives]\nalso = ["https://archive.example/web/"]\n')
    assert known == Archives(also=("https://archive.example/web/",))


def test_the_keys_come_from_the_environment_and_are_shown_nowhere(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text("[archives]\nsave = true\n", "utf-8")
    keys = {"FACTCHECK_ARCHIVE_ACCESS": "canary1", "FACTCHECK_ARCHIVE_SECRET": "canary2"}
    settings = load(tmp_path, environ=keys)
    assert settings.archives.login == "canary1:canary2"
    assert "canary" not in repr(settings)
    assert load(tmp_path, environ={"FACTCHECK_ARCHIVE_ACCESS": "canary1"}).archives.login is None


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("[archives]\nalso = 7\n", "archives: also"),
        ('[archives]\nalso = ["archive.example"]\n', "archives: also"),
        ('[archives]\nalso = ["https://archive.example"]\n', "archives: also"),
        ("[archives]\nsave = 1\n", "archives: save"),
        ('[archives]\nservice = "web.archive.org"\n', "archives: service"),
        ('[archives]\nservice = "http://archive.example/save"\n', "archives: service"),
        ('[archives]\nalsso = ["https://archive.example/"]\n', "archives: alsso"),
    ],
)
def test_what_is_no_archive_is_refused(tmp_path: Path, written: str, where: str) -> None:
    with pytest.raises(BadInput) as refused:
        _load(tmp_path, written)
    assert [one.where for one in refused.value.findings] == [where]
