"""What was seen of other desks, in the database: lines that only grow, and for each address its last hash."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Connection, RowMapping, insert, select, update

from factcheck.errors import NotSoNow
from factcheck.model.event import canonical
from factcheck.model.followed import BEGINNING, FollowAct, Followed, FollowLine, followed, place_of
from factcheck.model.vocabulary import Act
from factcheck.store.rows import CLAIMS, EVENTS, FOLLOWED, FOLLOWED_LINES, UNREADABLE, Row, some, table_of
from factcheck.store.tables import SourceRow

_LINES = FOLLOWED_LINES.c


class FollowedRows:
    """Other desks inside one open transaction; each is known by the address it is followed at."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def urls(self) -> list[str]:
        """Every address that is followed or was."""
        return sorted(self._connection.execute(select(FOLLOWED.c.url)).scalars())

    def get(self, url: str) -> Followed:
        """What was seen at an address."""
        return followed(url, self._lines(_LINES.url == url))

    def changes(self) -> list[FollowLine]:
        """Every change of a check that was told, oldest first."""
        return [*self._lines(_LINES.act == FollowAct.CHANGE)]

    def places_relied_on(self) -> Iterator[tuple[str, str]]:
        """Each claim, by ref, with the address of what it cites, or of what somebody confirmed to say the same.

        The addresses are as `place_of` has them.
        """
        sources = table_of(SourceRow)
        cited = select(CLAIMS.c.ref, sources.c.url).join(sources, sources.c.claim_id == CLAIMS.c.id)
        for ref, url in self._connection.execute(cited.where(sources.c.url.is_not(None))):
            yield ref, place_of(url)
        linked = select(CLAIMS.c.ref, EVENTS.c.body).join(EVENTS, EVENTS.c.subject == CLAIMS.c.id)
        for ref, body in self._connection.execute(linked.where(EVENTS.c.act == Act.LINK)):
            if url := from_json(body)["link"].get("url"):
                yield ref, place_of(url)

    def add(
        self, before: Followed, lines: Iterable[tuple[FollowAct, str, Mapping[str, Any]]], at: datetime
    ) -> None:
        """Add lines, each an act, a subject and a body, to what was seen before.

        NotSoNow where somebody else added some meanwhile.
        """
        state = select(FOLLOWED.c.lines, FOLLOWED.c.head).where(FOLLOWED.c.url == before.url)
        found = self._connection.execute(state).one_or_none()
        count, head = found or (0, BEGINNING)
        if count != before.lines:
            raise NotSoNow(f"{before.url} was looked at by somebody else meanwhile; nothing was stored.")
        rows = list[Row]()
        for number, (act, subject, body) in enumerate(lines, count + 1):
            line = FollowLine(before.url, number, at, act, subject, body)
            head = line.hash(head)
            rows.append({**vars(line), "body": canonical(dict(body)), "hash": head})
        if not rows:
            return
        state_now = {"url": before.url, "lines": count + len(rows), "head": head}
        if found:
            self._connection.execute(update(FOLLOWED).where(FOLLOWED.c.url == before.url), state_now)
        else:
            self._connection.execute(insert(FOLLOWED), state_now)
        for batch in some(rows):
            self._connection.execute(insert(FOLLOWED_LINES), batch)

    def _lines(self, where: Any) -> Iterator[FollowLine]:
        query = select(FOLLOWED_LINES).where(where).order_by(_LINES.url, _LINES.number)
        return map(_line, self._connection.execute(query).mappings())


def _line(row: RowMapping) -> FollowLine:
    told = {name: row[name] for name in FollowLine.__dataclass_fields__}
    return FollowLine(**{**told, "body": from_json(row["body"])})


def audit_followed(connection: Connection, note: Callable[[str, str, str], None]) -> None:
    """A finding for every line that is not as it was written, that lacks, or that belongs to nothing."""
    try:
        _audit(connection, note)
    except (*UNREADABLE, AttributeError) as wrong:
        note("row-unreadable", "table followed_line", f"{wrong}.")


def _audit(connection: Connection, note: Callable[[str, str, str], None]) -> None:
    heads = dict.fromkeys(connection.execute(select(_LINES.url).distinct()).scalars(), (BEGINNING, 0))
    for row in connection.execute(select(FOLLOWED_LINES).order_by(_LINES.url, _LINES.number)).mappings():
        line, (before, count) = _line(row), heads[row["url"]]
        where = f"followed {line.url} line {line.number}"
        if line.number != count + 1 or row["body"] != canonical(dict(line.body)):
            note("row-changed", where, "does not go on from the line before it.")
        if row["hash"] != line.hash(before):
            note("row-changed", where, "is not as it was written.")
        heads[line.url] = row["hash"], line.number
    for row in connection.execute(select(FOLLOWED)).mappings():
        if (row["head"], row["lines"]) != heads.pop(row["url"], None):
            note("row-changed", f"followed {row['url']}", "does not have the lines that it had.")
    for url in heads:
        note("row-orphan", f"followed {url}", "has lines and is not followed.")
