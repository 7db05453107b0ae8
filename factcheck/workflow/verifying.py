"""Checking the whole desk: every chain, every status, every archived file."""

from factcheck.desk import Desk
from factcheck.errors import Finding


def verify(desk: Desk) -> tuple[int, list[Finding]]:
    """How many claims were walked, and everything that does not hold."""
    findings: list[Finding] = []
    claims = 0
    with desk.store.reading() as ledger:
        for record in ledger.audited(findings):
            claims += 1
            for capture in record.captures:
                findings += desk.archive.findings(capture, f"{record.claim.ref} captures {capture.id}")
    return claims, findings
