"""Claims that are renamed: the old ref leads on and is given to nobody else, and nothing that was signed changes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, FactcheckError, MovedSince, NotFound, RuleRefused
from factcheck.model.vocabulary import Act, Decision, Status
from factcheck.workflow.articles.sentences import add_article
from factcheck.workflow.articles.words import claim_sentences
from factcheck.workflow.claims.add import add_claims
from factcheck.workflow.claims.edit import edit_claim, note_claim, rename_claim, withdraw_claim
from factcheck.workflow.claims.list import list_claims, show_claim
from factcheck.workflow.claims.refs import claim_refs
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.earlier.confirm import confirm
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.verify import verify
from tests.conftest import NewDatabase
from tests.desks import added, by, opened, printed, records


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk with one claim, "rain"; nothing is wrong with it after the test either."""
    with opened(database_url, tmp_path) as desk:
        added(desk, "It rained.", ref="rain")
        yield desk
        assert verify(desk).findings == []


def _refs(desk: Desk) -> list[str]:
    return [row["ref"] for row in list_claims(desk, ("ref",))]


def _said(wrong: FactcheckError) -> str:
    return " ".join([wrong.message, *(str(one) for one in wrong.findings)])


def _signed(desk: Desk, ref: str) -> None:
    add_source(desk, ref, "https://example.org/log", {})
    rate(desk, ref, "unverifiable", Reasons("The log has no such day.", summary="Nobody knows."))
    submit(desk, ref)
    review(by(desk, "Ben"), ref, Decision.APPROVE, None, None)


def test_a_renamed_claim_is_found_by_both_refs(desk: Desk) -> None:
    before = show_claim(desk, "rain")

    rename_claim(desk, "rain", "rain-2011")

    for ref in ("rain", "rain-2011"):
        record = show_claim(desk, ref)
        assert (record.id, record.claim.ref, record.former_refs) == (before.id, "rain-2011", ("rain",))
        assert record.events[-1].act is Act.RENAME
    assert _refs(desk) == ["rain-2011"]


def test_acts_on_the_old_ref_are_on_the_claim(desk: Desk) -> None:
    rename_claim(desk, "rain", "wet")

    note_claim(desk, "rain", "Ask Eve.")
    edit_claim(desk, "rain", {"claimant": "Eve"})

    assert (show_claim(desk, "wet").claim.note, show_claim(desk, "wet").claim.claimant) == ("Ask Eve.", "Eve")


def test_refs_lead_on_through_every_name_and_each_is_told_once(desk: Desk) -> None:
    rename_claim(desk, "rain", "wet")
    rename_claim(desk, "rain", "wetter")

    assert claim_refs(desk, ["rain", "wet", "wetter", "rain"]) == ["wetter"]
    assert claim_refs(desk, ["rain"]) == ["wetter"]
    assert [one.message for one in desk.told] == ["rain is called wetter now.", "wet is called wetter now."]


def test_a_claim_gets_a_ref_of_its_own_back(desk: Desk) -> None:
    rename_claim(desk, "rain", "wet")
    rename_claim(desk, "wet", "wetter")
    rename_claim(desk, "wetter", "rain")

    assert show_claim(desk, "wet").refs == ("rain", "wet", "wetter")
    rename_claim(desk, "rain", "wet")
    assert show_claim(desk, "rain").refs == ("wet", "wetter", "rain")


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("snow", 'The ref "snow" is taken.'),
        ("ice", 'The ref "ice" was that of snow and leads to it, so no other claim gets it.'),
        ("rain", "rain is called that already. Give another."),
        ("Rain 2011", '"rain-2011" would do'),
        ("../rain", "a ref is lower-case letters"),
        ("con", "a ref is lower-case letters"),
        ("", "is missing or empty"),
        ("r" * 81, "at most 80 characters"),
    ],
)
def test_a_ref_that_cannot_be_given_is_refused_in_words(desk: Desk, new: str, said: str) -> None:
    added(desk, "It snowed.", ref="ice")
    rename_claim(desk, "ice", "snow")
    before = records(desk)

    with pytest.raises(BadInput) as refused:
        rename_claim(desk, "rain", new)

    assert said in _said(refused.value)
    assert records(desk) == before


def test_what_was_signed_stays_signed(desk: Desk) -> None:
    _signed(desk, "rain")

    rename_claim(desk, "rain", "wet")

    assert [row["status"] for row in list_claims(desk, ("status",))] == [Status.SIGNED_OFF]
    printed(desk, "rain")
    assert [row["status"] for row in list_claims(desk, ("status",))] == [Status.PUBLISHED]


def test_a_published_claim_keeps_its_ref(desk: Desk) -> None:
    _signed(desk, "rain")
    printed(desk, "rain")

    with pytest.raises(RuleRefused, match="rain is published, so its ref is part of an address") as refused:
        rename_claim(desk, "rain", "wet")

    assert refused.value.rule == 4
    assert _refs(desk) == ["rain"]


def test_a_withdrawn_claim_keeps_its_ref_and_those_it_had(desk: Desk) -> None:
    rename_claim(desk, "rain", "wet")
    withdraw_claim(desk, "rain", "Nobody said it.")

    with pytest.raises(RuleRefused, match="withdrawn"):
        rename_claim(desk, "wet", "dry")
    with pytest.raises(BadInput) as refused:
        added(desk, "It rained again.", ref="rain")
    assert 'the ref "rain" was that of wet and leads to it' in _said(refused.value)


def test_a_new_claim_gets_no_ref_that_another_had(desk: Desk) -> None:
    rename_claim(desk, "rain", "wet")

    for ref in ("rain", "wet"):
        with pytest.raises(BadInput) as refused:
            added(desk, "Another.", ref=ref)
        assert f'the ref "{ref}"' in _said(refused.value)
    assert add_claims(desk, [("", {"text": "Rain"}), ("", {"text": "rain!"})], "two", anyway=True).refs == [
        "rain-2",
        "rain-3",
    ]


def test_the_sentences_of_an_article_get_no_ref_that_another_claim_had(desk: Desk) -> None:
    added(desk, "Nobody saw 3 lamps.", ref="nobody-saw-3-lamps")
    rename_claim(desk, "nobody-saw-3-lamps", "lamps")
    add_article(desk, "-", b"Nobody saw 3 lamps. It was dark.", {"ref": "night"})

    claim_sentences(desk, "night", [1], {}, anyway=True)

    assert _refs(desk) == ["rain", "lamps", "nobody-saw-3-lamps-2"]


def test_a_renamed_claim_of_an_article_stays_its_claim(desk: Desk) -> None:
    add_article(desk, "-", b"Nobody saw 3 lamps. It was dark.", {"ref": "night"})
    claim_sentences(desk, "night", [1], {})
    rename_claim(desk, "nobody-saw-3-lamps", "lamps")

    assert list_claims(desk, ("ref",), article="night") == [{"ref": "lamps"}]


def test_a_link_leads_on(desk: Desk) -> None:
    other = "deluge"
    add_claims(desk, [("", {"text": "It rained", "ref": other})], "one", anyway=True)
    confirm(desk, other, "rain")
    rename_claim(desk, "rain", "wet")

    for name in ("rain", "wet"):
        assert not confirm(desk, other, name).is_new
    assert confirm(desk, "wet", other).is_new
    with pytest.raises(BadInput, match="is this claim itself"):
        confirm(desk, "wet", "rain")


def test_of_two_who_rename_a_claim_the_second_sees_what_the_first_did(desk: Desk) -> None:
    head = show_claim(desk, "rain").head
    rename_claim(desk, "rain", "wet")

    with pytest.raises(MovedSince) as refused:
        rename_claim(replace(by(desk, "Ben"), seen=head), "rain", "dry")

    (moved,) = refused.value.findings
    assert moved.where == "wet: ref"
    assert 'was "rain", is "wet" (by Ana' in moved.message
    assert 'Yours: "dry".' in moved.message


def test_who_did_not_see_the_rename_changes_another_field_all_the_same(desk: Desk) -> None:
    head = show_claim(desk, "rain").head
    rename_claim(desk, "rain", "wet")

    edit_claim(replace(by(desk, "Ben"), seen=head), "rain", {"claimant": "Eve"})

    assert show_claim(desk, "wet").claim.claimant == "Eve"


def test_of_two_claims_renamed_alike_at_once_one_gets_the_ref(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    together = Barrier(2)

    def renamed(desk: Desk, ref: str) -> bool:
        together.wait()
        try:
            rename_claim(desk, ref, "wanted")
        except FactcheckError:
            return False
        return True

    with new_database() as url, ExitStack() as opening:
        desks = [opening.enter_context(opened(url, tmp_path)) for _ in range(2)]
        refs = [added(desks[0], f"Said of {number}.") for number in range(2)]
        with ThreadPoolExecutor(2) as pool:
            won = [*pool.map(renamed, desks, refs)]
        assert sorted(won) == [False, True]
        assert show_claim(desks[0], "wanted").former_refs == (refs[won.index(True)],)
        assert verify(desks[0]).findings == []


def test_who_asks_for_a_ref_while_another_gives_it_up_does_not_get_it(desk: Desk) -> None:
    rename_claim(desk, "rain", "wet")
    other = added(desk, "It snowed.", ref="snow")

    with pytest.raises(BadInput, match="leads to it"):
        rename_claim(by(desk, "Ben"), other, "rain")


def test_a_beginning_fits_refs_in_use_before_those_that_claims_had(desk: Desk) -> None:
    added(desk, "It rained in 2012.", ref="rainy-2012")
    rename_claim(desk, "rain", "wet-2011")
    rename_claim(desk, "wet-2011", "dry-2011")

    assert claim_refs(desk, ["rai"]) == ["rainy-2012"]
    assert claim_refs(desk, ["we"]) == ["dry-2011"]
    assert claim_refs(desk, ["rain"]) == ["dry-2011"]
    rename_claim(desk, "rainy-2012", "dry-2012")
    with pytest.raises(BadInput, match='"rai" fits 2 refs: rain, rainy-2012'):
        claim_refs(desk, ["rai"])
    with pytest.raises(NotFound):
        show_claim(desk, "rai")
