"""The API as a fuzzer finds it that reads its description; `make fuzz` asks it more."""

from pathlib import Path

import pytest

from tests.web.api.client import Client
from tests.web.api.fuzz import ON_WHAT_IS_THERE, fuzz


@pytest.mark.slow
def test_it_does_what_its_description_says_and_nothing_else(api: Client, tmp_path: Path) -> None:
    short = ("--phases", "coverage", "--seed", "1")
    ran = fuzz(api, tmp_path, ON_WHAT_IS_THERE, short)
    assert ran.returncode == 0, f"{ran.stdout}\n{ran.stderr}"
