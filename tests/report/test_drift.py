"""What a claim's page says of quotes that were looked up again."""

from typing import TYPE_CHECKING, Any

import pytest

from factcheck.model.vocabulary import Act, RecheckResult
from factcheck.phrase import lowered
from factcheck.report.drift import difference
from factcheck.report.edition import Edition
from factcheck.report.outcomes import RUNG
from factcheck.report.pages import claim_page, single_page
from factcheck.report.translator import ENGLISH
from tests.report.reader import text_of

if TYPE_CHECKING:
    from tests.report.conftest import Story

LOST: dict[str, Any] = {"payload_digest": None, "content_type": None, "size": 0, "text_digest": None}
NOTICE = "Since this verdict was given, something it rests on has changed or cannot be found."


def _rated(story: type["Story"]) -> "Story":
    return story().source(url="https://archive.example/a").page().find().rate()


def _read(told: "Story", edition: Edition) -> str:
    return text_of(claim_page(told.record, None, edition))


@pytest.mark.parametrize("rung", RecheckResult)
def test_each_finding_is_said_in_words(rung: RecheckResult, story: type["Story"], edition: Edition) -> None:
    said = _read(_rated(story).recheck(rung), edition)
    assert f"Checked again on 10 November 2026: {lowered(RUNG[rung].text)}" in said
    assert (NOTICE in said) == rung.needs_a_person


def test_the_last_finding_counts(story: type["Story"], edition: Edition) -> None:
    told = _rated(story).recheck("quote-absent").recheck("same-bytes", outcome="unchanged", **LOST)
    said = _read(told, edition)
    assert "Checked again on 10 November 2026: nothing changed." in said
    assert said.count("Checked again") == 1
    assert NOTICE not in said


def test_new_words_are_shown_with_the_difference(story: type["Story"], edition: Edition) -> None:
    told = _rated(story).recheck("quote-altered", found="opened in 1933, at noon")
    assert "the words now read otherwise: opened in [taken out: 1932] [put in: 1933, at noon]" in _read(
        told, edition
    )
    page = claim_page(told.record, None, edition)
    assert '<blockquote class="now" dir="auto"><p>opened in <del>' in page


def test_gone_and_unreachable_say_how_often(story: type["Story"], edition: Edition) -> None:
    gone = _rated(story).recheck("gone", outcome="error:not-found", **LOST)
    assert "the page is gone; it was not there twice, at least a day apart." in _read(gone, edition)
    lost = _rated(story).recheck("unreachable", outcome="error:tls:expired", **LOST)
    assert (
        "the page could not be reached the last three times; most recently, the site’s certificate is out of date."
        in _read(lost, edition)
    )


def test_what_could_not_be_told_says_why(story: type["Story"], edition: Edition) -> None:
    part = _rated(story).recheck("undetermined", outcome="partial")
    assert "could not be told, because only part of the page came." in _read(part, edition)
    cut = _rated(story).recheck("undetermined", outcome="partial", text_outcome="text:cut")
    assert "could not be told, because only the beginning of its text was read." in _read(cut, edition)
    other = _rated(story).recheck("undetermined")
    assert "could not be told, because what came may not be the same page." in _read(other, edition)
    mute = _rated(story).recheck("undetermined", text_digest=None)
    assert "could not be told, because no words could be read from it." in _read(mute, edition)


def test_a_verdict_under_which_something_changed_says_so_before_all_else(
    story: type["Story"], edition: Edition
) -> None:
    told = _rated(story).submit().decide("approve").recheck("quote-absent")
    said = _read(told, edition)
    assert (
        f"Needs a recheck. {NOTICE} Evidence 1: the words are no longer there. Checked on 10 November" in said
    )
    assert said.index(NOTICE) < said.index("What True means")
    assert "so the signature no longer counts" in said
    assert 'href="#c.the-claim.e1">Evidence 1<' in single_page([told.record], {}, edition)


def test_once_judged_a_change_is_no_longer_news(story: type["Story"], edition: Edition) -> None:
    told = _rated(story).recheck("quote-altered", found="opened in 1933").rate("false")
    said = _read(told, edition)
    assert NOTICE not in said
    assert "Checked again on 10 November 2026: the words now read otherwise" in said


def test_a_withdrawn_claim_needs_no_recheck(story: type["Story"], edition: Edition) -> None:
    told = _rated(story).recheck("gone").did(Act.WITHDRAW, {"why": "Not a claim."})
    assert NOTICE not in _read(told, edition)


def test_the_history_tells_what_was_found_of_which_quote(story: type["Story"], edition: Edition) -> None:
    told = _rated(story).recheck("quote-absent").recheck("gone", outcome="error:not-found", **LOST)
    said = _read(told, edition)
    assert "captured City archive again; evidence 1: the words are no longer there" in said
    assert "could not fetch City archive: the site has no such page; evidence 1: the page is gone" in said


# The difference


def _shown(before: str, after: str) -> str:
    return text_of(f"<body>{ENGLISH.html(difference(before, after))}")[1:].strip()


def test_a_mark_at_the_end_of_a_word_is_no_change_of_the_word() -> None:
    assert _shown("by the mayor himself, at noon.", "by the mayor, at noon!") == (
        "by the mayor [taken out: himself], at noon [taken out: .][put in: !]"
    ).replace("noon [", "noon[")


def test_a_first_word_changed_stands_apart_from_the_new_one() -> None:
    assert (
        _shown("Four died that day", "Five died that day") == "[taken out: Four] [put in: Five] died that day"
    )


def test_a_figure_is_changed_as_a_whole() -> None:
    assert _shown("it cost 3,000.50 pounds", "it cost 3,000.70 pounds") == (
        "it cost [taken out: 3,000.50] [put in: 3,000.70] pounds"
    )


def test_wordings_that_have_little_in_common_are_not_mixed() -> None:
    assert _shown("opened in 1932", "the mayor never came") == "the mayor never came"


def test_a_very_long_wording_is_shown_as_it_reads_now() -> None:
    assert _shown("word " * 400, "word " * 399 + "end").startswith("word word")


def test_hostile_words_stay_words() -> None:
    shown = ENGLISH.html(difference("a b c d <b>x</b>", "a b c d <img src=x> \u202e"))
    assert "<img" not in shown
    assert "\u202e" not in shown
    assert "&lt;img src=x&gt;" in shown.replace("</span>", "")
