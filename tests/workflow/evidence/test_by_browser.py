"""Pages that a browser draws: captured, quoted, looked at again in the same way, and never plainly instead."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from factcheck.archive.drawn_page import places_of, shots_of
from factcheck.cli.remedies import in_words
from factcheck.desk import Desk
from factcheck.errors import BadInput, NotSoNow, RuleRefused
from factcheck.model.source import Browser
from factcheck.model.visit import DrawnPage, Visit
from factcheck.model.vocabulary import Outcome, RecheckResult, Standing, Way
from factcheck.web.remedies import shown
from factcheck.workflow.act import open_claim
from factcheck.workflow.doctor import look_over
from factcheck.workflow.evidence.advice import mend, to_accept
from factcheck.workflow.evidence.by_browser import cookies_of, drawn
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.fetch_queue import ByBrowser
from factcheck.workflow.evidence.fetch_result import FetchResult
from factcheck.workflow.evidence.fetch_sources import to_fetch, to_recheck, visit
from factcheck.workflow.evidence.make_capture import keep_visit
from factcheck.workflow.evidence.record_capture import put_capture, text_of
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.verify import verify
from tests.archive.visits import hop
from tests.needed import need
from tests.servers import ScriptedServer, answer
from tests.workflow.fetched import PAGE, QUOTE, fetched, rechecked, record

SHELL = """<!doctype html><html lang=en><title>The rain</title><div id=app></div><script>
fetch('/data').then(one => one.json()).then(one => {
  document.querySelector('#app').innerHTML = '<p>On Monday ' + one.text + ', said the office.</p>'
})</script>"""
ONCE = pytest.mark.parametrize("new_database", ["sqlite"], indirect=True)
"""On one database alone: to start a browser takes a second."""

LONG = (
    "It rained for days, the office says, and the river rose over its banks at the old mill near the town. "
    * 3
)


def _data(text: str = QUOTE) -> Any:
    return answer(json.dumps({"text": f"{LONG} {text}"}), content_type="application/json")


def _with(desk: Desk, **fetch: Any) -> Desk:
    return replace(desk, settings=replace(desk.settings, fetch=replace(desk.settings.fetch, **fetch)))


@pytest.fixture
def drawing(desk: Desk, server: ScriptedServer) -> Desk:
    """The desk with Chromium, without its sandbox since tests may run as root, and a page that scripts draw."""
    chromium = need("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    server.say("/app", answer(SHELL))
    server.say("/data", _data())
    add_source(desk, "rain", server.url("/app"), {})
    return _with(desk, chromium=chromium, sandbox=False)


def _drawn(desk: Desk, way: ByBrowser = ByBrowser()) -> list[FetchResult]:  # noqa: B008 - a frozen value
    return visit(desk, drawn(desk, to_fetch(desk, ["rain"]), way))


def _put_drawn(desk: Desk, server: ScriptedServer, **browser: Any) -> None:
    """A capture by a browser of a page whose words its scripts fetched."""
    if not record(desk).sources:
        add_source(desk, "rain", server.url("/app"), {})
    about = Browser(product="Chrome/1", width=1280, height=800, **browser)
    document = f"<html><title>The rain</title><body><p>On Monday {QUOTE}.</p></body></html>".encode()
    layout = (Path(__file__).parent / "layout.json").read_bytes()
    page = hop(server.url("/app"), SHELL.encode(), at=desk.clock())
    came = Visit(
        page.url, page.at, Outcome.OK, hops=(page,), drawn=DrawnPage(page.at, about, document, layout)
    )
    with open_claim(desk, "rain") as claim:
        put_capture(claim, "s1", keep_visit(desk, came))


def test_a_page_that_scripts_draw_is_captured_quoted_and_looked_at_again_by_a_browser(
    drawing: Desk, server: ScriptedServer
) -> None:
    [plain] = fetched(drawing)
    assert (plain.way, plain.text_digest, plain.may_be_drawn) == (Way.PLAIN, None, True)
    [seen] = _drawn(drawing)
    assert (seen.way, seen.outcome, seen.may_be_drawn) == (Way.BROWSER, Outcome.OK, False)
    capture = record(drawing).captures[-1]
    assert (capture.way, capture.size, capture.status) == (Way.BROWSER, len(SHELL.encode()), 200)
    assert capture.browser
    assert not capture.browser.sandboxed
    assert capture.proposed
    assert capture.proposed.title == "The rain"
    text = text_of(drawing, capture) or ""
    cite(drawing, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    [quote] = record(drawing).evidence
    assert (quote.standing, quote.capture) == (Standing.ANCHORED, capture.id)
    assert quote.position
    words = [text[one.start : one.end] for one in places_of(drawing.archive, capture.record)]
    assert "gauge" in " ".join(words)
    assert shots_of(drawing.archive, capture.record)[0].png.startswith(b"\x89PNG")
    assert verify(drawing).findings == []

    [same] = rechecked(drawing, "rain")
    assert [one.rung for one in same.noted[0].drift] == [RecheckResult.SAME_TEXT]
    server.say("/data", _data(QUOTE.replace("52", "25")))
    [other] = rechecked(drawing, "rain")
    assert (same.way, other.way, other.digest) == (Way.BROWSER, Way.BROWSER, seen.digest)
    assert [one.rung for one in other.noted[0].drift] == [RecheckResult.QUOTE_ALTERED]


@ONCE
def test_a_page_without_words_is_drawn_by_itself_where_the_desk_says_so(drawing: Desk) -> None:
    [seen] = fetched(_with(drawing, browser="when-empty"))
    assert (seen.way, seen.outcome) == (Way.BROWSER, Outcome.OK)
    assert [one.way for one in record(drawing).captures] == [Way.PLAIN, Way.BROWSER]
    assert QUOTE in (text_of(drawing, record(drawing).captures[-1]) or "")


LOADING = SHELL.replace(
    "<div id=app>", "<div id=app><p>Loading … We use cookies to make this site better.</p>"
)


@ONCE
def test_a_page_of_few_words_and_scripts_is_drawn_like_one_without(
    drawing: Desk, server: ScriptedServer
) -> None:
    server.say("/app", answer(LOADING))
    [plain] = fetched(drawing)
    assert (plain.way, plain.outcome, plain.may_be_drawn) == (Way.PLAIN, Outcome.OK, True)
    with pytest.raises(RuleRefused) as refused:
        cite(drawing, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    to_browser = [one for one in refused.value.remedies if one.act == "fetch"]
    assert [one.arguments for one in to_browser] == [{"ref": "rain", "browser": True}]
    lacking = _with(drawing, chromium="/nowhere/chromium")
    with pytest.raises(RuleRefused) as refused:
        cite(lacking, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    assert [one for one in refused.value.remedies if one.act == "fetch"] == []
    [seen] = fetched(_with(drawing, browser="when-empty"), "rain")
    assert (seen.way, seen.may_be_drawn) == (Way.BROWSER, False)
    cite(drawing, "rain", "s1", {"exact": QUOTE, "stance": "supports"})


@ONCE
@pytest.mark.parametrize(
    "page",
    [
        "<title>Notice</title><p>The office is closed on Monday.</p>",
        f"<title>News</title><p>{LONG}</p><p>{LONG}</p><script>count()</script>",
    ],
)
def test_a_page_of_few_words_without_scripts_and_one_of_many_are_left_as_they_came(
    desk: Desk, server: ScriptedServer, page: str
) -> None:
    server.say("/app", answer(page))
    add_source(desk, "rain", server.url("/app"), {})
    [seen] = fetched(_with(desk, browser="when-empty"))
    assert (seen.way, seen.may_be_drawn, len(record(desk).captures)) == (Way.PLAIN, False, 1)


@ONCE
def test_where_no_browser_can_be_started_the_plain_capture_stands_alone(
    desk: Desk, server: ScriptedServer
) -> None:
    server.say("/app", answer(SHELL))
    add_source(desk, "rain", server.url("/app"), {})
    [seen] = fetched(_with(desk, browser="when-empty", chromium="/nowhere/chromium"))
    assert (seen.way, seen.text_digest) == (Way.PLAIN, None)
    assert len(record(desk).captures) == 1


@ONCE
def test_what_a_page_shows_in_a_picture_alone_is_told_as_that(drawing: Desk, server: ScriptedServer) -> None:
    canvas = "<canvas id=c width=400 height=90></canvas><script>"
    canvas += "c.getContext('2d').fillText('It rained 52 mm.', 10, 50)</script>"
    server.say("/app", answer(f"<!doctype html><title></title>{canvas}"))
    [seen] = _drawn(drawing)
    assert (seen.outcome, seen.text_digest) == (Outcome.OK, None)
    assert seen.reason == "The browser drew the page, and no words are in it; what it shows may be a picture."


@ONCE
def test_a_wall_that_a_browser_draws_is_judged_by_its_words(drawing: Desk, server: ScriptedServer) -> None:
    wall = "document.body.innerHTML = '<h1>Checking your browser</h1><p>Verify you are human</p>'"
    server.say("/app", answer(f"<!doctype html><title>Just a moment...</title><body><script>{wall}</script>"))
    [seen] = _drawn(drawing)
    assert (seen.outcome, seen.text_digest) == (Outcome.BLOCKED_BY_SITE, None)


def test_a_question_of_consent_that_was_drawn_leads_to_the_button(
    drawing: Desk, server: ScriptedServer
) -> None:
    asks = "We and our partners use cookies. Do you consent to cookies?"
    server.say(
        "/app", answer(f"<!doctype html><title>Consent</title><p>{asks}</p><button>Accept all</button>")
    )
    [seen] = _drawn(drawing)
    assert (seen.outcome, seen.may_accept) == (Outcome.BLOCKED_BY_SITE, True)
    mend = in_words([to_accept("lamps")])
    assert mend.endswith("factcheck fetch lamps --browser --accept-cookies")


# Refused, never plain


@pytest.mark.parametrize(
    ("fetch", "why"),
    [
        ({"browser": "never"}, "no browser draws pages"),
        ({"chromium": "/nowhere/chromium"}, "No Chromium is installed"),
    ],
)
def test_where_no_browser_may_or_can_draw_nothing_is_fetched_instead(
    desk: Desk, server: ScriptedServer, fetch: dict[str, str], why: str
) -> None:
    _put_drawn(desk, server)
    shut = _with(desk, **fetch)
    with pytest.raises(NotSoNow, match=why) as refused:
        _drawn(shut)
    assert refused.value.remedies
    cite(shut, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    [seen] = rechecked(shut, "rain")
    assert (seen.outcome, server.asked("/app")) == (Outcome.BROWSER, [])
    assert why in (seen.reason or "")
    assert [one.rung for one in seen.noted[0].drift] == [RecheckResult.UNDETERMINED]


def test_a_page_that_was_had_with_cookies_is_not_asked_for_without_them(
    desk: Desk, server: ScriptedServer
) -> None:
    _put_drawn(desk, server, logged_in=True)
    cite(desk, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    [seen] = rechecked(desk, "rain")
    assert (seen.outcome, server.asked("/app")) == (Outcome.BROWSER, [])
    assert seen.reason == "The page was captured with cookies of a person, which are not kept."
    assert in_words([mend(seen)]) == (
        "Fetch it at a terminal with your own cookies for that site: "
        "factcheck fetch rain --browser --cookies FILE --cookies-for 127.0.0.1"
    )
    assert [one.href for one in shown([mend(seen)])] == [""]


def test_a_browser_is_needed_where_quotes_stand_in_pages_that_one_drew(
    desk: Desk, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.fetch.browser.chromium.which", lambda _name: None)
    settings = _with(desk, chromium=None).settings

    def missed() -> list[str]:
        found = [one.finding for one in look_over(settings, desk.clock) if one.name == "browser"]
        return [one.code for one in found if one]

    _put_drawn(desk, server)
    assert missed() == []
    cite(desk, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    assert missed() == ["no-browser"]


def test_a_page_that_a_browser_drew_is_fetched_plainly_and_rechecked_by_a_browser(
    desk: Desk, server: ScriptedServer
) -> None:
    _put_drawn(desk, server)
    assert [one.by_browser for one in to_fetch(desk, ["rain"])] == [None]
    cite(desk, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    assert [one.by_browser for one in to_fetch(desk, ["rain"])] == [None]
    again = (to_recheck(desk, ["rain"]), to_fetch(desk, ["rain"], timedelta()))
    assert [[one.by_browser for one in tasks] for tasks in again] == [[ByBrowser()]] * 2


def test_a_quote_from_a_plain_capture_is_looked_for_plainly_though_a_browser_drew_the_page_since(
    desk: Desk, server: ScriptedServer
) -> None:
    page = PAGE + "".join(
        f"<p>The gauge of quay {n} was read at noon on {n} May, as always.</p>" for n in range(1, 20)
    )
    server.say("/app", answer(page))
    add_source(desk, "rain", server.url("/app"), {})
    fetched(desk)
    cite(desk, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    _put_drawn(desk, server)
    assert [one.by_browser for one in to_fetch(desk, ["rain"])] == [None]
    server.say("/app", answer(page.replace(QUOTE, "nobody knows")))
    [seen] = rechecked(desk, "rain")
    assert (seen.way, [one.rung for one in seen.noted[0].drift]) == (Way.PLAIN, [RecheckResult.QUOTE_ABSENT])


def test_consent_that_was_given_is_given_again(desk: Desk, server: ScriptedServer) -> None:
    _put_drawn(desk, server, accepted="Accept all")
    cite(desk, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    [task] = to_recheck(desk, ["rain"])
    assert task.by_browser == ByBrowser(accept_cookies=True)
    assert (task.etag, task.last_modified) == (None, None)


# Cookies of a person

CANARY = "CANARY-7f3a9c-session"


def _archived(desk: Desk) -> Iterator[bytes]:
    """Each file of the archive, unpacked."""
    for name in desk.archive.names():
        with desk.archive.get(name) as file:
            yield gzip.decompress(file.read())


@pytest.fixture
def cookies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with cookies for this machine and for another."""
    lines = (
        "# Netscape HTTP Cookie File",
        f"127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\t{CANARY}",
        f"other.example\tFALSE\t/\tFALSE\t0\tother\t{CANARY}-other",
    )
    file = tmp_path_factory.mktemp("home") / "cookies.txt"
    file.write_text("\n".join(lines))
    return file


@ONCE
def test_cookies_go_to_their_host_and_into_no_file_and_no_log(
    drawing: Desk, server: ScriptedServer, cookies: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    given = cookies_of(drawing, cookies, "127.0.0.1")
    [seen] = _drawn(drawing, ByBrowser(cookies=given))
    assert seen.outcome is Outcome.OK
    sent = [one.header("Cookie") for one in server.requests if one.path in ("/app", "/data")]
    assert sent == [f"session={CANARY}"] * 2
    capture = record(drawing).captures[-1]
    assert capture.browser
    assert capture.browser.logged_in
    assert "CANARY" not in caplog.text
    cite(drawing, "rain", "s1", {"exact": QUOTE, "stance": "supports"})
    held = [*_archived(drawing), *(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())]
    assert any(QUOTE.encode() in one for one in held)
    assert not any(b"CANARY" in one for one in held)
    with drawing.store.reading() as ledger:
        assert "CANARY" not in repr(ledger.record("rain"))


@ONCE
def test_cookies_for_a_host_that_is_not_asked_are_refused(drawing: Desk, cookies: Path) -> None:
    with pytest.raises(BadInput, match=r"is on other\.example"):
        _drawn(drawing, ByBrowser(cookies=cookies_of(drawing, cookies, "other.example")))
    with pytest.raises(BadInput, match="cannot be read"):
        cookies_of(drawing, cookies.parent / "none.txt", "other.example")
