"""What machines are told of a check: strictly schema.org, and nothing that is not known."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from jinja2.utils import htmlsafe_json_dumps

from factcheck.dossier.scales import scales_of
from factcheck.model.public import public_checks
from factcheck.model.vocabulary import Act
from factcheck.report.outputs.claimreview import claim_review
from tests.records import SCALES, hostile
from tests.report.checks import (
    ARTICLE,
    SITE,
    corrected,
    now,
    published,
    versions,
)
from tests.report.vocabulary import misuses

SAID: dict[str, Any] = {
    "claimant": "Nour Haddad",
    "claimed_on": "2022-03",
    "said_in": "https://tide.example/said",
    "appearances": ["https://other.example/é", "https://desk.example/news/1", "https://tide.example/said"],
    "article": "harbour",
    "quote": "opened in ’32",
    "language": "en",
}


def _markup(told: Any, article: Any = ARTICLE) -> dict[str, Any]:
    made = claim_review(now(told), article, SITE)
    assert made
    return made


@pytest.mark.parametrize(
    "told",
    [published(**SAID), published("unverifiable"), corrected(**SAID), corrected("update")],
    ids=["all that is known", "next to nothing", "corrected", "updated"],
)
def test_every_term_is_one_of_schema_org_and_stands_where_it_belongs(told: Any) -> None:
    assert misuses(_markup(told)) == []


def test_the_vocabulary_would_not_let_a_wrong_term_by() -> None:
    wrong = {**_markup(published()), "claimReviewd": "x", "itemReviewed": {"@type": "Claim", "author": "x"}}
    assert misuses(wrong) == ["ClaimReview has no claimReviewd", "author is not text"]


def test_a_whole_check_says_what_its_page_shows() -> None:
    assert _markup(published(**SAID)) == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://desk.example/checks/claims/bridge.html",
        "claimReviewed": "The bridge opened in 1932.",
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "True",
            "ratingValue": 6,
            "bestRating": 6,
            "worstRating": 1,
            "ratingExplanation": "The register has the day.",
        },
        "author": {
            "@type": "Organization",
            "name": "The Harbour Desk",
            "url": "https://desk.example/checks/",
        },
        "itemReviewed": {
            "@type": "Claim",
            "text": "opened in ’32",
            "creditText": "Nour Haddad",
            "datePublished": "2022-03",
            "inLanguage": "en",
            "firstAppearance": {"@type": "CreativeWork", "url": "https://tide.example/said"},
            "appearance": [
                {"@type": "CreativeWork", "url": "https://tide.example/said"},
                {"@type": "CreativeWork", "url": "https://other.example/%C3%A9"},
                {"@type": "CreativeWork", "url": "https://tide.example/bridge"},
            ],
        },
        "datePublished": "2026-03-02T09:08:00Z",
        "dateModified": "2026-03-02T09:08:00Z",
        "inLanguage": "en",
        "citation": [
            {"@type": "CreativeWork", "name": "City archive", "url": "https://archive.example/1932"}
        ],
    }


def test_what_is_not_known_is_not_there() -> None:
    made = _markup(published(summary=None), None)
    assert made["itemReviewed"] == {"@type": "Claim"}
    assert "correction" not in made
    assert "ratingExplanation" not in made["reviewRating"]


def test_nobody_is_called_a_person_or_an_institution_by_a_guess() -> None:
    item = _markup(published(claimant="The Ministry"), None)["itemReviewed"]
    assert item == {"@type": "Claim", "creditText": "The Ministry"}


@pytest.mark.parametrize(("said", "kind"), [("person", "Person"), ("organization", "Organization")])
def test_a_claimant_is_the_author_of_the_claim_as_what_the_record_says_it_is(said: str, kind: str) -> None:
    made = _markup(published(claimant="Nour Haddad", claimant_type=said), None)
    assert made["itemReviewed"] == {"@type": "Claim", "author": {"@type": kind, "name": "Nour Haddad"}}
    assert misuses(made) == []


def test_a_rating_outside_the_order_has_its_label_and_no_number() -> None:
    rating = _markup(published("unverifiable", summary=None))["reviewRating"]
    assert rating == {"@type": "Rating", "alternateName": "Unverifiable"}


def test_the_numbers_are_those_of_the_version_the_verdict_was_given_on() -> None:
    newer = SCALES.get("seven-step").model_dump(mode="json") | {"version": 2}
    newer["ratings"] = [one | {"label": f"Now {one['label']}"} for one in newer["ratings"]]
    scales = scales_of([newer])
    edition = replace(SITE, scales=scales, scale=scales.get("seven-step"))
    made = claim_review(public_checks(published().record, scales)[-1], None, edition)
    assert made
    assert made["reviewRating"]["alternateName"] == "True"


@pytest.mark.parametrize(
    ("claimed_on", "given"),
    [
        ("2022-03-19", "2022-03-19"),
        ("2022", "2022"),
        ("2026", "2026"),
        ("1997/2012", None),
        ("2026-03-03", None),
        ("2031", None),
    ],
    ids=["a day", "a year", "the year of the review", "a span", "the day after the review", "years after"],
)
def test_a_claim_has_a_date_only_where_schema_org_has_one_for_it(claimed_on: str, given: str | None) -> None:
    assert _markup(published(claimed_on=claimed_on))["itemReviewed"].get("datePublished") == given


def test_a_place_in_words_is_no_appearance() -> None:
    assert "firstAppearance" not in _markup(published(said_in="a speech in Basra"), None)["itemReviewed"]


def test_the_own_site_is_never_where_a_claim_appeared() -> None:
    item = _markup(published(said_in="https://DESK.example/blog", article="harbour"))["itemReviewed"]
    assert "firstAppearance" not in item
    assert item["appearance"] == [{"@type": "CreativeWork", "url": "https://tide.example/bridge"}]


def test_a_correction_is_told_and_the_first_publication_stays() -> None:
    made = _markup(corrected())
    assert (made["datePublished"], made["dateModified"]) == ("2026-03-02T09:08:00Z", "2026-03-02T09:13:00Z")
    assert made["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "The year was wrong. We misread the log.",
            "datePublished": "2026-03-02T09:09:00Z",
        }
    ]
    assert made["reviewRating"]["alternateName"] == "False"


def test_a_version_that_does_not_stand_carries_none() -> None:
    started = published().correct()
    void = published().correct("void").publish()
    drifted = published().recheck("quote-absent")
    replaced = versions(corrected())[0]
    for check in (now(started), now(void), now(drifted), replaced):
        assert claim_review(check, ARTICLE, SITE) is None, check.state


def test_a_confidential_source_is_not_cited() -> None:
    told = published()
    told.did(Act.SOURCE, {"source": {**told.record.source("s1").plain(), "confidential": True}, "why": "So."})
    made = claim_review(versions(told)[-1], None, SITE)
    assert "archive.example" not in json.dumps(made)


def test_addresses_hang_together_whether_or_not_the_base_ends_in_a_slash() -> None:
    made = claim_review(now(published()), None, replace(SITE, base_url="https://desk.example/"))
    assert made
    assert made["url"] == "https://desk.example/claims/bridge.html"
    assert made["author"]["url"] == "https://desk.example/"


@given(hostile)
@settings(max_examples=60)
def test_hostile_text_stays_text_in_a_script(text: str) -> None:
    made = _markup(published(text=f"x{text}", claimant=f"x{text}", summary=f"x{text}"))
    written = str(htmlsafe_json_dumps(made))
    assert not set("<>&") & set(written)
    assert json.loads(written) == made
    assert _empty(made) == []


def _empty(node: Any) -> list[str]:
    """The keys, at any depth, that say nothing."""
    if isinstance(node, dict):
        found = [key for key, value in node.items() if value in (None, "", [], {})]
        return found + [key for value in node.values() for key in _empty(value)]
    return [key for one in node for key in _empty(one)] if isinstance(node, list) else []
