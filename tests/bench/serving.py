"""The desk in a browser: what a page costs beside fava and datasette, and a hundred and ten people at once."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx
import psutil

from tests.bench import material
from tests.bench.bench import Bench
from tests.bench.figures import Figure, at_most, below
from tests.bench.timing import FACTCHECK, PYTHON, Cost, environment, run, side_by_side

_PEERS = Path(sys.executable).parent
_TIMES = 50
"""Requests that one cost is taken over: the clock of a process counts hundredths of a second."""
_MILLISECONDS = {"Today": 50, "list": 200, "list by words": 200, "claim": 50}
_ROWS, _ROW = "/factcheck/claim?_size=50", "/factcheck/claim?ref=ward-77"
_DAY = "/books/api/journal_page?page=1&order=desc&time=2012-03-03"
_MEGABYTES, _P99 = 200, 500
_PATIENCE = 120


@dataclass(frozen=True)
class Server:
    """A server process, and a client whose requests it answers."""

    process: psutil.Process
    client: httpx.Client

    @property
    def megabytes(self) -> float:
        """What the process holds in memory now."""
        return float(self.process.memory_info().rss) / 1e6

    def cost(self, path: str) -> Cost:
        """What it costs the process to answer this, as a mean; its first answer does not count."""
        self.client.get(path).raise_for_status()
        began, busy = time.perf_counter(), self._busy()
        for _ in range(_TIMES):
            self.client.get(path)
        wall, cpu = time.perf_counter() - began, self._busy() - busy
        return Cost(wall / _TIMES, cpu / _TIMES, self.process.memory_info().rss)

    def _busy(self) -> float:
        times = self.process.cpu_times()
        return float(times.user + times.system)


def measure_serve(bench: Bench) -> Iterator[Figure]:
    """Pages by the processor, then beside those of peers that are as long, then everybody at once."""
    claims = bench.sizes.rows
    desk = bench.desk_of(claims)
    a_claim = f"/claims/{material.ref_of(claims // 2)}"
    with _our_desk(desk) as ours:
        pages = {"Today": "/", "list": "/claims", "list by words": "/claims?words=ward+77", "claim": a_claim}
        for what, path in pages.items():
            spent = ours.cost(path).cpu * 1000
            yield below(f"{what}, {claims:,} claims: processor", spent, _MILLISECONDS[what], "ms")
        with _datasette(desk / "factcheck.db") as peer:
            yield _beside(
                bench, "list", partial(ours.cost, "/claims"), partial(peer.cost, _ROWS), "datasette"
            )
            yield _beside(bench, "claim", partial(ours.cost, a_claim), partial(peer.cost, _ROW), "datasette")
        with _fava(bench.folder / "books.beancount", bench.sizes.claims) as peer:
            yield _beside(
                bench, "list", partial(ours.cost, "/claims"), partial(peer.cost, _DAY), "fava, a day"
            )
    with _our_desk(desk) as ours:
        yield from _everybody(bench, ours, claims)


def _beside(
    bench: Bench, what: str, ours: Callable[[], Cost], theirs: Callable[[], Cost], peer: str
) -> Figure:
    return at_most(f"{what}, a page as long", side_by_side(ours, theirs, bench.sizes.rounds), peer, 1)


def _everybody(bench: Bench, ours: Server, claims: int) -> Iterator[Figure]:
    """A hundred who read and ten who write: errors, how long answers take, and the memory of the process afterwards."""
    answer = bench.folder / "visitors.txt"
    seconds = bench.sizes.rounds * 20
    address, cookie = str(ours.client.base_url), "; ".join(f"{k}={v}" for k, v in ours.client.cookies.items())
    module = (PYTHON, "-m", "tests.bench.visitors")
    run((*module, str(answer), address, cookie, str(seconds), str(claims)), bench.folder)
    half, most, answers, wrong = map(float, answer.read_text("utf-8").split())
    yield below(f"110 people, {answers:.0f} answers: not as they should be", wrong, 1, "")
    yield below(f"110 people: p99 (p50 {half:.3g} ms)", most, _P99, "ms")
    yield below("110 people: memory of the server", ours.megabytes, _MEGABYTES, "MB")


@contextmanager
def _our_desk(folder: Path) -> Iterator[Server]:
    """The desk as its author opens it."""
    command = (*FACTCHECK, "serve", "--port", "0")
    with subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        link = httpx.URL(process.stdout.readline().strip())
        with httpx.Client(base_url=link.copy_with(path="/", query=None), timeout=_PATIENCE) as client:
            client.get(link)
            yield from _until_done(process, client)


@contextmanager
def _datasette(database: Path) -> Iterator[Server]:
    port = _free_port()
    command = ("datasette", "serve", str(database), "--port", str(port), "--immutable", str(database))
    yield from _peer(command[:2] + command[3:], port, database.parent)


@contextmanager
def _fava(books: Path, entries: int) -> Iterator[Server]:
    opened = "2010-01-01 open Assets:Cash\n2010-01-01 open Expenses:Food\n"
    spent = (
        f'{2010 + n % 15}-{n % 12 + 1:02}-{n % 28 + 1:02} * "Ward {n}" "What the ward spent on number {n}"\n'
        f"  Expenses:Food  {n % 97 + 1}.00 EUR\n  Assets:Cash\n"
        for n in range(entries)
    )
    books.write_text('option "title" "Books"\n' + "\n".join((opened, *spent)), "utf-8")
    port = _free_port()
    yield from _peer(("fava", "--port", str(port), str(books)), port, books.parent)


def _peer(command: Sequence[str], port: int, folder: Path) -> Iterator[Server]:
    program, *words = command
    with (
        subprocess.Popen(
            (str(_PEERS / program), *words), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=_PATIENCE, follow_redirects=True) as client,
    ):
        _wait_for(client)
        yield from _until_done(process, client)


def _until_done(
    process: subprocess.Popen[str] | subprocess.Popen[bytes], client: httpx.Client
) -> Iterator[Server]:
    try:
        yield Server(psutil.Process(process.pid), client)
    finally:
        process.terminate()


def _wait_for(client: httpx.Client) -> None:
    due = time.monotonic() + _PATIENCE
    while time.monotonic() < due:
        try:
            client.get("/")
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"Nothing answers at {client.base_url}.")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
