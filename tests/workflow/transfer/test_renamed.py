"""Dossiers and sheets of claims that were renamed: files move with the name, and an old one finds the same claim."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotSoNow
from factcheck.workflow.claims.edit import note_claim, rename_claim
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.imports import import_dossiers
from factcheck.workflow.transfer.sheets import SheetWishes, import_sheet
from factcheck.workflow.transfer.verify import verify
from tests.conftest import NewDatabase
from tests.desks import added, opened, records, tree


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk whose claim "rain" was exported to `out` and then renamed "wet"; nothing is wrong with it after."""
    with opened(database_url, tmp_path) as desk:
        added(desk, "It rained.", ref="rain", claimant="Eve")
        export_dossiers(desk, tmp_path / "out")
        rename_claim(desk, "rain", "wet")
        yield desk
        assert verify(desk).findings == []


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def other(new_database: NewDatabase, tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "other").mkdir()
    with new_database() as url, opened(url, tmp_path / "other") as desk:
        yield desk
        assert verify(desk).findings == []


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.*"))


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_the_files_of_a_claim_go_by_its_new_ref(desk: Desk, out: Path, tmp_path: Path) -> None:
    exported = export_dossiers(desk, out)

    assert _names(out) == ["wet.history.jsonl", "wet.toml"]
    assert [path.name for path in exported.moved] == ["rain.toml", "rain.history.jsonl"]
    export_dossiers(desk, tmp_path / "anew")
    assert tree(tmp_path / "anew") == tree(out)
    assert export_dossiers(desk, out).moved == []


def test_old_files_that_say_more_are_kept_and_named(desk: Desk, out: Path) -> None:
    _edit(out / "rain.toml", "Eve", "Ada")

    with pytest.raises(NotSoNow, match="writing would lose something") as refused:
        export_dossiers(desk, out)

    assert [one.code for one in refused.value.findings] == ["not-imported"]
    assert _names(out) == ["rain.history.jsonl", "rain.toml"]
    assert import_dossiers(desk, out).changed == ["wet"]
    assert show_claim(desk, "wet").claim.claimant == "Ada"
    assert _names(out) == ["rain.history.jsonl", "rain.toml"]
    (out / "rain.toml").unlink()
    assert [path.name for path in export_dossiers(desk, out).moved] == ["rain.history.jsonl"]


def test_an_old_dossier_finds_the_same_claim(desk: Desk, out: Path) -> None:
    before = records(desk)

    brought = import_dossiers(desk, out)

    assert (brought.added, brought.changed, brought.unchanged) == ([], [], 1)
    assert records(desk) == before


def test_an_old_form_without_its_history_finds_the_same_claim(desk: Desk, out: Path) -> None:
    (out / "rain.history.jsonl").unlink()
    assert import_dossiers(desk, out).unchanged == 1

    _edit(out / "rain.toml", "Eve", "Ada")

    assert import_dossiers(desk, out).changed == ["wet"]
    assert show_claim(desk, "wet").claim.claimant == "Ada"


def test_a_desk_that_knows_the_old_ref_learns_the_new_one(desk: Desk, other: Desk, out: Path) -> None:
    import_dossiers(other, out)
    export_dossiers(desk, out)

    assert import_dossiers(other, out).changed == ["wet"]

    assert records(other) == records(desk)
    assert show_claim(other, "rain").claim.ref == "wet"


def test_a_renamed_claim_comes_into_an_empty_desk_with_the_refs_it_had(
    desk: Desk, other: Desk, out: Path
) -> None:
    rename_claim(desk, "wet", "wetter")
    export_dossiers(desk, out)

    assert import_dossiers(other, out).added == ["wetter"]

    assert show_claim(other, "rain").refs == ("wetter", "rain", "wet")


def test_old_and_new_files_side_by_side_are_one_claim(desk: Desk, other: Desk, out: Path) -> None:
    """As they stand where a computer stopped between the writing of the new and the removal of the old."""
    old = {path: path.read_bytes() for path in out.iterdir()}
    export_dossiers(desk, out)
    for path, content in old.items():
        path.write_bytes(content)

    import_dossiers(other, out)

    assert records(other) == records(desk)
    assert len(export_dossiers(desk, out).moved) == len(old)


def test_work_that_went_on_under_the_old_ref_elsewhere_is_shown(desk: Desk, other: Desk, out: Path) -> None:
    import_dossiers(other, out)
    note_claim(other, "rain", "There.")
    export_dossiers(other, out)
    before = records(desk)

    with pytest.raises(NotSoNow, match="went apart") as refused:
        import_dossiers(desk, out)

    (finding,) = refused.value.findings
    assert finding.code == "history-diverged"
    assert 'here "rename" by Ana' in finding.message
    assert records(desk) == before


def test_another_claim_of_a_ref_that_is_reserved_here_does_not_come_in(
    desk: Desk, other: Desk, tmp_path: Path
) -> None:
    added(other, "It hailed.", ref="hail")
    rename_claim(other, "hail", "rain")
    export_dossiers(other, tmp_path / "theirs")
    before = records(desk)

    with pytest.raises((BadInput, NotSoNow)) as refused:
        import_dossiers(desk, tmp_path / "theirs")

    assert "rain" in str(refused.value.findings[0])
    assert records(desk) == before


def test_a_claim_that_had_a_ref_in_use_here_does_not_come_in(desk: Desk, other: Desk, tmp_path: Path) -> None:
    other.new_id()
    added(other, "It hailed.", ref="wet")
    rename_claim(other, "wet", "hail")
    export_dossiers(other, tmp_path / "theirs")
    before = records(desk)

    with pytest.raises((BadInput, NotSoNow)) as refused:
        import_dossiers(desk, tmp_path / "theirs")

    assert "wet" in str(refused.value.findings[0])
    assert records(desk) == before


def test_a_row_of_an_old_sheet_finds_the_same_claim(desk: Desk, tmp_path: Path) -> None:
    head = show_claim(desk, "wet").events[0].hash
    sheet = tmp_path / "claims.csv"
    sheet.write_text(f"ref,text,claimant,head\nrain,It rained.,Ada,{head}\n", "utf-8")

    brought = import_sheet(desk, sheet, SheetWishes(update=True))

    assert (brought.added, brought.changed) == ([], ["wet"])
    assert show_claim(desk, "wet").claim.claimant == "Ada"


def test_a_row_with_both_refs_of_a_claim_names_it_twice(desk: Desk, tmp_path: Path) -> None:
    sheet = tmp_path / "claims.csv"
    sheet.write_text("ref,text,claimant\nrain,It rained.,Ada\nwet,It rained.,Bo\n", "utf-8")

    with pytest.raises(BadInput) as refused:
        import_sheet(desk, sheet, SheetWishes(update=True))

    assert [one.code for one in refused.value.findings] == ["ref-taken"]
