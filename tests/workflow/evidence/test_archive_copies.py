"""Quotes anchored in the copy of an archive: fetched without its frame, and told as what the archive says."""

from dataclasses import replace

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput
from factcheck.model.source import Capture
from factcheck.model.vocabulary import Outcome, Standing, Way
from factcheck.settings.archives import Archives
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import SourceChange, add_source, change_source
from factcheck.workflow.transfer.verify import verify
from tests.servers import ScriptedServer, answer, redirect
from tests.workflow.fetched import QUOTE, fetched, later, rechecked, record

PAGE = f"<html><title>The rain</title><p>On Monday {QUOTE}.</p></html>"
AT, EARLIER = "20240102030405", "20240101000000"
MEMENTO = "Tue, 02 Jan 2024 03:04:05 GMT"


@pytest.fixture
def archive(desk: Desk, server: ScriptedServer) -> Desk:
    """The desk, to which the server is an archive too, under /web/."""
    return replace(desk, settings=replace(desk.settings, archives=Archives(also=(server.url("/web/"),))))


def _copy(server: ScriptedServer, url: str, at: str = AT, alone: str = "") -> str:
    return server.url(f"/web/{at}{alone}/{url}")


def _says(server: ScriptedServer, url: str, *scripts: bytes, at: str = AT) -> None:
    server.say(f"/web/{at}id_/{url}", *scripts)


def _last(desk: Desk) -> Capture:
    """The newest capture from the archive."""
    return [one for one in record(desk).captures if "/web/" in (one.requested_url or "")][-1]


def test_a_quote_is_anchored_in_the_copy_of_an_archive_where_the_page_is_gone(
    archive: Desk, server: ScriptedServer
) -> None:
    gone = server.url("/gone")
    _says(server, gone, answer(PAGE))
    add_source(archive, "rain", gone, {"archived_url": _copy(server, gone)})
    outcomes = {one.outcome for one in fetched(archive, "rain")}
    assert outcomes == {Outcome.NOT_FOUND, Outcome.OK}

    capture = next(one for one in record(archive).captures if one.outcome is Outcome.OK)
    assert capture.way is Way.ARCHIVE
    assert capture.memento is not None
    assert (capture.memento.original, capture.memento.archive) == (gone, f"127.0.0.1:{server.port}")
    assert capture.memento.at.isoformat() == "2024-01-02T03:04:05+00:00"
    cite(archive, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    assert record(archive).evidence[0].standing is Standing.ANCHORED
    assert record(archive).evidence[0].capture == capture.id
    assert verify(archive).findings == []


def test_a_copy_stays_as_it_is_and_is_not_fetched_again_nor_lost_with_the_page(
    archive: Desk, server: ScriptedServer
) -> None:
    gone = server.url("/gone")
    _says(server, gone, answer(PAGE))
    add_source(archive, "rain", gone, {"archived_url": _copy(server, gone)})
    fetched(archive)
    cite(archive, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    for days in (2, 4):
        rechecked(later(archive, days=days), "rain")
    fetched(archive, "rain")
    assert server.visits[f"/web/{AT}id_/{gone}"] == 1
    assert record(archive).drift == ()


def test_what_the_archive_says_in_its_head_goes_before_what_the_address_says(
    archive: Desk, server: ScriptedServer
) -> None:
    page = server.url("/page")
    link = f'<{page}>; rel="original", <{server.url("/map")}>; rel="timemap"'
    short = server.url("/web/AbCdE")
    server.say("/web/AbCdE", answer(PAGE, **{"memento-datetime": MEMENTO, "link": link}))
    add_source(archive, "rain", page, {"archived_url": short})
    fetched(archive, "rain")
    memento = _last(archive).memento
    assert memento is not None
    assert (memento.original, memento.at.isoformat()) == (page, "2024-01-02T03:04:05+00:00")


def test_the_archive_leads_to_the_copy_that_is_nearest_in_time(archive: Desk, server: ScriptedServer) -> None:
    page = server.url("/page")
    _says(server, page, redirect(_copy(server, page, EARLIER, "id_")), at="2024")
    _says(server, page, answer(PAGE), at=EARLIER)
    add_source(archive, "rain", page, {"archived_url": _copy(server, page, "2024")})
    fetched(archive, "rain")
    memento = _last(archive).memento
    assert memento is not None
    assert memento.at.isoformat() == "2024-01-01T00:00:00+00:00"


def test_a_copy_of_another_page_is_refused_and_both_are_named(archive: Desk, server: ScriptedServer) -> None:
    page, other = server.url("/page"), server.url("/other")
    with pytest.raises(BadInput) as refused:
        add_source(archive, "rain", page, {"archived_url": _copy(server, other)})
    assert page in str(refused.value)
    assert other in str(refused.value)
    assert record(archive).sources == ()

    short = server.url("/web/AbCdE")
    server.say(
        "/web/AbCdE", answer(PAGE, **{"memento-datetime": MEMENTO, "link": f"<{other}>; rel=original"})
    )
    add_source(archive, "rain", page, {})
    change_source(archive, "rain", "s1", {"archived_url": short}, SourceChange())
    fetched(archive, "rain")
    capture = _last(archive)
    assert (capture.outcome, capture.memento) == (Outcome.HTTP, None)
    assert f"this is a copy of {other}, and the source is {page}" in (capture.reason or "")


@pytest.mark.parametrize("leads_out", [True, False])
def test_what_says_of_nothing_when_it_was_is_no_copy(
    archive: Desk, server: ScriptedServer, leads_out: bool
) -> None:
    page = server.url("/page")
    server.say("/out", answer(PAGE, **{"memento-datetime": MEMENTO, "link": f"<{page}>; rel=original"}))
    server.say("/web/AbCdE", redirect(server.url("/out")) if leads_out else answer(PAGE))
    add_source(archive, "rain", page, {"archived_url": server.url("/web/AbCdE")})
    fetched(archive, "rain")
    assert _last(archive).outcome is Outcome.HTTP
    assert "does not say of which page and of when" in (_last(archive).reason or "")


def test_an_archive_that_is_not_known_is_only_shown(desk: Desk, server: ScriptedServer) -> None:
    page = server.url("/rain")
    add_source(desk, "rain", page, {"archived_url": _copy(server, page)})
    assert [one.url for one in fetched(desk, "rain")] == [page]


def test_the_frame_of_an_archive_is_left_out_of_the_words(archive: Desk, server: ScriptedServer) -> None:
    page = server.url("/page")
    framed = PAGE.replace("<p>", "<div id=wm-ipp-base>4 captures</div><p>")
    _says(server, page, redirect(_copy(server, page)))
    server.say(f"/web/{AT}/{page}", answer(framed))
    add_source(archive, "rain", page, {"archived_url": _copy(server, page)})
    fetched(archive, "rain")
    cite(archive, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    assert "4 captures" not in (record(archive).evidence[0].excerpt or "")
    assert any("with a frame of its own" in note for note in _last(archive).notes)
