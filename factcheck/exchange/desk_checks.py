"""The checks of another desk as it publishes them for programs: its `claims.json`."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from factcheck.errors import BadInput, Finding
from factcheck.model.earlier import EarlierCheck
from factcheck.model.followed import place_of
from factcheck.model.text import MAX_LINE, Line, Ref, Sha256
from factcheck.model.value import Value

_PART = re.compile(r"claims-[0-9]{1,6}\.json")
_MOST_PARTS = 1_000


class DeskCheck(Value):
    """A check that stands in `claims.json`, and what is said of it: its leaf has this version and this `digest`.

    `what` is the last correction in words.
    """

    check: EarlierCheck
    ref: Ref
    state: Literal["current", "recheck", "under-correction", "void"]
    version: Annotated[int, Field(ge=1, le=1_000_000, strict=True)]
    digest: Sha256
    what: Line | None = None


def read_desk_checks(
    content: bytes, site: str, refs: set[str] | None = None
) -> tuple[list[DeskCheck], list[Finding]]:
    """The checks in `claims.json` or a part of it, and a finding for each that cannot be used.

    Only checks below the address `site` (without its scheme) are: a desk speaks for itself alone. `refs` are those of
    parts that were read before, and then of this one too. BadInput where this is no `claims.json`.
    """
    try:
        told = json.loads(content)
        claims, desk, url = told["claims"], told["desk"], told["url"]
        if told["schema"] != 1 or not isinstance(claims, list):
            raise ValueError("it is of another form")
    except (ValueError, KeyError, TypeError, RecursionError) as wrong:
        raise BadInput(f"claims.json of {site} cannot be read: {wrong}.") from wrong
    found, left_out = list[DeskCheck](), list[Finding]()
    refs = set() if refs is None else refs
    for number, one in enumerate(claims, 1):
        try:
            check = _check(one, desk, url, site)
            if check.ref in refs:
                raise ValueError(f"{check.ref} is told of before")
            refs.add(check.ref)
            found.append(check)
        except (BadInput, ValueError, KeyError, TypeError, AttributeError) as wrong:
            why = f"cannot be used: {wrong}".rstrip(".") + "."
            left_out.append(Finding("check-unread", f"{site} claims.json claim {number}", why))
    return found, left_out


def parts_of_data(content: bytes) -> list[str]:
    """The files that hold the checks, where `claims.json` names them since they are many; none where it holds them."""
    try:
        told = json.loads(content)
        parts = [] if "claims" in told else told["parts"]
        return [one for one in parts[:_MOST_PARTS] if _PART.fullmatch(one)]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


def _check(one: Mapping[str, Any], desk: str, home: str, site: str) -> DeskCheck:
    if not place_of(one["url"]).startswith(f"{site}/"):
        raise ValueError(f"its address, {one['url']}, is not of this site")
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
    told = {name: one[name] for name in ("ref", "state", "version", "digest")}
    what = " ".join(corrections[-1].split())[:MAX_LINE] if corrections else None
    return DeskCheck.of({**told, "check": check, "what": what})


def _links(one: Mapping[str, Any]) -> Iterator[str]:
    for place in dict.fromkeys([one["said_in"], *one["appearances"]]):
        if isinstance(place, str) and place.startswith(("https://", "http://")):
            yield place
