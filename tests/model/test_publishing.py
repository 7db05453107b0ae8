"""Signed, published, corrected: the life of a claim once readers may see it."""

from collections.abc import Callable
from typing import Any

import pytest

from factcheck.cli.remedies import error_in_words
from factcheck.errors import BadInput, RuleRefused
from factcheck.model.decide import replay
from factcheck.model.publishing import next_version, stated
from factcheck.model.signing import changed_since_signed
from factcheck.model.status import as_json
from factcheck.model.vocabulary import Act, Status
from tests.records import ANA, BEN, SCALES, SHA, Told, held, published, rated, refusal, signed

CEM = "Cem Kaya"


def _void(told: Told) -> tuple[str, ...]:
    """What changed under the signature that is void."""
    assert told.status is Status.NEEDS_RECHECK
    return changed_since_signed(told.record, SCALES)


# Several reviewers


def test_a_verdict_for_two_is_signed_when_two_have_signed() -> None:
    told = rated().submit(2).decide()
    assert (told.status, told.record.reviewers_needed) == (Status.IN_REVIEW, 2)
    assert told.decide(by=CEM).status is Status.SIGNED_OFF
    assert [one.by for one in told.record.approvals] == [BEN, CEM]


@pytest.mark.parametrize("name", [BEN, "ben osei", " BEN  OSEI "])
def test_one_person_signs_once_however_the_name_is_written(name: str) -> None:
    refused = refusal(lambda: rated().submit(2).decide().decide(by=name))
    assert refused.rule == 3
    written = " ".join(name.split())
    who = BEN if written == BEN else f"{written} (another spelling of {BEN})"
    assert error_in_words(refused).startswith(f"Rule 3: {who} has signed bridge already.")
    assert error_in_words(refused).endswith("It needs 1 more person: --as NAME")


def test_how_many_are_still_needed_is_told() -> None:
    refused = refusal(lambda: rated().submit(3).decide().decide())
    assert error_in_words(refused).endswith("It needs 2 more people: --as NAME")


def test_one_reader_of_several_sends_the_verdict_back() -> None:
    told = rated().submit(2).decide().decide("return", by=CEM, comment="Which log?")
    assert told.status is Status.RETURNED
    assert told.rate().submit(2).decide().status is Status.IN_REVIEW


def test_who_signed_may_still_send_it_back() -> None:
    assert rated().submit(2).decide().decide("return", comment="I erred.").status is Status.RETURNED


def test_the_author_is_none_of_the_readers() -> None:
    assert refusal(lambda: rated().submit(2).decide(by=ANA)).rule == 3


def test_an_old_verdicts_signatures_count_for_no_new_one() -> None:
    told = rated().submit(2).decide().decide(by=CEM).rate("false").submit(2)
    assert (told.status, told.record.approvals) == (Status.IN_REVIEW, ())
    assert told.decide().decide(by=CEM).status is Status.SIGNED_OFF


@pytest.mark.parametrize("number", [0, -1, "2", None])
def test_a_number_of_readers_that_is_none_is_refused(number: object) -> None:
    with pytest.raises(BadInput, match="read by at least one reviewer"):
        rated().did(Act.SUBMIT, {"verdict": "v1", "reviewers": number})


def test_a_change_between_two_signatures_voids_the_first() -> None:
    told = rated().submit(2).decide().edit("Misheard.", claimant="Nour")
    assert _void(told) == ("claimant",)
    assert refusal(lambda: told.decide(by=CEM)).rule == 3


# What voids a signature, and in which words


CHANGES: dict[str, tuple[Callable[[Told], Told], tuple[str, ...]]] = {
    "wording": (lambda one: one.edit("x", text="The bridge opened in 1933."), ("wording",)),
    "quote": (lambda one: one.edit("x", quote="opened"), ("quote",)),
    "claimant": (lambda one: one.edit("x", claimant="Nour"), ("claimant",)),
    "date": (lambda one: one.edit("x", claimed_on="2011"), ("claimed on",)),
    "place": (lambda one: one.edit("x", said_in="A speech"), ("said in",)),
    "two fields": (lambda one: one.edit("x", claimant="Nour", quote="y"), ("claimant", "quote")),
    "a source": (lambda one: one.source("A slip.", id="s1", title="Another archive"), ("source s1",)),
    "a quote lost": (lambda one: one.recheck("quote-absent"), ("evidence e1 (quote-absent)",)),
    "a page gone": (lambda one: one.recheck("gone"), ("evidence e1 (gone)",)),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_signature_is_void_and_says_what_changed(name: str) -> None:
    change, words = CHANGES[name]
    told = change(held().submit().decide())
    assert _void(told) == words
    assert len(told.record.approvals) == 1, "the old approval stays visible"
    shown = as_json(told.record, SCALES)
    assert [one["in_force"] for one in shown["reviews"]] == [False]
    assert shown["changed_since_signed"] == list(words)


def test_a_quote_anchored_later_voids_what_was_signed_on_a_copy() -> None:
    told = (
        rated().submit().decide().capture(outcome="ok", text_digest=SHA, requested_url="https://a.example/")
    )
    assert told.status is Status.SIGNED_OFF
    assert _void(told.anchor()) == ("evidence e1", "a capture")


BESIDE: dict[str, Callable[[Told], Told]] = {
    "fields of the work": lambda one: one.edit(priority="high", context="So.", tags=["a"], assignee="Cem"),
    "a note": lambda one: one.did(Act.NOTE, {"note": "Call again."}),
    "comments": lambda one: one.comment(target="e1").resolve().comment("No.", reply_to="m1"),
    "another source": lambda one: one.source(title="Another"),
    "another quote": lambda one: one.cite("context"),
    "a contact": lambda one: one.contact(),
    "a quote that moved": lambda one: one.recheck("quote-moved"),
    "a page that could not be read": lambda one: one.recheck("undetermined"),
}


@pytest.mark.parametrize("name", BESIDE)
def test_what_nobody_signed_voids_nothing(name: str) -> None:
    told = BESIDE[name](held().submit().decide())
    assert told.status is Status.SIGNED_OFF
    assert changed_since_signed(told.record, SCALES) == ()


def test_a_page_that_came_back_makes_the_signature_good_again() -> None:
    told = held().submit().decide().recheck("gone").recheck("quote-exact")
    assert told.status is Status.SIGNED_OFF


def test_before_anybody_signed_nothing_is_void() -> None:
    assert changed_since_signed(rated().edit("x", claimant="Nour").record, SCALES) == ()


# Publishing


def test_a_signed_claim_is_published_and_its_version_is_what_stood_then() -> None:
    told = held().submit().decide()
    before = told.record
    told.publish()
    version = told.record.version
    assert (told.status, version and version.record, version and version.first.version) == (
        Status.PUBLISHED,
        before,
        1,
    )
    assert told.record.publications[0].by == ANA


NOT_PUBLISHED: dict[str, tuple[Callable[[], Told], int, str]] = {
    "unrated": (Told, 4, "only a signed claim is published, and bridge is unverified."),
    "rated": (held, 4, "only a signed claim is published, and bridge is rated."),
    "half signed": (lambda: held().submit(2).decide(), 4, "and bridge is in-review."),
    "void": (lambda: held().submit().decide().edit("x", claimant="N"), 4, "and bridge is needs-recheck."),
    "withdrawn": (lambda: held().withdraw(), 4, "and bridge is withdrawn."),
    "on copies alone": (
        signed,
        1,
        "bridge cites no quote that stands in a capture or a document of the desk.",
    ),
}


@pytest.mark.parametrize("name", NOT_PUBLISHED)
def test_what_may_not_be_published_is_refused_with_the_way_out(name: str) -> None:
    give, rule, said = NOT_PUBLISHED[name]
    refused = refusal(lambda: give().publish())
    assert refused.rule == rule
    assert said in error_in_words(refused)
    assert "factcheck " in error_in_words(refused)


@pytest.mark.parametrize("more", [{"version": 2}, {"digest": SHA}, {"verdict": "v2"}])
def test_what_was_printed_is_what_was_signed(more: dict[str, Any]) -> None:
    refused = refusal(lambda: held().submit().decide().publish(**more))
    assert (refused.rule, "what was printed is not what was signed" in error_in_words(refused)) == (4, True)


def test_a_rating_outside_the_truth_order_is_published_on_attempts() -> None:
    assert Told().source().rate("unverifiable").submit().decide().publish().status is Status.PUBLISHED


def test_the_same_version_is_printed_again_as_it_is() -> None:
    told = published().publish()
    assert (len(told.record.publications), len(told.record.versions)) == (2, 1)
    assert refusal(lambda: told.publish(digest=SHA)).rule == 4
    assert refusal(lambda: told.publish(verdict="v9")).rule == 4


def test_a_next_version_needs_a_correction() -> None:
    refused = refusal(lambda: published().publish(version=2))
    assert refused.rule == 4


NEXT: dict[str, tuple[Callable[[], Told], int | None]] = {
    "rated": (rated, None),
    "signed": (lambda: held().submit().decide(), 1),
    "published": (published, 1),
    "corrected": (lambda: published().correct(), 2),
    "rated anew": (lambda: published().correct().rate("false"), 1),
    "signed anew": (lambda: published().correct().rate("false").submit().decide(), 2),
    "void": (lambda: published().correct("void"), 1),
}


@pytest.mark.parametrize("name", NEXT)
def test_the_next_version_is_known(name: str) -> None:
    give, number = NEXT[name]
    assert next_version(give().record, SCALES) == number


def test_ids_of_publications_corrections_and_contacts_come_in_turn() -> None:
    with pytest.raises(BadInput, match='the next is "p1"'):
        held().submit().decide().publish(id="p2")
    with pytest.raises(BadInput, match='the next is "k1"'):
        published().correct(id="k2")
    with pytest.raises(BadInput, match='the next is "q1"'):
        Told().contact(id="q2")


# Frozen, and corrected in the open


FROZEN: dict[str, Callable[[Told], Told]] = {
    "rate": lambda one: one.rate("false"),
    "edit the wording": lambda one: one.edit("x", text="Another."),
    "edit the claimant": lambda one: one.edit("x", claimant="Nour"),
    "edit the date": lambda one: one.edit("x", claimed_on="2011"),
}


@pytest.mark.parametrize("name", FROZEN)
def test_what_is_published_changes_only_in_the_open(name: str) -> None:
    refused = refusal(lambda: FROZEN[name](published()))
    assert refused.rule == 4
    assert "factcheck correct bridge --kind major|minor|update" in error_in_words(refused)
    assert FROZEN[name](published().correct()).record.version is not None


@pytest.mark.parametrize("name", FROZEN)
def test_after_the_correction_is_out_it_is_frozen_again(name: str) -> None:
    told = published().correct().rate("false").submit().decide().publish()
    assert refusal(lambda: FROZEN[name](told)).rule == 4


def test_a_published_claim_is_withdrawn_only_once_it_is_void() -> None:
    refused = refusal(lambda: published().withdraw())
    assert (refused.rule, "factcheck correct bridge --kind void" in error_in_words(refused)) == (4, True)
    assert published().correct("void").withdraw().status is Status.WITHDRAWN


def test_the_void_notice_of_a_withdrawn_claim_can_still_be_printed() -> None:
    told = published().correct("void").withdraw().publish()
    assert told.record.corrections[0].version == 1


def test_work_around_a_published_check_goes_on() -> None:
    told = published().edit(priority="high", context="So.").contact().did(Act.NOTE, {"note": "x"})
    told.source(title="Another").capture("s2").cite("context", standing="filed", capture="c2")
    assert told.status is Status.PUBLISHED


def test_a_correction_keeps_what_was_said_before_and_what_is_said_after() -> None:
    told = published().correct()
    [pending] = told.record.corrections
    assert (pending.before.rating, pending.after, pending.version) == ("true", None, None)
    assert told.record.under_correction
    told.rate("false", summary="It did not.").submit().decide().publish()
    [out] = told.record.corrections
    assert (out.after and out.after.rating, out.after and out.after.summary, out.version) == (
        "false",
        "It did not.",
        2,
    )
    assert not told.record.under_correction
    assert told.record.versions[0].record.verdicts[-1].rating == "true"


def test_a_correction_that_changes_nothing_signed_is_published_on_the_old_signature() -> None:
    told = published().correct("minor")
    assert told.status is Status.SIGNED_OFF
    assert told.publish().status is Status.PUBLISHED
    assert (len(told.record.versions), told.record.corrections[0].version) == (2, 2)


def test_several_corrections_go_out_with_one_version() -> None:
    told = published().correct("minor").correct("update").publish()
    assert [one.version for one in told.record.corrections] == [2, 2]


def test_a_correction_cannot_say_what_the_desk_works_out_itself() -> None:
    said: dict[str, Any] = {
        "before": {"wording": "x", "rating": "false", "scale": "s", "scale_version": 9},
        "version": 7,
        "by": "Eve",
    }
    [correction] = published().correct(**said).record.corrections
    assert (correction.before.rating, correction.version, correction.by) == ("true", None, ANA)


@pytest.mark.parametrize("give", [Told, rated, signed])
def test_only_what_is_published_is_corrected(give: Callable[[], Told]) -> None:
    refused = refusal(lambda: give().correct())
    assert refused.rule == 4
    assert "not published, so there is nothing to correct" in error_in_words(refused)


# Void


def test_a_void_check_is_taken_back_at_once_and_printed_with_its_notice() -> None:
    told = published().correct("void")
    assert (told.record.is_void, told.status) == (True, Status.NEEDS_RECHECK)
    assert told.record.corrections[0].version is None
    told.publish()
    assert told.record.corrections[0].version == 1
    assert (told.record.corrections[0].after, len(told.record.versions)) == (None, 1)
    assert told.record.is_void


def test_a_void_check_stays_frozen_until_it_is_taken_up_in_the_open() -> None:
    told = published().correct("void").publish()
    assert refusal(lambda: told.rate("false")).rule == 4
    told.correct("update").rate("false").submit().decide().publish()
    assert (told.record.is_void, told.status) == (False, Status.PUBLISHED)
    assert [one.version for one in told.record.corrections] == [1, 2]


def test_a_void_check_is_not_put_out_again_on_the_signature_it_had() -> None:
    told = published().correct("void").publish().correct("minor")
    assert told.status is Status.NEEDS_RECHECK
    assert refusal(lambda: told.publish(version=2)).rule == 4


# Contacts


def test_somebody_is_asked_and_answers_later() -> None:
    told = Told().contact(asked="Did it open?")
    asked = told.record.contacts[0].plain()
    told.contact(**asked | {"answered_on": "2026-03-05", "answered": "Yes.", "public": True})
    [contact] = told.record.contacts
    assert (contact.asked, contact.answered, contact.public) == ("Did it open?", "Yes.", True)


@pytest.mark.parametrize("field", ["who", "how", "asked_on", "asked"])
def test_what_was_asked_stays_as_it_was_asked(field: str) -> None:
    told = Told().contact(asked="Did it open?")
    changed = {"who": "Eve", "how": "by letter", "asked_on": "2026-02-01", "asked": "Did it not?"}
    refused = refusal(lambda: told.contact(**told.record.contacts[0].plain() | {field: changed[field]}))
    assert refused.rule == 5


def test_an_answer_is_not_taken_out() -> None:
    told = Told().contact(answered_on="2026-03-05")
    asked = {key: value for key, value in told.record.contacts[0].plain().items() if key != "answered_on"}
    assert refusal(lambda: told.contact(**asked)).rule == 5
    assert refusal(lambda: told.contact(**asked, no_answer=True)).rule == 5


def test_an_answer_can_come_after_none_was_expected() -> None:
    told = Told().contact(no_answer=True)
    asked = {key: value for key, value in told.record.contacts[0].plain().items() if key != "no_answer"}
    told.contact(**asked, answered_on="2026-03-09")
    assert told.record.contacts[0].answered_on == "2026-03-09"


def test_a_withdrawn_claim_asks_nobody() -> None:
    assert refusal(lambda: Told().withdraw().contact()).rule == 5


# All of it together


def test_a_history_of_publications_tells_the_record_it_made() -> None:
    told = published().contact().correct().rate("false").submit().decide().publish().publish()
    told.correct("void").publish()
    assert replay(told.record.events, SCALES) == told.record


@pytest.mark.parametrize("act", [Act.PUBLISH, Act.CORRECT, Act.CONTACT])
@pytest.mark.parametrize("body", [{}, {"publication": 5}, {"correction": "x"}, {"contact": []}])
def test_a_line_that_does_not_hold_what_its_act_needs_is_refused(act: Act, body: dict[str, Any]) -> None:
    with pytest.raises((BadInput, RuleRefused)):
        published().did(act, body)


def test_a_claim_without_a_verdict_states_nothing() -> None:
    assert refusal(lambda: stated(Told().record)).rule == 4
