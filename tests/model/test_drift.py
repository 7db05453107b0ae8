"""Drift: what changed under a verdict is for a person to judge, once."""

import pytest

from factcheck.errors import BadInput
from factcheck.model.signing import signing_digest
from factcheck.model.vocabulary import Act, RecheckResult, Status
from tests.records import ANCHORED, PAGE, SCALES, SHA, Told

ALARMING = [rung for rung in RecheckResult if rung.needs_a_person]
CALM = [rung for rung in RecheckResult if not rung.needs_a_person]


def _rated() -> Told:
    return Told().source().capture(outcome="ok", **PAGE).cite(**ANCHORED).rate()


def _signed() -> Told:
    return _rated().submit().decide()


@pytest.mark.parametrize("rung", ALARMING)
def test_what_changed_under_a_verdict_needs_a_recheck(rung: str) -> None:
    told = _rated().recheck(rung)
    assert told.status is Status.NEEDS_RECHECK
    assert [one.rung for one in told.record.unjudged_drift] == [rung]


@pytest.mark.parametrize("rung", CALM)
def test_what_stands_as_it_was_leaves_a_signature_in_force(rung: str) -> None:
    told = _signed().recheck(rung)
    assert told.status is Status.SIGNED_OFF
    assert told.record.unjudged_drift == ()


@pytest.mark.parametrize("rung", ALARMING)
def test_drift_voids_a_signature_for_it_is_under_its_digest(rung: str) -> None:
    told = _signed()
    read = signing_digest(told.record, SCALES)
    assert told.recheck(rung).status is Status.NEEDS_RECHECK
    assert signing_digest(told.record, SCALES) != read


def test_a_page_that_came_back_is_back() -> None:
    told = _signed().recheck("unreachable").recheck("same-bytes")
    assert told.status is Status.SIGNED_OFF


def test_a_verdict_given_after_the_drift_knows_of_it() -> None:
    told = _rated().recheck("quote-altered", found="opened in 1933").rate("false")
    assert told.status is Status.RATED
    assert told.recheck("quote-altered", found="opened in 1933").status is Status.RATED


def test_a_further_change_is_news_again() -> None:
    told = _rated().recheck("quote-altered", found="opened in 1933").rate("false")
    assert told.recheck("quote-altered", found="opened in 1934").status is Status.NEEDS_RECHECK
    assert told.recheck("quote-altered", found="opened in 1933").status is Status.RATED
    assert told.recheck("quote-absent").status is Status.NEEDS_RECHECK


def test_drift_of_a_quote_that_the_verdict_does_not_cite_changes_nothing() -> None:
    told = Told().source().capture(outcome="ok", **PAGE).cite(**ANCHORED).cite().rate(cites=["e2"])
    assert told.recheck("quote-absent").status is Status.RATED


def test_before_any_verdict_drift_is_on_record_and_alarms_nobody() -> None:
    told = Told().source().capture(outcome="ok", **PAGE).cite(**ANCHORED).recheck("quote-absent")
    assert told.status is Status.CHECKING
    assert told.rate().status is Status.RATED


@pytest.mark.parametrize(
    "drift",
    [
        {"id": "d2", "evidence": "e1", "capture": "c2", "rung": "gone"},
        {"id": "d1", "evidence": "e9", "capture": "c2", "rung": "gone"},
        {"id": "d1", "evidence": "e1", "capture": "c1", "rung": "gone"},
        {"id": "d1", "evidence": "e1", "capture": "c2", "rung": "vanished"},
        {"id": "d1", "evidence": "e1", "capture": "c2"},
    ],
)
def test_drift_that_speaks_of_something_else_is_refused(drift: dict[str, str]) -> None:
    capture = {
        "id": "c2",
        "source": "s1",
        "outcome": "error:not-found",
        "fetched_at": "2026-03-03T08:00:00Z",
        "record": SHA,
    }
    with pytest.raises(BadInput):
        _rated().did(Act.CAPTURE, {"capture": capture, "drift": [drift]})


@pytest.mark.parametrize("drift", ["d1", {"id": "d1"}, [1]])
def test_drift_is_a_list_of_findings(drift: object) -> None:
    capture = {
        "id": "c1",
        "source": "s1",
        "outcome": "empty",
        "fetched_at": "2026-03-03T08:00:00Z",
        "record": SHA,
    }
    with pytest.raises(BadInput, match='under "drift"'):
        Told().source().did(Act.CAPTURE, {"capture": capture, "drift": drift})
