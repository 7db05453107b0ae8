"""The results of rechecking a quote, and what repeated failures of a source mean."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from factcheck.model.evidence import Evidence
from factcheck.model.source import Capture
from factcheck.model.vocabulary import Outcome, RecheckResult
from factcheck.reading.quote.quotes import IndexedText, find_quote
from factcheck.reading.quote.recheck import Snapshot, compare_quote, repeated_failures

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
QUOTE = "more than 3,000 people had not been told"
TEXT = f"The council met on Monday. It heard that {QUOTE} about the closure of the bridge. Then it voted."


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def capture(outcome: Outcome = Outcome.OK, hours: float = 0, **more: Any) -> Capture:
    body = {"payload_digest": digest(repr((outcome, hours)))} if outcome.holds_words else {}
    fields = {"id": "c1", "source": "s1", "outcome": outcome, "fetched_at": AT + timedelta(hours=hours)}
    return Capture.model_validate({**fields, "record": digest("record"), **body, **more})


def evidence(text: str = TEXT, quote: str = QUOTE, **more: Any) -> Evidence:
    (place,) = find_quote(IndexedText(text), quote).places
    selector = {"exact": place.exact, "prefix": place.prefix, "suffix": place.suffix, "match": place.match}
    where = {"capture": "c1", "position": {"start": place.start, "end": place.end}}
    kept = {"id": "e1", "source": "s1", "stance": "supports", "standing": "anchored"}
    return Evidence.model_validate({**kept, **selector, **where, **more})


BEFORE = Snapshot(capture(), TEXT)


def after(text: str | None, outcome: Outcome = Outcome.OK, **more: Any) -> Snapshot:
    return Snapshot(capture(outcome, 720, **{"id": "c2", **more}), text)


def result(text: str | None, outcome: Outcome = Outcome.OK, **more: Any) -> RecheckResult:
    return compare_quote(evidence(), BEFORE, after(text, outcome, **more)).result


def test_the_same_bytes_need_no_reading() -> None:
    assert result(None, payload_digest=BEFORE.capture.payload_digest) == RecheckResult.SAME_BYTES
    assert result(None, Outcome.UNCHANGED, baseline="c1") == RecheckResult.SAME_BYTES


def test_the_same_text_in_other_bytes() -> None:
    assert result(TEXT) == RecheckResult.SAME_TEXT


def test_a_quote_at_its_place_in_a_changed_page() -> None:
    assert result(f"Updated today. {TEXT}") == RecheckResult.QUOTE_EXACT
    assert result(TEXT.replace("3,000 people", "3,000\u00a0people")) == RecheckResult.QUOTE_TYPOGRAPHIC


def test_a_quote_between_other_words_has_moved() -> None:
    step = compare_quote(
        evidence(), BEFORE, after(f"A correction. On Friday {QUOTE} anything, the paper says.")
    )

    assert step.result == RecheckResult.QUOTE_MOVED
    assert "the words around it" in step.reason


def test_one_of_several_places_that_keeps_its_context_has_not_moved() -> None:
    assert result(f"{QUOTE.capitalize()}, says our headline. {TEXT}") == RecheckResult.QUOTE_EXACT


def test_an_altered_quote_is_shown_in_its_new_wording() -> None:
    step = compare_quote(evidence(), BEFORE, after(TEXT.replace("3,000", "2,000")))

    assert step.result == RecheckResult.QUOTE_ALTERED
    assert step.found == QUOTE.replace("3,000", "2,000")
    assert "materially" in step.reason
    assert "[-3,000-]{+2,000+}" in step.reason


def test_a_change_of_spelling_alone_is_said_to_be_one() -> None:
    text = "The council said that it had organised the whole of the labour for the bridge."
    step = compare_quote(
        evidence(text, "it had organised the whole of the labour"),
        Snapshot(capture(), text),
        after(text.replace("organised", "organized")),
    )

    assert step.result == RecheckResult.QUOTE_ALTERED
    assert "in wording only" in step.reason


def test_a_quote_that_is_nowhere_in_a_whole_page_is_absent() -> None:
    assert result("The council met on Monday. Then it voted.") == RecheckResult.QUOTE_ABSENT
    assert (
        result("Updated. The council met on Monday. Then it voted.", status=200) == RecheckResult.QUOTE_ABSENT
    )


@pytest.mark.parametrize(
    "text",
    [
        "The harbour is closed until further notice, said the port authority.",
        "The council met on Monday. To read on, become a member. Then it voted.",
        "The council met on Monday.",
    ],
)
def test_another_page_says_nothing_of_the_quote(text: str) -> None:
    assert result(text) == RecheckResult.UNDETERMINED


DRAWN = {"product": "Chrome/1", "width": 1280, "height": 900}
MEMBER, ACCEPTED = {**DRAWN, "logged_in": True}, {**DRAWN, "accepted": "Accept all"}


@pytest.mark.parametrize(
    ("then", "now", "found"),
    [
        (DRAWN, DRAWN, RecheckResult.QUOTE_ABSENT),
        (DRAWN, MEMBER, RecheckResult.QUOTE_ABSENT),
        (DRAWN, None, RecheckResult.UNDETERMINED),
        (None, DRAWN, RecheckResult.UNDETERMINED),
        (MEMBER, DRAWN, RecheckResult.UNDETERMINED),
        (ACCEPTED, DRAWN, RecheckResult.UNDETERMINED),
    ],
)
def test_a_page_that_came_by_another_way_may_lack_a_quote(
    then: dict[str, Any] | None, now: dict[str, Any] | None, found: RecheckResult
) -> None:
    baseline = Snapshot(capture(browser=then), TEXT)
    without = TEXT.replace(f" It heard that {QUOTE} about the closure of the bridge.", "")
    assert compare_quote(evidence(), baseline, after(without, browser=now)).result is found
    assert (
        compare_quote(evidence(), baseline, after(f"Today. {TEXT}", browser=now)).result
        is RecheckResult.QUOTE_EXACT
    )


def test_a_drawn_page_is_held_against_its_words_and_not_its_bytes() -> None:
    baseline = Snapshot(capture(browser=DRAWN), TEXT)
    same: dict[str, Any] = {"payload_digest": baseline.capture.payload_digest, "browser": DRAWN}
    changed = compare_quote(evidence(), baseline, after(TEXT.replace("3,000", "2,000"), **same))
    assert changed.result is RecheckResult.QUOTE_ALTERED
    assert compare_quote(evidence(), baseline, after(TEXT, **same)).result is RecheckResult.SAME_TEXT


@pytest.mark.parametrize("other", ["09:45 · reader 17", "You are reader 5f2a.", "1 May 2024, 12 comments"])
def test_what_a_page_tells_each_visitor_anew_leaves_a_quote_where_it_is(other: str) -> None:
    baseline = Snapshot(capture(browser=DRAWN), f"09:31 · reader 12\n\n{TEXT}\n\n3 comments")
    now = after(f"{other}\n\n{TEXT}\n\n{other}", browser=DRAWN)
    assert compare_quote(evidence(baseline.text or ""), baseline, now).result is RecheckResult.QUOTE_EXACT


def test_only_the_page_itself_says_what_it_lacks() -> None:
    left = "The council met on Monday. Then it voted."
    for more in ({"status": 203}, {"status": 202}, {"text_outcome": "text:cut"}):
        step = compare_quote(evidence(), BEFORE, after(left, **more))
        assert (step.result, bool(step.reason)) == (RecheckResult.UNDETERMINED, True)
    assert result(TEXT, status=203) == RecheckResult.SAME_TEXT


@pytest.mark.parametrize("outcome", [Outcome.PARTIAL, Outcome.PARTIAL_ENCODING, Outcome.PARTIAL_INCOMPLETE])
def test_what_lacks_in_a_part_of_a_page_is_undetermined(outcome: Outcome) -> None:
    assert result("The council met on Mon", outcome) == RecheckResult.UNDETERMINED
    assert result(TEXT.replace("3,000", "2,000"), outcome) == RecheckResult.UNDETERMINED
    assert result(f"Updated. {TEXT}", outcome) == RecheckResult.QUOTE_EXACT


WORDLESS = [outcome for outcome in Outcome if not outcome.holds_words and outcome != Outcome.UNCHANGED]


@pytest.mark.parametrize("outcome", WORDLESS)
def test_a_failure_a_block_or_a_suspicion_says_nothing_of_the_quote(outcome: Outcome) -> None:
    step = compare_quote(
        evidence(), BEFORE, after("Please prove that you are human.", outcome, reason="Captcha")
    )

    assert step.result == RecheckResult.UNDETERMINED
    assert outcome.value in step.reason
    assert "Captcha" in step.reason


def test_a_page_that_could_not_be_read_is_undetermined() -> None:
    assert result(None) == RecheckResult.UNDETERMINED
    assert (
        "text:failed:cpu"
        in compare_quote(evidence(), BEFORE, after(None, text_outcome="text:failed:cpu")).reason
    )


def test_context_that_was_not_kept_is_taken_from_the_earlier_text() -> None:
    bare = evidence().model_copy(update={"prefix": None, "suffix": None})
    moved = after(f"On Friday {QUOTE} anything, the paper says.")

    assert compare_quote(bare, BEFORE, moved).result == RecheckResult.QUOTE_MOVED
    assert compare_quote(bare, Snapshot(capture(), None), moved).result == RecheckResult.QUOTE_EXACT
    assert compare_quote(bare, BEFORE, after(f"Updated. {TEXT}")).result == RecheckResult.QUOTE_EXACT


def test_an_elided_quote_is_compared_too() -> None:
    elided = evidence(quote="The council met on Monday […] more than 3,000 people had not been told")

    assert elided.exact == "The council met on Monday […] more than 3,000 people had not been told"
    assert (
        compare_quote(elided, BEFORE, after(TEXT.replace("It heard", "Later it heard"))).result
        == RecheckResult.QUOTE_TYPOGRAPHIC
    )
    assert (
        compare_quote(elided, BEFORE, after(TEXT.replace("had not", "had"))).result
        == RecheckResult.QUOTE_ALTERED
    )


# Repeated failures


def after_attempts(*attempts: tuple[Outcome, float], **more: Any) -> RecheckResult | None:
    return repeated_failures([capture(outcome, hours, **more) for outcome, hours in attempts])


@pytest.mark.parametrize("outcome", [Outcome.NOT_FOUND, Outcome.DNS])
def test_not_found_twice_a_day_apart_is_gone(outcome: Outcome) -> None:
    assert after_attempts((Outcome.OK, 0), (outcome, 10)) is None
    assert after_attempts((Outcome.OK, 0), (outcome, 10), (outcome, 33.9)) is None
    assert after_attempts((Outcome.OK, 0), (outcome, 10), (outcome, 34)) == RecheckResult.GONE
    assert after_attempts((outcome, 0), (outcome, 1), (outcome, 2), (outcome, 30)) == RecheckResult.GONE


def test_a_success_in_between_begins_the_count_anew() -> None:
    missing = Outcome.NOT_FOUND

    assert after_attempts((missing, 0), (Outcome.OK, 1), (missing, 30)) is None
    assert after_attempts((missing, 0), (Outcome.UNCHANGED, 1), (missing, 30)) is None
    assert after_attempts((missing, 0), (missing, 30), (Outcome.PARTIAL, 31)) is None
    assert after_attempts((missing, 0), (Outcome.BLOCKED_BY_SITE, 1), (missing, 30)) == RecheckResult.GONE
    assert after_attempts((missing, 0), (missing, 30), (Outcome.TIMEOUT, 31)) == RecheckResult.GONE


@pytest.mark.parametrize("outcome", [Outcome.HTTP, Outcome.TIMEOUT, Outcome.CONNECT, Outcome.TLS_EXPIRED])
def test_three_passing_failures_in_a_row_are_unreachable(outcome: Outcome) -> None:
    assert after_attempts((outcome, 0), (outcome, 1)) is None
    assert after_attempts((outcome, 0), (outcome, 1), (outcome, 2)) == RecheckResult.UNREACHABLE
    assert (
        after_attempts((outcome, 0), (Outcome.TIMEOUT, 1), (Outcome.TLS_FAILED, 2))
        == RecheckResult.UNREACHABLE
    )
    assert after_attempts((outcome, 0), (Outcome.OK, 1), (outcome, 2), (outcome, 3)) is None
    assert after_attempts((outcome, 0), (Outcome.BLOCKED_BY_SITE, 1), (outcome, 2), (outcome, 3)) is None


def test_an_answer_that_refuses_is_not_unreachable() -> None:
    assert after_attempts(*((Outcome.HTTP, hour) for hour in range(4)), status=403) is None
    assert (
        after_attempts(*((Outcome.HTTP, hour) for hour in range(4)), status=503) == RecheckResult.UNREACHABLE
    )


def test_what_a_person_filed_is_no_attempt() -> None:
    missing = Outcome.NOT_FOUND

    assert after_attempts((missing, 0), (Outcome.FILED, 1), (missing, 30)) == RecheckResult.GONE
    assert after_attempts((Outcome.FILED, 1)) is None
    assert after_attempts() is None
