"""A claim's history as plain lines, day by day; private notes and their words never enter."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from typing import Any

from factcheck.model.event import Event
from factcheck.model.outside_answer import GUEST
from factcheck.model.record import Record
from factcheck.model.rules.by_itself import ITSELF
from factcheck.model.source import Capture
from factcheck.model.vocabulary import Act, CorrectionKind, Outcome, RecheckResult
from factcheck.phrase import (
    NOTHING,
    Message,
    Run,
    Said,
    comma,
    figure,
    in_sentence,
    link,
    listed,
    lowered,
    say,
)
from factcheck.report.drift import by_rung, evidence_link
from factcheck.report.edition import Edition
from factcheck.report.evidence import SourceView
from factcheck.report.outcomes import RUNG, ended
from factcheck.report.urls import Links
from factcheck.report.wording import clock, day, day_of, moment, shortened, utc

Who = str | Message

FIELDS = {
    "text": say("wording"),
    "quote": say("exact words"),
    "claimant": say("claimant"),
    "claimant_type": say("kind of claimant"),
    "claimed_on": say("date it was said"),
    "said_in": say("place it was said"),
    "appearances": say("list of other places"),
    "article": say("article"),
    "locator": say("place in the article"),
    "sentence": say("sentence of the article"),
    "kind": say("kind"),
    "context": say("background"),
    "would_settle": say("note on what would settle it"),
    "tags": say("tags"),
    "priority": say("priority"),
    "language": say("language"),
    "assignee": say("person it is with"),
    "deadline": say("day it is wanted by"),
    "note": say("private note"),
}
"""What each field of a claim is called when a line says that it was changed."""


@dataclass(frozen=True, slots=True)
class TimelineAct:
    """One act, in a sentence that begins with who did it."""

    at: Run
    did: Message


@dataclass(frozen=True, slots=True)
class Day:
    """The acts of one day, in the time zone of the pages."""

    date: Said
    lines: tuple[TimelineAct, ...]


def _who(event: Event) -> Who:
    """Who acted, as a sentence begins with it."""
    return _ITSELF if event.by == ITSELF else event.by


_ITSELF = say("The desk itself")


def timeline(
    record: Record, sources: Mapping[str, SourceView], edition: Edition, to: Links
) -> tuple[Day, ...]:
    """All lines of the history, oldest first; sources are called what they are called on the page."""
    tell = teller(record, sources, edition, to)
    return tuple(
        Day(
            day(date),
            tuple(TimelineAct(clock(event.at), tell(event)) for event in events),
        )
        for date, events in groupby(record.events, key=lambda event: edition.words.local(utc(event.at))[:10])
    )


def teller(
    record: Record, sources: Mapping[str, SourceView], edition: Edition, to: Links
) -> Callable[[Event], Message]:
    """What tells the lines of a record, given one after the other: what happened, and who did it."""
    return _Teller(record, sources, edition, to).tell


class _Teller:
    """Tells the events of one record in turn; it remembers what it has told of each source and its captures."""

    def __init__(
        self, record: Record, sources: Mapping[str, SourceView], edition: Edition, to: Links
    ) -> None:
        self._record = record
        self._captures = {capture.id: capture for capture in record.captures}
        self._dropped_sources = {one.id: one.source for one in record.dropped}
        self._sources = sources
        self._edition = edition
        self._to = to
        self._told: set[str] = set()
        self._digests: dict[str, str] = {}

    def tell(self, event: Event) -> Message:
        """What happened and who did it."""
        who, body = _who(event), event.body
        match event.act:
            case Act.SOURCE:
                return self._recorded(who, body["source"]["id"])
            case Act.CAPTURE:
                return self._captured(who, self._captures[body["capture"]["id"]])
            case Act.CITE:
                return self._quoted(who, body["evidence"])
            case Act.ANCHOR:
                return self._anchored(who, body["evidence"])
            case Act.AMEND:
                return self._amended(who, body)
            case Act.DROP:
                return self._dropped(who, body)
            case Act.RATE:
                return self._rated(who, body["verdict"])
        return _told_of_claim(event)

    def _recorded(self, who: Who, source_id: str) -> Message:
        again, source = source_id in self._told, self._name(source_id)
        self._told.add(source_id)
        if again:
            return say("{person} corrected the details of {source}", person=who, source=source)
        return say("{person} recorded {source}", person=who, source=source)

    def _captured(self, who: Who, capture: Capture) -> Message:
        """A capture, how it ended and what it said of the quotes; of a confidential source not how it ended."""
        before = self._digests.get(capture.source)
        if capture.outcome.holds_words and (said := _said(capture)):
            self._digests[capture.source] = said
        did = _CAPTURED[_way(capture, before)].at(person=who, source=self._name(capture.source))
        how = _ended(capture, before)
        if how and not self._sources[capture.source].confidential:
            did = say("{act}: {outcome}", act=did, outcome=how)
        return reduce(lambda told, more: say("{act}; {more}", act=told, more=more), self._drift(capture), did)

    def _drift(self, capture: Capture) -> Iterator[Message]:
        """What is said of quotes that do not stand in the very bytes they stood in."""
        for rung, quotes in by_rung(self._record, capture.id).items():
            if rung is not RecheckResult.SAME_BYTES:
                links = comma([evidence_link(self._record, evidence, self._to) for evidence in quotes])
                yield say("{quotes}: {finding}", quotes=links, finding=in_sentence(RUNG[rung]))

    def _anchored(self, who: Who, evidence: Mapping[str, Any]) -> Message:
        capture = self._captures[evidence["capture"]]
        named = not self._sources[capture.source].confidential
        return say(
            "{person} found the words of {quote} in the capture of {when}; the quote is anchored now",
            person=who,
            quote=self._quote(evidence["id"]),
            when=moment(capture.fetched_at) if named else day_of(capture.fetched_at),
        )

    def _amended(self, who: Who, body: Mapping[str, Any]) -> Message:
        quote = self._quote(body["evidence"]["id"])
        return _because(
            say("{person} corrected what is said of {quote}", person=who, quote=quote), body["why"]
        )

    def _dropped(self, who: Who, body: Mapping[str, Any]) -> Message:
        source = self._name(self._dropped_sources[body["evidence"]])
        return _because(
            say("{person} took back a quote from {source}", person=who, source=source), body["why"]
        )

    def _quote(self, evidence_id: str) -> Said:
        """The way to a quote, or its number alone where it was taken back."""
        if evidence_id in self._dropped_sources:
            return say("evidence {number}", number=figure(evidence_id[1:]))
        return evidence_link(self._record, evidence_id, self._to)

    def _quoted(self, who: Who, evidence: Mapping[str, Any]) -> Message:
        if evidence["id"] in self._dropped_sources:
            source = self._name(evidence["source"])
            return say("{person} quoted {source}; the quote was taken back later", person=who, source=source)
        quote = evidence_link(self._record, evidence["id"], self._to)
        return say(
            "{person} quoted {source} as {quote}",
            person=who,
            source=self._name(evidence["source"]),
            quote=quote,
        )

    def _rated(self, who: Who, verdict: Mapping[str, Any]) -> Message:
        badge = self._edition.badge(verdict["scale"], verdict["scale_version"], verdict["rating"])
        rating = link(self._to.rating(badge.anchor), lowered(badge.label))
        return say("{person} rated it {rating}", person=who, rating=rating)

    def _name(self, source_id: str) -> Said:
        source = self._sources[source_id]
        if isinstance(source.name, str):
            return Run(shortened(source.name, 70), "title")
        return in_sentence(source.name)


_CAPTURED = {
    "filed": say("{person} filed a copy of {source}"),
    "failed": say("{person} could not fetch {source}"),
    "again": say("{person} captured {source} again"),
    "first": say("{person} captured {source}"),
}


def _way(capture: Capture, before: str | None) -> str:
    """Which of these a capture was; `before` is the digest of the last one."""
    if capture.outcome is Outcome.FILED:
        return "filed"
    if not capture.outcome.holds_words and capture.outcome is not Outcome.UNCHANGED:
        return "failed"
    return "again" if before is not None else "first"


def _said(capture: Capture) -> str | None:
    """The digest of what came: of a page that a browser drew that of its words, which its document need not hold."""
    return capture.text_digest if capture.browser else capture.payload_digest


def _ended(capture: Capture, before: str | None) -> Said:
    """What is worth saying of a capture's end beside that it was taken; `before` is the digest of the last one."""
    if capture.outcome is Outcome.UNCHANGED or (before and before == _said(capture)):
        return say("nothing changed")
    return NOTHING if capture.is_whole else ended(capture)


def told_briefly(event: Event) -> Message:
    """What happened and who did it, of a line alone: sources and quotes have no names there."""
    if brief := _BRIEFLY.get(event.act):
        return brief.at(person=_who(event))
    return _told_of_claim(event)


_BRIEFLY = {
    Act.SOURCE: say("{person} recorded a source"),
    Act.CAPTURE: say("{person} captured a source"),
    Act.CITE: say("{person} quoted a source"),
    Act.ANCHOR: say("{person} found the words of a quote in a capture"),
    Act.AMEND: say("{person} corrected what is said of a quote"),
    Act.DROP: say("{person} took a quote back"),
    Act.RATE: say("{person} gave a verdict"),
    Act.ARTICLE: say("{person} entered or changed the article"),
    Act.SKIP: say("{person} set sentences aside"),
    Act.UNSKIP: say("{person} took back that sentences were set aside"),
}


def _told_of_claim(event: Event) -> Message:
    who, body = _who(event), event.body
    match event.act:
        case Act.ASSIGN if whom := body.get("assignee"):
            return say("{person} gave the claim to {whom}", person=who, whom=whom)
        case Act.ASSIGN:
            return say("{person} let go of the claim", person=who)
        case Act.EDIT:
            return _edited(who, body)
        case Act.PUBLISH:
            return say(
                "{person} published version {number}",
                person=who,
                number=figure(body["publication"]["version"]),
            )
        case Act.SUBMIT if "to" in body:
            return say("{person} asked {reader} to read it", person=who, reader=str(body["to"]))
        case Act.CONTACT if event.by == GUEST:
            return say("An answer came from outside by a link")
        case Act.CORRECT:
            did = _BEGAN[CorrectionKind(body["correction"]["kind"])]
            return _because(did.at(person=who), body["correction"]["what"])
    return _because(_DID[event.act].at(person=who), _reason(event))


def _reason(event: Event) -> str | None:
    """What stands beside an act: a comment, the claim or page that it names, or why it was done."""
    body = event.body
    match event.act:
        case Act.APPROVE | Act.RETURN:
            comment: str | None = body["review"].get("comment")
            return comment
        case Act.LINK:
            return str(body["link"].get("ref") or body["link"]["url"])
        case Act.DISTINGUISH:
            told = body["distinction"]
            return ": ".join(filter(None, (told.get("ref") or told["url"], told.get("why"))))
        case Act.TAKE_OVER:
            return str(body["from"]["ref"])
        case Act.RENAME:
            return str(body["ref"])
    why: str | None = body.get("why")
    return why


_DID = {
    Act.ADD: say("{person} entered the claim"),
    Act.RENAME: say("{person} renamed the claim"),
    Act.NOTE: say("{person} added a private note"),
    Act.COMMENT: say("{person} commented on it"),
    Act.RESOLVE: say("{person} resolved a comment"),
    Act.SUBMIT: say("{person} asked a second person to read it"),
    Act.APPROVE: say("{person} signed the verdict"),
    Act.RETURN: say("{person} sent it back"),
    Act.CONTACT: say("{person} recorded whom the desk asked to answer"),
    Act.LINK: say("{person} confirmed that an earlier claim says the same"),
    Act.DISTINGUISH: say("{person} said whether an earlier claim is another one"),
    Act.TAKE_OVER: say("{person} took over the verdict on an earlier claim"),
    Act.WITHDRAW: say("{person} withdrew the claim"),
    Act.REDACT: say("{person} took words out for good"),
}
"""What an act is called that needs no more than a reason beside it."""

_BEGAN = {
    CorrectionKind.MAJOR: say("{person} began a correction (major)"),
    CorrectionKind.MINOR: say("{person} began a correction (minor)"),
    CorrectionKind.UPDATE: say("{person} began a correction (update)"),
    CorrectionKind.VOID: say("{person} began a correction (void)"),
}


def _edited(who: Who, body: Mapping[str, Any]) -> Message:
    """Which fields changed, never to what; the reason for a change of the private note is private too."""
    changed = [words for field, words in FIELDS.items() if field in body["set"]]
    private = set(body["set"]) == {"note"}
    did = say("{person} changed the {fields}", person=who, fields=listed(changed))
    return _because(did, None if private else body.get("why"))


def _because(did: Message, why: str | None) -> Message:
    return say("{act}: {why}", act=did, why=why) if why else did
