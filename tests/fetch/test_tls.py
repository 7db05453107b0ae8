"""TLS as it is met: only a certificate for the name, in date, from an authority that is trusted."""

import ssl
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
import trustme

from factcheck.fetch.tls import explain_handshake
from factcheck.model.vocabulary import Outcome
from tests.fetch.visiting import HOME, at_home, visit
from tests.servers import Authority, End, ScriptedServer, answer, head, shown

PAGE = {"/": answer("<p>Hello")}


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


def test_a_page_comes_with_the_digest_of_the_certificate_it_came_under(authority: Authority) -> None:
    certificate = authority.ca.issue_cert("archive.example")
    with ScriptedServer(PAGE, tls=shown(certificate)) as server:
        one = visit(
            server.url(host="archive.example"),
            server,
            names=at_home("archive.example"),
            tls=authority.visitor(),
        )

    der = ssl.PEM_cert_to_DER_cert(certificate.cert_chain_pems[0].bytes().decode())
    assert one.outcome is Outcome.OK
    assert one.hops[0].certificate == sha256(der).hexdigest()


def test_tls_verifies_the_name_and_not_the_address_it_leads_to(authority: Authority) -> None:
    with ScriptedServer(PAGE, tls=authority.server(HOME, "another.example")) as server:
        one = visit(
            server.url(host="archive.example"),
            server,
            names=at_home("archive.example"),
            tls=authority.visitor(),
        )

    assert (one.outcome, one.hops) == (Outcome.TLS_WRONG_HOST, ())
    assert one.reason == "The certificate that archive.example shows is for another site."


def test_an_expired_certificate_is_named(authority: Authority) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    with ScriptedServer(PAGE, tls=shown(authority.ca.issue_cert(HOME, not_after=yesterday))) as server:
        one = visit(server.url(), server, tls=authority.visitor())

    assert one.outcome is Outcome.TLS_EXPIRED
    assert one.reason == "The certificate that 127.0.0.1 shows has expired."


def test_a_certificate_signed_by_itself_is_named(authority: Authority, tmp_path: Path) -> None:
    alone = trustme.CA()
    alone.private_key_pem.write_to_path(tmp_path / "key.pem")
    alone.cert_pem.write_to_path(tmp_path / "certificate.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate.pem", tmp_path / "key.pem")
    with ScriptedServer(PAGE, tls=context) as server:
        one = visit(server.url(), server, tls=authority.visitor())

    assert one.outcome is Outcome.TLS_SELF_SIGNED


def test_an_authority_nobody_knows_is_named(authority: Authority) -> None:
    with ScriptedServer(PAGE, tls=authority.server(HOME)) as server:
        for tls in (Authority().visitor(), None):
            assert visit(server.url(), server, tls=tls).outcome is Outcome.TLS_UNKNOWN_CA
        assert server.requests == []


def test_certificates_are_not_taken_from_the_environment(
    authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.ca.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    with ScriptedServer(PAGE, tls=authority.server(HOME)) as server:
        assert visit(server.url(), server).outcome is Outcome.TLS_UNKNOWN_CA


def test_a_handshake_that_fails_otherwise_is_told_in_words(authority: Authority) -> None:
    tls = authority.visitor()
    with ScriptedServer(greeting=(answer("no TLS here"), End.CLOSE)) as plain:
        url = plain.url().replace("http://", "https://")
        one = visit(url, plain, tls=tls)
        assert one.outcome is Outcome.TLS_FAILED
        assert "127.0.0.1" in one.reason
    with ScriptedServer(greeting=(End.RESET,)) as rude:
        one = visit(rude.url().replace("http://", "https://"), rude, tls=tls)
        assert one.outcome is Outcome.TLS_FAILED
    old = authority.server(HOME)
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    tls.minimum_version = ssl.TLSVersion.TLSv1_3
    with ScriptedServer(PAGE, tls=old) as server:
        assert visit(server.url(), server, tls=tls).outcome is Outcome.TLS_FAILED


def test_a_certificate_error_without_a_name_of_its_own_keeps_its_words() -> None:
    trouble = ssl.SSLCertVerificationError(1, "verify failed")
    trouble.verify_code, trouble.verify_message = 23, "certificate revoked"

    stopped = explain_handshake("example.org", trouble)

    assert stopped.outcome is Outcome.TLS_FAILED
    assert stopped.reason == "The certificate that example.org shows cannot be trusted: certificate revoked."


def test_a_slow_handshake_ends_in_a_timeout(authority: Authority) -> None:
    with ScriptedServer(greeting=(End.HANG,)) as server:
        url = server.url().replace("http://", "https://")
        one = visit(url, server, tls=authority.visitor(), connect_seconds=0.2)

    assert one.outcome is Outcome.TIMEOUT


@pytest.mark.usefixtures("loopback_is_public")
def test_a_redirect_from_https_to_http_is_noted(authority: Authority) -> None:
    with (
        ScriptedServer(PAGE) as plain,
        ScriptedServer(
            {"/": head("302 Found", location=plain.url(), content_length="0")}, tls=authority.server(HOME)
        ) as secure,
    ):
        ports = frozenset({plain.port})
        one = visit(secure.url(), secure, ports=ports, tls=authority.visitor())

    assert one.outcome is Outcome.OK
    assert one.notes == (f"A redirect led from https to http, at {plain.url()}.",)
    assert [bool(hop.certificate) for hop in one.hops] == [True, False]
