"""Fetching that is stopped half-way, done twice at once, or left without a disk: nothing is lost, nothing is half."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.cli.conftest import Process, Program, Ran
from tests.cli.pages import PAGE, Web, dossier_of, holds, open_web, rows
from tests.commands import leftovers
from tests.servers import Answer, End, Request, ScriptedServer, Step, Wait, answer

Mount = Callable[..., None]
PATIENCE = 60


# Stopped half-way


class Held:
    """A page that keeps its visitor waiting until the test lets it go."""

    def __init__(self) -> None:
        self.is_held = True

    def __call__(self, _: Request) -> Answer:
        return [End.HANG] if self.is_held else answer(PAGE)


def _started(process: Process, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        process.command(*arguments),
        cwd=process.folder,
        env=process.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _half_way(web: Web, process: Process) -> tuple["subprocess.Popen[bytes]", Held]:
    """A fetch of four pages of which two came and are on record, and two do not come."""
    held = Held()
    pages = [web.page(), web.page(), web.page(held), web.page(held)]
    web.cite(*pages)
    running = _started(process, "fetch")
    until = time.monotonic() + PATIENCE
    while rows(web.desk) < 2 and running.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    assert running.poll() is None
    return running, held


def _finished_by_the_next(web: Web, held: Held) -> None:
    assert holds(web.desk)
    assert len([one for one in web.desk.claim()["captures"] if one["outcome"] == "ok"]) == 2
    held.is_held = False
    assert sorted(web.fetch()) == sorted(list(web.cited)[2:])
    assert web.fetch() == {}
    assert holds(web.desk)
    assert leftovers(web.desk.folder) == []


def test_control_c_half_way_keeps_what_came_and_the_next_run_fetches_the_rest(
    web: Web, real_process: Process
) -> None:
    running, held = _half_way(web, real_process)
    try:
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=PATIENCE)
    finally:
        running.kill()

    assert (running.returncode, out) == (130, b"")
    assert b"Interrupted" in err
    assert b"Traceback" not in err
    _finished_by_the_next(web, held)


def test_a_kill_half_way_leaves_nothing_half_and_the_next_run_fetches_the_rest(
    web: Web, real_process: Process
) -> None:
    running, held = _half_way(web, real_process)
    running.kill()
    running.communicate(timeout=PATIENCE)

    assert running.returncode == -signal.SIGKILL
    _finished_by_the_next(web, held)


def test_two_who_fetch_at_once_lose_nothing_of_each_other(web: Web, process: Process) -> None:
    pages = [web.page([Wait(0.05), answer(PAGE.replace("four", str(number)))]) for number in range(8)]
    web.cite(*pages)

    both = [_started(process, "fetch", "--json") for _ in range(2)]
    ended = [(one.communicate(timeout=PATIENCE), one.returncode) for one in both]

    for (out, err), code in ended:
        assert code == 0, err
        captures = json.loads(out)["captures"]
        assert {one["outcome"] for one in captures} <= {"ok"}
    assert {one["source"] for one in web.desk.claim()["captures"]} == set(web.cited.values())
    assert web.fetch() == {}
    assert holds(web.desk)


# A disk that takes nothing


@pytest.fixture
def mount() -> Iterator[Mount]:
    """Mounts something over a folder until the test ends."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("Only root can mount a small or a read-only disk.")
    with ExitStack() as mounted:

        def mount(folder: Path, *options: str) -> None:
            folder.mkdir(exist_ok=True)
            made = subprocess.run(["mount", *options, str(folder)], capture_output=True, check=False)
            if made.returncode:
                pytest.skip(f"No disk could be mounted here: {made.stderr.decode().strip()}")
            mounted.callback(subprocess.run, ["umount", str(folder)], check=True)

        yield mount


def _nothing_was_kept(web: Web, url: str, ran: Ran, *words: str) -> None:
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("Error: ")
    assert "archive" in ran.err
    assert any(word in ran.err for word in words), ran.err
    assert web.desk.claim()["captures"] == []
    assert web.desk.claim()["sources"][0]["url"] == url
    assert leftovers(web.desk.folder) == []
    assert holds(web.desk)


def test_a_file_in_the_place_of_the_archive_is_told(web: Web) -> None:
    url = web.page()
    web.cite(url)
    archive = web.desk.folder / "archive"
    archive.rmdir()
    archive.write_text("not a folder", "utf-8")

    ran = web.desk("fetch")

    assert (ran.code, ran.out) == (1, "")
    assert "There is a file where a folder is needed" in ran.err
    archive.unlink()
    assert web.fetch()[url]["outcome"] == "ok"
    assert holds(web.desk)


def test_an_archive_that_is_read_only_is_told_and_nothing_is_lost(web: Web, mount: Mount) -> None:
    url = web.page()
    web.cite(url)
    mount(web.desk.folder / "archive", "-t", "tmpfs", "-o", "ro,size=64k", "tmpfs")

    _nothing_was_kept(web, url, web.desk("fetch"), "read-only")


def test_an_archive_that_is_full_is_told_and_nothing_is_lost(web: Web, mount: Mount) -> None:
    url = web.page(answer(os.urandom(200_000), content_type="application/octet-stream"))
    web.cite(url)
    mount(web.desk.folder / "archive", "-t", "tmpfs", "-o", "size=64k", "tmpfs")

    _nothing_was_kept(web, url, web.desk("fetch"), "Make room")


# Many


def test_two_hundred_sources_on_one_slow_server_all_come_two_at_a_time(
    desk: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow: list[Step] = [Wait(0.005), answer(PAGE)]
    with ScriptedServer({f"/{number}": slow for number in range(200)}) as server:
        web = open_web(desk, server, monkeypatch)
        urls = [server.url(path) for path in server.pages]
        desk.write("hand/many.toml", dossier_of("many", urls))
        desk.ok("import", "hand")

        ran = web.ran("fetch", "--format", "jsonl")

    assert ran.code == 0
    assert sorted(json.loads(line)["url"] for line in ran.lines) == sorted(urls)
    assert len(desk.claim("many")["captures"]) == 200
    assert server.busiest == 2
    assert server.connections < 20
    assert holds(desk)
