"""Everything a fetch must survive, one row of the table of threats after the other, through the real command.

The guard is on: only the test's own server is let through. Each run fetches a good page too, which has to come.
"""

import gzip
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import brotlicffi
import certifi
import pytest
import trustme

from factcheck.archive.records import records as warc_records
from factcheck.reading.values import Limits
from tests.cli.conftest import REF, Process, Program
from tests.cli.pages import PAGE, QUOTE, WORDS, Web, holds, open_web, rows
from tests.commands import leftovers
from tests.desks import tree
from tests.reading.files import LOCKED, WORD, brotli_bomb, pdf, with_part, word, zipped
from tests.servers import (
    Answer,
    Authority,
    End,
    Request,
    ScriptedServer,
    Wait,
    answer,
    dribble,
    head,
    redirect,
    shown,
)

HOME = "127.0.0.1"
OUTSIDE = "93.184.215.14"
BOTS = "<title>Just a moment...</title><p>Verify you are human by completing the action below."


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


@pytest.fixture
def web(desk: Program, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    yield from open_web(desk, server, monkeypatch)


@dataclass
class Names:
    """The DNS of a test: addresses by name; a tuple of lists is given out one after the other."""

    lookup: Callable[..., Any]
    known: dict[str, Sequence[str] | tuple[Sequence[str], ...]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        if host in (HOME, "localhost", None):
            return self.lookup(host, port, *args, **kwargs)
        self.asked.append(host)
        if host not in self.known:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        found = self.known[host]
        if isinstance(found, tuple):
            found = found[min(self.asked.count(host), len(found)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (str(one), port)) for one in found]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """A DNS of the test's own in the place of the machine's."""
    names = Names(socket.getaddrinfo)
    monkeypatch.setattr(socket, "getaddrinfo", names)
    return names


def _outcomes(web: Web, *urls: str) -> dict[str, str]:
    """How these ended, fetched as the claim's sources beside a good page that has to come; the record says the same."""
    good = web.page()
    web.cite(*urls, good)
    return _fetched(web, urls, good)


def _fetched(web: Web, urls: Sequence[str], good: str) -> dict[str, str]:
    seen = web.fetch(*([] if urls[0] in web.cited else [*urls, good]))
    outcomes = {url: one["outcome"] for url, one in seen.items()}
    assert outcomes.pop(good) == "ok"
    for url in {*urls} & {*web.cited}:
        assert web.capture(url)["outcome"] == outcomes[url]
        assert web.kept(url).facts["outcome"] == outcomes[url]
        assert bool(web.capture(url)["reason"]) == bool(seen[url]["reason"])
    assert holds(web.desk)
    return outcomes


def _outcome(web: Web, url: str) -> str:
    """How one ended."""
    return _outcomes(web, url)[url]


def _named(web: Web, *urls: str) -> dict[str, str]:
    """How addresses ended that can be no sources, named beside a good page that has to come."""
    return _fetched(web, urls, web.page())


# 1 to 4: addresses


@pytest.mark.parametrize("url", ["ftp://example.org/a", "file:///etc/passwd", "javascript:alert(1)", "data:,x", "gopher://x/"])
def test_1_any_other_scheme_is_blocked(web: Web, url: str) -> None:
    assert list(_named(web, url).values()) == ["blocked:scheme"]


@pytest.mark.parametrize("to", ["ftp://example.org/a", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x"])
def test_1_a_redirect_to_any_other_scheme_is_blocked(web: Web, to: str) -> None:
    url = web.page(redirect(to))

    assert _outcome(web, url) == "blocked:scheme"


@pytest.mark.parametrize(
    "url",
    [
        "http://ex\\ample.com/",
        "http://exa mple.com/",
        "http://example.com/\x01",
        "http://example.com/a\nb",
        "http://example.com:99999/",
        "http://example.com:port/",
        "http://example.com/" + "a" * 8_192,
        "http://[::1",
        "http:///path",
        "http://xn--/",
        "https:example.com",
    ],
    ids=lambda url: ascii(url[:40]),
)
def test_2_a_malformed_address_is_told_before_anything_is_looked_up(web: Web, names: Names, url: str) -> None:
    assert list(_named(web, url).values()) == ["error:bad-url"]
    assert names.asked == []


def test_2_a_redirect_to_a_malformed_address_is_told(web: Web) -> None:
    assert _outcome(web, web.page(redirect("http://exa\\mple.com:99999/"))) == "error:bad-url"


def test_3_a_password_in_an_address_is_kept_nowhere(web: Web) -> None:
    ran = web.desk("fetch", "http://ana:s3cr3t@example.org/page")

    assert ran.code == 4
    assert "blocked:userinfo" in ran.out
    assert "s3cr3t" not in ran.out + ran.err
    assert web.desk("source", REF, "http://ana:s3cr3t@example.org/page").code == 1
    for name, content in tree(web.desk.folder).items():
        whole = gzip.decompress(content) if name.endswith(".gz") else content
        assert b"s3cr3t" not in whole, name


def test_3_a_password_in_a_redirect_is_not_followed(web: Web) -> None:
    url = web.page(redirect(web.server.url("/inside").replace("//", "//ana:s3cr3t@")))

    assert _outcome(web, url) == "blocked:userinfo"
    assert web.server.visits["/inside"] == 0


@pytest.mark.parametrize("port", [22, 25, 6379, 8080])
def test_4_any_other_port_is_blocked(web: Web, port: int) -> None:
    assert _outcome(web, f"http://{OUTSIDE}:{port}/") == "blocked:port"


def test_4_a_setting_opens_a_port_for_public_addresses_only(
    web: Web, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    names.known = {"archive.example": [HOME]}
    monkeypatch.delenv("FACTCHECK_FETCH_ALLOW")
    settings = web.desk.folder / "factcheck.toml"
    settings.write_text(f"{settings.read_text('utf-8')}\n[fetch]\nports = [{web.server.port}]\n", "utf-8")
    url = f"http://archive.example:{web.server.port}/"
    before = web.server.connections

    assert web.fetch(url)[url]["outcome"] == "blocked:private-address"
    assert web.server.connections == before


# 5 to 7: the network inside


@pytest.mark.parametrize(
    "hosts",
    [
        ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1.", "１２７.0.0.1"],
        ["10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"],  # noqa: S104
        ["224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1"],
        ["[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[ff02::1]", "[fec0::1]", "[2001:db8::1]"],
        ["[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[::127.0.0.1]"],
    ],
    ids=["loopback", "private", "reserved", "six", "four in six"],
)
def test_5_no_address_inside_is_ever_connected_to(
    web: Web, hosts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedServer() as inside:
        urls = [f"http://{host}:{inside.port}/" for host in hosts] + [f"http://{host}/" for host in hosts]
        good = web.page()
        outcomes = _fetched(web, urls, good)

    assert set(outcomes.values()) == {"blocked:private-address"}
    assert inside.connections == 0


def test_5_leave_for_one_port_is_no_leave_for_another(web: Web) -> None:
    with ScriptedServer({"/": answer(PAGE)}) as other:
        assert _outcome(web, other.url("/")) == "blocked:private-address"
        assert other.connections == 0


def test_6_a_name_with_any_private_answer_is_refused_whole(web: Web, names: Names) -> None:
    names.known = {"both.example": [OUTSIDE, "10.0.0.1"], "inside.example": ["192.168.0.7"]}

    outcomes = _outcomes(web, "http://both.example/", "http://inside.example/", "http://nowhere.example/")

    assert outcomes == {
        "http://both.example/": "blocked:private-address",
        "http://inside.example/": "blocked:private-address",
        "http://nowhere.example/": "error:dns",
    }


def test_7_a_name_that_changes_its_mind_is_checked_at_every_connection(web: Web, names: Names) -> None:
    names.known = {"rebound.example": ([HOME], ["127.0.0.2"])}
    port = web.server.port
    url = f"http://rebound.example:{port}{web.page([*answer_and_close(PAGE)]).removeprefix(web.server.url(''))}"
    robots = answer("none", "404 Not Found")
    web.server.say("/robots.txt", [robots, End.CLOSE])
    try:
        assert _outcome(web, url) == "blocked:private-address"
    finally:
        web.server.say("/robots.txt", robots)
    assert web.asked(url.replace("rebound.example", HOME)) == []


def answer_and_close(page: str) -> Answer:
    """A page after which the connection is closed."""
    return (answer(page), End.CLOSE)


def test_7_tls_verifies_the_name_whatever_it_leads_to(web: Web, names: Names, trusted: Authority) -> None:
    names.known = {"archive.example": [HOME], "other.example": [HOME]}
    with _secure(web, trusted.server("archive.example")) as secure:
        good, wrong = secure.url("/", "archive.example"), secure.url("/", "other.example")
        assert _outcomes(web, good, wrong) == {good: "ok", wrong: "error:tls:wrong-host"}
    assert re.fullmatch("[0-9a-f]{64}", web.kept(good).facts["hops"][0]["certificate"])


# 8 to 10: redirects, the environment, cookies


def test_8_the_whole_chain_is_kept(web: Web) -> None:
    last = web.page()
    middle = web.page(redirect(last, "301 Moved Permanently"))
    first = web.page(redirect(middle.removeprefix(web.server.url(""))))

    assert _outcome(web, first) == "ok"
    capture = web.capture(first)
    assert (capture["requested_url"], capture["redirects"], capture["final_url"]) == (first, [middle], last)
    assert [hop["status"] for hop in web.kept(first).facts["hops"]] == [302, 301, 200]


@pytest.mark.parametrize(
    "to", ["http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://localhost/", "http://10.0.0.1/"]
)
def test_8_every_hop_goes_through_the_same_guard(web: Web, to: str) -> None:
    url = web.page(redirect(to))

    assert _outcome(web, url) == "blocked:private-address"
    assert web.kept(url).facts["hops"][0]["status"] == 302


@pytest.mark.parametrize(("steps", "outcome"), [(10, "ok"), (11, "error:too-many-redirects")])
def test_8_ten_redirects_are_followed_and_no_more(web: Web, steps: int, outcome: str) -> None:
    url = web.page()
    for _ in range(steps):
        url = web.page(redirect(url))

    assert _outcome(web, url) == outcome
    assert len(web.kept(url).facts["hops"]) == 11


def test_8_a_step_from_https_to_http_is_recorded(web: Web, names: Names, trusted: Authority) -> None:
    names.known = {"archive.example": [HOME]}
    with _secure(web, trusted.server("archive.example")) as secure:
        secure.say("/", redirect(web.page()))
        url = secure.url("/", "archive.example")
        assert _outcome(web, url) == "ok"
    assert "from https to http" in " ".join(web.capture(url)["notes"])


def test_9_proxies_and_passwords_of_the_environment_are_ignored(
    web: Web, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text(f"machine {HOME} login ana password s3cr3t\n", "utf-8")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with ScriptedServer() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url("/"))
        url = web.page()
        assert _outcome(web, url) == "ok"
        assert proxy.connections == 0
    assert web.asked(url)[0].header("Authorization") is None


def test_9_a_proxy_of_the_settings_is_used_and_said(web: Web) -> None:
    url = f"http://{OUTSIDE}/page"
    with ScriptedServer({url: answer(PAGE)}) as proxy:
        settings = web.desk.folder / "factcheck.toml"
        settings.write_text(f'{settings.read_text("utf-8")}\n[fetch]\nproxy = "{proxy.url("")}"\n', "utf-8")
        web.cite(url)
        assert web.fetch()[url]["outcome"] == "ok"
    assert f"through the proxy {HOME}:{proxy.port}" in " ".join(web.capture(url)["notes"])
    assert "through the proxy" in web.desk.ok("show", REF)


def test_10_no_cookie_and_no_word_of_another_page_goes_with_a_request(web: Web) -> None:
    last = web.page(answer(PAGE, set_cookie="b=2; Path=/"))
    first = web.page(answer("moved", "302 Found", location=last, set_cookie="a=1; Path=/"))

    assert _outcomes(web, first, last) == {first: "ok", last: "ok"}
    for request in (*web.asked(first), *web.asked(last)):
        for name in ("Cookie", "Referer", "Authorization"):
            assert request.header(name) is None


# 11: TLS


def _secure(web: Web, tls: ssl.SSLContext) -> "_LetThrough":
    return _LetThrough({"/": answer(PAGE)}, tls=tls)


class _LetThrough(ScriptedServer):
    """A server of its own whose address is let through beside that of the module while its block lasts."""

    def __enter__(self) -> "_LetThrough":
        super().__enter__()
        self._before = os.environ["FACTCHECK_FETCH_ALLOW"]
        os.environ["FACTCHECK_FETCH_ALLOW"] = f"{self._before},{self.host}:{self.port}"
        return self

    def __exit__(self, *how: object) -> None:
        os.environ["FACTCHECK_FETCH_ALLOW"] = self._before
        super().__exit__(*how)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def trusted(authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Authority:
    """An authority that is in the list the browsers trust."""
    authority.ca.cert_pem.write_to_path(tmp_path / "authorities.pem")
    monkeypatch.setattr(certifi, "where", lambda: str(tmp_path / "authorities.pem"))
    return authority


def _shown(authority: Authority, what: str, folder: Path) -> ssl.SSLContext:
    """What a server shows that cannot be trusted for this reason."""
    if what == "expired":
        yesterday = datetime.now(UTC) - timedelta(days=1)
        return shown(authority.ca.issue_cert(HOME, not_after=yesterday))
    if what == "wrong-host":
        return authority.server("other.example")
    if what == "unknown-ca":
        return Authority().server(HOME)
    alone = trustme.CA()
    alone.private_key_pem.write_to_path(folder / "key.pem")
    alone.cert_pem.write_to_path(folder / "certificate.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context


BAD_TLS = pytest.mark.parametrize("what", ["expired", "wrong-host", "self-signed", "unknown-ca"])


@BAD_TLS
def test_11_a_certificate_that_proves_nothing_is_refused_with_why(
    web: Web, trusted: Authority, what: str, tmp_path: Path
) -> None:
    with _secure(web, _shown(trusted, what, tmp_path)) as secure:
        url = secure.url("/")
        assert _outcome(web, url) == f"error:tls:{what}"
        assert secure.requests == []
    assert web.capture(url)["payload_digest"] is None


@BAD_TLS
def test_11_no_authority_of_the_environment_makes_it_trusted(
    web: Web, authority: Authority, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.ca.cert_pem.write_to_path(tmp_path / "own.pem")
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(name, str(tmp_path / "own.pem"))
    with _secure(web, _shown(authority, what, tmp_path)) as secure:
        outcome = _outcome(web, secure.url("/"))
        ran = web.desk("fetch")
        assert secure.requests == []

    assert outcome in ("error:tls:unknown-ca", f"error:tls:{what}")
    assert ran.code == 4
    assert "The certificate that 127.0.0.1 shows" in ran.err
    assert "factcheck attach" in ran.err


def test_11_what_speaks_no_tls_is_told(web: Web) -> None:
    with _LetThrough(greeting=[b"220 mail.example ESMTP\r\n", End.CLOSE]) as mail:
        url = mail.url("/").replace("http:", "https:")
        assert _outcome(web, url) == "error:tls:failed"


# 12 to 14: bodies


def test_12_a_body_over_the_cap_is_kept_in_part_and_absence_is_undetermined(web: Web) -> None:
    start = f"<p>{WORDS}</p><script>".encode()
    url = web.page([head(content_type="text/html"), start, *[b"more();" * 150_000] * 20, End.CLOSE])

    assert _outcome(web, url) == "partial"
    assert web.capture(url)["size"] == 20_000_000
    answers = [one for one in warc_records(web.warc(url)) if one.kind == "response"]
    assert answers[-1].header("WARC-Truncated") == "length"
    source = web.cited[url]
    assert web.desk("cite", REF, source, "--quote", QUOTE, "--stance", "supports").code == 0
    ran = web.desk("cite", REF, source, "--quote", "words that stand nowhere on this page", "--stance", "supports")
    assert ran.code == 3
    assert "undetermined" in ran.err


def test_12_a_body_that_unpacks_to_more_than_the_cap_is_partial(web: Web) -> None:
    url = web.page(answer(gzip.compress(b"<p>word</p>" * 5_000_000, 1), content_encoding="gzip"))

    assert _outcome(web, url) == "partial"
    assert web.capture(url)["text_digest"] is None


def test_13_more_than_two_encodings_are_refused_and_the_bytes_kept(web: Web) -> None:
    packed = gzip.compress(gzip.compress(gzip.compress(PAGE.encode())))
    thrice = web.page(answer(packed, content_encoding="gzip, gzip, gzip"))
    twice = web.page(answer(gzip.compress(zlib.compress(PAGE.encode())), content_encoding="deflate, gzip"))
    odd = web.page(answer(PAGE, content_encoding="zebra"))

    outcomes = _outcomes(web, thrice, twice, odd)

    assert outcomes == {thrice: "error:encoding", twice: "ok", odd: "error:encoding"}
    assert web.kept(thrice).payload == packed
    assert QUOTE in (web.kept(twice).text or "")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="No /proc to measure processes through.")
def test_13_a_bomb_costs_less_than_64_mb_in_all_processes_together(web: Web, process: Process) -> None:
    harmless = web.page(answer(brotlicffi.compress(PAGE.encode()), content_encoding="br"))
    bomb = web.page(answer(brotli_bomb(), content_encoding="br"))
    web.cite(harmless, bomb)

    usual, said = _peak_of_all(process, "fetch", harmless, "--json")
    assert said["outcome"] == "ok"
    most, said = _peak_of_all(process, "fetch", bomb, "--json")

    assert said["outcome"] == "partial"
    assert most - usual < 64_000_000
    assert web.kept(bomb).payload == brotli_bomb()


def _peak_of_all(process: Process, *arguments: str) -> tuple[int, dict[str, Any]]:
    """The most bytes a command and all it started held at one time, and the one capture it told of."""
    running = subprocess.Popen(
        process.command(*arguments),
        cwd=process.folder,
        env=process.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    most = 0
    while running.poll() is None:
        most = max(most, sum(map(_held, _family(running.pid))))
        time.sleep(0.01)
    out = running.communicate()[0]
    (capture,) = json.loads(out)["captures"]
    return most, capture


def _family(process: int) -> Iterator[int]:
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found = children.read_text("utf-8").split()
        except OSError:
            continue
        for child in found:
            yield from _family(int(child))


def _held(process: int) -> int:
    """Bytes of memory that a process holds for itself."""
    try:
        lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:"))


def test_14_what_is_broken_is_kept_as_it_came(web: Web) -> None:
    packed = gzip.compress(PAGE.encode() * 50)
    torn = web.page(answer(packed[:-30], content_encoding="gzip"))
    damaged = web.page(answer(packed[:60] + b"\0\0\0\0" + packed[64:], content_encoding="gzip"))
    short = web.page([head(content_type="text/html", content_length="9000"), PAGE.encode(), End.CLOSE])
    cut = web.page(
        [head(content_type="text/html", transfer_encoding="chunked"), b"5\r\n<p>Th\r\n", Wait(0.02), End.RESET]
    )

    outcomes = _outcomes(web, torn, damaged, short, cut)

    assert outcomes == {
        torn: "partial:encoding",
        damaged: "partial:encoding",
        short: "partial:incomplete",
        cut: "partial:incomplete",
    }
    assert web.kept(torn).payload == packed[:-30]
    assert QUOTE in (web.kept(torn).text or "")
    assert web.kept(short).payload == PAGE.encode()
    assert web.kept(cut).payload == b"<p>Th"


# 15 to 17: answers


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits on time as short as a test can wait for."""
    import factcheck.fetch.policy as fetch

    short = partial(fetch.Policy, connect_seconds=0.3, read_seconds=0.3, total_seconds=0.8)
    monkeypatch.setattr(fetch, "Policy", short)


@pytest.mark.usefixtures("impatient")
def test_15_whatever_is_slow_meets_a_limit_and_delays_no_other(web: Web, names: Names) -> None:
    whole = answer(PAGE * 100)
    silent = web.page([End.HANG])
    dribbled = web.page([*dribble(whole[:200], every=0.05, size=2)])
    body = web.page([whole[:400], *dribble(whole[400:], every=0.05, size=2)])
    half = web.page([whole[:400], End.HANG])
    names.known = {"archive.example": [HOME]}
    with _LetThrough(greeting=[End.HANG]) as deaf:
        tls = deaf.url("/", "archive.example").replace("http:", "https:")
        outcomes = _outcomes(web, silent, dribbled, body, half, tls)

    assert set(outcomes.values()) == {"error:timeout"}
    assert web.capture(silent)["reason"]
    assert web.kept(half).payload == (PAGE * 100).encode()[: len(web.kept(half).payload)] != b""


@pytest.mark.parametrize(
    "script",
    [
        [head(content_type="text/html")[:-2] + b"X: y\r\n" * 100_000, End.HANG],
        [b"HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 2\r\n\r\nhi"],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi"],
        [b"<html><p>Hello of HTTP/0.9</p>", End.CLOSE],
        [b"HTTP/1.1 2OO OK\r\n\r\n", End.CLOSE],
        [b"\x16\x03\x01\x02\x00\x01", End.CLOSE],
    ],
    ids=["endless headers", "NUL", "two lengths", "HTTP/0.9", "no status", "TLS"],
)
def test_16_what_is_no_http_is_an_error_of_the_protocol(web: Web, script: Answer) -> None:
    assert _outcome(web, web.page(script)) == "error:protocol"


def test_17_answers_without_a_page_are_empty_and_parts_are_parts(web: Web) -> None:
    said = {
        web.page(head("204 No Content")): "empty",
        web.page(answer("", "205 Reset Content")): "empty",
        web.page(answer("")): "empty",
        web.page(answer(PAGE, "206 Partial Content")): "partial",
        web.page(head("304 Not Modified"), answer(PAGE)): "ok",
        web.page(head("304 Not Modified")): "empty",
    }

    assert _outcomes(web, *said) == said


def test_17_an_answer_out_of_turn_is_asked_once_more_without_conditions(web: Web) -> None:
    url = web.page(head("304 Not Modified"), answer(PAGE))

    assert _outcome(web, url) == "ok"
    assert len(web.asked(url)) == 2
    assert web.asked(url)[1].header("If-None-Match") is None
    assert "304" in " ".join(web.capture(url)["notes"])


# 18 to 22: what the bytes say


ONE_TAG = b"<html><p " + b" ".join(b"a%d=1" % number for number in range(200_000)) + b">words</p>"
WHOLE = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>'.encode()
DOCX = word(lambda document: document.add_paragraph(WORDS))
PDF = "application/pdf"


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit on the time a document may take as short as a test can wait for."""
    import factcheck.desk as desk

    monkeypatch.setattr(desk, "Readers", partial(desk.Readers, limits=Limits(cpu_seconds=1, wall_seconds=5)))


@pytest.mark.usefixtures("hurried")
def test_18_a_page_that_would_hang_every_parser_is_given_up_and_kept(web: Web) -> None:
    url = web.page(answer(ONE_TAG))

    assert _outcome(web, url) == "ok"
    capture = web.capture(url)
    assert capture["text_outcome"] in ("text:failed:cpu", "text:failed:time")
    assert capture["text_outcome"] in web.desk.ok("show", REF)
    assert web.kept(url).payload == ONE_TAG


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (with_part(DOCX, "word/document.xml", WHOLE + b"a" * 300_000_000), "too-large"),
        (zipped({"word/document.xml": b"<not xml"}), "damaged"),
        (pdf([[b"secret"]], trailer=LOCKED), "encrypted"),
        (b"%PDF-1.7 and nothing more", "damaged"),
    ],
    ids=["docx bomb", "damaged docx", "encrypted pdf", "damaged pdf"],
)
def test_18_a_document_that_cannot_be_read_is_kept_with_why(web: Web, body: bytes, why: str) -> None:
    url = web.page(answer(body, content_type="application/octet-stream"))

    assert _outcome(web, url) == "ok"
    assert web.capture(url)["text_outcome"] == f"text:failed:{why}"
    assert web.kept(url).payload == body
    ran = web.desk("cite", REF, web.cited[url], "--quote", QUOTE, "--stance", "supports", "--standing", "anchored")
    assert (ran.code, ran.out) == (3, "")


def test_18_blocks_within_blocks_are_read(web: Web) -> None:
    url = web.page(answer("<div>" * 100_000 + WORDS + "</div>" * 100_000))

    assert _outcome(web, url) == "ok"
    assert QUOTE in (web.kept(url).text or "")


@pytest.mark.parametrize(
    ("body", "declared", "kind", "has_words"),
    [
        (PAGE.encode(), "image/png", "text/html", True),
        (pdf([[WORDS.encode()]]), "text/html", PDF, True),
        (DOCX, "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", True),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "text/html", "image/png", False),
        (WORDS.encode(), "application/x-unheard-of", "text/plain", True),
    ],
    ids=["html", "pdf", "docx", "png", "text"],
)
def test_19_the_signature_decides_and_both_are_stored(
    web: Web, body: bytes, declared: str, kind: str, has_words: bool
) -> None:
    url = web.page(answer(body, content_type=declared))

    assert _outcome(web, url) == "ok"
    capture = web.capture(url)
    assert (capture["content_type"], capture["declared_type"]) == (kind, declared)
    assert (QUOTE in " ".join((web.kept(url).text or "").split())) is has_words


CAFE = "<p>Im Café “Zürich” wurden zweiundfünfzig Gäste gezählt, sagte die Wirtin.</p>"


@pytest.mark.parametrize(
    ("body", "declared", "how"),
    [
        (CAFE.encode("utf-8-sig"), "text/html; charset=windows-1252", "utf-8 (bom)"),
        (CAFE.encode("cp1252"), "text/html; charset=windows-1252", "windows-1252 (http)"),
        (b"<meta charset=windows-1252>" + CAFE.encode("cp1252"), "text/html", "windows-1252 (meta)"),
        (CAFE.encode(), "text/html", "utf-8 (utf-8)"),
        ((CAFE * 20).encode("cp1252"), "text/html", "(detector)"),
    ],
    ids=["bom", "http", "meta", "utf-8", "detector"],
)
def test_20_how_the_charset_was_chosen_is_stored(web: Web, body: bytes, declared: str, how: str) -> None:
    url = web.page(answer(body, content_type=declared))

    assert _outcome(web, url) == "ok"
    assert how in web.capture(url)["charset"]
    assert "Café “Zürich” wurden zweiundfünfzig Gäste" in (web.kept(url).text or "")


def test_20_a_charset_that_lies_is_told(web: Web) -> None:
    url = web.page(answer((CAFE * 20).encode("cp1252"), content_type="text/html; charset=utf-8"))

    assert _outcome(web, url) == "ok"
    assert web.capture(url)["charset"] == "utf-8 (http)"
    assert web.capture(url)["notes"]
    assert web.capture(url)["notes"][0] in " ".join(web.desk.ok("show", REF).split())


WALLS = {
    "bots": answer(BOTS),
    "bots, refused": answer(BOTS, "403 Forbidden"),
    "too many": answer(BOTS, "503 Service Unavailable"),
    "consent": answer("<title>Daily</title><h1>We value your privacy</h1><p>Accept all cookies to go on."),
    "login": answer('<title>Log in</title><form><input name=u><input type="password"></form>'),
    "subscribers": answer("<title>Daily</title><p>Subscribe to continue reading this article."),
    "authorisation": answer("who are you", "401 Unauthorized", www_authenticate="Basic"),
}


@pytest.mark.parametrize("wall", [*WALLS])
def test_21_a_page_in_the_way_is_blocked_by_the_site(web: Web, wall: str) -> None:
    url = web.page(WALLS[wall])

    assert _outcome(web, url) == "blocked:by-site"
    assert web.capture(url)["text_digest"] is None


def test_21_a_page_in_the_way_is_no_baseline_and_no_word_of_the_quote(web: Web) -> None:
    url = web.page(answer(PAGE), answer(BOTS), answer(PAGE))
    web.cite(url)
    web.fetch()
    web.desk.ok("cite", REF, "s1", "--quote", QUOTE, "--stance", "supports")
    web.desk.ok("rate", REF, "true", "--because", "The register says so [e1].")

    blocked = web.desk("recheck", "--json")
    assert blocked.code == 4
    assert [one["rung"] for one in blocked.json["captures"][0]["drift"]] == ["undetermined"]
    assert web.desk.claim()["status"] == "rated"
    assert [one["rung"] for one in web.desk.json("recheck")["captures"][0]["drift"]] == ["same-bytes"]


def test_21_an_article_about_such_walls_is_a_page_like_any_other(web: Web) -> None:
    story = " ".join(["Sites ask readers to verify you are human, or to accept all cookies, before they show a page."] * 40)

    assert _outcome(web, web.page(answer(f"<h1>Why sites ask who you are</h1><p>{story}"))) == "ok"


def test_22_a_page_that_says_it_is_not_there_is_suspect(web: Web) -> None:
    said = {
        web.page(answer("<title>Page not found | Daily</title><h1>404</h1><p>Try our home page.")): "suspect:soft-404",
        web.page(answer("<p>The page you are looking for was moved or taken down.")): "suspect:soft-404",
        web.page(redirect("/")): "suspect:soft-404",
        web.page(redirect("/index.html")): "suspect:soft-404",
    }
    for home in ("/", "/index.html"):
        web.server.say(home, answer("<title>Daily</title><p>The news of the day, all of it, from everywhere."))

    assert _outcomes(web, *said) == said


# 23 and 24: hostile words and names


HOSTILE = "Red \x1b[31mred\x1b[0m \x9b1m \u202egnp.exe <script>alert(1)</script> =HYPERLINK(1)"


def test_23_hostile_words_of_a_page_command_nobody(web: Web) -> None:
    page = f"<html><head><title>{HOSTILE.replace('<', '&lt;')}</title></head><p>{WORDS} {HOSTILE.replace('<', '&lt;')}</p>"
    url = web.page(answer(page, content_type="text/html; charset=utf-8"))
    web.cite(url)

    outs = [web.desk("fetch"), web.desk("find", REF), web.desk("source", REF, "s1", "--proposed")]
    outs.append(web.desk("cite", REF, "--passage", "1", "--stance", "supports"))
    outs += [web.desk("show", REF, "--format", form) for form in ("table", "json", "csv", "tsv", "md", "jsonl")]
    outs += [web.desk("find", REF, "--format", form) for form in ("json", "csv", "tsv", "md", "jsonl")]

    for ran in outs:
        assert ran.code == 0, ran.err
        assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", ran.out + ran.err) == []
    for shown in (outs[1], outs[4]):
        assert re.findall(r"[\u202a-\u202e\u2066-\u2069]", shown.out) == []


def test_23_a_hostile_reason_or_address_commands_nobody(web: Web) -> None:
    to = "http://evil.example:99999/\x1b[31m\u202e".encode()
    hop = web.page(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: %b\r\n\r\n" % to)
    status = web.page(b"HTTP/1.1 500 Oh \x1b[31mno\x9b1m\r\nContent-Length: 0\r\n\r\n")
    web.cite(hop, status)

    ran = web.desk("fetch")

    assert ran.code == 4
    assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", ran.out + ran.err) == []


@pytest.mark.parametrize("name", ["../../../evil.html", "/tmp/evil.html", "factcheck.toml", "CON", "a\\..\\b"])  # noqa: S108
def test_24_no_name_a_server_gives_becomes_a_file(web: Web, name: str) -> None:
    path = f"/{name.replace(chr(92), '%5c')}"
    web.server.say(path, answer(PAGE, content_disposition=f'attachment; filename="{name}"'))
    settings = (web.desk.folder / "factcheck.toml").read_bytes()
    url = web.server.url(path)

    web.fetch(url)

    names = [name for name in tree(web.desk.folder) if name.startswith("archive/")]
    assert names
    assert all(re.fullmatch(r"archive/([0-9a-f]{2})/\1[0-9a-f]{62}\.warc\.gz", one) for one in names)
    assert (web.desk.folder / "factcheck.toml").read_bytes() == settings
    assert [one.name for one in web.desk.folder.parent.rglob("*evil*")] == []


# 25 and 26: manners


def test_25_one_host_is_asked_a_second_apart_and_told_who_asks(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FACTCHECK_FETCH_DELAY")
    urls = [web.page(), web.page()]
    web.cite(*urls)

    assert {one["outcome"] for one in web.fetch().values()} == {"ok"}

    first, second = (web.asked(url)[0] for url in urls)
    assert abs(second.at - first.at) >= 0.99
    assert first.header("User-Agent") == second.header("User-Agent")
    assert str(first.header("User-Agent")).startswith("factcheck-desk/")
    assert first.header("Referer") is None
    assert first.header("Accept-Encoding") == "gzip"


@pytest.mark.parametrize(("setting", "busiest"), [("1", 1), ("4", 4)])
def test_25_so_many_are_asked_at_once_as_the_settings_say(
    desk: Program, monkeypatch: pytest.MonkeyPatch, setting: str, busiest: int
) -> None:
    with ScriptedServer({f"/{n}": [Wait(0.05), answer(PAGE)] for n in range(8)}) as server:
        web = next(open_web(desk, server, monkeypatch))
        monkeypatch.setenv("FACTCHECK_FETCH_PER_HOST", setting)
        web.fetch(*(server.url(path) for path in server.pages))

        assert server.busiest == busiest


def test_25_all_hosts_together_are_not_asked_more_than_the_settings_say(
    web: Web, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    names.known = {f"{letter}.example": [HOME] for letter in "abcdef"}
    monkeypatch.setenv("FACTCHECK_FETCH_CONCURRENCY", "3")
    with _LetThrough({"/": [Wait(0.05), answer(PAGE)]}) as server:
        seen = web.fetch(*(server.url("/", name) for name in names.known))
        assert {one["outcome"] for one in seen.values()} == {"ok"}
        assert server.busiest == 3


@pytest.mark.parametrize(
    ("status", "tries"),
    [
        ("429 Too Many Requests", 3),
        ("502 Bad Gateway", 3),
        ("503 Service Unavailable", 3),
        ("504 Gateway Timeout", 3),
        ("500 Internal Server Error", 1),
        ("404 Not Found", 1),
    ],
)
def test_25_only_what_may_pass_is_tried_three_times(web: Web, status: str, tries: int) -> None:
    url = web.page(answer("no", status))

    assert _outcome(web, url) in ("error:http", "error:not-found")
    assert len(web.asked(url)) == tries
    assert (f"Tried {tries} times." in web.capture(url)["notes"]) is (tries > 1)


def test_25_a_new_try_that_helps_is_the_one_that_counts(web: Web) -> None:
    url = web.page(answer("no", "503 Service Unavailable", retry_after="1"), answer(PAGE))

    assert _outcome(web, url) == "ok"
    first, second = web.asked(url)
    assert second.at - first.at >= 0.99


def test_25_whoever_says_to_come_back_later_than_two_minutes_is_left(web: Web) -> None:
    url = web.page(answer("no", "503 Service Unavailable", retry_after="121"))

    assert _outcome(web, url) == "error:http"
    assert len(web.asked(url)) == 1


def test_25_a_closed_door_is_tried_three_times_and_told(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind((HOME, 0))
        port = closed.getsockname()[1]
    monkeypatch.setenv("FACTCHECK_FETCH_ALLOW", f"{HOME}:{port},{HOME}:{web.server.port}")
    url = f"http://{HOME}:{port}/"

    assert _outcome(web, url) == "error:connect"
    assert "Tried 3 times." in web.capture(url)["notes"]


def test_26_a_page_is_fetched_whatever_robots_txt_says_and_the_verdict_is_recorded(web: Web) -> None:
    with _LetThrough({"/a": answer(PAGE), "/b": answer(PAGE)}) as server:
        server.say("/robots.txt", answer("User-agent: *\nDisallow: /a\n", content_type="text/plain"))
        first, second = server.url("/a"), server.url("/b")
        assert _outcomes(web, first, second) == {first: "ok", second: "ok"}
        assert server.visits["/robots.txt"] == 1

    assert web.kept(first).facts["robots"] == "disallowed"
    assert web.kept(second).facts["robots"] == "allowed"


def test_26_the_delay_a_site_asks_for_is_kept_to(web: Web) -> None:
    with _LetThrough({"/a": answer(PAGE), "/b": answer(PAGE)}) as server:
        server.say("/robots.txt", answer("User-agent: *\nCrawl-delay: 0.6\n", content_type="text/plain"))
        _outcomes(web, server.url("/a"), server.url("/b"))
        first, second = (server.asked(path)[0].at for path in ("/a", "/b"))

    assert abs(second - first) >= 0.59


# 27: crashes


def test_27_a_crash_half_way_leaves_no_half_file_and_no_row_without_one(web: Web, process: Process) -> None:
    def hang(_: Request) -> Answer:
        return [answer(PAGE)[:300], End.HANG]

    web.cite(web.page(), web.page(hang))
    running = subprocess.Popen(
        process.command("fetch"),
        cwd=process.folder,
        env=process.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while rows(web.desk) < 1 and running.poll() is None:
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL

    assert holds(web.desk)
    assert len(web.desk.claim()["captures"]) == 1


def test_27_what_a_crash_left_is_swept_by_the_next_fetch_and_half_a_file_is_found(web: Web) -> None:
    url = web.page()
    web.cite(url)
    web.fetch()
    record = web.capture(url)["record"]
    folder = web.desk.folder / "archive" / record[:2]
    ended = subprocess.Popen(["true"])
    ended.wait()
    (folder / f".incoming-{ended.pid}-{record}.warc.gz").write_bytes(b"half")
    assert holds(web.desk)
    web.fetch(REF)
    assert leftovers(web.desk.folder) == []

    half = "ab" * 32
    web.desk.write(f"archive/ab/{half}.warc.gz", web.warc(url)[:100])
    ran = web.desk("verify", "--json")
    assert ran.code == 3
    assert [one["code"] for one in ran.json["findings"]] == ["capture-changed"]
    assert half in ran.json["findings"][0]["where"]
