"""How a mail is written: header fields that nobody can add to, and any letters in its text."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from hypothesis import given
from hypothesis import strategies as st

from factcheck.mail.message import MOST_OF_SUBJECT, Mail, message_of

AT = datetime(2026, 11, 3, 9, tzinfo=UTC)
FIELDS = {
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "List-Id"),
    *("Content-Language", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
}


def _read(mail: Mail) -> EmailMessage:
    written = message_of(mail, "desk@courier.example", AT, "de").as_bytes()
    read = message_from_bytes(written, policy=default)
    assert isinstance(read, EmailMessage)
    assert written.isascii()
    return read


def test_a_mail_says_that_a_program_wrote_it_and_to_whom() -> None:
    read = _read(Mail("7f", "ana@courier.example", "Ana Ruíz", "Drei", "Äpfel\n", "Der Kurier"))

    assert dict(read.items()) == {
        "From": "Der Kurier <desk@courier.example>",
        "To": "Ana Ruíz <ana@courier.example>",
        "Subject": "Drei",
        "Date": "Tue, 03 Nov 2026 09:00:00 +0000",
        "Message-ID": "<7f@courier.example>",
        "Auto-Submitted": "auto-generated",
        "List-Id": "<factcheck.courier.example>",
        "Content-Language": "de",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
    }
    assert read.get_content().splitlines() == ["Äpfel"]


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_no_name_subject_or_text_can_add_a_header_field(
    name: str, desk: str, subject: str, body: str
) -> None:
    sound = body.encode("utf-8", "replace").decode()
    read = _read(Mail("7f", "ana@courier.example", name, subject, sound, desk))

    assert {*read.keys()} <= FIELDS
    assert read["To"].addresses[0].addr_spec == "ana@courier.example"
    assert len(read["To"].addresses) == len(read["From"].addresses) == 1
    assert len(read["Subject"]) <= MOST_OF_SUBJECT
