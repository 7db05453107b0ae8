"""One line of a claim's history, and the hash chain that lets history only grow.

A line's hash is SHA-256 over the canonical JSON of seq, at, by, act, the SHA-256 of the canonical body as strangers
are given it (`given_body`), the hash of the line before and, from edition 2 on, the edition; the first line's
`previous` is empty. Canonical JSON is RFC 8785 for what bodies hold: objects with ASCII keys, strings, whole numbers,
booleans.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints

from factcheck.errors import Finding, RuleRefused
from factcheck.model.dates import span_in_words
from factcheck.model.text import Line, Sha256, clean
from factcheck.model.value import Instant, Value
from factcheck.model.vocabulary import Act

EDITION = 3
"""The edition of the rules that new lines are made under.

1: lines that name no edition. 2: the same rules; the edition stands in the line and in its hash. 3: names of people
hide nothing, and one that looks like another is no second person; evidence can be taken back and amended, with a
reason, and a source whose details were signed changes with one.
"""

_DEEPEST = 20


def _cleaned(body: Any, depth: int = 0) -> Any:
    """The body with every text made safe to keep; only JSON's own types have a canonical form."""
    if depth > _DEEPEST:
        raise ValueError(f"a line of history is nested deeper than {_DEEPEST} levels")
    if isinstance(body, str):
        return clean(body)
    if isinstance(body, Mapping):
        return {clean(key): _cleaned(value, depth + 1) for key, value in body.items()}
    if isinstance(body, list | tuple):
        return [_cleaned(value, depth + 1) for value in body]
    if body is None or isinstance(body, bool | int):
        return body
    raise ValueError(f"a line of history cannot hold {body!r}")


Body = Annotated[dict[str, Any], BeforeValidator(_cleaned)]


class Event(Value):
    """One act: who did what, when, under which edition of the rules, and the link to the line before."""

    seq: Annotated[int, Field(strict=True)]
    at: Instant
    by: Line
    act: Act
    body: Body
    previous: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")] = ""
    hash: Sha256
    edition: Annotated[int, Field(ge=1, strict=True)] = 1

    def line(self) -> dict[str, Any]:
        """The line as JSON types, as it is written and given away; one of edition 1 does not name it."""
        return self.model_dump(mode="json", exclude={"edition"} if self.edition == 1 else None)


def canonical(value: object) -> str:
    """The one way a value is written for digesting."""
    return _CANONICAL.encode(value)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(value: object) -> str:
    """SHA-256 (hex) of the canonical JSON."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


SALTS = "salts"
"""The key under which a body names its private values by their paths, such as "review.comment", each with a salt."""


def given_body(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The body as a stranger may have it: in the place of each private value {"digest": the SHA-256 of salt and value}.

    A body that names none (all older ones do not) is given as it is, and so is one that names a value it does not hold.
    """
    return _without_private(
        body, lambda holder, key, salt: {**holder, key: {"digest": digest([salt, holder[key]])}}
    )


def open_body(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The body without its private values."""
    return _without_private(
        body, lambda holder, key, _: {name: holder[name] for name in holder.keys() - {key}}
    )


_Holder = Mapping[str, Any]


def _without_private(body: _Holder, change: Callable[[_Holder, str, Any], _Holder]) -> _Holder:
    salts = body.get(SALTS)
    if not isinstance(salts, Mapping):
        return body
    given = {key: value for key, value in body.items() if key != SALTS}
    try:
        for path, salt in salts.items():
            *holders, key = path.split(".")
            if holders:
                given[holders[0]] = change(given[holders[0]], key, salt)
            else:
                given = dict(change(given, key, salt))
    except (KeyError, TypeError, AttributeError):
        return body
    return given


REDACTED = "redacted"
"""The key of a body whose words are gone; see `redaction`."""


def body_digest(body: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of a body as it was written, also where words of it are gone since."""
    told = body.get(REDACTED)
    written: str = (
        told["body_digest"] if isinstance(told, dict) and "body_digest" in told else digest(given_body(body))
    )
    return written


_NOT_YET = "0" * 64


def next_event(before: Event | None, at: Instant, by: str, act: Act, body: dict[str, Any]) -> Event:
    """The event that follows `before` (None at the start of a history), under the edition of today.

    RuleRefused after a line of a later edition: editions never go down in a history.
    """
    if before and before.edition > EDITION:
        raise RuleRefused(
            5,
            f"the last line on record was made under edition {before.edition} of the rules; "
            f"this program knows up to {EDITION} and adds nothing to it.",
            "Update factcheck.",
        )
    seq, previous = (before.seq + 1, before.hash) if before else (1, "")
    said = {"at": at, "by": by, "act": act, "body": body}
    link = {"seq": seq, "previous": previous, "hash": _NOT_YET, "edition": EDITION}
    draft = Event.of({**said, **link}, str(act))
    return draft.model_copy(update={"hash": event_hash(draft)})


def event_hash(event: Event) -> str:
    """The hash the event's content calls for, whatever its own `hash` says."""
    at = event.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    edition = [event.edition] if event.edition > 1 else []
    return digest([event.seq, at, event.by, event.act, body_digest(event.body), event.previous, *edition])


def broken_links(events: Iterable[Event], where: str) -> Iterator[Finding]:
    """A finding for every line whose number, link, hash or edition does not hold."""
    previous, edition = "", 1
    for expected, event in enumerate(events, 1):
        place = f"{where} line {expected}"
        if event.seq != expected:
            yield Finding(
                "history-gap", place, f"is numbered {event.seq}; a line is missing or moved.", _RESTORE
            )
        if event.previous != previous:
            yield Finding("history-link", place, "does not follow from the line before it.", _RESTORE)
        if event_hash(event) != event.hash:
            yield Finding("history-hash", place, "was changed after it was written.", _RESTORE)
        if event.edition < edition:
            said = f"was made under edition {event.edition} of the rules, the line before it under {edition}."
            yield Finding("history-edition", place, said, _RESTORE)
        if event.edition > EDITION:
            said = f"was made under edition {event.edition} of the rules; this program knows up to {EDITION}."
            yield Finding("edition-unknown", place, said, "Update factcheck.")
        previous, edition = event.hash, event.edition


def backward_lines(events: Iterable[Event], where: str) -> Iterator[Finding]:
    """A finding for every line that says it was written before the line above it; the history holds all the same."""
    before = None
    for number, event in enumerate(events, 1):
        if before and (back := runs_back(before, event.at)):
            said = f"is dated {_moment(event.at)}, {back} before the line above it ({_moment(before.at)})."
            mend = "The clock of a computer was wrong then; the order of the lines is that of the chain."
            yield Finding("time-backwards", f"{where} line {number}", said, mend)
        before = event


def runs_back(before: Event, at: datetime) -> str:
    """By how much a time is before the line that it is to follow, such as "3 days"; "" where it is not.

    Less than a minute, by which the clocks of two computers may differ, counts as none.
    """
    back = before.at - at
    return span_in_words(back) if back >= CLOCK_STEP else ""


CLOCK_STEP = timedelta(minutes=1)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


_RESTORE = "Restore the history from a backup or from the dossiers."
