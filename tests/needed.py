"""What some tests need: a desk in files, or programs, without which they are skipped and counted but fail in CI."""

import os
import re
from collections import Counter
from collections.abc import Iterable
from shutil import which
from typing import NoReturn

import pytest

from tests.kept_on import OPTION

IN_CI = bool(os.environ.get("CI"))

looks_into_files = pytest.mark.skipif(
    f"config.getoption('{OPTION}') == 'large'",
    reason="It looks into the file of SQLite or those of an archive.",
)
"""Marks a test that is about a desk on SQLite and in a folder, and about no other."""

_OPENSSH = "openssh-client"
_PACKAGES = {
    "caddy": "caddy",
    "chromium": "chromium fonts-noto-core",
    "chromium-headless-shell": "chromium-headless-shell fonts-noto-core",
    "curl": "curl",
    "go": "golang-go golang-golang-x-mod-dev",
    "ip": "iproute2",
    "java": "default-jre-headless",
    "nginx": "nginx-light",
    "openssl": "openssl",
    "setpriv": "util-linux",
    "systemd-analyze": "systemd",
    "unshare": "util-linux",
    "tesseract": "tesseract-ocr tesseract-ocr-fas",
    **dict.fromkeys(("ssh-add", "ssh-agent", "ssh-keygen"), _OPENSSH),
}
"""Where Debian keeps each program."""

_LACKS = "This needs a program that is not installed: "


def need(program: str, *other_names: str) -> str:
    """The path of a program, under whichever name it is installed; without it the test ends here."""
    return next(filter(None, map(which, (program, *other_names))), None) or lack(_LACKS + program)


def lack(what: str) -> NoReturn:
    """End the test, since the machine lacks something that it needs: skipped, but failed in CI."""
    if IN_CI:
        pytest.fail(what)
    pytest.skip(what)


def how_to_get(reasons: Iterable[str]) -> str:
    """How many tests were skipped for want of a program, and how to get it; nothing where none was."""
    found = (re.search(rf"{_LACKS}([\w-]+)$", reason) for reason in reasons)
    lacking = Counter(lack[1] for lack in found if lack)
    if not lacking:
        return ""
    counted = ", ".join(f"{count} for want of {program}" for program, count in sorted(lacking.items()))
    packages = " ".join(_PACKAGES[program] for program in sorted(lacking))
    return f"Skipped: {counted}. To run them too: sudo apt-get install {packages}"
