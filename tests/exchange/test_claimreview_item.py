"""One ClaimReview in all the shapes others write it in."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.exchange.claimreview import ReadCheck
from factcheck.model.earlier import EarlierCheck
from factcheck.model.text import MAX_CLAIM, MAX_LINE, MAX_PROSE
from tests.exchange.published import REVIEW, read, review, taken

MENDED = "link-mended publisher_url"
HOSTILE: tuple[Any, ...] = (
    "<script>alert(1)</script>",
    "\u202egnp.exe\u202c\u2066x",
    "a\x00b\x1b[31m",
    "\ud800",
    "x" * 1_000_000,
    "é" * 400_000,
    "<" * 100_000,
    "&#" + "9" * 5_000 + ";",
    "&lt;" * 20_000,
    "{{ 7*7 }}",
    "../../../etc/passwd",
    "javascript:alert(1)",
    "https://user:pw@x.example/",
    9 * 10**400,
    -1e308,
    True,
    [],
    {},
    [[[["x"]]]],
    [None, 7, {"name": ["a", {"name": "b"}]}],
    {"@value": "x"},
    {"name": {"name": {"name": {"name": {"name": "deep"}}}}},
    ["https://x.example/"] * 1_000,
)
FIELDS = (
    *(
        "claimReviewed",
        "url",
        "datePublished",
        "author",
        "publisher",
        "reviewRating",
        "itemReviewed",
        "inLanguage",
    ),
    *("headline", "name", "description", "reviewBody", "@id", "mainEntityOfPage", "appearance", "@type", "é"),
)


@pytest.mark.parametrize(
    "kind",
    [
        "ClaimReview",
        ["Review", "ClaimReview"],
        "http://schema.org/ClaimReview",
        "schema:claimReview",
        [3, "ClaimReview"],
    ],
)
def test_the_type_is_known_in_any_spelling(kind: Any) -> None:
    assert taken(review(**{"@type": kind}))[0].text == "The bridge opened in 1932."


@pytest.mark.parametrize(
    ("given", "publisher", "url", "mended"),
    [
        ({"author": "The Tide"}, "The Tide", None, []),
        ({"author": ["The Tide", {"name": "Radio Küste"}]}, "The Tide, Radio Küste", None, []),
        ({"author": [{"name": "Tide", "url": "tide.example/a b"}]}, "Tide", "https://tide.example/a%20b", [MENDED]),
        ({"author": None, "publisher": {"name": "The Tide"}}, "The Tide", None, ["publisher-elsewhere publisher"]),
        ({"author": None}, None, None, []),
        ({"author": {"@type": "Person", "name": "Ben"}, "publisher": {"name": "The Tide"}}, "The Tide", None, []),
        ({"author": {"@type": "Person", "name": "Ben"}}, "Ben", None, []),
        ({"author": {"name": "Tide", "url": "/", "@id": "#us"}}, "Tide", "https://checks.example/", [MENDED]),
        ({"author": {"name": "The Tide", "@id": "https://tide.example/"}}, "The Tide", "https://tide.example/", []),
    ],
)  # fmt: skip
def test_the_publisher_is_found(
    given: dict[str, Any], publisher: str | None, url: str | None, mended: list[str]
) -> None:
    check, remarks = taken(review(**given))
    assert (check.publisher, check.publisher_url, remarks) == (publisher, url, mended)


@pytest.mark.parametrize(
    ("given", "text", "title", "summary"),
    [
        ({"description": "It opened.", "name": "Did it?"}, "It opened.", "Did it?", None),
        ({"name": "It opened."}, "It opened.", None, None),
        (
            {"itemReviewed": {"@type": "Claim", "text": "It opened."}, "name": "Did it?"},
            "It opened.",
            "Did it?",
            None,
        ),
        (
            {"itemReviewed": {"@type": "CreativeWork", "name": "An address"}, "name": "It opened."},
            "It opened.",
            None,
            None,
        ),
    ],
)
def test_a_wording_that_stands_elsewhere_is_found(
    given: dict[str, Any], text: str, title: str | None, summary: str | None
) -> None:
    check, remarks = taken(review(claimReviewed=None, **given))
    assert (check.text, check.title, check.summary) == (text, title, summary)
    assert remarks == ["wording-elsewhere text"]


def test_words_beside_the_wording_are_kept_as_what_they_are() -> None:
    check, _ = taken(review(name="Did it?", description="No.", reviewBody="Long.\n\nVery."))
    assert (check.title, check.summary, check.body) == ("Did it?", "No.", "Long.\n\nVery.")
    rating = REVIEW["reviewRating"] | {"ratingExplanation": "The ledger says so."}
    assert taken(review(description="No.", reviewRating=rating))[0].summary == "The ledger says so."
    assert taken(review(reviewRating=rating | {"ratingExplanation": 5}))[0].summary is None


@pytest.mark.parametrize(
    ("item", "links"),
    [
        ({"appearance": "https://talk.example/1"}, ["https://talk.example/1"]),
        ({"appearance": {"url": "https://talk.example/1"}}, ["https://talk.example/1"]),
        ({"appearance": ["https://talk.example/1", {"@id": "https://talk.example/2"}]}, ["https://talk.example/1", "https://talk.example/2"]),
        ({"firstAppearance": {"url": "https://talk.example/0"}, "appearance": "https://talk.example/0"}, ["https://talk.example/0"]),
        ({"@type": "CreativeWork", "url": "https://talk.example/1", "author": {"sameAs": "https://who.example"}}, ["https://talk.example/1"]),
        (None, []),
        ("A speech", []),
    ],
)  # fmt: skip
def test_where_the_claim_was_made_is_found(item: Any, links: list[str]) -> None:
    assert list(taken(review(itemReviewed=item))[0].appearances) == links


def test_who_made_the_claim_is_read_from_any_kind_of_item() -> None:
    item = {"@type": "creativeWork", "author": {"name": ["Ana Ruiz", "mayor"]}, "datePublished": "2026"}
    check, _ = taken(review(itemReviewed=[{"@type": "Claim"}, item]))
    assert (check.claimant, check.claimed_on) == ("Ana Ruiz, mayor", "2026")


@pytest.mark.parametrize(
    ("rating", "label", "numbers"),
    [
        ({"alternateName": "não_é_bem_assim"}, "não_é_bem_assim", None),
        ({"ratingValue": "2,5", "bestRating": 10, "worstRating": "0"}, None, (2.5, 10, 0)),
        ({"ratingValue": "Falso"}, "Falso", None),
        ("Falso", "Falso", None),
        ([{"alternateName": "Falso"}], "Falso", None),
        ({"alternateName": ["Falso", "Falso"], "ratingValue": ""}, "Falso", None),
        (None, None, None),
    ],
)
def test_a_rating_keeps_its_own_label(rating: Any, label: str | None, numbers: Any) -> None:
    check, remarks = taken(review(reviewRating=rating))
    found = (check.rating_number, check.best, check.worst)
    assert (check.rating, found, remarks) == (label, numbers or (None, None, None), [])


@pytest.mark.parametrize(
    "numbers",
    [
        {"ratingValue": 1},
        {"ratingValue": 1, "bestRating": 5},
        {"ratingValue": 1, "bestRating": "", "worstRating": ""},
        {"ratingValue": "1", "bestRating": "five", "worstRating": "1"},
        {"ratingValue": 6, "bestRating": 5, "worstRating": 1},
        {"ratingValue": 0, "bestRating": 5, "worstRating": 1},
        {"ratingValue": -1, "bestRating": -1, "worstRating": -1},
        {"ratingValue": 2, "bestRating": 1, "worstRating": 5},
        {"ratingValue": 2, "bestRating": 10**30, "worstRating": 1},
        {"ratingValue": 2, "bestRating": 5, "worstRating": True},
    ],
)
def test_a_number_without_a_scale_is_left_out_and_told(numbers: dict[str, Any]) -> None:
    check, remarks = taken(review(reviewRating={"alternateName": "False", **numbers}))
    assert (check.rating, check.rating_number, check.best, check.worst) == ("False", None, None, None)
    assert remarks == ["number-dropped rating_number"]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("datePublished", "25/12/2011", "date-dropped published_on"),
        ("datePublished", 1_592_000_000_000, "date-dropped published_on"),
        ("inLanguage", "English", "language-dropped language"),
    ],
)
def test_a_date_or_a_language_that_is_none_is_left_out_and_told(field: str, value: Any, code: str) -> None:
    check, remarks = taken(review(**{field: value}))
    assert (check.published_on is None, check.language is None) == (
        field == "datePublished",
        field == "inLanguage",
    )
    assert remarks == [code]


def test_a_language_may_be_an_object() -> None:
    assert taken(review(inLanguage={"@type": "Language", "name": "fa"}))[0].language == "fa"


def test_markup_is_taken_out_and_told() -> None:
    check, remarks = taken(
        review(claimReviewed="The <b>bridge</b> &amp;amp; 1 &lt; 2", description="<p>One</p><p>Two")
    )
    assert (check.text, check.summary) == ("The bridge & 1 < 2", "One\n\nTwo")
    assert remarks == ["markup-removed text", "markup-removed summary"]


def test_long_words_are_cut_and_told() -> None:
    long = "word " * 150_000
    check, remarks = taken(review(claimReviewed=long, headline=long, reviewBody=long, reviewRating=long))
    assert [len(words or "") for words in (check.text, check.title, check.body, check.rating)] == [
        *(MAX_CLAIM - 1, MAX_LINE - 1, MAX_PROSE - 1, MAX_LINE - 1),
    ]
    assert check.raw is None
    assert remarks == [
        "text-cut text",
        "text-cut title",
        "text-cut body",
        "raw-dropped raw",
        "text-cut rating",
    ]


def test_many_links_are_cut_and_told() -> None:
    places = [f"https://talk.example/{number}" for number in range(1_000)]
    check, remarks = taken(review(itemReviewed={"appearance": places}))
    assert (len(check.appearances), remarks) == (50, ["list-cut appearances"])


def test_of_a_key_that_stands_twice_the_last_counts() -> None:
    text = json.dumps(REVIEW).replace('"claimReviewed"', '"claimReviewed": "Another.", "claimReviewed"')
    assert taken(text)[0].text == "The bridge opened in 1932."


@pytest.mark.slow
@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda value: repr(value)[:20])
def test_hostile_values_in_every_field_break_nothing(hostile: Any) -> None:
    found = read([*(REVIEW | {field: hostile} for field in FIELDS), _within(REVIEW, hostile), REVIEW])
    assert len(found) >= len(FIELDS)
    assert found[-1] == ReadCheck(taken(REVIEW)[0])
    for check in (one.check for one in found if isinstance(one, ReadCheck)):
        assert EarlierCheck.of(check.plain()) == check
        assert check.model_dump_json().encode()
        assert "\x00" not in check.text
        assert all(link.startswith("http") for link in (check.url, *check.appearances))


def _within(value: Any, hostile: Any) -> Any:
    """The same with the value in place of every text but the type and the address."""
    if isinstance(value, dict):
        kept = ("@type", "url")
        return {key: one if key in kept else _within(one, hostile) for key, one in value.items()}
    return [_within(one, hostile) for one in value] if isinstance(value, list) else hostile


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "url", "@id", "@type", "text"]), inner)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_any_values_in_any_fields_are_read_or_left_out(values: dict[str, Any]) -> None:
    found = read(json.dumps([REVIEW | values | {"@type": "ClaimReview"}, REVIEW]))
    assert len(found) >= 2
    assert found[-1] == read([REVIEW])[0] or isinstance(found[-1], ReadCheck)
