"""docs/api.md: its examples, run in one shell with curl against a desk that is served, give what it shows."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.web.api.problems import KINDS
from tests.cli.conftest import Program
from tests.docs.session import blocks
from tests.needed import need
from tests.web.api.client import staffed
from tests.web.served import serving

PAGE = Path(__file__).resolve().parents[3] / "docs" / "api.md"
_MARK = "\x1e"


def _examples() -> Iterator[tuple[str, Any]]:
    """Each block of commands, with what it is said to give."""
    found = [one for one in blocks(PAGE.read_text("utf-8")) if one.language in ("sh", "json")]
    for commands, shown in zip(found[::2], found[1::2], strict=True):
        assert (commands.language, shown.language) == ("sh", "json")
        yield commands.text, json.loads(shown.text)


def _is_shown(shown: Any, real: Any) -> bool:
    """Whether an answer has what is shown of it; … is anything, and at the end of a list any number of them."""
    if isinstance(shown, dict):
        return all(name in real and _is_shown(one, real[name]) for name, one in shown.items())
    if isinstance(shown, list):
        rest = shown[-1:] == ["…"]
        shown = shown[:-1] if rest else shown
        same = len(shown) <= len(real) if rest else len(shown) == len(real)
        return same and all(map(_is_shown, shown, real))
    return shown in ("…", real)


@pytest.mark.slow
def test_every_example_gives_what_the_page_shows(tmp_path: Path) -> None:
    need("curl")
    folder = tmp_path / "desk"
    folder.mkdir()
    program = Program(folder)
    program.ok("init", ".", "--name", "The Evening Desk", "--as", "Cy")
    program.ok("add", "The bridge opened in 1932.", "--ref", "bridge")
    program.ok("add", "The bridge is closed.")
    examples = [*_examples()]
    script = "".join(f"{commands}\nprintf '{_MARK}'\n" for commands, _ in examples)
    with serving(folder, "Cy") as served:
        tokens = staffed(served.desk)
        known = {"API": f"{served.address}/api/v1", "TOKEN": tokens["Cy"], "EDITOR": tokens["Ed"]}
        environ = {**known, "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
        ran = subprocess.run(
            [need("sh"), "-c", script], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
        )
    assert ran.stderr == ""
    told = [json.loads(one) for one in ran.stdout.split(_MARK)[:-1]]
    for (commands, shown), real in zip(examples, told, strict=True):
        assert _is_shown(shown, real), f"{commands}gives\n{json.dumps(real, indent=1)}"


def test_every_status_that_a_program_has_to_know_is_explained() -> None:
    rows = re.findall(r"^\| (\d{3}(?:, \d{3})*) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    told = {int(status) for row in rows for status in row.split(", ")}
    tell_themselves = {405, 408, 421, 431, 500}
    assert {status for status, _ in KINDS.values()} == told | tell_themselves
