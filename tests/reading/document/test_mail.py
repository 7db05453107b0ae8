"""E-mails and pages saved as one file are read as a reader sees them, never as raw bytes."""

import plistlib
from email.message import EmailMessage

import pytest

from factcheck.reading.document.media_type import MAIL, MHTML, WEBARCHIVE
from factcheck.reading.document.values import Hints, ReadDocument
from factcheck.reading.document.worker import read
from tests.reading.files import ROOMY

WORDS = "Der Streik vom 12. Oktober betraf jeden fünften Zug"


def reading(body: bytes) -> ReadDocument:
    return read(body, Hints(), ROOMY)


def letter(text: str = WORDS, cte: str = "8bit") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = "Jürgen Roe <roe@trains.example>", "desk@courier.example"
    made["Subject"], made["Date"] = "Zahlen für Oktober", "Mon, 02 Nov 2026 10:00:00 +0100"
    made.set_content(text, charset="utf-8", cte=cte)
    return made


@pytest.mark.parametrize("coding", ["base64", "quoted-printable", "8bit"])
def test_a_letter_is_read_with_what_its_head_shows(coding: str) -> None:
    found = reading(letter(cte=coding).as_bytes())

    assert (found.content_type, found.text_outcome) == (MAIL, "ok")
    assert (found.text or "").splitlines() == [
        "From: Jürgen Roe <roe@trains.example>",
        "To: desk@courier.example",
        "Date: Mon, 02 Nov 2026 10:00:00 +0100",
        "Subject: Zahlen für Oktober",
        "",
        WORDS,
    ]
    assert found.proposed == {
        "title": "Zahlen für Oktober",
        "author": "Jürgen Roe",
        "published_on": "2026-11-02",
    }


def test_of_two_forms_of_the_same_words_the_page_is_read_once() -> None:
    made = letter("Rose to 123 per cent")
    made.add_alternative("<p>Rose to 12<sup>3</sup> per cent</p><p hidden>Unseen</p>", subtype="html")

    assert (reading(made.as_bytes()).text or "").endswith(
        "Subject: Zahlen für Oktober\n\nRose to 12³ per cent"
    )


def test_what_is_attached_is_named_and_not_read() -> None:
    made = letter()
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="figures.pdf")
    made.add_attachment("Not the letter", filename="notes.txt")
    found = reading(made.as_bytes())

    assert (found.text or "").endswith(WORDS)
    assert found.notes == (
        "not read: what is attached (figures.pdf, notes.txt); save it and attach it by itself",
    )


def test_a_letter_within_a_letter_is_read_with_its_head() -> None:
    outer = letter("See below.")
    outer.make_mixed()
    inner = EmailMessage()
    inner.set_type("message/rfc822")
    inner.set_payload([letter("The inner words.")])
    outer.attach(inner)

    text = reading(outer.as_bytes()).text or ""
    assert (
        text.index("See below.") < text.rindex("Subject: Zahlen für Oktober") < text.index("The inner words.")
    )


def test_lines_that_a_letter_quotes_can_be_quoted_over_their_breaks() -> None:
    text = reading(
        letter("On Monday she wrote:\n> The works would be done by the end of\n> May.\n").as_bytes()
    ).text

    assert (text or "").endswith("On Monday she wrote:\n> The works would be done by the end of\nMay.")


def test_an_encrypted_letter_and_a_mailbox_are_not_read() -> None:
    locked = b'From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/encrypted; boundary="x"\n\n--x\n'
    one = b"From a@b.example Mon Nov  2 10:00:00 2026\nFrom: a@b.example\nMessage-ID: <1@b.example>\n\nWords\n\n"

    assert reading(locked).text_outcome == "failed:encrypted"
    assert reading(one).text_outcome == "ok"
    assert reading(one + one).text_outcome == "failed:unsupported"
    assert "mailbox" in reading(one + one).notes[0]


MHTML_PAGE = """From: <Saved by Blink>
Snapshot-Content-Location: https://trains.example/strike
Subject: The strike
Date: Sat, 28 Nov 2026 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--b--"

----b--
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://trains.example/strike

<!DOCTYPE html><html lang=3D"de"><head><meta charset=3D"utf-8"><title>Streik</title><link rel=3D"stylesheet" hr=
ef=3D"cid:css-1@mhtml.blink"></head><body><p>Jeder f=C3=BCnfte Zug.</p><b class=3D"x">Unseen</b><iframe src=3D"cid=
:frame-2@mhtml.blink"></iframe></body></html>
----b--
Content-Type: text/html
Content-ID: <frame-2@mhtml.blink>
Content-Transfer-Encoding: quoted-printable

<p>In the frame.</p>
----b--
Content-Type: text/css
Content-ID: <css-1@mhtml.blink>

.x { display: none }
----b----
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_page_that_a_browser_saved_as_one_file_is_read_with_its_frames_and_styles(end: str) -> None:
    found = reading(MHTML_PAGE.replace("\n", end).encode())

    assert (found.content_type, (found.text or "").split("\n\n")) == (
        MHTML,
        ["Jeder fünfte Zug.", "In the frame."],
    )
    assert found.proposed == {"title": "Streik", "language": "de"}


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_page_that_safari_saved_is_read(form: plistlib.PlistFormat) -> None:
    page = "<title>Strike</title><p>Jeder fünfte Zug.</p><iframe src='/f'></iframe>"
    main = {"WebResourceData": page.encode("latin-1"), "WebResourceMIMEType": "text/html"}
    main |= {"WebResourceTextEncodingName": "iso-8859-1", "WebResourceURL": "https://trains.example/strike"}
    frame = {"WebResourceData": b"<p>In the frame.</p>", "WebResourceMIMEType": "text/html"}
    frame |= {"WebResourceURL": "https://trains.example/f"}
    made = {"WebMainResource": main, "WebSubframeArchives": [{"WebMainResource": frame}]}
    found = reading(plistlib.dumps(made, fmt=form))

    assert (found.content_type, (found.text or "").split("\n\n")) == (
        WEBARCHIVE,
        ["Jeder fünfte Zug.", "In the frame."],
    )


def test_a_saved_page_without_a_page_is_damaged() -> None:
    assert reading(MHTML_PAGE.replace("text/html", "image/png").encode()).text_outcome == "failed:damaged"
    assert reading(b"bplist00WebMainResource").text_outcome == "failed:damaged"


def test_a_text_that_only_looks_like_a_letter_is_a_text() -> None:
    memo = b"From: Ana\nTo: Ben\nSubject: Trains\n\nEvery fifth train.\n"

    assert (reading(memo).content_type, reading(memo).text) == ("text/plain", memo.decode().strip())


@pytest.mark.parametrize(
    "head", [b"Date: \xff\xfe\n", b"From: =?x?q?\xff?=\n", b"To: <<<>>,,\n", b"Subject: =?utf-8?b?!!?=\n"]
)
def test_an_odd_head_keeps_no_letter_from_being_read(head: bytes) -> None:
    body = (
        b"MIME-Version: 1.0\nFrom: a@b.example\n"
        + head
        + b"Content-Type: text/plain; charset=nonsense\n\nThe words."
    )

    assert (reading(body).text or "").endswith("The words.")
