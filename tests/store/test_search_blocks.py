"""Blocks of bits: rows whose words weigh most are found as by reading all, whatever was entered and left."""

from collections.abc import Mapping
from random import Random

import pytest
from sqlalchemy import Engine, text

from factcheck.desk import Desk
from factcheck.model.earlier import EarlierCheck
from factcheck.store import search_blocks
from factcheck.store.engine import transaction
from factcheck.store.search_blocks import heaviest, make_blocks
from factcheck.workflow.claims.add import add_claims
from factcheck.workflow.claims.edit import edit_claim, withdraw_claim
from factcheck.workflow.transfer.verify import verify
from tests.desks import added

WEIGHTS = {"bridg": 3.0, "delta": 2.0, "ferry": 1.0, "mayor": 0.2, "nobody": 9.0}


def _shelve(desk: Desk, count: int, first: int = 0) -> None:
    chance = Random(first)  # noqa: S311 - the same words each time
    words = ("bridge", "delta", "ferry", "mayor", "tunnel")
    texts = (f"It {' '.join(chance.choices(words, k=4))} {number}." for number in range(first, first + count))
    checks = [
        EarlierCheck.of({"text": said, "url": f"https://checks.example/{at}"})
        for at, said in enumerate(texts, first)
    ]
    with desk.store.writing() as ledger:
        ledger.shelve(checks)


def _rows(engine: Engine) -> Mapping[int, set[str]]:
    with engine.connect() as connection:
        return {
            key: set(words.split())
            for key, words in connection.execute(text("SELECT id, words FROM searchable"))
        }


def _found(desk: Desk, asked: str) -> dict[int, list[str]]:
    """The words of what may bear on a claim, by key."""
    with desk.store.reading() as ledger:
        return {key: words.split() for key, words in ledger.candidates(asked).found}


def _blocks(engine: Engine) -> list[tuple[int, int]]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT DISTINCT first, rows FROM search_block ORDER BY first"))
        return [(first, rows) for first, rows in rows]


def test_those_that_weigh_most_are_found_as_by_reading_all(desk: Desk, engine: Engine) -> None:
    _shelve(desk, 2_500)
    weighed = {
        key: sum(round(WEIGHTS.get(word, 0) / 9 * 15) for word in words)
        for key, words in _rows(engine).items()
        if key < 2_048
    }
    with engine.connect() as connection:
        found, end = heaviest(connection, WEIGHTS, 100)

    assert (end, _blocks(engine)) == (2_048, [(first, 512) for first in range(0, 2_048, 512)])
    best = sorted(weighed, key=lambda key: (-weighed[key], -key))[:100]
    assert sorted(found) == sorted(best)


def test_a_block_of_many_rows_is_made_of_smaller_ones(
    desk: Desk, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_blocks, "_SIZES", (2_048, 256, 32))
    monkeypatch.setattr(search_blocks, "_READ_AT_ONCE", 256)
    _shelve(desk, 2_100)
    assert _blocks(engine) == [(0, 2_048), (2_048, 32)]
    for number in (1, 300, 2_000):
        assert any(words[-1] == str(number) for words in _found(desk, f"It was {number}").values())
    assert verify(desk).findings == []


def test_small_blocks_become_a_large_one(desk: Desk, engine: Engine) -> None:
    _shelve(desk, 4_000)
    assert _blocks(engine) == [(first, 512) for first in range(0, 3_584, 512)]
    _shelve(desk, 700, 4_000)
    assert _blocks(engine) == [(0, 4_096), (4_096, 512)]
    assert any(words[-1] == "77" for words in _found(desk, "It was the ferry 77").values())


def test_what_is_alone_in_having_a_word_is_found_in_whatever_block(desk: Desk) -> None:
    ref = added(desk, "A zeppelin landed.")
    _shelve(desk, 1_100)
    add_claims(desk, [("here", {"text": "An airship crashed."})], "here")
    for asked, said in (("zeppelin", "zeppelin"), ("airship", "airship"), ("It 1099", "1099"), ("It 1", "1")):
        assert any(said in words for words in _found(desk, asked).values())
    edit_claim(desk, ref, {"text": "A balloon landed."})
    assert _found(desk, "zeppelin") == {}
    assert len(_found(desk, "balloon")) == 1
    assert verify(desk).findings == []


def test_a_row_in_the_place_of_one_that_left_is_found(desk: Desk, engine: Engine) -> None:
    _shelve(desk, 510)
    refs = [added(desk, f"A zeppelin landed in {year}.") for year in (1931, 1932)]
    assert _blocks(engine) == [(0, 512)]
    for ref in refs:
        withdraw_claim(desk, ref, "Nobody said so.")
    added(desk, "An airship crashed.")

    assert len(_found(desk, "airship")) == 1
    assert verify(desk).findings == []


def test_rows_that_were_never_put_in_blocks_are_found_and_put_there(desk: Desk, engine: Engine) -> None:
    _shelve(desk, 1_100)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM search_block"))
    before = _found(desk, "ferry 77")
    with transaction(engine, writing=True) as connection:
        make_blocks(connection)

    assert _blocks(engine) == [(0, 512), (512, 512)]
    after = _found(desk, "ferry 77")
    assert before.keys() >= after.keys()
    assert any(words[-1] == "77" for words in after.values())


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM search_block WHERE word = (SELECT max(word) FROM search_block)",
        "UPDATE search_block SET bits = substr(bits, 2) WHERE word = (SELECT max(word) FROM search_block)",
    ],
)
def test_a_block_that_lacks_a_word_is_named(desk: Desk, engine: Engine, damage: str) -> None:
    _shelve(desk, 512)
    with engine.begin() as connection:
        connection.execute(text(damage))
    assert [finding.where for finding in verify(desk).findings] == ["table search_block 0"]


def test_words_that_were_taken_back_are_not_in_the_blocks(desk: Desk, engine: Engine) -> None:
    ref = added(desk, "A zeppelin landed near the ferry.")
    _shelve(desk, 600)
    assert _has(engine, "zeppelin")
    edit_claim(desk, ref, {"text": "A balloon landed near the ferry."})

    assert not _has(engine, "zeppelin")
    assert _has(engine, "ferry")
    assert verify(desk).findings == []


def _has(engine: Engine, word: str) -> bool:
    with engine.connect() as connection:
        numbers = connection.execute(text("SELECT word FROM search_block")).scalars().all()
    return search_blocks.number_of(word) in numbers
