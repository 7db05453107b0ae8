"""The ledger: what lists ask for, and damage told in words wherever a claim is read."""

import sqlite3
from contextlib import closing
from datetime import UTC
from pathlib import Path

import pytest
from sqlalchemy import text

from factcheck.desk import Desk
from factcheck.errors import StorageFailed
from factcheck.store.engine import make_engine
from factcheck.workflow.claims.edit import note_claim
from factcheck.workflow.claims.list import list_claims, show_claim
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.verify import verify
from tests.desks import added, opened, records


def _run(desk: Desk, statement: str) -> None:
    engine = make_engine(desk.settings.database_url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_refs_are_searched_as_they_are_written(desk: Desk) -> None:
    for ref in ("a-1", "a1", "ab-1"):
        added(desk, f"Claim {ref}.", ref=ref)
    with desk.store.reading() as ledger:
        assert ledger.refs_like("a-") == {"a-1": "a-1"}
        assert ledger.refs_like("a_") == {}
        assert ledger.refs_like("%") == {}
        assert ledger.called_now(["a1", "none"]) == {"a1": "a1"}


def test_more_refs_than_a_query_takes_are_asked_in_parts(desk: Desk) -> None:
    added(desk, "One.", ref="one")
    with desk.store.reading() as ledger:
        assert ledger.called_now([*(f"none-{number}" for number in range(40_000)), "one"]) == {"one": "one"}


def test_records_are_read_by_ref_each_once_where_they_are_asked_for(desk: Desk) -> None:
    for ref in ("one", "two", "three"):
        added(desk, f"Claim {ref}.", ref=ref)
    many = [*(f"none-{number}" for number in range(40_000)), "two", "one", "two"]
    with desk.store.reading() as ledger:
        assert [one.claim.ref for one in ledger.records(many)] == ["one", "two"]
        assert [one.claim.ref for one in ledger.records([])] == []
        assert [one.claim.ref for one in ledger.records()] == ["one", "three", "two"]


def test_records_are_read_without_the_rows_of_other_claims(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'factcheck.db'}", tmp_path) as desk:
        for ref in ("one", "two"):
            added(desk, f"Claim {ref}.", ref=ref)
        with closing(sqlite3.connect(tmp_path / "factcheck.db")) as connection, connection:
            connection.execute("UPDATE claim SET id = 'not a key' WHERE ref = 'one'")
        with desk.store.reading() as ledger:
            assert [one.claim.ref for one in ledger.records(["two"])] == ["two"]


def test_a_list_is_narrowed_by_words(desk: Desk) -> None:
    added(desk, "One.", claimant="Eve")
    added(desk, "Two.", claimant="O'Neill; DROP TABLE claim")
    assert [row["ref"] for row in list_claims(desk, ("ref",), claimant="Eve")] == ["one"]
    assert [row["ref"] for row in list_claims(desk, ("ref",), claimant="O'Neill; DROP TABLE claim")] == [
        "two"
    ]


@pytest.mark.parametrize("body", ["{", "[]", '{"note": 5}'])
def test_a_damaged_line_of_history_is_told_in_words_by_whoever_reads_it(
    desk: Desk, tmp_path: Path, body: str
) -> None:
    ref = added(desk, "It rained.")
    note_claim(desk, ref, "A note.")
    _run(desk, f"UPDATE event SET body = '{body}' WHERE seq = 2")  # noqa: S608 - our own words
    with pytest.raises(StorageFailed, match=r"See all\."):
        show_claim(desk, ref)
    with pytest.raises(StorageFailed, match=r"See all\."):
        export_dossiers(desk, tmp_path / "out")


def test_a_claim_whose_history_is_gone_is_told_in_words(desk: Desk) -> None:
    ref = added(desk, "It rained.")
    _run(desk, "DELETE FROM event")
    with pytest.raises(StorageFailed, match=r"See all\."):
        show_claim(desk, ref)


def test_times_come_back_aware_and_as_they_were(desk: Desk) -> None:
    added(desk, "It rained.")
    record = records(desk)[0]
    row = list_claims(desk, ("added_at", "changed_at"))[0]
    assert row == {"added_at": record.events[0].at, "changed_at": record.events[-1].at}
    assert row["added_at"].utcoffset() is not None


def test_times_are_in_utc_whatever_the_zone_of_the_servers_session(postgres_url: str, tmp_path: Path) -> None:
    with opened(postgres_url, tmp_path) as desk:
        added(desk, "One.", ref="one")
        [before] = records(desk)
    there = "&" if "?" in postgres_url else "?"
    with opened(f"{postgres_url}{there}options=-c%20timezone%3DAsia/Tehran", tmp_path) as desk:
        [after] = records(desk)
        assert after == before
        assert after.events[0].at.tzinfo is UTC
        assert list_claims(desk, ("added_at",))[0]["added_at"].tzinfo is UTC
        assert verify(desk).findings == []
