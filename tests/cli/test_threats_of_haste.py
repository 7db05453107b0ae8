"""What a fetch must survive, through the real command: rows 25 to 27 of the table of threats, manners and crashes."""

import signal
import socket
import subprocess
import time

import pytest

from tests.cli.conftest import REF, Process, Program
from tests.cli.pages import HOME, PAGE, LetThrough, Names, Web, holds, open_web, rows
from tests.commands import NO_PROCESS, leftovers
from tests.servers import (
    Answer,
    End,
    Request,
    ScriptedServer,
    Wait,
    answer,
    came_apart,
)

OUTSIDE = "93.184.215.14"
BOTS = "<title>Just a moment...</title><p>Verify you are human by completing the action below."


# 25 and 26: manners


def test_25_one_host_is_asked_a_second_apart_and_told_who_asks(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FACTCHECK_FETCH_DELAY")
    urls = [web.page(), web.page()]
    web.cite(*urls)
    began = time.monotonic()

    assert {one["outcome"] for one in web.fetch().values()} == {"ok"}

    first, second = (web.asked(url)[0] for url in urls)
    assert came_apart([first.at, second.at], 1, began)
    assert first.header("User-Agent") == second.header("User-Agent")
    assert str(first.header("User-Agent")).startswith("factcheck-desk/")
    assert first.header("Referer") is None
    assert first.header("Accept-Encoding") == "gzip"


@pytest.mark.parametrize(("setting", "busiest"), [("1", 1), ("4", 4)])
def test_25_so_many_are_asked_at_once_as_the_settings_say(
    desk: Program, monkeypatch: pytest.MonkeyPatch, setting: str, busiest: int
) -> None:
    with ScriptedServer({f"/{n}": [Wait(0.05), answer(PAGE)] for n in range(8)}) as server:
        web = open_web(desk, server, monkeypatch)
        monkeypatch.setenv("FACTCHECK_FETCH_PER_HOST", setting)
        web.fetch(*(server.url(path) for path in server.pages))

        assert server.busiest == busiest


def test_25_all_hosts_together_are_not_asked_more_than_the_settings_say(
    web: Web, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    names.known = {f"{letter}.example": [HOME] for letter in "abcdef"}
    monkeypatch.setenv("FACTCHECK_FETCH_CONCURRENCY", "3")
    with LetThrough({"/": [Wait(0.05), answer(PAGE)]}, names=names.known) as server:
        seen = web.fetch(*(server.url("/", name) for name in names.known))
        assert {one["outcome"] for one in seen.values()} == {"ok"}
        assert server.busiest == 3


@pytest.mark.parametrize(
    ("status", "tries"),
    [
        ("429 Too Many Requests", 3),
        ("502 Bad Gateway", 3),
        ("503 Service Unavailable", 3),
        ("504 Gateway Timeout", 3),
        ("500 Internal Server Error", 1),
        ("404 Not Found", 1),
    ],
)
def test_25_only_what_may_pass_is_tried_three_times(web: Web, status: str, tries: int) -> None:
    url = web.page(answer("no", status))

    assert web.outcome(url) in ("error:http", "error:not-found")
    assert len(web.asked(url)) == tries
    assert (f"Tried {tries} times." in web.capture(url)["notes"]) is (tries > 1)


def test_25_a_new_try_that_helps_is_the_one_that_counts(web: Web) -> None:
    url = web.page(answer("no", "503 Service Unavailable", retry_after="1"), answer(PAGE))
    began = time.monotonic()

    assert web.outcome(url) == "ok"
    assert came_apart([request.at for request in web.asked(url)], 1, began)


def test_25_whoever_says_to_come_back_later_than_two_minutes_is_left(web: Web) -> None:
    url = web.page(answer("no", "503 Service Unavailable", retry_after="121"))

    assert web.outcome(url) == "error:http"
    assert len(web.asked(url)) == 1


def test_25_a_closed_door_is_tried_three_times_and_told(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind((HOME, 0))
        port = closed.getsockname()[1]
    monkeypatch.setenv("FACTCHECK_FETCH_ALLOW", f"{HOME}:{port},{HOME}:{web.server.port}")
    url = f"http://{HOME}:{port}/"

    assert web.outcome(url) == "error:connect"
    assert "Tried 3 times." in web.capture(url)["notes"]


def test_26_a_page_is_fetched_whatever_robots_txt_says_and_the_verdict_is_recorded(web: Web) -> None:
    with LetThrough({"/a": answer(PAGE), "/b": answer(PAGE)}) as server:
        server.say("/robots.txt", answer("User-agent: *\nDisallow: /a\n", content_type="text/plain"))
        first, second = server.url("/a"), server.url("/b")
        assert web.outcomes(first, second) == {first: "ok", second: "ok"}
        assert server.visits["/robots.txt"] == 1

    assert web.kept(first).facts["robots"] == "disallowed"
    assert web.kept(second).facts["robots"] == "allowed"


def test_26_the_delay_a_site_asks_for_is_kept_to(web: Web) -> None:
    with LetThrough({"/a": answer(PAGE), "/b": answer(PAGE)}) as server:
        server.say("/robots.txt", answer("User-agent: *\nCrawl-delay: 0.6\n", content_type="text/plain"))
        began = time.monotonic()
        web.outcomes(server.url("/a"), server.url("/b"))

    assert came_apart([server.asked(path)[0].at for path in ("/a", "/b")], 0.6, began)


# 27: crashes


def test_27_a_crash_half_way_leaves_no_half_file_and_no_row_without_one(
    web: Web, real_process: Process
) -> None:
    def hang(_: Request) -> Answer:
        return [answer(PAGE)[:150], End.HANG]

    web.cite(web.page(), web.page(hang))
    running = subprocess.Popen(
        real_process.command("fetch"),
        cwd=real_process.folder,
        env=real_process.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while rows(web.desk) < 1 and running.poll() is None:
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL

    assert holds(web.desk)
    assert len(web.desk.claim()["captures"]) == 1


def test_27_what_a_crash_left_is_swept_by_the_next_fetch_and_half_a_file_is_found(web: Web) -> None:
    url = web.page()
    web.cite(url)
    web.fetch()
    record = web.capture(url)["record"]
    web.desk.write(f"archive/.incoming-{NO_PROCESS}-{record}.warc.gz", b"half")
    assert holds(web.desk)
    web.fetch(REF)
    assert leftovers(web.desk.folder) == []

    half = "ab" * 32
    web.desk.write(f"archive/ab/{half}.warc.gz", web.warc(url)[:100])
    ran = web.desk("verify", "--json")
    assert ran.code == 3
    assert [one["code"] for one in ran.json["findings"]] == ["capture-changed"]
    assert half in ran.json["findings"][0]["where"]
