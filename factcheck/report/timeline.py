"""A claim's history as plain lines, day by day; private notes and their words never enter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from factcheck.model.event import Event
from factcheck.model.record import Record
from factcheck.model.source import Capture
from factcheck.model.vocabulary import Act, Outcome, RecheckResult
from factcheck.report.address import Addresses
from factcheck.report.drift import by_rung, evidence_link
from factcheck.report.edition import Edition
from factcheck.report.evidence import SourceView
from factcheck.report.outcomes import RUNG, ended
from factcheck.report.phrase import Phrase, Run, name
from factcheck.report.wording import clock, day, in_sentence, listed, moment, shortened

FIELDS = {
    "text": "wording",
    "quote": "exact words",
    "claimant": "claimant",
    "claimant_type": "kind of claimant",
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
    "deadline": "day it is wanted by",
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
    """Tells the events of one record in turn; it remembers what it has told of each source and its captures."""

    def __init__(
        self, record: Record, sources: Mapping[str, SourceView], edition: Edition, to: Addresses
    ) -> None:
        self._record = record
        self._captures = {capture.id: capture for capture in record.captures}
        self._sources = sources
        self._edition = edition
        self._to = to
        self._told: set[str] = set()
        self._digests: dict[str, str] = {}

    def tell(self, event: Event) -> Phrase:
        """What happened, to be read after the name of who did it."""
        body = event.body
        match event.act:
            case Act.SOURCE:
                return self._recorded(body["source"]["id"])
            case Act.CAPTURE:
                return self._captured(self._captures[body["capture"]["id"]])
            case Act.CITE:
                return self._quoted(body["evidence"])
            case Act.ANCHOR:
                return self._anchored(body["evidence"])
            case Act.RATE:
                return self._rated(body["verdict"])
        return _told_of_claim(event)

    def _recorded(self, source_id: str) -> Phrase:
        verb = "corrected the details of " if source_id in self._told else "recorded "
        self._told.add(source_id)
        return Phrase.of(verb, self._name(source_id))

    def _captured(self, capture: Capture) -> Phrase:
        """A capture, how it ended and what it said of the quotes; of a confidential source not how it ended."""
        source = self._name(capture.source)
        how = _ended(capture, self._digests.get(capture.source))
        verb = "filed a copy of " if capture.outcome is Outcome.FILED else "captured "
        if not capture.outcome.holds_words and capture.outcome is not Outcome.UNCHANGED:
            verb = "could not fetch "
        again = " again" if verb == "captured " and capture.source in self._digests else ""
        if capture.outcome.holds_words and capture.payload_digest:
            self._digests[capture.source] = capture.payload_digest
        shown = "" if self._sources[capture.source].confidential else how
        return Phrase.of(verb, source, again, shown, *self._drift(capture))

    def _drift(self, capture: Capture) -> Iterator[str | Run]:
        """What is said of quotes that do not stand in the very bytes they stood in."""
        for rung, quotes in by_rung(self._record, capture.id).items():
            if rung is not RecheckResult.SAME_BYTES:
                for place, evidence in enumerate(quotes):
                    yield ", " if place else "; "
                    yield evidence_link(self._record, evidence, self._to)
                yield f": {in_sentence(RUNG[rung])}"

    def _anchored(self, evidence: Mapping[str, Any]) -> Phrase:
        quote = evidence_link(self._record, evidence["id"], self._to)
        capture = self._captures[evidence["capture"]]
        named = not self._sources[capture.source].confidential
        at = moment(capture.fetched_at) if named else day(capture.fetched_at.date().isoformat())
        return Phrase.of(
            "found the words of ", quote, " in the capture of ", at, "; the quote is anchored now"
        )

    def _quoted(self, evidence: Mapping[str, Any]) -> Phrase:
        quote = evidence_link(self._record, evidence["id"], self._to)
        return Phrase.of("quoted ", self._name(evidence["source"]), " as ", quote)

    def _rated(self, verdict: Mapping[str, Any]) -> Phrase:
        badge = self._edition.badge(verdict["scale"], verdict["scale_version"], verdict["rating"])
        link = self._to.rating(badge.anchor)
        return Phrase.of("rated it ", Run(in_sentence(badge.label), "here", link))

    def _name(self, source_id: str) -> Run:
        source = self._sources[source_id]
        return (
            Run("a confidential source") if source.confidential else Run(shortened(source.name, 70), "title")
        )


def _ended(capture: Capture, before: str | None) -> str:
    """What is worth saying of a capture's end beside that it was taken; `before` is the digest of the last one."""
    if capture.outcome is Outcome.UNCHANGED or (before and before == capture.payload_digest):
        return ": nothing changed"
    return "" if capture.outcome.is_whole else f": {ended(capture)}"


def _told_of_claim(event: Event) -> Phrase:
    body = event.body
    match event.act:
        case Act.ASSIGN:
            who = body.get("assignee")
            return Phrase.of("gave the claim to ", name(who)) if who else Phrase.of("let go of the claim")
        case Act.EDIT:
            return _edited(body)
        case Act.APPROVE | Act.RETURN:
            return _because(_DID[event.act], body["review"].get("comment"))
        case Act.PUBLISH:
            return Phrase.of(f"published version {body['publication']['version']}")
        case Act.LINK:
            link = body["link"]
            return _because(_DID[event.act], link.get("ref") or link["url"])
        case Act.TAKE_OVER:
            return _because(_DID[event.act], body["from"]["ref"])
        case Act.CORRECT:
            return _because(f"began a correction ({body['correction']['kind']})", body["correction"]["what"])
    return _because(_DID[event.act], body.get("why"))


_DID = {
    Act.ADD: "entered the claim",
    Act.NOTE: "added a private note",
    Act.SUBMIT: "asked a second person to read it",
    Act.APPROVE: "signed the verdict",
    Act.RETURN: "sent it back",
    Act.CONTACT: "recorded whom the desk asked to answer",
    Act.LINK: "confirmed that an earlier claim says the same",
    Act.TAKE_OVER: "took over the verdict on an earlier claim",
    Act.WITHDRAW: "withdrew the claim",
}
"""What an act is called that needs no more than a reason beside it."""


def _edited(body: Mapping[str, Any]) -> Phrase:
    """Which fields changed, never to what; the reason for a change of the private note is private too."""
    changed = [words for field, words in FIELDS.items() if field in body["set"]]
    private = set(body["set"]) == {"note"}
    return _because(f"changed the {listed(changed)}", None if private else body.get("why"))


def _because(did: str, why: str | None) -> Phrase:
    return Phrase.of(f"{did}: ", name(why)) if why else Phrase.of(did)
