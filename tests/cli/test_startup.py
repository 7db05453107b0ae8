"""Help comes quickly because nothing heavy is imported for it; never timed, since machines differ."""

import json
import subprocess
import sys

import pytest

from factcheck.cli.app import cli
from tests.cli.conftest import Process

HEAVY = {
    *("pydantic", "sqlmodel", "sqlalchemy", "alembic", "jinja2", "warcio", "httpx", "markupsafe"),
    *("sqlite3", "asyncio", "tomllib", "tomli_w", "psycopg", "importlib.metadata", "multiprocessing"),
}
_LOOK = """
import json, sys
from factcheck.cli import main
try:
    main(json.loads(sys.argv[1]))
finally:
    sys.stderr.write(json.dumps(sorted(sys.modules)))
"""


def _imported(process: Process, *commands: list[str]) -> set[str]:
    """What one process imports for these arguments."""
    found: set[str] = set()
    for arguments in commands:
        ran = subprocess.run(
            [sys.executable, "-c", _LOOK, json.dumps(arguments)],
            cwd=process.folder,
            env=process.environment(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert (ran.returncode, b"Usage:" in ran.stdout) == (0, True)
        found |= set(json.loads(ran.stderr))
    return found


def test_help_imports_nothing_heavy(process: Process) -> None:
    assert _imported(process, ["--help"]) & HEAVY == set()


@pytest.mark.parametrize("command", ["add", "list", "cite", "report", "import", "init"])
def test_the_help_of_a_command_imports_nothing_heavy_either(process: Process, command: str) -> None:
    assert command in cli.commands
    assert _imported(process, [command, "-h"]) & HEAVY == set()
