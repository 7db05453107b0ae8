"""Chromium: which one is found, that it keeps its sandbox, and that nothing of it is left when it is over."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.fetch.browser.chromium import CannotStart, Chromium, find_chromium, why_not
from factcheck.fetch.browser.devtools import DevToolsError
from factcheck.fetch.fetcher import Fetcher
from factcheck.fetch.policy import Policy
from factcheck.fetch.redirects import FetchRequest
from factcheck.model.vocabulary import Outcome, Way
from tests.fetch.visiting import NOON, Names, through
from tests.needed import need
from tests.servers import ScriptedServer, answer

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
DRAW = """
import asyncio, sys
from factcheck.fetch.fetcher import Fetcher
from factcheck.fetch.policy import Policy
from factcheck.fetch.redirects import FetchRequest
from factcheck.model.vocabulary import Way
from tests.fetch.visiting import NOON, Names

async def go():
    policy = Policy(allow=frozenset({("127.0.0.1", int(sys.argv[1]))}), delay=0, sandbox=sys.argv[2] == "in")
    async with Fetcher(policy, lambda: NOON, resolve=Names()) as fetcher:
        visit = await fetcher.visit(FetchRequest(f"http://127.0.0.1:{sys.argv[1]}/", way=Way.BROWSER))
        print(visit.outcome, visit.reason, visit.drawn and visit.drawn.browser.sandboxed, flush=True)
        if len(sys.argv) > 3:
            sys.stdin.read()

asyncio.run(go())
"""


def _processes(folder: Path) -> list[str]:
    """The command lines of processes that have a profile in this folder."""
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = each.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if f"--user-data-dir={folder}" in line:
            found.append(line)
    return found


def _wait_until_gone(folder: Path) -> None:
    for _ in range(200):
        if not _processes(folder) and not [*folder.iterdir()]:
            return
        subprocess.run(["sleep", "0.05"], check=True)
    pytest.fail(f"{_processes(folder)} {[*folder.iterdir()]}")


def test_the_headless_shell_is_preferred_and_a_setting_goes_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("chromium", "chromium-headless-shell", "my-own"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_chromium() == tmp_path / "chromium-headless-shell"
    assert find_chromium(str(tmp_path / "my-own")) == tmp_path / "my-own"
    assert find_chromium(str(tmp_path / "gone")) is None


def test_without_a_browser_a_visit_says_so() -> None:
    assert "No Chromium is installed" in why_not(None, sandbox=True)

    async def go() -> None:
        with ScriptedServer({"/": answer("<p>Hello")}) as server:
            policy = Policy(allow=through(server), chromium="/nowhere/chromium", sandbox=False)
            async with Fetcher(policy, lambda: NOON, resolve=Names()) as fetcher:
                visit = await fetcher.visit(FetchRequest(server.url(), way=Way.BROWSER))
        assert (visit.outcome, visit.hops) == (Outcome.BROWSER, ())
        assert "No Chromium is installed" in visit.reason

    asyncio.run(go())


def test_what_is_no_browser_says_how_it_ended(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\necho 'something is missing' >&2\n")
    program.chmod(0o755)

    async def go() -> None:
        async with Chromium(program, (), sandbox=False):
            pass

    with pytest.raises(CannotStart, match="something is missing"):
        asyncio.run(go())


@pytest.mark.skipif(os.geteuid() != 0, reason="It is about root.")
def test_root_is_refused_unless_the_settings_allow_it_without_the_sandbox() -> None:
    program = Path(need(*NAMES))
    assert "As root" in why_not(program, sandbox=True)
    assert why_not(program, sandbox=False) == ""


def test_nothing_is_left_when_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = Path(need(*NAMES))
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    async def go() -> None:
        async with Chromium(program, (), sandbox=False) as chromium:
            assert _processes(tmp_path) != []
            assert chromium.product.startswith(("HeadlessChrome/", "Chrome/"))
            with pytest.raises(DevToolsError, match="wasn't found"):
                await chromium.devtools.call("No.such")

    asyncio.run(go())
    _wait_until_gone(tmp_path)


@pytest.mark.slow
def test_nothing_is_left_when_we_are_killed(tmp_path: Path) -> None:
    need(*NAMES)
    with ScriptedServer({"/": answer("<p>Hello")}) as server:
        drawing = subprocess.Popen(
            [sys.executable, "-c", DRAW, str(server.port), "out", "stay"],
            env={**os.environ, "TMPDIR": str(tmp_path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert drawing.stdout
        assert drawing.stdout.readline() == "ok  False\n"
        assert _processes(tmp_path)
        drawing.send_signal(signal.SIGKILL)
        drawing.communicate()
        _wait_until_gone(tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="Only root can become nobody.")
def test_the_sandbox_holds_for_who_is_not_root(tmp_path: Path) -> None:
    need(*NAMES)
    tmp_path.chmod(0o777)
    with ScriptedServer({"/": answer("<p>Hello")}) as server:
        nobody = (need("setpriv"), "--reuid=65534", "--regid=65534", "--clear-groups")
        said = subprocess.run(
            [*nobody, sys.executable, "-c", DRAW, str(server.port), "in"],
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert said.stdout == "ok  True\n", said.stderr


@pytest.mark.slow
def test_a_plain_fetch_needs_nothing_of_the_browser() -> None:
    code = "import sys, factcheck.fetch.fetcher; print([one for one in sys.modules if '.browser' in one])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
