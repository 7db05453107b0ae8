"""The desk in a browser: the link, who acts, how it ends, and what is refused."""

import http.client
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

import pytest

from factcheck.model.vocabulary import Step
from tests.cli.conftest import Process, Program
from tests.object_server import environ_of


@contextmanager
def _running(process: Process, command: str, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        process.command(command, "--port", "0", *arguments),
        cwd=process.folder,
        env=process.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def _get(link: str, cookie: str = "") -> tuple[http.client.HTTPResponse, str]:
    there = urlsplit(link)
    with closing(http.client.HTTPConnection(str(there.hostname), there.port, timeout=30)) as connection:
        connection.request("GET", link.partition(there.netloc)[2] or "/", headers={"Cookie": cookie})
        answer = connection.getresponse()
        return answer, answer.read().decode()


def test_the_first_line_is_a_link_that_lets_its_author_in(real_process: Process) -> None:
    with _running(real_process, "serve", "--as", "Ben Osei") as running:
        assert running.stdout
        link = running.stdout.readline().strip()
        entered, _ = _get(link)
        cookie = str(entered.getheader("set-cookie")).partition(";")[0]
        answer, page = _get(link.partition("/enter")[0] + "/", cookie)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=30)

    assert urlsplit(link).hostname == "127.0.0.1"
    assert (entered.status, entered.getheader("location")) == (303, "/")
    assert answer.status == 200
    assert "You act as <bdi>Ben Osei</bdi>." in page
    assert "you act as Ben Osei" in err
    assert running.returncode == 130
    assert "Traceback" not in err


def test_the_demo_opens_with_something_to_do_at_each_step(real_process: Process) -> None:
    with _running(real_process, "demo", "town", "--serve") as running:
        assert running.stdout
        link = running.stdout.readline().strip()
        entered, _ = _get(link)
        cookie = str(entered.getheader("set-cookie")).partition(";")[0]
        _, page = _get(link.partition("/enter")[0] + "/", cookie)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=30)

    steps = set(re.findall(r'id="step-([a-z]+)"', page))
    assert {*Step} - steps == {Step.ANSWERED}  # nobody outside was given a link
    assert "You act as <bdi>Mira Holt</bdi>." in page
    assert "All of it is invented." in err
    assert running.returncode == 130
    assert "Traceback" not in err


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "desk.example", "::", ""])  # noqa: S104 - refused
def test_a_host_that_others_reach_is_refused_with_the_reason(desk: Program, host: str) -> None:
    ran = desk("serve", "--host", host)
    assert (ran.code, ran.out) == (2, "")
    assert "no accounts yet" in " ".join(ran.err.split())


def test_a_port_that_is_taken_is_named(desk: Program) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = desk("serve", "--port", port)
    assert (ran.code, ran.out) == (1, "")
    assert f"Port {port} cannot be used" in ran.err
    assert "--port" in ran.err


def test_outside_of_a_desk_there_is_nothing_to_serve(program: Program) -> None:
    ran = program("serve")
    assert (ran.code, ran.out) == (1, "")
    assert "There is no desk" in ran.err


def test_nothing_of_it_is_loaded_for_the_help(program: Program) -> None:
    heavy = subprocess.run(
        [sys.executable, "-c", _LOADED],
        capture_output=True,
        text=True,
        check=True,
        cwd=program.folder,
    )
    assert heavy.stdout.strip() == "[]"


_LOADED = "import sys, factcheck.cli; print([one for one in ('uvicorn', 'starlette', 'jinja2') if one in sys.modules])"


# People with accounts


def _free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return str(free.getsockname()[1])


def test_people_with_accounts_log_in_under_the_address_that_is_named(
    desk: Program, real_process: Process
) -> None:
    desk.ok("person", "add", "Ada", "--role", "admin")
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with _running(real_process, "serve", "--port", port, "--address", address) as running:
        assert running.stdout
        first = running.stdout.readline().strip()
        answer, page = _get(f"{address}/claims")
        running.send_signal(signal.SIGTERM)
        out, err = running.communicate(timeout=30)
    assert first == address
    assert (answer.status, "Log in" in page) == (401, True)
    assert "People with accounts are let in there" in err
    assert (out, "Traceback" in err) == ("", False)


def test_without_an_account_nobody_gets_the_link_of_a_desk_that_has_some(
    desk: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.ok("person", "add", "Ada", "--role", "admin")
    monkeypatch.setattr("factcheck.desk.machine_user", lambda: "zed")
    ran = desk("serve", "--port", "0")
    assert (ran.code, ran.out) == (3, "")
    assert "has no account at this desk" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--host", "0.0.0.0"), "Under which address people reach the desk is not known"),  # noqa: S104
        (("--host", "::"), "Under which address people reach the desk is not known"),
        (("--host", "192.0.2.1"), '"192.0.2.1" is no address of this computer'),
        (("--host", "no such.example"), "is no address of this computer"),
    ],
)
def test_what_others_would_reach_has_to_be_named(
    desk: Program, arguments: tuple[str, ...], said: str
) -> None:
    desk.ok("person", "add", "Ada", "--role", "admin")
    ran = desk("serve", "--port", "0", *arguments)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err


@pytest.mark.parametrize("address", ["desk.example", "https://desk.example", "http://desk.example/x", ""])
def test_an_address_that_is_none_is_refused(desk: Program, address: str) -> None:
    desk.ok("person", "add", "Ada", "--role", "admin")
    ran = desk("serve", "--port", "0", "--address", address)
    assert (ran.code, ran.out) == (2, "")


def test_an_address_is_for_people_with_accounts(desk: Program) -> None:
    ran = desk("serve", "--port", "0", "--address", "http://desk.example")
    assert (ran.code, ran.out) == (1, "")
    assert "factcheck person add NAME --role admin" in ran.err


# How it ends, and how it is watched


def test_told_to_end_it_takes_nothing_more_and_finishes_what_runs(real_process: Process) -> None:
    with _running(real_process, "serve", "--as", "Ben Osei") as running:
        assert running.stdout
        there = urlsplit(running.stdout.readline().strip())
        host, port = str(there.hostname), there.port or 0
        with socket.create_connection((host, port), timeout=30) as asking:
            asking.sendall(
                f"POST /claims HTTP/1.1\r\nHost: {host}:{port}\r\nSec-Fetch-Site: same-origin\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\ntex".encode()
            )
            _get(f"http://{host}:{port}/healthz")  # by now the other is being answered
            running.send_signal(signal.SIGTERM)
            while _answers(host, port):
                time.sleep(0.02)
            asking.sendall(b"t=A")
            answer = asking.recv(65_536)
        _, err = running.communicate(timeout=30)
    assert answer.startswith(b"HTTP/1.1 401 ")
    assert (running.returncode, "Traceback" in err) == (0, False)


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=30).close()
    except OSError:
        return False
    return True


def test_before_it_ends_it_is_not_ready_and_still_answers(real_process: Process) -> None:
    watched = _free_port()
    with _running(real_process, "serve", "--drain", "60", "--metrics", watched) as running:
        assert running.stdout
        there = urlsplit(running.stdout.readline().strip())
        own = f"http://{there.netloc}"
        assert _get(f"{own}/readyz")[0].status == 200
        running.send_signal(signal.SIGTERM)
        while _get(f"{own}/readyz")[0].status == 200:
            time.sleep(0.02)
        assert _get(f"http://127.0.0.1:{watched}/readyz")[0].status == 503
        assert _get(f"{own}/healthz")[0].status == 200
        assert "factcheck_request_seconds" in _get(f"http://127.0.0.1:{watched}/metrics")[1]
        running.send_signal(signal.SIGTERM)  # told once more, it waits for nobody
        running.communicate(timeout=30)
    assert running.returncode == 0


@pytest.mark.parametrize("given", ["x", "70000", "host:", "1.5"])
def test_a_port_to_watch_that_is_none_is_refused(desk: Program, given: str) -> None:
    ran = desk("serve", "--port", "0", "--metrics", given)
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"FACTCHECK_DATABASE_URL": "postgresql://127.0.0.1:1/desk"}, "See that the server runs"),
        ({"FACTCHECK_DATABASE_URL": "sqlite:////nowhere/desk.db"}, "See that the folder exists"),
        ({"FACTCHECK_ARCHIVE": "s3://desk/1", "AWS_ENDPOINT_URL": "http://127.0.0.1:1"}, "s3://desk/1"),
    ],
)
def test_where_what_it_stands_on_is_away_it_does_not_begin_and_says_what(
    desk: Program, environ: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (environ_of("http://127.0.0.1:1") | environ).items():
        monkeypatch.setenv(name, value)
    ran = desk("serve", "--port", "0")
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
