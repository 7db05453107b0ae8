import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from factcheck.cli.app import cli

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "docs" / "make_commands.py"


@pytest.fixture
def maker() -> ModuleType:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("make_commands", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _run(script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, str(script), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_page_is_fresh(maker: ModuleType) -> None:
    made = maker.page()

    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == made, "run: python docs/make_commands.py"


def test_the_page_holds_every_command_with_every_option(maker: ModuleType) -> None:
    told = {part.split("\n", 1)[0]: part for part in maker.page().split("\n### ")[1:]}

    commands = dict(leaf for command in cli.commands.values() for leaf in maker.leaves(command))
    assert {"add", "article add"} <= set(commands)
    assert sorted(told) == sorted(commands)
    missing = [
        f"{name} {flag}"
        for name, command in commands.items()
        for param in command.params
        if isinstance(param, click.Option) and param.name not in maker.SHARED
        for flag in param.opts
        if not re.search(rf"[` ]{flag}[` ,]", told[name])
    ]
    assert missing == []


def test_the_page_does_not_depend_on_the_terminal(maker: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    before = maker.page()

    monkeypatch.setenv("COLUMNS", "40")

    assert maker.page() == before


def test_check_tells_a_stale_page_and_writing_mends_it(tmp_path: Path) -> None:
    script = tmp_path / "make_commands.py"
    script.write_bytes(SCRIPT.read_bytes())

    stale = _run(script, "--check")
    assert stale.returncode == 1
    assert "python docs/make_commands.py" in stale.stderr
    assert not (tmp_path / "commands.md").exists()

    assert _run(script).returncode == 0
    assert _run(script, "--check").returncode == 0
    (tmp_path / "commands.md").write_text("old", "utf-8")
    assert _run(script, "--check").returncode == 1
