"""Words taken out of a history: they are nowhere in it, and everything else holds as it did."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import BadInput, Finding, RuleRefused
from factcheck.model.decide import decide, replay
from factcheck.model.event import Event, broken_links, next_event
from factcheck.model.evolve import fold
from factcheck.model.next_step import next_steps
from factcheck.model.record import Record
from factcheck.model.redaction import NEVER, is_less, signs_otherwise, taken_out, unnoticed, words_of
from factcheck.model.signing import is_in_force, signing_digest
from factcheck.model.status import status
from factcheck.model.vocabulary import Act
from tests.records import ANA, SCALES, Told, published, signed, told, whole_life

WHY = "A court asked for it."


def redacted(record: Record, *lines: int, captures: Sequence[str] = (), why: str = WHY) -> Record:
    """The record once the words of these lines and the texts of these captures are gone."""
    gone = taken_out(record.events, lines, SCALES)
    body = {"lines": gone.notice(), "captures": list(captures), "why": why}
    last = gone.events[-1]
    return decide(fold(gone.events), next_event(last, last.at, ANA, Act.REDACT, body), SCALES)


def _stands(record: Record) -> Any:
    """Where a claim stands, what is signed and what is to be done."""
    steps = [(one.step, one.since, one.due, one.rank) for one in next_steps(record, SCALES)]
    in_force = [is_in_force(record, one, SCALES) for one in record.reviews]
    return (
        status(record, SCALES),
        signing_digest(record, SCALES) if record.verdict else None,
        in_force,
        steps,
        record.is_void,
        record.under_correction,
    )


def _found(events: Sequence[Event]) -> list[Finding]:
    return [
        *broken_links(events, "here"),
        *unnoticed(events, "here"),
        *signs_otherwise(events, "here", SCALES),
    ]


@pytest.mark.parametrize("line", range(1, len(whole_life().record.events) + 1))
def test_the_words_of_any_line_are_gone_and_the_rest_holds(line: int) -> None:
    before = whole_life().record
    words = set(words_of(before.events[line - 1]))
    if not words:
        return

    after = redacted(before, line)

    for event in after.events[:-1]:
        assert words.isdisjoint(words_of(event))
    assert [one.hash for one in after.events[:-1]] == [one.hash for one in before.events]
    assert (_found(after.events), _stands(after)) == ([], _stands(before))
    assert replay(after.events, SCALES) == after == fold(after.events)


@given(told(), st.data())
def test_whatever_was_told_holds_without_words_of_it(history: Told, data: st.DataObject) -> None:
    before = history.record
    lines = st.sampled_from([event.seq for event in before.events if any(words_of(event))])

    once = redacted(before, *data.draw(st.lists(lines, min_size=1, max_size=3)))
    left = {*range(1, len(before.events) + 1)} - {int(one) for one in once.events[-1].body["lines"]}
    more = [number for number in left if any(words_of(before.events[number - 1]))]

    for after in (once, redacted(once, data.draw(st.sampled_from(more))) if more else once):
        assert (_found(after.events), _stands(after)) == ([], _stands(before))
        assert replay(after.events, SCALES) == after
        assert is_less(before.events, after.events)


def test_what_was_the_same_stays_the_same_and_what_was_not_does_not() -> None:
    record = redacted(signed(claimant="The mayor", context="The mayor", locator="Page 2").record, 1)

    claim = record.claim
    assert claim.text == record.verdicts[-1].wording == "[redacted 1]"
    assert claim.claimant == claim.context == "[redacted 2]"
    assert (claim.locator, claim.ref) == ("[redacted 3]", "bridge")
    assert record.stand_ins >= {claim.text, "[redacted 2]", "[redacted 3]"}


def test_a_link_that_is_gone_is_one_to_nowhere() -> None:
    record = redacted(Told().source(url="https://example.org/eve").record, 2)

    assert record.sources[0].url in record.stand_ins
    assert str(record.sources[0].url).startswith("https://redacted.invalid/")
    assert replay(record.events, SCALES) == record


def test_a_capture_has_no_text_once_its_file_is_gone() -> None:
    before = Told().source().capture(text_digest="ab" * 32).record

    after = redacted(before, captures=["c1"])

    assert (after.captures[0].text_digest, after.gone_captures) == (None, frozenset({"c1"}))
    assert after.captures[0].payload_digest == before.captures[0].payload_digest


def test_work_goes_on_with_what_is_left() -> None:
    record = redacted(published().record, 1)

    line = next_event(record.events[-1], record.events[-1].at, ANA, Act.NOTE, {"note": "Done."})

    assert decide(record, line, SCALES).claim.note == "Done."


def test_a_line_without_its_words_and_without_a_notice_is_found() -> None:
    events = redacted(signed().record, 1).events[:-1]

    assert [one.code for one in _found(events)] == ["history-redacted"] * (len(_found(events)))
    assert "no line says who took them out" in _found(events)[0].message


def test_a_line_that_has_its_words_again_is_found() -> None:
    before = signed().record
    after = redacted(before, 1)

    found = _found([before.events[0], *after.events[1:]])

    assert [(one.code, one.where) for one in found] == [("history-redacted", "here line 1")]
    assert f"when line {len(after.events)} took some out for good" in found[0].message


def test_other_words_in_their_place_are_found() -> None:
    after = redacted(signed().record, 1)
    body = after.events[0].body
    forged = after.events[0].model_copy(
        update={"body": {**body, "claim": {**body["claim"], "text": "Lies."}}}
    )

    assert {one.code for one in _found([forged, *after.events[1:]])} == {"history-redacted"}


def test_words_are_taken_out_with_a_reason() -> None:
    with pytest.raises(RuleRefused, match="with a reason"):
        redacted(signed().record, 1, why=" ")


@pytest.mark.parametrize(
    "body",
    [{}, {"lines": {}}, {"lines": {"9": "ab"}}, {"lines": []}, {"captures": ["c7"]}, {"captures": "c1"}],
)
def test_what_is_taken_out_is_on_record(body: dict[str, Any]) -> None:
    record = Told().record
    line = next_event(record.events[-1], record.events[-1].at, ANA, Act.REDACT, {**body, "why": WHY})
    with pytest.raises(BadInput, match="that are on record"):
        decide(record, line, SCALES)


def test_what_holds_no_words_stays_as_it_is() -> None:
    record = published().record
    line = next(event.seq for event in record.events if event.act in NEVER)

    assert taken_out(record.events, [line], SCALES).lines == ()
