"""A replay tool of others (pywb) gives back every byte that was kept, from a WARC and from a WACZ."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import UUID

import pytest

from factcheck.archive.supplied_warc import SuppliedFile
from factcheck.archive.wacz import write_wacz, write_warc
from factcheck.model.visit import Hop
from tests.archive.checking import FolderArchive, filed_warc, warc_of
from tests.archive.visits import (
    DRAWN,
    DRAWN_PAGE,
    DRAWN_WARC,
    LATER,
    NEWS,
    PAGE,
    TEXT,
    UNCHANGED,
    VISITS,
    WARCS,
    capture,
    numbered,
    undone,
)
from tests.records import AT

CONTENT = b"%PDF-1.7\r\n\xff\x00 not really"
DOCUMENT = SuppliedFile.of_bytes("application/pdf", CONTENT)
RECORD_ID = UUID(int=5)
HOPS = {f"{name} {number}": one for name, visit in VISITS.items() for number, one in enumerate(visit.hops, 1)}
HOPS |= {
    f"drawn {one.url}": one for one in (*DRAWN.hops, *DRAWN_PAGE.exchanges) if one.request.startswith(b"GET")
}

_MANAGE = "import sys; from pywb.manager.manager import main; main(sys.argv[1:])"
_SERVE = "import sys; from pywb.apps.cli import wayback; wayback(sys.argv[1:])"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> FolderArchive:
    """An archive of every visit, an unchanged page and a document."""
    archive = FolderArchive(tmp_path_factory.mktemp("desk") / "archive")
    again = warc_of(UNCHANGED, None, {"baseline_at": "2026-03-02T09:00:00Z"}, numbered())
    for warc in (*WARCS.values(), again, DRAWN_WARC, filed_warc(DOCUMENT, RECORD_ID, AT, TEXT, {})):
        archive.keep(warc)
    return archive


@pytest.fixture(scope="module")
def pywb(archive: FolderArchive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a pywb that serves the exported WARC as /warc and the WACZ as /wacz."""
    folder = tmp_path_factory.mktemp("pywb")
    digests = sorted(path.name.split(".")[0] for path in archive.folder.glob("*/*"))
    write_warc(archive, digests, folder / "desk.warc.gz")
    write_wacz(archive, map(capture, digests), "Desk", folder / "desk.wacz", AT)
    for words in ("init warc", "init wacz", "add warc desk.warc.gz", "add --unpack-wacz wacz desk.wacz"):
        _run(folder, _MANAGE, *words.split()).wait()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    server = _run(folder, _SERVE, "-b", "127.0.0.1", "-p", str(port))
    try:
        _await(server, port, folder / "log")
        yield port
    finally:
        server.terminate()
        server.wait()


def _run(folder: Path, code: str, *words: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-W", "ignore", "-c", code, *words]
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)


def _await(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Until it listens."""
    end = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"pywb does not serve: {log.read_text()}")


def _replayed(
    port: int, path: str, headers: Mapping[str, str] = {}, sent: bytes = b""
) -> tuple[int, str | None, bytes]:
    """Status, content coding and body of what pywb gives for a path, redirects not followed."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("POST" if sent else "GET", path, sent, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Encoding"], answer.read()
    finally:
        connection.close()


def _at(collection: str, url: str, moment: str = "20260302090000") -> str:
    """The address of a capture as it was: `id_` is pywb's word for unchanged."""
    return f"/{collection}/{moment}id_/{url}"


@pytest.mark.parametrize("collection", ["warc", "wacz"])
@pytest.mark.parametrize("one", HOPS.values(), ids=HOPS)
def test_every_exchange_replays_byte_by_byte(pywb: int, collection: str, one: Hop) -> None:
    raw = _replayed(pywb, _at(collection, one.url), {"Accept-Encoding": "gzip"})
    assert raw == (one.status, one.header("Content-Encoding") or None, one.body)
    assert _replayed(pywb, _at(collection, one.url)) == (one.status, None, undone(one))


@pytest.mark.parametrize("collection", ["warc", "wacz"])
def test_a_document_replays_byte_by_byte(pywb: int, collection: str) -> None:
    assert _replayed(pywb, _at(collection, DOCUMENT.address)) == (200, None, CONTENT)


@pytest.mark.parametrize("collection", ["warc", "wacz"])
@pytest.mark.parametrize("page", [1, 2])
def test_what_a_script_asked_for_by_post_replays_by_what_it_sent(
    pywb: int, collection: str, page: int
) -> None:
    sent = b'{"page": %d}' % page
    path = _at(collection, NEWS)
    assert _replayed(pywb, path, {"Content-Type": "application/json"}, sent) == (200, None, sent)


@pytest.mark.parametrize("collection", ["warc", "wacz"])
def test_the_pictures_of_a_page_that_was_drawn_replay_beside_it(pywb: int, collection: str) -> None:
    moment = DRAWN_PAGE.at.strftime("%Y%m%d%H%M%S")
    address = f"urn:view:{DRAWN.final_url}"
    assert _replayed(pywb, _at(collection, address, moment)) == (200, None, DRAWN_PAGE.shots[0].png)
    address = f"urn:dom:{DRAWN.final_url}"
    assert _replayed(pywb, _at(collection, address, moment)) == (200, None, DRAWN_PAGE.document)


@pytest.mark.parametrize("collection", ["warc", "wacz"])
def test_an_unchanged_page_replays_as_the_304_it_was_and_the_page_before_stays(
    pywb: int, collection: str
) -> None:
    later = LATER.strftime("%Y%m%d%H%M%S")
    assert _replayed(pywb, _at(collection, UNCHANGED.final_url, later)) == (304, None, b"")
    assert _replayed(pywb, _at(collection, UNCHANGED.final_url)) == (200, None, PAGE)


def test_the_text_never_stands_in_for_the_page(pywb: int) -> None:
    text = _replayed(pywb, _at("warc", "urn:text:http://site.example/plain"))
    assert text == (200, None, TEXT.encode())
    assert _replayed(pywb, _at("warc", "http://refused.example/"))[0] == 404
