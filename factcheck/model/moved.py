"""What moved in a claim since a head that somebody saw, and what of that an act would overwrite or rests on (law 9)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from factcheck.errors import NotFound
from factcheck.model.claim import SIGNED, Claim
from factcheck.model.event import Event
from factcheck.model.parts import PARTS_BY_ACT, TOLD_ANEW
from factcheck.model.record import ArticleRecord, Record
from factcheck.model.vocabulary import Act

Place = tuple[str, ...]
"""A place in a record: ("claimant",), ("sources", "s1", "title"), ("verdicts", "v1")."""

SHORTEST = 8
"""Characters of a head that are enough to name it."""

_JUDGED: frozenset[Place] = frozenset({("verdicts",), ("reviews",), ("submission",)})
_READ: frozenset[Place] = frozenset(
    {("sources",), ("evidence",), ("drift",), ("verdicts",), *((field,) for field in SIGNED)}
)
_ADDED_BELOW = (Act.NOTE, Act.COMMENT)
"""Acts that add below what there is, and so are never over what somebody else added."""
_RESTS_ON: Mapping[Act, frozenset[Place]] = {
    Act.RATE: _READ | _JUDGED,
    Act.SUBMIT: _JUDGED,
    Act.APPROVE: _READ,
    Act.RETURN: _READ | {("reviews",)},
    Act.LINK: frozenset({("text",)}),
    Act.DISTINGUISH: frozenset({("text",)}),
    Act.CORRECT: frozenset({("publications",), ("corrections",)}),
    Act.WITHDRAW: _READ | _JUDGED | {("publications",), ("corrections",)},
}
"""What an act is a judgement of, beyond what it writes; every other act touches what it writes and nothing else."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One place that moved: its value at the head that was seen, its value now, and the line that changed it last.

    Values are plain JSON; None stands for a blank field and for a thing that is not there. `proposed` is what the
    act would make of it, None also where the act only rests on it.
    """

    place: Place
    then: Any
    now: Any
    changed: Event
    proposed: Any


def lines_seen(record: Record | ArticleRecord, head: str) -> int:
    """How many lines of the history a head stands for; it is a hash of `log`, whole or its first characters.

    NotFound where no line of the claim or article has it, or fewer than 8 characters are given.
    """
    if len(head) >= SHORTEST:
        for line in reversed(record.events):
            if line.hash.startswith(head):
                return line.seq
    raise NotFound(
        f'{record.ref} never had the head "{head}". Give the hash of a line of its history, '
        f"or the first {SHORTEST} characters or more of it."
    )


def claim_at(record: Record, lines: int) -> dict[str, Any]:
    """The claim's fields after so many lines of its history, as plain JSON; blank ones are left out."""
    state = _state(record.events[:lines])
    return {name: state[name,] for name in Claim.model_fields if state.get((name,)) is not None}


def moved_since(events: tuple[Event, ...], lines: int) -> list[Moved]:
    """Everything that moved in a history after its first `lines` lines; words that were taken out count as moved."""
    if lines == len(events):
        return []
    then, now = _state(events[:lines]), _state(events)
    gone = dict(_taken_out(events, lines))
    changed_by = {place: line for line in events[lines:] for place in _said(line.act, line.body, now)} | gone
    return [
        Moved(place, then.get(place), now[place], line, None)
        for place, line in changed_by.items()
        if place in gone or then.get(place) != now[place]
    ]


def changes_of(events: Iterable[Event]) -> Iterator[tuple[Event, list[tuple[Place, Any, Any]]]]:
    """Each line of a history with the places it changed: what stood there before, and what stands there after it."""
    state: dict[Place, Any] = {}
    for line in events:
        said = _said(line.act, line.body, state)
        yield line, [(place, state.get(place), now) for place, now in said.items() if state.get(place) != now]
        state |= said


def moved_under(events: tuple[Event, ...], lines: int, act: Act, body: Mapping[str, Any]) -> list[Moved]:
    """What moved in a history after its first `lines` lines, and is touched by an act that was decided on those."""
    if lines == len(events):
        return []
    now = _state(events)
    known = {place[:2] for place in _state(events[:lines])}
    proposed = {} if act in _ADDED_BELOW else _said(act, body, now)
    rests_on = _rests_on(act, body, known)

    def touches(place: Place) -> bool:
        writes = place in proposed and proposed[place] != now[place]
        return writes or place[:1] in rests_on or place[:2] in rests_on

    return [
        replace(one, proposed=proposed.get(one.place))
        for one in moved_since(events, lines)
        if not _is_new(one.place, known) and touches(one.place)
    ]


def is_read_by(act: Act) -> bool:
    """Whether who does this has read what a verdict rests on: it is refused where that moved since."""
    return _RESTS_ON.get(act, frozenset()) >= _READ


def _taken_out(events: tuple[Event, ...], lines: int) -> Iterator[tuple[Place, Event]]:
    """The places whose words were taken out after so many lines, each with the line that says so."""
    for line in events[lines:]:
        if line.act is Act.REDACT:
            for number in line.body.get("lines", {}):
                told = events[int(number) - 1]
                yield from ((place, line) for place in _said(told.act, told.body, {}))


def _rests_on(act: Act, body: Mapping[str, Any], known: set[Place]) -> frozenset[Place]:
    """The places, whole lists among them, that have to be as they were seen though the act does not write them."""
    if act is Act.CITE:
        return frozenset({("sources", body["evidence"]["source"])})
    if act in (Act.AMEND, Act.DROP):
        return _JUDGED
    if act is Act.RESOLVE:
        return frozenset({("comments", body["resolved"])})
    changes_what_was_judged = (
        not SIGNED.isdisjoint(body["set"])
        if act is Act.EDIT
        else act is Act.SOURCE and ("sources", body["source"]["id"]) in known
    )
    return _JUDGED if changes_what_was_judged else _RESTS_ON.get(act, frozenset())


def _is_new(place: Place, known: set[Place]) -> bool:
    """Whether it is a field of a source or a contact that was not there yet, which nobody can have meant."""
    return len(place) == len(("list", "id", "field")) and place[:2] not in known


def _state(events: Iterable[Event]) -> dict[Place, Any]:
    state: dict[Place, Any] = {}
    for line in events:
        state |= _said(line.act, line.body, state)
    return state


def _said(act: Act, body: Mapping[str, Any], state: Mapping[Place, Any]) -> dict[Place, Any]:
    """What a line says, by place; `state` is what the lines before it say, to which a note is added."""
    return dict(_places(act, body, state))


def _places(act: Act, body: Mapping[str, Any], state: Mapping[Place, Any]) -> Iterator[tuple[Place, Any]]:
    part = PARTS_BY_ACT.get(act)
    if act in (Act.COMMENT, Act.RESOLVE):
        yield from _thread(body)
    elif part and part.list:
        said = body[part.key]
        place = (part.list, said["id"])
        if act in TOLD_ANEW:
            fields = part.kind.model_fields.keys()
            yield from (((*place, field), said.get(field)) for field in fields if field not in ("id", "salt"))
        else:
            yield place, said
            yield from ((("drift", one["id"]), one) for one in body.get("drift", ()))
    elif act in (Act.ADD, Act.EDIT):
        fields_given = body["claim"] if act is Act.ADD else body["set"]
        yield from (((field,), value) for field, value in fields_given.items())
    elif act is Act.DROP:
        yield ("evidence", body["evidence"]), None
    elif act is Act.NOTE:
        yield ("note",), "\n".join(filter(None, (state.get(("note",)), body["note"])))
    elif act in (Act.ASSIGN, Act.RENAME):
        name = "ref" if act is Act.RENAME else "assignee"
        yield (name,), body[name]
    elif act is Act.SUBMIT:
        yield ("submission",), body["verdict"]


def _thread(body: Mapping[str, Any]) -> Iterator[tuple[Place, Any]]:
    """What was said last in a thread, by the comment that began it: who resolves it rests on that."""
    said = body.get("comment")
    yield ("comments", said.get("reply_to") or said["id"] if said else body["resolved"]), said or dict(body)
