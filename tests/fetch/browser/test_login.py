"""A person's cookies for one host: sent there, nowhere else, and in no record."""

import gzip
import json
from base64 import b64encode, urlsafe_b64encode
from http.cookiejar import Cookie
from urllib.parse import quote, unquote

import httpx
import pytest

from factcheck.fetch.browser.login import Login
from factcheck.fetch.browser.recording_proxy import RecordingProxy
from factcheck.fetch.cookies import VisitCookies
from factcheck.model.vocabulary import Outcome
from tests.fetch.browser.drawing import Drawing
from tests.fetch.browser.proxied import browse
from tests.fetch.visiting import at_home
from tests.servers import Request, ScriptedServer, answer

SECRET, RENEWED = "canary-of-a-login", "canary-of-its-renewal"
MEMBERS, OTHER = "members.example", "other.example"


def cookie(value: str = SECRET, domain: str = MEMBERS, path: str = "/") -> Cookie:
    """A cookie as a file of a browser holds it."""
    dotted = domain.startswith(".")
    rest: dict[str, object] = {
        "discard": True,
        "comment": None,
        "comment_url": None,
        "rest": {},
        "secure": False,
        "expires": None,
    }
    place = {"domain": domain, "domain_specified": dotted, "domain_initial_dot": dotted, "path": path}
    return Cookie(0, "session", value, None, False, path_specified=True, **place, **rest)  # type: ignore[arg-type]


def _renew(request: Request) -> bytes:
    sent = request.header("cookie") or ""
    return answer("members only", set_cookie=f"session={RENEWED}; Path=/", x_echo=sent, x_plain="1")


def _all_bytes(proxy: RecordingProxy) -> bytes:
    heads = b"".join(hop.request + hop.response + repr(hop.headers).encode() for hop in proxy.hops)
    return heads + repr(proxy.refused).encode() + repr(proxy.login).encode()


def test_cookies_of_a_login_go_to_its_host_and_into_no_record() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        first = await browser.get(server.url("/", MEMBERS), headers={"Cookie": "seen=1"})
        await browser.get(server.url("/", MEMBERS))
        assert (first.text, first.headers["x-plain"]) == ("members only", "1")
        assert not {"set-cookie", "x-echo"} & first.headers.keys()
        assert not browser.cookies

    with ScriptedServer({"/": _renew}) as server:
        login = Login(MEMBERS, VisitCookies([cookie()]))
        proxy = browse(do, server, asked=server.url("/", MEMBERS), names=at_home(MEMBERS), login=login)
        sent = [request.header("cookie") for request in server.requests]

    assert sent == [f"session={SECRET}; seen=1", f"session={RENEWED}"]
    assert all(hop.header("x-plain") == "1" and hop.body == b"members only" for hop in proxy.hops)
    for word in (SECRET, RENEWED, "seen=1"):
        assert word.encode() not in _all_bytes(proxy)


def test_no_other_host_gets_them_whatever_the_cookie_says() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        own = {"Cookie": "own=2", "Authorization": "Bearer x"}
        assert (await browser.get(server.url("/", OTHER), headers=own)).headers["set-cookie"] == "b=2"

    with ScriptedServer({"/": answer("x", set_cookie="b=2")}) as server:
        given = [cookie(), cookie(domain=".example"), cookie(domain=OTHER)]
        login = Login(MEMBERS, VisitCookies(given))
        proxy = browse(do, server, asked=server.url("/", OTHER), names=at_home(OTHER), login=login)
        (request,) = server.requests

    assert (request.header("cookie"), request.header("authorization")) == ("own=2", "Bearer x")
    for word in (SECRET, "own=2", "b=2", "Bearer"):
        assert word.encode() not in _all_bytes(proxy)


@pytest.mark.parametrize(
    "script",
    [
        answer(f"<p>Your session is {SECRET}"),
        answer(gzip.compress(f"<p>Your session is {SECRET}".encode()), content_encoding="gzip"),
        answer("x", "200 OK", x_other="1", content_location=f"/?session={SECRET}"),
    ],
    ids=["words", "packed", "head"],
)
def test_an_answer_that_repeats_them_is_in_no_record(script: bytes) -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        got = await browser.get(server.url("/", MEMBERS))
        assert SECRET not in got.text + repr(got.headers)

    with ScriptedServer({"/": script}) as server:
        login = Login(MEMBERS, VisitCookies([cookie()]))
        proxy = browse(do, server, asked=server.url("/", MEMBERS), names=at_home(MEMBERS), login=login)
    recorded = _all_bytes(proxy) + b"".join(hop.body for hop in proxy.hops)
    assert SECRET.encode() not in recorded
    assert proxy.hops or proxy.refused


ODD = 's%3Aq7/canary+of "a" login.Zm9v'
"""A value with characters that are spelt in several ways."""


def _spelt(value: str) -> dict[str, str]:
    plain = unquote(value)
    within = [b64encode(f"{'x' * shift}{value}yy".encode()).decode() for shift in range(3)]
    return {
        "decoded": plain,
        "in an address": quote(value, safe=""),
        "in an address, small letters": quote(value, safe="").replace("%2F", "%2f").replace("%3A", "%3a"),
        "in JSON": json.dumps({"session": value}),
        "in JSON for a script": json.dumps(value).replace("/", r"\/").replace("+", r"\u002b"),
        "in JSON, decoded": json.dumps(plain).replace("/", r"\/"),
        **{f"in base64 after {shift}": one for shift, one in enumerate(within)},
        "in base64 for addresses": urlsafe_b64encode(f"[{plain}]".encode()).decode().rstrip("="),
        "in base64 in an address": quote(within[1], safe=""),
    }


@pytest.mark.parametrize("spelling", _spelt(ODD))
def test_an_answer_that_spells_them_otherwise_is_not_kept_either(spelling: str) -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        assert (await browser.get(server.url("/", MEMBERS))).status_code == 502

    with ScriptedServer({"/": answer(f"<p>{_spelt(ODD)[spelling]}</p>")}) as server:
        login = Login(MEMBERS, VisitCookies([cookie(ODD)]))
        proxy = browse(do, server, asked=server.url("/", MEMBERS), names=at_home(MEMBERS), login=login)
    assert proxy.hops == ()
    assert [one.reason for one in proxy.refused] == [
        "What members.example answered repeats a cookie of the login, and is not kept."
    ]


def test_what_only_resembles_them_is_kept() -> None:
    words = (ODD[1:], b64encode(ODD[4:].encode()).decode(), quote(ODD[:-1]))
    login = Login(MEMBERS, VisitCookies([cookie(ODD)]))
    for one in words:
        assert login.blanked(f"https://members.example/{one}") == f"https://members.example/{one}"
    odd = _spelt(ODD)["in an address, small letters"]
    assert login.blanked(f"https://members.example/a?b={odd}") == "https://members.example/…"


def test_nor_is_a_refused_address_that_holds_them() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        await browser.get(f"http://nowhere.example/{SECRET}?session={SECRET}")

    login = Login(MEMBERS, VisitCookies([cookie()]))
    proxy = browse(do, asked="http://members.example/", login=login)
    assert [one.url for one in proxy.refused] == ["http://nowhere.example/…?session=…"]


def test_nor_is_an_address_that_holds_them() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        assert (await browser.get(server.url(f"/?session={SECRET}", MEMBERS))).status_code == 502

    with ScriptedServer({f"/?session={SECRET}": answer("x")}) as server:
        login = Login(MEMBERS, VisitCookies([cookie()]))
        proxy = browse(do, server, asked=server.url("/", MEMBERS), names=at_home(MEMBERS), login=login)
    (refused,) = proxy.refused
    assert (refused.outcome, proxy.hops) == (Outcome.BROWSER, ())
    assert SECRET not in refused.url + refused.reason


def test_a_cookie_is_held_to_its_path() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        await browser.get(server.url("/open", MEMBERS))
        await browser.get(server.url("/in/side", MEMBERS))

    with ScriptedServer({"/open": answer("x"), "/in/side": answer("x")}) as server:
        login = Login(MEMBERS, VisitCookies([cookie(path="/in")]))
        browse(do, server, asked=server.url("/", MEMBERS), names=at_home(MEMBERS), login=login)
        sent = [request.header("cookie") for request in server.requests]
    assert sent == [None, f"session={SECRET}"]


def test_without_a_login_cookies_are_recorded_as_all_else() -> None:
    async def do(_: RecordingProxy, browser: httpx.AsyncClient) -> None:
        got = await browser.get(server.url(), headers={"Cookie": "own=2"})
        assert got.headers["x-echo"] == "own=2"

    with ScriptedServer({"/": _renew}) as server:
        (hop,) = browse(do, server).hops
    assert b"Cookie: own=2" in hop.request
    assert hop.header("set-cookie") == f"session={RENEWED}; Path=/"


def test_a_page_that_repeats_them_is_not_drawn_and_says_why(drawing: Drawing) -> None:
    home = "127.0.0.1"
    visit = drawing.visit(answer(f"<p>{SECRET}"), login=Login(home, VisitCookies([cookie(domain=home)])))
    said = f"What {home} answered repeats a cookie of the login, and is not kept."
    assert (visit.outcome, visit.reason, visit.drawn) == (Outcome.BROWSER, said, None)
