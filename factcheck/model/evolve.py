"""What each line on record did to its claim; nothing here refuses a line (law 10), whatever the rules of today.

Whether a new line may be added, `decide` says.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from factcheck.errors import BadInput
from factcheck.model.claim import Claim
from factcheck.model.comment import Comment
from factcheck.model.drift import Drift
from factcheck.model.earlier import TakenOver
from factcheck.model.event import REDACTED, Event
from factcheck.model.parts import PARTS_BY_ACT
from factcheck.model.publication import Correction, Publication
from factcheck.model.publishing import printed, stated
from factcheck.model.record import PARTS, Record, Version, keep_digest
from factcheck.model.stored import read
from factcheck.model.value import is_blank
from factcheck.model.vocabulary import Act, Decision

DAMAGE = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What comes of reading a line that somebody damaged."""


def evolve(record: Record, event: Event) -> Record:
    """The record after one more line; BadInput where the line cannot be read, since somebody damaged it."""
    growing = GrowingRecord.after(record)
    growing.take(event)
    after = growing.record()
    return keep_digest(record, after) if event.act in LEAVES_SIGNED else after


LEAVES_SIGNED = frozenset(
    {
        Act.RENAME,
        Act.ASSIGN,
        Act.NOTE,
        Act.SUBMIT,
        Act.APPROVE,
        Act.RETURN,
        Act.CONTACT,
        Act.LINK,
        Act.PUBLISH,
        Act.CORRECT,
        Act.REDACT,
        Act.COMMENT,
        Act.RESOLVE,
        Act.DISTINGUISH,
    }
)
"""Acts that leave what is signed as it was."""


def fold(events: Iterable[Event]) -> Record:
    """The record a history tells, in time that grows as its lines do; BadInput where a line cannot be read."""
    history = iter(events)
    growing = GrowingRecord.begun(first_of(history))
    for event in history:
        growing.take(event)
    return growing.record()


def first_of(history: Iterator[Event]) -> Event:
    """The first line; BadInput where there is none."""
    first = next(history, None)
    if first is None:
        raise BadInput("A history without a line tells nothing.")
    return first


def uuid_of(event: Event) -> UUID:
    """The id that the first line of a history names; BadInput where it names none."""
    try:
        return UUID(event.body["id"])
    except (KeyError, TypeError, AttributeError, ValueError):
        raise BadInput('The first line of a history holds the UUID it belongs to under "id".') from None


def unreadable(event: Event, wrong: Exception) -> BadInput:
    """What is said of a line that was damaged."""
    return BadInput(f'Line {event.seq}, "{event.act}", cannot be read: {wrong}.')


class GrowingRecord:
    """A record on its way through its history; its lists grow in place, so that no line costs more than another."""

    def __init__(self, record_id: UUID, claim: Mapping[str, Any]) -> None:
        self._id = record_id
        self._fields: dict[str, Any] = {}
        self._notes: list[str] = []
        self._claim: Claim | None = None
        self._parts: dict[str, dict[str, Any]] = {name: {} for name in PARTS}
        self._versions: list[Version] = []
        self._rest: dict[str, Any] = {}
        self._events: list[Event] = []
        self._set(claim)

    @classmethod
    def begun(cls, event: Event) -> "GrowingRecord":
        """What the first line tells; BadInput where it begins no claim's history."""
        if event.act is not Act.ADD:
            raise BadInput(f'A claim\'s history begins with "add", not with "{event.act}".')
        try:
            growing = cls(uuid_of(event), event.body["claim"])
            growing._put_stand_ins(event)
        except DAMAGE as wrong:
            raise unreadable(event, wrong) from wrong
        growing._events.append(event)
        return growing

    @classmethod
    def after(cls, record: Record) -> "GrowingRecord":
        """A record that goes on."""
        growing = cls(record.id, vars(record.claim))
        growing._claim = record.claim
        growing._parts = {name: {one.id: one for one in getattr(record, name)} for name in PARTS}
        growing._versions = list(record.versions)
        growing._rest = {name: getattr(record, name) for name in _REST}
        growing._events = list(record.events)
        return growing

    def take(self, event: Event) -> None:
        """One more line; BadInput where it cannot be read."""
        try:
            self._put_stand_ins(event)
            _ACTS[event.act](self, event)
        except DAMAGE as wrong:
            raise unreadable(event, wrong) from wrong
        self._events.append(event)

    def record(self) -> Record:
        """The record as it stands now."""
        parts: dict[str, Any] = {name: tuple(there.values()) for name, there in self._parts.items()}
        versions, events = tuple(self._versions), tuple(self._events)
        return Record(self._id, self.claim(), **parts, **self._rest, versions=versions, events=events)

    def claim(self) -> Claim:
        """The claim as it stands now."""
        if self._claim is None:
            self._claim = read(Claim, {**self._fields, "note": "\n".join(self._notes)})
        return self._claim

    def put(self, name: str, part: Any) -> None:
        """One thing in a list: at the end, or in place of what has its id."""
        self._parts[name][part.id] = part

    def put_part(self, event: Event) -> None:
        """What the act puts on record, as its line tells it."""
        part = PARTS_BY_ACT[event.act]
        self.put(part.list, read(part.kind, event.body[part.key]))

    def _set(self, fields: Mapping[str, Any]) -> None:
        self._fields |= fields
        if "note" in fields:
            self._notes = [] if is_blank(fields["note"]) else [fields["note"].rstrip()]
        self._claim = None

    def edit(self, event: Event) -> None:
        """Fields set, and cleared where they are blank."""
        self._set(event.body["set"])

    def rename(self, event: Event) -> None:
        """Another ref; the one before is kept among the former ones."""
        old, new = self._fields["ref"], event.body["ref"]
        former = (one for one in self._rest.get("former_refs", ()) if one not in (old, new))
        self._rest["former_refs"] = (*former, old)
        self._set({"ref": new})

    def assign(self, event: Event) -> None:
        """Somebody is to check it."""
        self._set({"assignee": event.body["assignee"]})

    def note(self, event: Event) -> None:
        """A note below those there are."""
        self._notes.append(event.body["note"].rstrip())
        self._claim = None

    def capture(self, event: Event) -> None:
        """A capture, and what it says of each quote that was looked up in it again."""
        self.put_part(event)
        for drift in event.body.get("drift", ()):
            self.put("drift", read(Drift, drift))

    def amend(self, event: Event) -> None:
        """Something else is said of a quote; a verdict that cites it was given on another stance, if that changed."""
        before = self._parts["evidence"][event.body["evidence"]["id"]]
        self.put_part(event)
        if self._parts["evidence"][before.id].stance is not before.stance:
            self._unsettle(before.id)

    def drop(self, event: Event) -> None:
        """A quote is taken back: out of the evidence, and kept aside."""
        gone = self._parts["evidence"].pop(event.body["evidence"])
        self._rest["dropped"] = (*self._rest.get("dropped", ()), gone)
        self._unsettle(gone.id)

    def _unsettle(self, evidence_id: str) -> None:
        self._rest["unsettled"] = self._rest.get("unsettled", frozenset()) | {evidence_id}

    def rate(self, event: Event) -> None:
        """A verdict on the claim as it stands; one that was taken over follows the line that says so."""
        self.put_part(event)
        if self._events[-1].act is not Act.TAKE_OVER:
            self._rest["taken_over"] = None
        self._rest |= {"rated_as": self.claim(), "read_as": None, "unsettled": frozenset()}

    def submit(self, event: Event) -> None:
        """The verdict in force goes to a second person."""
        self._rest["submission"] = event

    def review(self, event: Event) -> None:
        """A second person's decision; the first to approve has read the record as it stood."""
        if event.act.value == Decision.APPROVE and self._rest.get("read_as") is None:
            self._rest["read_as"] = self.record()
        self.put_part(event)

    def take_over(self, event: Event) -> None:
        """The verdict that comes next is that of another claim of the desk."""
        self._rest["taken_over"] = read(TakenOver, event.body["from"])

    def publish(self, event: Event) -> None:
        """A printing, which carries the corrections that were under way."""
        out = read(Publication, event.body["publication"], by=event.by, at=event.at)
        after = printed(self.record(), out)
        self.put("publications", out)
        self._parts["corrections"] = {one.id: one for one in after.corrections}
        self._versions = list(after.versions)
        if event.body["publication"].get("leaf"):
            first = dict.fromkeys(self._parts["reviews"], event.at)
            self._rest["logged"] = first | self._rest.get("logged", {})

    def correct(self, event: Event) -> None:
        """A change of what is published begins."""
        derived = {"before": stated(self._versions[-1].record), "after": None, "version": None}
        said = event.body["correction"]
        self.put("corrections", read(Correction, said, **derived, by=event.by, at=event.at))

    def comment(self, event: Event) -> None:
        """A comment; a reply opens what was resolved again."""
        derived = {"by": event.by, "at": event.at, "resolved_by": None, "resolved_at": None}
        said = read(Comment, event.body["comment"], **derived)
        self.put("comments", said)
        if said.reply_to:
            self._resolve(said.reply_to, None)

    def resolve(self, event: Event) -> None:
        """A comment is settled."""
        self._resolve(event.body["resolved"], event)

    def _resolve(self, comment_id: str, event: Event | None) -> None:
        how = {"resolved_by": event and event.by, "resolved_at": event and event.at}
        self.put("comments", self._parts["comments"][comment_id].model_copy(update=how))

    def redact(self, event: Event) -> None:
        """Words were taken out of lines before this one, and files of captures out of the archive, with their texts."""
        gone = event.body.get("captures", ())
        self._add("gone_captures", gone)
        for one in gone:
            self.put("captures", self._parts["captures"][one].model_copy(update={"text_digest": None}))

    def _put_stand_ins(self, event: Event) -> None:
        if mark := event.body.get(REDACTED):
            self._add("stand_ins", mark["stand_ins"])
            self._rest["signed_digests"] = {**self._rest.get("signed_digests", {}), **mark["signed"]}

    def _add(self, name: str, more: Iterable[str]) -> None:
        self._rest[name] = self._rest.get(name, frozenset()) | frozenset(more)

    def withdraw(self, event: Event) -> None:
        """The claim leaves the work."""
        self._rest["withdrawal"] = event


_REST = (
    "submission",
    "withdrawal",
    "taken_over",
    "rated_as",
    "read_as",
    "dropped",
    "unsettled",
    "logged",
    "former_refs",
    "stand_ins",
    "gone_captures",
    "signed_digests",
)

_Take = Callable[[GrowingRecord, Event], None]


_ACTS: Mapping[Act, _Take] = {
    Act.EDIT: GrowingRecord.edit,
    Act.RENAME: GrowingRecord.rename,
    Act.ASSIGN: GrowingRecord.assign,
    Act.NOTE: GrowingRecord.note,
    Act.SOURCE: GrowingRecord.put_part,
    Act.CAPTURE: GrowingRecord.capture,
    Act.CITE: GrowingRecord.put_part,
    Act.ANCHOR: GrowingRecord.put_part,
    Act.AMEND: GrowingRecord.amend,
    Act.DROP: GrowingRecord.drop,
    Act.RATE: GrowingRecord.rate,
    Act.SUBMIT: GrowingRecord.submit,
    Act.APPROVE: GrowingRecord.review,
    Act.RETURN: GrowingRecord.review,
    Act.CONTACT: GrowingRecord.put_part,
    Act.LINK: GrowingRecord.put_part,
    Act.TAKE_OVER: GrowingRecord.take_over,
    Act.PUBLISH: GrowingRecord.publish,
    Act.CORRECT: GrowingRecord.correct,
    Act.WITHDRAW: GrowingRecord.withdraw,
    Act.REDACT: GrowingRecord.redact,
    Act.COMMENT: GrowingRecord.comment,
    Act.RESOLVE: GrowingRecord.resolve,
    Act.DISTINGUISH: GrowingRecord.put_part,
}
"""The acts that follow the first line, each with what it did."""
