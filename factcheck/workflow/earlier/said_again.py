"""What is to be done about claims that were found to be said again: for whoever is in charge of each."""

from collections.abc import Iterator
from typing import Any

from factcheck.model.vocabulary import Step
from factcheck.store.ledger import Ledger


def said_again(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """A row for each claim of which such a place is open, as rows of what is to be done are."""
    for row in ledger.appearances.by_claim():
        count = row.pop("count")
        number = row.pop("first")
        why = f"said again in {count} places" if count > 1 else f"said again (number {number})"
        yield {**row, "step": Step.REPEATED, "why": why, "count": count, "due": None}
