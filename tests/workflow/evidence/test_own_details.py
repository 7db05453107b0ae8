"""What a page says of itself, taken for the source that was recorded without it."""

from pathlib import Path
from typing import Any

import pytest

from factcheck.desk import Desk
from factcheck.model.source import Source
from factcheck.model.vocabulary import Decision, Status
from factcheck.workflow.claims.verdicts import Reasons, rate, review, submit
from factcheck.workflow.evidence.attach import attach
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import SourceChange, add_source, add_sources
from factcheck.workflow.transfer.verify import verify
from tests.desks import by
from tests.servers import ScriptedServer, answer
from tests.workflow.fetched import PAGE, QUOTE, fetched, record, status_of

TOLD = PAGE.replace(
    "<title>",
    '<meta property="og:site_name" content="The Gauge"><meta name="author" content="R. Ain">'
    '<meta property="article:published_time" content="2011-12-25T08:00:00Z"><title>',
)


def say(server: ScriptedServer, path: str, page: str, kind: str = "text/html; charset=utf-8") -> str:
    server.say(path, answer(page, content_type=kind))
    return server.url(path)


def source(desk: Desk, ref: str = "rain") -> Source:
    return record(desk, ref).sources[0]


def details(desk: Desk) -> tuple[Any, ...]:
    one = source(desk)
    return one.title, one.publisher, one.published_on, one.author


def test_what_nobody_gave_is_taken_from_the_page_and_stands_in_the_history(
    desk: Desk, server: ScriptedServer
) -> None:
    add_source(desk, "rain", say(server, "/told", TOLD), {})
    [seen] = fetched(desk)
    assert details(desk) == ("The rain", "The Gauge", "2011-12-25", None)
    assert seen.as_json()["taken"] == [
        {"ref": "rain", "source": "s1", "fields": ["title", "publisher", "published_on"]}
    ]
    assert [event.act for event in record(desk).events][-2:] == ["capture", "source"]
    assert verify(desk).findings == []


def test_what_a_person_gave_stays(desk: Desk, server: ScriptedServer) -> None:
    given = {"title": "Rain table", "publisher": "Weather Office", "published_on": "1932"}
    add_source(desk, "rain", say(server, "/told", TOLD), given)
    [seen] = fetched(desk)
    assert details(desk) == ("Rain table", "Weather Office", "1932", None)
    assert seen.as_json()["taken"] == []


def test_what_a_person_blanks_afterwards_stays_blank(desk: Desk, server: ScriptedServer) -> None:
    add_source(desk, "rain", say(server, "/told", TOLD), {})
    fetched(desk)
    add_source(desk, "rain", "s1", {"publisher": None})
    fetched(desk, "rain")
    assert details(desk) == ("The rain", None, "2011-12-25", None)


def test_a_failed_attempt_before_takes_nothing_and_hinders_nothing(
    desk: Desk, server: ScriptedServer
) -> None:
    server.say("/told", answer("no", "404 Not Found"), answer(TOLD, content_type="text/html"))
    add_source(desk, "rain", server.url("/told"), {})
    fetched(desk)
    assert details(desk) == (None, None, None, None)
    fetched(desk)
    assert details(desk) == ("The rain", "The Gauge", "2011-12-25", None)


def test_a_day_that_is_still_to_come_is_no_day_of_publication(desk: Desk, server: ScriptedServer) -> None:
    add_source(desk, "rain", say(server, "/told", TOLD.replace("2011-12-25", "2199-12-25")), {})
    fetched(desk)
    assert details(desk) == ("The rain", "The Gauge", None, None)


def test_a_source_that_a_signed_verdict_cites_is_left_as_it_was_signed(
    desk: Desk, server: ScriptedServer
) -> None:
    add_source(desk, "rain", say(server, "/told", TOLD.replace(QUOTE, "nothing of the kind")), {})
    cite(desk, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    rate(desk, "rain", "true", Reasons(rationale="So it says."))
    submit(desk, "rain")
    review(by(desk, "Ben"), "rain", Decision.APPROVE, None, None)
    fetched(desk)
    assert details(desk) == (None, None, None, None)
    assert status_of(desk) is Status.SIGNED_OFF
    add_source(desk, "rain", "s1", {}, SourceChange(proposed=True, why="The page names them."))
    assert details(desk) == ("The rain", "The Gauge", "2011-12-25", "R. Ain")


def test_a_confidential_source_is_left_alone(desk: Desk, server: ScriptedServer) -> None:
    add_source(desk, "rain", say(server, "/told", TOLD), {"confidential": True})
    fetched(desk)
    assert details(desk) == (None, None, None, None)


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oh"])
def test_a_page_that_says_it_is_not_there_names_nothing(
    desk: Desk, server: ScriptedServer, status: str
) -> None:
    server.say("/told", answer(TOLD, status))
    add_source(desk, "rain", server.url("/told"), {})
    fetched(desk)
    assert details(desk) == (None, None, None, None)


def test_a_page_of_several_claims_is_taken_by_each_where_it_is_blank(
    desk: Desk, server: ScriptedServer
) -> None:
    from factcheck.workflow.claims.add import add_claims

    add_claims(desk, [("here", {"text": "The bridge is old.", "ref": "bridge"})], "here")
    add_sources(desk, ["rain", "bridge"], say(server, "/told", TOLD), {})
    add_source(desk, "bridge", "s1", {"publisher": "Ours"})
    fetched(desk)
    assert (source(desk).publisher, source(desk, "bridge").publisher) == ("The Gauge", "Ours")
    assert (source(desk).title, source(desk, "bridge").title) == ("The rain", "The rain")


def test_what_a_file_says_of_itself_stays_proposed(desk: Desk, tmp_path: Path) -> None:
    add_source(desk, "rain", "https://example.org/rain", {})
    (tmp_path / "saved.html").write_text(TOLD, "utf-8")
    attach(desk, "rain", tmp_path / "saved.html")
    assert details(desk) == (None, None, None, None)
