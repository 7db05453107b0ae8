"""A claim's history as plain lines, day by day; private notes and their words never enter."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from factcheck.model.event import Event
from factcheck.model.record import Record
from factcheck.model.words import Act
from factcheck.report.address import Addresses
from factcheck.report.edition import Edition
from factcheck.report.evidence import SourceView
from factcheck.report.phrase import Phrase, Run, name
from factcheck.report.wording import clock, day, in_sentence, listed, shortened

FIELDS = {
    "text": "wording",
    "quote": "exact words",
    "claimant": "claimant",
    "claimed_on": "date it was said",
    "said_in": "place it was said",
    "appearances": "list of other places",
    "article": "article",
    "locator": "place in the article",
    "kind": "kind",
    "context": "background",
    "would_settle": "note on what would settle it",
    "tags": "tags",
    "priority": "priority",
    "language": "language",
    "assignee": "person it is with",
    "note": "private note",
}
"""What each field of a claim is called when a line says that it was changed."""


@dataclass(frozen=True, slots=True)
class Line:
    """One act, in words."""

    at: Phrase
    by: str
    did: Phrase


@dataclass(frozen=True, slots=True)
class Day:
    """The acts of one day, in UTC."""

    date: Phrase
    lines: tuple[Line, ...]


def timeline(
    record: Record, sources: Mapping[str, SourceView], edition: Edition, to: Addresses
) -> tuple[Day, ...]:
    """All lines of the history, oldest first; sources are called what they are called on the page."""
    tell = _Teller(record, sources, edition, to).tell
    return tuple(
        Day(
            Phrase.of(day(date.isoformat())),
            tuple(Line(Phrase.of(clock(event.at)), event.by, tell(event)) for event in events),
        )
        for date, events in groupby(record.events, key=lambda event: event.at.date())
    )


class _Teller:
    """Tells the events of one record in turn; it remembers which sources it has told of."""

    def __init__(
        self, record: Record, sources: Mapping[str, SourceView], edition: Edition, to: Addresses
    ) -> None:
        self._ref = record.claim.ref
        self._sources = sources
        self._edition = edition
        self._to = to
        self._told: set[str] = set()

    def tell(self, event: Event) -> Phrase:
        """What happened, to be read after the name of who did it."""
        body = event.body
        match event.act:
            case Act.SOURCE:
                return self._recorded(body["source"]["id"])
            case Act.CAPTURE:
                return Phrase.of("filed a copy of ", self._name(body["capture"]["source"]))
            case Act.CITE:
                return self._quoted(body["evidence"]["id"], body["evidence"]["source"])
            case Act.RATE:
                return self._rated(body["verdict"])
        return _told_of_claim(event)

    def _recorded(self, source_id: str) -> Phrase:
        verb = "corrected the details of " if source_id in self._told else "recorded "
        self._told.add(source_id)
        return Phrase.of(verb, self._name(source_id))

    def _quoted(self, evidence_id: str, source_id: str) -> Phrase:
        link = f"#{self._to.anchor(self._ref, evidence_id)}"
        number = Run(f"evidence {evidence_id[1:]}", "here", link)
        return Phrase.of("quoted ", self._name(source_id), " as ", number)

    def _rated(self, verdict: Mapping[str, Any]) -> Phrase:
        badge = self._edition.badge(verdict["scale"], verdict["scale_version"], verdict["rating"])
        link = self._to.rating(badge.anchor)
        return Phrase.of("rated it ", Run(in_sentence(badge.label), "here", link))

    def _name(self, source_id: str) -> Run:
        source = self._sources[source_id]
        return (
            Run("a confidential source") if source.confidential else Run(shortened(source.name, 70), "title")
        )


def _told_of_claim(event: Event) -> Phrase:
    body = event.body
    match event.act:
        case Act.NOTE:
            return Phrase.of("added a private note")
        case Act.ASSIGN:
            who = body.get("assignee")
            return Phrase.of("gave the claim to ", name(who)) if who else Phrase.of("let go of the claim")
        case Act.EDIT:
            return _edited(body)
        case Act.SUBMIT:
            return Phrase.of("asked a second person to read it")
        case Act.APPROVE:
            return _because("signed the verdict", body["review"].get("comment"))
        case Act.RETURN:
            return _because("sent it back", body["review"].get("comment"))
        case Act.WITHDRAW:
            return _because("withdrew the claim", body.get("why"))
    return Phrase.of("entered the claim")


def _edited(body: Mapping[str, Any]) -> Phrase:
    """Which fields changed, never to what; the reason for a change of the private note is private too."""
    changed = [words for field, words in FIELDS.items() if field in body["set"]]
    private = set(body["set"]) == {"note"}
    return _because(f"changed the {listed(changed)}", None if private else body.get("why"))


def _because(did: str, why: str | None) -> Phrase:
    return Phrase.of(f"{did}: ", name(why)) if why else Phrase.of(did)
