"""A history as lines: it comes back, it only grows, and what does not hold is named by line."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from factcheck.dossier.history import divergence, read_lines, to_lines
from factcheck.model.event import Event
from factcheck.model.vocabulary import Act
from tests.records import ANA, BEN, Told, findings_of, told, whole_life

LINES = to_lines(whole_life().record.events)
FIRST: dict[str, Any] = json.loads(LINES.split("\n")[0])


def _found(text: str) -> list[str]:
    return findings_of(lambda: read_lines(text, "h"))


@settings(max_examples=60)
@given(told())
def test_lines_give_back_every_event_however_hostile(one: Told) -> None:
    lines = to_lines(one.record.events)
    assert read_lines(lines, "h") == one.record.events
    assert to_lines(read_lines(lines, "h")) == lines
    assert lines.count("\n") == len(one.record.events)


def test_a_line_is_canonical_json() -> None:
    for line in LINES.splitlines():
        assert line == json.dumps(json.loads(line), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_unicode_line_separators_end_no_line() -> None:
    record = Told().did(Act.NOTE, {"note": "a\u2028b"}).record
    assert read_lines(to_lines(record.events), "h") == record.events


def test_a_history_grows_at_its_end_only() -> None:
    one = Told()
    before = to_lines(one.record.events)
    assert to_lines(one.source().record.events).startswith(before)


@pytest.mark.parametrize(
    "text", [LINES.replace("\n", "\r\n"), LINES.removesuffix("\n")], ids=["Windows", "no end"]
)
def test_line_ends_are_no_trouble(text: str) -> None:
    assert read_lines(text, "h") == whole_life().record.events


def test_an_empty_file_is_told_so() -> None:
    assert _found("") == ["h: is empty. Restore the file, or remove it."]


@pytest.mark.parametrize("cut", [1, 2, 40])
def test_a_truncated_line_is_named(cut: int) -> None:
    assert _found(LINES[: -1 - cut]) == [
        f"h line {LINES.count(chr(10))}: is not a line of history. Restore the file."
    ]


@pytest.mark.parametrize(
    "line",
    ["", " ", "\x00", "[]", "5", "null", '"x"', "{", "NaN", "[" * 100_000, "9" * 5000, "<<<<<<< ours"],
    ids=range(12),
)
def test_what_is_no_line_of_history_is_named(line: str) -> None:
    first, rest = LINES.split("\n", 1)
    assert _found(f"{first}\n{line}\n{rest}") == ["h line 2: is not a line of history. Restore the file."]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("seq", "first"),
        ("at", "yesterday"),
        ("at", "2026-03-02T09:00:00"),
        ("at", "0001-01-01T00:00:00+14:00"),
        ("by", ""),
        ("by", "\ud800"),
        ("act", "publsh"),
        ("body", []),
        ("body", "x"),
        ("body", {"amount": 1.5}),
        ("body", {"note": "\ud800"}),
        ("body", {"\ud800": "x"}),
        ("hash", None),
        ("colour", "red"),
        ("previous", "\ud800"),
    ],
    ids=range(15),
)
def test_a_field_that_does_not_fit_is_named_by_line_and_key(field: str, wrong: object) -> None:
    found = _found(json.dumps({**FIRST, field: wrong}))
    assert len(found) == 1
    assert found[0].startswith(f"h line 1: {field}: ")


def test_every_line_that_does_not_hold_is_told_at_once() -> None:
    assert len(_found("x\n{}\n")) == 1 + len(
        [one for one in Event.model_fields.values() if one.is_required()]
    )


@pytest.mark.parametrize("old", ["1932", "Ana Ruiz", "half-true", "09:05"])
def test_a_changed_word_in_the_file_is_found(old: str) -> None:
    assert old in LINES
    found = _found(LINES.replace(old, old[:-1] + ("3" if old[-1] != "3" else "4"), 1))
    assert [one for one in found if "was changed after it was written" in one]


def test_a_line_taken_out_is_found() -> None:
    lines = LINES.splitlines(keepends=True)
    assert "h line 3: is numbered 4; a line is missing or moved." in " ".join(
        _found("".join(lines[:2] + lines[3:]))
    )


def test_a_line_of_another_claims_history_does_not_follow() -> None:
    other = to_lines(Told("The bridge is blue.").source().record.events).splitlines()[1]
    first = LINES.splitlines()[0]
    assert _found(f"{first}\n{other}\n")[0].startswith("h line 2: does not follow from the line before it.")


def test_copies_of_which_one_grew_do_not_diverge() -> None:
    events = whole_life().record.events
    assert divergence(events, events, "bridge") is None
    assert divergence(events[:2], events, "bridge") is None
    assert divergence(events, events[:2], "bridge") is None
    assert divergence((), events, "bridge") is None


def test_where_two_copies_went_apart_is_told_with_both_acts() -> None:
    ours = Told().source().did(Act.NOTE, {"note": "x"}).record.events
    theirs = Told().source().did(Act.ASSIGN, {"assignee": BEN}, BEN).record.events
    assert str(divergence(ours, theirs, "bridge")) == (
        f'bridge line 3: here "note" by {ANA} at 2026-03-02 09:03:00Z, '
        f'there "assign" by {BEN} at 2026-03-02 09:03:00Z. '
        "Keep one copy and enter the other's work again by hand."
    )
