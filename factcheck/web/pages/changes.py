"""What changed in a claim since whoever is here last read it, as the page for a second person shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from factcheck.model.moved import Moved
from factcheck.model.record import Record
from factcheck.phrase import Message, Phrase, Run, Said, comma, say
from factcheck.report.drift import difference
from factcheck.report.outcomes import OUTCOME, RUNG
from factcheck.report.wording import STANCE, moment
from factcheck.web.visit import Visit
from factcheck.web.wording import FIELD, SOURCE_FIELD
from factcheck.workflow.act import telling
from factcheck.workflow.claims.read_since import ReadSince


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One thing that changed: what, how it reads now with what was taken out and put in, by whom and when."""

    what: Said
    words: Said
    by: str
    at: Said
    href: str = ""


@dataclass(frozen=True, slots=True)
class ShownChanges:
    """When the claim was last read, None where it never was, and what others changed since."""

    read_at: Said | None
    changes: tuple[ShownChange, ...]


def shown_changes(visit: Visit, record: Record, since: ReadSince) -> ShownChanges:
    """The changes in the order in which they came."""
    read_at = moment(since.last.at) if since.last else None
    return ShownChanges(read_at, tuple(one for moved in since.changes for one in _of(visit, record, moved)))


def _of(visit: Visit, record: Record, moved: Moved) -> Iterator[ShownChange]:
    by, at = moved.changed.by, moment(moved.changed.at)
    for what, before, after in _texts(visit, record, moved):
        yield ShownChange(what, _marked(before, after), by, at, _href(moved))


def _texts(visit: Visit, record: Record, moved: Moved) -> Iterator[tuple[Said, str, str]]:
    """What changed in words, as texts before and after; of a new verdict each part, beside that of the one before."""
    name, *rest = moved.place
    then, now = moved.then, moved.now
    if name == "verdicts":
        yield from _verdict(visit, record, rest[0])
    elif name in FIELD:
        yield FIELD[name], _text(then), _text(now)
    elif name == "sources":
        field = SOURCE_FIELD.get(rest[1])
        if field:
            yield comma([say("Source {number}", number=rest[0]), field]), _text(then), _text(now)
    elif name == "evidence":
        taken_back = say("Evidence {number}, taken back", number=rest[0])
        what = say("Evidence {number}", number=rest[0]) if now else taken_back
        yield what, _evidence(visit, then), _evidence(visit, now)
    elif name in _LISTS:
        told = _in_words(visit, name, now)
        yield say("{what} {number}", what=_LISTS[name], number=rest[0]), "", told


_LISTS: Mapping[str, Message] = {
    "captures": say("Capture"),
    "drift": say("Recheck"),
    "reviews": say("Decision"),
    "contacts": say("Who was asked"),
    "corrections": say("Correction"),
    "publications": say("Publication"),
    "links": say("Says the same"),
    "comments": say("Comment"),
}
"""Lists of a claim, with what one of each is called."""


def _verdict(visit: Visit, record: Record, verdict_id: str) -> Iterator[tuple[Said, str, str]]:
    number = next(at for at, one in enumerate(record.verdicts) if one.id == verdict_id)
    new, old = record.verdicts[number], record.verdicts[number - 1] if number else None
    label = visit.site.edition.badge
    before, after = (
        label(one.scale, one.scale_version, one.rating).label if one else "" for one in (old, new)
    )
    if before != after:
        yield FIELD["verdict"], before, after
    for name, what in _REASONS.items():
        before, after = (getattr(one, name, None) or "" for one in (old, new))
        if before != after:
            yield what, before, after
    before, after = (", ".join(one.cites) if one else "" for one in (old, new))
    if before != after:
        yield say("It rests on"), before, after


_REASONS: Mapping[str, Message] = {
    "summary": say("What was found"),
    "rationale": say("The reasons"),
    "resolves": say("How evidence for and against is settled"),
}


def _evidence(visit: Visit, told: Any) -> str:
    if told is None:
        return ""
    stance = visit.site.edition.words.text(STANCE[told["stance"]])
    return ". ".join(filter(None, [stance, told["exact"], told.get("note")]))


def _in_words(visit: Visit, name: str, told: Any) -> str:
    """What tells most of a thing that is new on record."""
    say_it = visit.site.edition.words.text
    if name == "captures":
        return say_it(OUTCOME[told["outcome"]])
    if name == "drift":
        return say_it(RUNG[told["rung"]])
    if name == "reviews":
        return telling({"what": told.get("comment") or told["decision"]})
    return _text(told)


def _text(value: Any) -> str:
    return "" if value is None else telling(value)


def _marked(before: str, after: str) -> Said:
    """How it reads now, with what was taken out and put in; where too little is the same, both whole."""
    if not before or not after:
        return Phrase.of(*(Run(one, kind) for one, kind in ((before, "del"), (after, "ins")) if one))
    marked = difference(before, after)
    if any(run.kind for run in marked.runs if isinstance(run, Run)) or before == after:
        return marked
    return Phrase.of(Run(before, "del"), " ", Run(after, "ins"))


def _href(moved: Moved) -> str:
    """The link to it on the page; blank where it stands on none."""
    match moved.place:
        case ("evidence" | "comments", one) if moved.now is not None:
            return f"#{one}"
        case ("verdicts", _):
            return "#verdict"
    return ""
