"""Many claims at once: refs given, the same wording stored once, and all or nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.workflow.claims.add import AddResult, add_claims
from factcheck.workflow.claims.edit import withdraw_claim
from factcheck.workflow.claims.list import list_claims
from tests.desks import added, opened, records, with_article


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path) as desk:
        yield desk


def _taken(desk: Desk, *texts: str, anyway: bool = False, **fields: Any) -> AddResult:
    claims = [(f"line {number}", {"text": text, **fields}) for number, text in enumerate(texts, 1)]
    return add_claims(desk, claims, "The list", anyway=anyway)


def _refused(desk: Desk, *claims: dict[str, Any]) -> list[tuple[str, str]]:
    """The code and place of everything found wrong; nothing is stored."""
    before = list_claims(desk, ("ref",))
    with pytest.raises(BadInput, match="nothing was stored") as caught:
        add_claims(desk, [(f"line {number}", claim) for number, claim in enumerate(claims, 1)], "The list")
    assert list_claims(desk, ("ref",)) == before
    return [(finding.code, finding.where) for finding in caught.value.findings]


def test_claims_are_listed_in_the_order_of_entry(desk: Desk) -> None:
    assert _taken(desk, "Zebras run.", "Apes climb.").refs == ["zebras-run", "apes-climb"]
    added(desk, "Bees fly.")
    assert [row["ref"] for row in list_claims(desk, ("ref",))] == ["zebras-run", "apes-climb", "bees-fly"]


def test_the_same_wording_twice_in_the_input_is_stored_once(desk: Desk) -> None:
    taken = _taken(desk, "It rained.", "  IT RAINED!  ", "It snowed.")
    assert taken.refs == ["it-rained", "it-snowed"]
    assert [(alike.where, alike.ref) for alike in taken.alike] == [("line 2", "it-rained")]


@pytest.mark.parametrize("again", ["It rained in Zürich.", "it rained   in Zurich", "“It rained in Zürich”"])
def test_a_wording_that_is_stored_already_is_left_out(desk: Desk, again: str) -> None:
    added(desk, "It rained in Zürich.", ref="rain")
    taken = _taken(desk, again)
    assert (taken.refs, [alike.ref for alike in taken.alike]) == ([], ["rain"])


def test_the_oldest_claim_is_named_for_a_wording(desk: Desk) -> None:
    added(desk, "It rained.", ref="first")
    _taken(desk, "It rained.", anyway=True)
    assert _taken(desk, "It rained.").alike[0].ref == "first"


def test_the_same_wording_is_stored_anyway_when_asked(desk: Desk) -> None:
    taken = _taken(desk, "It rained.", "It rained.", "It rained.", anyway=True)
    assert (taken.refs, taken.alike) == (["it-rained", "it-rained-2", "it-rained-3"], [])


def test_a_withdrawn_claim_keeps_its_wording_and_its_ref(desk: Desk) -> None:
    withdraw_claim(desk, added(desk, "It rained."), "Said by nobody.")
    assert _taken(desk, "It rained.").alike[0].ref == "it-rained"
    assert _taken(desk, "It rained.", anyway=True).refs == ["it-rained-2"]


def test_refs_count_on_from_those_there_are(desk: Desk) -> None:
    added(desk, "A.", ref="it-rained")
    added(desk, "B.", ref="it-rained-2")
    added(desk, "C.", ref="it-rained-4")
    assert _taken(desk, "It rained.", "It rained", anyway=True).refs == ["it-rained-3", "it-rained-5"]


def test_a_ref_given_later_in_the_input_is_not_taken_from_it(desk: Desk) -> None:
    claims = [("1", {"text": "It rained."}), ("2", {"text": "It rained, then.", "ref": "it-rained"})]
    with pytest.raises(BadInput) as caught:
        add_claims(desk, claims, "The list")
    assert [finding.code for finding in caught.value.findings] == ["ref-taken"]


def test_long_wordings_get_refs_that_can_be_kept(desk: Desk) -> None:
    long = "word " * 100
    taken = _taken(desk, *(f"{long}{number}" for number in range(3)))
    assert len(set(taken.refs)) == 3
    assert all(len(ref) <= 80 for ref in taken.refs)


def test_a_wording_without_latin_letters_gets_a_ref_too(desk: Desk) -> None:
    taken = _taken(desk, "۱۲ نفر کشته شدند", "…!?")
    assert all(ref.startswith("claim-") for ref in taken.refs)


def test_a_ref_that_is_taken_is_refused_and_nothing_is_stored(desk: Desk) -> None:
    added(desk, "It rained.", ref="rain")
    assert _refused(desk, {"text": "It poured.", "ref": "rain"}) == [("ref-taken", "line 1")]
    twice = [{"text": "One.", "ref": "same"}, {"text": "Two.", "ref": "same"}]
    assert _refused(desk, *twice) == [("ref-taken", "line 2")]


def test_an_article_that_is_not_there_is_refused_with_the_near_one(desk: Desk, tmp_path: Path) -> None:
    with_article(desk, tmp_path / "told")
    with pytest.raises(BadInput) as caught:
        _taken(desk, "It rained.", article="bridge")
    finding = caught.value.findings[0]
    assert (finding.code, finding.where) == ("no-article", "line 1: article")
    assert "bridges" in finding.remedies[0].text
    assert _taken(desk, "It rained.", article="bridges").refs == ["it-rained"]


def test_everything_wrong_is_found_at_once(desk: Desk) -> None:
    added(desk, "It rained.", ref="rain")
    found = _refused(
        desk,
        {"text": "Fine."},
        {"text": " "},
        {"text": "x" * 10_001},
        {"text": "Dated.", "claimed_on": "2026-13"},
        {"text": "Linked.", "appearances": ("javascript:alert(1)",), "kind": "rumour"},
        {"text": "AddResult.", "ref": "rain"},
        {"text": "Keyed.", "colour": "red"},
        {"text": "From nowhere.", "article": "none"},
    )
    assert sorted(where.split(":")[0] for _, where in found) == [
        "line 2", "line 3", "line 4", "line 5", "line 5", "line 6", "line 7", "line 8"
    ]  # fmt: skip


@pytest.mark.slow
def test_what_is_wrong_after_the_first_thousand_leaves_nothing_either(desk: Desk) -> None:
    claims = [{"text": f"Claim {number} is so."} for number in range(1001)]
    assert _refused(desk, *claims, {"text": ""}) == [("bad-missing", "line 1002: text")]


@pytest.mark.slow
def test_wordings_and_refs_are_held_against_earlier_batches(desk: Desk) -> None:
    texts = [f"Claim {number} is so." for number in range(1000)]
    taken = _taken(desk, *texts, "Claim 7 is so!", "Claim 7 is, so.")
    assert [alike.ref for alike in taken.alike] == ["claim-7-is-so", "claim-7-is-so"]
    assert len(records(desk)) == 1000


def test_no_claims_at_all_store_nothing(desk: Desk) -> None:
    assert _taken(desk) == AddResult([], [])
