"""Corrections begun, and people who were asked to answer, on a real desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound, NotSoNow, RuleRefused
from factcheck.model.vocabulary import CorrectionKind, Decision, Status
from factcheck.store.listing import ListPage
from factcheck.workflow.claims.contacts import contact
from factcheck.workflow.claims.corrections import correct
from factcheck.workflow.claims.edit import edit_claim
from factcheck.workflow.claims.list import Wanted, list_claims, list_page, show_claim
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from tests.desks import added, by, opened, printed

ASKED = {"who": "The mayor", "how": "by e-mail"}
TODAY = "2026-11-03"


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path) as desk:
        added(desk, "The bridge opened in 1932.", ref="bridge")
        yield desk


def _rated(desk: Desk, folder: Path) -> None:
    log = folder / "log.txt"
    log.write_text("The bridge was opened in 1932.", "utf-8")
    add_source(desk, "bridge", str(log), {})
    cite(desk, "bridge", "s1", {"exact": "opened in 1932", "stance": "supports"})
    rate(desk, "bridge", "true", Reasons("The log says so."))


def _published(desk: Desk, folder: Path) -> None:
    _rated(desk, folder)
    submit(desk, "bridge")
    review(by(desk, "Ben"), "bridge", Decision.APPROVE, None, None)
    printed(desk, "bridge")


def _contacts(desk: Desk) -> list[dict[str, object]]:
    return [one.plain() for one in show_claim(desk, "bridge").contacts]


# contact


def test_whoever_is_asked_is_asked_today_unless_said_otherwise(desk: Desk) -> None:
    assert contact(desk, "bridge", None, ASKED).plain() == {"id": "q1", **ASKED, "asked_on": TODAY}
    assert contact(desk, "bridge", None, {**ASKED, "asked_on": "2026-10"}).asked_on == "2026-10"


def test_an_answer_goes_to_the_one_who_waits(desk: Desk) -> None:
    contact(desk, "bridge", None, ASKED)
    answered = contact(desk, "bridge", None, {"answered": "It did."})
    assert (answered.id, answered.answered, answered.answered_on) == ("q1", "It did.", TODAY)
    assert len(_contacts(desk)) == 1


def test_an_answer_goes_to_whom_it_names(desk: Desk) -> None:
    contact(desk, "bridge", None, ASKED)
    contact(desk, "bridge", None, {**ASKED, "who": "The builder"})
    assert contact(desk, "bridge", None, {"who": "The builder", "no_answer": True}).id == "q2"
    assert contact(desk, "bridge", None, {"answered": "It did."}).id == "q1"


def test_where_several_wait_one_is_named(desk: Desk) -> None:
    contact(desk, "bridge", None, ASKED)
    contact(desk, "bridge", None, ASKED)
    with pytest.raises(NotSoNow, match="several wait for an answer") as told:
        contact(desk, "bridge", None, {"answered": "It did."})
    assert [(one.where, one.message) for one in told.value.findings] == [
        (name, f"The mayor, asked on {TODAY}.") for name in ("q1", "q2")
    ]
    assert contact(desk, "bridge", "q2", {"answered": "It did."}).id == "q2"


def test_an_answer_nobody_was_asked_for_says_what_to_record_first(desk: Desk) -> None:
    with pytest.raises(BadInput, match=r"Record whom you asked first\.") as told:
        contact(desk, "bridge", None, {"answered": "It did."})
    assert [one.act for one in told.value.remedies] == ["contact"]
    contact(desk, "bridge", None, {**ASKED, "no_answer": True})
    with pytest.raises(BadInput, match="nobody who was asked waits"):
        contact(desk, "bridge", None, {"who": "The mayor", "answered": "It did."})


def test_a_contact_there_is_not_is_named_with_the_near_one(desk: Desk) -> None:
    contact(desk, "bridge", None, ASKED)
    with pytest.raises(NotFound, match='bridge has no contact "q2"'):
        contact(desk, "bridge", "q2", {"answered": "It did."})


def test_a_contact_is_made_public_and_private_again(desk: Desk) -> None:
    contact(desk, "bridge", None, ASKED)
    assert contact(desk, "bridge", "q1", {"public": True}).public
    assert not contact(desk, "bridge", "q1", {"public": False}).public


def test_saying_the_same_twice_is_one_line_of_history(desk: Desk) -> None:
    contact(desk, "bridge", None, ASKED)
    contact(desk, "bridge", "q1", {"answered": "It did."})
    lines = len(show_claim(desk, "bridge").events)
    contact(desk, "bridge", "q1", {"answered": "It did.", "answered_on": TODAY})
    assert len(show_claim(desk, "bridge").events) == lines


def test_what_was_asked_is_not_rewritten(desk: Desk) -> None:
    contact(desk, "bridge", None, ASKED)
    with pytest.raises(RuleRefused, match="on record as it was asked"):
        contact(desk, "bridge", "q1", {"who": "Somebody else"})
    assert _contacts(desk) == [{"id": "q1", **ASKED, "asked_on": TODAY}]


@pytest.mark.parametrize(
    "fields", [{}, {"who": "The mayor"}, {"how": "by e-mail"}, {**ASKED, "asked_on": "soon"}]
)
def test_a_contact_that_says_too_little_is_refused(desk: Desk, fields: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        contact(desk, "bridge", None, fields)
    assert _contacts(desk) == []


# correct


def test_a_correction_opens_what_was_frozen(desk: Desk, tmp_path: Path) -> None:
    _published(desk, tmp_path)
    with pytest.raises(RuleRefused, match="Rule 4"):
        edit_claim(desk, "bridge", {"claimant": "Eve"}, "She said it.")
    record = correct(desk, "bridge", CorrectionKind.MAJOR, "The year.", "Misread.")
    assert (record.corrections[0].id, record.corrections[0].by, record.corrections[0].before.rating) == (
        *("k1", "Ana"),
        "true",
    )
    edit_claim(desk, "bridge", {"claimant": "Eve"}, "She said it.")
    assert show_claim(desk, "bridge").claim.claimant == "Eve"


def test_what_is_not_published_is_not_corrected(desk: Desk) -> None:
    with pytest.raises(RuleRefused, match="is unverified, not published"):
        correct(desk, "bridge", CorrectionKind.MAJOR, "The year.", "Misread.")


@pytest.mark.parametrize(("what", "why"), [("", "Misread."), ("The year.", " ")])
def test_a_correction_says_what_and_why(desk: Desk, tmp_path: Path, what: str, why: str) -> None:
    _published(desk, tmp_path)
    with pytest.raises(BadInput):
        correct(desk, "bridge", CorrectionKind.MINOR, what, why)
    assert show_claim(desk, "bridge").corrections == ()


# deadlines


def test_a_verdict_is_submitted_with_the_day_it_is_wanted(desk: Desk, tmp_path: Path) -> None:
    _rated(desk, tmp_path)
    record = submit(desk, "bridge", "2026-12-01")
    assert (record.claim.deadline, list_claims(desk, ("status",))) == (
        "2026-12-01",
        [{"status": Status.IN_REVIEW}],
    )


def test_a_deadline_that_is_no_day_leaves_the_verdict_where_it_is(desk: Desk, tmp_path: Path) -> None:
    _rated(desk, tmp_path)
    with pytest.raises(BadInput):
        submit(desk, "bridge", "next week")
    assert list_claims(desk, ("status",)) == [{"status": Status.RATED}]


def test_what_is_late_is_listed_longest_first(desk: Desk) -> None:
    for ref, deadline in (
        ("a", "2026-11-02"),
        ("b", "2026-10"),
        ("c", TODAY),
        ("d", "2026-11"),
        ("e", "1997/2012"),
    ):
        added(desk, f"Claim {ref}.", ref=ref, deadline=deadline)
    assert [row["ref"] for row in list_page(desk, ("ref",), Wanted(overdue=True), ListPage("deadline"))] == [
        "e",
        "b",
        "a",
    ]


def test_what_is_done_is_not_late(desk: Desk, tmp_path: Path) -> None:
    edit_claim(desk, "bridge", {"deadline": "2026-10-01"})
    _rated(desk, tmp_path)
    assert [row["ref"] for row in list_page(desk, ("ref",), Wanted(overdue=True), ListPage("deadline"))] == [
        "bridge"
    ]
    submit(desk, "bridge")
    review(by(desk, "Ben"), "bridge", Decision.APPROVE, None, None)
    assert list_page(desk, ("ref",), Wanted(overdue=True), ListPage("deadline")) == []


def test_as_many_sign_as_the_desk_asks_for(database_url: str, tmp_path: Path) -> None:
    with opened(database_url, tmp_path, reviewers={"date": 2}) as desk:
        added(desk, "The bridge opened in 1932.", ref="bridge", kind="date")
        _rated(desk, tmp_path)
        assert submit(desk, "bridge").reviewers_needed == 2
        review(by(desk, "Ben"), "bridge", Decision.APPROVE, None, None)
        assert list_claims(desk, ("status",)) == [{"status": Status.IN_REVIEW}]
        with pytest.raises(RuleRefused, match="has signed bridge already"):
            review(by(desk, "Ben"), "bridge", Decision.APPROVE, None, None)
        review(by(desk, "Cem"), "bridge", Decision.APPROVE, None, None)
        assert list_claims(desk, ("status",)) == [{"status": Status.SIGNED_OFF}]
