"""Cookies within one visit: back to the site that set them, and to nobody else."""

import pytest

from factcheck.model.vocabulary import Outcome
from tests.fetch.visiting import HOME, at_home, visit, visit_all
from tests.servers import Answer, Request, Script, ScriptedServer, answer, head, redirect

PAGE = answer("<p>Hello")


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> None:
    """The servers of this machine count as public ones."""
    monkeypatch.setattr("factcheck.fetch.network.is_public", lambda ip: str(ip) == HOME)


def _sends(to: str, *cookies: str) -> bytes:
    """A redirect that sets these cookies."""
    lines = "".join(f"Set-Cookie: {one}\r\n" for one in cookies)
    return head("302 Found", location=to, content_length="0")[:-2] + lines.encode() + b"\r\n"


def _wants(cookie: str, otherwise: bytes) -> Script:
    def say(request: Request) -> Answer:
        return PAGE if request.header("cookie") == cookie else otherwise

    return say


def test_a_page_that_sets_a_cookie_and_sends_to_itself_is_reached() -> None:
    with ScriptedServer({"/": _wants("seen=1", _sends("/", "seen=1; Path=/"))}) as server:
        one = visit(server.url(), server)

    assert (one.outcome, [hop.status for hop in one.hops]) == (Outcome.OK, [302, 200])
    assert b"Cookie: seen=1\r\n" in one.hops[1].request


def test_a_cookie_set_on_the_way_is_still_known_on_the_way_back() -> None:
    pages = {"/article": _wants("id=7", redirect("/idp")), "/idp": _sends("/article", "id=7; Path=/")}
    with ScriptedServer(pages) as server:
        one = visit(server.url("/article"), server)

    assert (one.outcome, one.final_url) == (Outcome.OK, server.url("/article"))


@pytest.mark.parametrize(
    ("cookie", "sent"),
    [
        ("a=1", True),
        ("a=1; Path=/there", True),
        ("a=1; Domain=news.example", True),
        ("a=1; Domain=.news.example; HttpOnly; SameSite=Lax", True),
        ("a=1; Max-Age=60", True),
        ("a=1; Path=/elsewhere", False),
        ("a=1; Secure", False),
        ("a=1; Max-Age=0", False),
        ("a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", False),
        ("a=1; Domain=other.example", False),
        ("a=1; Domain=example", False),
        ("", False),
        (";;;=;", False),
    ],
)
@pytest.mark.usefixtures("public")
def test_what_a_cookie_says_of_itself_is_held(cookie: str, *, sent: bool) -> None:
    with ScriptedServer({"/there": PAGE}) as server:
        server.say("/", _sends("/there", cookie))
        visit(
            server.url(host="www.news.example"),
            names=at_home("www.news.example"),
            ports=frozenset({server.port}),
        )
        (request,) = server.asked("/there")

    assert request.header("cookie") == ("a=1" if sent else None)


@pytest.mark.parametrize(
    ("cookie", "to", "sent"),
    [
        ("a=1", "other.example", False),
        ("a=1", "sub.www.news.example", False),
        ("a=1", "news.example", False),
        ("a=1; Domain=news.example", "consent.news.example", True),
        ("a=1; Domain=news.example", "evilnews.example", False),
        ("a=1; Domain=co.uk", "other.co.uk", False),
    ],
)
@pytest.mark.usefixtures("public")
def test_a_cookie_goes_to_no_other_site(cookie: str, to: str, *, sent: bool) -> None:
    here = "mine.co.uk" if "co.uk" in cookie else "www.news.example"
    with ScriptedServer({"/there": PAGE}) as server:
        server.say("/", _sends(server.url("/there", host=to), cookie))
        visit(server.url(host=here), names=at_home(here, to), ports=frozenset({server.port}))
        (request,) = server.asked("/there")

    assert request.header("cookie") == ("a=1" if sent else None)


def test_no_cookie_outlives_its_visit() -> None:
    with ScriptedServer({"/a": _sends("/b", "a=1; Path=/"), "/b": PAGE}) as server:
        visit_all([server.url("/a"), server.url("/b")], server)

        assert sorted(str(one.header("cookie")) for one in server.asked("/b")) == ["None", "a=1"]
        assert [one.header("cookie") for one in server.asked("/robots.txt")] == [None]


@pytest.mark.parametrize("value", ["ü", "\x01\x7f", "a" * 5_000, '"x', "\xff\xfe"])
def test_no_cookie_breaks_a_visit(value: str) -> None:
    said = head("302 Found", location="/there", content_length="0")[:-2]
    said += b"Set-Cookie: a=" + value.encode("latin-1") + b"; Path=/\r\n\r\n"
    with ScriptedServer({"/": said, "/there": PAGE}) as server:
        assert visit(server.url(), server).outcome in (Outcome.OK, Outcome.PROTOCOL)
