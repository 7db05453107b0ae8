"""Reading the histories of a desk: the newest lines of all of them, by person and by day."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.model.vocabulary import Act
from factcheck.person_names import same_person
from factcheck.store.desk_lines import DeskLine, LinesWanted, Place


@dataclass(frozen=True, slots=True)
class NarrowedHistory:
    """Which lines: of a person in every spelling, of a day where the desk is, of one act; blank is all.

    `before` is the cursor of the line after which to go on.
    """

    person: str = ""
    day: str = ""
    act: Act | None = None
    before: str = ""


def newest_lines(desk: Desk, limit: int, narrowed: NarrowedHistory) -> list[DeskLine]:
    """The newest lines, the newest first; BadInput where the day or the cursor is none."""
    wanted = LinesWanted(act=narrowed.act, before=_place_of(narrowed.before) if narrowed.before else None)
    if narrowed.day:
        since, until = _bounds(desk, narrowed.day)
        wanted = replace(wanted, since=since, until=until)
    with desk.store.reading() as ledger:
        if narrowed.person:
            names = [one for one in ledger.names_who_acted() if same_person(one, narrowed.person)]
            wanted = replace(wanted, names=names)
        return ledger.newest_lines(wanted, limit)


def names_on_record(desk: Desk) -> list[str]:
    """Everybody who ever acted."""
    with desk.store.reading() as ledger:
        return ledger.names_who_acted()


def cursor_of(line: DeskLine) -> str:
    """What names the place of a line in an address."""
    at, subject, seq = line.place
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%S%f}-{subject.hex}-{seq}"


def _place_of(cursor: str) -> Place:
    try:
        at, subject, seq = cursor.split("-")
        return datetime.strptime(at, "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC), UUID(subject), int(seq)
    except (ValueError, OverflowError) as wrong:
        raise BadInput("That is no place in the history.", remedies=["Begin at its newest line."]) from wrong


def _bounds(desk: Desk, day: str) -> tuple[datetime, datetime]:
    """The first moment of a day where the desk is, and that of the next."""
    try:
        first = date.fromisoformat(day)
        begins, ends = (datetime.combine(one, time()) for one in (first, first + timedelta(days=1)))
        zone = desk.settings.zone
        moments = (one.replace(tzinfo=zone) if zone else one.astimezone() for one in (begins, ends))
        since, until = (one.astimezone(UTC) for one in moments)
        return since, until
    except (ValueError, OverflowError) as wrong:
        raise BadInput(f'"{day}" is no day.', remedies=["Write it such as 2026-11-29."]) from wrong
