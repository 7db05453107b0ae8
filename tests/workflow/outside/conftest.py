"""A desk with a claim that somebody outside may be asked about."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.workflow.claims.verdicts import Reasons, rate
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from tests.conftest import NewDatabase
from tests.desks import added, opened


@pytest.fixture
def desk(new_sqlite: NewDatabase, tmp_path: Path) -> Iterator[Desk]:
    with new_sqlite() as url, opened(url, tmp_path) as desk:
        ref = added(desk, "The bridge opened in 1932.", ref="bridge", claimant="The mayor", note="Ring him.")
        add_source(desk, ref, "https://a.example/log", {"title": "The log"})
        who = {"who": "Ana", "when": "2026-11-02"}
        cite(desk, ref, "s1", {"exact": "Opened in May 1932.", "stance": "supports", **who})
        rate(desk, ref, "true", Reasons("The log says so [e1].", "It did."))
        yield desk
