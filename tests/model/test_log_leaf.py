"""What the public log holds of each publication of a history."""

import json

import pytest

from factcheck.errors import BadInput
from factcheck.model.decide import replay
from factcheck.model.event import canonical
from factcheck.model.log_leaf import LogLeaf, log_entries
from factcheck.model.vocabulary import Act
from tests.records import SCALES, SHA, Told, published


def _corrected(told: Told, kind: str = "major") -> Told:
    """The published claim under a correction, with a new verdict that is signed."""
    return told.correct(kind).rate("half-true").submit().decide()


def _kinds(told: Told) -> list[str]:
    return [json.loads(entry)["kind"] for _, entry in log_entries(told.record.events)]


def test_an_entry_holds_the_digests_of_the_line_and_of_where_its_history_begins() -> None:
    told = published().publish()
    (first, entry), (again, _) = log_entries(told.record.events)
    assert [first, again] == [one for one in told.record.events if one.act is Act.PUBLISH]
    assert entry == canonical(
        {
            "schema": 1,
            "claim": told.record.events[0].hash,
            "kind": "publication",
            "line": first.hash,
            "version": 1,
            "digest": told.record.publications[0].digest,
        }
    )


def test_each_kind_of_publication_is_told_apart() -> None:
    assert _kinds(published().publish()) == ["publication", "printing"]
    assert _kinds(_corrected(published()).publish().publish()) == ["publication", "correction", "printing"]
    assert _kinds(published().correct("void").publish().publish()) == ["publication", "void", "printing"]
    assert _kinds(_corrected(published()).publish().correct("void").publish()) == [
        *("publication", "correction", "void")
    ]
    assert _kinds(published().correct("minor").publish()) == ["publication", "correction"]


def test_a_printing_tells_its_leaf_and_one_of_before_has_none() -> None:
    leaf = {"log": SHA, "index": 0}
    told = published().publish(leaf=leaf)
    assert [one.leaf for one in told.record.publications] == [None, LogLeaf.of(leaf)]
    assert replay(told.record.events, SCALES).publications == told.record.publications
    for wrong in ({"log": SHA, "index": -1}, {"log": "no", "index": 1}, {"log": SHA, "index": "1"}):
        with pytest.raises(BadInput):
            published().publish(leaf=wrong)
