"""What is sent to the API: strict JSON with known fields of the right type; odd addresses, methods and sizes."""

import json
from typing import Any

import pytest

from factcheck.web.guard import bodies
from tests.web.api.client import Client
from tests.web.served import HOSTILE


def _send(api: Client, content: bytes, kind: str = "application/json", act: str = "note") -> Any:
    headers = {"content-type": kind, "if-match": "*"}
    return api.ask("POST", f"/claims/bridge/{act}", "Rae", content=content, headers=headers)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no JSON"),
        (b"text=Seen.", "no JSON"),
        (b'{"text": "Seen."', "no JSON"),
        (b'{"text": "Seen."} {}', "no JSON"),
        (b'\xef\xbb\xbf{"text": "Seen."}', "no JSON"),
        ('{"text": "Seen."}'.encode("utf-16"), "no JSON"),
        (b'{"text": "caf\xe9"}', "no JSON"),
        (b'{"text": "Seen.", "text": "Not seen."}', "a key twice: 'text'"),
        (b'{"text": NaN}', "NaN is no number"),
        (b'{"text": -Infinity}', "-Infinity is no number"),
        (b'{"text": ' + b"9" * 5_000 + b"}", "no JSON"),
        (b'{"text": "\\ud800"}', "surrogate"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"text": ' + b'{"a":' * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_json_is_refused_with_the_reason(api: Client, content: bytes, why: str) -> None:
    answer = _send(api, content)
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (400, "bad-request")
    assert why in answer.json()["detail"]


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"null", ""),
        (b"[]", ""),
        (b'"text"', ""),
        (b"{}", "text"),
        (b'{"text": null}', "text"),
        (b'{"text": ""}', "text"),
        (b'{"text": 1}', "text"),
        (b'{"text": true}', "text"),
        (b'{"text": ["Seen."]}', "text"),
        (b'{"text": 1e999}', "text"),
        (json.dumps({"text": "x" * 100_001}).encode(), "text"),
        (b'{"text": "Seen.", "by": "Ada"}', "by"),
        (b'{"text": "Seen.", "head": "x"}', "head"),
        (b'{"text": "Seen.", "Text": "Seen."}', "Text"),
    ],
)
def test_each_field_that_does_not_fit_is_named(api: Client, content: bytes, where: str) -> None:
    answer = _send(api, content)
    assert (answer.status_code, answer.json()["findings"][0]["where"]) == (422, where)


@pytest.mark.parametrize(
    "field",
    [
        "status",
        "verdict",
        "ref",
        "id",
        "head",
        "digest",
        "place",
        "sources",
        "events",
        "added_at",
        "by",
        "salt",
    ],
)
def test_nothing_but_its_fields_can_be_set_on_a_claim(api: Client, field: str) -> None:
    answer = _send(api, json.dumps({"context": "x", field: "x"}).encode(), act="edit")
    assert (answer.status_code, answer.json()["findings"][0]["message"]) == (422, f'unknown key "{field}".')
    assert api.get("/claims/bridge")["claim"]["context"] is None


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json"],
)
def test_a_body_that_is_not_called_json_is_refused(api: Client, kind: str) -> None:
    assert _send(api, b'{"text": "Seen."}', kind).status_code == 415


def test_json_may_say_its_encoding(api: Client) -> None:
    path = api.added("The tap drips.")
    headers = {"content-type": "Application/JSON; charset=utf-8"}
    answer = api.ask("POST", f"{path}/note", "Rae", content='{"text": "é"}'.encode(), headers=headers)
    assert answer.status_code == 200
    assert api.get(path)["claim"]["note"] == "é"


def test_an_act_takes_no_fields_from_its_address(api: Client) -> None:
    answer = api.ask("POST", "/claims/bridge/note?text=x", "Rae", json={"text": "Seen."})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        *(
            "limit=0",
            "limit=501",
            "limit=ten",
            "limit=1.0",
            "limit=-1",
            "limit=1&limit=2",
            "limit=",
            "sort=head",
        ),
        *(
            "status=new",
            "kind=",
            "overdue=1",
            "overdue=yes",
            "nonsense=1",
            "words=%07",
            "claimant=%0a",
            "tag=",
        ),
    ],
)
def test_what_a_list_is_asked_is_held_to_what_there_is(api: Client, query: str) -> None:
    answer = api.ask("GET", f"/claims?{query}")
    assert (answer.status_code, answer.json()["findings"][0]["where"].split(".")[0]) == (
        422,
        query.partition("=")[0],
    )


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/claims/",
            "/claims//log",
            "/claims/..",
            "/claims/../me",
            "/claims/bridge%2flog",
            "/claims/%2e%2e/log",
        ),
        *(
            "/claims/%00",
            "/claims/bridge%0a",
            "/claims/BRIDGE",
            "/claims/bridge/",
            "/claims/bridge/log/",
            "//me",
        ),
        *(
            "/claims/bridge/captures/c9/text",
            "/claims/bridge/captures/..%2f..%2fx/text",
            "/articles/none",
            "/x",
        ),
    ],
)
def test_an_odd_address_leads_nowhere(api: Client, path: str) -> None:
    served = api.served
    fields = (f"Host: {served.host}", f"Authorization: Bearer {api.tokens['Ed']}")
    answer = served.ask(f"GET /api/v1{path}", *fields)
    assert (answer.status, answer["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_are_refused_with_those_there_are(api: Client, method: str) -> None:
    both, read, done = (api.ask(method, path) for path in ("/claims", "/todo", "/claims/bridge/note"))
    assert [one.status_code for one in (both, read, done)] == [405, 405, 405]
    assert {*both.headers["allow"].split(", ")} == {"GET", "HEAD", "POST"}
    assert {*read.headers["allow"].split(", ")} == {"GET", "HEAD"}
    assert done.headers["allow"] == "POST"


def test_the_head_of_an_answer_can_be_asked_for_alone(api: Client) -> None:
    answer = api.ask("HEAD", "/claims/bridge")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["etag"] == api.tag("/claims/bridge")


def test_another_host_and_bodies_too_long_are_refused_as_problems(api: Client) -> None:
    served = api.served
    bearer = f"Authorization: Bearer {api.tokens['Rae']}"
    elsewhere = served.ask("GET /api/v1/me", "Host: evil.example", bearer)
    assert (elsewhere.status, elsewhere["content-type"]) == (421, "application/problem+json")
    for act, size in (("note", 1_000_001), ("attach", 100_000_001)):
        fields = ("Content-Type: application/json", f"Content-Length: {size}")
        answer = served.ask(f"POST /api/v1/claims/bridge/{act}", f"Host: {served.host}", bearer, *fields)
        assert (answer.status, answer["content-type"]) == (413, "application/problem+json")
    assert _send(api, b'{"text": "' + b"x" * 999_000 + b'"}').status_code == 422


def test_a_body_that_goes_on_or_does_not_come_is_not_waited_for(
    api: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = api.served
    head = (
        f"Host: {served.host}",
        f"Authorization: Bearer {api.tokens['Rae']}",
        "Content-Type: application/json",
    )
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    line = "POST /api/v1/claims/bridge/note"
    long = served.ask(line, *head, "Transfer-Encoding: chunked", body=chunk * 20)
    assert (long.status, long["content-type"]) == (413, "application/problem+json")
    monkeypatch.setattr(bodies.limited, "__defaults__", (0.2,))
    slow = served.ask(line, *head, "Content-Length: 10", body=b"a")
    assert (slow.status, slow["content-type"]) == (408, "application/problem+json")
    stranger = served.ask(line, *head[::2], "Content-Length: 1000000", body=b"a")
    assert stranger.status == 401  # without waiting for what a stranger sends


def test_a_file_is_one_and_called_so(api: Client) -> None:
    path = api.added("The shelf bends.")
    one = ("a.txt", b"It bends.")
    sent: list[Any] = [{"other": one}, [("file", one), ("file", one)], {"source": one}]
    assert [api.ask("POST", f"{path}/attach", "Rae", files=files).status_code for files in sent] == [
        400,
        400,
        400,
    ]
    assert (
        api.ask("POST", f"{path}/attach", "Rae", files={"file": one}, data={"by": "Ada"}).status_code == 422
    )
    assert api.ask("POST", f"{path}/attach", "Rae", json={"file": "x"}).status_code == 415
    assert api.get(path)["claim"]["captures"] == []


def test_no_text_holds_nul(api: Client) -> None:
    for body in ({"text": "It\0 is."}, {"text": "It is.", "tags": ["a\0"]}, {"text": "It is.", "ref": "\0"}):
        assert api.post("/claims", "Rae", "", **body).status_code == 400
    file = {"file": ("a.txt", b"It is.")}
    assert api.ask("POST", "/articles", "Rae", files=file, data={"title": "A\0"}).status_code == 400
    assert api.ask("GET", "/claims?words=%00").status_code == 400


def test_hostile_words_come_back_as_words(api: Client) -> None:
    path = api.added(HOSTILE, context=HOSTILE, note=HOSTILE, tags=["</b><i>"])
    answer = api.ask("GET", path)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json()["claim"]["context"] == HOSTILE
