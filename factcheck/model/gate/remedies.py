"""What mends what the gate finds."""

from collections.abc import Callable, Mapping

from factcheck.errors import Argument, Remedy
from factcheck.model.claim import SIGNED
from factcheck.model.record import Record
from factcheck.phrase import Message, in_sentence, say

Place = tuple[str, ...]
Remedies = tuple[Remedy, ...]
_NOT_EDITED = ("ref",)


def rate(text: Message, ref: str, rating: str | None = None, *, lacking: str = "summary") -> Remedy:
    """A verdict is given, with what it lacks and with its reasons."""
    lacks: Mapping[str, Argument] = {lacking: None, "because": None}
    return Remedy.by("rate", text, ref=ref, rating=rating, **lacks)


def rate_again(record: Record, *, retired: bool = False, lacking: str = "summary") -> Remedies:
    """How a verdict is replaced, by the same rating unless that is retired; what is published is corrected first."""
    given = record.verdict.rating if record.verdict and not retired else None
    if record.is_frozen:
        return _openly(record), rate(say("Then rate it again."), record.claim.ref, given, lacking=lacking)
    return (rate(say("Rate it again."), record.claim.ref, given, lacking=lacking),)


def write_otherwise(record: Record, place: Place) -> Remedies:
    """How the words of one field that readers see are changed."""
    return _WAYS[place[0]](record, place) if place[0] in _WAYS else _claim(record, place)


def _claim(record: Record, place: Place) -> Remedies:
    if place[-1] in _NOT_EDITED:
        return _anew(record, say("A ref never changes; withdraw the claim."))
    return edited(record, say("Write it otherwise."), {place[-1]: None})


def edited(record: Record, text: Message, fields: Mapping[str, Argument]) -> Remedies:
    """How fields of the claim are changed; `text` says to do so. What is published of them is corrected first."""
    signed = not SIGNED.isdisjoint(fields)
    why: Mapping[str, Argument] = {"why": None} if signed and record.verdict else {}
    given: Mapping[str, Argument] = {"ref": record.claim.ref, **fields, **why}
    if signed and record.is_frozen:
        return _openly(record), Remedy.by("edit", say("Then {act}", act=in_sentence(text)), **given)
    return (Remedy.by("edit", text, **given),)


def _source(record: Record, place: Place) -> Remedies:
    _, source_id, name = place
    given: Mapping[str, Argument] = {"ref": record.claim.ref, "source": source_id, name: None}
    return (Remedy.by("source", say("Write it otherwise."), **given),)


def _evidence(record: Record, place: Place) -> Remedies:
    """A note is the desk's own; other words are taken back, and quoted anew."""
    ref, evidence = record.claim.ref, place[1]
    first: Remedies = (_openly(record),) if record.is_frozen else ()
    if place[-1] == "note":
        text = say("Then write it otherwise.") if first else say("Write it otherwise.")
        return *first, Remedy.by("amend", text, ref=ref, evidence=evidence, note=None, why=None)
    text = say("Then take it back.") if first else say("Take it back.")
    return *first, Remedy.by("drop", text, ref=ref, evidence=evidence, why=None)


def _verdict(record: Record, _place: Place) -> Remedies:
    return rate_again(record)


def _contact(record: Record, place: Place) -> Remedies:
    return (Remedy.by("contact", say("Keep it here."), ref=record.claim.ref, contact=place[1], private=True),)


def _correction(_record: Record, _place: Place) -> Remedies:
    said = say("What a correction says stays; where readers may know it, set this code to warn under [rules]")
    return (Remedy(said),)


_WAYS: Mapping[str, Callable[[Record, Place], Remedies]] = {
    "sources": _source,
    "evidence": _evidence,
    "verdicts": _verdict,
    "contacts": _contact,
    "corrections": _correction,
}


def _anew(record: Record, text: Message) -> Remedies:
    withdraw = Remedy.by("withdraw", text, ref=record.claim.ref, why=None)
    return withdraw, Remedy.by("add", say("And add it under another ref."), text=None)


def _openly(record: Record) -> Remedy:
    ref = record.claim.ref
    return Remedy.by("correct", say("Say it in the open first."), ref=ref, kind="update", what=None, why=None)
