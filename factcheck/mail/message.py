"""A mail as it is sent: plain text in UTF-8 with the header fields of a program that expects no answer."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from unicodedata import category

_POLICY = SMTP.clone(cte_type="7bit")
"""Whatever is not ASCII is encoded, so that every server on the way takes it."""
MOST_OF_SUBJECT = 120


@dataclass(frozen=True)
class Mail:
    """What is written to one person: `id` is the same whenever it is sent again, `desk` the name it comes from."""

    id: str
    to: str
    name: str
    subject: str
    body: str
    desk: str


def message_of(mail: Mail, sender: str, at: datetime, language: str) -> EmailMessage:
    """The mail of a desk that sends as `sender`; no name or subject can begin a header field of its own."""
    domain = sender.rpartition("@")[2]
    message = EmailMessage(_POLICY)
    message["From"] = Address(in_a_line(mail.desk), addr_spec=sender)
    message["To"] = Address(in_a_line(mail.name), addr_spec=mail.to)
    message["Subject"] = in_a_line(mail.subject)[:MOST_OF_SUBJECT]
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{mail.id}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["List-Id"] = f"<factcheck.{domain}>"
    message.set_content(mail.body)
    message["Content-Language"] = language
    return message


def in_a_line(text: str) -> str:
    """Words without what could end a line, or turn one round, and single spaces."""
    seen = (" " if category(letter) in _UNSEEN else letter for letter in text)
    return " ".join("".join(seen).split())


_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Controls, format characters, halves of characters, ends of lines and paragraphs."""
