"""Looking again at what verdicts rest on: what still stands is left in peace, what changed is for a person."""

import pytest

from factcheck.desk import Desk
from factcheck.model.vocabulary import Outcome, RecheckResult, Status
from factcheck.workflow.claims.verdicts import Reasons, rate
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.fetch_sources import to_recheck
from factcheck.workflow.evidence.record_capture import text_of
from factcheck.workflow.evidence.sources import add_source
from tests.servers import End, ScriptedServer, answer, head
from tests.workflow.fetched import PAGE, QUOTE, fetched, later, rated, rechecked, record, status_of

LONGER = PAGE.replace("<body>", "<body><p>It rained a lot in the valley.</p>").replace(
    "</body>", "<p>The meadows by the river were under water until Friday.</p></body>"
)


def test_an_unchanged_page_leaves_a_verdict_in_peace(desk: Desk, server: ScriptedServer) -> None:
    rated(desk, server)
    [seen] = rechecked(desk)
    assert [one.rung for one in seen.noted[0].drift] == [RecheckResult.SAME_BYTES]
    assert seen.noted[0].news == ()
    assert status_of(desk) is Status.RATED


@pytest.mark.parametrize(
    ("now", "rung"),
    [
        (PAGE.replace("<title>The rain", "<title>Rain"), RecheckResult.QUOTE_EXACT),
        (PAGE.replace("On Monday", "On\u00a0Monday"), RecheckResult.QUOTE_EXACT),
        (PAGE.replace("millimetres of", "millimetres\u00a0of"), RecheckResult.QUOTE_TYPOGRAPHIC),
        (PAGE.replace("<body>", "<body><p>Read this first, dear reader.</p>"), RecheckResult.QUOTE_EXACT),
    ],
)
def test_words_that_still_stand_leave_a_verdict_in_peace(
    desk: Desk, server: ScriptedServer, now: str, rung: RecheckResult
) -> None:
    rated(desk, server)
    server.say("/rain", answer(now))
    [seen] = rechecked(desk)
    assert seen.noted[0].drift[0].rung in (rung, RecheckResult.SAME_TEXT)
    assert status_of(desk) is Status.RATED


def test_an_altered_figure_marks_the_claim_and_shows_the_difference(
    desk: Desk, server: ScriptedServer
) -> None:
    rated(desk, server)
    server.say("/rain", answer(PAGE.replace("52", "25")))
    [seen] = rechecked(desk)
    [news] = seen.noted[0].news
    assert news.rung is RecheckResult.QUOTE_ALTERED
    assert "25" in (news.found or "")
    assert "52" in (news.reason or "")
    assert status_of(desk) is Status.NEEDS_RECHECK
    first, second = record(desk).captures
    assert first.record != second.record
    assert text_of(desk, first) != text_of(desk, second)


def test_words_that_are_gone_mark_the_claim(desk: Desk, server: ScriptedServer) -> None:
    server.say("/rain", answer(LONGER))
    rated(desk, server)
    server.say("/rain", answer(LONGER.replace(f"On Monday {QUOTE}, said the office.", "")))
    [seen] = rechecked(desk)
    assert [one.rung for one in seen.noted[0].news] == [RecheckResult.QUOTE_ABSENT]
    assert status_of(desk) is Status.NEEDS_RECHECK


@pytest.mark.parametrize(
    "now",
    [
        "<p>Nothing to see here, it was a dry and sunny month in all the land.</p>",
        "<title>The rain</title><h1>The rain</h1><p>It rained a lot.</p><p>Become a subscriber to read on.</p>",
        "<title>The town</title><p>The mayor of the town opened a school on Friday, and all came.</p>" * 20,
    ],
)
def test_another_page_in_its_place_leaves_a_verdict_in_peace(
    desk: Desk, server: ScriptedServer, now: str
) -> None:
    server.say("/rain", answer(LONGER))
    rated(desk, server)
    server.say("/rain", answer(now))
    [seen] = rechecked(desk)
    [drift] = seen.noted[0].drift
    assert (drift.rung, bool(drift.reason)) == (RecheckResult.UNDETERMINED, True)
    assert status_of(desk) is Status.RATED


def test_half_a_page_says_nothing_about_the_rest(desk: Desk, server: ScriptedServer) -> None:
    rated(desk, server)
    server.say("/rain", [head(content_length="900"), b"<p>On Monday</p>", End.CLOSE])
    [seen] = rechecked(desk)
    assert [one.rung for one in seen.noted[0].drift] == [RecheckResult.UNDETERMINED]
    assert status_of(desk) is Status.RATED


def test_a_page_is_gone_when_it_is_missing_twice_a_day_apart(desk: Desk, server: ScriptedServer) -> None:
    rated(desk, server)
    server.say("/rain", answer("gone", "404 Not Found"))
    for _ in range(2):
        rechecked(desk)
        assert status_of(desk) is Status.RATED
    rechecked(later(desk, days=1))
    assert status_of(desk) is Status.NEEDS_RECHECK
    assert [one.rung for one in record(desk).unjudged_drift] == [RecheckResult.GONE]
    server.say("/rain", answer(PAGE))
    rechecked(later(desk, days=2))
    assert status_of(desk) is Status.RATED


def test_a_server_that_fails_is_given_three_chances(desk: Desk, server: ScriptedServer) -> None:
    rated(desk, server)
    server.say("/rain", answer("no", "500 Internal Server Error"))
    for expected in (Status.RATED, Status.RATED, Status.NEEDS_RECHECK):
        rechecked(desk)
        assert status_of(desk) is expected
    assert [one.rung for one in record(desk).unjudged_drift] == [RecheckResult.UNREACHABLE]


def test_a_verdict_given_anew_knows_what_changed(desk: Desk, server: ScriptedServer) -> None:
    rated(desk, server)
    server.say("/rain", answer(PAGE.replace("52", "25")))
    rechecked(desk)
    rate(desk, "rain", "false", Reasons(rationale="The page was corrected."))
    assert status_of(desk) is Status.RATED
    [seen] = rechecked(desk)
    assert seen.noted[0].news == ()
    assert status_of(desk) is Status.RATED


def test_only_what_verdicts_rest_on_is_rechecked_unless_a_claim_is_named(
    desk: Desk, server: ScriptedServer
) -> None:
    add_source(desk, "rain", server.url("/rain"), {})
    add_source(desk, "rain", server.url("/unquoted"), {})
    fetched(desk)
    cite(desk, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    assert to_recheck(desk, ()) == []
    assert [one.url for one in to_recheck(desk, ("rain",))] == [server.url("/rain")]
    rate(desk, "rain", "true", Reasons(rationale="So it says."))
    assert [one.url for one in to_recheck(desk, ())] == [server.url("/rain")]


def test_a_change_is_not_forgotten_when_the_changed_page_is_unchanged(
    desk: Desk, server: ScriptedServer
) -> None:
    rated(desk, server)
    changed = answer(PAGE.replace("52", "25"), etag='"2"')
    server.say("/rain", changed, head("304 Not Modified", etag='"2"'))
    for outcome in (Outcome.OK, Outcome.UNCHANGED):
        [seen] = rechecked(desk)
        assert seen.outcome is outcome
        assert [one.rung for one in seen.noted[0].news] == [RecheckResult.QUOTE_ALTERED]
        assert status_of(desk) is Status.NEEDS_RECHECK
