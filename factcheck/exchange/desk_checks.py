"""The checks of another desk as it publishes them for programs: its `claims.json`."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from factcheck.errors import BadInput, Finding
from factcheck.model.earlier import EarlierCheck
from factcheck.model.followed import place_of

_STATES = ("current", "recheck", "under-correction", "void")


@dataclass(frozen=True)
class DeskCheck:
    """A check that stands in `claims.json`, and what is said of it: its leaf has this version and this `digest`.

    `what` is the last correction in words.
    """

    check: EarlierCheck
    ref: str
    state: str
    version: int
    digest: str
    what: str


def read_desk_checks(content: bytes, site: str) -> tuple[list[DeskCheck], list[Finding]]:
    """The checks in `claims.json`, and a finding for each that cannot be used.

    Only checks below the address `site` (without its scheme) are: a desk speaks for itself alone. BadInput where this
    is no `claims.json`.
    """
    try:
        told = json.loads(content)
        claims, desk, url = told["claims"], told["desk"], told["url"]
        if told["schema"] != 1 or not isinstance(claims, list):
            raise ValueError("it is of another form")
    except (ValueError, KeyError, TypeError, RecursionError) as wrong:
        raise BadInput(f"claims.json of {site} cannot be read: {wrong}.") from wrong
    found, left_out = list[DeskCheck](), list[Finding]()
    for number, one in enumerate(claims, 1):
        try:
            found.append(_check(one, desk, url, site))
        except (BadInput, ValueError, KeyError, TypeError, AttributeError) as wrong:
            why = f"cannot be used: {wrong}".rstrip(".") + "."
            left_out.append(Finding("check-unread", f"{site} claims.json claim {number}", why))
    return found, left_out


def _check(one: Mapping[str, Any], desk: str, home: str, site: str) -> DeskCheck:
    if not place_of(one["url"]).startswith(f"{site}/"):
        raise ValueError(f"its address, {one['url']}, is not of this site")
    if one["state"] not in _STATES:
        raise ValueError(f'"{one["state"]}" is no state of a check')
    void = one["state"] == "void"
    corrections = [f"{told['what']} {told['why']}" for told in one["corrections"]]
    values = {
        **{name: one[name] for name in ("text", "url", "claimant", "claimed_on", "language")},
        "rating": None if void else one["label"],
        "summary": one["summary"],
        "body": one["rationale"],
        "publisher": desk,
        "publisher_url": home,
        "published_on": one["published_at"][:10],
        "appearances": tuple(_links(one)),
    }
    if one["number"] is not None and not void:
        values |= {"rating_number": one["number"], "best": one["best"], "worst": one["worst"]}
    check = EarlierCheck.of({name: value for name, value in values.items() if value is not None})
    what = corrections[-1] if corrections else ""
    return DeskCheck(check, str(one["ref"]), one["state"], int(one["version"]), str(one["digest"]), what)


def _links(one: Mapping[str, Any]) -> Iterator[str]:
    for place in dict.fromkeys([one["said_in"], *one["appearances"]]):
        if isinstance(place, str) and place.startswith(("https://", "http://")):
            yield place
