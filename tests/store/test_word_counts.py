"""Counts of words: exact at every moment, while writers on PostgreSQL do not wait for one another."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from factcheck.desk import Desk
from factcheck.errors import StorageFailed
from factcheck.store.engine import make_engine, transaction
from factcheck.store.indexing import counted
from factcheck.store.search_tables import ALL, LENGTH
from factcheck.store.word_counts import count, fold_all, fold_changes, how_common
from factcheck.workflow.claims.edit import edit_claim, withdraw_claim
from factcheck.workflow.transfer.verify import verify
from tests.desks import CHECK, added, opened

WORDS = ["bridg", "tunnel", "open", ALL, LENGTH]
WITHIN = text("SET LOCAL lock_timeout = '2s'")
"""Whoever waits for another fails, instead of waiting for ever."""


@pytest.fixture
def postgres(postgres_url: str, tmp_path: Path) -> Iterator[Engine]:
    with opened(postgres_url, tmp_path):
        engine = make_engine(postgres_url)
        yield engine
        engine.dispose()


def _counts(engine: Engine) -> dict[str, int]:
    with transaction(engine, writing=False) as connection:
        return how_common(connection, WORDS)


def _changes(engine: Engine) -> int:
    with transaction(engine, writing=False) as connection:
        return int(connection.execute(text("SELECT count(*) FROM search_word_change")).scalar_one())


def _count(connection: Connection, *claims: str) -> None:
    count(connection, counted(claims))


def test_counts_are_the_same_before_and_after_the_changes_are_added_up(desk: Desk, engine: Engine) -> None:
    ref = added(desk, "The bridge opened.")
    gone = added(desk, "The bridge was opened again.")
    with desk.store.writing() as ledger:
        ledger.shelve([CHECK.model_copy(update={"text": "The lanes.", "title": "The delta opened"})])
        assert ledger.how_common(["bridg", "delta"]) == {"bridg": 2, "delta": 1}
    edit_claim(desk, ref, {"text": "The tunnel opened."})
    withdraw_claim(desk, gone, "It was never said.")

    stored = ["the tunnel open", "the lane the delta open"]
    expected = {word: claims for word, claims in counted(stored).items() if word in WORDS}
    for _ in range(2):
        assert _counts(engine) | {LENGTH: 0} == expected | {LENGTH: 0}
        assert verify(desk).findings == []
        fold_all(engine)
        assert _changes(engine) == 0


def test_two_who_enter_the_same_words_at_once_do_not_wait_and_both_count(postgres: Engine) -> None:
    with postgres.begin() as one, postgres.begin() as other:
        for connection in (one, other, one, other):
            connection.execute(WITHIN)
            _count(connection, "bridg open", "tunnel open")
        assert how_common(one, WORDS) == {"bridg": 2, "open": 4, "tunnel": 2, ALL: 4, LENGTH: 8}
    assert _counts(postgres) == {"bridg": 4, "open": 8, "tunnel": 4, ALL: 8, LENGTH: 16}


def test_a_reader_sees_each_change_once_while_they_are_added_up(postgres: Engine) -> None:
    with postgres.begin() as connection:
        _count(connection, "bridg open")
    with transaction(postgres, writing=False) as reader:
        before = how_common(reader, WORDS)
        fold_all(postgres)
        assert how_common(reader, WORDS) == before == _counts(postgres)


def test_who_is_still_writing_is_added_up_later(postgres: Engine) -> None:
    with postgres.begin() as writer:
        _count(writer, "bridg")
        fold_all(postgres)
        assert how_common(writer, ["bridg"]) == {"bridg": 1}
    assert (_counts(postgres)["bridg"], _changes(postgres)) == (1, 1)


def test_somebody_who_holds_a_count_for_long_keeps_nobody_and_nothing_is_lost(postgres: Engine) -> None:
    with postgres.begin() as connection:
        _count(connection, "bridg")
    fold_all(postgres)
    with postgres.begin() as earlier_version:
        earlier_version.execute(text("UPDATE search_word SET claims = claims + 1 WHERE word = 'bridg'"))
        with postgres.begin() as connection:
            _count(connection, "bridg")
        fold_changes(postgres)
        assert _changes(postgres) == 1
    assert _counts(postgres)["bridg"] == 3
    fold_changes(postgres)
    assert (_counts(postgres)["bridg"], _changes(postgres)) == (3, 0)


def test_changes_that_have_gathered_are_added_up(desk: Desk, engine: Engine) -> None:
    said = f"The bridge has lamps {', '.join(map(str, range(100, 150)))}."
    for number in range(50):
        with desk.store.writing() as ledger:
            ledger.shelve([CHECK.model_copy(update={"url": f"https://c.example/{number}", "text": said})])

    assert _changes(engine) < 40
    assert _counts(engine)["bridg"] == 50
    assert verify(desk).findings == []


@pytest.mark.parametrize("changed", ['{"bridg": 1}', '{"bridg": "one"}', "7", "[[]]"])
def test_a_change_that_nobody_made_is_named(desk: Desk, engine: Engine, changed: str) -> None:
    added(desk, "The bridge opened.")
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO search_word_change (id, counts) VALUES (77, :it)"), {"it": changed}
        )
    assert {finding.where for finding in verify(desk).findings} & {
        'table search_word "bridg"',
        "table search_word",
    }


def test_a_damaged_change_stops_look_ups_in_words_and_keeps_no_act(postgres: Engine) -> None:
    with postgres.begin() as connection:
        _count(connection, "bridg")
        connection.execute(text("INSERT INTO search_word_change (id, counts) VALUES (77, '7')"))
    fold_changes(postgres)
    assert _changes(postgres) == 2
    with pytest.raises(StorageFailed, match="search_word_change does not hold counts"):
        _counts(postgres)


def test_a_copy_of_the_database_holds_the_counts_themselves(desk: Desk, tmp_path: Path) -> None:
    added(desk, "The bridge opened.")
    desk.store.copy_to(tmp_path / "copy.db")
    engine = make_engine(f"sqlite:///{tmp_path}/copy.db")
    assert (_counts(engine)["bridg"], _changes(engine)) == (1, 0)
    engine.dispose()


def test_many_words_are_added_up_at_once_and_few_do_not_wait_for_them(postgres: Engine) -> None:
    many = " ".join(f"word{number}" for number in range(600))
    with postgres.begin() as importer:
        _count(importer, f"bridg {many}", f"open {many}")
        with postgres.begin() as connection:
            connection.execute(WITHIN)
            _count(connection, "bridg open")
        fold_changes(postgres)
        assert _changes(postgres) == 1
    assert _changes(postgres) == 1
    assert _counts(postgres) == {"bridg": 2, "open": 2, ALL: 3, LENGTH: 1_204}
