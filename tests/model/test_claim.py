"""A claim in its asserted form, and the article it was taken from."""

import pytest
from hypothesis import given

from factcheck.model.claim import Article, Claim
from factcheck.model.text import clean
from tests.records import findings_of, hostile


@given(hostile)
def test_any_wording_is_kept_on_one_line(text: str) -> None:
    claim = Claim.of({"ref": "a", "text": text})
    assert claim.text == " ".join(clean(text).split())
    assert "\n" not in claim.text


@given(hostile)
def test_prose_keeps_its_lines_and_loses_only_its_ends(text: str) -> None:
    assert Claim.of({"ref": "a", "text": "x", "quote": text}).quote == clean(text).strip()


@pytest.mark.parametrize(
    "text", ["پل در سال ۱۹۳۲ باز شد", "قال John: «50%» اليوم", "a\u202eb\u202c", "\u2067שלום\u2069 and 5"]
)
def test_right_to_left_and_mixed_text_is_kept_letter_by_letter(text: str) -> None:
    assert Claim.of({"ref": "a", "text": text}).text == text


@pytest.mark.parametrize("text", ["", " \n\t", None])
def test_an_empty_wording_is_missing(text: str | None) -> None:
    assert findings_of(lambda: Claim.of({"ref": "a", "text": text}, "a")) == [
        "a: text: is missing or empty. Give it a value."
    ]


@pytest.mark.parametrize("text", ["\x00", "\x1b\x7f", "\x00 \x00"])
def test_a_wording_of_control_characters_is_empty(text: str) -> None:
    assert findings_of(lambda: Claim.of({"ref": "a", "text": text}, "a")) == [
        "a: text: is empty; say it in words."
    ]


def test_a_lone_surrogate_is_refused_with_its_place() -> None:
    assert findings_of(lambda: Claim.of({"ref": "a", "text": "ab\ud800"}, "a")) == [
        "a: text: character 3 is not valid Unicode; save the text as UTF-8 and try again."
    ]


@pytest.mark.parametrize(
    ("field", "limit"),
    [("text", 10_000), ("claimant", 2_000), ("locator", 2_000), ("quote", 100_000), ("note", 100_000)],
)
def test_what_is_too_long_is_told_with_its_length_and_the_limit(field: str, limit: int) -> None:
    claim = {"ref": "a", "text": "x"}
    assert Claim.of({**claim, field: "x" * limit}).model_dump()[field] == "x" * limit
    assert findings_of(lambda: Claim.of({**claim, field: "x" * (limit + 1)}, "a")) == [
        f"a: {field}: has {limit + 1:,} characters; at most {limit:,} are kept. Shorten it or split it."
    ]


def test_a_hundred_kilobytes_are_no_claim() -> None:
    assert findings_of(lambda: Claim.of({"ref": "a", "text": ("word " * 20_480).strip()}, "a")) == [
        "a: text: has 102,399 characters; at most 10,000 are kept. Shorten it or split it."
    ]


def test_length_is_counted_as_the_text_is_kept() -> None:
    assert Claim.of({"ref": "a", "text": "e\u0301" * 10_000}).text == "é" * 10_000
    assert Claim.of({"ref": "a", "text": "x" + " " * 20_000 + "y"}).text == "x y"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_no_field_takes_a_link_of_another_kind(url: str) -> None:
    claim = {"ref": "a", "text": "x"}
    for field, value in (("said_in", url), ("appearances", ["https://example.org/", url])):
        found = findings_of(lambda field=field, value=value: Claim.of({**claim, field: value}))  # type: ignore[misc]
        assert len(found) == 1
        assert "only http and https links are kept" in found[0]
    assert "only http" in findings_of(lambda: Article.of({"ref": "a", "title": "x", "url": url}))[0]


def test_a_link_with_a_password_is_refused_without_repeating_it() -> None:
    found = findings_of(
        lambda: Claim.of({"ref": "a", "text": "x", "said_in": "https://ana:secret@example.org/"})
    )
    assert "carries a user name or password" in found[0]
    assert "secret" not in found[0]


@pytest.mark.parametrize("article", ["../secret", "a/b", "con", "A"])
def test_the_article_is_named_by_a_ref(article: str) -> None:
    found = findings_of(lambda: Claim.of({"ref": "a", "text": "x", "article": article}))
    assert found[0].startswith("article: a ref is lower-case letters")
