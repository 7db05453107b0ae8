"""Working on claims: what an act changes, what it refuses, and that a refused one leaves nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, FactcheckError, NotFound, RuleRefused
from factcheck.model.vocabulary import Act, Decision, Status
from factcheck.workflow.claims.edit import assign_claim, edit_claim, note_claim, withdraw_claim
from factcheck.workflow.claims.list import LISTED_WHOLE, list_claims, show_claim
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from tests.desks import added, by, opened, records


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path) as desk:
        yield desk


@pytest.fixture
def rated(desk: Desk) -> Desk:
    """A desk with one claim, "bridge", rated true by Ana."""
    added(desk, "The bridge opened in 1932.", ref="bridge", claimant="The mayor")
    add_source(desk, "bridge", "https://example.org/log", {})
    cite(desk, "bridge", "s1", {"exact": "Opened in 1932.", "stance": "supports"})
    rate(desk, "bridge", "true", Reasons("The log says so."))
    return desk


def _status(desk: Desk) -> Status:
    status: Status = list_claims(desk, ("status",))[0]["status"]
    return status


def _acts(desk: Desk) -> list[Act]:
    return [event.act for event in records(desk)[0].events]


def test_an_edit_records_only_what_it_changes(desk: Desk) -> None:
    ref = added(desk, "It rained.", claimant="Eve", tags=("rain",))
    assert edit_claim(desk, ref, {"claimant": "", "tags": ("rain",), "kind": "event"}) == ["claimant", "kind"]
    assert records(desk)[0].events[-1].body["set"] == {"claimant": None, "kind": "event"}
    assert records(desk)[0].claim.claimant is None


def test_an_edit_that_changes_nothing_is_no_line_of_history(desk: Desk) -> None:
    ref = added(desk, "It rained.")
    assert edit_claim(desk, ref, {"text": "  It rained. ", "claimant": None}) == []
    assert _acts(desk) == [Act.ADD]


@pytest.mark.parametrize("changes", [{"text": ""}, {"ref": "other"}, {"colour": "red"}, {"kind": "rumour"}])
def test_an_edit_that_does_not_fit_is_refused(desk: Desk, changes: dict[str, str]) -> None:
    ref = added(desk, "It rained.")
    before = records(desk)
    with pytest.raises((BadInput, RuleRefused)):
        edit_claim(desk, ref, changes)
    assert records(desk) == before


def test_an_article_that_is_not_there_is_refused_in_words(desk: Desk) -> None:
    ref = added(desk, "It rained.")
    with pytest.raises(FactcheckError, match='article "none"'):
        edit_claim(desk, ref, {"article": "none"})


def test_notes_stand_below_each_other_and_in_no_list(desk: Desk) -> None:
    ref = added(desk, "It rained.")
    note_claim(desk, ref, "Ask Eve.")
    note_claim(desk, ref, "She knows.")
    assert show_claim(desk, ref).claim.note == "Ask Eve.\nShe knows."
    assert "note" not in LISTED_WHOLE


def test_only_the_people_of_the_desk_are_given_claims(database_url: str, tmp_path: Path) -> None:
    with opened(database_url, tmp_path, people=("Ana", "Ben")) as desk:
        ref = added(desk, "It rained.")
        with pytest.raises(RuleRefused, match='Did you mean "Ben"') as refused:
            assign_claim(desk, ref, "Bem")
        assert refused.value.rule == 3
        assign_claim(desk, ref, "BEN")
        assert list_claims(desk, ("assignee", "status"), assignee="Ben") == [
            {"assignee": "Ben", "status": Status.CHECKING}
        ]
        assert list_claims(desk, ("ref",), assignee=" ben ") == [{"ref": ref}]
        assert list_claims(desk, ("ref",), assignee="Bem") == []


def test_a_withdrawn_claim_takes_notes_only(desk: Desk) -> None:
    ref = added(desk, "It rained.")
    with pytest.raises(RuleRefused, match="with a reason"):
        withdraw_claim(desk, ref, " ")
    withdraw_claim(desk, ref, "Nobody said it.")
    with pytest.raises(RuleRefused, match="withdrawn"):
        assign_claim(desk, ref, "Ben")
    note_claim(desk, ref, "Said elsewhere.")
    assert _status(desk) is Status.WITHDRAWN


def test_a_ref_that_is_not_there_is_told_with_the_near_one(desk: Desk) -> None:
    added(desk, "It rained.", ref="it-rained")
    with pytest.raises(NotFound, match='Did you mean "it-rained"'):
        show_claim(desk, "it-rainde")


def test_a_second_person_signs_off_what_was_read(rated: Desk) -> None:
    submit(rated, "bridge")
    with pytest.raises(RuleRefused, match="gave this verdict"):
        review(rated, "bridge", Decision.APPROVE, None, None)
    with pytest.raises(RuleRefused, match="has changed since you read it"):
        review(by(rated, "Ben"), "bridge", Decision.APPROVE, None, "0" * 64)
    review(by(rated, "Ben"), "bridge", Decision.APPROVE, None, None)
    assert _status(rated) is Status.SIGNED_OFF


@pytest.mark.parametrize("field", ["text", "claimant", "quote", "said_in", "claimed_on"])
def test_a_sign_off_is_void_once_what_it_binds_changes(rated: Desk, field: str) -> None:
    submit(rated, "bridge")
    review(by(rated, "Ben"), "bridge", Decision.APPROVE, None, None)
    value = "2026" if field == "claimed_on" else "Otherwise."
    with pytest.raises(RuleRefused, match="Say why"):
        edit_claim(rated, "bridge", {field: value})
    edit_claim(rated, "bridge", {field: value}, "It was wrong.")
    assert _status(rated) is Status.NEEDS_RECHECK


def test_a_verdict_sent_back_is_returned(rated: Desk) -> None:
    submit(rated, "bridge")
    with pytest.raises(RuleRefused, match="with a reason"):
        review(by(rated, "Ben"), "bridge", Decision.RETURN, None, None)
    review(by(rated, "Ben"), "bridge", Decision.RETURN, "Which log?", None)
    assert _status(rated) is Status.RETURNED


def test_a_rating_rests_on_evidence_and_settles_conflict(desk: Desk) -> None:
    added(desk, "It rained.", ref="rain")
    with pytest.raises(RuleRefused, match="rests on no evidence"):
        rate(desk, "rain", "true", Reasons("So."))
    with pytest.raises(RuleRefused, match="recorded attempt"):
        rate(desk, "rain", "unverifiable", Reasons("So."))
    add_source(desk, "rain", "https://example.org/rain", {})
    rate(desk, "rain", "unverifiable", Reasons("Nobody wrote it down."))
    for stance in ("supports", "refutes"):
        cite(desk, "rain", "s1", {"exact": stance, "stance": stance})
    assert _status(desk) is Status.NEEDS_RECHECK
    with pytest.raises(RuleRefused, match="for and against"):
        rate(desk, "rain", "true", Reasons("So."))
    rate(desk, "rain", "true", Reasons("So.", resolves="It rained late."))
    assert _status(desk) is Status.RATED
