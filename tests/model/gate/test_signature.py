"""The verdict in force: signed, still what was signed, and answered for."""

from collections.abc import Callable

import pytest

from factcheck.model.gate.context import SameWording
from factcheck.model.scale import Scales
from tests.model.gate.asking import codes, mend, only
from tests.records import BEN, SCALES, Told, held, published, rated, signed

UNSIGNED: dict[str, tuple[Callable[[], Told], str, str]] = {
    "not rated": (Told, "There is no verdict yet.", "factcheck rate bridge RATING"),
    "rated": (rated, "No second person has read the verdict.", "factcheck submit bridge"),
    "in review": (lambda: rated().submit(), "0 of 1 have signed the verdict.", "factcheck approve bridge"),
    "signed by one of two": (
        lambda: rated().submit(2).decide(),
        "1 of 2 have signed the verdict.",
        "factcheck approve bridge",
    ),
    "returned": (
        lambda: rated().submit().decide("return", comment="Say which."),
        "Ben Osei returned the verdict: Say which.",
        "factcheck rate bridge",
    ),
    "withdrawn": (lambda: rated().withdraw(), "The claim is withdrawn.", "factcheck add"),
}


@pytest.mark.parametrize("name", UNSIGNED)
def test_what_is_not_signed_says_how_far_it_is(name: str) -> None:
    give, message, command = UNSIGNED[name]
    finding = only(give(), "not-signed")
    assert finding.blocks
    assert finding.finding.message == message
    assert command in mend(finding)


@pytest.mark.parametrize("give", [signed, published, lambda: published().correct()])
def test_what_is_signed_or_out_is_signed(give: Callable[[], Told]) -> None:
    assert codes(give()).isdisjoint({"not-signed", "signature-void", "verdict-outdated"})


def test_a_void_signature_says_what_changed() -> None:
    finding = only(signed().edit("Misheard.", claimant="Nour"), "signature-void")
    assert finding.blocks
    assert finding.finding.message == "Ben Osei signed the verdict, and since then changed: claimant."
    assert "verdict-outdated" not in codes(signed().edit("Misheard.", claimant="Nour"))


def test_a_new_verdict_leaves_nothing_void() -> None:
    assert "signature-void" not in codes(signed().edit("Misheard.", claimant="Nour").rate())


def test_a_verdict_on_what_changed_since_is_outdated() -> None:
    finding = only(rated().edit("Misheard.", claimant="Nour"), "verdict-outdated")
    assert finding.blocks
    assert mend(finding).startswith("Rate it again: factcheck rate bridge true")


def test_a_quote_that_changed_before_anybody_signed_outdates_the_verdict() -> None:
    told = held().recheck("quote-altered")
    finding = only(told, "verdict-outdated")
    assert finding.finding.message == "e1 is quote-altered since the verdict was given."
    assert finding.place == ("drift", "d1", "rung")
    assert "verdict-outdated" not in codes(told.rate())


def test_a_quote_that_changed_after_the_signature_voids_it() -> None:
    told = held().submit().decide().recheck("quote-absent")
    assert "evidence e1 (quote-absent)" in only(told, "signature-void").finding.message


def test_a_check_that_was_taken_back_stays_back_until_it_is_rated_anew() -> None:
    told = published().correct("void")
    finding = only(told, "verdict-outdated")
    assert finding.place == ("corrections", "k1")
    assert "factcheck correct bridge" in mend(finding)
    assert "verdict-outdated" not in codes(told.publish().correct("update").rate("false"))


def test_a_desk_that_asks_for_more_signatures_by_now_is_told() -> None:
    finding = only(signed(), "too-few-signatures", reviewers=2)
    assert finding.finding.message == "1 signed the verdict; the desk asks for 2 by now."
    assert "too-few-signatures" not in codes(signed(), reviewers=1)
    assert "too-few-signatures" not in codes(rated(), reviewers=2)
    assert "too-few-signatures" not in codes(published(), reviewers=2)


def test_a_rating_the_newest_scale_has_no_more_is_retired() -> None:
    old = SCALES.get("seven-step")
    kept = tuple(one for one in old.ratings if one.id != "true")
    ratings = tuple(
        one if one.order is None else one.model_copy(update={"order": one.order - 1}) for one in kept
    )
    newer = old.model_copy(update={"version": 2, "ratings": ratings})
    scales = Scales.of([*SCALES.by_version.values(), newer])
    finding = only(rated(), "rating-retired", scales=scales)
    assert finding.finding.message == '"true" is no rating of version 2 of Seven-step truth scale.'
    assert "factcheck rate bridge RATING" in mend(finding)
    assert "rating-retired" not in codes(rated())


def test_whoever_was_asked_and_is_not_heard_of_is_named() -> None:
    told = rated().contact()
    finding = only(told, "contact-open")
    assert not finding.blocks
    assert finding.finding.message == "q1 was asked on 2026-03-01; what came of it is not recorded."
    assert "contact-open" not in codes(told.contact(id="q1", no_answer=True))
    assert "contact-open" not in codes(rated().contact(answered_on="2026-03-02"))


def test_the_same_wording_rated_otherwise_is_named() -> None:
    alike = (SameWording("bridge-2", "false"), SameWording("bridge-3", "true"))
    finding = only(rated(), "same-wording", alike=alike)
    assert not finding.blocks
    assert finding.finding.message == "bridge-2 says the same and is rated false, not true."
    assert "same-wording" not in codes(rated(), alike=alike[1:])
    assert "same-wording" not in codes(Told(), alike=alike)


def test_a_second_reader_signed() -> None:
    assert BEN in only(signed().edit("x", quote="y"), "signature-void").finding.message
