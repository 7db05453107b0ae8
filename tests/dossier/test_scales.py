"""The shipped scales, and the desk's own beside them."""

import pytest

from factcheck.dossier.scales import own_words, scales_of
from factcheck.model.scale import Scale, scale_findings
from tests.records import findings_of

SHIPPED = list(scales_of(()).by_version.values())
YES = {"id": "yes", "label": "Yes", "meaning": "x", "order": 1, "colour": "teal", "icon": "check"}
NO = {"id": "no", "label": "No", "meaning": "x", "order": 2, "colour": "vermilion", "icon": "cross"}
OWN = {"id": "own", "version": 1, "title": "Our scale", "ratings": [YES, NO]}


def test_three_scales_are_shipped() -> None:
    assert {(scale.id, scale.version) for scale in SHIPPED} == {
        ("four-step", 1),
        ("seven-step", 1),
        ("six-step", 1),
    }


@pytest.mark.parametrize("scale", SHIPPED, ids=lambda scale: scale.id)
def test_a_shipped_scale_makes_sense(scale: Scale) -> None:
    assert list(scale_findings(scale)) == []


@pytest.mark.parametrize("scale", SHIPPED, ids=lambda scale: scale.id)
def test_a_shipped_scale_has_a_way_to_say_that_nothing_was_settled(scale: Scale) -> None:
    assert [rating.id for rating in scale.ratings if rating.order is None] in (["unproven"], ["unverifiable"])


@pytest.mark.parametrize("scale", SHIPPED, ids=lambda scale: scale.id)
def test_no_two_ratings_look_or_read_alike(scale: Scale) -> None:
    for look in ("label", "colour", "icon", "meaning"):
        worn = [getattr(rating, look) for rating in scale.ratings]
        assert len(set(worn)) == len(worn), look


def test_the_desks_own_scale_stands_beside_the_shipped_ones() -> None:
    scales = scales_of([OWN])
    assert scales.get("own").rating("yes").label == "Yes"
    assert len(scales.by_version) == len(SHIPPED) + 1


def test_the_desk_may_go_on_from_a_shipped_scale_but_not_replace_it() -> None:
    assert scales_of([{**OWN, "id": "seven-step", "version": 2}]).get("seven-step").title == "Our scale"
    assert findings_of(lambda: scales_of([{**OWN, "id": "seven-step"}])) == [
        "scale seven-step: version 1 stands twice. Give the changed one the next number."
    ]


def test_an_own_scale_that_does_not_fit_is_named_by_its_place_in_the_file() -> None:
    assert findings_of(lambda: scales_of([{**OWN, "titel": "x"}])) == [
        'factcheck.toml: scales: own: titel: unknown key "titel". Did you mean "title"?'
    ]
    assert findings_of(lambda: scales_of([{}]))[0] == (
        "factcheck.toml: scales: 1: id: is missing or empty. Give it a value."
    )


def test_an_own_scale_may_give_its_words_by_language_outside_of_what_is_signed() -> None:
    yes = {**YES, "labels": {"fa": "بله", "pt": "Sim"}, "meanings": {"fa": "درست است."}}
    told = {**OWN, "titles": {"fa": "مقیاس ما"}, "ratings": [yes, NO]}
    assert scales_of([told]).get("own") == scales_of([OWN]).get("own")
    assert own_words([told], "fa") == {"Our scale": "مقیاس ما", "Yes": "بله", "x": "درست است."}
    assert own_words([told], "pt-BR") == {"Yes": "Sim"}
    assert own_words([told], "de") == {}


def test_words_by_language_of_another_shape_are_named() -> None:
    odd = {**OWN, "ratings": [{**YES, "labels": "بله"}, NO]}
    assert findings_of(lambda: scales_of([odd])) == [
        "factcheck.toml: scales: own: labels: is 'بله'. "
        'Write words by language: labels = { fa = "…", ar = "…" }.'
    ]
