"""History: every line of one claim with what it changed, the claim as it was at a line, and the lines of the desk."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from factcheck.errors import NotFound
from factcheck.model.event import Event
from factcheck.model.evolve import fold
from factcheck.model.moved import Place, changes_of
from factcheck.phrase import Message, Run, Said, code
from factcheck.report.evidence import source_views
from factcheck.report.timeline import teller, told_briefly
from factcheck.report.view import claim_view
from factcheck.report.wording import moment, shortened
from factcheck.store.desk_lines import DeskLine
from factcheck.web.links import HISTORY, LINKS, LinksFromHistory
from factcheck.web.pages.pictures import with_their_pictures
from factcheck.web.visit import Visit, go_to
from factcheck.web.wording import FIELD, SOURCE_FIELD
from factcheck.workflow.claims.history import NarrowedHistory, cursor_of, names_on_record, newest_lines
from factcheck.workflow.claims.list import show_claim

LIMIT = 50
"""Lines of a page."""
_LONGEST = 2_000
"""Characters of a value that are shown."""
_SAID_ELSEWHERE = frozenset({"id", "by", "at", "salt", "salts"})


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A field that a line changed: what it is called, what stood there, and what stands there since."""

    label: Said
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of a history: its number, when, who did what, its hash, and what it changed."""

    number: int
    at: Run
    did: Message
    hash: str
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class DeskLineRow:
    """One line among those of the desk: when, who did what, and the claim or the article it is about."""

    at: Run
    did: Message
    href: str
    text: str
    lang: str


def claim_history(visit: Visit) -> Response:
    """`/claims/REF/history`: the lines, newest first; `?before=N` goes on, `?at=N` shows the claim as it then was."""
    record = show_claim(visit.desk, visit.named["ref"])
    ref = record.claim.ref
    if ref != visit.named["ref"]:
        return go_to(LINKS.act(ref, "history"))
    about: dict[str, Any] = {"ref": ref, "claim": record.claim}
    if at := visit.query.get("at", ""):
        then = fold(record.events[: _number(at, len(record.events))])
        view = with_their_pictures(visit, then, claim_view(then, None, visit.site.edition, LINKS))
        return visit.page(
            "was", **about, claim_then=view, line=then.events[-1], when=moment(then.events[-1].at)
        )
    before = _number(visit.query.get("before", "") or str(len(record.events) + 1), len(record.events) + 1)
    tell = teller(record, source_views(record, visit.site.edition), visit.site.edition, LinksFromHistory())
    told = [(line, tell(line), changes) for line, changes in changes_of(record.events)]
    shown = [_line(*one) for one in told if before - LIMIT <= one[0].seq < before]
    more = before - LIMIT if before - LIMIT > 1 else 0
    return visit.page("claim_history", **about, lines=shown[::-1], more=more, of=len(record.events))


def _number(text: str, most: int) -> int:
    """A number of a line; NotFound where there is none."""
    if text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most:
        return int(text)
    raise NotFound(f'There is no line "{shortened(text, 40)}".')


def _line(line: Event, did: Message, changes: list[tuple[Place, Any, Any]]) -> LineRow:
    rows = tuple(row for change in changes for row in _rows(*change))
    return LineRow(line.seq, moment(line.at), did, line.hash, rows)


def _rows(place: Place, then: Any, now: Any) -> Iterator[ChangeRow]:
    """A place that changed; a thing with fields of its own has a row for each that it has."""
    if isinstance(then, Mapping) or isinstance(now, Mapping):
        old, new = then or {}, now or {}
        for key in [*dict.fromkeys([*new, *old])]:
            if key not in _SAID_ELSEWHERE and old.get(key) != new.get(key):
                yield ChangeRow(_label((*place, key)), _value(old.get(key)), _value(new.get(key)))
    else:
        yield ChangeRow(_label(place), _value(then), _value(now))


def _label(place: Place) -> Said:
    """The field by its name on the pages, else as it is called in dossiers; of a thing with its id."""
    if len(place) == 1:
        return FIELD.get(place[0]) or code(place[0])
    known = SOURCE_FIELD.get(place[-1]) if place[0] == "sources" else None
    return (
        _OF_THING.at(id=code(place[1]), field=known or code(" ".join(place[2:])))
        if place[2:]
        else code(place[1])
    )


_OF_THING = Message("{id} {field}")


def _value(value: Any) -> str:
    if value is None or value in ([], ()):
        return ""
    if isinstance(value, list | tuple):
        return shortened("\n".join(map(_value, value)), _LONGEST)
    if isinstance(value, Mapping):
        return "\n".join(f"{key} {_value(one)}" for key, one in value.items())
    return shortened(str(value), _LONGEST)


def history(visit: Visit) -> Response:
    """`/history`: what was done at the desk, newest first; narrowed by person and day, paged by the address."""
    given = {name: visit.query.get(name, "").strip() for name in ("by", "day", "before")}
    found = newest_lines(
        visit.desk, LIMIT + 1, NarrowedHistory(given["by"], given["day"], before=given["before"])
    )
    shown = found[:LIMIT]
    kept = {name: given[name] for name in ("by", "day") if given[name]}
    more = LINKS.of(HISTORY, **kept, before=cursor_of(shown[-1])) if len(found) > LIMIT else ""
    return visit.page(
        "desk_history",
        lines=[desk_line_row(visit, one) for one in shown],
        given=given,
        names=names_on_record(visit.desk),
        more=more,
        first=LINKS.of(HISTORY, **kept),
    )


def desk_line_row(visit: Visit, line: DeskLine) -> DeskLineRow:
    """A line as a list of the desk shows it."""
    href = LINKS.article(line.ref) if line.of_article else LINKS.claim(line.ref)
    lang = visit.site.edition.lang(line.language)
    return DeskLineRow(moment(line.event.at), told_briefly(line.event), href, shortened(line.text, 120), lang)
