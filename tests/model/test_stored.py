"""Values as lines on record tell them: what validation would give, without being held to it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.model.claim import Claim
from factcheck.model.event import next_event
from factcheck.model.source import Capture, Source
from factcheck.model.stored import Unreadable, read
from factcheck.model.value import Value
from factcheck.model.vocabulary import Act
from tests.model.test_value import EVERY, NOT_IN_LINES
from tests.records import ANA, AT

IN_LINES = [(kind, fields) for kind, fields in EVERY if kind not in NOT_IN_LINES]


def _as_json(given_value: Any) -> Any:
    """What JSON has for it, as somebody may have written it: blanks and white space stay."""
    if isinstance(given_value, Mapping):
        return {key: _as_json(value) for key, value in given_value.items()}
    if isinstance(given_value, list | tuple):
        return [_as_json(value) for value in given_value]
    return given_value.isoformat() if isinstance(given_value, datetime) else given_value


@pytest.mark.parametrize(("kind", "given_fields"), IN_LINES, ids=lambda one: getattr(one, "__name__", ""))
@given(data=st.data())
def test_what_a_line_holds_is_read_as_it_would_be_validated(
    kind: type[Value], given_fields: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    written = _as_json(data.draw(given_fields))
    body = next_event(None, AT, ANA, Act.NOTE, {"part": written}).body["part"]

    told, validated = read(kind, body), kind.of(body)

    assert told == validated
    assert told.model_dump_json() == validated.model_dump_json()
    assert told.plain() == validated.plain()
    assert read(kind, vars(told)) == told


def test_white_space_and_blanks_are_put_in_order() -> None:
    told = read(
        Claim, {"ref": "a", "text": "  x \n y ", "quote": " ", "note": " a\n\nb ", "tags": [], "kind": None}
    )
    assert told == Claim(ref="a", text="x y", note="a\n\nb")


def test_what_is_not_allowed_any_more_is_read_all_the_same() -> None:
    told = read(Source, {"id": "S-1", "url": "gopher://old.example", "language": "old english", "more": 1})
    assert (told.id, told.url, told.language) == ("S-1", "gopher://old.example", "old english")


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        (Claim, {"ref": "a"}, "claim text is missing"),
        (Claim, {"ref": "a", "text": ["x"]}, "claim text cannot be read"),
        (Claim, {"ref": "a", "text": "x", "kind": "figur"}, "claim kind cannot be read"),
        (Claim, {"ref": "a", "text": "x", "tags": "one"}, "claim tags cannot be read"),
        (Claim, {"ref": "a", "text": "x", "place": 5}, "claim place cannot be read"),
        (Capture, {"id": "c1", "fetched_at": "soon"}, "capture fetched_at cannot be read"),
        (Capture, {"id": "c1", "size": "many"}, "capture size cannot be read"),
    ],
)
def test_what_was_damaged_is_named_by_its_field(kind: type[Value], data: dict[str, Any], said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(kind, data)
