"""One exchange with servers that behave, and with servers that do not."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.fetch.policy import USER_AGENT
from factcheck.fetch.redirects import FetchRequest
from factcheck.model.visit import Hop, Visit
from factcheck.model.vocabulary import Outcome
from tests.fetch.visiting import NOON, at_home, visit, visit_all
from tests.servers import Answer, End, ScriptedServer, Wait, answer, dribble, head, redirect

PAGE = answer("<p>Hello")


def _visited(script: Answer, **limits: float) -> Visit:
    with ScriptedServer({"/": script}) as server:
        return visit(server.url(), server, **limits)  # type: ignore[arg-type]


def _hop(one: Visit) -> Hop:
    assert one.last is not None
    return one.last


def test_what_was_sent_and_what_came_is_kept_as_bytes() -> None:
    said = (
        b"HTTP/1.1 200 Fine by me\r\nX-oDD-caSe: 1\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n"
        b"Content-Length: 5\r\n\r\n"
    )
    with ScriptedServer({"/page?q=1": said + b"Hello"}) as server:
        one = visit(server.url("/page?q=1#part"), server)
        (asked,) = server.asked("/page?q=1")

    hop = _hop(one)
    assert (one.outcome, one.reason, one.requested_url) == (Outcome.OK, "", server.url("/page?q=1#part"))
    assert (hop.url, hop.at, hop.status) == (server.url("/page?q=1"), NOON, 200)
    assert (hop.request, hop.response, hop.body) == (asked.head, said, b"Hello")
    assert hop.headers[0] == ("X-oDD-caSe", "1")
    assert (hop.peer, hop.certificate, hop.truncated) == (f"127.0.0.1:{server.port}", None, "")


def test_a_request_says_who_asks_and_nothing_of_whoever_chose_the_page() -> None:
    with ScriptedServer({"/": redirect("/there"), "/there": PAGE}) as server:
        visit(server.url(), server)
        (asked,) = server.asked("/there")

    names = [line.split(b":")[0] for line in asked.head.split(b"\r\n")[1:] if line]
    assert names == [b"Host", b"User-Agent", b"Accept", b"Accept-Language", b"Accept-Encoding"]
    assert asked.header("user-agent") == USER_AGENT
    assert (asked.header("accept-encoding"), asked.header("accept-language")) == ("gzip", "*")


def test_no_cookie_is_kept_after_a_visit() -> None:
    with ScriptedServer({"/": answer("Hello", set_cookie="a=1; Path=/"), "/there": PAGE}) as server:
        visit_all([server.url(), server.url("/there"), server.url()], server)
        assert [request.header("cookie") for request in server.requests] == [None] * 4


def test_the_environment_and_netrc_are_not_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with ScriptedServer({"/": PAGE}) as server, ScriptedServer() as other:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, other.url())
        (tmp_path / "netrc").write_text("machine 127.0.0.1 login ana password secret\n", "utf-8")
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
        one = visit(server.url(), server)

        assert (one.outcome, one.notes, other.connections) == (Outcome.OK, (), 0)
        assert server.asked("/")[0].header("authorization") is None


def test_a_body_stays_as_it_is_encoded_and_is_freed_of_its_chunks() -> None:
    packed = gzip.compress(b"<p>Hello")
    chunked = b"".join(b"%x\r\n%b\r\n" % (1, packed[at : at + 1]) for at in range(len(packed)))

    one = _visited((head(content_encoding="gzip", transfer_encoding="chunked"), chunked + b"0\r\n\r\n"))

    assert (one.outcome, _hop(one).body) == (Outcome.OK, packed)
    assert _hop(one).header("Content-Encoding") == "gzip"


def test_a_body_that_ends_with_the_connection_is_whole() -> None:
    one = _visited((b"HTTP/1.0 200 OK\r\n\r\nHello", End.CLOSE))

    assert (one.outcome, _hop(one).body, _hop(one).truncated) == (Outcome.OK, b"Hello", "")
    assert _hop(one).response == b"HTTP/1.0 200 OK\r\n\r\n"


def test_a_body_over_the_cap_is_cut_there_and_kept() -> None:
    for script in (answer("x" * 100), (head(), b"x" * 60, b"x" * 60, End.HANG)):
        one = _visited(script, max_body=70)
        assert (one.outcome, _hop(one).body, _hop(one).truncated) == (Outcome.PARTIAL, b"x" * 70, "length")
        assert "70 bytes are kept" in one.reason
    exact = _visited(answer("x" * 70), max_body=70)
    assert (exact.outcome, _hop(exact).truncated) == (Outcome.OK, "")


@pytest.mark.parametrize(
    "script",
    [
        (head(content_length="100"), b"Hello", End.CLOSE),
        (head(content_length="100"), b"Hello", Wait(0.05), End.RESET),
        (head(transfer_encoding="chunked"), b"5\r\nHello\r\n", End.CLOSE),
        (head(transfer_encoding="chunked"), b"5\r\nHello\r\n", Wait(0.05), b"zz\r\n", End.CLOSE),
    ],
)
def test_what_came_before_a_connection_broke_is_kept(script: Answer) -> None:
    one = _visited(script)

    assert (one.outcome, _hop(one).body) == (Outcome.PARTIAL_INCOMPLETE, b"Hello")
    assert _hop(one).truncated == "disconnect"
    assert one.reason == "127.0.0.1 broke off after 5 bytes."


def test_a_server_that_falls_silent_half_way_is_left_and_what_came_is_kept() -> None:
    one = _visited((head(content_length="100"), b"Hello", End.HANG), read_seconds=0.2)

    assert (one.outcome, _hop(one).body, _hop(one).truncated) == (Outcome.TIMEOUT, b"Hello", "time")


def test_a_dribbling_body_meets_the_limit_on_the_whole_visit() -> None:
    script = (head(content_length="1000"), *dribble(b"x" * 1000, every=0.05))

    one = _visited(script, total_seconds=0.5)

    assert (one.outcome, _hop(one).truncated) == (Outcome.TIMEOUT, "time")
    assert 0 < len(_hop(one).body) < 20


@pytest.mark.parametrize(
    "script", [(*dribble(head() * 50, every=0.05),), (End.HANG,), (b"HTTP/1.1 200 OK\r\n", End.HANG)]
)
def test_dribbling_or_missing_heads_meet_a_limit(script: Answer) -> None:
    one = _visited(script, total_seconds=0.4, read_seconds=0.3)

    assert (one.outcome, one.hops) == (Outcome.TIMEOUT, ())
    assert "127.0.0.1" in one.reason


@pytest.mark.parametrize(
    "script",
    [
        (b"HTTP/1.1 200 OK\r\n" + b"X-Filler: 1\r\n" * 20_000 + b"\r\n",),
        (b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 300_000 + b"\r\n\r\n",),
        (b"HTTP/1.1 200 OK\r\nX-Nul: a\x00b\r\nContent-Length: 1\r\n\r\nx",),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 5\r\n\r\nHello",),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nHello",),
        (b"HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nHello",),
        (b"HTTP/1.1 200 OK\r\nno\x00colon\r\n\r\nHello",),
        (b"HTTP/1.1 200 OK\r\nContent-Length : 1\r\nContent-Length: 5\r\n\r\nHello",),
        (b"HTTP/1.1 200 OK\r\nX : " + b"x" * 300_000 + b"\r\n\r\n",),
        (b"no colon\r\nHTTP/1.1 200 OK\r\n\r\nHello",),
        (b"HTTP/1.1 2x0 OK\r\n\r\nHello",),
        (b"<p>Hello from HTTP/0.9", End.CLOSE),
        (b"\x16\x03\x01\x00\xa5\x01\x00", End.CLOSE),
        (b"SSH-2.0-OpenSSH_9.6\r\n", End.CLOSE),
    ],
)
def test_what_is_no_http_is_an_error_of_the_protocol(script: Answer) -> None:
    one = _visited((*script, End.CLOSE) if isinstance(script, tuple) else script)

    assert (one.outcome, one.hops) == (Outcome.PROTOCOL, ())
    assert one.reason.startswith("127.0.0.1 does not answer in correct HTTP")


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Broken", {}),
        ("no header: at all", {}),
        (": nothing", {}),
        ("X-Odd : 1", {"x-odd": "1"}),
        ("Content-Encoding\t: identity", {"content-encoding": "identity"}),
        ("X-Folded: 1\r\n 2", {"x-folded": "1 2"}),
    ],
)
def test_lines_that_are_no_headers_are_passed_over_as_browsers_do(line: str, kept: dict[str, str]) -> None:
    said = f"HTTP/1.1 200 OK\r\n{line}\r\nX-Last: 9\r\nContent-Length : 5\r\n\r\nHello".encode()
    for script in (said, dribble(said, every=0, size=7), b"HTTP/1.1 103 Early Hints\r\nA : b\r\n\r\n" + said):
        one = _visited(script)

        assert (one.outcome, _hop(one).body, _hop(one).header("x-last")) == (Outcome.OK, b"Hello", "9")
        assert {name: _hop(one).header(name) for name in kept} == kept
        assert one.notes == ("127.0.0.1 sent lines in the head of its answer that are no headers.",)


def test_a_mended_head_does_not_mark_the_next_answer() -> None:
    with ScriptedServer({"/": head("302 Found", location="/a", content_length="0"), "/a": PAGE}) as server:
        server.say("/", b"HTTP/1.1 302 Found\r\nBroken\r\nLocation : /a\r\nContent-Length: 0\r\n\r\n")
        one = visit(server.url(), server)

        assert (one.outcome, len(one.notes), server.connections) == (Outcome.OK, 1, 1)


def test_the_same_length_said_twice_is_no_error() -> None:
    one = _visited(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nHello")

    assert (one.outcome, _hop(one).body) == (Outcome.OK, b"Hello")


@pytest.mark.parametrize(
    "codings",
    [
        *("gzip, gzip, gzip", "gzip, br, identity, deflate", "gzip,,gzip ,  gzip"),
        "zstd, utf-8, compress, dcz, br",
    ],
)
def test_more_than_two_encodings_are_an_error_and_the_bytes_are_kept(codings: str) -> None:
    one = _visited(answer(b"Hello", content_encoding=codings))

    assert (one.outcome, _hop(one).body) == (Outcome.ENCODING, b"Hello")


def test_encodings_are_counted_over_all_headers() -> None:
    said = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\ncontent-encoding: br\r\nContent-Length: 1\r\n\r\nx"

    assert _visited(said).outcome is Outcome.ENCODING
    assert _visited(answer(b"x", content_encoding="gzip, br, identity")).outcome is Outcome.OK


def test_names_that_are_no_coding_are_not_counted() -> None:
    assert _visited(answer(b"x", content_encoding="utf-8, none, binary, gzip, br")).outcome is Outcome.OK


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        (head("204 No Content"), Outcome.EMPTY),
        (answer("", "205 Reset Content"), Outcome.EMPTY),
        (answer(""), Outcome.EMPTY),
        (answer("Hello", "206 Partial Content"), Outcome.PARTIAL),
        (answer("Hello", "404 Not Found"), Outcome.NOT_FOUND),
        (answer("Hello", "410 Gone"), Outcome.NOT_FOUND),
        (answer("Hello", "401 Unauthorized"), Outcome.HTTP),
        (answer("Hello", "403 Forbidden"), Outcome.HTTP),
        (answer("Hello", "451 Unavailable For Legal Reasons"), Outcome.HTTP),
        (answer("Hello", "418 I'm a teapot"), Outcome.HTTP),
        (answer("Hello", "500 Internal Server Error"), Outcome.HTTP),
        (answer("Hello", "300 Multiple Choices", location="/x"), Outcome.HTTP),
        (answer("Hello", "302 Found"), Outcome.HTTP),
        (answer("Hello", "599 Whatever"), Outcome.HTTP),
    ],
)
def test_every_status_has_its_outcome(script: bytes, outcome: Outcome) -> None:
    one = _visited(script)

    assert (one.outcome, len(one.hops)) == (outcome, 1)
    assert one.reason.startswith("127.0.0.1 ")
    assert one.reason.endswith(".")


@pytest.mark.parametrize(
    "status", ["201 Created", "202 Accepted", "203 Non-Authoritative Information", "299 Whatever"]
)
def test_a_page_with_another_status_of_success_is_read_and_noted(status: str) -> None:
    one = _visited(answer("Hello", status))

    assert (one.outcome, one.reason, _hop(one).body) == (Outcome.OK, "", b"Hello")
    said = "299" if status.startswith("299") else status
    assert one.notes == (f"127.0.0.1 answered {said}; the page that came with it was read.",)


@pytest.mark.parametrize(
    "script",
    [
        (head(content_length="500"), End.CLOSE),
        (head(content_length="500"), Wait(0.05), End.RESET),
        (head(transfer_encoding="chunked"), End.CLOSE),
        (head(transfer_encoding="chunked"), b"zz\r\n", End.CLOSE),
        (head(transfer_encoding="chunked", content_encoding="gzip"), b"0\r\n\r\n"),
        (head(transfer_encoding="chunked"), b"0\r\nX-Trailer: 1\r\n\r\n"),
        (head("206 Partial Content", content_length="0"),),
        (head("206 Partial Content", content_length="9"), End.CLOSE),
        (head("203 Non-Authoritative Information", content_length="9"), End.CLOSE),
        (head("204 No Content", content_encoding="gzip", content_type="text/html"),),
        (head("205 Reset Content", content_length="9"), End.CLOSE),
        (head(content_length="0", content_encoding="br"),),
        (b"HTTP/1.0 200 OK\r\n\r\n", End.CLOSE),
    ],
)
def test_an_answer_without_a_body_is_empty_however_it_ends(script: Answer) -> None:
    one = _visited(script)

    assert (one.outcome, _hop(one).body) == (Outcome.EMPTY, b"")
    assert one.reason


def test_a_trailer_after_the_body_is_no_part_of_it() -> None:
    one = _visited((head(transfer_encoding="chunked"), b"5\r\nHello\r\n0\r\nX-Trailer: 1\r\n\r\n"))

    assert (one.outcome, _hop(one).body) == (Outcome.OK, b"Hello")


def test_a_notice_that_more_will_follow_is_passed_over() -> None:
    one = _visited(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + PAGE)

    assert (one.outcome, _hop(one).status, _hop(one).body) == (Outcome.OK, 200, b"<p>Hello")


def test_a_protocol_it_never_asked_for_is_no_page() -> None:
    one = _visited((head("101 Switching Protocols", upgrade="h2c", connection="Upgrade"), End.CLOSE))

    assert one.outcome in (Outcome.HTTP, Outcome.PROTOCOL)


def test_headers_that_are_not_ascii_are_read_as_they_are_meant() -> None:
    said = "HTTP/1.1 200 OK\r\nX-A: ünï\r\n".encode() + b"X-B: \xfc\r\nContent-Length: 1\r\n\r\nx"

    one = _visited(said)

    assert (_hop(one).header("x-a"), _hop(one).header("x-b")) == ("ünï", "ü")
    assert _hop(one).response + b"x" == said


def test_a_connection_is_used_again_for_the_same_host() -> None:
    with ScriptedServer({"/": redirect("/a"), "/a": redirect("/b"), "/b": PAGE}) as server:
        visit(server.url(), server)

        assert (len(server.requests), server.connections) == (4, 1)


def test_what_cannot_be_sent_as_a_condition_is_left_out() -> None:
    with ScriptedServer({"/": PAGE}) as server:
        one = visit(FetchRequest(server.url(), etag='"a"\r\nX: 1', last_modified="ü"), server)

        assert one.outcome is Outcome.OK
        assert server.asked("/")[0].header("if-none-match") is None


def test_a_bad_address_is_told_as_such_and_nothing_is_looked_up() -> None:
    for url in (
        "http://xn--/",
        "http://ex\\ample.org/",
        "http://example.org:99999/",
        "http://a b/",
        "nonsense",
    ):
        names = at_home("example.org", "xn--")
        one = visit(url, names=names)
        assert (one.outcome, one.hops, names.asked) == (Outcome.BAD_URL, (), [])
        assert (one.started_at, one.robots) == (NOON, "unknown")


_SAID = st.sampled_from(
    [
        *(
            b"HTTP/1.1 ",
            b"HTTP/1.0 ",
            b"200 OK",
            b"301 Gone",
            b"\r\n",
            b"\n",
            b"\r\n\r\n",
            b"Location: ",
            b"http://",
        ),
        *(
            b"Content-Length: 5",
            b"Transfer-Encoding: chunked",
            b"Content-Encoding: gzip",
            b"5",
            b"0",
            b":",
            b"\x00",
        ),
        *(
            b"Connection: close",
            b"Upgrade: h2c",
            b"101 ",
            b"304 ",
            b"204 ",
            b"Hello",
            b"/",
            b"\xff",
            b" ",
            b"\t",
        ),
    ]
)


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(_SAID | st.binary(max_size=3), max_size=20).map(b"".join))
def test_whatever_a_server_says_the_visit_ends_in_one_outcome(said: bytes) -> None:
    with ScriptedServer({"/": (said, End.CLOSE), "/robots.txt": PAGE}) as server:
        one = visit(server.url(), server, total_seconds=2)

    assert one.outcome in Outcome
    assert one.reason or one.outcome is Outcome.OK
