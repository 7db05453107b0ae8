"""The planning of rechecks on a desk of many addresses: the processor's time for each of those that are due."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from time import process_time
from uuid import UUID

from sqlalchemy import Connection, Table, insert, text

from factcheck.desk import Desk, open_desk
from factcheck.settings import Settings
from factcheck.settings.rechecks import Rechecks
from factcheck.store.engine import make_engine
from factcheck.store.rows import CHILDREN, CLAIMS, Row, table_of
from factcheck.workflow.evidence.fetch_sources import due_for_recheck
from factcheck.workflow.evidence.scheduled_rechecks import plan_rechecks
from tests.bench import material
from tests.bench.bench import Bench
from tests.bench.figures import Figure, below
from tests.bench.looking_up import postgres

_MILLISECONDS = 2
_EVERY, _HOSTS, _SOURCES, _AT_ONCE = 50, 2_000, 4, 2_500
_WANTED = Rechecks(per_day=10_000_000)
_SHA = "ab" * 32


def measure_schedule(bench: Bench) -> Iterator[Figure]:
    """Of a million addresses one in fifty is due: under 2 ms of the processor's time for each, on both databases."""
    addresses = bench.sizes.rows * 10
    with _filled(f"sqlite:///{bench.folder}/due.db", bench.folder, addresses) as desk:
        yield _figure("SQLite: found and ready to be fetched", addresses, *_found(desk))
    with (
        postgres(bench.folder / "postgres-due") as url,
        _filled(url, bench.folder, addresses) as desk,
    ):
        yield _figure(
            "PostgreSQL: found and asked for as jobs, with the server's time", addresses, *_planned(desk)
        )


def _figure(what: str, addresses: int, due: int, seconds: float) -> Figure:
    each = seconds * 1000 / due
    return below(f"{addresses:,} addresses, {due:,} due; {what}", each, _MILLISECONDS, "ms each")


def _found(desk: Desk) -> tuple[int, float]:
    before = process_time()
    return len(due_for_recheck(desk)), process_time() - before


def _planned(desk: Desk) -> tuple[int, float]:
    engine = make_engine(desk.settings.database_url)
    with engine.connect() as connection:
        backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        server = int(_stat(backend)[1])
        before = process_time() + _used(server)
        planned = plan_rechecks(desk.as_itself(), hours=1)
        used = process_time() + _used(server) - before
    engine.dispose()
    return planned.planned, used


def _stat(pid: int) -> list[str]:
    """What Linux says of a process, after its name; blank for one that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return [""] * 15


def _used(server: int) -> float:
    """Seconds of the processor that a server, its processes and those that ended have used."""
    everything = [_stat(int(one.name)) for one in Path("/proc").iterdir() if one.name.isdigit()]
    ticks = sum(int(one[11]) + int(one[12]) for one in everything if one[1] == str(server))
    return (ticks + sum(map(int, _stat(server)[11:15]))) / 100


@contextmanager
def _filled(url: str, folder: Path, addresses: int) -> Iterator[Desk]:
    """A desk of published claims that each cite four pages, written as rows: no history is asked for here."""
    settings = Settings(folder=folder, name="The bench", author="Ana", database_url=url, recheck=_WANTED)
    with open_desk(settings) as desk:
        engine = make_engine(url)
        claims = range(addresses // _SOURCES)
        for first in claims[::_AT_ONCE]:
            with engine.begin() as connection:
                _enter(connection, desk.clock(), claims[first : first + _AT_ONCE])
        with engine.begin() as connection:
            connection.execute(text("ANALYZE"))
        engine.dispose()
        yield desk


def _enter(connection: Connection, now: datetime, numbers: Iterable[int]) -> None:
    """Claims with all they cite; every fiftieth page was seen forty days ago, the others three."""
    rows: dict[Table, list[Row]] = defaultdict(list)
    for number in numbers:
        key = {"claim_id": UUID(int=number << 80 | 0x7 << 76 | 0b10 << 62 | number)}
        rows[CLAIMS].append(_claim(number, now) | {"id": key["claim_id"]})
        for part in range(1, _SOURCES + 1):
            address = number * _SOURCES + part
            seen = now - timedelta(days=3 if address % _EVERY else 40)
            for name, row in _source(part, address, seen):
                rows[table_of(CHILDREN[name])].append(row | key)
        rows[table_of(CHILDREN["verdicts"])].append(_verdict(now) | key)
        rows[table_of(CHILDREN["publications"])].append(_publication(now) | key)
    for table, some in rows.items():
        connection.execute(insert(table), some)


def _claim(number: int, now: datetime) -> Row:
    closed = {"status": "published", "priority": "normal", "rating": "true"}
    told = {"ref": material.ref_of(number), "text": f"Ward {number} spent two thousand euros on its roads."}
    return {**closed, **told, "wording_digest": _SHA, "head": _SHA, "added_at": now, "changed_at": now}


def _source(part: int, address: int, seen: datetime) -> Iterator[tuple[str, Row]]:
    """A source, the two captures of it, and the quote from it, each with the list it is in."""
    url = f"https://site-{address % _HOSTS}.example/{address}"
    yield "sources", {"id": f"s{part}", "url": url, "kind": "news"} | _NOT
    for number, ago in ((part * 2, 30), (part * 2 + 1, 0)):
        taken = material.capture(number, f"s{part}")
        at = {"fetched_at": seen - timedelta(days=ago), "requested_url": url, "let_through": False}
        yield "captures", {**taken, **at}
    quote = {"id": f"e{part}", "source": f"s{part}", "stance": "supports", "standing": "transcribed"}
    yield "evidence", {**quote, "exact": "The ward spent two thousand euros on its roads in that year."}


_NOT = {"confidential": False, "party_to_dispute": False}


def _verdict(now: datetime) -> Row:
    cites = [f"e{part}" for part in range(1, _SOURCES + 1)]
    given = {"rating": "true", "scale": "seven-step", "scale_version": 1, "by": "Ana", "at": now}
    return {"id": "v1", "wording": "It did.", "rationale": "So it stands there.", "cites": cites, **given}


def _publication(now: datetime) -> Row:
    told = {"version": 1, "verdict": "v1", "digest": _SHA, "url": "https://example.org/", "pages": {}}
    return {"id": "p1", "by": "Ana", "at": now, **told}
