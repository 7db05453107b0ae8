"""What follows from a record: its status, its conflicts, the digest a sign-off binds."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings

from factcheck.errors import NotFound
from factcheck.model.claim import SIGNED
from factcheck.model.decide import decide, replay
from factcheck.model.event import digest
from factcheck.model.scale import Scale, Scales
from factcheck.model.signing import signing_digest, what_is_signed
from factcheck.model.status import as_json, status
from factcheck.model.vocabulary import Act, Status
from tests.records import ANA, BEN, SCALES, Told, published, rated, signed, told, whole_life


def test_a_claim_goes_its_whole_way() -> None:
    one = Told()
    seen = [one.status]
    steps: list[Callable[[], Told]] = [
        lambda: one.source().cite(),
        lambda: one.rate("half-true"),
        one.submit,
        lambda: one.decide("return", comment="Ask the builder."),
        one.rate,
        one.submit,
        one.decide,
        lambda: one.edit("Misheard.", text="The bridge opened in 1933."),
        lambda: one.rate("false"),
        one.submit,
        one.decide,
        lambda: one.did(Act.WITHDRAW, {"why": "Said by nobody."}),
    ]
    for step in steps:
        step()
        seen.append(one.status)
    assert [str(each) for each in seen] == [
        *["unverified", "checking", "rated", "in-review", "returned"],
        *["rated", "in-review", "signed-off", "needs-recheck"],
        *["rated", "in-review", "signed-off", "withdrawn"],
    ]


@pytest.mark.parametrize(
    "start",
    [Told.source, lambda one: one.did(Act.ASSIGN, {"assignee": BEN}), lambda one: one.edit(assignee=BEN)],
    ids=["source", "assign", "edit"],
)
def test_a_source_or_somebody_to_check_it_starts_the_check(start: Callable[[Told], Told]) -> None:
    assert start(Told()).status is Status.CHECKING


def test_words_alone_start_no_check() -> None:
    assert Told().did(Act.NOTE, {"note": "Call."}).edit(tags=["a"]).status is Status.UNVERIFIED


@pytest.mark.parametrize(
    "make", [Told, lambda: Told().source(), rated, lambda: rated().submit(), signed], ids=range(5)
)
def test_a_claim_is_withdrawn_from_anywhere(make: Callable[[], Told]) -> None:
    one = make().did(Act.WITHDRAW, {"why": "Not a claim."})
    assert one.status is Status.WITHDRAWN
    assert one.record.withdrawal == one.record.events[-1]


VOIDS: dict[str, Callable[[Told], Told]] = {
    "wording": lambda one: one.edit("Misheard.", text="The bridge opened in 1933."),
    "quote": lambda one: one.edit("Misheard.", quote="Nineteen thirty-two"),
    "claimant": lambda one: one.edit("Misheard.", claimant="Nour Haddad"),
    "date": lambda one: one.edit("Misread.", claimed_on="2022"),
    "place": lambda one: one.edit("Misread.", said_in="On air"),
    "cited source": lambda one: one.source("A slip.", id="s1", title="Another archive"),
    "new conflict": lambda one: one.cite("refutes", "Overlooked."),
}


@pytest.mark.parametrize("name", VOIDS)
def test_what_was_read_changes_and_the_signature_is_void(name: str) -> None:
    assert VOIDS[name](signed()).status is Status.NEEDS_RECHECK


KEEPS: dict[str, Callable[[Told], Told]] = {
    "note": lambda one: one.did(Act.NOTE, {"note": "Call."}),
    "assignee": lambda one: one.did(Act.ASSIGN, {"assignee": BEN}),
    "tags, priority, context": lambda one: one.edit(
        tags=["a"], priority="high", context="x", locator="line 2"
    ),
    "another source": lambda one: one.source(title="Paper").source(id="s2", title="The paper"),
    "more evidence the same way": lambda one: one.cite("supports").cite("context"),
    "a capture nobody cites": lambda one: one.capture(),
    "the same wording again": lambda one: one.edit("Checked.", text="The bridge  opened in 1932.\n"),
}


@pytest.mark.parametrize("name", KEEPS)
def test_what_was_not_read_changes_and_the_signature_holds(name: str) -> None:
    assert KEEPS[name](signed()).status is Status.SIGNED_OFF


@pytest.mark.parametrize("field", sorted(SIGNED))
def test_a_rated_claim_changed_in_what_its_verdict_rests_on_needs_a_new_verdict(field: str) -> None:
    other = "2022" if field == "claimed_on" else "Something else."
    for one in (rated(), rated().submit()):
        assert one.edit("Misheard.", **{field: other}).status is Status.NEEDS_RECHECK


def test_a_signature_comes_back_with_the_words_it_was_given_for() -> None:
    one = signed().edit("Misheard.", claimant="Nour").edit("Heard right.", claimant=None)
    assert one.status is Status.SIGNED_OFF


def test_a_rated_claim_with_a_new_conflict_needs_a_recheck() -> None:
    assert rated().cite("refutes").status is Status.NEEDS_RECHECK
    assert rated().cite("refutes").rate("half-true", resolves="The later one errs.").status is Status.RATED


def test_a_new_verdict_is_not_in_review_until_it_is_submitted() -> None:
    assert rated().submit().rate("false").status is Status.RATED
    assert signed().rate("false").status is Status.RATED


def _scales(label: str, version: int = 1) -> Scales:
    seven = SCALES.get("seven-step").plain()
    seven["ratings"][0]["label"] = label
    return Scales.of([Scale.of({**seven, "version": version})])


def test_a_scale_changed_under_the_same_version_voids_the_signature() -> None:
    record = signed().record
    assert status(record, _scales("True")) is Status.SIGNED_OFF
    assert status(record, _scales("Correct")) is Status.NEEDS_RECHECK


def test_a_scale_version_gone_is_told() -> None:
    with pytest.raises(NotFound, match='Version 1 of the scale "seven-step" is gone'):
        status(signed().record, _scales("True", version=2))


def test_a_cited_captures_digest_is_signed() -> None:
    def held(payload: str) -> Told:
        one = Told().source().capture(payload_digest=payload * 32)
        return one.cite(standing="filed", capture="c1").rate()

    assert signing_digest(held("ab").record, SCALES) == signing_digest(held("ab").record, SCALES)
    assert signing_digest(held("ab").record, SCALES) != signing_digest(held("cd").record, SCALES)


@pytest.mark.parametrize(
    "other",
    [
        {"rating": "false"},
        {"rationale": "x"},
        {"summary": "x"},
        {"cites": ["e1"]},
        {"by": BEN},
        {"resolves": "x"},
    ],
)
def test_every_word_of_the_verdict_is_signed(other: dict[str, Any]) -> None:
    one, changed = (Told().source().cite().cite().rate(**more) for more in ({}, other))
    assert signing_digest(one.record, SCALES) != signing_digest(changed.record, SCALES)


def test_without_a_verdict_there_is_nothing_to_sign() -> None:
    with pytest.raises(NotFound, match="bridge has no verdict to sign"):
        signing_digest(Told().record, SCALES)


@pytest.mark.parametrize(
    ("stances", "conflict"),
    [
        ((), False),
        (("supports", "supports"), False),
        (("supports", "context"), False),
        (("refutes", "context"), False),
        (("refutes", "context", "supports"), True),
    ],
)
def test_evidence_for_and_against_is_a_conflict(stances: tuple[str, ...], conflict: bool) -> None:
    one = Told().source()
    for stance in stances:
        one.cite(stance)
    assert one.record.in_conflict is conflict


def test_the_plain_record_has_the_words_of_the_contract() -> None:
    plain = as_json(signed(claimant="Nour").record, SCALES)
    assert (plain["ref"], plain["claimant"], plain["status"], plain["verdict"]) == (
        "bridge",
        "Nour",
        "signed-off",
        "true",
    )
    assert [
        [one["id"] for one in plain[name]] for name in ("sources", "evidence", "verdicts", "reviews")
    ] == [
        ["s1"],
        ["e1"],
        ["v1"],
        ["r1"],
    ]
    assert plain["digest"] == plain["reviews"][0]["digest"]
    assert as_json(Told().record, SCALES)["digest"] is None


@settings(max_examples=40)
@given(told())
def test_any_history_tells_the_same_record_and_status_again(one: Told) -> None:
    again = replay(one.record.events, SCALES)
    assert again == one.record
    assert as_json(again, SCALES) == as_json(one.record, SCALES)


def _busy() -> Told:
    """A claim that was signed, published, asked about, corrected, rated anew and published again."""
    one = published().contact().did(Act.NOTE, {"note": "Call."}).did(Act.ASSIGN, {"assignee": ANA})
    one.correct().source(title="Log").rate("false").submit().decide().publish()
    return one.correct("void").publish().did(Act.WITHDRAW, {"why": "Void."})


@pytest.mark.parametrize("story", [_busy, whole_life], ids=["busy", "whole life"])
def test_the_digest_kept_from_line_to_line_is_the_one_worked_out_anew(story: Callable[[], Told]) -> None:
    record = None
    for event in story().record.events:
        record = decide(record, event, SCALES)
        if record.verdict:
            assert signing_digest(record, SCALES) == digest(what_is_signed(record, SCALES))
