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
    known = _load(tmp_path, '[archives]\nalso = ["https://archive.example/web/"]\n')
    assert known == Archives(also=("https://archive.example/web/",))


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("[archives]\nalso = 7\n", "archives: also"),
        ('[archives]\nalso = ["archive.example"]\n', "archives: also"),
        ('[archives]\nalsso = ["https://archive.example/"]\n', "archives: alsso"),
    ],
)
def test_what_is_no_archive_is_refused(tmp_path: Path, written: str, where: str) -> None:
    with pytest.raises(BadInput) as refused:
        _load(tmp_path, written)
    assert [one.where for one in refused.value.findings] == [where]
