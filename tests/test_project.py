"""The project's own shape: sizes of files and functions, locked requirements, what is packed, no machine's paths."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from flit_core import buildapi
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from factcheck.cli.app import cli

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "factcheck"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

MAX_FILE_LINES, MAX_FUNCTION_LINES = 400, 40
MIGRATIONS = PACKAGE / "store" / "migrations" / "versions"
"""Migrations list columns; they are written once and never read for their structure."""

LISTS = {
    "requirements.txt": ["build"],
    "requirements-dev.txt": ["build", "postgres", "semantic", "test", "lint"],
    "requirements-bench.txt": ["build", "bench"],
}
"""What each list locks beyond the dependencies: extras and dependency groups of pyproject.toml."""

MACHINE_PATH = re.compile(r"(?<![\w.:/%-])/(?:root|home/\w+|Users/\w+|work|private/var)/")


def _modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    """The name and length of every function in a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def _locked(name: str) -> dict[str, str]:
    """What a list locks: normalised name to version."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    pins = (re.match(r"([\w.-]+)(?:\[.*\])?==([^\s;]+)", line) for line in lines)
    return {canonicalize_name(pin[1]): pin[2] for pin in pins if pin}


def _asked_for(parts: list[str]) -> Iterator[Requirement]:
    """What pyproject.toml asks for: the dependencies and these extras and groups."""
    project = PROJECT["project"]
    named = project["optional-dependencies"] | PROJECT["dependency-groups"]
    for line in [*project["dependencies"], *(line for part in parts for line in named[part])]:
        yield Requirement(line)


def _tracked_text() -> Iterator[tuple[Path, str]]:
    """Every file under version control that is text."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone, so nothing is under version control here")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    for name in listed.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file() and b"\0" not in (content := path.read_bytes()):
            yield path, content.decode("utf-8", "replace")


def test_no_file_is_longer_than_one_can_hold_in_the_head() -> None:
    sizes = {path: len(path.read_text("utf-8").splitlines()) for path in _modules()}

    assert {str(path.relative_to(ROOT)): n for path, n in sizes.items() if n > MAX_FILE_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    paths = [path for path in _modules() if MIGRATIONS not in path.parents]
    found = [(str(path.relative_to(ROOT)), *function) for path in paths for function in _functions(path)]

    assert [function for function in found if function[2] > MAX_FUNCTION_LINES] == []


@pytest.mark.parametrize("name", LISTS)
def test_everything_asked_for_is_locked(name: str) -> None:
    locked = _locked(name)
    wanted = list(_asked_for(LISTS[name]))

    assert wanted
    assert [str(one) for one in wanted if canonicalize_name(one.name) not in locked] == []
    assert [str(one) for one in wanted if locked[canonicalize_name(one.name)] not in one.specifier] == []


@pytest.mark.parametrize("name", LISTS)
def test_locked_requirements_name_no_registry(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")

    assert "://" not in text
    assert re.findall(r"^\s*(?:-i\b|-f\b|--[\w-]*(?:index|links|host)[\w-]*).*", text, re.MULTILINE) == []


def test_the_lists_agree_so_that_one_environment_can_hold_both() -> None:
    small, large = _locked("requirements.txt"), _locked("requirements-dev.txt")

    assert {name: version for name, version in small.items() if large.get(name) != version} == {}


def test_the_wheel_holds_the_package_whole_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    with ZipFile(tmp_path / buildapi.build_wheel(str(tmp_path))) as wheel:
        packed = {name for name in wheel.namelist() if ".dist-info/" not in name}

    ours = (path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert packed == {path.relative_to(ROOT).as_posix() for path in ours}
    assert "factcheck/py.typed" in packed  # without it no type checker reads our types


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    texts = list(_tracked_text())
    found = [(path, hit.group()) for path, text in texts for hit in MACHINE_PATH.finditer(text)]

    assert texts
    assert [(str(path.relative_to(ROOT)), hit) for path, hit in found] == []


EDGES = ("cli", "__main__.py", "__init__.py")
"""What may spell a command of the terminal; whatever lies below gives remedies as data."""
COMMAND_WORDS = re.compile(r"\bfactcheck [a-z]+|(?<![\w-])--[a-z][a-z-]+")
NO_COMMAND = re.compile(r"pip install --\w+|-m factcheck\b|--since\b|--list-langs\b")
"""What looks like one: how the program is brought up to date, options of a bundle's own program and of Tesseract."""


def test_no_command_of_the_terminal_is_spelled_below_the_edges() -> None:
    spelled = [
        f"{path.relative_to(ROOT)}:{line}: {found[0]}"
        for path in _modules()
        if path.relative_to(PACKAGE).parts[0] not in EDGES
        for line, text in _texts(path)
        if (found := COMMAND_WORDS.search(NO_COMMAND.sub("", text)))
    ]
    assert spelled == []


def test_nor_on_any_page() -> None:
    commands = re.compile(rf"\bfactcheck (?:{'|'.join(cli.commands)})\b")
    pages = [*(PACKAGE / "report").rglob("*.jinja"), *(PACKAGE / "report").rglob("*.po")]
    assert len(pages) > 10
    assert [path.name for path in pages if commands.search(path.read_text("utf-8"))] == []


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    """Every text in a module with its line, whole where values are put in; docstrings are for people who read code."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def test_what_measures_imports_without_the_tools_of_tests() -> None:
    program = "import sys\nfor one in ('pytest', 'hypothesis'):\n    sys.modules[one] = None\nimport tests.bench.run"

    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
