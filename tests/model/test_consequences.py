"""What has to be said at once of an act: a signature that is void, a page that says something else."""

from collections.abc import Callable

import pytest

from factcheck.cli.remedies import finding_in_words
from factcheck.model.consequences import consequences
from factcheck.model.vocabulary import Act
from tests.records import ANCHORED, BEN, SCALES, Told, held, rated

Acts = Callable[[Told], Told]
CORRECT = "Correct it in the open: factcheck correct bridge --kind major|minor|update --what … --why …"


def _signed() -> Told:
    return held().submit().decide()


def _published() -> Told:
    return _signed().publish()


def _said(told: Told, act: Acts) -> list[str]:
    before = told.record
    return [finding_in_words(one) for one in consequences(before, act(told).record, SCALES)]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda one: one.recheck("quote-altered", found="opened in 1933"), "evidence e1 (quote-altered)"),
        (lambda one: one.recheck("quote-absent"), "evidence e1 (quote-absent)"),
        (
            lambda one: one.cite("refutes", "Overlooked."),
            "It needs a recheck now: there is evidence for and against.",
        ),
    ],
    ids=["altered", "absent", "against"],
)
def test_what_needs_a_recheck_names_the_way_of_corrections_once_it_is_published(
    act: Acts, words: str
) -> None:
    [said] = _said(_signed(), act)
    assert words in said
    assert "Rate it again: factcheck rate bridge" in said

    said = _said(_published(), act)[0]
    assert "The next publication tells readers that it is looked at again." in said
    assert CORRECT in said


def test_a_quote_that_is_found_in_a_capture_voids_the_signature_under_it() -> None:
    told = (
        held()
        .source(title="Paper")
        .cite()
        .rate()
        .submit()
        .decide()
        .capture("s2", outcome="ok", text_digest="ab" * 32)
    )
    before = told.record
    quote = before.quote(before.evidence[-1].id)
    told.did(Act.ANCHOR, {"evidence": quote.plain() | ANCHORED | {"capture": f"c{len(before.captures)}"}})
    [said] = [finding_in_words(one) for one in consequences(before, told.record, SCALES)]
    assert "The signature of Ben Osei is void" in said
    assert f"evidence {quote.id}" in said


def test_a_new_verdict_under_a_correction_is_what_the_correction_is_for() -> None:
    told = _published().correct()
    assert _said(told, lambda one: one.rate("false")) == []


@pytest.mark.parametrize(
    "act",
    [
        lambda one: one.did(Act.NOTE, {"note": "Ring Eve."}),
        lambda one: one.comment("Ring Eve.").resolve(),
        lambda one: one.did(Act.ASSIGN, {"assignee": "Ben"}),
        lambda one: one.recheck("same-text"),
        lambda one: one.correct(),
        lambda one: one.publish(),
    ],
    ids=["note", "comment", "assign", "recheck", "correct", "publish"],
)
def test_what_changes_nothing_readers_see_needs_no_word(act: Acts) -> None:
    assert _said(_published(), act) == []


def test_what_nobody_signed_needs_no_word() -> None:
    assert _said(held(), lambda one: one.cite("refutes").edit("So.", claimant="Eve")) == []


def test_what_was_open_when_somebody_signed_is_said() -> None:
    told = (
        rated().submit().comment("Which log?").comment("And where?", target="e1").comment("?").resolve("m3")
    )

    said = _said(told, lambda one: one.decide())

    assert said == [
        f"bridge: 2 comments were open when it was signed, m1 by {BEN} and others: Which log? "
        "Read on: factcheck show bridge"
    ]
    assert _said(rated().submit().comment().resolve(), lambda one: one.decide()) == []
