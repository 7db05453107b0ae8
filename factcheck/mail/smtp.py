"""Sending through the desk's mail server (SMTP), which its settings name; what went wrong is told in words."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage

from factcheck.errors import BadInput, FactcheckError
from factcheck.settings.mail import MailServer

_SECONDS = 20.0
"""For each exchange with the server."""


class MailRefused(FactcheckError):
    """A mail was not taken. `for_good` says that it never will be, `of_server` that no other one would be either."""

    def __init__(self, message: str, *, for_good: bool = False, of_server: bool = False) -> None:
        super().__init__(message)
        self.for_good, self.of_server = for_good, of_server


def send(server: MailServer, message: EmailMessage) -> None:
    """Hand one mail to the server; MailRefused where it was not taken, BadInput for a password that cannot be read."""
    with _errors_explained(server):
        connection = _connected(server)
        try:
            if server.user:
                connection.login(server.user, server.read_password())
            connection.send_message(message)
            with suppress(smtplib.SMTPException, OSError):  # it was taken, however the server takes its leave
                connection.quit()
        finally:
            connection.close()


def _connected(server: MailServer) -> smtplib.SMTP:
    """A connection to the server, encrypted as the settings say; the certificate is always verified."""
    name = server.sender.rpartition("@")[2]
    if server.security == "tls":
        trusted = _trusted(server)
        return smtplib.SMTP_SSL(server.host, server.port, name, timeout=_SECONDS, context=trusted)
    connection = smtplib.SMTP(server.host, server.port, name, timeout=_SECONDS)
    try:
        if server.security == "starttls":
            connection.starttls(context=_trusted(server))
    except BaseException:
        connection.close()
        raise
    return connection


def _trusted(server: MailServer) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=server.root)
    except OSError as wrong:
        raise BadInput(f"The certificate in {server.root} cannot be read: {wrong}.") from wrong


@contextmanager
def _errors_explained(server: MailServer) -> Iterator[None]:
    where = f"{server.host}:{server.port}"
    try:
        yield
    except smtplib.SMTPRecipientsRefused as wrong:
        code, answer = next(iter(wrong.recipients.values()))
        raise MailRefused(_said(code, answer), for_good=code >= 500) from wrong
    except smtplib.SMTPAuthenticationError as wrong:
        said = f"The mail server {where} does not let the desk log in ({wrong.smtp_code})."
        raise MailRefused(said, of_server=True) from wrong
    except smtplib.SMTPNotSupportedError as wrong:
        raise MailRefused(f"The mail server {where} cannot do that: {wrong}", of_server=True) from wrong
    except smtplib.SMTPResponseException as wrong:
        of_server = isinstance(wrong, smtplib.SMTPConnectError | smtplib.SMTPHeloError)
        raise MailRefused(_said(wrong.smtp_code, wrong.smtp_error), of_server=of_server) from wrong
    except ssl.SSLCertVerificationError as wrong:
        said = f"The certificate of the mail server {where} does not hold: {wrong.verify_message}."
        raise MailRefused(said, of_server=True) from wrong
    except (smtplib.SMTPException, OSError) as wrong:
        why = getattr(wrong, "strerror", None) or wrong or type(wrong).__name__
        raise MailRefused(f"The mail server {where} cannot be reached: {why}.", of_server=True) from wrong
    except ValueError as wrong:
        raise BadInput(f"The mail could not be written: {wrong}.") from wrong


def _said(code: int, said: bytes | str) -> str:
    """What the server answered, in one line."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"The mail server answered {code}: {' '.join(text.split())[:200]}"
