"""The evidence of a claim as a reader meets it: numbered, with its source, its stance and how it is held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from factcheck.model.evidence import Evidence
from factcheck.model.record import Record
from factcheck.model.source import Capture, Source
from factcheck.model.vocabulary import SourceKind, Stance, Standing
from factcheck.phrase import (
    NOTHING,
    Message,
    Phrase,
    Run,
    Said,
    comma,
    link,
    listed,
    say,
    say_count,
    sentences,
)
from factcheck.report.captures import Proof, excerpt, found_in, found_unnamed, not_found_in, proof
from factcheck.report.drift import DriftView, drift_view
from factcheck.report.edition import Edition
from factcheck.report.fragment import host_of, live_link, words_link
from factcheck.report.urls import Links
from factcheck.report.wording import KIND, STANCE, day, in_prose, when


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as it may be named; of a confidential one only the kind.

    `archived` is the address of a copy and `archive` the host that keeps it; `kept` says what the desk captured
    of a source that nothing is quoted from.
    """

    name: str | Message
    kind: Message
    lang: str = ""
    about: Said = NOTHING
    note: str = ""
    party: bool = False
    confidential: bool = False
    url: str = ""
    link: str = ""
    host: str = ""
    archived: str = ""
    archive: str = ""
    kept: Said = NOTHING


@dataclass(frozen=True, slots=True)
class PictureView:
    """The picture of a quote: its address, its size in pixels, and what it shows in words."""

    src: str
    width: int
    height: int
    alt: Message

    @property
    def link(self) -> str:
        """Where it is shown by itself; "" where the page holds it, since browsers open no such address."""
        return "" if self.src.startswith("data:") else self.src


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One numbered quote; `excerpt` is what the capture says around it, `proof` what a stranger checks it by."""

    number: int
    anchor: str
    source: SourceView
    stance: str
    stance_word: Message
    exact: str
    prefix: str
    suffix: str
    lang: str
    language: str
    gist: str
    link: str
    held: Said = NOTHING
    excerpt: Phrase = NOTHING
    drift: DriftView | None = None
    proof: Proof | None = None
    cited: bool = False
    copies: Said = NOTHING
    picture: PictureView | None = None


def source_view(source: Source, edition: Edition, proposed: str = "") -> SourceView:
    """Rule 6 for sources: a confidential one shows nothing that could lead to it.

    `proposed` is what a page calls itself, for a source that nobody gave a title.
    """
    if source.confidential:
        return SourceView(say("A confidential source"), KIND[source.kind], confidential=True)
    host = host_of(source.url) if source.url else ""
    archived = live_link(source.archived_url) if source.archived_url else None
    return SourceView(
        name=source.title or proposed or host or source.url or "",
        kind=KIND[source.kind],
        lang=edition.lang(source.language) if source.title or proposed else "",
        about=_about(source),
        note=source.note or "",
        party=source.party_to_dispute and source.kind is not SourceKind.PARTY,
        url=source.url or "",
        link=(live_link(source.url) or "") if source.url else "",
        host=host,
        archived=archived or "",
        archive=host_of(archived) if archived else "",
    )


def _about(source: Source) -> Said:
    """Who published it, who wrote it and when."""
    said: list[str | Said] = []
    if source.publisher:
        said.append(source.publisher)
    if source.author:
        said.append(say("by {author}", author=source.author))
    if source.published_on:
        said.append(day(source.published_on))
    return comma(said)


def source_views(record: Record, edition: Edition) -> dict[str, SourceView]:
    """What each source is called on the page, by its id."""
    return {one.id: source_view(one, edition, _own_title(record, one)) for one in record.sources}


def _own_title(record: Record, source: Source) -> str:
    """What the latest capture of a page says it is called; "" where none says so."""
    said = (one.proposed for one in reversed(record.captures_of(source.id)))
    return next((one.title for one in said if one and one.title), "")


def evidence_views(
    record: Record, seen: Mapping[str, SourceView], edition: Edition, to: Links
) -> tuple[EvidenceView, ...]:
    """Every quote on record in the order it was recorded."""
    sources = {source.id: source for source in record.sources}
    captures = {capture.id: capture for capture in record.captures}
    cited = record.verdict.cites if record.verdict else ()
    copies = _copies(record, sources, to)

    def view(number: int, one: Evidence) -> EvidenceView:
        source, language = seen[one.source], sources[one.source].language
        capture = captures.get(one.capture or "") if one.standing.is_held else None
        named = None if source.confidential else capture
        media = capture.content_type or "" if capture else ""
        shown = excerpt(one, media) if named else NOTHING
        around = not shown and not source.confidential
        link = words_link(source.url, one.exact, one.prefix, one.suffix) if source.url else None
        return EvidenceView(
            number=number,
            anchor=to.anchor(record.claim.ref, one.id),
            source=source,
            stance=one.stance,
            stance_word=STANCE[one.stance],
            exact=in_prose(one.exact, media),
            prefix=in_prose(one.prefix or "", media) if around else "",
            suffix=in_prose(one.suffix or "", media) if around else "",
            lang=edition.lang(language),
            language=_foreign(language, edition),
            gist=one.note or "",
            link=link or "",
            held=_held(record, one, capture, source, to),
            excerpt=shown,
            drift=drift_view(record, one, source.confidential, to) if record.drift else None,
            proof=proof(record, one, named) if named else None,
            cited=one.id in cited,
            copies=copies.get(one.id, NOTHING),
        )

    return tuple(view(int(one.id[1:]), one) for one in record.evidence)


def _foreign(language: str | None, edition: Edition) -> str:
    """What the language of a quote is called, where that is not the language of the pages."""
    if not language or language.partition("-")[0] == edition.language.partition("-")[0]:
        return ""
    return edition.words.language(language)


def _held(record: Record, one: Evidence, capture: Capture | None, source: SourceView, to: Links) -> Said:
    """How the desk holds the quote; `capture` is what it stands in."""
    if one.standing is Standing.TOLD:
        return _told(one, source.confidential, to)
    if capture is None:
        return _transcribed(record, one, source.confidential, to)
    return found_unnamed(one, capture, to) if source.confidential else found_in(one, capture, to)


def _told(one: Evidence, confidential: bool, to: Links) -> Message:
    held = link(to.term("held"))
    if confidential:
        return say("<held>Told to the desk</held> by somebody whose name it keeps to itself.", held=held)
    return say(
        "<held>Told to the desk</held> by {person} {when}, {how}.",
        held=held,
        person=one.who or "",
        when=when(one.when or ""),
        how=one.how or "",
    )


def _transcribed(record: Record, one: Evidence, confidential: bool, to: Links) -> Phrase:
    known: dict[str, str | Said] = {
        "held": link(to.term("held")),
        "when": when(one.when or ""),
        "person": one.who or "",
    }
    if one.how and not confidential:
        copied = say("<held>Copied by hand</held> {when} by {person}, {how}.", how=one.how, **known)
    else:
        copied = say("<held>Copied by hand</held> {when} by {person}.", **known)
    if confidential:
        return sentences(copied, say("What else the desk holds of it is kept back."))
    return sentences(copied, *not_found_in(record, one, to))


def _copies(record: Record, sources: Mapping[str, Source], to: Links) -> dict[str, Message]:
    """For each quote whose source shares its origin with another: which ones are the same report."""
    by_origin: dict[str, list[tuple[str, int]]] = {}
    for one in record.evidence:
        if not sources[one.source].confidential:
            by_origin.setdefault(_origin(sources[one.source]), []).append((one.id, int(one.id[1:])))
    said = {}
    for members in by_origin.values():
        named = {sources[one.source].id for one in record.evidence if one.id in dict(members)}
        for own, _ in members if len(named) > 1 else ():
            others = [
                Run(str(number), "mark", f"#{to.anchor(record.claim.ref, other)}")
                for other, number in members
                if other != own
            ]
            said[own] = say("Goes back to the same report as evidence {others}.", others=comma(others))
    return said


def _origin(source: Source) -> str:
    return f"origin {source.origin}" if source.origin else f"source {source.id}"


def weight(record: Record) -> Said:
    """The evidence in a few sentences: how many quotes each way, from how many reports and parties."""
    if not record.evidence:
        return NOTHING
    quoted = {one.source for one in record.evidence}
    used = [source for source in record.sources if source.id in quoted]
    return sentences(_ways([one.stance for one in record.evidence]), _independence(used), _partisans(used))


def _ways(stances: Sequence[Stance]) -> Message:
    total = len(stances)
    told = {
        Stance.SUPPORTS: (
            say_count(total, "1 quote: it speaks for the claim.", "{count} quotes: all speak for the claim."),
            say_count(
                stances.count(Stance.SUPPORTS), "{count} speaks for the claim", "{count} speak for the claim"
            ),
        ),
        Stance.REFUTES: (
            say_count(
                total, "1 quote: it speaks against the claim.", "{count} quotes: all speak against the claim."
            ),
            say_count(
                stances.count(Stance.REFUTES),
                "{count} speaks against the claim",
                "{count} speak against the claim",
            ),
        ),
        Stance.CONTEXT: (
            say_count(total, "1 quote: it gives context.", "{count} quotes: all give context."),
            say_count(stances.count(Stance.CONTEXT), "{count} gives context", "{count} give context"),
        ),
    }
    found = [told[stance] for stance in Stance if stance in stances]
    if len(found) == 1:
        return found[0][0]
    quotes = say_count(total, "{count} quote", "{count} quotes")
    return say("{quotes}: {ways}.", quotes=quotes, ways=listed([some for _, some in found]))


def _independence(used: Sequence[Source]) -> Message:
    reports, total = len({_origin(source) for source in used}), len(used)
    if reports == total:
        return say_count(
            total,
            "One source; nothing independent confirms it.",
            "From {count} sources, none known to copy another.",
        )
    return say(
        "From {sources}, which go back to {reports}.",
        sources=say_count(total, "{count} source", "{count} sources"),
        reports=say_count(reports, "{count} report", "{count} reports"),
    )


def _partisans(used: Sequence[Source]) -> Said:
    parties = sum(source.party_to_dispute or source.kind is SourceKind.PARTY for source in used)
    if not parties:
        return NOTHING
    if len(used) == 1:
        return say("It is a party to the dispute.")
    return say_count(
        parties, "{count} of them is a party to the dispute.", "{count} of them are parties to the dispute."
    )
