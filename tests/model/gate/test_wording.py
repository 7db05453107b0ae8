"""Claim texts that carry a rating, and the many that only use such a word."""

import pytest

from factcheck.model.gate.wording import carried_rating, rating_labels
from tests.model.gate.asking import codes, mend, only
from tests.records import SCALES, Told, held

LABELS = rating_labels(SCALES)

CARRIES = [
    "False",
    "FALSE!",
    "Pants on fire",
    "False: the bridge opened in 1932",
    "FALSE — the bridge opened in 1932.",
    "False - the bridge opened in 1932.",
    "[Fake] The bridge opened in 1932.",
    "(Misleading) The bridge opened in 1932.",
    "❌ False: The bridge opened in 1932",
    "Mostly true: the bridge opened in 1932",
    "Half-true | The bridge opened in 1932",
    "half true: it opened",
    "True. The bridge opened in 1932.",
    "Hoax! The bridge opened in 1932.",
    "The bridge opened in 1932: false",
    "The bridge opened in 1932 – FALSE",
    "The bridge opened in 1932 (false)",
    "The bridge opened in 1932 [Satire].",
    "The bridge opened in 1932. False.",
    "Did the bridge open in 1932? Fake!",
    "The bridge opened in 1932 | Mostly false",
    "Fact check: the bridge opened in 1932",
    "FACT-CHECK: False, the bridge did not open",
    "Factcheck: did the bridge open?",
    "Verdict: false",
    "Rating: half true",
    "Unverifiable: it opened",
    "False：it opened",
    "نادرست: پل در سال ۱۹۳۲ باز شد",
    "Falsch: Die Brücke wurde 1932 eröffnet",
    "Faux : le pont a ouvert en 1932",
]
CARRIES_NOT = [
    "The bridge opened in 1932.",
    "The true cost of the bridge was 5 million.",
    "True costs are hidden.",
    "True love waits, says the bishop.",
    "False alarms rose by 12 per cent in 2025.",
    "False-positive rates fell.",
    "The minister says the report is false.",
    "The report about the bridge is fake news.",
    "He called the figures misleading",
    "The court found that the testimony was false.",
    "The song True was released in 1983.",
    "Fake goods worth 3 million were seized.",
    "Is it true or false?",
    "Half of the true figures are missing.",
    "Satire magazines lost half of their readers.",
    "Accurate rifles were sold.",
    "Correct, he said, and left.",
    "The verdict was guilty.",
    "The rating of the bank fell: it is junk",
    "Fact checkers are paid by the state.",
    "The fact check: a history, appeared in 2016.",
    "Wrongful convictions doubled.",
    "The oath of the court says: the truth and nothing but the truth",
    "The party True – Finns lost two seats.",
    "A hoax cost the city 2 million.",
    "1 + 1 = 3",
    "…",
]


@pytest.mark.parametrize("text", CARRIES)
def test_a_rating_set_off_from_the_claim_is_found(text: str) -> None:
    assert carried_rating(text, LABELS)


@pytest.mark.parametrize("text", CARRIES_NOT)
def test_a_word_that_the_claim_itself_uses_is_no_rating(text: str) -> None:
    assert carried_rating(text, LABELS) == ""


def test_the_finding_names_the_rating_and_the_command() -> None:
    finding = only(Told("False: it opened in 1932").source().cite().rate(), "rating-word")
    assert (finding.blocks, finding.place) == (True, ("text",))
    assert finding.finding.message.startswith('The wording carries "false"')
    assert mend(finding) == 'Write it otherwise: factcheck edit bridge --text "…" --why "…"'
    assert "rating-word" not in codes(held())


def test_the_longest_label_is_the_one_named() -> None:
    assert carried_rating("Mostly false: it opened", LABELS) == "mostly false"


def test_a_desks_own_labels_count() -> None:
    assert carried_rating("Bonkers: it opened", LABELS) == ""
    assert carried_rating("Bonkers: it opened", LABELS | {"bonkers"}) == "bonkers"


def test_a_very_long_text_is_read_quickly() -> None:
    assert carried_rating("true " * 2_000, LABELS) == ""
    assert carried_rating("." * 10_000, LABELS) == ""


def test_a_wording_longer_than_search_pages_show_is_named() -> None:
    assert "long-wording" not in codes(Told("x" * 75))
    finding = only(Told("x" * 76), "long-wording")
    assert not finding.blocks
    assert finding.finding.message == "The wording has 76 characters; search pages show 75."
    assert mend(finding) == 'Write it otherwise: factcheck edit bridge --text "…"'


@pytest.mark.parametrize(
    ("claimed_on", "after"),
    [
        ("2026-03-03", True),
        ("2026-04", True),
        ("2027/2028", True),
        ("2026-03-02", False),
        ("2026", False),
        ("2011", False),
    ],
)
def test_a_claim_is_dated_before_its_verdict(claimed_on: str, after: bool) -> None:
    assert ("dated-after" in codes(held(claimed_on=claimed_on))) is after


@pytest.mark.parametrize(
    ("rated_at", "after"),
    [("2026-03-02T09:59:59Z", True), ("2026-03-02T10:00:00Z", False), ("2026-03-03T23:00:00Z", False)],
)
def test_a_claim_of_today_is_dated_right_anywhere_on_earth(rated_at: str, after: bool) -> None:
    told = held(claimed_on="2026-03-03").rate(at=rated_at)
    assert ("dated-after" in codes(told)) is after


def test_a_wrong_date_says_both_days() -> None:
    finding = only(held(claimed_on="2026-04"), "dated-after")
    assert finding.finding.message == "The claim is dated April 2026, after the verdict of 2026-03-02."
    assert mend(finding) == 'Write it otherwise: factcheck edit bridge --claimed-on "…" --why "…"'


def test_a_claimant_is_a_person_or_an_organization() -> None:
    finding = only(held(claimant="The council"), "claimant-type")
    assert not finding.blocks
    assert mend(finding) == ("Say which: factcheck edit bridge --claimant-type person|organization")
    assert "claimant-type" not in codes(held(claimant="The council", claimant_type="organization"))
    assert "claimant-type" not in codes(held())
