"""Looking up earlier claims on a desk: its own and others', of a wording or of a claim that is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.matching.earlier import rank_candidates
from factcheck.model.earlier import EarlierCheck
from factcheck.model.vocabulary import Band
from factcheck.workflow.articles.sentences import add_article
from factcheck.workflow.claims.edit import withdraw_claim
from factcheck.workflow.earlier.match import likely_findings, match_lines, match_words
from tests.desks import CHECK, added, opened


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path) as desk:
        added(desk, "The bridge over the delta opened in 1932.", ref="opened", claimant="The mayor")
        with desk.store.writing() as ledger:
            ledger.shelve([CHECK])
        yield desk


def test_own_claims_have_a_ref_and_those_of_others_an_address(desk: Desk) -> None:
    own, other = match_words(desk, "the bridge opened in 1932", folded=True).as_json()["matches"]

    assert (own["ref"], own["claimant"], own["status"]) == ("opened", "The mayor", "unverified")
    assert "url" not in own
    assert (other["url"], other["rating"], other["publisher"]) == (CHECK.url, "Mostly false", "The Measurers")
    assert not {"ref", "status"} & set(other)
    assert {"text", "score", "band", "why", "differs"} <= set(own) & set(other)


def test_a_claim_does_not_find_itself(desk: Desk) -> None:
    added(desk, "The bridge over the delta opened in 1945.", ref="twin")

    assert [one.earlier.ref for one in match_words(desk, "opened").matches] == ["twin", None]
    assert [one.earlier.ref for one in match_words(desk, "opened", limit=1).matches] == ["twin"]


def test_a_withdrawn_claim_can_be_asked_about_but_is_not_found(desk: Desk) -> None:
    added(desk, "The bridge over the delta opened in 1945.", ref="twin")
    withdraw_claim(desk, "twin", "It was never said.")

    assert [one.earlier.ref for one in match_words(desk, "twin").matches] == ["opened", None]
    assert [one.earlier.ref for one in match_words(desk, "opened").matches] == [None]


def test_the_first_three_are_shown_in_any_case_and_the_others_that_share_little_if_asked_for(
    desk: Desk,
) -> None:
    for name in ("rivers", "lakes", "hills", "towns"):
        added(desk, f"Our country has the most {name} of all countries on its continent.", ref=name)

    asked = "A country of many people"
    answer = match_words(desk, asked)
    assert [one.band for one in answer.matches] == [Band.FOLDED] * 3
    assert answer.folded
    whole = match_words(desk, asked, folded=True)
    assert whole.matches[:3] == answer.matches
    assert (len(whole.matches), whole.folded) == (5, False)
    assert len(match_words(desk, asked, limit=2).matches) == 2


def test_what_shares_little_is_not_shown_alone_where_something_shares_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("rivers", "lakes"):
        added(desk, f"Our country has the most {name} of all countries; a bridge is in each.", ref=name)
    monkeypatch.setattr(
        "factcheck.workflow.earlier.match.rank_candidates",
        lambda *asked: sorted(rank_candidates(*asked), key=lambda one: one.band is not Band.FOLDED),
    )

    for limit in (1, 2):
        bands = [one.band for one in match_words(desk, "the bridge opened in 1932", limit=limit).matches]
        assert [band is Band.FOLDED for band in bands] == [True, False][-limit:]


def test_three_others_are_shown_of_a_claim_that_is_there(desk: Desk) -> None:
    for name in ("rivers", "lakes", "hills", "towns"):
        added(desk, f"Our {name} are famous.", ref=name)

    assert len(match_words(desk, "rivers").matches) == 3


def test_each_line_has_an_answer_in_order(desk: Desk) -> None:
    lines = ["the bridge opened in 1932", "", "nothing of the kind"]
    assert [(one.text, len(one.matches)) for one in match_lines(desk, lines)] == [
        (lines[0], 2),
        (lines[2], 0),
    ]


def test_new_claims_tell_of_likely_ones_alone(desk: Desk) -> None:
    twin = added(desk, "The bridge over the delta opened in 1945.")
    new = added(desk, "Taxes fell.")
    (found,) = likely_findings(desk, [twin, new])

    assert str(found.message).startswith(f"Like {twin} (opened): ")


def test_words_that_are_no_unicode_are_refused_in_words(desk: Desk) -> None:
    with pytest.raises(BadInput, match="not valid Unicode"):
        match_words(desk, "bridge \ud800")


def test_a_claim_is_looked_up_with_its_day_and_with_what_stands_before_it(desk: Desk) -> None:
    for url, text, day in (
        ("https://checks.example/oslo", "Taxes doubled in Oslo.", "2016-02-01"),
        ("https://checks.example/rome", "Taxes doubled in Rome.", "2022-03-02"),
        ("https://checks.example/bonn", "Taxes doubled in Bonn.", "2011-01-01"),
    ):
        check = EarlierCheck.of({"url": url, "text": text, "published_on": day})
        with desk.store.writing() as ledger:
            ledger.shelve([check])
    words = "It was late. The mayor of Bonn spoke at length. They doubled the taxes. Rome was silent."
    add_article(desk, "-", words.encode(), {"ref": "speech"})
    in_article = added(desk, "They doubled the taxes.", ref="told", article="speech")
    with_day = added(desk, "They doubled all taxes.", ref="dated", claimed_on="2022-03-01")
    with_context = added(desk, "They doubled taxes here.", ref="about", context="It is about Oslo.")

    firsts = [
        next(one.earlier.url for one in match_words(desk, ref).matches if one.earlier.url)
        for ref in (in_article, with_day, with_context)
    ]

    assert [str(url).rpartition("/")[2] for url in firsts] == ["bonn", "rome", "oslo"]
