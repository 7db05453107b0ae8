"""What a fetch must survive, through the real command: rows 1 to 11 of the table of threats, where it may go.

The guard is on: only the test's own servers are let through. Each run fetches a good page too, which has to come.
"""

import gzip
import re
import ssl
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import certifi
import pytest
import trustme

from tests.cli.conftest import REF
from tests.cli.pages import HOME, PAGE, LetThrough, Names, Web
from tests.desks import tree
from tests.servers import (
    Authority,
    End,
    ScriptedServer,
    answer,
    redirect,
    shown,
)

OUTSIDE = "93.184.215.14"
BOTS = "<title>Just a moment...</title><p>Verify you are human by completing the action below."


# 1 to 4: addresses


@pytest.mark.parametrize(
    "url", ["ftp://example.org/a", "file:///etc/passwd", "javascript:alert(1)", "data:,x", "gopher://x/"]
)
def test_1_any_other_scheme_is_blocked(web: Web, url: str) -> None:
    assert web.named(url) == "blocked:scheme"


@pytest.mark.parametrize(
    "to", ["ftp://example.org/a", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x"]
)
def test_1_a_redirect_to_any_other_scheme_is_blocked(web: Web, to: str) -> None:
    url = web.page(redirect(to))

    assert web.outcome(url) == "blocked:scheme"


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
    assert web.named(url) == "error:bad-url"
    assert names.asked == []


def test_2_a_redirect_to_a_malformed_address_is_told(web: Web) -> None:
    assert web.outcome(web.page(redirect("http://exa\\mple.com:99999/"))) == "error:bad-url"


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

    assert web.outcome(url) == "blocked:userinfo"
    assert web.server.visits["/inside"] == 0


@pytest.mark.parametrize("port", [22, 25, 6379, 8080])
def test_4_any_other_port_is_blocked(web: Web, port: int) -> None:
    assert web.outcome(f"http://{OUTSIDE}:{port}/") == "blocked:port"


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
        [
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "198.51.100.1",
            "203.0.113.1",
            "198.18.0.1",
        ],
        ["[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[ff02::1]", "[fec0::1]", "[2001:db8::1]"],
        ["[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[::127.0.0.1]"],
    ],
    ids=["loopback", "private", "reserved", "six", "four in six"],
)
def test_5_no_address_inside_is_ever_connected_to(web: Web, hosts: list[str]) -> None:
    with ScriptedServer() as inside:
        urls = [f"http://{host}:{inside.port}/" for host in hosts] + [f"http://{host}/" for host in hosts]
        outcomes = web.outcomes(*urls)

    assert set(outcomes.values()) == {"blocked:private-address"}
    assert inside.connections == 0


def test_5_leave_for_one_port_is_no_leave_for_another(web: Web) -> None:
    with ScriptedServer({"/": answer(PAGE)}) as other:
        assert web.outcome(other.url("/")) == "blocked:private-address"
        assert other.connections == 0


def test_6_a_name_with_any_private_answer_is_refused_whole(web: Web, names: Names) -> None:
    names.known = {"both.example": [OUTSIDE, "10.0.0.1"], "inside.example": ["192.168.0.7"]}

    outcomes = web.outcomes("http://both.example/", "http://inside.example/", "http://nowhere.example/")

    assert outcomes == {
        "http://both.example/": "blocked:private-address",
        "http://inside.example/": "blocked:private-address",
        "http://nowhere.example/": "error:dns",
    }


def test_7_a_name_that_changes_its_mind_is_checked_at_every_connection(
    web: Web, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    names.known = {"rebound.example": ([HOME], ["169.254.169.254"])}
    port = web.server.port
    monkeypatch.setenv("FACTCHECK_FETCH_ALLOW", f"{HOME}:{port},rebound.example:{port}")
    url = (
        f"http://rebound.example:{port}{web.page([answer(PAGE), End.CLOSE]).removeprefix(web.server.url(''))}"
    )
    robots = answer("none", "404 Not Found")
    web.server.say("/robots.txt", [robots, End.CLOSE])
    try:
        assert web.outcome(url) == "blocked:private-address"
    finally:
        web.server.say("/robots.txt", robots)
    assert web.asked(url.replace("rebound.example", HOME)) == []


def test_7_tls_verifies_the_name_whatever_it_leads_to(web: Web, names: Names, trusted: Authority) -> None:
    names.known = {"archive.example": [HOME], "other.example": [HOME]}
    with _secure(trusted.server("archive.example"), names.known) as secure:
        good, wrong = secure.url("/", "archive.example"), secure.url("/", "other.example")
        assert web.outcomes(good, wrong) == {good: "ok", wrong: "error:tls:wrong-host"}
    assert re.fullmatch("[0-9a-f]{64}", web.kept(good).facts["hops"][0]["certificate"])


# 8 to 10: redirects, the environment, cookies


def test_8_the_whole_chain_is_kept(web: Web) -> None:
    last = web.page()
    middle = web.page(redirect(last, "301 Moved Permanently"))
    first = web.page(redirect(middle.removeprefix(web.server.url(""))))

    assert web.outcome(first) == "ok"
    capture = web.capture(first)
    assert (capture["requested_url"], capture["redirects"], capture["final_url"]) == (first, [middle], last)
    assert [hop["status"] for hop in web.kept(first).facts["hops"]] == [302, 301, 200]


@pytest.mark.parametrize(
    "to",
    ["http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://localhost/", "http://10.0.0.1/"],
)
def test_8_every_hop_goes_through_the_same_guard(web: Web, to: str) -> None:
    url = web.page(redirect(to))

    assert web.outcome(url) == "blocked:private-address"
    assert web.kept(url).facts["hops"][0]["status"] == 302


@pytest.mark.parametrize(("steps", "outcome"), [(10, "ok"), (11, "error:too-many-redirects")])
def test_8_ten_redirects_are_followed_and_no_more(web: Web, steps: int, outcome: str) -> None:
    url = web.page()
    for _ in range(steps):
        url = web.page(redirect(url))

    assert web.outcome(url) == outcome
    assert len(web.kept(url).facts["hops"]) == 11


@pytest.mark.usefixtures("loopback_is_public")
def test_8_a_step_from_https_to_http_is_recorded(web: Web, names: Names, trusted: Authority) -> None:
    names.known = {"archive.example": [HOME]}
    settings = web.desk.folder / "factcheck.toml"
    settings.write_text(f"{settings.read_text('utf-8')}\n[fetch]\nports = [{web.server.port}]\n", "utf-8")
    with _secure(trusted.server("archive.example"), names.known) as secure:
        secure.say("/", redirect(web.page()))
        url = secure.url("/", "archive.example")
        assert web.outcome(url) == "ok"
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
        assert web.outcome(url) == "ok"
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

    assert web.outcomes(first, last) == {first: "ok", last: "ok"}
    for request in (*web.asked(first), *web.asked(last)):
        for name in ("Referer", "Authorization"):
            assert request.header(name) is None
    # Of the two visits that reached the last page, the one that was sent there took the cookie of the first along.
    assert {request.header("Cookie") for request in web.asked(first)} == {None}
    assert sorted(str(request.header("Cookie")) for request in web.asked(last)) == ["None", "a=1"]


# 11: TLS


def _secure(tls: ssl.SSLContext, names: Iterable[str] = ()) -> LetThrough:
    return LetThrough({"/": answer(PAGE)}, tls=tls, names=names)


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
    with _secure(_shown(trusted, what, tmp_path)) as secure:
        url = secure.url("/")
        assert web.outcome(url) == f"error:tls:{what}"
        assert secure.requests == []
    assert web.capture(url)["payload_digest"] is None


@BAD_TLS
def test_11_no_authority_of_the_environment_makes_it_trusted(
    web: Web, authority: Authority, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.ca.cert_pem.write_to_path(tmp_path / "own.pem")
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(name, str(tmp_path / "own.pem"))
    with _secure(_shown(authority, what, tmp_path)) as secure:
        outcome = web.outcome(secure.url("/"))
        ran = web.desk("fetch")
        assert secure.requests == []

    assert outcome in ("error:tls:unknown-ca", f"error:tls:{what}")
    assert ran.code == 4
    assert "The certificate that 127.0.0.1 shows" in ran.err
    assert "factcheck attach" in ran.err


def test_11_what_speaks_no_tls_is_told(web: Web) -> None:
    with LetThrough(greeting=[b"220 mail.example ESMTP\r\n", End.CLOSE]) as mail:
        url = mail.url("/").replace("http:", "https:")
        assert web.outcome(url) == "error:tls:failed"
