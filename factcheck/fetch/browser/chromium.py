"""Chromium: found on this machine, started with a profile of its own, and gone with all its children afterwards."""

import asyncio
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from shutil import which
from typing import Self

from factcheck.fetch.browser.devtools import MAX_MESSAGE, BrowserGone, DevTools
from factcheck.fetch.browser.flags import Flag, command_line

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
)
"""Programs that are tried in this order: the headless shell asks nothing of its maker, and is smaller."""

_LEAVES = "Something of a page, or of us, would be left behind or sent."
_DRAWS = "Pages would be drawn otherwise here than there."
_SLEEPS = "Pages that nobody looks at would stand still."
_MANY = "Frames would be in processes of their own, and their words not with those of the page."

FLAGS = (
    Flag("headless", "", "A window would open."),
    Flag("remote-debugging-pipe", "", "There would be no way to drive it."),
    Flag("no-startup-window", "", "A page would be open that nobody asked for."),
    Flag("no-first-run", "", _LEAVES),
    Flag("no-default-browser-check", "", _LEAVES),
    Flag("disable-extensions", "", _DRAWS),
    Flag("disable-default-apps", "", _LEAVES),
    Flag("disable-sync", "", _LEAVES),
    Flag("disable-background-networking", "", _LEAVES),
    Flag("disable-component-update", "", _LEAVES),
    Flag("disable-domain-reliability", "", _LEAVES),
    Flag("disable-breakpad", "", _LEAVES),
    Flag("disable-crash-reporter", "", _LEAVES),
    Flag("password-store", "basic", _LEAVES),
    Flag("use-mock-keychain", "", _LEAVES),
    Flag("disable-dev-shm-usage", "", "In a container, /dev/shm is too small for a page."),
    Flag("disable-gpu", "", _DRAWS),
    Flag("hide-scrollbars", "", _DRAWS),
    Flag("force-color-profile", "srgb", _DRAWS),
    Flag("font-render-hinting", "none", _DRAWS),
    Flag("mute-audio", "", "A page would be heard."),
    Flag("disable-background-timer-throttling", "", _SLEEPS),
    Flag("disable-backgrounding-occluded-windows", "", _SLEEPS),
    Flag("disable-renderer-backgrounding", "", _SLEEPS),
    Flag("disable-site-isolation-trials", "", _MANY),
    Flag("disable-features", "IsolateOrigins", _MANY),
    Flag("disable-features", "site-per-process", _MANY),
    Flag("block-new-web-contents", "", "Windows would open, if only until they are closed."),
    Flag("deny-permission-prompts", "", "Nobody is there to answer."),
    Flag("js-flags", "-max-old-space-size=512", "A script would take memory until the machine has none."),
)
"""What is about drawing and about leaving nothing behind; the guard's own flags are added to these."""

_START_SECONDS = 30
_END_SECONDS = 10

_KEEPER = """\
folder=$(mktemp -d) || exit 1
echo "$folder"
read -r group
read -r _
tries=0
while kill -KILL -- "-$group" 2>/dev/null && [ $tries -lt 40 ]; do tries=$((tries + 1)); sleep 0.05; done
tries=0
while [ $tries -lt 40 ]; do
    rm -rf -- "$folder" 2>/dev/null
    sleep 0.2 # what was killed in the midst of making a folder ends that first
    [ -e "$folder" ] || exit
    tries=$((tries + 1))
done
"""
"""Holds the profile: when its input ends, even as we are killed, it kills the browser's processes and removes it."""

_PIPED = 'exec "$@" 3<&0 4>&1 </dev/null >"$HOME/said" 2>&1'


class CannotStart(Exception):
    """No browser could be started; the message is a sentence that says why."""


def find_chromium(setting: str | Path | None = None) -> Path | None:
    """The program: the one that the settings name, if it is there, else the first that is installed."""
    names = (str(setting),) if setting else NAMES
    return next((Path(path) for path in map(which, names) if path), None)


def why_not(program: Path | None, *, sandbox: bool) -> str:
    """The reason, as a sentence, why no browser can be started here; empty where nothing is known against it."""
    if program is None:
        return "No Chromium is installed that could draw the page."
    if sandbox and os.geteuid() == 0:
        return "As root, Chromium cannot run in its sandbox; draw pages as another user."
    return ""


class Chromium:
    """A running browser with a profile of its own in a temporary folder; `async with` starts and ends it.

    CannotStart where there is none, or where its sandbox cannot work here and is not done without.
    """

    devtools: DevTools
    product: str
    user_agent: str

    def __init__(self, program: Path | None, flags: Iterable[Flag], *, sandbox: bool = True) -> None:
        self._program = program
        unsafe = (
            ()
            if sandbox
            else (Flag("no-sandbox", "", "Where the sandbox cannot work, nothing would start."),)
        )
        self._flags = (*FLAGS, *flags, *unsafe)
        self._sandbox = sandbox
        self._pid = 0

    @property
    def pid(self) -> int:
        """The number of its first process, and of the group and session that all its processes are in."""
        return self._pid

    async def __aenter__(self) -> Self:
        if reason := why_not(self._program, sandbox=self._sandbox):
            raise CannotStart(reason)
        self._keeper = await asyncio.create_subprocess_exec(
            *("/bin/sh", "-c", _KEEPER),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        try:
            await self._start()
        except BaseException:
            await self.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Kill every process of the browser and remove its profile."""
        if self._pid:
            await self.devtools.aclose()
        assert self._keeper.stdin is not None  # noqa: S101 - it was asked for
        self._keeper.stdin.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(_END_SECONDS):
                await self._keeper.wait()
                if self._pid:
                    await self._process.wait()

    async def _start(self) -> None:
        keeper = self._keeper
        assert keeper.stdin is not None  # noqa: S101 - they were asked for
        assert keeper.stdout is not None  # noqa: S101
        folder = (await keeper.stdout.readline()).decode().rstrip("\n")
        if not folder:
            raise CannotStart("No temporary folder could be made for the browser's profile.")
        self._process = process = await asyncio.create_subprocess_exec(
            *("/bin/sh", "-c", _PIPED, "sh", str(self._program)),
            *command_line(
                (*self._flags, Flag("user-data-dir", f"{folder}/profile", "The person's own would be."))
            ),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,
            limit=MAX_MESSAGE,
            env=_environment(folder),
        )
        assert process.stdin is not None  # noqa: S101 - they were asked for
        assert process.stdout is not None  # noqa: S101
        self._pid = process.pid
        keeper.stdin.write(b"%d\n" % process.pid)
        self.devtools = DevTools(process.stdout, process.stdin)
        try:
            async with asyncio.timeout(_START_SECONDS):
                version = await self.devtools.call("Browser.getVersion")
        except (BrowserGone, TimeoutError, OSError):
            raise CannotStart(_why_ended(Path(folder, "said"))) from None
        self.product = version["product"]
        self.user_agent = version["userAgent"].replace("HeadlessChrome", "Chrome")


def _environment(folder: str) -> dict[str, str]:
    """Nothing of ours but the path; all that it keeps is in its folder."""
    path = os.environ.get("PATH", os.defpath)
    return {"PATH": path, "HOME": folder, "TMPDIR": folder, "LANG": "en_US.UTF-8", "TZ": "UTC"}


def _why_ended(said: Path) -> str:
    """Why it ended at its start, from what it wrote."""
    try:
        text = said.read_text("utf-8", "replace")
    except OSError:
        text = ""
    if "sandbox" in text.lower():
        return "Chromium's sandbox cannot work on this machine (user namespaces may be switched off)."
    last = next((line for line in reversed(text.splitlines()) if line.strip()), "it said nothing")
    return f"Chromium did not start: {last[:200]}"
