"""Confirming that an earlier claim says the same, and taking over the verdict on it: on record, once, by every rule."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.dossier.form import to_toml
from factcheck.errors import BadInput, NotFound, NotSoNow, Remedy, RuleRefused
from factcheck.model.earlier import EarlierMatch
from factcheck.model.record import Record
from factcheck.model.status import status
from factcheck.model.vocabulary import Act, Band, CorrectionKind, Decision, Outcome, Standing, Status
from factcheck.workflow.claims.corrections import correct
from factcheck.workflow.claims.edit import edit_claim, withdraw_claim
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.earlier.confirm import confirm
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.imports import import_dossiers
from factcheck.workflow.transfer.verify import verify
from tests.conftest import NewDatabase
from tests.desks import CHECK, added, by, opened, printed, take

SAID = "The bridge is lit by four lamps at night"
PAGE = f"<html><title>Lamps</title><p>{SAID}, says the plan.</p></html>".encode()
LINK = "https://example.org/lamps"


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk with a rated claim "lamps", another of the same words but two, and a check of others."""
    with opened(database_url, tmp_path) as desk:
        added(desk, "The bridge has four lamps.", ref="lamps")
        added(desk, "The old bridge has four lamps on it.", ref="twin")
        talk = {"kind": "conversation", "title": "The keeper"}
        add_source(desk, "lamps", None, talk)
        add_source(desk, "lamps", LINK, {"title": "Lamps", "confidential": True})
        take(desk, "lamps", PAGE, source="s2")
        cite(desk, "lamps", "s1", {"exact": "Not mine.", "stance": "context", **TOLD})
        cite(desk, "lamps", "s2", {"exact": SAID, "stance": "supports"})
        rate(desk, "lamps", "true", Reasons("So says the plan [e2].", "It has four.", ("e2",)))
        with desk.store.writing() as ledger:
            ledger.shelve([CHECK, CHECK.model_copy(update={"text": "The bridge has five lamps."})])
        yield desk


TOLD = {"who": "The keeper", "when": "2026-10-30", "how": "by telephone"}


def _record(desk: Desk, ref: str = "twin") -> Record:
    with desk.store.reading() as ledger:
        return ledger.record(ref)


# Confirming


def test_a_confirmed_claim_is_on_record_with_how_near_it_came(desk: Desk) -> None:
    linked = confirm(by(desk, "Ben"), "twin", "lamps")

    assert linked.is_new
    (link,) = _record(desk).links
    assert link == linked.link
    assert (link.id, link.ref, link.text, link.band) == (
        "l1",
        "lamps",
        "The bridge has four lamps.",
        Band.LIKELY,
    )
    assert float(link.score) > 0
    event = _record(desk).events[-1]
    assert (event.act, event.by, event.body["link"]["ref"]) == (Act.LINK, "Ben", "lamps")
    assert verify(desk).findings == []


def test_confirmed_twice_the_first_time_stands(desk: Desk) -> None:
    first = confirm(desk, "twin", "lamps").link
    edit_claim(desk, "twin", {"text": "The bridge of old has four lamps."})
    again = confirm(desk, "twin", "lamps")
    assert (again.link, again.is_new) == (first, False)
    assert _record(desk).links == (first,)


@pytest.mark.parametrize("url", [CHECK.url, CHECK.url.replace("https", "http"), f"{CHECK.url}/"])
def test_of_several_checks_at_an_address_the_nearest_is_linked(desk: Desk, url: str) -> None:
    link = confirm(desk, "lamps", url).link
    assert (link.ref, link.url, link.text) == (None, CHECK.url, "The bridge has five lamps.")
    assert link.differs == ("figure: “four” here, “five” there",)


def test_a_claim_is_not_linked_to_itself_nor_to_what_is_not_there(desk: Desk) -> None:
    with pytest.raises(BadInput, match="this claim itself"):
        confirm(desk, "twin", "twin")
    with pytest.raises(NotFound, match='no claim "lampz"'):
        confirm(desk, "twin", "lampz")
    with pytest.raises(NotFound) as unknown:
        confirm(desk, "twin", "https://none.example/x")
    said = {"path": "https://none.example/x", "format": "claimreview"}
    assert unknown.value.remedies == (Remedy("Bring it in first.", "import", said),)
    assert _record(desk).links == ()


def test_claims_without_a_word_in_common_can_be_linked_by_a_person(desk: Desk) -> None:
    added(desk, "???", ref="signs")
    assert confirm(desk, "signs", "lamps").link.band is Band.FOLDED


def test_a_claim_that_was_withdrawn_can_still_be_named(desk: Desk) -> None:
    added(desk, "Zebras crossed the bridge.", ref="zebras")
    withdraw_claim(desk, "zebras", "It was never said.")
    assert confirm(desk, "twin", "zebras").link.ref == "zebras"


def test_links_travel_with_the_dossier(desk: Desk, tmp_path: Path, new_database: NewDatabase) -> None:
    confirm(desk, "twin", "lamps", take_over=True)
    confirm(desk, "lamps", CHECK.url)
    export_dossiers(desk, tmp_path / "out")
    with new_database() as url, opened(url, tmp_path / "there") as there:
        import_dossiers(there, tmp_path / "out")
        assert [_record(there, ref).links for ref in ("twin", "lamps")] == [
            _record(desk, ref).links for ref in ("twin", "lamps")
        ]
        assert to_toml(_record(there)) == to_toml(_record(desk))
        assert verify(there).findings == []


@pytest.mark.parametrize("places", [{}, {"ref": "a", "url": "https://a.example"}])
def test_a_link_leads_to_one_place(places: dict[str, str]) -> None:
    with pytest.raises(BadInput) as refused:
        EarlierMatch.of({"id": "l1", "text": "x", "score": "1", "band": "likely", **places})
    assert "one of this desk" in str(refused.value.findings[0])


# Taking over


def test_a_verdict_is_taken_over_with_what_it_rests_on(desk: Desk) -> None:
    own = add_source(desk, "twin", "https://example.org/other", {})
    cite(desk, "twin", own, {"exact": "Four.", "stance": "supports"})
    linked = confirm(by(desk, "Ben"), "twin", "lamps", take_over=True)

    twin, lamps = _record(desk), _record(desk, "lamps")
    assert linked.verdict == twin.verdict
    assert twin.verdict
    assert (twin.verdict.rating, twin.verdict.summary, twin.verdict.cites) == (
        "true",
        "It has four.",
        ("e2",),
    )
    assert (twin.verdict.wording, twin.verdict.by) == (twin.claim.text, "Ben")
    assert [one.title for one in twin.sources] == [None, "Lamps"]
    assert twin.sources[1].confidential
    assert len({one.salt for one in (twin.sources[1], lamps.sources[1]) if one.salt}) == 2
    evidence = twin.quote("e2")
    assert (evidence.exact, evidence.standing, evidence.source) == (SAID, Standing.ANCHORED, "s2")
    assert twin.capture(evidence.capture or "").record == lamps.captures[0].record
    copied = [Act.SOURCE, Act.CAPTURE, Act.CITE]
    assert [event.act for event in twin.events[3:]] == [Act.LINK, *copied, Act.TAKE_OVER, Act.RATE]
    assert twin.events[-2].body["from"] == {"ref": "lamps", "verdict": "v1", "by": "Ana"}
    assert status(twin, desk.scales) is Status.RATED
    assert verify(desk).findings == []


def test_marks_in_the_reasons_point_at_the_copies(desk: Desk) -> None:
    confirm(desk, "twin", "lamps", take_over=True)
    twin = _record(desk)
    assert twin.verdict
    assert (twin.verdict.rationale, twin.verdict.cites) == ("So says the plan [e1].", ("e1",))


def test_it_needs_a_signature_of_its_own_by_neither_of_the_two(desk: Desk) -> None:
    submit(desk, "lamps")
    review(by(desk, "Cem"), "lamps", Decision.APPROVE, None, None)
    confirm(by(desk, "Ben"), "twin", "lamps", take_over=True)
    submit(desk, "twin")
    for author in ("Ana", "Ben"):
        with pytest.raises(RuleRefused, match="cannot sign it too"):
            review(by(desk, author), "twin", Decision.APPROVE, None, None)
    review(by(desk, "Cem"), "twin", Decision.APPROVE, None, None)
    assert status(_record(desk), desk.scales) is Status.SIGNED_OFF


def test_a_link_that_is_there_can_be_followed_by_its_verdict(desk: Desk) -> None:
    confirm(desk, "twin", "lamps")
    assert confirm(desk, "twin", "lamps", take_over=True).verdict
    assert len(_record(desk).links) == 1


def test_a_verdict_on_no_evidence_takes_its_attempts_along(desk: Desk) -> None:
    added(desk, "The bridge hums.", ref="hums")
    added(desk, "The bridge hums, always.", ref="hums-always")
    add_source(desk, "hums", "https://example.org/hum", {})
    rate(desk, "hums", "unverifiable", Reasons("Nobody knows."))
    confirm(desk, "hums-always", "hums", take_over=True)
    assert [one.url for one in _record(desk, "hums-always").sources] == ["https://example.org/hum"]


def test_what_is_there_already_is_not_copied(desk: Desk) -> None:
    add_source(desk, "twin", LINK, {"title": "Lamps", "confidential": True})
    take(desk, "twin", PAGE)
    confirm(desk, "twin", "lamps", take_over=True)
    assert len(_record(desk).sources) == 1


def test_a_conflict_with_evidence_of_its_own_has_to_be_resolved_by_a_person(desk: Desk) -> None:
    own = add_source(desk, "twin", "https://example.org/other", {})
    cite(desk, "twin", own, {"exact": "None.", "stance": "refutes"})
    before = _record(desk)
    with pytest.raises(RuleRefused, match="Rule 2"):
        confirm(desk, "twin", "lamps", take_over=True)
    assert _record(desk) == before


@pytest.mark.parametrize(
    "text",
    [
        "The bridge has five lamps.",
        "The bridge has no four lamps.",
        "The bridge has had four lamps since 1932.",
    ],
)
def test_another_claim_does_not_get_the_verdict(desk: Desk, text: str) -> None:
    added(desk, text, ref="other")
    with pytest.raises(NotSoNow, match="nothing was stored") as refused:
        confirm(desk, "other", "lamps", take_over=True)
    assert {one.code for one in refused.value.findings} == {"differs"}
    assert _record(desk, "other").links == ()


def test_all_that_stands_against_it_is_told(desk: Desk) -> None:
    added(desk, "The bridge has five lamps.", ref="five")
    with pytest.raises(NotSoNow) as refused:
        confirm(desk, "lamps", "five", take_over=True)
    assert [one.code for one in refused.value.findings] == ["rated-already", "no-verdict", "differs"]


def _void(desk: Desk) -> None:
    withdraw_claim(desk, "lamps", "It was never said.")


def _drifted(desk: Desk) -> None:
    take(desk, "lamps", PAGE.replace(b"four", b"five"), source="s2")


def _returned(desk: Desk) -> None:
    submit(desk, "lamps")
    review(by(desk, "Cem"), "lamps", Decision.RETURN, "More.", None)


def _corrected(desk: Desk) -> None:
    submit(desk, "lamps")
    review(by(desk, "Cem"), "lamps", Decision.APPROVE, None, None)
    printed(desk, "lamps")
    correct(desk, "lamps", CorrectionKind.MAJOR, "Wrong.", "Misread.")


@pytest.mark.parametrize("happened", [_void, _drifted, _returned, _corrected])
def test_a_verdict_that_no_longer_stands_is_not_taken_over(desk: Desk, happened: object) -> None:
    assert callable(happened)
    happened(desk)
    with pytest.raises(NotSoNow) as refused:
        confirm(desk, "twin", "lamps", take_over=True)
    assert {one.code for one in refused.value.findings} <= {"no-verdict", "in-doubt"}


def test_the_label_of_others_is_no_verdict_of_this_desk(desk: Desk) -> None:
    with pytest.raises(NotSoNow) as refused:
        confirm(desk, "twin", CHECK.url, take_over=True)
    cite = Remedy.by("source", "Cite it as a source.", ref="twin", url=CHECK.url)
    assert refused.value.remedies == (cite,)
    assert _record(desk).links == ()


def test_a_failed_attempt_is_no_part_of_it(desk: Desk) -> None:
    take(desk, "lamps", b"", Outcome.NOT_FOUND, source="s2")
    confirm(desk, "twin", "lamps", take_over=True)
    assert [one.outcome for one in _record(desk).captures] == [Outcome.OK]
