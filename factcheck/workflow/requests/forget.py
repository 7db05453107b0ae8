"""Forgetting readers: their mail addresses once they were told or it was long ago, then what they wrote."""

from datetime import datetime, timedelta

from factcheck.store.ledger import Ledger
from factcheck.store.reader_requests import reader_id


def forget_reader(ledger: Ledger, message: str) -> None:
    """Forget the address of whoever sent a message, and what they were to be told."""
    ledger.requests.forget(message)
    ledger.outbox.forget(reader_id(message))


def forget_old(ledger: Ledger, now: datetime, days: int) -> None:
    """Forget the addresses that came so many days ago, and the messages of what was decided as long ago."""
    before = now - timedelta(days=days)
    for message in ledger.requests.addresses(before=before):
        forget_reader(ledger, message)
    ledger.requests.sweep(before)
