"""Quoting: the words are looked for in what was captured, and only what stands there is anchored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import BadInput, Finding, NotFound, NotSoNow, Remedy, RuleRefused
from factcheck.model.evidence import Evidence, Region
from factcheck.model.record import Record
from factcheck.model.source import Capture, Source
from factcheck.model.value import is_blank
from factcheck.model.vocabulary import Act, MatchQuality, Outcome, SourceKind, Standing
from factcheck.reading.quote.indexed_text import IndexedText
from factcheck.reading.quote.quotes import NearestWording, QuoteMatches, QuotePlace, find_quote
from factcheck.reading.quote.wording import changes_in_words
from factcheck.workflow.act import decided_anew, open_claim
from factcheck.workflow.evidence.by_browser import offered
from factcheck.workflow.evidence.find import passage_of
from factcheck.workflow.evidence.pictures import (
    kept_place,
    pictured_capture,
    read_pages,
    region_in,
    region_of,
)
from factcheck.workflow.evidence.record_capture import found_in, standing_in, text_of

_AROUND = 60
"""Characters of a place that are shown where there are several to choose from."""


@dataclass(frozen=True)
class QuoteChoice:
    """What a person decides who quotes: to take the nearest true wording, which of several places, which passage, why.

    `start` is the code point of the text at which the place begins, where that is known. `region` is where on a picture
    the words stand (a W3C media fragment), `page` the page of a scan on which a program is to look for them; `looked`
    says that whoever quotes has held what it read against the picture.
    """

    nearest: bool = False
    place: int | None = None
    passage: int | None = None
    start: int | None = None
    why: str | None = None
    region: str | None = None
    page: int | None = None
    looked: bool = False


@decided_anew
def cite(
    desk: Desk,
    ref: str,
    source_id: str | None,
    fields: Mapping[str, Any],
    choice: QuoteChoice = QuoteChoice(),
) -> str:
    """Quote a source and return the evidence's short id; the same quote twice keeps its id.

    The quote is looked for in the newest capture that has it, and in a picture or scan as a program reads it.
    RuleRefused when a capture says otherwise, with the difference; NotSoNow when it stands in several places. Without a
    capture it is told, or transcribed by the author today; what a document holds that no program can read is filed, and
    so is, on a person's word (standing "filed"), what the program did not find in a document supplied by hand.
    RuleRefused without a reason where it is the first evidence that speaks against what was signed. NotFound for an
    unknown source, BadInput without a quote, and for a place that is not on the picture.
    """
    given = {key: value for key, value in fields.items() if value is not None}
    if choice.passage is not None:
        found = passage_of(desk, ref, source_id, choice.passage)
        source_id, given = found.source, {**given, "capture": found.capture, "exact": found.exact}
        choice = replace(choice, start=found.passage.start, page=found.page)
    if is_blank(given.get("exact")):
        raise BadInput(f"{ref}: the quote is empty; give the words as they stand in the source.")
    with desk.store.reading() as ledger:
        record = ledger.record(ref)
    source = record.source(source_id or "")
    held = _held(desk, record, source, given, choice)
    with open_claim(desk, ref, record.head) as claim:
        before = claim.record
        evidence = Evidence.of({"id": before.next_evidence, "source": source.id, **held}, f"cite {ref}")
        same = [one for one in before.evidence if _is_same(one, evidence)]
        if same:
            return same[0].id
        claim.act(Act.CITE, {"evidence": evidence.plain(), **({"why": choice.why} if choice.why else {})})
        return evidence.id


def _held(
    desk: Desk, record: Record, source: Source, given: Mapping[str, Any], choice: QuoteChoice
) -> dict[str, Any]:
    """The fields of evidence, completed by how the desk holds the quote."""
    asked = given.get("standing")
    by_hand = {"who": desk.author, "when": desk.today()}
    if asked == Standing.TRANSCRIBED:
        return {**by_hand, **given}
    if asked == Standing.TOLD:
        return dict(given)
    captures = _captures(record, source, given.get("capture"))
    if choice.region is not None:
        return {**by_hand, **given, **_placed(desk, record, source, captures, choice.region)}
    on_page = choice.page is not None and asked is None and captures and captures[0].is_pictured
    readable = [] if on_page else [one for one in captures if one.text_digest]
    if readable:
        return {**given, **_found(desk, record, readable, given, choice)}
    if captures and asked is None and captures[0].is_pictured:
        read = _read_by_machine(desk, record, captures[0], given, choice)
        if read:
            return {**given, **read, **(by_hand if choice.looked else {})}
    if captures and captures[0].outcome is Outcome.FILED and asked != Standing.ANCHORED:
        return {"capture": captures[0].id, **given, "standing": Standing.FILED}
    if asked:
        return dict(given)
    if source.kind is SourceKind.CONVERSATION:
        return {**given, "standing": Standing.TOLD}
    return {**by_hand, **given, "standing": Standing.TRANSCRIBED}


def _placed(
    desk: Desk, record: Record, source: Source, captures: list[Capture], region: str
) -> dict[str, Any]:
    """The fields of a quote of which a person says where it stands on a picture."""
    capture = pictured_capture(record, source, captures)
    place = kept_place(desk, capture, region_in(desk, capture, region))
    return {"standing": standing_in(capture), "capture": capture.id, **place}


def _read_by_machine(
    desk: Desk, record: Record, capture: Capture, given: Mapping[str, Any], choice: QuoteChoice
) -> dict[str, Any] | None:
    """The fields of a quote that a program finds on a picture; None where it does not, or cannot read it."""
    nearest: tuple[Region, NearestWording] | None = None
    for page, words in read_pages(desk, record, capture, choice.page):
        text = IndexedText(words.text)
        found = find_quote(text, str(given["exact"]), given.get("prefix"), given.get("suffix"))
        near = found.nearest if choice.nearest else None
        place = the_place(record.claim.ref, found, choice) if found.places else near.place if near else None
        if place:
            return {
                "standing": standing_in(capture),
                "capture": capture.id,
                "exact": place.exact,
                "machine_read": words.program,
                **kept_place(desk, capture, region_of(words, page, place.start, place.end)),
            }
        if found.nearest and nearest is None:
            there = found.nearest.place
            nearest = region_of(words, page, there.start, there.end), found.nearest
    if nearest:
        raise _misread(capture, *nearest)
    return None


def _misread(capture: Capture, region: Region, near: NearestWording) -> RuleRefused:
    """What a program read instead, which may be what stands there or not: a person has to look."""
    changes = changes_in_words(near.changes)
    return RuleRefused(
        1,
        f"a program reads other words on {capture.id} at {region.fragment}, [-yours-]{{+its own+}}: {changes}.",
        Remedy.again("Where yours stand there, say that they do.", region=region.fragment),
        Remedy.again("Or take what it read, and hold it against the picture.", nearest=True),
    )


def _is_same(one: Evidence, new: Evidence) -> bool:
    """Whether it is the same quote at the same place, whatever picture of it could be made then and now."""
    aside = ("id", "picture", "region") if new.position else ("id", "picture")
    return one == new.model_copy(update={name: getattr(one, name) for name in aside})


def _captures(record: Record, source: Source, named: str | None) -> list[Capture]:
    """The captures that hold words of the source, newest first; the one that is named, if one is."""
    found = [one for one in reversed(record.captures_of(source.id)) if one.outcome.holds_words]
    return [one for one in found if named in (None, one.id)]


def _found(
    desk: Desk, record: Record, captures: Sequence[Capture], given: Mapping[str, Any], choice: QuoteChoice
) -> dict[str, Any]:
    quote = str(given.get("exact") or "")
    nearest: tuple[Capture, NearestWording] | None = None
    for capture in captures:
        text = text_of(desk, capture) or ""
        found = find_quote(IndexedText(text), quote, given.get("prefix"), given.get("suffix"))
        if found.places:
            return found_in(desk, record, capture, the_place(record.claim.ref, found, choice), text)
        if found.nearest and choice.nearest:
            place = replace(found.nearest.place, match=MatchQuality.EXACT)
            return found_in(desk, record, capture, place, text)
        if found.nearest and nearest is None:
            nearest = capture, found.nearest
    if nearest is None and given.get("standing") == Standing.FILED and captures[0].outcome is Outcome.FILED:
        return {"capture": captures[0].id}
    raise _refused(desk, record, captures, nearest)


def the_place(ref: str, found: QuoteMatches, choice: QuoteChoice) -> QuotePlace:
    """The place that is meant; NotSoNow shows all when nobody said which, NotFound where no place has that number."""
    places = [one for one in found.places if choice.start in (None, one.start)] or found.places
    if choice.place is not None:
        if not 1 <= choice.place <= len(places):
            there = "1 place" if len(places) == 1 else f"{len(places)} places"
            raise NotFound(f"The quote stands in {there}, so there is no place {choice.place}.")
        return places[choice.place - 1]
    if len(places) == 1:
        return places[0]
    raise NotSoNow(
        f"{ref}: the quote stands in {len(places)} places; nothing was stored.",
        [Finding("place", str(number), _shown(place)) for number, place in enumerate(places, 1)],
        [
            Remedy.again("Say which.", place=None),
            Remedy.again("Or give the words around it.", prefix=None, suffix=None),
        ],
    )


def _shown(place: QuotePlace) -> str:
    words = place.exact if len(place.exact) <= _AROUND else f"{place.exact[:_AROUND]}…"
    return " ".join(f"… {place.prefix} [{words}] {place.suffix} …".split())


def _refused(
    desk: Desk, record: Record, captures: Sequence[Capture], nearest: tuple[Capture, NearestWording] | None
) -> RuleRefused:
    """Rule 1 says no: what the capture says instead, or that it says nothing of the kind."""
    if nearest:
        capture, near = nearest
        changed = "a word that matters differs" if near.material else "the wording differs"
        return RuleRefused(
            1,
            f"{capture.id} does not say that; {changed}, [-yours-]{{+its own+}}: {changes_in_words(near.changes)}.",
            f'It says: "{near.place.exact}". Quote that.',
            Remedy.again("Or take it as it is there.", nearest=True),
        )
    taken = captures[0]
    if not taken.is_whole:
        part = "of which only the beginning was read" if taken.outcome.is_whole else "which is only a part"
        why = f" {taken.reason}" if taken.reason else ""
        said = (
            f"the quote is not in {taken.id}, {part} ({taken.outcome}); "
            f"whether it stands in the rest is undetermined.{why}"
        )
    else:
        said = f"the quote is not in {taken.id}, captured {taken.fetched_at:%Y-%m-%d %H:%M} UTC."
        if taken.notes:
            said += f" Of {taken.id} is to be known: {'; '.join(taken.notes)}."
    ref = record.claim.ref
    return RuleRefused(
        1,
        said,
        Remedy.by("find", "See what it says.", ref=ref),
        *offered(desk, ref, taken),
        "What you read elsewhere takes the standing transcribed.",
    )
