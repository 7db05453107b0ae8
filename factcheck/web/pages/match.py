"""Earlier checks: what was checked before that is like a claim or any sentence, with reasons; a person decides."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from factcheck.errors import FactcheckError
from factcheck.matching.differences import ClaimDifference, DifferenceKind
from factcheck.matching.earlier import RankedMatch
from factcheck.model.earlier import Distinction, EarlierMatch, EarlierPlace
from factcheck.model.followed import place_of
from factcheck.model.lookup import Earlier
from factcheck.model.record import Record
from factcheck.model.vocabulary import Band, Status
from factcheck.phrase import Message, Said, comma, say, semicolon
from factcheck.report.edition import Badge
from factcheck.report.fragment import live_link
from factcheck.report.wording import STATUS, day
from factcheck.web.acts.table import ACTS, sheet_of
from factcheck.web.errors import error_view, status_of
from factcheck.web.links import ADD, LINKS, MATCH
from factcheck.web.pages.claims import badge_of
from factcheck.web.visit import Visit
from factcheck.workflow.earlier.match import match_words
from factcheck.workflow.earlier.relied_on import changes_of_others

LIMIT = 10
"""Earlier checks that are shown, and with `?all=1` at most FOLDED."""
FOLDED = 50
BAND: dict[Band, Message] = {
    Band.LIKELY: say("Likely the same"),
    Band.POSSIBLE: say("Possibly the same"),
    Band.FOLDED: say("Shares little"),
}
_DIFFERS: dict[DifferenceKind, Message] = {
    DifferenceKind.FIGURE: say("a figure"),
    DifferenceKind.DATE: say("a date"),
    DifferenceKind.NEGATION: say("a denial"),
    DifferenceKind.OPPOSITE: say("an opposite"),
    DifferenceKind.NAME: say("a name"),
}


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One earlier check: `id` names it in an act, `badge` is the desk's verdict on it, `rating` others' own word.

    `cited_at` is the form that cites a check of others as a source, `changed` what its desk changed in it since.
    `is_linked` says that somebody confirmed it.
    """

    id: str
    href: str
    text: str
    about: Said
    band: Message
    why: Said
    differs: tuple[Said, ...]
    badge: Badge | None = None
    rating: str = ""
    cited_at: str = ""
    changed: str = ""
    can_take_over: bool = False
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class ApartRow:
    """What is on record as another claim, as it was worded then, and why."""

    href: str
    place: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class ConfirmedRow:
    """What somebody confirmed to be the same claim, as it was worded then."""

    href: str
    place: str
    text: str
    band: Message
    differs: tuple[str, ...]


def match(visit: Visit) -> Response:
    """`/match?words=…`: looked up for any sentence."""
    words = visit.query.get("words", "").strip()
    return visit.page(
        "match",
        **_found(visit, words, MATCH),
        claim=None,
        ref="",
        form=None,
        wrong=None,
        confirmed=[],
        apart=[],
    )


def match_page(visit: Visit, record: Record, wrong: FactcheckError | None = None) -> Response:
    """`/claims/REF/match`: what is like the claim, or like `?words=…`, which may be the same in other words.

    Above it why the act was refused where it was, and what is confirmed.
    """
    ref = record.claim.ref
    words = visit.query.get("words", "").strip()
    act = ACTS["match"]
    sheet = sheet_of(visit, record)
    return visit.page(
        "match",
        status_of(wrong),
        **_found(visit, words or ref, LINKS.act(ref, "match"), record),
        claim=record.claim,
        ref=ref,
        form=act.form(sheet, "match", wrong) if visit.may("link") and act.is_offered(sheet) else None,
        wrong=error_view(wrong) if wrong else None,
        confirmed=[_confirmed(one) for one in record.links if not any(map(one.is_of, record.told_apart))],
        apart=[_told_apart(one) for one in record.told_apart],
    )


def _found(visit: Visit, words: str, here: str, record: Record | None = None) -> dict[str, Any]:
    """What was looked up and found; `here` is the address of the page."""
    everything = "all" in visit.query
    own, limit = record.claim.ref if record else None, FOLDED if everything else LIMIT
    answer = match_words(visit.desk, words, limit, folded=everything, of=own) if words else None
    matches = answer.matches if answer else ()
    typed = visit.query.get("words", "")
    asked = {"words": typed} if typed else {}
    return {
        "here": here,
        "typed": typed,
        "asked": answer.text if answer else "",
        "rows": [_row(visit, one, record) for one in matches],
        "words_alone": answer.words_alone if answer else None,
        "only_little": bool(matches) and all(one.band is Band.FOLDED for one in matches),
        "more": f"{here}?{urlencode({**asked, 'all': 1})}" if answer and answer.folded else "",
        "enter": f"{ADD}?{urlencode({'text': answer.text})}" if answer and not record else "",
    }


def _row(visit: Visit, found: RankedMatch, record: Record | None) -> MatchRow:
    earlier = found.earlier
    place = earlier.ref or earlier.url or ""
    row = MatchRow(
        id=place,
        href=LINKS.claim(place) if earlier.ref else live_link(place) or "",
        text=earlier.text,
        about=comma(list(_about(earlier))),
        band=BAND[found.band],
        why=semicolon(found.reasons),
        differs=tuple(map(difference_told, found.differs)),
        is_linked=record is not None and any(one.place == place for one in record.links),
    )
    if earlier.ref:
        can = (
            record is not None and record.verdict is None and visit.may("take-over") and bool(earlier.rating)
        )
        return replace(row, badge=badge_of(visit, earlier.rating), can_take_over=can)
    cited_at = f"{LINKS.act(record.claim.ref, 'source')}?{urlencode({'url': place})}" if record else ""
    changed = changes_of_others(visit.desk).get(place_of(place), "")
    return replace(row, rating=earlier.rating or "", cited_at=cited_at, changed=changed)


def _about(earlier: Earlier) -> Iterator[str | Said]:
    """Who said it, who checked it, and how far the desk is with it or when the others published theirs."""
    yield from filter(None, [earlier.claimant, earlier.publisher])
    when = earlier.published_on or earlier.claimed_on
    if earlier.status:
        yield STATUS[Status(earlier.status)]
    elif when:
        yield day(when)


def difference_told(one: ClaimDifference) -> Said:
    """How two claims differ, as a page tells it."""
    what = _DIFFERS[one.what]
    if one.here and one.there:
        return say("{what}: “{here}” here, “{there}” there", what=what, here=one.here, there=one.there)
    if one.here:
        return say("{what}: “{here}” here, nothing there", what=what, here=one.here)
    return say("{what}: nothing here, “{there}” there", what=what, there=one.there)


def _confirmed(one: EarlierMatch) -> ConfirmedRow:
    return ConfirmedRow(_href(one), one.place, one.text, BAND[one.band], one.differs)


def _told_apart(one: Distinction) -> ApartRow:
    return ApartRow(_href(one), one.place, one.text, one.why or "")


def _href(one: EarlierPlace) -> str:
    return LINKS.claim(one.ref) if one.ref else live_link(one.url or "") or ""
