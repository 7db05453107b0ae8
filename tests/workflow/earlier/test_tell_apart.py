"""Telling an earlier claim apart: on record, left out of later answers on both sides, and taken back for a reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound, RuleRefused
from factcheck.model.vocabulary import Act
from factcheck.workflow.claims.edit import rename_claim
from factcheck.workflow.earlier.confirm import confirm
from factcheck.workflow.earlier.match import likely_findings, match_words
from factcheck.workflow.earlier.tell_apart import take_back_apart, tell_apart
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.imports import import_dossiers
from factcheck.workflow.transfer.verify import verify
from tests.conftest import NewDatabase
from tests.desks import CHECK, added, by, opened, records

OTHER_WORDS = "The bridge has five lamps."


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk with two claims that are alike, and two checks of others at one address."""
    with opened(database_url, tmp_path) as desk:
        added(desk, "The bridge has four lamps.", ref="lamps")
        added(desk, "The old bridge has four lamps on it.", ref="twin")
        with desk.store.writing() as ledger:
            ledger.shelve([CHECK, CHECK.model_copy(update={"text": OTHER_WORDS})])
        yield desk


def _found(desk: Desk, ref: str) -> list[str]:
    answer = match_words(desk, ref, 50, folded=True)
    return [one.earlier.ref or one.earlier.text for one in answer.matches]


def test_what_is_told_apart_is_on_record_and_in_no_later_answer(desk: Desk) -> None:
    assert "lamps" in _found(desk, "twin")
    told = tell_apart(by(desk, "Ben"), "twin", "lamps", "The old one is another bridge.")

    assert (told.is_new, told.distinction.id, told.distinction.ref) == (True, "n1", "lamps")
    twin = next(one for one in records(desk) if one.ref == "twin")
    assert (twin.events[-1].act, twin.events[-1].by) == (Act.DISTINGUISH, "Ben")
    assert "lamps" not in _found(desk, "twin")
    assert "twin" not in _found(desk, "lamps"), "two claims are not the same whichever is asked about"
    assert OTHER_WORDS in _found(desk, "twin"), "nothing else is left out"
    assert likely_findings(desk, ["twin"]) == []
    assert verify(desk).findings == []


def test_whoever_looks_up_the_words_alone_sees_both(desk: Desk) -> None:
    tell_apart(desk, "twin", "lamps")

    assert {one.earlier.ref for one in match_words(desk, "The old bridge has four lamps on it.").matches} >= {
        "twin",
        "lamps",
    }


def test_told_apart_twice_the_first_time_stands(desk: Desk) -> None:
    first = tell_apart(desk, "twin", "lamps").distinction
    again = tell_apart(desk, "twin", "lamps", "Still so.")

    assert (again.distinction, again.is_new) == (first, False)


def test_a_claim_that_is_renamed_stays_apart(desk: Desk) -> None:
    tell_apart(desk, "twin", "lamps")
    rename_claim(desk, "lamps", "four-lamps")
    assert "four-lamps" not in _found(desk, "twin")
    assert "twin" not in _found(desk, "four-lamps")
    rename_claim(desk, "twin", "old-bridge")
    assert "old-bridge" not in _found(desk, "four-lamps")

    take_back_apart(desk, "old-bridge", "four-lamps", "They are.")
    assert "four-lamps" in _found(desk, "old-bridge")


def test_of_an_address_one_check_is_told_apart_at_a_time_and_all_are_taken_back(desk: Desk) -> None:
    first = tell_apart(desk, "lamps", CHECK.url).distinction
    assert first.text == OTHER_WORDS, "the nearest"
    assert OTHER_WORDS not in _found(desk, "lamps")
    assert tell_apart(desk, "lamps", CHECK.url).distinction.text == CHECK.text
    assert not tell_apart(desk, "lamps", CHECK.url).is_new

    back = take_back_apart(desk, "lamps", CHECK.url, "By mistake.")
    assert [(one.id, one.taken_back, one.why) for one in back] == [
        ("n1", True, "By mistake."),
        ("n2", True, "By mistake."),
    ]
    assert OTHER_WORDS in _found(desk, "lamps")
    assert tell_apart(desk, "lamps", CHECK.url).distinction.id == "n3"
    assert verify(desk).findings == []


def test_it_is_taken_back_with_a_reason(desk: Desk) -> None:
    tell_apart(desk, "twin", "lamps")
    with pytest.raises(RuleRefused, match="with a reason"):
        take_back_apart(desk, "twin", "lamps", " ")
    with pytest.raises(NotFound, match="are not on record as two claims"):
        take_back_apart(desk, "lamps", "twin", "On the other's record.")


def test_what_is_told_apart_is_confirmed_once_that_is_taken_back(desk: Desk) -> None:
    tell_apart(desk, "twin", "lamps")
    with pytest.raises(RuleRefused, match="two claims") as refused:
        confirm(desk, "twin", "lamps")
    [remedy] = refused.value.remedies
    assert remedy.arguments == {"ref": "twin", "not": "lamps", "take_back": True, "why": None}

    take_back_apart(desk, "twin", "lamps", "They are the same after all.")
    assert confirm(desk, "twin", "lamps").is_new
    assert tell_apart(desk, "twin", "lamps").is_new, "a confirmation by mistake is mended so"


@pytest.mark.parametrize(
    ("other", "wrong"), [("twin", BadInput), ("nobody", NotFound), ("https://no.example", NotFound)]
)
def test_what_is_no_other_claim_is_told(desk: Desk, other: str, wrong: type[Exception]) -> None:
    with pytest.raises(wrong):
        tell_apart(desk, "twin", other)


def test_a_copy_of_the_desk_leaves_out_the_same(
    desk: Desk, tmp_path: Path, new_database: NewDatabase
) -> None:
    tell_apart(desk, "twin", "lamps", "Another bridge.")
    take_back_apart(desk, "twin", "lamps", "No.")
    tell_apart(desk, "twin", "lamps", "Another bridge.")
    export_dossiers(desk, tmp_path / "out")
    assert "[[distinctions]]" in (tmp_path / "out" / "twin.toml").read_text("utf-8")
    with new_database() as url, opened(url, tmp_path / "copy") as copy:
        import_dossiers(copy, tmp_path / "out")
        assert records(copy) == records(desk)
        assert "lamps" not in _found(copy, "twin")
        assert verify(copy).findings == []
