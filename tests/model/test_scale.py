"""Scales and the checks that they make sense."""

from typing import Any

import pytest

from factcheck.errors import BadInput, NotFound
from factcheck.model.scale import Scale, Scales, scale_findings
from tests.records import findings_of

Step = tuple[str, int | None, int | None]
GOOD: list[Step] = [("true", 1, 3), ("half", 2, 2), ("false", 3, 1), ("unproven", None, None)]


def _scale(steps: list[Step], version: int = 1, scale_id: str = "own") -> Scale:
    ratings = [
        {
            "id": step,
            "label": step,
            "meaning": "x",
            "order": order,
            "number": number,
            "colour": "teal",
            "icon": "check",
        }
        for step, order, number in steps
    ]
    return Scale.of({"id": scale_id, "version": version, "title": "Our scale", "ratings": ratings})


def _found(steps: list[Step]) -> list[tuple[str, str]]:
    return [(finding.code, str(finding)) for finding in scale_findings(_scale(steps))]


@pytest.mark.parametrize(
    "steps",
    [
        GOOD,
        list(reversed(GOOD)),
        [("true", 1, None), ("false", 2, None)],
        [("true", 1, 100), ("false", 2, 1)],
    ],
)
def test_a_scale_that_makes_sense_has_no_findings(steps: list[Step]) -> None:
    assert _found(steps) == []


@pytest.mark.parametrize(
    "orders",
    [(1, 3), (2, 3), (0, 1), (1, 1), (1, 2, 2), (-1, 1), (1, None), (None, None)],
    ids=["gap", "late start", "zero", "twice", "one twice", "negative", "only one", "none"],
)
def test_the_orders_run_from_one_without_gaps(orders: tuple[int | None, ...]) -> None:
    steps: list[Step] = [(f"r{at}", order, None) for at, order in enumerate(orders)]
    assert _found(steps) == [
        (
            "scale-order",
            "scale own version 1: the orders are not 1, 2, 3 … from truest to falsest. Number at least two.",
        )
    ]


@pytest.mark.parametrize("numbers", [(1, 2, 3), (3, 1, 2), (3, 3, 1), (2, 1, 0), (1, 0, -1)])
def test_the_numbers_fall_from_truest_to_falsest_and_stay_above_zero(numbers: tuple[int, ...]) -> None:
    steps: list[Step] = [(f"r{order}", order, number) for order, number in enumerate(numbers, 1)]
    listed = ", ".join(map(str, numbers))
    assert _found(steps) == [
        (
            "scale-number",
            f"scale own version 1: the numbers {listed} do not fall from truest to falsest. "
            "Give the truest the highest and the falsest the lowest, at least 1, none twice.",
        )
    ]


def test_all_ordered_ratings_have_a_number_or_none_has() -> None:
    found = _found([("true", 1, 2), ("false", 2, None)])
    assert [code for code, _ in found] == ["scale-number"]
    assert found[0][1].endswith("some ordered ratings have a number and some none. All or none.")


def test_a_number_needs_an_order() -> None:
    found = _found([("true", 1, 2), ("false", 2, 1), ("unproven", None, 5)])
    assert found == [
        (
            "scale-number",
            'scale own version 1: "unproven" has a number but no order. Take one out or give both.',
        )
    ]


def test_a_rating_stands_once() -> None:
    found = _found([("true", 1, None), ("true", 2, None)])
    assert found == [("scale-twice", 'scale own version 1: rating "true" stands twice. Rename one of them.')]


def test_every_fault_of_every_scale_is_told_at_once() -> None:
    bad = _scale([("a", 1, 1), ("a", 3, 2)])
    with pytest.raises(BadInput, match="The rating scales: 4 things to mend") as wrong:
        Scales.of([bad, _scale([("a", 2, None), ("b", 3, None)], version=2)])
    assert sorted(finding.code for finding in wrong.value.findings) == [
        "scale-number",
        "scale-order",
        "scale-order",
        "scale-twice",
    ]


def test_a_version_stands_once() -> None:
    assert findings_of(lambda: Scales.of([_scale(GOOD), _scale(GOOD)])) == [
        "scale own: version 1 stands twice. Give the changed one the next number."
    ]


def test_the_newest_version_is_in_use_and_old_ones_are_kept() -> None:
    old, new = _scale(GOOD), _scale(GOOD[:2], version=10)
    scales = Scales.of([new, old, _scale(GOOD, version=11, scale_id="other")])
    assert scales.get("own") == new
    assert scales.get("own", 1) == old


def test_a_retired_version_is_missed_with_what_to_do() -> None:
    scales = Scales.of([_scale(GOOD, version=2)])
    with pytest.raises(
        NotFound, match=r'Version 1 of the scale "own" is gone.* Put it back into factcheck\.toml\.'
    ):
        scales.get("own", 1)


def test_an_unknown_scale_suggests_the_near_one() -> None:
    with pytest.raises(NotFound, match=r'There is no rating scale "onw"\. Did you mean "own"\?'):
        Scales.of([_scale(GOOD)]).get("onw")


def test_an_unknown_rating_suggests_the_near_one() -> None:
    scale = _scale(GOOD)
    assert scale.rating("half").order == 2
    with pytest.raises(NotFound, match=r'"flase" is not a rating of Our scale\. Did you mean "false"\?'):
        scale.rating("flase")


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({"colour": "red"}, "ratings.0.colour: "),
        ({"icon": "tick"}, "ratings.0.icon: "),
        ({"order": "first"}, "ratings.0.order: "),
        ({"id": "Half True"}, "ratings.0.id: "),
        ({"weight": 1}, 'ratings.0.weight: unknown key "weight".'),
        ({"meaning": ""}, "ratings.0.meaning: is missing or empty."),
    ],
)
def test_a_rating_that_does_not_fit_is_named(wrong: dict[str, Any], found: str) -> None:
    rating = {
        "id": "true",
        "label": "True",
        "meaning": "x",
        "order": 1,
        "colour": "teal",
        "icon": "check",
        **wrong,
    }
    findings = findings_of(
        lambda: Scale.of({"id": "own", "version": 1, "title": "Our scale", "ratings": [rating]})
    )
    assert len(findings) == 1
    assert findings[0].startswith(found)


def test_a_scale_without_ratings_is_refused() -> None:
    assert findings_of(lambda: _scale([])) == ["ratings: is missing or empty. Give it a value."]
