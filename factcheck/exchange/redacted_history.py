"""A history for strangers: whole lines where readers have seen what they hold, of the others the digest alone.

An act that is not listed here is never given whole.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from factcheck.model.event import REDACTED, Event, body_digest, canonical, given_body, open_body
from factcheck.model.public import PublicCheck
from factcheck.model.vocabulary import Act

_OPEN: Mapping[Act, tuple[str, frozenset[str]]] = {
    Act.PUBLISH: ("publication", frozenset({"id", "version", "verdict", "digest", "url", "pages", "leaf"})),
    Act.CORRECT: ("correction", frozenset({"id", "kind", "what", "why"})),
}
"""Acts that readers are told of, with what their bodies hold; `by` and `at` may be there too, as in the line itself."""

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_ANY_TIME = "2000-01-01T00:00:00Z"
_ELSE = "It holds something that was never published."
_WITHHELD: Mapping[Act, str] = {
    Act.ADD: "The claim as it was first entered was not published so, or came with a private note.",
    Act.EDIT: "Changes on the way to what was published stay with the desk.",
    Act.RENAME: "What a claim was called before it was published stays with the desk.",
    Act.ASSIGN: "Who works on a claim stays with the desk.",
    Act.NOTE: "Notes are private.",
    Act.COMMENT: "Comments are private.",
    Act.RESOLVE: "Comments are private.",
    Act.SOURCE: "The source is confidential, or was not published as it is described here.",
    Act.CAPTURE: "The source is confidential, or the file of its copy was taken out for good.",
    Act.CITE: "The source is confidential, or the quote was not published as it is held here.",
    Act.ANCHOR: "The source is confidential, or the quote was not published as it is held here.",
    Act.AMEND: "Why something else is said of a quote stays with the desk.",
    Act.DROP: "What was taken back, and why, stays with the desk.",
    Act.RATE: "This verdict was never published.",
    Act.SUBMIT: "This verdict was never published, or somebody was named to read it who did not sign it.",
    Act.APPROVE: "A reviewer's comment is private, and so is a signature under what was never published.",
    Act.RETURN: "What a reviewer sends back is private.",
    Act.CONTACT: "This contact is not public, or was not published as it is told here.",
    Act.LINK: "Which earlier claims say the same stays with the desk.",
    Act.DISTINGUISH: "Which claims are not the same stays with the desk.",
    Act.TAKE_OVER: "Which earlier claims say the same stays with the desk.",
    Act.REDACT: "The words that were taken out were never published.",
    Act.WITHDRAW: "Why a claim was withdrawn stays with the desk.",
}


_TAKEN_OUT = "Words of it were taken out for good."


def published_lines(events: Sequence[Event]) -> Sequence[Event]:
    """The history up to and with the last publication; nothing where there was none."""
    last = max((number for number, one in enumerate(events, 1) if one.act is Act.PUBLISH), default=0)
    return events[:last]


def given_whole(events: Sequence[Event], checks: Sequence[PublicCheck]) -> Iterator[Event]:
    """The events whose bodies readers have seen, and the notices that words of such are gone."""
    seen = frozenset(body for check in checks for body in _bodies(check))
    gone = {str(one.seq) for one in events if REDACTED in one.body and _is_public(_left(one), seen, checks)}
    for event in events:
        notice = event.act is Act.REDACT and not gone.isdisjoint(event.body.get("lines", ()))
        if notice or _is_public(event, seen, checks):
            yield event


def _left(event: Event) -> Event:
    """A line of which words are gone, as if it had been written with what stands there now."""
    body = {key: value for key, value in event.body.items() if key != REDACTED}
    return event.model_copy(update={"body": body})


def given_lines(events: Sequence[Event], checks: Sequence[PublicCheck]) -> str:
    """The events as canonical JSON, one a line.

    A line has the keys of an event, its private values by their digests; where its body is withheld, `body_digest` (the
    SHA-256 of the canonical body, which is what the chain holds) and `withheld`, why, stand in its place.
    """
    whole = {event.seq for event in given_whole(events, checks)}
    return "".join(f"{canonical(_line(event, event.seq in whole))}\n" for event in events)


def _line(event: Event, is_whole: bool) -> dict[str, Any]:
    fields, body = event.line(), given_body(event.body)
    if is_whole:
        return {**fields, "body": body}
    del fields["body"]
    why = _TAKEN_OUT if REDACTED in event.body else _WITHHELD.get(event.act, _ELSE)
    return {**fields, "body_digest": body_digest(event.body), "withheld": why}


def _bodies(check: PublicCheck) -> Iterator[str]:
    """The body of every act that did no more than record a part of what was published."""
    record = check.record
    named = {
        "source": record.sources,
        "capture": record.held_captures,
        "drift": record.drift,
        "evidence": record.evidence,
        "verdict": record.verdicts,
        "review": record.reviews,
    }
    yield from (canonical({name: part.plain()}) for name, parts in named.items() for part in parts)


def _is_public(event: Event, seen: frozenset[str], checks: Sequence[PublicCheck]) -> bool:
    if event.act in _OPEN:
        return _is_open(event, *_OPEN[event.act])
    return event.act in _ACTS and _ACTS[event.act](open_body(event.body), seen, checks)


def _is_open(event: Event, name: str, known: frozenset[str]) -> bool:
    """Whether a body holds what readers were told and no more."""
    told = event.body.get(name, {})
    more = {key: str(told[key]) for key in told.keys() - known}
    own = more.get("by", event.by) == event.by and bool(_TIME.fullmatch(more.get("at", _ANY_TIME)))
    return event.body.keys() == {name} and more.keys() <= {"by", "at"} and own


_Told = Mapping[str, Any]


def _was_seen(body: _Told, seen: frozenset[str], _: Sequence[PublicCheck]) -> bool:
    return canonical(body) in seen


def _is_capture(body: _Told, seen: frozenset[str], _: Sequence[PublicCheck]) -> bool:
    """A capture, and what it says of each quote."""
    parts = [{"capture": body.get("capture")}, *({"drift": one} for one in body.get("drift", ()))]
    return body.keys() <= {"capture", "drift"} and all(canonical(one) in seen for one in parts)


def _is_claim(body: _Told, _: frozenset[str], checks: Sequence[PublicCheck]) -> bool:
    """A claim that was entered as a version has it, private fields aside since a version has none."""
    public = [check.record.claim.plain() for check in checks]
    return body.keys() == {"id", "claim"} and any(body["claim"].items() <= one.items() for one in public)


def _is_contact(body: _Told, _: frozenset[str], checks: Sequence[PublicCheck]) -> bool:
    """A public contact, as far as it was told then, or one that is private as a whole."""
    shown = [{"contact": one.plain()} for check in checks for one in check.record.contacts]
    told = body.get("contact", {})
    is_shown = bool(told.get("public")) and any(told.items() <= one["contact"].items() for one in shown)
    return not body or (body.keys() == {"contact"} and is_shown)


def _is_submission(body: _Told, _: frozenset[str], checks: Sequence[PublicCheck]) -> bool:
    """A verdict that was published, given to whoever signed it or to nobody by name."""
    published = {one.id for check in checks for one in check.record.verdicts}
    signed = {one.by for check in checks for one in check.record.reviews}
    is_known = "to" not in body or body["to"] in signed
    return body.keys() <= {"verdict", "reviewers", "to"} and body.get("verdict") in published and is_known


_ACTS: Mapping[Act, Callable[[_Told, frozenset[str], Sequence[PublicCheck]], bool]] = {
    Act.ADD: _is_claim,
    Act.SOURCE: _was_seen,
    Act.CAPTURE: _is_capture,
    Act.CITE: _was_seen,
    Act.ANCHOR: _was_seen,
    Act.RATE: _was_seen,
    Act.SUBMIT: _is_submission,
    Act.APPROVE: _was_seen,
    Act.CONTACT: _is_contact,
}
"""The acts that record a part of a claim and may be given whole, each with what decides."""
