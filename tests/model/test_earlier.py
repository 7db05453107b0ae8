"""Checks that others published, as values."""

from typing import Any

import pytest

from factcheck.model.earlier import MAX_RAW, EarlierCheck
from factcheck.model.event import canonical
from tests.records import findings_of

LEAST = {"text": "The bridge opened in 1932.", "url": "https://checks.example/bridge"}
WHOLE = LEAST | {
    "title": "No, the bridge is younger",
    "claimant": "Ana Ruiz",
    "claimed_on": "2026-01",
    "rating": "Mostly false ❌",
    "rating_number": 2.5,
    "best": 5,
    "worst": 1,
    "summary": "It opened in 1934.",
    "body": "The city's own ledger\n\nsays 1934.",
    "publisher": "The Harbour Times",
    "publisher_url": "https://checks.example/",
    "published_on": "2026-02-03",
    "language": "en",
    "appearances": ["https://talk.example/1"],
    "raw": '{"@type":"ClaimReview"}',
}


def key(**given: str) -> str:
    return EarlierCheck.of(LEAST | given).key


@pytest.mark.parametrize("given", [LEAST, WHOLE])
def test_a_check_comes_back_from_its_plain_form(given: dict[str, Any]) -> None:
    assert EarlierCheck.of(given).plain() == given
    assert EarlierCheck.of(EarlierCheck.of(given).plain()) == EarlierCheck.of(given)


@pytest.mark.parametrize("missing", ["text", "url"])
def test_a_check_says_what_it_reviews_and_where_it_can_be_read(missing: str) -> None:
    given = {key: value for key, value in LEAST.items() if key != missing}
    assert findings_of(lambda: EarlierCheck.of(given)) == [
        f"{missing}: is missing or empty. Give it a value."
    ]


def test_numbers_are_written_as_canonical_json_writes_them() -> None:
    check = EarlierCheck.of(LEAST | {"rating_number": 1.0, "best": 2.00004, "worst": -0.00001})
    assert canonical([check.plain()[name] for name in ("rating_number", "best", "worst")]) == "[1,2,0]"


@pytest.mark.parametrize(
    "numbers",
    [
        {"rating_number": 1},
        {"best": 5, "worst": 1},
        {"rating_number": 0, "best": 5, "worst": 1},
        {"rating_number": 3, "best": 1, "worst": 5},
        {"rating_number": 1, "best": 1, "worst": 1},
        {"rating_number": float("nan"), "best": 5, "worst": 1},
        {"rating_number": 1, "best": float("inf"), "worst": 1},
        {"rating_number": 1, "best": 10**40, "worst": 1},
    ],
)
def test_a_number_without_a_scale_around_it_is_refused(numbers: dict[str, float]) -> None:
    assert findings_of(lambda: EarlierCheck.of(LEAST | numbers))


def test_copies_of_a_check_have_one_key() -> None:
    assert len(key()) == 64
    assert key() == key(
        url="http://CHECKS.example/bridge/", text="the bridge opened  in “1932”", rating="False"
    )


@pytest.mark.parametrize(
    "other",
    [
        {"url": "https://checks.example/bridge?page=2"},
        {"url": "https://checks.example/bridge#second"},
        {"url": "https://checks.example/Bridge"},
        {"text": "The bridge opened in 1933."},
        {"text": "؟"},
    ],
)
def test_another_claim_or_another_page_has_another_key(other: dict[str, str]) -> None:
    assert key(**other) != key()


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "javascript:alert(1)"},
        {"publisher_url": "ftp://checks.example/"},
        {"appearances": ["https://talk.example/", "data:text/html,x"]},
        {"raw": "x" * (MAX_RAW + 1)},
        {"verdict": "false"},
    ],
)
def test_what_does_not_fit_is_refused(wrong: dict[str, Any]) -> None:
    assert len(findings_of(lambda: EarlierCheck.of(LEAST | wrong))) == 1
