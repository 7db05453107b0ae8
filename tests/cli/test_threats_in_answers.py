"""What a fetch must survive, through the real command: rows 12 to 17 of the table of threats, how servers answer."""

import gzip
import json
import subprocess
import time
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import brotlicffi
import pytest

from factcheck.fetch.policy import Policy
from tests.archive.checking import records_in
from tests.cli.conftest import REF, Process
from tests.cli.pages import HOME, PAGE, QUOTE, WORDS, LetThrough, Names, Web
from tests.reading.files import brotli_bomb
from tests.servers import (
    Answer,
    End,
    Wait,
    answer,
    dribble,
    head,
)

OUTSIDE = "93.184.215.14"
BOTS = "<title>Just a moment...</title><p>Verify you are human by completing the action below."


# 12 to 14: bodies


def test_12_a_body_over_the_cap_is_kept_in_part_and_absence_is_undetermined(web: Web) -> None:
    start = f"<p>{WORDS}</p><script>".encode()
    url = web.page([head(content_type="text/html"), start, *[b"more();" * 150_000] * 20, End.CLOSE])

    assert web.outcome(url) == "partial"
    assert web.capture(url)["size"] == 20_000_000
    answers = [one for one in records_in(web.warc(url)) if one.kind == "response"]
    assert answers[-1].header("WARC-Truncated") == "length"
    source = web.cited[url]
    assert web.desk("cite", REF, source, "--quote", QUOTE, "--stance", "supports").code == 0
    ran = web.desk(
        "cite", REF, source, "--quote", "words that stand nowhere on this page", "--stance", "supports"
    )
    assert ran.code == 3
    assert "undetermined" in ran.err


def test_12_a_body_that_unpacks_to_more_than_the_cap_is_partial(web: Web) -> None:
    url = web.page(answer(gzip.compress(b"<p>word</p>" * 5_000_000, 1), content_encoding="gzip"))

    assert web.outcome(url) == "partial"
    assert web.capture(url)["text_digest"] is None


def test_13_more_than_two_encodings_are_refused_and_the_bytes_kept(web: Web) -> None:
    packed = gzip.compress(gzip.compress(gzip.compress(PAGE.encode())))
    thrice = web.page(answer(packed, content_encoding="gzip, gzip, gzip"))
    twice = web.page(answer(gzip.compress(zlib.compress(PAGE.encode())), content_encoding="deflate, gzip"))
    odd = web.page(answer(PAGE, content_encoding="zstd"))
    none = web.page(answer(PAGE, content_encoding="zebra"))

    outcomes = web.outcomes(thrice, twice, odd, none)

    assert outcomes == {thrice: "error:encoding", twice: "ok", odd: "error:encoding", none: "ok"}
    assert web.kept(thrice).payload == packed
    assert QUOTE in (web.kept(twice).text or "")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="No /proc to measure processes through.")
def test_13_a_bomb_costs_less_than_64_mb_in_all_processes_together(web: Web, real_process: Process) -> None:
    harmless = web.page(answer(brotlicffi.compress(PAGE.encode()), content_encoding="br"))
    bomb = web.page(answer(brotli_bomb(), content_encoding="br"))
    web.cite(harmless, bomb)

    usual, said = _peak_of_all(real_process, "fetch", harmless, "--json")
    assert said["outcome"] == "ok"
    most, said = _peak_of_all(real_process, "fetch", bomb, "--json")

    assert said["outcome"] == "partial"
    assert most - usual < 64_000_000
    assert web.kept(bomb).payload == brotli_bomb()


def _peak_of_all(process: Process, *arguments: str) -> tuple[int, dict[str, Any]]:
    """The most bytes a command and all it started held at one time, and the one capture it told of."""
    running = subprocess.Popen(
        process.command(*arguments),
        cwd=process.folder,
        env=process.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    most = 0
    while running.poll() is None:
        most = max(most, sum(map(_held, _family(running.pid))))
        time.sleep(0.01)
    out = running.communicate()[0]
    (capture,) = json.loads(out)["captures"]
    return most, capture


def _family(process: int) -> Iterator[int]:
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found = children.read_text("utf-8").split()
        except OSError:
            continue
        for child in found:
            yield from _family(int(child))


def _held(process: int) -> int:
    """Bytes of memory that a process holds for itself."""
    try:
        lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:"))


def test_14_what_is_broken_is_kept_as_it_came(web: Web) -> None:
    packed = gzip.compress(PAGE.encode() * 50)
    torn = web.page(answer(packed[:-30], content_encoding="gzip"))
    damaged = web.page(answer(packed[:60] + b"\0\0\0\0" + packed[64:], content_encoding="gzip"))
    short = web.page([head(content_type="text/html", content_length="9000"), PAGE.encode(), End.CLOSE])
    cut = web.page(
        [
            head(content_type="text/html", transfer_encoding="chunked"),
            b"5\r\n<p>Th\r\n",
            Wait(0.02),
            End.RESET,
        ]
    )

    outcomes = web.outcomes(torn, damaged, short, cut)

    assert outcomes == {
        torn: "partial:encoding",
        damaged: "partial:encoding",
        short: "partial:incomplete",
        cut: "partial:incomplete",
    }
    assert web.kept(torn).payload == packed[:-30]
    assert QUOTE in (web.kept(torn).text or "")
    assert web.kept(short).payload == PAGE.encode()
    assert web.kept(cut).payload == b"<p>Th"


# 15 to 17: answers


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits on time as short as a test can wait for."""
    short = partial(Policy, connect_seconds=0.3, read_seconds=0.3, total_seconds=0.8)
    monkeypatch.setattr("factcheck.fetch.policy.Policy", short)


@pytest.mark.usefixtures("impatient")
def test_15_whatever_is_slow_meets_a_limit_and_delays_no_other(web: Web, names: Names) -> None:
    whole = answer(PAGE * 100)
    silent = web.page([End.HANG])
    dribbled = web.page([*dribble(whole[:200], every=0.05, size=2)])
    body = web.page([whole[:400], *dribble(whole[400:], every=0.05, size=2)])
    half = web.page([whole[:400], End.HANG])
    names.known = {"archive.example": [HOME]}
    with LetThrough(greeting=[End.HANG], names=names.known) as deaf:
        tls = deaf.url("/", "archive.example").replace("http:", "https:")
        outcomes = web.outcomes(silent, dribbled, body, half, tls)

    assert set(outcomes.values()) == {"error:timeout"}
    assert web.capture(silent)["reason"]
    assert web.kept(half).payload == (PAGE * 100).encode()[: len(web.kept(half).payload)] != b""


@pytest.mark.parametrize(
    "script",
    [
        [head(content_type="text/html")[:-2] + b"X: y\r\n" * 100_000, End.HANG],
        [b"HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 2\r\n\r\nhi"],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi"],
        [b"<html><p>Hello of HTTP/0.9</p>", End.CLOSE],
        [b"HTTP/1.1 2OO OK\r\n\r\n", End.CLOSE],
        [b"\x16\x03\x01\x02\x00\x01", End.CLOSE],
    ],
    ids=["endless headers", "NUL", "two lengths", "HTTP/0.9", "no status", "TLS"],
)
def test_16_what_is_no_http_is_an_error_of_the_protocol(web: Web, script: Answer) -> None:
    assert web.outcome(web.page(script)) == "error:protocol"


def test_17_answers_without_a_page_are_empty_and_parts_are_parts(web: Web) -> None:
    said = {
        web.page(head("204 No Content")): "empty",
        web.page(answer("", "205 Reset Content")): "empty",
        web.page(answer("")): "empty",
        web.page(answer(PAGE, "206 Partial Content")): "partial",
        web.page(head("304 Not Modified"), answer(PAGE)): "ok",
        web.page(head("304 Not Modified")): "empty",
    }

    assert web.outcomes(*said) == said


def test_17_an_answer_out_of_turn_is_asked_once_more_without_conditions(web: Web) -> None:
    url = web.page(head("304 Not Modified"), answer(PAGE))

    assert web.outcome(url) == "ok"
    assert len(web.asked(url)) == 2
    assert web.asked(url)[1].header("If-None-Match") is None
    assert "304" in " ".join(web.capture(url)["notes"])
