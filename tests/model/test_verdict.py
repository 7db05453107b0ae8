"""Verdicts and reviews."""

from typing import Any

import pytest

from factcheck.model.verdict import Review, Verdict, marked, marked_anew
from tests.records import ANA, BEN, SHA, findings_of

VERDICT = {
    "id": "v1",
    "rating": "true",
    "scale": "seven-step",
    "scale_version": 1,
    "wording": "The bridge opened in 1932.",
    "rationale": "The programme of the day is kept.",
    "by": ANA,
    "at": "2026-03-02T09:00:00Z",
}
REVIEW = {
    "id": "r1",
    "verdict": "v1",
    "decision": "approve",
    "digest": SHA,
    "by": BEN,
    "at": "2026-03-02T10:00:00Z",
}


@pytest.mark.parametrize(("kind", "given"), [(Verdict, VERDICT), (Review, REVIEW)])
def test_what_is_said_is_kept(kind: type[Any], given: dict[str, Any]) -> None:
    assert kind.of(given).plain() == given


@pytest.mark.parametrize("field", VERDICT)
def test_a_verdict_says_all_it_must(field: str) -> None:
    found = findings_of(lambda: Verdict.of({**VERDICT, field: None}, "v1"))
    assert found == [f"v1: {field}: is missing or empty. Give it a value."]


@pytest.mark.parametrize("field", REVIEW)
def test_a_review_says_all_it_must(field: str) -> None:
    found = findings_of(lambda: Review.of({**REVIEW, field: None}, "r1"))
    assert found == [f"r1: {field}: is missing or empty. Give it a value."]


@pytest.mark.parametrize(
    "wrong",
    [
        {"rating": "Half True"},
        {"scale": "../x"},
        {"cites": ["first"]},
        {"cites": "e1"},
        {"scale_version": "new"},
    ],
)
def test_a_verdict_that_does_not_fit_is_refused_by_field(wrong: dict[str, Any]) -> None:
    found = findings_of(lambda: Verdict.of({**VERDICT, **wrong}))
    assert len(found) == 1
    assert found[0].startswith(next(iter(wrong)))


def test_a_decision_is_approve_or_return() -> None:
    assert findings_of(lambda: Review.of({**REVIEW, "decision": "aprove"})) == [
        'decision: "aprove" is not a word the desk knows here. Did you mean "approve"?'
    ]


def test_marks_in_reasons_are_found_and_point_elsewhere_all_at_once() -> None:
    reasons = "It says so [e1], and so do [e2, e10]; [x1] and e1 alone are words."
    assert marked(reasons) == ["e1", "e2", "e10"]
    anew = marked_anew(reasons, {"e1": "e2", "e2": "e1"})
    assert anew == "It says so [e2], and so do [e1, e10]; [x1] and e1 alone are words."
