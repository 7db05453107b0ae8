"""What robots.txt says is recorded, and its Crawl-delay kept to; a page a person chose is fetched all the same."""

import asyncio
from time import monotonic

import pytest
from protego import Protego

from factcheck.fetch.redirects import FetchRequest
from factcheck.fetch.robots import MAX_CRAWL_DELAY, RobotsRules
from factcheck.model.vocabulary import Outcome
from tests.fetch.visiting import at_home, open_fetcher, visit, visit_all
from tests.servers import Answer, End, ScriptedServer, answer, came_apart, head, redirect

PAGE = answer("<p>Hello")


def _robots(*lines: str) -> bytes:
    return answer("\n".join(lines), content_type="text/plain")


def _verdict(robots: Answer, page: str = "/page", **limits: float) -> str:
    with ScriptedServer({"/robots.txt": robots, page: PAGE}) as server:
        one = visit(server.url(page), server, **limits)  # type: ignore[arg-type]
        assert (one.outcome, len(one.hops)) == (Outcome.OK, 1)
        return one.robots


def test_a_page_the_site_would_rather_not_show_is_fetched_and_the_verdict_kept() -> None:
    rules = _robots("User-agent: *", "Disallow: /private", "Allow: /private/open")

    assert _verdict(rules) == "allowed"
    assert _verdict(rules, "/private/page") == "disallowed"
    assert _verdict(rules, "/private/open") == "allowed"
    assert _verdict(_robots("User-agent: factcheck-desk", "Disallow: /")) == "disallowed"
    assert _verdict(_robots("User-agent: another", "Disallow: /")) == "allowed"
    assert _verdict(answer(b"\xff\xfe junk \x00")) == "allowed"


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "401 Unauthorized", "403 Forbidden"])
def test_a_site_without_rules_has_none(status: str) -> None:
    assert _verdict(answer("", status)) == "none"


@pytest.mark.parametrize(
    "robots",
    [
        answer("", "500 Oh"),
        answer("", "429 Slow Down"),
        (head(content_length="100"), b"User-agent: *", End.CLOSE),
        (b"nonsense", End.CLOSE),
        (End.CLOSE,),
        answer(b"\x1f\x8b", content_encoding="gzip"),
        redirect("/robots.txt"),
        redirect("ftp://example.org/robots.txt"),
        redirect("http://10.0.0.1/robots.txt"),
    ],
)
def test_rules_that_cannot_be_had_are_unknown(robots: Answer) -> None:
    if robots == (End.CLOSE,):
        # A site that cannot be reached at all is tried again, and by then the rules are known to be unknown.
        with ScriptedServer({"/robots.txt": robots, "/page": PAGE}) as server:
            one = visit(server.url("/page"), server)
            assert (one.outcome, one.robots) == (Outcome.OK, "unknown")
    else:
        assert _verdict(robots) == "unknown"


def test_rules_that_take_too_long_are_unknown_and_the_page_still_comes() -> None:
    assert _verdict((End.HANG,), connect_seconds=0.3) == "unknown"


def test_rules_are_asked_for_once_per_site_and_are_no_capture() -> None:
    with ScriptedServer({"/robots.txt": _robots("User-agent: *", "Disallow: /9")}) as server:
        urls = [server.say(f"/{n}", PAGE).url(f"/{n}") for n in range(10)]
        found = dict(visit_all(urls, server, per_host=4))

        assert server.visits["/robots.txt"] == 1
        assert [found[url].robots for url in urls] == ["allowed"] * 9 + ["disallowed"]
        assert all(len(one.hops) == 1 for one in found.values())


def test_rules_behind_a_redirect_are_followed() -> None:
    with ScriptedServer() as server:
        server.say("/robots.txt", redirect("/rules")).say("/rules", _robots("User-agent: *", "Disallow: /"))
        server.say("/page", PAGE)

        assert visit(server.url("/page"), server).robots == "disallowed"


@pytest.mark.usefixtures("loopback_is_public")
def test_the_verdict_is_about_the_page_a_redirect_led_to() -> None:
    rules = _robots("User-agent: *", "Disallow: /")
    with ScriptedServer({"/robots.txt": rules, "/": PAGE}) as there, ScriptedServer() as here:
        here.say("/", redirect(there.url()))

        assert visit(here.url(), here, ports=frozenset({there.port})).robots == "disallowed"


def test_a_site_that_is_not_reached_is_not_asked_for_rules() -> None:
    names = at_home("inside.example")

    one = visit("http://inside.example/", names=names)

    assert (one.outcome, one.robots) == (Outcome.BLOCKED_PRIVATE_ADDRESS, "unknown")
    assert names.asked == ["inside.example"]


def test_the_delay_a_site_asks_for_is_kept_between_its_pages() -> None:
    with ScriptedServer({"/robots.txt": _robots("User-agent: *", "Crawl-delay: 0.4")}) as server:
        urls = [server.say(f"/{n}", PAGE).url(f"/{n}") for n in range(4)]
        began = monotonic()
        visit_all(urls, server)
        starts = [request.at for request in server.requests if request.path != "/robots.txt"]

    assert came_apart(starts, 0.4, began)


def test_a_delay_beyond_half_a_minute_is_cut_there() -> None:
    def delay(said: str) -> float:
        return RobotsRules(Protego.parse(f"User-agent: *\nCrawl-delay: {said}"), "allowed").crawl_delay

    assert [delay(said) for said in ("86400", "7", "-3", "soon", "")] == [MAX_CRAWL_DELAY, 7, 0, 0, 0]


def test_one_site_forgets_nothing_while_others_come() -> None:
    async def go(server: ScriptedServer) -> int:
        names = at_home(*(f"{n}.example" for n in range(30)))
        async with open_fetcher(server, names=names, per_host=4) as fetcher:
            for n in range(30):
                await fetcher.visit(FetchRequest(server.url(host=f"{n}.example")))
            await fetcher.visit(FetchRequest(server.url(host="0.example")))
        return server.visits["/robots.txt"]

    with ScriptedServer({"/": PAGE}) as server:
        assert asyncio.run(go(server)) == 30
