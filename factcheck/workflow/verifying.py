"""Checking the whole desk: every chain, every status, every archived file."""

from factcheck.desk import Desk
from factcheck.errors import Finding


def verify(desk: Desk) -> tuple[int, list[Finding]]:
    """How many claims were walked, and everything that does not hold."""
    claims = 0
    with desk.store.reading() as ledger:
        audit = ledger.audit()
        for record in audit.records():
            claims += 1
            for capture in record.captures:
                audit.findings += desk.archive.findings(capture, f"{record.claim.ref} captures {capture.id}")
    return claims, audit.findings
