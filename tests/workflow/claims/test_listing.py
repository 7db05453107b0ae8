"""Lists of claims narrowed, sorted and paged, the same on either database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, NotFound
from factcheck.model.vocabulary import Decision
from factcheck.store.listing import ListPage
from factcheck.workflow.claims.edit import withdraw_claim
from factcheck.workflow.claims.list import Wanted, list_page
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.evidence.sources import add_source
from tests.desks import added, by, opened

ORDER = ListPage()
SPAN = "2026-11-20/2026-12"


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """Five claims: "a" unverified, "b" rated by Ana and with Ben, "c" returned by Cem, "d" withdrawn, "e" assigned."""
    with opened(database_url, tmp_path) as desk:
        added(
            desk,
            "The bridges opened in 1932.",
            ref="a",
            priority="high",
            deadline="2026",
            tags=("Ünder", 'a"b'),
        )
        for ref in ("b", "c"):
            added(
                desk,
                f"The bridge has {ref} lamps.",
                ref=ref,
                tags=("bridge", "lamps"),
                deadline="2026-11-20/2026-12",
            )
            add_source(desk, ref, "https://example.org/", {})
            rate(desk, ref, "unverifiable", Reasons("Nobody counts."))
            submit(desk, ref, to="Ben Osei")
        review(by(desk, "Cem"), "c", Decision.RETURN, "Count.", None)
        added(desk, "The bridge is gone.", ref="d", priority="low", deadline="2026-12-31")
        withdraw_claim(desk, "d", "It stands.")
        added(desk, "It rained.", ref="e", assignee="علی‌رضا", deadline="2026-10", claimant="the mayor")
        yield desk


def refs(desk: Desk, page: ListPage = ORDER, **wanted: Any) -> str:
    """The refs of a list, in its order."""
    given = wanted.pop("where", {})
    return "".join(row["ref"] for row in list_page(desk, ("ref",), Wanted(given, **wanted), page))


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"status": "returned"}, "c"),
        ({"priority": "high"}, "a"),
        ({"author": "ANA"}, "bc"),
        ({"reader": "ben  osei"}, "b"),
        ({"reader": "Cem"}, "c"),
        ({"assignee": "عليرضا"}, "e"),
        ({"claimant": "The Mayor"}, "e"),
        ({"author": "Nobody"}, ""),
        ({"author": "Ana", "reader": "Cem"}, "c"),
    ],
)
def test_a_list_is_narrowed_by_the_value_of_a_word(desk: Desk, where: dict[str, str], expected: str) -> None:
    assert refs(desk, where=where) == expected


def test_a_list_is_narrowed_by_tags(desk: Desk) -> None:
    assert refs(desk, tags=["Lamps"]) == "bc"
    assert refs(desk, tags=["lamps", "bridge"]) == "bc"
    assert refs(desk, tags=["Ünder"]) == "a"
    assert refs(desk, tags=['a"b']) == "a"
    assert refs(desk, tags=["lamp"]) == refs(desk, tags=["%"]) == ""


def test_a_list_is_narrowed_by_words_in_any_form_without_what_is_withdrawn(desk: Desk) -> None:
    assert refs(desk, words="BRIDGE") == "abc"
    assert refs(desk, words="lamps, bridge!") == "bc"
    assert refs(desk, words="bridge rained") == ""
    assert refs(desk, words="…") == refs(desk, words="' OR 1") == ""


def test_a_deadline_counts_by_the_last_day_it_can_mean(desk: Desk) -> None:
    assert refs(desk, due_by="2026-10-31") == "e"
    assert refs(desk, due_by="2026-12-30") == "e"
    assert refs(desk, due_by="2026-12") == "abcde"
    assert refs(desk, overdue=True) == "e"
    with pytest.raises(BadInput, match="is no deadline"):
        refs(desk, due_by="soon")


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (None, "abcde"),
        ("status", "aecbd"),
        ("priority", "abced"),
        ("author", "bcade"),
        ("reader", "bcade"),
        ("assignee", "eabcd"),
        ("deadline", "eabcd"),
        ("text", "ebcda"),
        ("tags", "abcde"),
        ("verdict", "bcade"),
    ],
)
def test_a_list_is_sorted_with_what_says_nothing_last_and_goes_on_after_any_claim(
    desk: Desk, sort: str | None, expected: str
) -> None:
    assert refs(desk, ListPage(sort)) == expected
    assert [refs(desk, ListPage(sort, 2, after)) for after in expected] == [
        expected[place : place + 2] for place in range(1, len(expected) + 1)
    ]


def test_going_on_after_a_claim_that_is_not_there_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound, match='no claim "z"'):
        refs(desk, ListPage(after="z"))
