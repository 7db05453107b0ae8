"""Objects found in text that may be long, broken or cut off."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.exchange.json_objects import MAX_OBJECT, Fault, find_objects, parse_object

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def found(text: str, step: int = 7) -> list[Any]:
    """What can be read in the text when it comes in small pieces; a fault as its word."""
    return list(_found(text[at : at + step] for at in range(0, len(text), step)))


def _found(pieces: Iterator[str]) -> Iterator[Any]:
    for found in find_objects(pieces):
        yield str(found.fault) if found.fault else parse_object(found.text)[0]


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ("", []),
        ("[1, {}, true]", []),
        ('{"a": 1}', [{"a": 1}]),
        ('[{"a": 1}, {"a": [{"b": "}"}]}]', [{"a": 1}, {"a": [{"b": "}"}]}]),
        ('{"a": 1}\n{"a": 2}\n', [{"a": 1}, {"a": 2}]),
        (')]}\',\n{ \n "a\\"}": "\\\\"}', [{'a"}': "\\"}]),
        ('{"a": "line\nbreak"}', [{"a": "line\nbreak"}]),
    ],
)
@pytest.mark.parametrize("step", [1, 2, 7, 1_000])
def test_outermost_objects_are_found(text: str, objects: list[Any], step: int) -> None:
    assert found(text, step) == objects


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ('[{"a": "5" tall"}, {"a": 2}]', ["broken", {"a": 2}]),
        ('{"a": [1}, {"a": 2}', ["broken", {"a": 2}]),
        ('{"a": "cut\n{"a": 2}\n', ["broken", {"a": 2}]),
        ('{"list": [{"a": 1}, {"a": 2}, {"a"', ["cut-off", {"a": 1}, {"a": 2}, "cut-off"]),
    ],
)
def test_a_broken_object_does_not_lose_the_others(text: str, objects: list[Any]) -> None:
    assert found(text) == objects


def test_nesting_ends_somewhere() -> None:
    deep = '{"a":' * 110 + "1" + "}" * 110
    assert [found.text for found in find_objects([deep])] == [deep]
    deeper = '{"a":' * 1_000 + '[{"b": 2}]' + "}" * 1_000
    faults = [found.fault for found in find_objects([deeper, '{"c": 3}'])]
    assert (faults[0], faults[-1]) == (Fault.BROKEN, None)
    assert len(list(find_objects(['{"a":' * 100_000]))) < 2_000


def long_list(size: int) -> Iterator[str]:
    yield '{"list": ['
    for number in range(size // 1_000):
        yield ("," if number else "") + json.dumps({"n": number, "words": "x" * 980})


@pytest.mark.slow
def test_what_is_too_long_is_entered() -> None:
    pieces = [*long_list(MAX_OBJECT * 2), "]}"]
    assert [one if isinstance(one, str) else one["n"] for one in _found(iter(pieces))] == [
        "too-long",
        *range(MAX_OBJECT * 2 // 1_000),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("end", ["", ",", "\n"])
def test_a_long_list_that_stops_between_two_objects_is_known_to_be_cut_off(end: str) -> None:
    assert list(_found(iter([*long_list(MAX_OBJECT * 2), end])))[-1] == "cut-off"


def test_a_string_without_end_is_given_up() -> None:
    faults = [found.fault for found in find_objects(['{"a": "', *["x" * MAX_OBJECT] * 2])]
    assert faults == [Fault.TOO_LONG, Fault.CUT_OFF]


@pytest.mark.parametrize(
    ("text", "value", "mended"),
    [
        ('{"a": [1, 2,],\n}', {"a": [1, 2]}, True),
        ('{"a": ",}",}', {"a": ",}"}, True),
        ('{"a": "\t"}', {"a": "\t"}, False),
        ('{"a": 1, "a": 2}', {"a": 2}, False),
        ('{"a": NaN, "b": -Infinity, "c": 1e999}', {"a": "NaN", "b": "-Infinity", "c": "1e999"}, False),
        ('{"a": ' + "9" * 9_000 + "}", {"a": "9" * 9_000}, False),
    ],
)
def test_what_is_nearly_json_is_read(text: str, value: Any, mended: bool) -> None:
    assert parse_object(text) == (value, mended)


@pytest.mark.parametrize("text", ['{"a": 1 "b": 2}', "{'a': 1}", '{"a": tru}', "{" * 100_000, "[" * 100_000])
def test_what_is_not_json_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_object(text)


@given(
    st.lists(st.dictionaries(st.text(), VALUES, min_size=1, max_size=3), max_size=3),
    st.integers(5, 50),
    st.sampled_from([None, 2]),
)
def test_whatever_json_writes_is_found_again(values: list[Any], step: int, indent: int | None) -> None:
    text = json.dumps(values, indent=indent)
    pieces = (text[at : at + step] for at in range(0, len(text), step))
    assert [found.text for found in find_objects(pieces)] == [found.text for found in find_objects([text])]
    assert len(list(find_objects([text]))) == len(values)


@given(st.text(alphabet='{}[]",:\\ \na1'), st.integers(1, 9))
def test_no_text_raises(text: str, step: int) -> None:
    for found in find_objects(text[at : at + step] for at in range(0, len(text), step)):
        assert found.text.startswith("{")
