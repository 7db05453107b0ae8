"""Law 4: whatever is changed behind the desk's back, in a row or in the archive, verify finds and names it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import String, Uuid, literal_column, null, select, text
from sqlmodel import AutoString

from factcheck.model.event import next_event
from factcheck.model.vocabulary import Act
from factcheck.store.rows import to_event_row
from factcheck.workflow.transfer.verify import Verified, verify
from tests.conftest import NewDatabase
from tests.desks import capture_path, opened, records
from tests.needed import looks_into_files
from tests.tampering import CLAIMS, STRANGER, TABLES, Told, other, same, told_on

COLUMNS = [column for table in TABLES.values() for column in table.columns]
WORDS = [column for column in COLUMNS if getattr(column.type, "enum_class", None)]
TEXTS = [column for column in COLUMNS if isinstance(column.type, String | Uuid | AutoString)]
UNREADABLE = ["{", "[]", '"words"', "null", "7", '{"id": NaN}', "[" * 9000 + "]" * 9000]


@pytest.fixture(scope="module")
def story(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with new_database() as url, told_on(url, tmp_path_factory.mktemp("story")) as told:
        yield told


@pytest.fixture
def told(story: Told) -> Iterator[Told]:
    """The story, whole again after the test."""
    yield story
    story.whole()


@pytest.fixture(scope="module")
def file_story(new_sqlite: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with new_sqlite() as url, told_on(url, tmp_path_factory.mktemp("files")) as told:
        yield told


def test_an_untouched_desk_holds(told: Told) -> None:
    verified = verify(told.desk)
    assert (verified.claims, verified.captures, verified.quotes) == (CLAIMS, 9, 6)
    assert told.found() == []


def test_an_empty_desk_holds(database_url: str, tmp_path: Path) -> None:
    with opened(database_url, tmp_path) as desk:
        assert verify(desk) == Verified()


@pytest.fixture
def files(file_story: Told) -> Iterator[Told]:
    """The same on SQLite alone."""
    yield file_story
    file_story.whole()


# Rows


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_a_changed_value_is_named(told: Told, column: Any) -> None:
    table, row = column.table.name, told.holding(column.table.name, column.name)
    changed = other(column, row[column.name])
    told.change(table, row, **{column.name: changed})
    told.expect_named(table, row, {**row, column.name: changed})


@pytest.mark.parametrize("column", [one for one in COLUMNS if not one.primary_key], ids=str)
def test_a_value_taken_away_is_named(told: Told, column: Any) -> None:
    table, row = column.table.name, told.holding(column.table.name, column.name)
    told.change(table, row, **{column.name: null()})
    told.expect_named(table, row)


@pytest.mark.parametrize("table", TABLES)
def test_each_row_taken_out_is_named(told: Told, table: str) -> None:
    for row in told.rows[table]:
        told.run(TABLES[table].delete().where(same(TABLES[table], row)))
        told.expect_named(table, row)
        told.whole()


@pytest.mark.parametrize("table", TABLES)
def test_a_row_put_in_is_named(told: Told, table: str) -> None:
    row = told.rows[table][-1]
    keys: dict[str, dict[str, Any]] = {
        "article": {"id": STRANGER, "ref": "more"},
        "claim": {"id": STRANGER, "ref": "more"},
        "earlier_check": {"id": 99, "known_by": "x"},
        "site_file": {"name": "more.html"},
        "log_leaf": {"index": 99},
        "log_checkpoint": {"number": 99},
        "followed": {"url": "https://more.example"},
        "followed_line": {"number": 99},
    }
    more = row | keys.get(table, {"seq": row["seq"] + 1} if table == "event" else {"id": "x99"})
    told.run(TABLES[table].insert().values(more))
    told.expect_named(table, more)


def test_a_claim_under_the_id_of_an_article_is_named(told: Told) -> None:
    row = told.rows["claim"][0] | {"id": told.rows["article"][0]["id"], "ref": "more"}
    told.run(TABLES["claim"].insert().values(row))
    told.expect_named("claim", row)


def test_a_line_that_follows_well_but_was_never_entered_is_named(told: Told) -> None:
    record = records(told.desk)[0]
    forged = next_event(record.events[-1], record.events[-1].at, "Eve", Act.NOTE, {"note": "All fine."})
    told.run(TABLES["event"].insert().values(to_event_row(record.id, forged)))
    assert f"claim {record.claim.ref} head" in {finding.where for finding in told.found()}


@pytest.mark.parametrize("word", ["nothing", ""])
@pytest.mark.parametrize("column", WORDS, ids=str)
def test_a_word_the_desk_does_not_know_is_named(told: Told, column: Any, word: str) -> None:
    table, row = column.table.name, told.holding(column.table.name, column.name)
    told.change(table, row, **{column.name: text(f"'{word}'")})
    told.expect_named(table, row)


@pytest.mark.parametrize("body", UNREADABLE, ids=lambda body: str(body[:12]))
def test_a_line_whose_body_cannot_be_read_is_named(told: Told, body: str) -> None:
    row = told.rows["event"][0]
    told.change("event", row, body=body)
    told.expect_named("event", row)


@looks_into_files
@pytest.mark.parametrize("table", TABLES)
def test_bytes_that_are_no_text_are_named(files: Told, table: str) -> None:
    """SQLite keeps text as bytes; a flipped high bit leaves what is no UTF-8."""
    for column in (column for column in TEXTS if column.table.name == table):
        row = files.holding(table, column.name)
        raw: Any = literal_column(f'CAST("{column.name}" AS BLOB)')
        here = same(column.table, row)
        with files.engine.begin() as connection:
            stored = connection.execute(select(raw).select_from(column.table).where(here)).scalar_one()
            flipped: Any = literal_column(f"CAST(x'{stored[0] | 0x80:02x}{stored[1:].hex()}' AS TEXT)")
            connection.execute(column.table.update().where(here).values({column.name: flipped}))
        files.expect_named(table, row)
        files.whole()


# The archive


@contextmanager
def _archived(told: Told) -> Iterator[dict[Path, list[str]]]:
    """The first file of each claim that has one in the archive, with the claims it is of; whole again afterwards."""
    kept: dict[Path, list[str]] = {}
    for record in records(told.desk):
        if record.captures:
            path = capture_path(told.desk, record.captures[0].record)
            kept.setdefault(path, []).append(record.claim.ref)
    whole = {path: path.read_bytes() for path in kept}
    yield kept
    for path, content in whole.items():
        path.write_bytes(content)


def _codes(told: Told) -> set[tuple[str, str]]:
    """The code of each finding, and where it was made."""
    return {(finding.code, finding.where) for finding in told.found()}


def test_a_flipped_byte_anywhere_in_the_archive_is_named(files: Told) -> None:
    with _archived(files) as kept:
        for path, refs in kept.items():
            content = path.read_bytes()
            for at in range(0, len(content), 23):
                path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
                assert _codes(files) == _of_captures("capture-changed", refs)
            path.write_bytes(content)


def test_a_file_gone_from_the_archive_is_named(told: Told) -> None:
    with _archived(told) as kept:
        for path in kept:
            path.unlink()
        assert _codes(told) == _of_captures("capture-missing", *kept.values())


def test_files_of_the_archive_that_changed_places_are_named(told: Told) -> None:
    with _archived(told) as kept:
        one, another, *_ = kept
        first, second = one.read_bytes(), another.read_bytes()
        one.write_bytes(second)
        another.write_bytes(first)
        assert _codes(told) == _of_captures("capture-changed", kept[one], kept[another])


def _of_captures(code: str, *refs: list[str]) -> set[tuple[str, str]]:
    return {(code, f"{ref} captures c1") for some in refs for ref in some}
