"""Redirects, each through the same guard, and answers that nothing has changed."""

import pytest

from factcheck.fetch.redirects import MAX_REDIRECTS, FetchRequest
from factcheck.model.vocabulary import Outcome
from tests.fetch.visiting import HOME, OUTSIDE, Names, at_home, visit
from tests.servers import Answer, End, Request, ScriptedServer, Wait, answer, head, redirect

PAGE = answer("<p>Hello", etag='"one"')
NOT_MODIFIED = head("304 Not Modified", etag='"one"')


def _chain(length: int) -> dict[str, bytes]:
    return {f"/{at}": redirect(f"/{at + 1}") for at in range(length)} | {f"/{length}": PAGE}


def test_the_whole_chain_is_kept_in_order() -> None:
    with ScriptedServer(_chain(3)) as server:
        one = visit(server.url("/0"), server)

    assert (one.outcome, one.final_url) == (Outcome.OK, server.url("/3"))
    assert [(hop.url, hop.status) for hop in one.hops] == [
        *((server.url(f"/{at}"), 302) for at in range(3)),
        (server.url("/3"), 200),
    ]


def test_ten_redirects_are_followed_and_no_more() -> None:
    with ScriptedServer(_chain(MAX_REDIRECTS)) as server:
        assert visit(server.url("/0"), server).outcome is Outcome.OK
    with ScriptedServer(_chain(MAX_REDIRECTS + 1)) as server:
        one = visit(server.url("/0"), server)
        assert (one.outcome, len(one.hops)) == (Outcome.TOO_MANY_REDIRECTS, MAX_REDIRECTS + 1)
        assert server.visits["/11"] == 0


def test_a_page_that_sends_to_itself_ends() -> None:
    with ScriptedServer({"/": redirect("/")}) as server:
        assert visit(server.url(), server).outcome is Outcome.TOO_MANY_REDIRECTS


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Again", "308 For Good"])
def test_every_kind_of_redirect_is_followed(status: str) -> None:
    with ScriptedServer({"/": redirect("/there", status), "/there": PAGE}) as server:
        assert visit(server.url(), server).final_url == server.url("/there")


@pytest.mark.parametrize(
    ("location", "outcome"),
    [
        ("file:///etc/passwd", Outcome.BLOCKED_SCHEME),
        ("ftp://example.org/", Outcome.BLOCKED_SCHEME),
        ("javascript:alert(1)", Outcome.BLOCKED_SCHEME),
        ("http://ana:secret@example.org/", Outcome.BLOCKED_USERINFO),
        ("http://example.org:8080/", Outcome.BLOCKED_PORT),
        ("http://169.254.169.254/latest/meta-data/", Outcome.BLOCKED_PRIVATE_ADDRESS),
        ("http://2130706433/", Outcome.BLOCKED_PRIVATE_ADDRESS),
        ("http://inside.example/", Outcome.BLOCKED_PRIVATE_ADDRESS),
        ("http://both.example/", Outcome.BLOCKED_PRIVATE_ADDRESS),
        ("http://nobody.example/", Outcome.DNS),
        ("http://xn--/", Outcome.BAD_URL),
        ("http://ex\\ample.org/", Outcome.BAD_URL),
    ],
)
def test_each_hop_goes_through_the_same_guard(location: str, outcome: Outcome) -> None:
    names = Names({"inside.example": ["10.0.0.1"], "both.example": [OUTSIDE, HOME]})
    with ScriptedServer({"/": redirect(location)}) as server:
        one = visit(server.url(), server, names=names)

    assert (one.outcome, len(one.hops)) == (outcome, 1)
    assert one.hops[0].header("location") == location
    assert "secret" not in one.reason
    assert one.requested_url == server.url()


def test_a_redirect_that_never_ends_its_own_body_is_followed_all_the_same() -> None:
    endless = (head("302 Found", location="/there"), b"x" * 100_000, End.HANG)
    silent = (head("302 Found", location="/there", content_length="10"), b"x", End.HANG)
    for script in (endless, silent):
        with ScriptedServer({"/": script, "/there": PAGE}) as server:
            one = visit(server.url(), server, read_seconds=0.2)

            assert (one.outcome, len(one.hops)) == (Outcome.OK, 2)
            assert len(one.hops[0].body) <= 65_536
            assert one.hops[0].truncated in ("length", "time")


def test_the_limit_on_a_visit_holds_over_its_redirects() -> None:
    slow = {f"/{at}": (Wait(0.15), redirect(f"/{at + 1}")) for at in range(9)}
    with ScriptedServer(slow) as server:
        one = visit(server.url("/0"), server, total_seconds=0.5)

    assert one.outcome is Outcome.TIMEOUT
    assert 1 <= len(one.hops) <= 3


@pytest.mark.usefixtures("loopback_is_public")
def test_nothing_crosses_from_one_host_to_another() -> None:
    with ScriptedServer({"/": PAGE}) as there:
        asked_to_set = head("302 Found", location=there.url(), set_cookie="a=1", content_length="0")
        with ScriptedServer({"/": asked_to_set}) as here:
            visit(here.url(), here, ports=frozenset({there.port}))
        (request,) = there.asked("/")

    assert [request.header(name) for name in ("cookie", "referer", "authorization")] == [None] * 3


def test_who_asks_one_host_alone_is_sent_on_within_it_and_no_further() -> None:
    with ScriptedServer() as elsewhere, ScriptedServer() as server:
        server.say("/", redirect("/here")).say("/here", redirect(elsewhere.url("/there", "localhost")))
        one = visit(FetchRequest(server.url(), one_host=True), server, elsewhere)
        assert (one.outcome, len(one.hops)) == (Outcome.HTTP, 2)
        assert one.reason == "127.0.0.1 sends its visitors on to another host, localhost."
        assert elsewhere.requests == []


# Unchanged


def _conditional(request: Request) -> Answer:
    return NOT_MODIFIED if request.header("if-none-match") == '"one"' else PAGE


def test_a_page_that_says_it_has_not_changed_is_unchanged() -> None:
    order_of = {"etag": '"one"', "last_modified": "Tue, 03 Nov 2026 09:00:00 GMT"}
    with ScriptedServer({"/": _conditional}) as server:
        one = visit(FetchRequest(server.url(), order_of["etag"], order_of["last_modified"]), server)
        (request,) = server.asked("/")

    assert (one.outcome, len(one.hops)) == (Outcome.UNCHANGED, 1)
    assert request.header("if-none-match") == order_of["etag"]
    assert request.header("if-modified-since") == order_of["last_modified"]


def test_conditions_reach_the_page_behind_a_redirect() -> None:
    with ScriptedServer({"/": redirect("/there"), "/there": _conditional}) as server:
        one = visit(FetchRequest(server.url(), etag='"one"'), server)

    assert [hop.status for hop in one.hops] == [302, 304]
    assert one.outcome is Outcome.UNCHANGED


def test_a_page_that_has_changed_comes_whole() -> None:
    with ScriptedServer({"/": _conditional}) as server:
        assert visit(FetchRequest(server.url(), etag='"old"'), server).outcome is Outcome.OK


def test_not_modified_out_of_turn_is_asked_again_without_conditions() -> None:
    with ScriptedServer() as server:
        server.say("/", NOT_MODIFIED, PAGE)
        one = visit(server.url(), server)
        first, second = server.asked("/")

    assert (one.outcome, [hop.status for hop in one.hops]) == (Outcome.OK, [304, 200])
    assert (first.header("cache-control"), second.header("cache-control")) == (None, "no-cache")
    assert one.notes == ("127.0.0.1 answered 304 Not Modified to another question and was asked again.",)


def test_not_modified_about_another_version_is_asked_again() -> None:
    with ScriptedServer() as server:
        server.say("/", NOT_MODIFIED, PAGE)
        one = visit(FetchRequest(server.url(), etag='"other"'), server)

        assert one.outcome is Outcome.OK
        assert server.asked("/")[1].header("if-none-match") is None


def test_a_weak_tag_names_the_same_version() -> None:
    with ScriptedServer({"/": NOT_MODIFIED}) as server:
        assert visit(FetchRequest(server.url(), etag='W/"one"'), server).outcome is Outcome.UNCHANGED


def test_a_server_that_only_ever_says_not_modified_gives_nothing() -> None:
    with ScriptedServer({"/": NOT_MODIFIED}) as server:
        one = visit(server.url(), server)

    assert (one.outcome, [hop.status for hop in one.hops]) == (Outcome.EMPTY, [304, 304])


def test_an_address_with_a_password_is_refused_and_kept_without_it() -> None:
    with ScriptedServer({"/": PAGE}) as server:
        url = server.url().replace("http://", "http://ana:secret@")
        one = visit(url, server, names=at_home())

        assert (one.outcome, one.requested_url) == (Outcome.BLOCKED_USERINFO, server.url())
        assert (server.connections, "secret" in repr(one)) == (0, False)
