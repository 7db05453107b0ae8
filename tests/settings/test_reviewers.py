"""How many people sign: one number, or one for each kind of claim."""

from pathlib import Path

import pytest

from factcheck.errors import BadInput
from factcheck.settings import Settings, load
from tests.desks import opened
from tests.records import findings_of


def _desk(folder: Path, toml: str) -> Settings:
    (folder / "factcheck.toml").write_text(toml, "utf-8")
    return load(folder, "Ana", {})


def test_one_person_signs_unless_the_desk_asks_for_more(tmp_path: Path) -> None:
    assert _desk(tmp_path, "").reviewers_of("figure") == 1
    assert _desk(tmp_path, "reviewers = 2").reviewers_of("figure") == 2
    assert _desk(tmp_path, "reviewers = 2").reviewers_of(None) == 2


def test_a_kind_of_claim_may_need_more(tmp_path: Path) -> None:
    desk = _desk(tmp_path, "[reviewers]\nfigure = 3\ndefault = 2\n")
    assert [desk.reviewers_of(kind) for kind in ("figure", "quote", None)] == [3, 2, 2]
    assert _desk(tmp_path, "[reviewers]\nfigure = 3\n").reviewers_of("quote") == 1


def test_a_desk_of_one_has_one_reader(tmp_path: Path) -> None:
    assert _desk(tmp_path, "solo = true\nreviewers = 3").reviewers_of("figure") == 1


@pytest.mark.parametrize(
    ("toml", "finding"),
    [
        ("reviewers = 0", "reviewers: is no number of people. Write a whole number from 1."),
        ("reviewers = true", "reviewers: is no number of people. Write a whole number from 1."),
        ("[reviewers]\nfigure = 'two'", "reviewers: is no number of people. Write a whole number from 1."),
        ("reviewers = 'two'", "reviewers: is 'two'. Write a number, or a number for each kind of claim"),
        ("reviewers = 1.5", "reviewers: is 1.5. Write a number, or a number for each kind of claim"),
    ],
)
def test_what_is_no_number_of_people_is_named(tmp_path: Path, toml: str, finding: str) -> None:
    found = findings_of(lambda: _desk(tmp_path, toml))
    assert found[0].startswith(finding)
    assert len(found) == 1


def test_a_kind_there_is_not_is_named_when_the_desk_is_opened(tmp_path: Path) -> None:
    with (
        pytest.raises(BadInput, match=r'"figur" is no kind of claim.* "figure"'),
        opened("sqlite://", tmp_path, reviewers={"figur": 2}),
    ):
        pass
