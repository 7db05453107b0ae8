"""How often pages are looked at again, as factcheck.toml says."""

from pathlib import Path

import pytest

from factcheck.errors import BadInput
from factcheck.settings import load
from factcheck.settings.rechecks import Rechecks


def _load(folder: Path, text: str) -> Rechecks:
    (folder / "factcheck.toml").write_text(text, "utf-8")
    return load(folder, environ={}).recheck


def test_what_is_published_is_looked_at_each_week_unless_the_desk_says_otherwise(tmp_path: Path) -> None:
    assert _load(tmp_path, "") == Rechecks(
        deadline=1, published=7, cited=30, others=90, per_host=60, per_day=50_000
    )


def test_a_desk_says_how_often_and_what_it_never_looks_at_by_itself(tmp_path: Path) -> None:
    assert _load(tmp_path, "[recheck]\npublished = 1\nothers = 0\nper_host = 5\n") == Rechecks(
        published=1, others=0, per_host=5
    )


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("[recheck]\npublished = -1\n", "recheck: published", "is -1"),
        ("[recheck]\ncited = 36501\n", "recheck: cited", "is 36501"),
        ("[recheck]\ndeadline = true\n", "recheck: deadline", "is True"),
        ('[recheck]\nothers = "never"\n', "recheck: others", "is 'never'"),
        ("[recheck]\nper_host = 0\n", "recheck: per_host", "is 0"),
        ("[recheck]\nper_day = 1.5\n", "recheck: per_day", "is 1.5"),
        ("[recheck]\npublishd = 1\n", "recheck: publishd", 'unknown key "publishd"'),
        ("recheck = 7\n", "recheck", "is 7"),
    ],
)
def test_what_cannot_be_is_named(tmp_path: Path, text: str, where: str, said: str) -> None:
    with pytest.raises(BadInput) as wrong:
        _load(tmp_path, text)

    assert any(one.where == where and said in one.message for one in wrong.value.findings), (
        wrong.value.findings
    )
