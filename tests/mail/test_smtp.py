"""Handing a mail to a server: encrypted and logged in as the settings say, and every refusal in words."""

import ssl
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme

from factcheck.errors import BadInput
from factcheck.mail.message import Mail, message_of
from factcheck.mail.smtp import MailRefused, send
from factcheck.settings.mail import MailServer as MailSettings
from tests.mail_servers import mail_server

AT = datetime(2026, 11, 3, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    return context


@pytest.fixture
def root(authority: trustme.CA, tmp_path: Path) -> Path:
    file = tmp_path / "root.pem"
    authority.cert_pem.write_to_path(str(file))
    return file


def _mail() -> EmailMessage:
    mail = Mail("7f", "ana@courier.example", "Ana", "Three things", "All of it.\n", "The Courier")
    return message_of(mail, "desk@courier.example", AT, "en")


def _settings(port: int, security: str = "none") -> MailSettings:
    return MailSettings("localhost", "desk@courier.example", port, security)


def test_a_mail_is_handed_over_whole() -> None:
    with mail_server() as server:
        send(_settings(server.port), _mail())

    assert server.recipients == ["ana@courier.example"]
    assert server.mails[0].get_content().splitlines() == ["All of it."]


def test_with_starttls_the_server_is_told_the_password_under_encryption_alone(
    tls: ssl.SSLContext, root: Path
) -> None:
    known = replace(_settings(0, "starttls"), user="desk", password="open sesame", root=root)
    with mail_server(tls, wants_login=True) as server:
        send(replace(known, port=server.port), _mail())

    assert server.logins == [("desk", "open sesame")]
    assert len(server.mails) == 1


def test_a_certificate_that_nobody_vouches_for_is_not_taken(tls: ssl.SSLContext) -> None:
    known = replace(_settings(0, "starttls"), user="desk", password="open sesame")
    with (
        mail_server(tls, wants_login=True) as server,
        pytest.raises(MailRefused, match="certificate") as wrong,
    ):
        send(replace(known, port=server.port), _mail())

    assert wrong.value.of_server
    assert server.logins == []


def test_a_server_without_encryption_is_told_nothing_where_some_is_wanted() -> None:
    known = replace(_settings(0, "starttls"), user="desk", password="open sesame")
    with mail_server() as server, pytest.raises(MailRefused, match="STARTTLS") as wrong:
        send(replace(known, port=server.port), _mail())

    assert wrong.value.of_server
    assert server.logins == []
    assert server.mails == []


def test_a_wrong_password_is_no_fault_of_the_mail(tls: ssl.SSLContext, root: Path) -> None:
    known = replace(_settings(0, "starttls"), user="desk", password="guess", root=root)
    with mail_server(tls, wants_login=True) as server, pytest.raises(MailRefused, match="log in") as wrong:
        send(replace(known, port=server.port), _mail())

    assert (wrong.value.of_server, wrong.value.for_good) == (True, False)
    assert "guess" not in str(wrong.value)


def test_a_password_is_read_from_its_file(tls: ssl.SSLContext, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("open sesame\n", "utf-8")
    known = replace(_settings(0, "starttls"), user="desk", password_file=file, root=root)
    with mail_server(tls, wants_login=True) as server:
        send(replace(known, port=server.port), _mail())
        file.unlink()
        with pytest.raises(BadInput, match="password of the mail server cannot be read"):
            send(replace(known, port=server.port), _mail())

    assert len(server.mails) == 1


@pytest.mark.parametrize(
    ("answer", "for_good"), [("550 No such user", True), ("450 Mailbox busy", False)], ids=["never", "later"]
)
def test_a_recipient_who_is_refused_is_no_fault_of_the_server(answer: str, for_good: bool) -> None:
    with mail_server() as server:
        server.refusals = {"ana@courier.example": answer}
        with pytest.raises(MailRefused, match=answer[4:]) as wrong:
            send(_settings(server.port), _mail())

    assert (wrong.value.of_server, wrong.value.for_good) == (False, for_good)


def test_a_server_that_is_away_is_said_to_be() -> None:
    with pytest.raises(MailRefused, match="localhost:1 cannot be reached: Connection refused") as wrong:
        send(_settings(1), _mail())

    assert wrong.value.of_server
