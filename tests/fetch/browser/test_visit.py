"""Pages as a browser draws them: what scripts made of them, the chain that led there, and how else visits end."""

import asyncio
import json
from io import BytesIO
from time import monotonic

import pytest
from PIL import Image

from factcheck.fetch.browser.settle import MAX_HEIGHT
from factcheck.fetch.fetcher import Fetcher
from factcheck.fetch.policy import Policy
from factcheck.fetch.redirects import FetchRequest
from factcheck.model.visit import Visit
from factcheck.model.vocabulary import Outcome, Way
from tests.fetch.browser.drawing import Drawing, need_chromium, open_drawing, words
from tests.fetch.visiting import HOME, NOON, Names, at_home
from tests.servers import Answer, Authority, End, Request, ScriptedServer, answer, redirect

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><rect width='90' height='90' fill='red'/></svg>"


def test_words_that_a_script_fetched_are_drawn(drawing: Drawing) -> None:
    drawing.server.say("/data", answer("Four lamps", content_type="text/plain"))
    script = "fetch('/data').then(r => r.text()).then(t => document.querySelector('p').textContent = t)"
    visit = drawing.visit(answer(f"<title>Lamps</title><p>Loading</p><script>{script}</script>"))

    assert (visit.outcome, visit.reason, visit.robots, visit.let_through) == (Outcome.OK, "", "none", True)
    assert visit.drawn
    assert "Four lamps" in words(visit.drawn)
    assert b"<p>Four lamps</p>" in visit.drawn.document
    assert [hop.url for hop in visit.hops] == [drawing.server.url("/page")]
    assert b"Four lamps" in [hop.body for hop in visit.drawn.exchanges]
    browser = visit.drawn.browser
    assert browser.product.startswith(("HeadlessChrome/", "Chrome/"))
    assert (browser.accepted, browser.logged_in, browser.sandboxed) == (None, False, False)


def test_the_chain_holds_redirects_of_the_server_of_markup_and_of_scripts(drawing: Drawing) -> None:
    drawing.server.say("/two", answer('<meta http-equiv="refresh" content="0; url=/three">'))
    drawing.server.say("/three", answer("<script>location = '/four'</script>"))
    drawing.server.say("/four", answer("<p>Arrived"))
    visit = drawing.visit(redirect("/two"), "/one")

    assert [(hop.url.rpartition("/")[2], hop.status) for hop in visit.hops] == [
        *(("one", 302), ("two", 200), ("three", 200), ("four", 200))
    ]
    assert (visit.outcome, visit.drawn is not None) == (Outcome.OK, True)


def test_frames_and_shadow_roots_closed_ones_too_are_drawn(drawing: Drawing) -> None:
    drawing.server.say("/frame", answer("<p>Words of a frame"))
    root = "document.body.firstChild.attachShadow({mode: 'closed'}).innerHTML = '<b>In the shadow</b>'"
    drawn = drawing.drawn(f"<body><div></div><iframe src=/frame></iframe><script>{root}</script>")

    assert "In the shadow" in words(drawn)
    assert "Words of a frame" in words(drawn)
    assert b'<template shadowrootmode="closed"><b>In the shadow</b></template>' in drawn.document


def test_pictures_that_come_as_one_scrolls_are_in_the_shots(drawing: Drawing) -> None:
    drawing.server.say("/red.svg", answer(SVG, content_type="image/svg+xml"))
    drawn = drawing.drawn(
        "<body style='margin:0'><div style='height:9000px'></div>"
        "<img loading=lazy src=/red.svg style='display:block'>"
    )

    assert [(shot.y, shot.height) for shot in drawn.shots] == [
        *((n * 1024, 1024) for n in range(8)),
        (8192, 898),
    ]
    last = Image.open(BytesIO(drawn.shots[-1].png)).convert("RGB")
    assert last.size == (1280, 898)
    assert last.getpixel((20, 850)) == (255, 0, 0)


def test_a_page_that_goes_on_without_end_is_kept_as_far_as_it_was_scrolled(drawing: Drawing) -> None:
    more = "addEventListener('scroll', () => { for (let n = 0; n < 9; n++) document.body.append("
    script = f"{more}Object.assign(document.createElement('p'), {{textContent: 'Entry'}})) }})"
    visit = drawing.visit(answer(f"<body><p style='height:1500px'>First</p><script>{script}</script>"))

    assert visit.drawn
    assert words(visit.drawn).count("Entry") > 9
    assert any(str(f"{MAX_HEIGHT:,}") in note for note in visit.notes)


def test_a_page_that_is_scrolled_in_a_part_of_it_is_seen_whole(drawing: Drawing) -> None:
    style = "html, body { height: 100%; margin: 0; overflow: hidden } main { height: 100%; overflow: auto }"
    end = "<p style='margin:0;height:50px;background:rgb(0,0,255)'>The end</p>"
    drawn = drawing.drawn(
        f"<!doctype html><style>{style}</style><main><p style='height:3000px;margin:0'>Begin{end}"
    )

    assert (drawn.browser.width, drawn.browser.height) == (1280, 3050)
    last = Image.open(BytesIO(drawn.shots[-1].png)).convert("RGB")
    assert last.getpixel((600, last.height - 10)) == (0, 0, 255)


def test_what_is_fixed_to_the_window_stands_once_and_what_sticks_where_it_is(drawing: Drawing) -> None:
    fixed = "<div style='position:fixed;bottom:0;height:50px;width:100%;background:rgb(0,0,255)'>Foot</div>"
    sticky = "<div style='position:sticky;top:0;height:50px;background:rgb(255,0,0)'>Head</div>"
    drawn = drawing.drawn(f"<body style='margin:0'>{fixed}{sticky}<div style='height:2500px'></div>")

    pictures = [Image.open(BytesIO(shot.png)).convert("RGB") for shot in drawn.shots]
    white = (255, 255, 255)
    assert [one.getpixel((600, 10)) for one in pictures] == [(255, 0, 0), white, white]
    assert [one.getpixel((600, one.height - 10)) for one in pictures] == [(0, 0, 255), white, white]


@pytest.mark.parametrize("lines", [1, 60])
def test_words_from_right_to_left_stand_on_the_shots_where_the_layout_says(
    drawing: Drawing, lines: int
) -> None:
    text = "<p>پل را شبها چهار چراغ روشن می‌کند و این سخن درست است.</p>" * lines
    style = "<style>body { width: 640px; margin: 40px auto }</style>"
    drawn = drawing.drawn(f"<!doctype html><html dir=rtl>{style}{text}")

    first = Image.open(BytesIO(drawn.shots[0].png)).convert("L").crop((0, 0, 1280, 90))
    inked = [x for x in range(1280) if min(first.crop((x, 0, x + 1, 90)).tobytes()) < 128]
    told = json.loads(drawn.layout)["documents"][0]
    boxes = [box for box in told["textBoxes"]["bounds"] if box[1] < 90]
    assert abs(min(inked) - min(box[0] for box in boxes)) < 9
    assert abs(max(inked) - max(box[0] + box[2] for box in boxes)) < 9


def test_a_page_wider_than_the_window_is_in_the_shots_as_far_as_two_windows(drawing: Drawing) -> None:
    wide = "<div style='margin:0;height:1200px;width:1500px;background:rgb(0,0,255)'>Wide</div>"
    drawn = drawing.drawn(f"<body style='margin:0'>{wide}")

    assert [(shot.x, shot.y, shot.width, shot.height) for shot in drawn.shots] == [
        *((0, 0, 1280, 1024), (1280, 0, 220, 1024), (0, 1024, 1280, 176), (1280, 1024, 220, 176))
    ]
    pictures = [Image.open(BytesIO(shot.png)).convert("RGB") for shot in drawn.shots]
    assert [one.getpixel((100, 100)) for one in pictures] == [(0, 0, 255)] * 4


def test_the_page_is_of_one_moment_whatever_its_scripts_do(drawing: Drawing) -> None:
    script = "let n = 0; setInterval(() => document.querySelector('p').textContent = 'Tick ' + ++n, 1)"
    drawn = drawing.drawn(f"<p></p><script>{script}</script>")

    tick = words(drawn).strip()
    assert tick.startswith("Tick ")
    assert f"<p>{tick}</p>".encode() in drawn.document


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (answer("gone", "404 Not Found"), Outcome.NOT_FOUND),
        (answer("", "204 No Content"), Outcome.EMPTY),
        (answer("no", "500 Oh"), Outcome.HTTP),
        (answer("log in", "401 Unauthorized", www_authenticate='Basic realm="x"'), Outcome.HTTP),
        (redirect("/page"), Outcome.TOO_MANY_REDIRECTS),
        (redirect("http://10.0.0.1/"), Outcome.BLOCKED_PRIVATE_ADDRESS),
        (answer("<script>location = 'http://10.0.0.1/'</script>"), Outcome.BLOCKED_PRIVATE_ADDRESS),
        (redirect("http://nobody.example/"), Outcome.DNS),
    ],
)
def test_what_is_no_page_ends_as_in_a_plain_fetch(drawing: Drawing, said: bytes, outcome: Outcome) -> None:
    visit = drawing.visit(said)

    assert (visit.outcome, visit.drawn) == (outcome, None)
    assert visit.hops


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/zip"])
def test_a_file_is_kept_as_in_a_plain_fetch(drawing: Drawing, kind: str) -> None:
    visit = drawing.visit(answer(b"Bytes of a file", content_type=kind))

    assert (visit.outcome, visit.drawn, visit.hops[-1].body) == (Outcome.OK, None, b"Bytes of a file")
    assert any("nothing was drawn" in note for note in visit.notes)


def test_a_browser_that_is_gone_ends_its_visits_and_another_is_started(drawing: Drawing) -> None:
    def said(_: Request) -> Answer:
        drawing.kill()
        return answer("<p>Never drawn")

    assert drawing.visit(answer("<p>Before")).outcome is Outcome.OK
    lost = drawing.visit(said)
    assert (lost.outcome, lost.drawn) == (Outcome.BROWSER, None)
    assert drawing.visit(answer("<p>After")).outcome is Outcome.OK


def test_a_page_whose_browser_ended_is_opened_once_more_as_late_as_any_other_of_its_site() -> None:
    asked: list[float] = []

    def said(_: Request) -> Answer:
        asked.append(monotonic())
        if len(asked) == 1:
            drawing.kill()
        return answer("<p>Drawn at last")

    with open_drawing(delay=0.7) as drawing:
        visit = drawing.visit(said)

    first, second = asked
    assert second - first >= 0.7
    assert (visit.outcome, len(visit.hops)) == (Outcome.OK, 1)
    assert visit.drawn
    assert words(visit.drawn) == "Drawn at last"
    assert visit.notes == ("The process that drew the page ended, and it was opened again.",)


def test_a_page_that_leads_to_no_page_while_it_is_scrolled_is_not_drawn(drawing: Drawing) -> None:
    script = "addEventListener('scroll', () => location = '/gone')"
    visit = drawing.visit(answer(f"<div style='height:5000px'>Hello</div><script>{script}</script>"))

    assert (visit.outcome, visit.drawn) == (Outcome.NOT_FOUND, None)
    assert [hop.status for hop in visit.hops] == [200, 404]


def test_words_of_frames_that_are_locked_in_or_of_no_site_are_drawn(drawing: Drawing) -> None:
    data = "<iframe src='data:text/html,<p>Of no site'></iframe>"
    drawn = drawing.drawn(f"<p>Page</p><iframe sandbox srcdoc='<p>Locked in'></iframe>{data}")

    assert words(drawn).split() == ["Page", "Locked", "in", "Of", "no", "site"]


def test_pages_by_https_are_drawn_where_the_site_itself_is_trusted() -> None:
    authority, script = Authority(), "document.body.append(isSecureContext ? 'Secure' : 'Open')"
    names, shown = at_home("news.example", "other.example"), authority.server("news.example")
    with open_drawing(names, shown, authority.visitor()) as drawing:
        drawing.server.say("/", answer(f"<body><script>{script}</script>"))
        news, other = (drawing.visits("/", host=f"{name}.example")[0] for name in ("news", "other"))

    assert (news.outcome, other.outcome, other.drawn) == (Outcome.OK, Outcome.TLS_WRONG_HOST, None)
    assert news.drawn
    assert "Secure" in words(news.drawn)
    assert news.hops[0].certificate


@pytest.mark.usefixtures("loopback_is_public")
def test_a_name_that_leads_into_a_private_network_meanwhile_leads_nowhere() -> None:
    names = Names({"turns.example": ([HOME], [HOME], ["10.0.0.1"])})
    script = "fetch('/data').then(a => document.body.append('Status ' + a.status))"

    async def go(server: ScriptedServer) -> Visit:
        policy = Policy(ports=frozenset({server.port}), delay=0, chromium=need_chromium(), sandbox=False)
        async with Fetcher(policy, lambda: NOON, resolve=names) as fetcher:
            url = server.url("/", "turns.example")
            return await fetcher.visit(FetchRequest(url, way=Way.BROWSER))

    with ScriptedServer() as server:
        server.say("/robots.txt", (answer("", "404 Not Found", connection="close"), End.CLOSE))
        server.say("/", (answer(f"<body><script>{script}</script>", connection="close"), End.CLOSE))
        visit = asyncio.run(go(server))

    assert visit.drawn
    assert "Status 502" in words(visit.drawn)
    assert server.asked("/data") == []
