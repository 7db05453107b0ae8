"""Places where a claim is said again, in the database: any number of them at once."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from factcheck.model.appearance import AppearanceState
from tests.desks import opened

FOUND = datetime(2026, 11, 29, tzinfo=UTC)
MANY = 33_000
"""More than a query of SQLite has parameters."""


def _row(number: int) -> dict[str, Any]:
    return {
        "known_by": f"k{number}",
        "claim_id": None,
        "check_url": "https://others.example/check",
        "text": "It rained.",
        "sentence": f"It rained {number} mm.",
        "wording_digest": f"w{number}",
        "band": "likely",
        "score": "1",
        "found_at": FOUND,
        "state": "open",
    }


@pytest.mark.slow
def test_any_number_of_places_is_proposed_and_shown_once(database_url: str, tmp_path: Path) -> None:
    rows = [_row(number) for number in range(MANY)]
    with opened(database_url, tmp_path) as desk, desk.store.writing() as ledger:
        (first,) = ledger.appearances.propose(rows[:1])
        ledger.appearances.decide(first, AppearanceState.ANOTHER, "Ana", FOUND)
        numbers = ledger.appearances.propose([{**rows[0], "known_by": "elsewhere"}, *rows, *rows])
        shown = ledger.appearances.of_numbers(numbers)
    assert numbers == [*range(2, MANY + 1)]
    assert [one.number for one in shown] == numbers[::-1]
