"""What a page offers to each role: nothing that its role may not do, and whatever is sent all the same is refused."""

import re

import pytest

from tests.web.access.staff_served import StaffServed

SIGNS, CHECKS = {"redact", "publish"}, {"rate", "submit", "withdraw"}


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.workflow.people.login._FREE", 1_000)


def _acts(page: str, ref: str) -> set[str]:
    return set(re.findall(f'(?:href|action)="/claims/{ref}/([a-z-]+)"', page))


@pytest.mark.parametrize(
    ("name", "denied"), [("Rae", {*SIGNS, *CHECKS}), ("Cy", SIGNS), ("Ed", set()), ("Ada", set())]
)
def test_a_claim_offers_what_the_role_allows(staff: StaffServed, name: str, denied: set[str]) -> None:
    page = staff.page("/claims/bridge", staff.cookie(name)).body
    offered = _acts(page, "bridge")
    assert {"note", "edit", "source"} <= offered
    assert not offered & denied
    if not denied:
        assert {"withdraw", "redact", "submit"} <= offered


@pytest.mark.parametrize(("name", "forms"), [("Rae", set()), ("Cy", set()), ("Ed", {"approve", "return"})])
def test_a_verdict_is_read_by_all_and_signed_by_who_may(
    staff: StaffServed, name: str, forms: set[str]
) -> None:
    page = staff.page("/claims/bridge/review", staff.cookie(name))
    assert page.status == 200
    assert set(re.findall('action="/claims/bridge/(approve|return)"', page.body)) == forms


@pytest.mark.parametrize("act", ["rate", "submit", "withdraw", "approve", "return", "publish", "redact"])
def test_what_is_sent_all_the_same_is_refused(staff: StaffServed, act: str) -> None:
    cookie = staff.cookie("Rae")
    given = {"why": "x", "rating": "true", "because": "x", "digest": "0" * 64, "line": "1", "act": "note"}
    answer = staff.send(f"/claims/bridge/{act}", given, cookie)
    assert answer.status in (403, 409, 422)
    assert staff.desk.store.reading is not None
    after = staff.page("/claims/bridge", staff.cookie("Ed")).body
    assert "Rae" not in after.partition("<main")[2]


@pytest.mark.parametrize(("name", "waits"), [("Rae", False), ("Cy", False), ("Ed", True)])
def test_what_waits_for_anybody_waits_for_those_whose_role_takes_it(
    staff: StaffServed, name: str, waits: bool
) -> None:
    page = staff.page("/", staff.cookie(name)).body
    assert ("/claims/bridge/review" in page) is waits
