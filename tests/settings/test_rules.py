"""What a desk asks before it publishes, as factcheck.toml says it."""

from pathlib import Path

import pytest

from factcheck.errors import BadInput
from factcheck.settings import Rules, Settings, load
from tests.desks import opened
from tests.records import findings_of


def _desk(folder: Path, toml: str) -> Settings:
    (folder / "factcheck.toml").write_text(toml, "utf-8")
    return load(folder, "Ana", {})


def test_the_table_is_read_whole(tmp_path: Path) -> None:
    toml = '[rules]\nsources = "1 primary or 2 independent"\nrecheck_after = 180\nlong-wording = "off"\n'
    assert _desk(tmp_path, toml).rules == Rules("1 primary or 2 independent", 180, {"long-wording": "off"})


def test_a_desk_may_say_nothing(tmp_path: Path) -> None:
    assert _desk(tmp_path, "").rules == Rules()


@pytest.mark.parametrize(
    ("toml", "finding"),
    [
        ("rules = 5", "rules: is 5. Write its keys under [rules]."),
        ("[rules]\nsources = 2", 'rules: sources: is 2. Write text in quotes: "1 primary or 2 independent".'),
        (
            "[rules]\nno-summary = false",
            'rules: no-summary: is False. Write text in quotes: "block", "warn" or "off".',
        ),
        ("[rules]\nrecheck_after = 0", "rules: recheck_after: is 0. Write a number of days from 1: 180."),
        (
            '[rules]\nrecheck_after = "6 months"',
            "rules: recheck_after: is '6 months'. Write a number of days from 1: 180.",
        ),
        (
            "[rules]\nrecheck_after = true",
            "rules: recheck_after: is True. Write a number of days from 1: 180.",
        ),
    ],
)
def test_what_is_of_the_wrong_kind_is_named_with_its_mend(tmp_path: Path, toml: str, finding: str) -> None:
    assert findings_of(lambda: _desk(tmp_path, toml)) == [finding]


def test_rules_that_make_no_sense_are_told_when_the_desk_is_opened(tmp_path: Path) -> None:
    rules = Rules("two", None, {"no-sumary": "off"})
    with (
        pytest.raises(BadInput, match=r"^factcheck\.toml: 2 things to mend") as told,
        opened("sqlite://", tmp_path, rules=rules),
    ):
        pass
    assert [finding.where for finding in told.value.findings] == ["rules: no-sumary", "rules: sources"]


def test_a_desk_knows_what_it_asks(tmp_path: Path) -> None:
    with opened("sqlite://", tmp_path, rules=Rules("3 news", None, {"no-summary": "off"})) as desk:
        assert str(desk.wishes.sources) == "3 news"
        assert desk.wishes.level("no-summary") == "off"
