"""Processes that edit one claim at once, each on what it saw; all are forked from one interpreter."""

from collections.abc import Sequence
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from factcheck.desk import Desk
from factcheck.errors import MovedSince
from factcheck.model.record import Record
from factcheck.workflow.claims.edit import edit_claim
from factcheck.workflow.claims.list import show_claim
from tests.desks import opened


def race(url: str, folder: Path, people: Sequence[str], times: int) -> list[int]:
    """Let people count together in one field of the claim "counted", and each in a field of their own.

    Each raises both numbers `times` times; returns how often each was refused.
    """
    forked = get_context("forkserver")
    forked.set_forkserver_preload([__name__])
    with forked.Pool(len(people)) as pool:
        return pool.starmap(_count, [(url, folder, name, times) for name in people], chunksize=1)


def _count(url: str, folder: Path, name: str, times: int) -> int:
    own = {"Ana": "locator", "Ben": "claimant"}[name]
    refused = 0
    with opened(url, folder, name) as desk:
        for number in range(1, times + 1):
            seen = first = show_claim(desk, "counted")
            while not _raised(desk, seen):
                refused += 1
                seen = show_claim(desk, "counted")
            edit_claim(replace(desk, seen=first.head), "counted", {own: str(number)})
    return refused


def _raised(desk: Desk, seen: Record) -> bool:
    """Raise the common number by one over what was seen; whether that was still so."""
    number = int((seen.claim.context or "0").split()[0]) + 1
    try:
        edit_claim(replace(desk, seen=seen.head), "counted", {"context": f"{number} with {desk.author}"})
    except MovedSince:
        return False
    return True
