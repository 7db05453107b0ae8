"""A real mail server on loopback: it keeps what it is given, refuses what a test says, may want TLS and a login."""

import asyncio
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Thread

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class MailServer:
    """What the server was given, in order; `refusals` are its answers to recipients, `on_mail` is told of each mail."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    refusals: Mapping[str, str] = field(default_factory=dict)
    answer: str = "250 OK"
    on_mail: Callable[[], None] = lambda: None

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a recipient, or say why not."""
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a mail, or say why not."""
        content = envelope.content
        assert isinstance(content, bytes)
        if self.answer.startswith("2"):
            self.raw.append(content)
            self.mails.append(message_from_bytes(content, policy=default))
            self.recipients += envelope.rcpt_tos
            self.on_mail()
        return self.answer

    def check(
        self, _server: object, _session: object, _envelope: object, _how: str, said: object
    ) -> AuthResult:
        """Let in whoever knows the password."""
        assert isinstance(said, LoginPassword)
        self.logins.append((said.login.decode(), said.password.decode()))
        return AuthResult(success=said.password == b"open sesame", handled=False)


@contextmanager
def mail_server(tls: ssl.SSLContext | None = None, *, wants_login: bool = False) -> Iterator[MailServer]:
    """A server that runs while the block lasts; with `tls` it takes mail after STARTTLS alone."""
    server, loop = MailServer(), asyncio.new_event_loop()

    def protocol() -> SMTP:
        return SMTP(
            server,
            hostname="mail.test",
            tls_context=tls,
            require_starttls=tls is not None,
            authenticator=server.check if wants_login else None,
            auth_required=wants_login,
            auth_require_tls=tls is not None,
            loop=loop,
        )

    listener = loop.run_until_complete(loop.create_server(protocol, "127.0.0.1", 0))
    server.port = listener.sockets[0].getsockname()[1]
    thread = Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        listener.close()
        loop.run_until_complete(_ended(loop))
        loop.close()


async def _ended(loop: asyncio.AbstractEventLoop) -> None:
    left = [task for task in asyncio.all_tasks(loop) if task is not asyncio.current_task()]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
