"""A desk whose claim cites pages of a real server on loopback, and what became of each when it was fetched."""

import json
import os
import socket
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest

from tests.archive.checking import Kept, kept_in
from tests.cli.conftest import REF, Program, Ran
from tests.reading.files import pdf, word
from tests.servers import Request, Script, ScriptedServer, answer

QUOTE = "the old bridge was opened to traffic in 1932"
WORDS = f"After four years of work {QUOTE}, as the register of the city tells."
PAGE = f"<html><head><title>The bridge</title></head><body><p>{WORDS}</p></body></html>"
FILES = {
    "page.html": PAGE.encode(),
    "page.pdf": pdf([[WORDS.encode()]]),
    "page.docx": word(lambda document: document.add_paragraph(WORDS)),
    "page.txt": WORDS.encode(),
}
"""The same words in every kind of file that is read."""
HOME = "127.0.0.1"
_numbers = count(1)


@dataclass
class Web:
    """The program on its desk, and the server whose address it is let through to."""

    desk: Program
    server: ScriptedServer
    cited: dict[str, str] = field(default_factory=dict)

    def page(self, *scripts: Script) -> str:
        """The address of a new page that says this; several answers are given in turn."""
        path = f"/page-{next(_numbers)}"
        self.server.say(path, *(scripts or (answer(PAGE),)))
        return self.server.url(path)

    def cite(self, *urls: str) -> None:
        """Make these the next sources of the claim."""
        for url in urls:
            self.cited[url] = self.desk.ok("source", REF, url)

    def fetch(self, *names: str) -> dict[str, dict[str, Any]]:
        """Fetch, and give what came by its address."""
        return {one["url"]: one for one in self.ran("fetch", *names, "--json").json["captures"]}

    def ran(self, *arguments: str) -> Ran:
        """A command that ended as one that fetches may end."""
        ran = self.desk(*arguments)
        assert ran.code in (0, 3, 4), ran.err
        return ran

    def outcomes(self, *urls: str) -> dict[str, str]:
        """How these ended as sources, fetched beside a good page that has to come; the record says the same."""
        good = self.page()
        self.cite(*urls, good)
        seen = self.fetch()
        assert seen.pop(good)["outcome"] == "ok"
        for url, one in seen.items():
            capture, facts = self.capture(url), self.kept(url).facts
            assert capture["outcome"] == facts["outcome"] == one["outcome"]
            assert capture["reason"] == one["reason"]
        assert holds(self.desk)
        return {url: one["outcome"] for url, one in seen.items()}

    def outcome(self, url: str) -> str:
        """How one ended."""
        return self.outcomes(url)[url]

    def named(self, url: str) -> str:
        """How an address ended that can be no source, named beside a good page that has to come."""
        good = self.page()
        seen = self.fetch(url, good)
        assert seen.pop(good)["outcome"] == "ok"
        (one,) = seen.values()
        path = self.desk.folder / "archive" / one["record"][:2] / f"{one['record']}.warc.gz"
        assert kept_in(path.read_bytes()).facts["outcome"] == one["outcome"]
        assert holds(self.desk)
        outcome: str = one["outcome"]
        return outcome

    def capture(self, url: str) -> dict[str, Any]:
        """The newest capture of a page as the record shows it."""
        source = self.cited[url]
        captures = [one for one in self.desk.claim()["captures"] if one["source"] == source]
        newest: dict[str, Any] = captures[-1]
        return newest

    def kept(self, url: str) -> Kept:
        """What the archive holds of the newest capture of a page."""
        return kept_in(self.warc(url))

    def warc(self, url: str) -> bytes:
        """The file in the archive that is the newest capture of a page."""
        record: str = self.capture(url)["record"]
        return (self.desk.folder / "archive" / record[:2] / f"{record}.warc.gz").read_bytes()

    def asked(self, url: str) -> list[Request]:
        """The requests the server got for a page."""
        return self.server.asked(url.removeprefix(self.server.url("")))


@dataclass
class Names:
    """The DNS of a test: addresses by name; a tuple of lists is given out one after the other."""

    lookup: Callable[..., Any]
    known: dict[str, Sequence[str] | tuple[Sequence[str], ...]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        if host in (HOME, "localhost", None):
            return self.lookup(host, port, *args, **kwargs)
        self.asked.append(host)
        if host not in self.known:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        found = self.known[host]
        if isinstance(found, tuple):
            found = found[min(self.asked.count(host), len(found)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (str(one), port)) for one in found]


@dataclass
class LetThrough(ScriptedServer):
    """A server of its own, let through by address and by `names` beside that of the module while its block lasts."""

    names: Iterable[str] = ()

    def __enter__(self) -> "LetThrough":
        super().__enter__()
        self._before = os.environ["FACTCHECK_FETCH_ALLOW"]
        more = [f"{host}:{self.port}" for host in (self.host, *self.names)]
        os.environ["FACTCHECK_FETCH_ALLOW"] = ",".join([self._before, *more])
        return self

    def __exit__(self, *how: object) -> None:
        os.environ["FACTCHECK_FETCH_ALLOW"] = self._before
        super().__exit__(*how)


def open_web(desk: Program, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> Web:
    """A desk with one claim; what it cites on this server may be fetched, one page right after the other."""
    desk.added()
    monkeypatch.setenv("FACTCHECK_FETCH_ALLOW", f"{server.host}:{server.port}")
    monkeypatch.setenv("FACTCHECK_FETCH_DELAY", "0")
    return Web(desk, server)


def rows(desk: Program, table: str = "capture") -> int:
    """How many rows a table of the desk's database has, whoever is writing to it."""
    with closing(sqlite3.connect(desk.folder / "factcheck.db", timeout=30)) as database:
        number: int = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
        return number


def holds(desk: Program) -> bool:
    """Whether everything on the desk holds."""
    ran = desk("verify", "--json")
    assert ran.json["findings"] == [], ran.out
    return ran.code == 0


def dossier_of(ref: str, urls: list[str]) -> str:
    """A claim with all these sources, as a dossier written by hand."""
    sources = "".join(
        f'\n[[sources]]\nid = "s{n}"\nurl = {json.dumps(url)}\n' for n, url in enumerate(urls, 1)
    )
    return f'ref = "{ref}"\ntext = "The bridge opened in 1932."\n{sources}'


def captured(web: Web, *bodies: str) -> Web:
    """The claim with a captured source for each of these pages."""
    pages = [web.page(answer(body)) for body in bodies or (PAGE,)]
    web.cite(*pages)
    assert {one["outcome"] for one in web.fetch().values()} == {"ok"}
    return web


def cite(web: Web, quote: str, *more: str) -> Ran:
    """Quote the first source."""
    return web.desk("cite", REF, "s1", "--quote", quote, "--stance", "supports", *more)


def quoted(web: Web) -> dict[str, Any]:
    """The one quote that is on record."""
    (evidence,) = web.desk.claim()["evidence"]
    found: dict[str, Any] = evidence
    return found


def refused(web: Web, ran: Ran, *words: str) -> None:
    """The answer was no, in these words among others, and nothing was stored."""
    assert (ran.code, ran.out) == (3, "")
    for said in words:
        assert said in ran.err
    assert web.desk.claim()["evidence"] == []
