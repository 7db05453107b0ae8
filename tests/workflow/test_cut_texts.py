"""A text longer than is read: what is not in its beginning is not called missing."""

from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import RuleRefused
from factcheck.model.vocabulary import Outcome, RecheckResult, Standing, Status
from factcheck.workflow.evidence.attach import attach
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from tests.servers import ScriptedServer, answer
from tests.workflow.fetched import PAGE, QUOTE, fetched, rated, rechecked, record, status_of

LONG = f"{'drip' * 200}\n" * 6_300
ELSEWHERE = {"exact": "the ferry did not sail for three days in a row", "stance": "supports"}


def test_a_page_that_is_not_read_to_its_end_is_called_a_part(desk: Desk, server: ScriptedServer) -> None:
    rated(desk, server)
    server.say("/rain", answer(f"{LONG}{QUOTE}", content_type="text/plain"))
    [seen] = rechecked(desk)
    [drift] = seen.noted[0].drift

    assert (seen.outcome, seen.reason) == (
        Outcome.PARTIAL,
        "The text is longer; only its first 5,000,000 characters were read.",
    )
    assert (drift.rung, str(seen.reason) in (drift.reason or "")) == (RecheckResult.UNDETERMINED, True)
    assert status_of(desk) is Status.RATED
    with pytest.raises(RuleRefused, match=r"undetermined\. The text is longer"):
        cite(desk, "rain", "s1", {**ELSEWHERE, "capture": "c2"})


def test_a_file_that_is_not_read_to_its_end_says_so_where_a_quote_is_refused(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "log.txt"
    file.write_text(f"{PAGE}\n{LONG}", "utf-8")
    attach(desk, "rain", file)

    capture = record(desk).captures[0]
    assert (capture.outcome, capture.text_outcome, capture.is_whole) == (Outcome.FILED, "text:cut", False)
    with pytest.raises(RuleRefused, match="only the beginning was read"):
        cite(desk, "rain", "s1", ELSEWHERE)
    cite(desk, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    assert record(desk).evidence[0].standing is Standing.FILED


def test_a_page_that_is_read_to_its_end_may_lack_a_quote(desk: Desk, server: ScriptedServer) -> None:
    add_source(desk, "rain", server.url("/rain"), {})
    fetched(desk)
    assert record(desk).captures[0].is_whole
    with pytest.raises(RuleRefused, match="the quote is not in c1, captured"):
        cite(desk, "rain", "s1", ELSEWHERE)
