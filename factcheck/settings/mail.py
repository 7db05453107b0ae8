"""Who is told what waits: the mail server, `[mail]`, and programs at addresses, `[[webhook]]`, in factcheck.toml."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any

from factcheck.errors import BadInput, Finding, did_you_mean
from factcheck.phrase import say
from factcheck.settings.fetching import is_whole
from factcheck.settings.tables import AddressList

PASSWORD = "FACTCHECK_MAIL_PASSWORD"  # noqa: S105 - where it is looked for
_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([^@\s]{1,253})")


def mail_address(text: str) -> str:
    """A mail address as it is sent to, its domain in the letters of the DNS; BadInput where it is none."""
    found = _ADDRESS.fullmatch(text.strip())
    try:
        domain = found[1].encode("idna").decode("ascii") if found else ""
    except UnicodeError:
        domain = ""
    if not found or not re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", domain):
        raise BadInput(
            say("This is no mail address that can be written to."),
            remedies=[say("Write one such as {address}.", address="ana@example.org")],
        )
    return f"{text.strip().partition('@')[0]}@{domain.lower()}"


@dataclass(frozen=True, slots=True)
class MailServer:
    """The desk's own mail server, and how its mails are written.

    `security` is "starttls", "tls" (from the first byte) or "none". `root` is a file with the certificate that it is
    trusted by, None for those that the system trusts. Daily mails go out from `digest_at` on. With `subject_ref` a
    subject names the claim.
    """

    host: str
    sender: str
    port: int
    security: str = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    password_file: Path | None = None
    root: Path | None = None
    subject_ref: bool = False
    digest_at: time = time(7)

    def read_password(self) -> str:
        """The password, from the environment or its file; BadInput where there is none."""
        if self.password:
            return self.password
        try:
            return self.password_file.read_text("utf-8").strip() if self.password_file else ""
        except (OSError, ValueError) as wrong:
            raise BadInput(f"The password of the mail server cannot be read: {wrong}.") from wrong


@dataclass(frozen=True, slots=True)
class Webhook:
    """The address of a program that is told, and the file with the secret that tells it who does."""

    url: str
    secret: Path


def mail_of(table: Mapping[str, Any], folder: Path, environ: Mapping[str, str]) -> MailServer | None:
    """The server of a table for which `mail_findings` gives none; files are in the desk's folder."""
    if not table:
        return None
    files = {key: folder / table[key] for key in ("password_file", "root") if key in table}
    given = {key: table[key] for key in ("host", "user", "subject_ref") if key in table}
    security = table.get("security", "starttls")
    return MailServer(
        **given,
        **files,
        sender=mail_address(table["sender"]),
        security=security,
        port=table.get("port", _PORTS[security]),
        password=environ.get(PASSWORD) or None,
        digest_at=time.fromisoformat(table.get("digest_at", "07:00")),
    )


def webhooks_of(entries: Sequence[Mapping[str, str]], folder: Path) -> tuple[Webhook, ...]:
    """The webhooks of a list for which `webhooks_findings` gives none."""
    return tuple(Webhook(one["url"], folder / one["secret"]) for one in entries)


def mail_findings(given: object) -> Iterator[Finding]:
    """A finding for every value that cannot be, and for a password that would be sent in the open."""
    table = given if isinstance(given, dict) else {}
    for key, value in table.items():
        if key not in _KEYS:
            yield Finding("bad-key", f"mail: {key}", f'unknown key "{key}".', did_you_mean(key, _KEYS))
        elif not _KEYS[key][0](value):
            yield Finding("bad-value", f"mail: {key}", f"is {value!r}.", _KEYS[key][1])
    for key in ("host", "sender") if table else ():
        if key not in table:
            yield Finding("bad-value", f"mail: {key}", "is not given.", _KEYS[key][1])
    if table.get("security") == "none" and "user" in table and table.get("host") not in _LOOPBACK:
        said = "is none, and the password would be read by whoever is on the way."
        yield Finding("bad-value", "mail: security", said, 'Write "starttls" or "tls".')


webhooks_findings = AddressList(
    table="webhook",
    what="webhook",
    file="secret",
    mend_url="Write the program's: https://…",
    mend_file='Write the file with the secret that you share with it: secret = "webhook.key"',
).findings
"""A finding for all that is no webhook with the file of its secret, and for each that is named twice."""


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def is_mail_address(value: object) -> bool:
    """Whether a mail can be sent there."""
    try:
        return isinstance(value, str) and bool(mail_address(value))
    except BadInput:
        return False


def _is_time(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value) is not None


_FILE = "Write the name of a file in the desk's folder."
_KEYS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "host": (_is_text, 'Write the name of the mail server: "mail.example.org".'),
    "port": (lambda one: is_whole(one, 1, 65_535), "Write a port from 1 to 65535."),
    "security": (lambda one: one in [*_PORTS], 'Write "starttls", "tls" or "none".'),
    "user": (_is_text, "Write the name that the desk logs in with."),
    "password_file": (_is_text, _FILE),
    "root": (_is_text, _FILE),
    "sender": (is_mail_address, 'Write the address that mails are from: "desk@example.org".'),
    "subject_ref": (lambda one: isinstance(one, bool), "Write true or false."),
    "digest_at": (_is_time, 'Write a time of day: "07:00".'),
}
