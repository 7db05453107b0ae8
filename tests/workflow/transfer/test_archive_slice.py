"""The archive checked part by part: each capture once a round, what is wrong named, and going on where it ended."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from factcheck.desk import Desk
from factcheck.store.engine import make_engine
from factcheck.workflow.articles.sentences import add_article
from factcheck.workflow.claims.redact import redact
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.archive_slice import archive_rounds, check_archive_slice
from tests.conftest import NewDatabase
from tests.desks import added, capture_path, opened


@pytest.fixture
def desk(new_sqlite: NewDatabase, tmp_path: Path) -> Iterator[Desk]:
    """A desk with five captures and the text of an article."""
    with new_sqlite() as url, opened(url, tmp_path / "desk") as desk:
        _file(desk, tmp_path, 5)
        add_article(desk, "-", b"The bridges of the delta\n\nThe bridge opened in 1932.", {"ref": "bridges"})
        yield desk


def _file(desk: Desk, folder: Path, many: int) -> None:
    """Claims that each rest on a file of their own."""
    for number in range(many):
        added(desk, f"It has {number} lamps.", ref=f"lamps-{number}")
        (folder / "lamps.txt").write_text(f"{number} lamps, says the plan.")
        add_source(desk, f"lamps-{number}", str(folder / "lamps.txt"), {})


def _round(desk: Desk, most: int) -> list[tuple[str, str]]:
    """Code and place of what one whole round finds."""
    found: list[tuple[str, str]] = []
    for _ in range(100):
        one = check_archive_slice(desk, most)
        assert one.checked <= 2 * most
        found += [(finding.code, finding.where) for finding in one.findings]
        if one.round.ended:
            return found
    raise AssertionError("it came to no end")


def test_a_round_checks_every_capture_and_finds_nothing_wrong(desk: Desk) -> None:
    for most in (1, 2, 3, 1000):
        assert _round(desk, most) == []
        (last,) = archive_rounds(desk)
        assert (last.checked, last.wrong, last.percent) == (len(set(desk.archive.names())), 0, 100)


def test_it_goes_on_where_it_ended_and_says_how_far_it_is(desk: Desk) -> None:
    names = list(desk.archive.names())
    for done in (1, 2):
        check_archive_slice(desk, 1)
        (now,) = archive_rounds(desk)
        assert (now.checked, now.after, now.ended) == (done, names[done - 1], "")
        assert now.percent == int(names[done - 1][:8], 16) * 100 // 16**8


def test_after_the_last_it_begins_anew_and_tells_both(desk: Desk) -> None:
    _round(desk, 1000)
    check_archive_slice(desk, 1)
    now, last = archive_rounds(desk)
    assert (now.checked, last.checked) == (1, len(list(desk.archive.names())))


def test_what_is_missing_changed_or_foreign_is_named_once_a_round(desk: Desk) -> None:
    with desk.store.reading() as ledger:
        recorded = sorted({one.record: one.where for one in ledger.recorded_captures("", 1000)}.items())
    (gone, its_place), (changed, changed_place), *_, (last, last_place) = recorded
    capture_path(desk, gone).unlink()
    capture_path(desk, last).unlink()
    capture_path(desk, changed).write_bytes(b"something else")
    for name in ("0.txt", "notes.txt"):
        Path(desk.settings.archive, name).write_text("Not a capture.")
    foreign = [("capture-foreign", desk.archive.place(name)) for name in ("0.txt", "notes.txt")]
    missing = [("capture-missing", its_place), ("capture-missing", last_place)]
    for most in (1, 2, 1000):
        found = _round(desk, most)
        assert {*foreign, *missing, ("capture-changed", changed_place)} <= set(found)
        assert len(found) == len(set(found))


def test_a_capture_on_record_with_other_content_is_named(desk: Desk) -> None:
    with desk.store.reading() as ledger:
        one = next(one for one in ledger.recorded_captures("", 1000) if one.text_digest and one.id)
    assert [*desk.archive.names()].count(one.record) == 1
    engine = make_engine(desk.settings.database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE capture SET text_digest = 'a' WHERE record = :r"), {"r": one.record})
    engine.dispose()
    assert ("capture-text", one.where) in _round(desk, 2)


def test_what_was_taken_out_for_good_is_not_missed(desk: Desk) -> None:
    with desk.store.reading() as ledger:
        ref, capture = next((one.ref, one.id) for one in ledger.recorded_captures("", 1000) if one.id)
    redact(desk, ref, [capture], "A court asked for it.")
    assert _round(desk, 2) == []


def test_the_same_on_postgresql_and_object_storage(
    postgres_url: str, objects_url: str, tmp_path: Path
) -> None:
    with opened(postgres_url, tmp_path, archive_at=objects_url) as desk:
        _file(desk, tmp_path, 3)
        assert _round(desk, 2) == []
        first, second, third = desk.archive.names()
        assert list(desk.archive.names(first)) == [second, third]
        desk.archive.remove(second)
        assert [code for code, _ in _round(desk, 2)] == ["capture-missing"]
