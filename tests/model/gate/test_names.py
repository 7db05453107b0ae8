"""Confidential sources: found by whatever names them, and no alarm at words that name nobody."""

from typing import Any

import pytest

from tests.model.gate.asking import codes, found, mend, only
from tests.records import Told

SECRET: dict[str, Any] = {
    "title": "Minutes of the delta committee",
    "publisher": "Ministry of Works",
    "author": "Maryam Hosseini",
    "url": "https://www.leaks.example.org/minutes",
    "confidential": True,
}


def _told(text: str, **source: Any) -> Told:
    told = Told().source(**SECRET | source).capture().cite(standing="filed", capture="c1")
    return told.rate(rationale=text)


NAMED = {
    "title": "As the minutes of the Delta Committee show.",
    "publisher": "The ministry of works knew.",
    "author": "MARYAM HOSSEINI wrote it.",
    "surname": "As Hosseini wrote.",
    "site": "See https://leaks.example.org/minutes.",
}


@pytest.mark.parametrize("what", NAMED)
def test_whatever_names_a_confidential_source_is_found(what: str) -> None:
    messages = {
        one.finding.message for one in found(_told(NAMED[what])) if one.finding.code == "confidential-named"
    }
    assert f"Gives away the {what} of s1, a confidential source." in messages


def test_the_finding_does_not_repeat_the_name() -> None:
    for text in NAMED.values():
        for one in found(_told(text)):
            assert "Hosseini" not in str(one.finding)
            assert "leaks" not in str(one.finding)


def test_who_told_it_is_found() -> None:
    told = Told().source(title="A talk", kind="conversation", confidential=True)
    told.cite(standing="told", who="Nour Haddad", how="by phone").rate(summary="Nour Haddad says so.")
    findings = [one for one in found(told) if one.finding.code == "confidential-named"]
    assert {one.place for one in findings} == {("verdicts", "v1", "summary")}
    assert any("the teller of s1" in one.finding.message for one in findings)


@pytest.mark.parametrize(
    "text",
    [
        "The programme of the day is kept.",
        "A committee of the delta met; its minutes are kept.",
        "The ministry of public works knew.",
        "Hosseinieh is a village.",
        "See https://example.org/ and https://notleaks.example.org.uk/.",
        "A confidential source says so.",
    ],
)
def test_other_words_name_nobody(text: str) -> None:
    assert "confidential-named" not in codes(_told(text))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ({"author": "Will"}, "They will open it."),
        ({"author": "may"}, "It may open in May."),
        ({"title": "Log"}, "The log of the works says so."),
        ({"title": "Phone call"}, "He said so in a phone call."),
        ({"title": "Lengths", "publisher": "X"}, "The lengths differ by X metres."),
        ({"author": "the city archive"}, "The Archive of the state."),
    ],
)
def test_common_words_are_no_names(source: dict[str, str], text: str) -> None:
    assert "confidential-named" not in codes(_told(text, **source))


def test_a_single_name_counts_as_it_is_written() -> None:
    assert "confidential-named" in codes(_told("As Will says, it opened.", author="Will"))


def test_a_name_the_source_had_earlier_counts() -> None:
    told = Told().source(**SECRET).source(id="s1", title="A paper", confidential=True)
    told.cite().rate(rationale="Maryam Hosseini wrote it.")
    assert "confidential-named" in codes(told)


def test_a_source_that_is_open_by_now_may_be_named() -> None:
    told = Told().source(**SECRET).source(id="s1", title="A paper", author="Maryam Hosseini")
    assert "confidential-named" not in codes(told.cite().rate(rationale="Maryam Hosseini wrote it."))


def test_what_an_open_source_of_the_claim_carries_is_open() -> None:
    told = Told().source(**SECRET).cite().source(title="Roads", publisher="Ministry of works").cite()
    assert "confidential-named" not in codes(told.rate(rationale="The Ministry of Works says so."))


def test_a_publisher_the_claim_speaks_of_gives_nothing_away() -> None:
    told = Told("The Ministry of Works knew.").source(**SECRET).cite()
    assert "confidential-named" not in codes(told.rate(rationale="The Ministry of Works knew."))
    assert "confidential-named" in codes(told.rate(rationale="Its minutes of the delta committee say so."))


def test_the_claims_own_words_and_address_are_looked_at() -> None:
    told = Told("Maryam Hosseini knew.", ref="maryam-hosseini-knew").source(**SECRET).cite().rate()
    places = {one.place for one in found(told) if one.finding.code == "confidential-named"}
    assert places == {("ref",), ("text",)}


def test_a_surname_in_the_address_is_found_although_it_has_no_capitals() -> None:
    told = Told(ref="what-hosseini-knew").source(**SECRET).cite().rate()
    finding = only(told, "confidential-named")
    assert finding.place == ("ref",)
    assert "factcheck withdraw what-hosseini-knew" in mend(finding)


def test_a_quote_of_a_confidential_source_that_names_it_is_found() -> None:
    told = Told().source(**SECRET).cite(exact="I, Maryam Hosseini, saw it").rate()
    finding = next(one for one in found(told) if one.finding.code == "confidential-named")
    assert finding.place == ("evidence", "e1", "exact")
    assert "factcheck drop bridge e1 --why" in mend(finding)


def test_an_open_source_is_never_confidential() -> None:
    told = Told().source(title="Minutes", author="Maryam Hosseini").cite()
    assert "confidential-named" not in codes(told.rate(rationale="Maryam Hosseini wrote the Minutes."))


def test_names_in_scripts_without_capitals_are_found() -> None:
    assert "confidential-named" in codes(_told("به گفته حسینی چنین بود.", author="حسینی"))
