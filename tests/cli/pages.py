"""A desk whose claim cites pages of a real server on loopback, and what became of each when it was fetched."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest

from factcheck.archive.kept import Kept, read_capture
from tests.cli.conftest import REF, Program, Ran
from tests.servers import Script, ScriptedServer, answer

QUOTE = "the old bridge was opened to traffic in 1932"
WORDS = f"After four years of work {QUOTE}, as the register of the city tells."
PAGE = f"<html><head><title>The bridge</title></head><body><p>{WORDS}</p></body></html>"
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

    def capture(self, url: str) -> dict[str, Any]:
        """The newest capture of a page as the record shows it."""
        source = self.cited[url]
        captures = [one for one in self.desk.claim()["captures"] if one["source"] == source]
        newest: dict[str, Any] = captures[-1]
        return newest

    def kept(self, url: str) -> Kept:
        """What the archive holds of the newest capture of a page."""
        return read_capture(self.warc(url))

    def warc(self, url: str) -> bytes:
        """The file in the archive that is the newest capture of a page."""
        record = self.capture(url)["record"]
        return (self.desk.folder / "archive" / record[:2] / f"{record}.warc.gz").read_bytes()

    def asked(self, url: str) -> list[Any]:
        """The requests the server got for a page."""
        return self.server.asked(url.removeprefix(self.server.url("")))


def open_web(desk: Program, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """A desk with one claim; what it cites on this server may be fetched, one page right after the other."""
    desk.added()
    monkeypatch.setenv("FACTCHECK_FETCH_ALLOW", f"{server.host}:{server.port}")
    monkeypatch.setenv("FACTCHECK_FETCH_DELAY", "0")
    yield Web(desk, server)


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
    sources = "".join(f"\n[[sources]]\nid = \"s{n}\"\nurl = {json.dumps(url)}\n" for n, url in enumerate(urls, 1))
    return f'ref = "{ref}"\ntext = "The bridge opened in 1932."\n{sources}'
