"""What a desk has done in numbers: each count with what it is of, and how long claims took until readers had them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.model.vocabulary import Decision
from factcheck.workflow.claims.edit import withdraw_claim
from factcheck.workflow.claims.stats import STATS, stats
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from tests.desks import added, by, opened, printed


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with opened(database_url, tmp_path, timezone="UTC") as desk:
        yield desk


def at(desk: Desk, month: int, day: int) -> Desk:
    """The same desk on another day, at noon."""
    return replace(desk, clock=lambda: datetime(2026, month, day, 12, tzinfo=UTC))


def published(desk: Desk, ref: str, entered: tuple[int, int], out: tuple[int, int]) -> None:
    """A claim entered on one day and published on another, rated true by whoever is at the desk."""
    on = at(desk, *entered)
    held = desk.settings.folder / "log.txt"
    held.write_text("It opened in 1932.", "utf-8")
    added(on, f"The {ref} opened in 1932.", ref=ref)
    cite(on, ref, add_source(on, ref, str(held), {}), {"exact": "opened in 1932", "stance": "supports"})
    rate(on, ref, "true", Reasons("The log says so.", "It did."))
    submit(on, ref)
    review(by(on, "Ben"), ref, Decision.APPROVE, None, None)
    printed(at(desk, *out), ref)
    printed(at(desk, 12, 30), ref)


def told(desk: Desk, *groups: str) -> list[tuple[object, ...]]:
    rows = stats(desk, groups)
    assert all(tuple(row) == STATS for row in rows)
    return [tuple(row.values())[1:] for row in rows]


def test_an_empty_desk_has_nothing_to_count(desk: Desk) -> None:
    assert stats(desk) == []


def test_every_count_says_of_how_many_and_how_long_it_took(desk: Desk) -> None:
    published(desk, "bridge", (10, 1), (10, 3))
    published(by(desk, "ANA"), "tower", (10, 31), (11, 10))
    published(desk, "gate", (11, 1), (11, 4))
    late = at(desk, 11, 5)
    for ref in ("rain", "snow"):
        add_source(late, added(late, f"It was {ref}.", ref=ref), "https://example.org/", {})
        rate(by(late, "Cem"), ref, "unverifiable", Reasons("Nobody says."))
    withdraw_claim(late, "snow", "Said by nobody.")

    assert told(desk, "month") == [
        ("2026-10", 2, 5, 2, 2, 6.0),
        ("2026-11", 3, 5, 2, 1, 3.0),
    ]
    assert told(desk, "person") == [("Ana", 3, 4, 3, 3, 3.0), ("Cem", 1, 4, 1, 0, None)]
    assert told(desk, "verdict") == [("true", 3, 4, 3, 3, 3.0), ("unverifiable", 1, 4, 1, 0, None)]
    assert told(desk, "status") == [
        ("rated", 1, 5, 1, 0, None),
        ("published", 3, 5, 3, 3, 3.0),
        ("withdrawn", 1, 5, 0, 0, None),
    ]
