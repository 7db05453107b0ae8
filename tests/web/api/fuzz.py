"""The API, tried from its own description by schemathesis: `make fuzz`, at length; the tests do it in short.

Every status is one that is described, every answer has the form that is told, what breaks the description is refused,
nothing ends in an error of the program's own, and nobody is let in without a token. The acts are done for real.
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.web.api.client import Client, client
from tests.web.api.desk import make_desk
from tests.web.served import serving

PROGRAM = Path(sys.executable).parent / "schemathesis"
_SETTINGS = """
headers = {{ Authorization = "Bearer {token}" }}

[generation]
allow-x00 = false

[parameters]
"path.ref" = "bridge"
"path.capture" = "c1"
{head}
[[operations]]
include-path-regex = "^/articles/"
parameters = {{ "path.ref" = "night" }}

[checks.positive_data_acceptance]
expected-statuses = ["2xx", "403", "404", "409", "412", "422"]

[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "405", "409", "412", "413", "415", "422", "428"]

[checks.missing_required_header]
expected-statuses = ["400", "401", "415", "422", "428"]
"""
ON_WHAT_IS_THERE = '"header.If-Match" = "*"'
"""Else nearly every act names a head that never was."""


def fuzz(one: Client, folder: Path, head: str, options: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Try it; `folder` is for what the program leaves behind, `head` what is said of If-Match, if anything."""
    settings = folder / "schemathesis.toml"
    settings.write_text(_SETTINGS.format(token=one.tokens["Ada"], head=head), "utf-8")
    address = f"{one.served.address}/api/v1/openapi.json"
    given = ("--checks", "all", "--continue-on-failure", "--no-color", "--suppress-health-check", "all")
    command = [str(PROGRAM), "--config-file", str(settings), "run", address, *given, *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def main(options: Sequence[str]) -> int:
    """Try it on what is there, then on heads of all sorts; print what was found. The exit code is the program's."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(make_desk(Path(folder) / "desk"), "Cy") as served,
        client(served) as one,
    ):
        for head in (ON_WHAT_IS_THERE, ""):
            ran = fuzz(one, Path(folder), head, options or ("--max-examples", "200"))
            sys.stdout.write(ran.stdout + ran.stderr)
            if ran.returncode:
                return ran.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
