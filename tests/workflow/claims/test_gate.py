"""The gate on a real desk: which claims are asked, what the desk's settings change, and what publishing asks."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from factcheck.cli.remedies import in_words
from factcheck.desk import Desk
from factcheck.errors import NotFound
from factcheck.model.vocabulary import CorrectionKind, Decision
from factcheck.settings import Rules
from factcheck.workflow.claims.add import add_claims
from factcheck.workflow.claims.corrections import correct
from factcheck.workflow.claims.edit import edit_claim, note_claim, withdraw_claim
from factcheck.workflow.claims.gate import as_sarif, blocking, check
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.exports import export_dossiers
from tests.desks import added, by, opened, printed
from tests.exchange.test_sarif import checked as valid


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path) as desk:
        yield desk


def _with_rules(desk: Desk, **rules: object) -> Desk:
    return replace(desk, settings=replace(desk.settings, rules=Rules(**rules)))  # type: ignore[arg-type]


def _rated(desk: Desk, folder: Path, ref: str = "bridge", rating: str = "true", **claim: object) -> str:
    """A claim that rests on a document, rated and not yet read."""
    scan = folder / f"{ref}.txt"
    scan.write_text("The bridge was opened on 1 May 1932.", "utf-8")
    text = str(claim.pop("text", f"The bridge opened in 1932 ({ref})."))
    added(desk, text, ref=ref, **claim)
    log = add_source(desk, ref, str(scan), {"kind": "primary", "title": "Log of the works"})
    cite(desk, ref, log, {"exact": "opened on 1 May 1932", "stance": "supports"})
    rate(desk, ref, rating, Reasons("The log says so.", "It opened in 1932."))
    return ref


def _signed(desk: Desk, folder: Path, ref: str = "bridge", **more: object) -> str:
    _rated(desk, folder, ref, **more)  # type: ignore[arg-type]
    submit(desk, ref)
    review(by(desk, "Ben"), ref, Decision.APPROVE, None, None)
    return ref


def _codes(desk: Desk, *refs: str) -> list[tuple[str, str]]:
    return [(one.ref, one.finding.code) for one in check(desk, refs).findings]


def test_a_signed_claim_with_all_it_needs_is_let_through(desk: Desk, tmp_path: Path) -> None:
    ref = _signed(desk, tmp_path)
    found = check(desk)
    assert (found.claims, found.findings, found.blocking) == (1, [], [])
    with desk.store.reading() as ledger:
        assert blocking(desk, ledger, ledger.record(ref), desk.clock()) == []


def test_without_a_name_every_rated_claim_is_asked(desk: Desk, tmp_path: Path) -> None:
    _rated(desk, tmp_path, "b")
    _rated(desk, tmp_path, "a")
    added(desk, "Nobody has looked at this.", ref="c")
    withdraw_claim(desk, _rated(desk, tmp_path, "d"), "Never said.")
    assert _codes(desk) == [("a", "not-signed"), ("b", "not-signed")]
    assert check(desk).claims == 2


def test_a_check_that_was_taken_back_is_left_alone_unless_it_is_named(desk: Desk, tmp_path: Path) -> None:
    ref = _signed(desk, tmp_path)
    printed(desk, ref)
    correct(desk, ref, CorrectionKind.VOID, "It was another bridge.", "We mixed them up.")
    assert check(desk).claims == 0
    assert _codes(desk, ref) == [(ref, "verdict-outdated")]


def test_named_claims_are_asked_once_each_in_the_order_given_whatever_their_state(
    desk: Desk, tmp_path: Path
) -> None:
    _rated(desk, tmp_path, "a")
    added(desk, "Nobody has looked at this.", ref="b")
    withdraw_claim(desk, added(desk, "Never.", ref="c"), "Never said.")
    assert _codes(desk, "c", "b", "a", "b") == [(ref, "not-signed") for ref in ("c", "b", "a")]


def test_a_claim_there_is_not_is_named_with_the_near_one(desk: Desk, tmp_path: Path) -> None:
    _rated(desk, tmp_path, "bridge")
    with pytest.raises(NotFound, match=r'There is no claim "bridg"\. Did you mean "bridge"'):
        check(desk, ["bridg"])


def test_an_empty_desk_has_nothing_to_ask(desk: Desk) -> None:
    assert check(desk).claims == 0


def test_what_stops_one_claim_is_found_within_a_transaction_that_is_writing(
    desk: Desk, tmp_path: Path
) -> None:
    ref = _rated(desk, tmp_path)
    with desk.store.writing() as ledger:
        found = blocking(desk, ledger, ledger.record(ref), desk.clock())
    assert [one.finding.code for one in found] == ["not-signed"]


def test_warnings_stop_nothing_until_the_desk_says_so(desk: Desk, tmp_path: Path) -> None:
    ref = _signed(desk, tmp_path, text="The bridge opened in 1932. " * 4)
    assert [one.level for one in check(desk).findings] == ["warn"]
    strict = _with_rules(desk, levels={"long-wording": "block"})
    with desk.store.reading() as ledger:
        assert not blocking(desk, ledger, ledger.record(ref), desk.clock())
        [found] = blocking(strict, ledger, ledger.record(ref), desk.clock())
    assert found.finding.code == "long-wording"


def test_one_wording_with_two_verdicts_is_told_on_both_sides(desk: Desk, tmp_path: Path) -> None:
    _signed(desk, tmp_path, "a", text="The bridge opened in 1932.")
    add_claims(desk, [("here", {"text": "The Bridge opened in 1932!", "ref": "b"})], "here", anyway=True)
    add_source(desk, "b", None, {"kind": "conversation", "title": "A talk"})
    rate(desk, "b", "unverifiable", Reasons("Nobody knows.", "Nobody knows."))
    assert ("a", "same-wording") in _codes(desk)
    assert ("b", "same-wording") in _codes(desk)
    assert _codes(desk, "a") == [("a", "same-wording")]
    strict = _with_rules(desk, levels={"same-wording": "block"})
    with desk.store.reading() as ledger:
        [found] = blocking(strict, ledger, ledger.record("a"), desk.clock())
    assert found.finding.message == "b says the same and is rated unverifiable, not true."
    withdraw_claim(desk, "b", "Twice.")
    assert _codes(desk, "a") == []


def test_more_signatures_are_asked_for_by_the_kind_of_claim(desk: Desk, tmp_path: Path) -> None:
    _signed(desk, tmp_path, "a", kind="date")
    _signed(desk, tmp_path, "b", kind="figure")
    asking = replace(desk, settings=replace(desk.settings, reviewers={"figure": 2}))
    assert _codes(asking) == [("b", "too-few-signatures")]


def test_what_changes_after_the_signature_is_found(desk: Desk, tmp_path: Path) -> None:
    ref = _signed(desk, tmp_path)
    edit_claim(desk, ref, {"quote": "opened in 1932"}, "She said it.")
    [found] = check(desk).findings
    assert found.finding.message == "Ben signed the verdict, and since then changed: quote."


def test_a_note_in_the_reasons_is_found_in_what_is_stored(desk: Desk, tmp_path: Path) -> None:
    ref = _rated(desk, tmp_path)
    note_claim(desk, ref, "The clerk says the minister had the figures in March.")
    rate(desk, ref, "true", Reasons("The minister had the figures in March, we hear.", "So."))
    assert (ref, "private-note-quoted") in _codes(desk)


def test_sarif_points_at_the_lines_of_the_dossiers(desk: Desk, tmp_path: Path) -> None:
    ref = _rated(desk, tmp_path, text="False: the bridge opened")
    found = check(desk).findings
    assert all("region" not in _place(one) for one in valid(as_sarif(desk, found, in_words)))
    export_dossiers(desk, desk.settings.claims)
    results = {one["ruleId"]: one for one in valid(as_sarif(desk, found, in_words))}
    lines = (desk.settings.claims / f"{ref}.toml").read_text("utf-8").split("\n")
    place = _place(results["rating-word"])
    assert place["artifactLocation"] == {"uri": f"claims/{ref}.toml"}
    assert lines[place["region"]["startLine"] - 1] == 'text = "False: the bridge opened"'
    assert lines[_place(results["not-signed"])["region"]["startLine"] - 1] == "[[verdicts]]"


def _place(result: dict[str, Any]) -> Any:
    return result["locations"][0]["physicalLocation"]


def test_nothing_is_changed_by_asking(desk: Desk, tmp_path: Path) -> None:
    ref = _signed(desk, tmp_path)
    before = show_claim(desk, ref)
    check(desk)
    as_sarif(desk, check(desk).findings, in_words)
    assert show_claim(desk, ref) == before


def test_words_of_the_article_that_were_entered_as_the_claimants_are_named(
    desk: Desk, tmp_path: Path
) -> None:
    sentence = 'Okonjo claims that the debt "has doubled since 2020", to 88 million.'
    _rated(desk, tmp_path, claimant="Okonjo", claimant_type="person", quote=sentence)
    _rated(desk, tmp_path, "own", claimant="Okonjo", claimant_type="person", quote="has doubled since 2020")

    named = [one for one in check(desk).findings if one.finding.code.endswith("-quote")]

    assert [(one.ref, one.finding.code) for one in named] == [
        ("bridge", "third-person-quote"),
        ("bridge", "marked-quote"),
    ]
    for one in named:
        assert f"--quote 'has doubled since 2020' --sentence '{sentence}'" in in_words(one.finding.remedies)


def test_a_whole_sentence_that_was_entered_as_words_is_named_until_somebody_vouches_for_it(
    desk: Desk, tmp_path: Path
) -> None:
    sentence = "The debt has doubled since 2020."
    place = {"start": 40, "end": 40 + len(sentence), "text_digest": "ab" * 32}
    ref = _rated(desk, tmp_path, claimant="Okonjo", claimant_type="person", quote=sentence, place=place)

    [named] = [one for one in check(desk, [ref]).findings if one.finding.code.endswith("sentence")]
    assert in_words(named.finding.remedies) == (
        f"Give only what was said: factcheck edit bridge --quote '' --sentence '{sentence}' --why \"…\", "
        f"or keep it, where the claimant said just that: factcheck edit bridge --sentence '{sentence}'"
    )

    edit_claim(desk, ref, {"sentence": sentence})
    assert not [one for one in check(desk, [ref]).findings if one.finding.code.endswith("sentence")]


@pytest.mark.parametrize(
    "quote", ["He said that the debt has doubled.", "Okonjo claims that the debt doubled."]
)
def test_words_of_nobody_that_tell_who_said_them_are_named(desk: Desk, tmp_path: Path, quote: str) -> None:
    _rated(desk, tmp_path, quote=quote)
    [named] = [one for one in check(desk).findings if one.finding.code == "third-person-quote"]
    assert named.finding.message.startswith("The exact words tell who said them, as an article does")
