"""Dossiers coming in: by hand or from a desk, as acts, all or nothing, and never against history."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound, NotSoNow, StorageFailed
from factcheck.model.vocabulary import Act, Status
from factcheck.workflow.claims.edit import note_claim
from factcheck.workflow.claims.list import list_claims, show_claim
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.imports import import_dossiers
from factcheck.workflow.transfer.sheets import SheetWishes, import_sheet
from factcheck.workflow.transfer.verify import verify
from tests.desks import ARTICLE, added, articles, opened, records, tell_all, tree

BY_HAND = """\
ref = "bridge"
text = "The bridge opened in 1932."
claimed_on = 2026-10-01

[[sources]]
id = "s1"
url = "https://example.org/log"
title = "The log"

[[evidence]]
id = "e1"
source = "s1"
stance = "supports"
standing = "transcribed"
exact = "Opened in 1932."
who = "Ana"
when = 2026-11-01

[[verdicts]]
rating = "true"
rationale = "The log says so."
"""


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path) as desk:
        yield desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "dossiers"
    folder.mkdir()
    (folder / "bridge.toml").write_text(BY_HAND, "utf-8")
    return folder


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def _refused(desk: Desk, path: Path) -> list[str]:
    """The codes of what was found; nothing is stored."""
    before = records(desk)
    with pytest.raises(BadInput, match="nothing was stored") as caught:
        import_dossiers(desk, path)
    assert records(desk) == before
    return [finding.code for finding in caught.value.findings]


def test_a_dossier_by_hand_begins_a_history(desk: Desk, folder: Path) -> None:
    assert import_dossiers(desk, folder).added == ["bridge"]
    record = show_claim(desk, "bridge")
    assert [event.act for event in record.events] == [Act.ADD, Act.SOURCE, Act.CITE, Act.RATE]
    assert {event.by for event in record.events} == {"Ana"}
    assert record.verdict
    assert (record.verdict.scale, record.verdict.cites, record.verdict.by) == ("seven-step", ("e1",), "Ana")
    assert list_claims(desk, ("status",)) == [{"status": Status.RATED}]
    assert (verify(desk).claims, verify(desk).findings) == (1, [])


def test_one_dossier_can_come_alone(desk: Desk, folder: Path) -> None:
    shutil.copy(folder / "bridge.toml", folder / "other.toml")
    assert import_dossiers(desk, folder / "bridge.toml").added == ["bridge"]


def test_the_same_folder_again_changes_nothing(desk: Desk, folder: Path) -> None:
    import_dossiers(desk, folder)
    again = import_dossiers(desk, folder)
    assert (again.added, again.changed, again.unchanged) == ([], [], 1)


def test_a_verdict_by_hand_is_by_one_of_the_people_of_the_desk(desk: Desk, folder: Path) -> None:
    desk = replace(desk, settings=replace(desk.settings, people=("Ana", "Ben")))
    _edit(folder / "bridge.toml", 'rating = "true"', 'rating = "true"\nby = "Zed"')
    with pytest.raises(BadInput) as refused:
        import_dossiers(desk, folder)
    assert '"Zed" is not one of the people of this desk.' in refused.value.findings[0].message
    _edit(folder / "bridge.toml", '"Zed"', '"ben"')
    assert import_dossiers(desk, folder).added == ["bridge"]
    assert import_dossiers(desk, folder).unchanged == 1


def test_edits_by_hand_become_acts(desk: Desk, folder: Path) -> None:
    import_dossiers(desk, folder)
    export_dossiers(desk, folder)
    _edit(folder / "bridge.toml", 'ref = "bridge"', 'ref = "bridge"\npriority = "high"')
    _edit(folder / "bridge.toml", 'title = "The log"', 'title = "The log of the works"')
    assert import_dossiers(desk, folder).changed == ["bridge"]
    record = show_claim(desk, "bridge")
    assert [event.act for event in record.events[4:]] == [Act.EDIT, Act.SOURCE]
    assert (record.claim.priority, record.sources[0].title) == ("high", "The log of the works")
    export_dossiers(desk, folder)
    assert import_dossiers(desk, folder).unchanged == 1


def test_windows_line_ends_and_a_byte_order_mark_are_no_edit(desk: Desk, folder: Path) -> None:
    import_dossiers(desk, folder)
    export_dossiers(desk, folder)
    for path in folder.glob("bridge.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert import_dossiers(desk, folder).unchanged == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('exact = "Opened in 1932."', 'exact = "Opened in 1931."'),
        ('rationale = "The log says so."', 'rationale = "I think so."'),
        ('rating = "true"', 'rating = "false"'),
        ('id = "e1"', 'id = "e2"'),
    ],
)
def test_what_was_recorded_cannot_be_changed_by_hand(desk: Desk, folder: Path, old: str, new: str) -> None:
    import_dossiers(desk, folder)
    export_dossiers(desk, folder)
    _edit(folder / "bridge.toml", old, new)
    assert _refused(desk, folder) == ["history-taken-out"]


@pytest.mark.parametrize("name", ["sources", "evidence", "verdicts"])
def test_what_was_recorded_cannot_be_taken_out_by_hand(desk: Desk, folder: Path, name: str) -> None:
    import_dossiers(desk, folder)
    export_dossiers(desk, folder)
    form = folder / "bridge.toml"
    parts = form.read_text("utf-8").split("\n[[")
    form.write_text("\n[[".join(part for part in parts if not part.startswith(name)), "utf-8")
    assert set(_refused(desk, folder)) == {"history-taken-out"}


def test_rated_wording_is_not_changed_by_hand_without_a_reason(desk: Desk, folder: Path) -> None:
    import_dossiers(desk, folder)
    _edit(folder / "bridge.toml", "opened in 1932.", "opened in 1931.")
    assert _refused(desk, folder) == ["refused"]


def test_a_review_or_a_capture_is_not_written_by_hand(desk: Desk, folder: Path) -> None:
    with (folder / "bridge.toml").open("a", encoding="utf-8") as form:
        form.write('\n[[reviews]]\nverdict = "v1"\ndecision = "approve"\n')
    assert _refused(desk, folder) == ["by-hand"]


def test_a_tampered_history_is_refused(desk: Desk, folder: Path) -> None:
    import_dossiers(desk, folder)
    export_dossiers(desk, folder)
    _edit(folder / "bridge.history.jsonl", "The log says so.", "The log says no.")
    assert _refused(desk, folder) == ["history-hash"]


def test_a_file_under_another_name_than_its_ref_is_refused(desk: Desk, folder: Path) -> None:
    (folder / "bridge.toml").rename(folder / "tower.toml")
    assert _refused(desk, folder) == ["bad-ref"]


def test_all_that_is_wrong_in_a_folder_is_found_and_nothing_of_it_stored(desk: Desk, folder: Path) -> None:
    (folder / "a.toml").write_text("not toml", "utf-8")
    (folder / "b.toml").write_bytes(b"\xff")
    (folder / "c.toml").write_text('ref = "c"\ntext = "C."\narticle = "none"\ncolour = "red"\n', "utf-8")
    (folder / "d.toml").write_text('ref = "d"\ntext = "D."\narticle = "none"\n', "utf-8")
    (folder / "e.toml").symlink_to(folder.parent / "outside.toml")
    (folder / "f.toml").mkdir()
    found = set(_refused(desk, folder))
    assert found == {"not-toml", "not-utf8", "bad-key", "no-article", "bad-file"}


def test_a_capture_that_the_folder_lacks_is_refused(desk: Desk, tmp_path: Path) -> None:
    tell_all(desk, tmp_path)
    export_dossiers(desk, tmp_path / "out")
    shutil.rmtree(tmp_path / "out" / "archive")
    (tmp_path / "other").mkdir()
    with opened(f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "other") as other:
        assert set(_refused(other, tmp_path / "out")) == {"capture-missing"}


def test_an_article_comes_in_before_its_claims_and_grows_by_hand(desk: Desk, folder: Path) -> None:
    (folder / "articles").mkdir()
    (folder / "articles" / "bridges.toml").write_text(ARTICLE, "utf-8")
    _edit(folder / "bridge.toml", 'ref = "bridge"', 'ref = "bridge"\narticle = "bridges"')
    import_dossiers(desk, folder)
    _edit(folder / "articles" / "bridges.toml", "of the delta", "of the estuary")
    import_dossiers(desk, folder)
    assert [event.seq for event in articles(desk)[0].events] == [1, 2]
    assert articles(desk)[0].article.title == "The bridges of the estuary"
    assert (verify(desk).claims, verify(desk).findings) == (1, [])


def test_a_folder_behind_the_desk_takes_nothing_back(desk: Desk, folder: Path) -> None:
    import_dossiers(desk, folder)
    export_dossiers(desk, folder)
    note_claim(desk, "bridge", "Later.")
    before = records(desk)
    assert import_dossiers(desk, folder).unchanged == 1
    assert records(desk) == before


def test_an_edited_dossier_is_never_written_over(desk: Desk, folder: Path) -> None:
    import_dossiers(desk, folder)
    export_dossiers(desk, folder)
    _edit(folder / "bridge.toml", 'ref = "bridge"', 'ref = "bridge"\npriority = "high"')
    note_claim(desk, "bridge", "Later.")
    before = tree(folder)
    with pytest.raises(NotSoNow, match="nothing was written") as caught:
        export_dossiers(desk, folder)
    assert [finding.code for finding in caught.value.findings] == ["not-imported"]
    assert tree(folder) == before


def test_a_dossier_by_hand_that_was_not_imported_is_never_written_over(desk: Desk, folder: Path) -> None:
    added(desk, "Another bridge.", ref="bridge")
    before = tree(folder)
    with pytest.raises(NotSoNow):
        export_dossiers(desk, folder)
    assert tree(folder) == before


def test_a_folder_ahead_of_the_desk_is_never_written_over(desk: Desk, folder: Path, tmp_path: Path) -> None:
    import_dossiers(desk, folder)
    export_dossiers(desk, folder)
    with opened(f"sqlite:///{tmp_path / 'other.db'}", tmp_path) as other:
        import_dossiers(other, folder)
        note_claim(other, "bridge", "Theirs.")
        export_dossiers(other, folder)
    with pytest.raises(NotSoNow) as caught:
        export_dossiers(desk, folder)
    assert [finding.code for finding in caught.value.findings] == ["history-ahead"]
    assert import_dossiers(desk, folder).changed == ["bridge"]
    assert export_dossiers(desk, folder).written == []


def test_nothing_at_a_path_is_said(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is nothing at"):
        import_dossiers(desk, tmp_path / "none")
    with pytest.raises(StorageFailed, match="No such file"):
        import_sheet(desk, tmp_path / "none.csv")


def test_a_csv_comes_in_as_it_is_said_to_be_encoded(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_bytes("text;tags\nIt rained in Zürich.;rain; \n".encode("cp1252"))
    with pytest.raises(BadInput, match="not clearly UTF-8; nothing was stored"):
        import_sheet(desk, path)
    assert records(desk) == []
    taken = import_sheet(desk, path, SheetWishes(encoding="windows-1252"))
    assert taken.added == ["it-rained-in-zurich"]
