"""Where claims that were checked are said again: the list, and what a person makes of each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from factcheck.errors import FactcheckError
from factcheck.matching.differences import differences
from factcheck.model.appearance import AppearanceState, ProposedAppearance
from factcheck.phrase import NOTHING, Said, comma, figure, say
from factcheck.reading.document.transcript import clock_time
from factcheck.report.edition import Badge
from factcheck.report.fragment import host_of, live_link, words_link
from factcheck.report.wording import day, day_of
from factcheck.web.errors import NO_PAGE, ErrorView, error_view, status_of
from factcheck.web.forms import Choice, choices, whole_number
from factcheck.web.links import ADD, APPEARANCES, LINKS, MATCH
from factcheck.web.pages.claims import badge_of
from factcheck.web.pages.match import difference_told
from factcheck.web.visit import Visit, go_to
from factcheck.workflow.earlier import appearances as found_places

LIMIT, ON_CLAIM = 50, 3
"""Places that are shown on a page of the list, and on that of a claim."""
STATE = {
    AppearanceState.OPEN: say("Open"),
    AppearanceState.ADDED: say("On the claim’s record"),
    AppearanceState.NOTED: say("The same, noted"),
    AppearanceState.ANOTHER: say("Another claim"),
}


@dataclass(frozen=True, slots=True)
class AppearanceRow:
    """One place: the check with its verdict, the sentence as said, by whom and where, and what differs.

    `place` has the link to the very words; of a file it has none. `decided` is what became of it; acts are where
    nothing did yet. `given` is what was filled in, `wrong` why it was not taken.
    """

    number: int
    ref: str
    href: str
    text: str
    badge: Badge | None
    rating: str
    publisher: str
    sentence: str
    about: Said
    place: tuple[str, str]
    differs: tuple[Said, ...]
    decided: Said
    is_open: bool
    can_add: bool
    needs_link: bool
    compare: str
    enter: str
    given: str = ""
    wrong: ErrorView | None = None


def appearances(visit: Visit) -> Response:
    """`/appearances`: those that are open, or by `?state=` decided, the newest first; `?claim=REF` of one claim."""
    return _page(visit, visit.query)


def decide_appearance(visit: Visit) -> Response:
    """`POST /appearances/NUMBER/ACT`: put it on the claim's record, take note of it, or call it another claim."""
    act = _ACTS.get(visit.named["act"])
    if act is None:
        return visit.error(NO_PAGE)
    number = whole_number(visit.named["number"])
    try:
        visit.ensure_same_person()
        act(visit, number)
    except FactcheckError as wrong:
        return _page(visit, visit.given, (number, wrong))
    ref = visit.given.get("claim", "")
    if "on_claim" in visit.given:
        return go_to(f"{LINKS.claim(ref)}#said-again")
    return go_to(LINKS.appearances(ref) if ref else APPEARANCES)


def said_again(visit: Visit, ref: str) -> dict[str, Any]:
    """For the page of a claim: the newest places where it is said again, and where the others are, if there are any."""
    found = found_places.list_appearances(visit.desk, ref=ref, limit=ON_CLAIM + 1)
    return {
        "said_again": [_row(visit, one) for one in found[:ON_CLAIM]],
        "more_said_again": LINKS.appearances(ref) if found[ON_CLAIM:] else "",
        "may_decide": visit.may("edit"),
    }


def _page(
    visit: Visit, asked: Mapping[str, str], refused: tuple[int, FactcheckError] | None = None
) -> Response:
    wanted, ref = asked.get("state", ""), asked.get("claim", "")
    state = AppearanceState(wanted) if wanted in [*AppearanceState] else AppearanceState.OPEN
    before = whole_number(asked["before"]) if asked.get("before") else None
    found = found_places.list_appearances(visit.desk, state, ref=ref or None, before=before, limit=LIMIT + 1)
    number, wrong = refused or (0, None)
    of_claim = {"claim": ref} if ref else {}
    states: tuple[Choice, ...] = choices(STATE, state)
    rows = [_row(visit, one, wrong if one.number == number else None) for one in found[:LIMIT]]
    later = {"state": state, **of_claim, "before": found[LIMIT - 1].number} if found[LIMIT:] else {}
    return visit.page(
        "appearances",
        status_of(wrong),
        rows=rows,
        of_claim=ref,
        states=[(LINKS.of(APPEARANCES, state=one.value, **of_claim), one) for one in states],
        is_open=state is AppearanceState.OPEN,
        is_watching=bool(visit.desk.settings.watch),
        more=f"{APPEARANCES}?{urlencode(later)}" if later else "",
        may_decide=visit.may("edit"),
        wrong=error_view(wrong) if wrong and number not in [one.number for one in found] else None,
    )


def _row(visit: Visit, one: ProposedAppearance, wrong: FactcheckError | None = None) -> AppearanceRow:
    check, is_open = one.check_url or "", one.state is AppearanceState.OPEN
    entered = {"text": one.sentence, "claimant": one.speaker or "", "said_in": one.url or one.file or ""}
    return AppearanceRow(
        number=one.number,
        ref=one.ref or "",
        href=LINKS.claim(one.ref) if one.ref else live_link(check) or "",
        text=one.text,
        badge=badge_of(visit, one.rating) if one.ref else None,
        rating="" if one.ref else one.rating or "",
        publisher=one.publisher or ("" if one.ref else host_of(check)),
        sentence=one.sentence,
        about=comma([*_about(one)]),
        place=_place(one),
        differs=tuple(map(difference_told, differences(one.sentence, one.text))),
        decided=NOTHING if is_open else say("{what}: {person}", what=STATE[one.state], person=one.by or ""),
        is_open=is_open,
        can_add=one.ref is not None,
        needs_link=one.url is None,
        compare=LINKS.of(MATCH, words=one.sentence),
        enter="" if one.ref else LINKS.of(ADD, **{key: value for key, value in entered.items() if value}),
        given=visit.given.get("url", "") if wrong else "",
        wrong=error_view(wrong) if wrong else None,
    )


def _about(one: ProposedAppearance) -> Iterator[str | Said]:
    """Who says it, where in the text, and on which day, or when it was found where that is not told."""
    if one.speaker:
        yield one.speaker
    if one.seconds is not None:
        yield say("at {time}", time=figure(clock_time(one.seconds)))
    elif one.paragraph is not None:
        yield say("paragraph {number}", number=figure(one.paragraph))
    yield day(one.said_on) if one.said_on else say("found on {day}", day=day_of(one.found_at))


def _place(one: ProposedAppearance) -> tuple[str, str]:
    """What the text is called, and the address that leads to the words in it; blank for a file."""
    if one.url is None:
        return one.file or "", ""
    return one.title or host_of(one.url) or one.url, words_link(one.url, one.sentence) or ""


def _add(visit: Visit, number: int) -> None:
    found_places.add_appearance(visit.desk, number, visit.given.get("url", "").strip() or None)


def _note(visit: Visit, number: int) -> None:
    found_places.note_appearance(visit.desk, number)


def _another(visit: Visit, number: int) -> None:
    found_places.call_another(visit.desk, number)


_ACTS: Mapping[str, Callable[[Visit, int], None]] = {"add": _add, "noted": _note, "another": _another}
