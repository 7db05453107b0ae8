"""Days are those of the desk: what is asked today, what is late, and what may be published."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.model.vocabulary import Decision
from factcheck.store.listing import ListPage
from factcheck.workflow.claims.contacts import contact
from factcheck.workflow.claims.gate import check
from factcheck.workflow.claims.list import Wanted, list_page
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from tests.desks import added, by, opened, records

NIGHT_IN_UTC = datetime(2026, 11, 28, 11, 30, tzinfo=UTC)
"""Half past midnight of the 29th in Auckland."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk in Auckland, early in its day."""
    with opened(f"sqlite:///{tmp_path / 'a.db'}", tmp_path, timezone="Pacific/Auckland") as desk:
        yield replace(desk, clock=lambda: NIGHT_IN_UTC)


def test_somebody_asked_today_is_asked_on_the_day_of_the_desk(desk: Desk) -> None:
    ref = added(desk, "It rained.")

    assert contact(desk, ref, None, {"who": "The mayor", "how": "phone"}).asked_on == "2026-11-29"
    assert contact(desk, ref, None, {"who": "the  MAYOR", "answered": "No."}).answered_on == "2026-11-29"


def test_what_was_copied_today_was_copied_on_the_day_of_the_desk(desk: Desk) -> None:
    ref = added(desk, "It rained.")
    add_source(desk, ref, "https://example.org/poster", {})
    cite(desk, ref, "s1", {"exact": "It rained.", "stance": "supports", "standing": "transcribed"})

    [record] = records(desk)
    assert record.evidence[0].when == "2026-11-29"


def test_a_deadline_is_missed_when_its_day_is_over_where_the_desk_is(desk: Desk) -> None:
    late = added(desk, "It rained.", deadline="2026-11-28")
    added(desk, "It snowed.", deadline="2026-11-29")

    assert [one["ref"] for one in list_page(desk, ("ref",), Wanted(overdue=True), ListPage("deadline"))] == [
        late
    ]


def test_a_claim_of_today_can_be_published_today(desk: Desk) -> None:
    ref = added(desk, "It rained.", claimed_on="2026-11-29")
    add_source(desk, ref, "https://example.org/rain", {})
    cite(desk, ref, "s1", {"exact": "It rained.", "stance": "supports"})
    rate(desk, ref, "true", Reasons("It did.", "It did."))
    submit(desk, ref)
    review(by(desk, "Ben"), ref, Decision.APPROVE, None, None)

    assert "dated-after" not in {one.finding.code for one in check(desk).findings}
