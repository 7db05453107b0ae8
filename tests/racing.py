"""Processes that edit one claim at once, each on what it saw; all are forked from one interpreter."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import MovedSince
from factcheck.workflow.claims.edit import edit_claim
from factcheck.workflow.claims.list import list_claims
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
            seen = first = _seen(desk)
            while not _raised(desk, seen):
                refused += 1
                seen = _seen(desk)
            edit_claim(replace(desk, seen=first["head"]), "counted", {own: str(number)})
    return refused


def _seen(desk: Desk) -> dict[str, Any]:
    """The head and the common number of the desk's only claim, as its row has them."""
    (row,) = list_claims(desk, ("head", "context"))
    return row


def _raised(desk: Desk, seen: Mapping[str, Any]) -> bool:
    """Raise the common number by one over what was seen; whether that was still so."""
    number = int((seen["context"] or "0").split()[0]) + 1
    try:
        edit_claim(replace(desk, seen=seen["head"]), "counted", {"context": f"{number} with {desk.author}"})
    except MovedSince:
        return False
    return True
