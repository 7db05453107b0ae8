"""A line of history, its canonical form, and the chain."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from factcheck.errors import BadInput, RuleRefused
from factcheck.model.event import (
    EDITION,
    Event,
    backward_lines,
    broken_links,
    canonical,
    digest,
    event_hash,
    given_body,
    next_event,
    open_body,
)
from factcheck.model.vocabulary import Act
from tests.records import ANA, AT, SHA, findings_of, hostile, whole_life

keys = st.text(st.characters(codec="ascii"), max_size=5)
plain_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | hostile,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)
bodies = st.dictionaries(st.sampled_from(["claim", "why", "set"]), plain_json, max_size=3)


@given(plain_json)
def test_canonical_json_comes_back_and_is_written_one_way(value: Any) -> None:
    assert json.loads(canonical(value)) == value
    assert canonical(json.loads(canonical(value))) == canonical(value)
    assert "\n" not in canonical(value)


@given(st.dictionaries(keys, plain_json))
def test_the_order_of_keys_never_counts(value: dict[str, Any]) -> None:
    assert digest(dict(reversed(value.items()))) == digest(value)


def test_canonical_json_is_that_of_rfc_8785() -> None:
    value = {"b": [True, None, 10], "a": 'é"\\\u2028\n\x0f€', "B": {}}
    assert canonical(value) == '{"B":{},"a":"é\\"\\\\\u2028\\n\\u000f€","b":[true,null,10]}'
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_has_no_canonical_form(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical(number)


def _chain(*given_bodies: dict[str, Any]) -> list[Event]:
    events: list[Event] = []
    for number, body in enumerate(given_bodies):
        before = events[-1] if events else None
        events.append(next_event(before, AT + timedelta(minutes=number), ANA, Act.NOTE, body))
    return events


chains = st.lists(bodies, min_size=1, max_size=4).map(lambda given: _chain(*given))


@given(chains)
def test_a_chain_as_it_was_made_holds(events: list[Event]) -> None:
    assert list(broken_links(events, "h")) == []
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert events[0].previous == ""


def test_a_hash_is_made_as_anybody_can_make_it() -> None:
    first, second = _chain({}, {"why": "é"})
    body = hashlib.sha256('{"why":"é"}'.encode()).hexdigest()
    line = f'[2,"2026-03-02T09:01:00Z","{ANA}","note","{body}","{first.hash}",{EDITION}]'
    assert second.hash == hashlib.sha256(line.encode()).hexdigest()
    assert second.previous == first.hash


def _other_body(event: Event, data: st.DataObject) -> dict[str, Any]:
    body = data.draw(bodies)
    assume(next_event(None, AT, ANA, Act.NOTE, body).body != event.body)
    return body


OTHERWISE: dict[str, Callable[[Event, st.DataObject], Any]] = {
    "seq": lambda event, data: event.seq + data.draw(st.integers(-5, 5).filter(bool)),
    "at": lambda event, data: event.at + timedelta(seconds=data.draw(st.integers(-9, 9).filter(bool))),
    "by": lambda event, data: event.by + data.draw(st.text("aé\u202e", min_size=1)),
    "act": lambda event, data: data.draw(st.sampled_from([act for act in Act if act is not event.act])),
    "body": _other_body,
    "previous": lambda event, data: data.draw(
        st.sampled_from(["", SHA, event.hash]).filter(event.previous.__ne__)
    ),
    "hash": lambda event, data: data.draw(st.sampled_from(["", SHA, event.hash.upper(), event.hash[:-1]])),
    "edition": lambda event, data: event.edition + data.draw(st.integers(-1, 2).filter(bool)),
}


def test_every_field_of_an_event_is_tried() -> None:
    assert OTHERWISE.keys() == Event.model_fields.keys()


@pytest.mark.parametrize("field", OTHERWISE)
@given(events=chains, data=st.data())
def test_a_single_changed_field_is_found_on_its_line(
    field: str, events: list[Event], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(events) - 1))
    changed = OTHERWISE[field](events[at], data)
    assume(changed != getattr(events[at], field))
    events[at] = events[at].model_copy(update={field: changed})
    assert f"h line {at + 1}" in [finding.where for finding in broken_links(events, "h")]


@given(chains, st.data())
def test_a_changed_line_hashed_anew_breaks_the_line_after_it(
    events: list[Event], data: st.DataObject
) -> None:
    assume(len(events) > 1)
    at = data.draw(st.integers(0, len(events) - 2))
    changed = events[at].model_copy(update={"by": "Somebody"})
    events[at] = changed.model_copy(update={"hash": event_hash(changed)})
    assert [(one.code, one.where) for one in broken_links(events, "h")] == [
        ("history-link", f"h line {at + 2}")
    ]


@pytest.mark.parametrize("at", range(3))
def test_a_line_taken_out_of_the_middle_or_moved_is_found(at: int) -> None:
    events = list(whole_life().record.events)
    cut = events[:at] + events[at + 1 :]
    moved = [*events[:at], events[at + 1], events[at], *events[at + 2 :]]
    for wrong in (cut, moved):
        codes = {one.code for one in broken_links(wrong, "h") if one.where == f"h line {at + 1}"}
        assert codes == {"history-gap", "history-link"}


def _of_edition(events: list[Event], at: int, edition: int) -> list[Event]:
    """The chain with one line made under this edition, hashed as it should be."""
    made = events[:at]
    for number, event in enumerate(events[at:]):
        previous = made[-1].hash if made else ""
        changed = event.model_copy(
            update={"previous": previous, "edition": edition if number == 0 else event.edition}
        )
        made.append(changed.model_copy(update={"hash": event_hash(changed)}))
    return made


def test_private_values_are_hashed_by_their_salted_digests() -> None:
    review = {"id": "r1", "comment": "Eve is right."}
    body = {"review": review, "to": "Eve", "salts": {"review.comment": "5a17", "to": "9b3c"}}

    given = {
        "review": {"id": "r1", "comment": {"digest": digest(["5a17", "Eve is right."])}},
        "to": {"digest": digest(["9b3c", "Eve"])},
    }
    assert given_body(body) == given
    assert open_body(body) == {"review": {"id": "r1"}}
    whole, shown = (next_event(None, AT, "Ana", Act.ADD, one) for one in (body, given))
    assert whole.hash == shown.hash


@pytest.mark.parametrize(
    "salts",
    [
        {"review.note": "5a17"},
        {"review": {}, "review.comment": "5a17"},
        {"a.b.c": "5a17"},
        ["review.comment"],
        {"": "x"},
    ],
)
def test_salts_that_are_for_nothing_that_is_there_hide_nothing(salts: object) -> None:
    body = {"review": {"id": "r1", "comment": "Eve is right."}, "salts": salts}

    assert given_body(body) == body


def test_a_line_that_names_no_edition_is_of_the_first_and_is_hashed_as_it_always_was() -> None:
    line = {"seq": 1, "at": "2026-03-02T09:00:00Z", "by": ANA, "act": "note", "body": {}, "previous": ""}
    hashed = digest([1, line["at"], ANA, "note", digest({}), ""])
    event = Event.of({**line, "hash": hashed})
    assert event.edition == 1
    assert list(broken_links([event], "h")) == []
    assert event.line() == {**line, "hash": hashed}


def test_a_new_line_names_the_edition_of_today() -> None:
    [event] = _chain({})
    assert (event.edition, event.line()["edition"]) == (EDITION, EDITION)


def test_a_history_whose_editions_go_down_is_named() -> None:
    events = _of_edition(_of_edition(_chain({}, {}, {}), 0, 1), 2, 1)
    assert [one.edition for one in events] == [1, EDITION, 1]
    [found] = broken_links(events, "h")
    assert (found.code, found.where) == ("history-edition", "h line 3")
    assert found.message == f"was made under edition 1 of the rules, the line before it under {EDITION}."


BACK = {"27 years": timedelta(days=9999), "1 day": timedelta(hours=36), "1 minute": timedelta(seconds=60)}


@pytest.mark.parametrize("said", BACK)
def test_a_line_that_is_dated_before_the_line_above_it_is_named_with_by_how_much(said: str) -> None:
    first = next_event(None, AT, ANA, Act.NOTE, {})
    second = next_event(first, AT - BACK[said], ANA, Act.NOTE, {})
    third = next_event(second, AT, ANA, Act.NOTE, {})

    [found] = backward_lines([first, second, third], "h")

    assert list(broken_links([first, second, third], "h")) == []
    assert (found.code, found.where) == ("time-backwards", "h line 2")
    assert f", {said} before the line above it (2026-03-02 09:00 UTC)." in found.message


def test_clocks_that_differ_by_less_than_a_minute_run_back_unnoticed() -> None:
    first = next_event(None, AT, ANA, Act.NOTE, {})
    assert (
        list(backward_lines([first, next_event(first, AT - timedelta(seconds=59), ANA, Act.NOTE, {})], "h"))
        == []
    )


def test_nothing_is_added_to_a_line_of_an_edition_that_is_not_known_yet() -> None:
    [newer] = _of_edition(_chain({}), 0, EDITION + 1)
    with pytest.raises(RuleRefused) as refused:
        next_event(newer, AT, ANA, Act.NOTE, {})
    assert str(refused.value) == (
        f"Rule 5: the last line on record was made under edition {EDITION + 1} of the rules; "
        f"this program knows up to {EDITION} and adds nothing to it. Update factcheck."
    )


@pytest.mark.parametrize("name", ["seq", "edition"])
@pytest.mark.parametrize("given", ["2", 2.0, True])
def test_the_number_and_the_edition_of_a_line_are_whole_numbers_and_nothing_like_them(
    name: str, given: Any
) -> None:
    [event] = _chain({})
    with pytest.raises(BadInput) as refused:
        Event.of({**event.line(), name: given})
    assert [found.where for found in refused.value.findings] == [name]


def test_a_line_of_an_edition_that_is_not_known_yet_is_named() -> None:
    [found] = broken_links(_of_edition(_chain({}, {}), 1, EDITION + 1), "h")
    assert (found.code, found.where) == ("edition-unknown", "h line 2")
    assert str(found).endswith(f"this program knows up to {EDITION}. Update factcheck.")


def test_a_broken_chain_says_what_to_do() -> None:
    events = _chain({}, {"why": "a"})
    found = [str(one) for one in broken_links(events[1:], "a.history.jsonl")]
    assert found == [
        "a.history.jsonl line 1: is numbered 2; a line is missing or moved. "
        "Restore the history from a backup or from the dossiers.",
        "a.history.jsonl line 1: does not follow from the line before it. "
        "Restore the history from a backup or from the dossiers.",
    ]


def test_a_body_is_cleaned_before_it_is_hashed() -> None:
    event = next_event(None, AT, f" {ANA} ", Act.NOTE, {"note": "e\u0301\r\n\x00", "l": ("a\x00", 1)})
    assert (event.by, event.body) == (ANA, {"note": "é\n", "l": ["a", 1]})
    assert event.hash == event_hash(event)


@pytest.mark.parametrize("part", [1.5, {1, 2}, b"x", "\ud800", AT, {"a": [object()]}])
def test_a_body_holds_only_what_json_can_say_for_sure(part: object) -> None:
    found = findings_of(lambda: next_event(None, AT, ANA, Act.NOTE, {"note": part}))
    assert len(found) == 1
    assert found[0].startswith("note: body: ")


@pytest.mark.parametrize("depth", [300, 5000])
def test_a_body_too_deep_to_be_written_is_refused(depth: int) -> None:
    body: dict[str, Any] = {}
    for _ in range(depth):
        body = {"in": body}
    assert findings_of(lambda: next_event(None, AT, ANA, Act.NOTE, body))


@pytest.mark.parametrize("field", ["previous", "hash"])
def test_a_lone_surrogate_where_a_hash_should_be_is_refused_or_found(field: str) -> None:
    event = {"seq": 1, "at": AT, "by": ANA, "act": "note", "body": {}, "hash": SHA, field: "\ud800"}
    try:
        found = list(broken_links([Event.of(event)], "h"))
    except BadInput as refused:
        found = list(refused.findings)
    assert found
