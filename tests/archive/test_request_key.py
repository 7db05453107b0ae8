"""Keys of exchanges that were no GET, the same as those the replay tools make."""

import json
import subprocess
import sys
from base64 import b64encode

from factcheck.archive.request_key import asked_at

URL = "http://a.example/b"
SENT = (
    ("POST", "application/x-www-form-urlencoded", b"a=1&b=x%20y+z&a=2"),
    ("POST", "application/x-www-form-urlencoded; charset=utf-8", b"caf\xe9"),
    ("POST", "application/json", b'{"a": [1, 2.0, 2.5, {"a": null, "b": true}], "c": "x & y", "d": {}}'),
    ("PUT", "application/json; charset=utf-8", b'{"query": "{ news { title } }", "variables": {"id": 7}}'),
    ("POST", "application/json", b"no JSON"),
    ("POST", "text/plain;charset=UTF-8", b'{"a": "b"}'),
    ("POST", "text/plain", b"words"),
    ("POST", "application/octet-stream", bytes(range(99))),
    ("POST", "", b"x"),
    ("POST", "text/plain", b""),
    ("POST", "application/octet-stream", b"long" * 5_000),
    ("OPTIONS", "", b""),
    ("HEAD", "", b""),
    ("DELETE", "", b""),
)
_THEIRS = """
import base64, io, json, sys
from pywb.warcserver.inputrequest import MethodQueryCanonicalizer as Key
def key(method, mime, sent):
    sent = base64.b64decode(sent)
    return Key(method, mime, len(sent), io.BytesIO(sent)).append_query(sys.argv[1])
print(json.dumps([key(*one) for one in json.load(sys.stdin)]))
"""


def _request(method: str, mime: str, sent: bytes) -> bytes:
    return f"{method} /b HTTP/1.1\r\nHost: a.example\r\ncontent-type: {mime}\r\n\r\n".encode() + sent


def test_they_are_those_of_pywb() -> None:
    asked = json.dumps([(method, mime, b64encode(sent).decode()) for method, mime, sent in SENT])
    for url in (URL, f"{URL}?c=d"):
        command = [sys.executable, "-W", "ignore", "-c", _THEIRS, url]
        theirs = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
        assert [asked_at(url, _request(*one)) for one in SENT] == json.loads(theirs.stdout)


def test_the_address_of_a_get_is_its_own() -> None:
    assert asked_at(URL, _request("GET", "", b"")) == URL
    assert asked_at(URL, b"") == URL


def test_what_is_nested_without_end_is_no_error() -> None:
    deep = b"[" * 200_000
    assert asked_at(URL, _request("POST", "application/json", deep)) == f"{URL}?__wb_method=POST"
