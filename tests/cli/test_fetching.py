"""`fetch` and `recheck` at the command line: exit codes, results, talk, and every way to be stopped half-way."""

import csv
import hashlib
import io
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

from tests.cli.conftest import REF, Process, Program, Ran
from tests.cli.pages import PAGE, QUOTE, Web, dossier_of, holds, open_web, rows
from tests.cli.terminal import on_a_terminal
from tests.commands import leftovers
from tests.servers import Answer, End, Request, ScriptedServer, Step, Wait, answer, head

Mount = Callable[..., None]
PATIENCE = 60


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


@pytest.fixture
def web(desk: Program, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    yield from open_web(desk, server, monkeypatch)


# What comes out


def test_what_came_is_told_in_json_and_what_comes_next_on_stderr(web: Web) -> None:
    url = web.page()
    web.cite(url)

    ran = web.desk("fetch", "--json")

    assert ran.code == 0
    assert set(ran.json) == {"schema", "captures"}
    assert ran.json["schema"] == 1
    (one,) = ran.json["captures"]
    assert (one["url"], one["outcome"], one["reason"]) == (url, "ok", None)
    assert one["digest"] == hashlib.sha256(PAGE.encode()).hexdigest()
    assert one["claims"] == [{"ref": REF, "source": "s1", "capture": "c1"}]
    assert one["let_through"] is True
    assert ran.err == f"Next: factcheck find {REF}\n"


def test_some_that_could_not_be_fetched_are_told_with_why_and_what_to_do(web: Web) -> None:
    good, gone = web.page(), web.page(answer("no", "404 Not Found"))
    web.cite(gone, "http://10.0.0.1/inside", good)

    ran = web.desk("fetch")

    assert ran.code == 4
    told = dict(reversed(line.split()[:2]) for line in ran.lines)  # the url, then how it ended
    assert told == {good: "ok", gone: "error:not-found", "http://10.0.0.1/inside": "blocked:private-address"}
    assert "2 of 3 could not be fetched" in ran.err
    for words in (gone, "404 Not Found", "--archived-url", "http://10.0.0.1/inside", "not a public one"):
        assert words in ran.err
    assert good not in ran.err
    assert [one["outcome"] for one in web.desk.claim()["captures"]].count("ok") == 1


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        ("500 Internal Server Error", "Try again later"),
        ("404 Not Found", "web archive"),
        ("403 Forbidden", "factcheck attach"),
        ("204 No Content", "Try again later"),
    ],
)
def test_each_failure_says_what_a_person_can_do(web: Web, status: str, advice: str) -> None:
    url = web.page(answer("You have been blocked" if "403" in status else "", status))
    web.cite(url)

    ran = web.desk("fetch", "--json")

    assert ran.code == 4
    (one,) = ran.json["captures"]
    assert advice in one["mend"]
    assert one["reason"]
    assert one["reason"] in ran.err
    assert one["mend"] in ran.err


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md"])
def test_every_format_tells_each_address_and_how_it_ended(web: Web, form: str) -> None:
    good, gone = web.page(), web.page(answer("no", "410 Gone"))
    web.cite(good, gone)

    ran = web.desk("fetch", "--format", form)

    assert ran.code == 4
    assert _told(ran, form) == {good: "ok", gone: "error:not-found"}


def _told(ran: Ran, form: str) -> dict[str, str]:
    if form in ("json", "jsonl"):
        found = ran.json["captures"] if form == "json" else [json.loads(line) for line in ran.lines]
        return {one["url"]: one["outcome"] for one in found}
    if form in ("csv", "tsv"):
        read = csv.DictReader(io.StringIO(ran.out), delimiter="," if form == "csv" else "\t")
        return {one["url"]: one["outcome"] for one in read}
    lines = [line.replace("|", " ").split() for line in ran.lines[2 if form == "md" else 0 :]]
    return {words[1]: words[0] for words in lines}


@pytest.mark.parametrize("command", ["fetch", "recheck"])
def test_nothing_to_do_is_no_failure_and_no_result(web: Web, command: str) -> None:
    ran = web.desk(command)
    assert (ran.code, ran.out) == (0, "")
    assert "Nothing to" in ran.err

    assert web.desk(command, "--json").json == {"schema": 1, "captures": []}


def test_a_second_run_fetches_only_what_is_missing(web: Web) -> None:
    good, late = web.page(), web.page(answer("no", "500 Internal Server Error"), answer(PAGE))
    web.cite(good, late)

    assert web.desk("fetch").code == 4
    assert list(web.fetch()) == [late]
    assert web.fetch() == {}
    assert len(web.asked(good)) == 1
    assert holds(web.desk)


def test_a_page_that_two_claims_cite_is_told_once_with_both(web: Web) -> None:
    url = web.page()
    web.cite(url)
    web.desk.ok("add", "The bridge is old.", "--ref", "old")
    web.desk.ok("source", "old", url)

    (one,) = web.fetch().values()

    assert [claim["ref"] for claim in one["claims"]] == [REF, "old"]
    assert len(web.asked(url)) == 1


def test_a_capture_that_was_let_through_says_so_on_the_record(web: Web) -> None:
    web.cite(web.page())
    web.fetch()

    assert web.desk.claim()["captures"][0]["let_through"] is True
    assert "settings let its address through" in web.desk.ok("show", REF)


# Which addresses


def test_a_dry_run_asks_nobody_and_records_nothing(web: Web) -> None:
    url = web.page()
    web.cite(url)
    web.desk.ok("source", REF, "http://10.0.0.1/inside")
    before = web.server.connections

    ran = web.desk("fetch", "--dry-run")

    assert ran.code == 0
    assert [line.split()[0] for line in ran.lines] == [url, "http://10.0.0.1/inside"]
    assert "2 addresses would be fetched" in ran.err
    assert web.desk.json("fetch", "--dry-run")["captures"][0] == {"url": url, "claims": [REF]}
    assert web.server.connections == before
    assert web.desk.claim()["captures"] == []


def test_a_dry_run_with_nothing_to_do_prints_nothing(web: Web) -> None:
    ran = web.desk("fetch", "--dry-run")

    assert (ran.code, ran.out) == (0, "")
    assert "0 addresses" in ran.err


def test_what_is_due_is_what_was_not_seen_for_so_long(web: Web) -> None:
    seen, new = web.page(), web.page()
    web.cite(seen)
    web.fetch()
    web.cite(new)

    assert list(web.fetch("--due", "30d")) == [new]
    assert set(web.fetch("--due", "0h")) == {seen, new}
    assert web.fetch("--due", "1w", REF) == {}


@pytest.mark.parametrize("age", ["", "30", "soon", "-1d", "1.5d", "30 days"])
def test_an_age_that_is_none_fetches_nothing_and_shows_how_to_write_one(web: Web, age: str) -> None:
    web.cite(web.page())

    ran = web.desk("fetch", "--due", age)

    assert ran.code in (1, 2)
    assert ran.out == ""
    assert "30d" in ran.err
    assert web.desk.claim()["captures"] == []


def test_a_claim_that_is_named_is_fetched_again_and_no_other(web: Web) -> None:
    url, other = web.page(answer(PAGE, etag='"1"'), head("304 Not Modified", etag='"1"')), web.page()
    web.cite(url)
    web.desk.ok("add", "The bridge is old.", "--ref", "old")
    web.desk.ok("source", "old", other)
    first = web.fetch(REF)
    again = web.fetch(REF)

    assert list(first) == list(again) == [url]
    assert again[url]["outcome"] == "unchanged"
    assert again[url]["digest"] == first[url]["digest"]
    assert [one.header("If-None-Match") for one in web.asked(url)] == [None, '"1"']
    assert web.asked(other) == []


def test_an_address_that_is_named_is_fetched_though_no_claim_cites_it(web: Web) -> None:
    url, cited = web.page(), web.page()
    web.cite(cited)

    seen = web.fetch(url)

    assert list(seen) == [url]
    assert seen[url]["claims"] == []
    record = seen[url]["record"]
    assert (web.desk.folder / "archive" / record[:2] / f"{record}.warc.gz").is_file()
    assert web.asked(cited) == []
    assert holds(web.desk)


def test_an_address_that_is_cited_goes_on_the_record_when_it_is_named(web: Web) -> None:
    url, other = web.page(), web.page()
    web.cite(url, other)

    assert list(web.fetch(url)) == [url]
    assert web.capture(url)["outcome"] == "ok"
    assert web.asked(other) == []


def test_the_same_address_named_twice_is_fetched_once(web: Web) -> None:
    url = web.page()

    assert list(web.fetch(url, url)) == [url]
    assert len(web.asked(url)) == 1


@pytest.mark.parametrize("command", ["fetch", "recheck"])
def test_a_ref_that_no_claim_has_stops_before_anything_is_fetched(web: Web, command: str) -> None:
    url = web.page()
    web.cite(url)

    ran = web.desk(command, REF, f"{REF}s")

    assert (ran.code, ran.out) == (1, "")
    assert f'Did you mean "{REF}"?' in ran.err
    assert web.asked(url) == []


def test_a_withdrawn_claim_is_left_in_peace(web: Web) -> None:
    url = web.page()
    web.cite(url)
    web.desk.ok("withdraw", REF, "--why", "Never said.")

    assert web.fetch() == {}
    assert web.asked(url) == []


# Settings


def test_without_leave_nobody_connects_to_this_machine(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FACTCHECK_FETCH_ALLOW")
    url = web.page()
    web.cite(url)
    before = web.server.connections

    ran = web.desk("fetch")

    assert ran.code == 4
    assert ran.out.startswith("blocked:private-address")
    assert "[fetch] allow" in ran.err
    assert web.server.connections == before
    assert web.capture(url)["let_through"] is False


def test_leave_is_given_in_the_settings_of_the_desk(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FACTCHECK_FETCH_ALLOW")
    url = web.page()
    web.cite(url)
    _set(web.desk, f'allow = ["127.0.0.1:{web.server.port}"]\nper_host = 1\ndelay = 0')

    assert web.fetch()[url]["outcome"] == "ok"


def test_the_environment_goes_before_the_settings_and_lists_several(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = web.page()
    web.cite(url)
    _set(web.desk, 'allow = ["127.0.0.1:1"]')
    monkeypatch.setenv("FACTCHECK_FETCH_ALLOW", f"127.0.0.1:2, 127.0.0.1:{web.server.port}")

    assert web.fetch()[url]["outcome"] == "ok"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('allow = ["127.0.0.1"]', "127.0.0.1:8001"),
        ('allow = "127.0.0.1:8001"', "allow"),
        ('alow = ["127.0.0.1:8001"]', '"allow"'),
        ("per_host = 0", "per_host"),
        ("delay = -1", "delay"),
        ("concurrency = 'many'", "concurrency"),
        ('proxy = "nowhere"', "proxy"),
        ("ports = [99999]", "ports"),
    ],
)
def test_settings_that_cannot_be_used_are_named_and_nothing_is_fetched(
    web: Web, said: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ALLOW", "DELAY"):
        monkeypatch.delenv(f"FACTCHECK_FETCH_{name}")
    url = web.page()
    web.cite(url)
    _set(web.desk, said)

    ran = web.desk("fetch")

    assert (ran.code, ran.out) == (1, "")
    assert told in ran.err
    assert web.asked(url) == []


@pytest.mark.parametrize(
    ("name", "value"), [("ALLOW", "127.0.0.1"), ("ALLOW", "*:80"), ("DELAY", "soon"), ("PER_HOST", "2.5")]
)
def test_words_of_the_environment_that_cannot_be_used_are_named(
    web: Web, name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.cite(web.page())
    monkeypatch.setenv(f"FACTCHECK_FETCH_{name}", value)

    ran = web.desk("fetch")

    assert (ran.code, ran.out) == (1, "")
    assert name.lower() in ran.err
    assert value in ran.err


def _set(desk: Program, fetch: str) -> None:
    settings = desk.folder / "factcheck.toml"
    settings.write_text(f"{settings.read_text('utf-8')}\n[fetch]\n{fetch}\n", "utf-8")


# Rechecking


@pytest.fixture
def rested(web: Web) -> Web:
    """A verdict that rests on a quote from a page, which may come to say something else."""
    url = web.page(answer(PAGE))
    web.cite(url)
    web.fetch()
    web.desk.ok("cite", REF, "s1", "--quote", QUOTE, "--stance", "supports")
    web.desk.ok("rate", REF, "true", "--because", "The register says so [e1].")
    return web


def _says_now(web: Web, *scripts: Answer) -> str:
    (url,) = web.cited
    web.server.say(url.removeprefix(web.server.url("")), *scripts)
    return url


def test_a_recheck_that_finds_nothing_new_is_content(rested: Web) -> None:
    ran = rested.desk("recheck", "--json")

    assert ran.code == 0
    assert [one["rung"] for one in ran.json["captures"][0]["drift"]] == ["same-bytes"]
    assert rested.desk.claim()["status"] == "rated"


def test_a_recheck_that_finds_a_figure_altered_says_no_and_shows_it(rested: Web) -> None:
    url = _says_now(rested, answer(PAGE.replace("1932", "1931")))

    ran = rested.desk("recheck")

    assert ran.code == 3
    assert ran.out.split()[:2] == ["ok", url]
    assert f"{REF} needs a recheck: e1 quote-altered" in ran.err
    assert "[-1932-]{+1931+}" in ran.err
    assert f"Next: factcheck show {REF}" in ran.err
    claim = rested.desk.claim()
    assert (claim["status"], claim["verdict"]) == ("needs-recheck", "true")
    assert len({one["record"] for one in claim["captures"]}) == 2
    assert "quote-altered in c2" in rested.desk.ok("show", REF)
    assert holds(rested.desk)


def test_a_recheck_that_finds_the_words_gone_says_no(rested: Web) -> None:
    _says_now(rested, answer("<p>This page tells now of the new tunnel under the river, and of nothing else."))

    ran = rested.desk("recheck", "--json")

    assert ran.code == 3
    assert [one["rung"] for one in ran.json["captures"][0]["drift"]] == ["quote-absent"]
    assert rested.desk.claim()["status"] == "needs-recheck"


def test_a_recheck_of_a_page_that_fails_for_once_changes_nothing(rested: Web) -> None:
    url = _says_now(rested, answer("no", "500 Internal Server Error"))

    ran = rested.desk("recheck")

    assert ran.code == 4
    assert url in ran.err
    assert rested.desk.claim()["status"] == "rated"


def test_a_server_that_fails_three_times_is_news(rested: Web) -> None:
    _says_now(rested, answer("no", "500 Internal Server Error"))

    assert [rested.desk("recheck").code for _ in range(3)] == [4, 4, 3]
    assert rested.desk.claim()["status"] == "needs-recheck"


def test_a_recheck_leaves_what_no_verdict_rests_on(rested: Web) -> None:
    unquoted = rested.page()
    rested.cite(unquoted)
    rested.fetch()

    assert len(rested.ran("recheck", "--json").json["captures"]) == 1
    assert len(rested.asked(unquoted)) == 1


# On a terminal


def test_progress_is_shown_on_a_terminal_with_a_line_for_each_address(web: Web, process: Process) -> None:
    good, gone = web.page(), web.page(answer("no", "404 Not Found"))
    web.cite(good, gone)

    shown = on_a_terminal(process, "fetch")

    assert shown.code == 4
    assert "0 of 2" in shown.text
    assert "1 of 2" in shown.text
    for outcome, url in (("ok", good), ("error:not-found", gone)):
        assert [outcome, url] in [line.split("\x1b[2K")[-1].split()[:2] for line in shown.text.split("\n")]


def test_no_progress_is_shown_where_nobody_looks(web: Web, process: Process) -> None:
    web.cite(web.page())

    ran = process("fetch")

    assert ran.code == 0
    assert ran.err == f"Next: factcheck find {REF}\n"
    assert "\x1b" not in ran.out


def test_no_colour_is_shown_where_none_is_wanted(web: Web, process: Process) -> None:
    web.cite(web.page())

    shown = on_a_terminal(process, "fetch", NO_COLOR="1")

    assert shown.code == 0
    assert "\x1b[3" not in shown.text
    assert "\x1b[1m" not in shown.text


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
    web: Web, process: Process
) -> None:
    running, held = _half_way(web, process)
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
    web: Web, process: Process
) -> None:
    running, held = _half_way(web, process)
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
    assert "A file stands where a folder is needed" in ran.err
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
        web = next(open_web(desk, server, monkeypatch))
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
