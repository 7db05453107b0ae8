"""What is let in and what is not, by requests written byte by byte: hosts, methods, where forms come from, sizes."""

import pytest

from factcheck.web import server
from factcheck.web.guard import bodies
from factcheck.web.guard.request_head import RequestHead
from factcheck.web.guard.requests import may_change
from tests.web.served import Served

FORM = "Content-Type: application/x-www-form-urlencoded"


# The host


@pytest.mark.parametrize("name", ["127.0.0.1:{port}", "localhost:{port}", "LocalHost:{port}"])
def test_the_desk_answers_under_its_own_names(served: Served, name: str) -> None:
    host = name.format(port=served.port)
    assert served.ask("GET /", f"Host: {host}", f"Cookie: {served.cookie}").status == 200


@pytest.mark.parametrize(
    "name",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1:{port}.evil.example",
        "localhost.evil.example:{port}",
        "user@127.0.0.1:{port}",
        "0.0.0.0:{port}",
        "[::1]:{port}",
        "127.0.0.1:{port}, evil.example",
        "",
    ],
)
def test_under_any_other_name_nothing_is_answered(served: Served, name: str) -> None:
    answer = served.ask("GET /", f"Host: {name.format(port=served.port)}", f"Cookie: {served.cookie}")
    assert answer.status in (400, 421)
    assert "The Evening Desk" not in answer.body


def test_a_second_host_is_refused_and_so_is_none(served: Served) -> None:
    own = f"Host: {served.host}"
    assert served.ask("GET /", own, own, f"Cookie: {served.cookie}").status == 400
    assert served.ask("GET /", own, "Host: evil.example", f"Cookie: {served.cookie}").status == 400
    assert served.ask("GET /", f"Cookie: {served.cookie}").status == 400
    assert served.raw(f"GET / HTTP/1.0\r\nCookie: {served.cookie}\r\n\r\n".encode()).status == 421


@pytest.mark.parametrize("target", ["http://evil.example/", "//evil.example/", "*"])
def test_an_address_that_is_no_path_is_refused(served: Served, target: str) -> None:
    assert served.ask(f"GET {target}", f"Host: {served.host}", f"Cookie: {served.cookie}").status == 400


# Methods and where forms come from


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get"])
def test_other_methods_are_not_understood(served: Served, method: str) -> None:
    answer = served.ask(f"{method} /", f"Host: {served.host}", f"Cookie: {served.cookie}")
    assert answer.status == 405
    assert "access-control-allow-origin" not in answer


def test_no_other_protocol_is_spoken(served: Served) -> None:
    answer = served.get("/", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13")
    assert answer.status == 400


@pytest.mark.parametrize(
    ("fields", "comes_from_us"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "same-site", "Origin": "OWN"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "OWN"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": ""}, False),
        ({"Origin": "OWN"}, True),
        ({"Origin": "null"}, False),
        ({"Origin": "http://127.0.0.1:1"}, False),
        ({"Origin": "https://127.0.0.1:8420"}, False),
        ({"Origin": "http://evil.example"}, False),
        ({}, False),
        ({"Cookie": "a=b"}, False),
        ({"Cookie": "a=b", "Authorization": "Bearer x"}, False),
        ({"Authorization": "Basic x"}, False),
        ({"Authorization": "Bearer x"}, True),
        ({"Authorization": "Bearer x", "Origin": "http://evil.example"}, False),
        ({"Authorization": "Bearer x", "Sec-Fetch-Site": "cross-site"}, False),
    ],
)
def test_only_our_own_pages_change_anything(fields: dict[str, str], comes_from_us: bool) -> None:
    own = "http://127.0.0.1:8420"
    sent = [(name.lower().encode(), value.replace("OWN", own).encode()) for name, value in fields.items()]
    assert may_change(RequestHead("POST", "/", sent), own) is comes_from_us


def test_a_field_that_is_sent_twice_counts_as_neither() -> None:
    for name, value in ((b"sec-fetch-site", b"same-origin"), (b"origin", b"http://a:1")):
        assert not may_change(RequestHead("POST", "/", [(name, value), (name, value)]), "http://a:1")


@pytest.mark.parametrize(
    ("field", "status"),
    [
        ("Sec-Fetch-Site: same-origin", 404),
        ("Sec-Fetch-Site: same-site", 403),
        ("Sec-Fetch-Site: cross-site", 403),
        ("Origin: http://127.0.0.1:1", 403),
        ("Origin: http://evil.example", 403),
        ("X-Nothing: said", 403),
    ],
)
def test_so_it_is_over_the_wire(served: Served, field: str, status: int) -> None:
    assert served.post("/nowhere", field).status == status
    assert served.post("/nowhere", f"Origin: {served.address}").status == 404


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/json", "", "application/x-www-form-urlencoded, a/b"]
)
def test_what_is_no_form_is_not_read(served: Served, kind: str) -> None:
    answer = served.ask(
        *("POST /nowhere", f"Host: {served.host}", f"Cookie: {served.cookie}", "Sec-Fetch-Site: same-origin"),
        *(f"Content-Type: {kind}", "Content-Length: 0"),
    )
    assert answer.status == 415


@pytest.mark.parametrize(
    "said", ["charset=punycode", "Charset = utf-7", 'charset="undefined"', "charset=utf-8; charset=idna"]
)
def test_only_utf_8_is_decoded(served: Served, said: str) -> None:
    own = (f"Host: {served.host}", "Sec-Fetch-Site: same-origin", "Content-Length: 0")
    for line in ("POST /nowhere", "GET /", "POST /api/v1/claims"):
        kind = f"Content-Type: multipart/form-data; {said}; boundary=edge"
        assert served.ask(line, *own, kind).status == 415


@pytest.mark.parametrize("said", ["charset=utf-8", 'Charset="UTF-8"', "charset=utf8"])
def test_that_it_is_utf_8_may_be_said(served: Served, said: str) -> None:
    kind = f"{FORM}; {said}"
    own = (f"Cookie: {served.cookie}", "Sec-Fetch-Site: same-origin", "Content-Length: 0")
    assert served.ask("POST /nowhere", f"Host: {served.host}", kind, *own).status == 404


# Sizes and times


def test_a_body_with_two_lengths_hides_no_second_request(served: Served) -> None:
    own = f"Host: {served.host}\r\nCookie: {served.cookie}\r\n"
    hidden = f"GET /claims HTTP/1.1\r\n{own}Connection: close\r\n\r\n"
    head = f"POST /nowhere HTTP/1.1\r\n{own}Sec-Fetch-Site: same-origin\r\n{FORM}\r\n"
    two = f"Content-Length: {5 + len(hidden)}\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = served.raw(f"{head}{two}0\r\n\r\n{hidden}".encode())
    assert (answer.status, answer["connection"]) == (400, "close")
    assert answer.body == "The length of what was sent is told in two ways.\n"


@pytest.mark.parametrize("path", ["/claims/bridge/attach", "/articles", "/articles/bridge/revise"])
def test_from_a_stranger_no_more_than_a_form_is_read_and_given_back(served: Served, path: str) -> None:
    body = b"why=" + b"a" * bodies.MAX_BODY
    own = (f"Host: {served.host}", "Sec-Fetch-Site: same-origin", FORM, f"Content-Length: {len(body)}")
    answer = served.ask(f"POST {path}", *own, body=body)
    assert answer.status == 401
    assert len(answer.body) < 10_000


def test_a_body_that_says_it_is_too_long_is_not_read(served: Served) -> None:
    head = [f"Host: {served.host}", f"Cookie: {served.cookie}", "Sec-Fetch-Site: same-origin", FORM]
    assert served.ask("POST /nowhere", *head, "Content-Length: 100000000").status == 413


@pytest.mark.parametrize(
    ("path", "length", "status"),
    [
        ("/claims/bridge/attach", "100000000", None),
        ("/claims/bridge/attach", "100000001", 413),
        ("/api/v1/articles", "100000000", None),
        ("/draft/attach", "1000001", 413),
        ("/nowhere/revise", "1000001", 413),
        ("/claims/bridge/note", "1000000", None),
        ("/claims/bridge/note", "1000001", 413),
        ("/claims/bridge/note", "-1", 400),
        ("/claims/bridge/note", "\u0661", 400),
    ],
)
def test_a_file_may_be_longer_than_a_form(path: str, length: str, status: int | None) -> None:
    refused = bodies.length_refusal(RequestHead("POST", path, [(b"content-length", length.encode())]))
    assert (refused and refused.status) == status


def test_nor_is_one_that_goes_on_without_saying_so(served: Served) -> None:
    head = [f"Host: {served.host}", f"Cookie: {served.cookie}", "Sec-Fetch-Site: same-origin", FORM]
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    answer = served.ask("POST /nowhere", *head, "Transfer-Encoding: chunked", body=chunk * 20)
    assert answer.status == 413
    assert "too long" in answer.body


def test_a_body_that_does_not_come_is_not_waited_for(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies.limited, "__defaults__", (0.05,))
    head = [f"Host: {served.host}", f"Cookie: {served.cookie}", "Sec-Fetch-Site: same-origin", FORM]
    assert served.ask("POST /nowhere", *head, "Content-Length: 10", body=b"a").status == 408


def test_nor_is_a_head(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MAX_HEAD_SECONDS", 0.05)
    assert served.raw(f"GET / HTTP/1.1\r\nHost: {served.host}\r\n".encode()).status == 0


def test_a_head_has_a_bound(served: Served) -> None:
    assert served.get("/", f"X-Long: {'a' * 40_000}").status == 431
    assert served.get("/", f"X-Long: {'a' * 400_000}").status == 400
    assert served.get("/", *(f"X-{number}: a" for number in range(100))).status == 431
    assert served.get("/", f"X-Long: {'a' * 20_000}").status == 200


# What every answer carries


@pytest.mark.parametrize(
    ("path", "cookie", "status"),
    [
        ("/", True, 200),
        ("/claims/bridge", True, 200),
        ("/claims/nobody", True, 404),
        ("/nowhere", True, 404),
        ("/static/desk.css", False, 200),
        ("/", False, 401),
        ("/enter?token=wrong", False, 401),
    ],
)
def test_every_answer_is_closed_to_other_sites(served: Served, path: str, cookie: bool, status: int) -> None:
    answer = served.get(path) if cookie else served.ask(f"GET {path}", f"Host: {served.host}")
    assert answer.status == status
    policy = dict(part.split(" ", 1) for part in answer["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in answer["content-security-policy"]
    assert answer["x-content-type-options"] == "nosniff"
    assert answer["referrer-policy"] == "no-referrer"
    assert answer["cross-origin-resource-policy"] == "same-origin"
    assert answer["cache-control"] == ("private, no-cache" if path.startswith("/static") else "no-store")
    assert "access-control-allow-origin" not in answer
    assert "server" not in answer


def test_a_refusal_carries_the_same(served: Served) -> None:
    answer = served.ask("GET /", "Host: evil.example")
    assert answer["content-security-policy"].startswith("default-src 'none'")
    assert answer["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static/desk.css/", "/static/%00"],
)
def test_no_path_leads_out_of_the_files_that_are_served(served: Served, path: str) -> None:
    assert served.get(path).status == 404


def test_marks_piled_on_one_letter_are_not_read(served: Served) -> None:
    piled = "e" + "\u0301\u0316" * 60_000
    answer = served.post("/claims/bridge/note", note=piled)
    assert answer.status == 422
    assert "no text" in answer.body
    assert served.post("/claims/nobody/note", note="e" + "\u0301\u0316" * 50).status == 404
