"""Vectors beside the words: stored for what is there now, gone with it, and held by verify."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from factcheck.desk import Desk
from factcheck.store.search_vectors import Unencoded
from factcheck.store.turns import VECTORS
from factcheck.workflow.claims.edit import edit_claim, withdraw_claim
from factcheck.workflow.transfer.verify import verify
from tests.desks import CHECK, added, opened

MODEL, LATER = "model 1", "model 2"


@pytest.fixture(name="desk")
def _desk(tmp_path: Path, database_url: str) -> Iterator[Desk]:
    with opened(database_url, tmp_path) as desk:
        added(desk, "The bridge opened in 1932.", ref="bridge")
        with desk.store.writing() as ledger:
            ledger.shelve([CHECK])
        yield desk


def _lacking(desk: Desk, model: str = MODEL, after: int = 0, limit: int = 9) -> list[Unencoded]:
    with desk.store.reading() as ledger:
        found = ledger.search_vectors.lacking(model, after, limit)
        assert len(found) == ledger.search_vectors.count_lacking(model) or after or limit < 9
        return found


def _keep(desk: Desk, some: list[Unencoded], vector: bytes = b"\x01\x02", model: str = MODEL) -> None:
    with desk.store.writing(VECTORS) as ledger:
        ledger.search_vectors.keep(model, [(one, vector) for one in some])


def _since(desk: Desk, after: int = 0, model: str = MODEL) -> list[tuple[int, int, bytes]]:
    with desk.store.reading() as ledger:
        return [row for rows in ledger.search_vectors.since(model, after) for row in rows]


def test_what_has_no_vector_is_told_with_its_text_in_order(desk: Desk) -> None:
    own, other = _lacking(desk)
    assert (own.text, other.text) == ("The bridge opened in 1932.", CHECK.text)
    assert _lacking(desk, limit=1) == [own]
    assert _lacking(desk, after=own.key) == [other]


def test_what_has_one_lacks_none_but_of_another_model(desk: Desk) -> None:
    own, other = _lacking(desk)
    _keep(desk, [own])
    assert _lacking(desk) == [other]
    assert _lacking(desk, LATER) == [own, other]
    _keep(desk, [own], b"\x03", LATER)
    assert _lacking(desk) == [own, other]
    with desk.store.reading() as ledger:
        assert ledger.search_vectors.of(LATER, [own.key, other.key]) == {own.key: b"\x03"}
        assert ledger.search_vectors.of(MODEL, [own.key, other.key]) == {}


def test_new_vectors_come_after_the_last_even_where_the_last_are_gone(desk: Desk) -> None:
    own, other = _lacking(desk)
    _keep(desk, [own, other])
    seen = _since(desk)
    assert [(key, vector) for _, key, vector in seen] == [(own.key, b"\x01\x02"), (other.key, b"\x01\x02")]
    _keep(desk, [own, other], b"\x07")
    assert [(key, vector) for _, key, vector in _since(desk, seen[-1][0])] == [
        (own.key, b"\x07"),
        (other.key, b"\x07"),
    ]


def test_a_vector_goes_with_what_it_stands_for(desk: Desk) -> None:
    _keep(desk, _lacking(desk))
    edit_claim(desk, "bridge", {"text": "The bridge opened in 1933."}, "It was a year later.")
    (new,) = _lacking(desk)
    assert new.text == "The bridge opened in 1933."
    _keep(desk, [new])
    withdraw_claim(desk, "bridge", "Nobody asks any more.")
    assert len(_since(desk)) == 1
    assert _lacking(desk) == []


def test_a_vector_of_what_was_changed_meanwhile_is_not_stored(desk: Desk) -> None:
    own, _ = _lacking(desk)
    edit_claim(desk, "bridge", {"text": "The bridge opened in 1933."}, "It was a year later.")
    _keep(desk, [own])
    assert _since(desk) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE search_vector SET model = 'model 2'",
        "UPDATE search_vector SET vector = substr(vector, 2)",
        "UPDATE search_vector SET digest = 'aa'",
    ],
)
def test_a_vector_that_was_changed_is_named(desk: Desk, engine: Engine, change: str) -> None:
    _keep(desk, _lacking(desk))
    assert verify(desk).findings == []
    with engine.begin() as connection:
        connection.execute(text(change))
    first, second = verify(desk).findings
    assert {first.code, second.code} == {"row-changed"}
    assert first.where == "table search_vector 1"
