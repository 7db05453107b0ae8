"""A desk with a claim at each stage, served, and a browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.report.conftest import _tab, browser, page
from tests.web.forms import PAGE
from tests.web.served import HOSTILE, Served, serving

__all__ = ["_tab", "browser", "page"]


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web")
    program = Program(folder)
    program.ok("init", ".", "--name", "The Evening Desk", "--as", "Ana")
    text = f"The bridge opened in 1932. It is new.\n\nIt was \u202eclosed\u202c. {HOSTILE}"
    program.ok(
        *("article", "add", str(program.write("bridge.txt", text)), "--ref", "bridge"),
        *("--title", HOSTILE, "--context", HOSTILE),
    )
    program.ok("article", "skip", "bridge", "2", "--why", HOSTILE)
    program.ok("article", "claim", "bridge", "1", "--ref", "bridge", "--claimant", "The mayor")
    saved = program.write("register.html", PAGE)
    program.ok("attach", "bridge", str(saved))
    program.ok("cite", "bridge", "s1", "--quote", "opened in 1932", "--stance", "supports")
    program.ok("rate", "bridge", "true", "--because", "The register says so [e1].", "--summary", "It did.")
    program.ok("submit", "bridge")
    program.ok("add", "The tower is new.", "--ref", "tower", "--assignee", "Ben", "--deadline", "2020-01-01")
    program.ok(
        *("add", HOSTILE, "--ref", "hostile", "--claimant", "x </b><i>", "--context", HOSTILE),
        *("--tags", "</b><i>", "--locator", "</b><i>", "--would-settle", HOSTILE, "--note", HOSTILE),
    )
    program.ok("source", "hostile", "https://a.example/i", "--title", "</b><i>", "--note", HOSTILE)
    hostile = program.write("hostile.txt", f"Before. {HOSTILE} After.")
    program.ok("attach", "hostile", str(hostile), "--source", "s1")
    program.ok("cite", "hostile", "s1", "--quote", "Before.", "--stance", "context", "--note", HOSTILE)
    program.ok("rate", "hostile", "false", "--because", HOSTILE, "--summary", HOSTILE)
    for on in (("--on", "c1", "--quote", "Before."), ("--on", "e1"), ("--on", "v1"), ("--to", "</b><i>")):
        program.ok("comment", "hostile", HOSTILE, *on)
    program.ok("comment", "hostile", HOSTILE, "--reply", "m1")
    program.ok("resolve", "hostile", "m2")
    program.ok("changes", "bridge", "--read")
    program.ok("comment", "bridge", "Which bridge?", "--on", "c1", "--quote", "opened again", "--as", "Ben")
    return folder


@pytest.fixture(scope="module")
def served(_made: Path) -> Iterator[Served]:
    """A desk with claims at several stages, which the tests of a module only read."""
    with serving(_made) as one:
        yield one


SETTINGS = 'base_url = "https://desk.example/checks"\nshare_images = false\n'


@pytest.fixture(scope="session")
def _empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with an address for its site and no claims."""
    folder = tmp_path_factory.mktemp("acts")
    program = Program(folder)
    program.ok("init", ".", "--name", "The Evening Desk", "--as", "Ana")
    path = folder / "factcheck.toml"
    path.write_text(SETTINGS + path.read_text("utf-8"), "utf-8")
    return folder


@pytest.fixture
def program(_empty: Path, tmp_path: Path) -> Program:
    """The commands at a desk of this test alone."""
    return Program(Path(shutil.copytree(_empty, tmp_path / "desk")))


@pytest.fixture
def ana(program: Program) -> Iterator[Served]:
    """The same desk, served to Ana."""
    with serving(program.folder) as one:
        yield one
